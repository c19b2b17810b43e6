"""The article, its revisions, and how far the machine has come with it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Gap, Stage
from claims.models.people import User

WORKING = (Stage.CLEAN, Stage.SPLIT, Stage.SCORE, Stage.MATCH)


class ArticleQuerySet(models.QuerySet["Article"]):
    """Filters over articles."""

    def visible_to(self, user: User) -> Self:
        """Everybody signed in sees every article; nobody else sees any."""
        return self if user.is_active and user.is_authenticated else self.none()

    def working(self) -> Self:
        """The machine still has something to do."""
        return self.filter(stage__in=WORKING)

    def takeable(self, at: datetime) -> Self:
        """Nobody is at work on it and its next try is due."""
        return self.working().filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=at),
            Q(next_try_at__isnull=True) | Q(next_try_at__lte=at),
        )


class Article(models.Model):
    """One piece of an outlet that is to be checked; its words are in its revisions."""

    outlet = models.ForeignKey(
        "claims.Outlet", models.PROTECT, related_name="articles", verbose_name=_("outlet")
    )
    desk = models.ForeignKey(
        "claims.Desk", models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name=_("desk")
    )
    identity = models.CharField(max_length=90, editable=False)  # see intake.identity_of
    external_id = models.CharField(_("external id"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)  # of the newest revision
    author = models.CharField(_("author"), max_length=300, blank=True)
    language = models.CharField(
        _("language"), max_length=3, blank=True
    )  # "" until the clean step has seen it
    language_given = models.BooleanField(default=False)
    language_confidence = models.FloatField(null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        "claims.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    received_at = models.DateTimeField(_("received"), db_index=True)

    # That it may go out: written by workflow.release. A newer revision is not released by it.
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        "claims.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("released by")
    )
    released_revision = models.PositiveIntegerField(null=True, blank=True)  # its number
    release_override = models.TextField(_("why released with open claims"), blank=True)

    # How far the machine is: written by intake (at birth) and pipeline.runner, by nobody else.
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.CLEAN)
    stage_since = models.DateTimeField()
    attempt = models.PositiveIntegerField(
        default=0
    )  # counts every lease ever taken: the fence of late writers
    tries = models.PositiveSmallIntegerField(default=0)  # of the present stage
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_holder = models.CharField(max_length=64, blank=True)  # id of the message that is at work
    next_try_at = models.DateTimeField(null=True, blank=True)
    woken_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)  # of `total`, in the present stage's own unit
    total = models.PositiveIntegerField(default=0)
    failure = models.TextField(_("what went wrong"), blank=True)
    failed_stage = models.CharField(max_length=10, choices=Stage, blank=True)

    # Why the comparison with earlier checks is not whole yet, "" when it is: written by pipeline.match.
    comparison_gap = models.CharField(max_length=10, choices=Gap, blank=True)

    # What a language model had to do with the claims: written by pipeline.refine.
    model_name = models.CharField(_("language model"), max_length=120, blank=True)  # "" when none was asked
    model_tokens = models.PositiveIntegerField(default=0)  # that its answers took
    model_note = models.TextField(blank=True)  # what it changed, or why the embedded reading stands

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(fields=["outlet", "identity"], name="article_once_per_outlet"),
            models.UniqueConstraint(
                fields=["outlet", "external_id"],
                condition=~Q(external_id=""),
                name="article_external_id_once",
            ),
            models.UniqueConstraint(fields=["outlet", "url"], condition=~Q(url=""), name="article_url_once"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="article_known_stage"),
            models.CheckConstraint(
                condition=Q(stage=Stage.FAILED) ^ Q(failed_stage=""), name="article_failed_where"
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="article_newest"),
            models.Index(fields=["id"], name="article_compare_again", condition=~Q(comparison_gap="")),
            models.Index(
                fields=["stage", "received_at"], name="article_waiting", condition=Q(stage__in=WORKING)
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"A-{self.pk}"

    @property
    def is_working(self) -> bool:
        """Whether the machine still has something to do."""
        return self.stage in WORKING


class Revision(models.Model):
    """One version of an article's words. Its text never changes."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"))
    digest = models.CharField(max_length=64, db_index=True)  # SHA-256 of the text in UTF-8, hex
    hints = models.JSONField(
        default=list, blank=True
    )  # [[start, end, role, furniture or null], ...] from markup
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"))
    received_from = models.ForeignKey("claims.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["article", "number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_counts_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="revision_has_text"),
        ]

    def __str__(self) -> str:
        return f"A-{self.article_id} r{self.number}"


class Passage(models.Model):
    """A block of a revision, as the clean step read it: role or furniture, and its sentences."""

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="passages", verbose_name=_("revision")
    )
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    role = models.CharField(max_length=10)  # claims.text.spans.Role
    furniture = models.CharField(max_length=14, blank=True)  # claims.text.spans.Furniture
    sentences = models.JSONField(default=list)  # [[start, end], ...]

    class Meta:
        ordering = ["revision", "position"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="passage_once"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="passage_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.start}-{self.end}"
