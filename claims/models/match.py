"""This claim says the same as that earlier one."""

from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims.choices import Decision, Relation
from claims.models.verdict import Verdict


class MatchQuerySet(models.QuerySet["Match"]):
    """Filters over matches."""

    def with_check(self) -> Self:
        """With what the earlier claim's check says, None without one: `rating_key`, `checked_at`, `stale_after` (days)."""
        newest = Verdict.objects.holding().filter(claim=OuterRef("earlier")).order_by("-number")
        return self.annotate(
            rating_key=Subquery(newest.values("rating__key")[:1]),
            checked_at=Subquery(newest.values("reviewed_at")[:1]),
            stale_after=Coalesce("claim__desk__stale_after_days", "claim__article__desk__stale_after_days"),
        )


class Match(models.Model):
    """A proposal of the machine that two claims belong together, and what people said to it."""

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="matches", verbose_name=_("claim"))
    earlier = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="matched_by", verbose_name=_("earlier claim")
    )
    relation = models.CharField(_("relation"), max_length=13, choices=Relation)
    score = models.FloatField(_("score"))  # 0..1
    differences = models.JSONField(default=list, blank=True)  # [{"type", "here", "there"}, ...]
    method = models.CharField(max_length=80)  # which matcher, with its version
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(
        null=True, blank=True
    )  # of the check that the claim's holder was last told of

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "-score", "pk"]
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [
            models.UniqueConstraint(fields=["claim", "earlier"], name="match_once"),
            models.CheckConstraint(condition=~Q(claim=F("earlier")), name="match_of_two"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="match_score_between_0_and_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.relation} {self.earlier_id}"
