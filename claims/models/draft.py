"""What somebody has typed into a form and not sent yet."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.people import User


class DraftQuerySet(models.QuerySet["Draft"]):
    """Filters over drafts."""

    def visible_to(self, user: User) -> Self:
        """One's own, nobody else's."""
        return self.filter(person=user.pk) if user.is_active else self.none()

    def untouched_since(self, at: datetime) -> Self:
        """Saved before that time."""
        return self.filter(saved_at__lt=at)


class Draft(models.Model):
    """The fields of one form as its person left them."""

    person = models.ForeignKey(User, models.CASCADE, related_name="drafts", verbose_name=_("person"))
    key = models.CharField(_("which form"), max_length=80)
    fields = models.JSONField(_("fields"), default=dict)  # name: the values typed or chosen
    base = models.JSONField(default=dict, blank=True)  # versions that the form had seen, by field
    saved_at = models.DateTimeField(_("saved"), db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key}"
