"""A view of the queue that somebody has kept: its name, its address, and whose it is."""

from typing import Self

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Role
from claims.models.people import Desk, Grant, User

LONGEST_NAME = 60
LONGEST_QUERY = 1_000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Filters over saved views."""

    def visible_to(self, user: User) -> Self:
        """One's own, those of one's desks; editors see those of every desk. The roles are looked up in the query."""
        if not user.is_active or not user.is_authenticated:
            return self.none()
        leads = Exists(Grant.objects.filter(person=user, role__in=(Role.EDITOR, Role.ADMIN)))
        of_a_desk = Q(desk__in=user.desks.all()) | Q(leads)
        return self.filter(Q(desk__isnull=True, owner=user) | Q(of_a_desk, desk__isnull=False))

    def in_order(self) -> Self:
        """As the side of the queue shows them."""
        return self.order_by("position", "pk")


class SavedView(models.Model):
    """A narrowed queue under a name: of one person, or of a desk, where its maker may have left since."""

    owner = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="saved_views", verbose_name=_("whose")
    )
    desk = models.ForeignKey(
        Desk, models.CASCADE, null=True, blank=True, related_name="saved_views", verbose_name=_("desk")
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    query = models.CharField(
        _("address"), max_length=LONGEST_QUERY, blank=True
    )  # of the queue, after the "?"
    position = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(_("kept"))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, desk__isnull=True)
                | Q(owner__isnull=True, desk__isnull=False),
                name="view_of_a_person_or_a_desk",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="view_has_a_name"),
            models.UniqueConstraint(
                fields=["owner", "name"], condition=Q(owner__isnull=False), name="view_name_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["desk", "name"], condition=Q(desk__isnull=False), name="view_name_once_per_desk"
            ),
        ]

    def __str__(self) -> str:
        return self.name
