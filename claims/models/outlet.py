"""Where articles come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.choices import OutletKind


class Outlet(models.Model):
    """A portal, agency, paper or the own newsroom."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=OutletKind, default=OutletKind.OTHER)
    domain = models.CharField(_("domain"), max_length=253, blank=True)
    language = models.CharField(_("language"), max_length=3, default="de")
    desk = models.ForeignKey(
        "claims.Desk", models.SET_NULL, null=True, blank=True, verbose_name=_("desk by default")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=OutletKind.values), name="outlet_known_kind")
        ]

    def __str__(self) -> str:
        return self.name
