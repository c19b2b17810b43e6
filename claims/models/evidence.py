"""One citation of a source for one claim, and what people say to each other about the claim."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Stance
from claims.models.people import User
from claims.models.source import Source


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Filters over evidence."""

    def standing(self) -> Self:
        """Not removed."""
        return self.filter(removed_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """Not what comes from the confidential sources of others."""
        return self.filter(source__in=Source.objects.visible_to(user))

    def public(self) -> Self:
        """What may stand on a page for everybody: nothing confidential, nothing removed."""
        return self.standing().filter(source__confidential=False)


class Evidence(models.Model):
    """What a source says about a claim. Removed ones stay readable in the history."""

    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="evidence", verbose_name=_("claim")
    )
    source = models.ForeignKey(
        "claims.Source", models.PROTECT, related_name="citations", verbose_name=_("source")
    )
    stance = models.CharField(_("stance"), max_length=8, choices=Stance)
    is_primary = models.BooleanField(_("primary source"), default=False)
    place = models.CharField(_("place in the source"), max_length=200, blank=True)
    quoted = models.TextField(_("words quoted"), blank=True)
    note = models.TextField(_("note"), blank=True)
    snapshot = models.ForeignKey("claims.Snapshot", models.SET_NULL, null=True, blank=True, related_name="+")
    found_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, related_name="+")
    found_at = models.DateTimeField(_("found"))
    removed_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "found_at", "pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_known_stance")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.stance} {self.claim_id}"


class Note(models.Model):
    """A remark in the discussion of a claim."""

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="notes", verbose_name=_("claim"))
    author = models.ForeignKey(
        "claims.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"))
    mentions = models.ManyToManyField("claims.User", blank=True, related_name="mentioned_in")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:60]


class Confrontation(models.Model):
    """A named person was asked to answer to a claim."""

    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="confrontations", verbose_name=_("claim")
    )
    person_asked = models.CharField(_("who was asked"), max_length=300)
    question = models.TextField(_("question"), blank=True)
    asked_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    answer_due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)  # when the clock told that no answer came

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("confrontation")
        verbose_name_plural = _("confrontations")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="confrontation_answered_when"
            )
        ]

    def __str__(self) -> str:
        return self.person_asked
