"""What the newsroom says about a claim; a published verdict never changes, a correction is a new one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def _together(*fields: str) -> Q:
    """Either all of the fields stand, or none."""
    return Q(**{f"{name}__isnull": True for name in fields}) | Q(
        **{f"{name}__isnull": False for name in fields}
    )


class Verdict(models.Model):
    """Numbered per claim: rating and rationale, drafted by one person and reviewed by another."""

    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="verdicts", verbose_name=_("claim")
    )
    number = models.PositiveIntegerField(_("number"))
    rating = models.ForeignKey(
        "claims.Rating", models.PROTECT, related_name="verdicts", verbose_name=_("rating")
    )
    rationale = models.TextField(_("rationale"), blank=True)
    proposed_wording = models.TextField(_("proposed wording"), blank=True)
    exception = models.TextField(_("why without the evidence asked for"), blank=True)
    drafted_by = models.ForeignKey(
        "claims.User", models.PROTECT, related_name="drafted", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "claims.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed",
        verbose_name=_("reviewed by"),
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    review_note = models.TextField(_("note of the review"), blank=True)
    overruled_because = models.TextField(_("overruled because"), blank=True)
    published_by = models.ForeignKey(
        "claims.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    correction_note = models.TextField(_("note of correction"), blank=True)
    retracted_at = models.DateTimeField(_("retracted"), null=True, blank=True)
    retracted_by = models.ForeignKey("claims.User", models.PROTECT, null=True, blank=True, related_name="+")
    retraction_note = models.TextField(_("why retracted"), blank=True)

    class Meta:
        ordering = ["claim", "number"]
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="verdict_number_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("drafted_by")),
                name="verdict_second_person",
            ),
            models.CheckConstraint(
                condition=_together("reviewed_by", "reviewed_at"), name="verdict_reviewed_when"
            ),
            models.CheckConstraint(
                condition=_together("published_by", "published_at"), name="verdict_published_when"
            ),
            models.CheckConstraint(
                condition=_together("retracted_by", "retracted_at"), name="verdict_retracted_when"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(reviewed_at__isnull=False),
                name="verdict_published_after_review",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True) | Q(published_at__isnull=False),
                name="verdict_retracted_after_publication",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_note=""),
                name="verdict_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} v{self.number}"


class SecondCheck(models.Model):
    """A blind second opinion: given before the first verdict is shown."""

    verdict = models.ForeignKey(
        Verdict, models.PROTECT, related_name="second_checks", verbose_name=_("verdict")
    )
    rating = models.ForeignKey("claims.Rating", models.PROTECT, related_name="+", verbose_name=_("rating"))
    rationale = models.TextField(_("rationale"), blank=True)
    given_by = models.ForeignKey("claims.User", models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given"))
    agrees = models.BooleanField(_("agrees with the first"))

    class Meta:
        ordering = ["verdict", "given_at", "pk"]
        verbose_name = _("second check")
        verbose_name_plural = _("second checks")
        constraints = [models.UniqueConstraint(fields=["verdict", "given_by"], name="second_check_once")]

    def __str__(self) -> str:
        return f"{self.verdict_id}: {self.rating_id}"
