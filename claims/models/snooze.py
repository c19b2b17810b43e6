"""What a person has put aside for a while: it is hidden from their day only, and comes back by itself."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class SnoozeQuerySet(models.QuerySet["Snooze"]):
    """Filters over what is put aside."""

    def lasting(self, at: datetime) -> Self:
        """Those that have not come back by that time."""
        return self.filter(until__gt=at)


class Snooze(models.Model):
    """A claim that one person does not want to see in their day before a time."""

    person = models.ForeignKey(
        "claims.User", models.CASCADE, related_name="snoozes", verbose_name=_("person")
    )
    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="snoozes", verbose_name=_("claim"))
    until = models.DateTimeField(_("until"))

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        ordering = ["until", "pk"]
        verbose_name = _("claim put aside")
        verbose_name_plural = _("claims put aside")
        constraints = [models.UniqueConstraint(fields=["person", "claim"], name="snooze_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.claim_id} {self.until:%Y-%m-%d %H:%M}"
