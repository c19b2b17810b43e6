"""What the newsroom says about a claim; a published verdict never changes, a correction is a new one."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Role, Status
from claims.models.people import User


def _together(*fields: str) -> Q:
    """Either all of the fields stand, or none."""
    return Q(**{f"{name}__isnull": True for name in fields}) | Q(
        **{f"{name}__isnull": False for name in fields}
    )


def _settles_only(user: User) -> bool:
    """Whether the person may decide on a verdict, but gives no second check."""
    return user.holds(Role.EDITOR) and not user.holds(Role.REVIEWER)


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Filters over verdicts."""

    def drafts(self) -> Self:
        """Not submitted, or sent back: their writers still work on them."""
        return self.filter(submitted_at__isnull=True)

    def in_review(self) -> Self:
        """Submitted, and nobody has decided yet."""
        return self.filter(submitted_at__isnull=False, reviewed_at__isnull=True)

    def approved(self) -> Self:
        """A second person has agreed; not published."""
        return self.filter(reviewed_at__isnull=False, published_at__isnull=True)

    def hidden_from(self, user: User) -> Self:
        """Under a blind second check that the person has not given: those of which `is_hidden_from` is true."""
        blind = Q(claim__desk__blind_second_check=True) | Q(
            claim__desk=None, claim__article__desk__blind_second_check=True
        )
        unseen = self.in_review().filter(blind).exclude(drafted_by=user)
        if _settles_only(user):
            return unseen.filter(second_checks=None)
        return unseen.exclude(second_checks__given_by=user)

    def public(self) -> Self:
        """Published once, corrected and retracted ones too: all of them stay readable."""
        return self.filter(published_at__isnull=False)

    def standing(self) -> Self:
        """Published, not retracted, not replaced by a published correction."""
        # Corrections are few: SQLite would read all verdicts again for each one if they were joined.
        corrections = Verdict.objects.filter(corrects__isnull=False, published_at__isnull=False)
        return self.public().filter(retracted_at__isnull=True).exclude(pk__in=corrections.values("corrects"))

    def holding(self) -> Self:
        """What the newsroom says now: published and standing, or approved while its claim still says so."""
        agreed = Q(published_at__isnull=False) | Q(claim__status=Status.APPROVED)
        return self.filter(agreed, reviewed_at__isnull=False, retracted_at__isnull=True).exclude(
            corrected_by__published_at__isnull=False
        )


class Verdict(models.Model):
    """Numbered per claim: rating and rationale, drafted by one person and reviewed by another."""

    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="verdicts", verbose_name=_("claim")
    )
    number = models.PositiveIntegerField(_("number"))
    version = models.PositiveIntegerField(default=1)  # counts the savings of a draft
    rating = models.ForeignKey(
        "claims.Rating",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name=_("rating"),
    )  # None only in a draft
    rationale = models.TextField(_("rationale"), blank=True)
    proposed_wording = models.TextField(_("proposed wording"), blank=True)
    exception = models.TextField(_("why without the evidence asked for"), blank=True)
    drafted_by = models.ForeignKey(
        "claims.User", models.PROTECT, related_name="drafted", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted"))  # last saved as a draft
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
    published_as = models.JSONField(
        default=dict, blank=True
    )  # the check as it went out, see publication.frozen
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    correction_note = models.TextField(_("note of correction"), blank=True)
    retracted_at = models.DateTimeField(_("retracted"), null=True, blank=True)
    retracted_by = models.ForeignKey("claims.User", models.PROTECT, null=True, blank=True, related_name="+")
    retraction_note = models.TextField(_("why retracted"), blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "number"]
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="verdict_number_once"),
            models.UniqueConstraint(
                fields=["claim", "drafted_by"],
                condition=Q(submitted_at__isnull=True),
                name="verdict_one_draft_each",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(rating__isnull=False),
                name="verdict_submitted_with_rating",
            ),
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
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                name="verdict_waiting",
                condition=Q(submitted_at__isnull=False, reviewed_at__isnull=True),
            ),
            models.Index(
                fields=["reviewed_at"], name="verdict_decided", condition=Q(reviewed_at__isnull=False)
            ),
            models.Index(
                fields=["-published_at", "-id"], name="verdict_out", condition=Q(published_at__isnull=False)
            ),
            models.Index(
                fields=["retracted_at"], name="verdict_taken_back", condition=Q(retracted_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} v{self.number}"

    def is_hidden_from(self, user: User) -> bool:
        """Whether the person must not see it yet: a blind second check is wanted and they have not given theirs.

        Its writer always sees it; so does everybody once it is decided, and an editor who is no reviewer, and
        can give none, once somebody else has: they settle what the two do not agree on.
        """
        desk = self.claim.desk or self.claim.article.desk
        if desk is None or not desk.blind_second_check or self.drafted_by_id == user.pk:
            return False
        if self.submitted_at is None or self.reviewed_at is not None:
            return False
        checks = self.second_checks.all()
        if _settles_only(user):
            return not checks
        return not any(check.given_by_id == user.pk for check in checks)


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
