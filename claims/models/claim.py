"""A statement quoted from a revision, and the facts in it that can be ticked one by one."""

from datetime import datetime, timedelta
from typing import Any, Final, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.choices import ArticleRole, FactState, FactType, Kind, Origin, OutletKind, Priority, Status
from claims.models.article import Article
from claims.models.event import Event
from claims.models.people import User
from claims.text import spans

FAR_FUTURE = datetime.fromisoformat("9999-12-31T00:00:00+00:00")
AROUND = 40  # code points of context kept before and after a quote
UNDO_WITHIN: Final = timedelta(minutes=10)  # for so long people can take back what they did
UNDECIDED = (Status.NEW, Status.QUEUED, Status.ASSIGNED, Status.CHECKING, Status.IN_REVIEW)


def what_decides() -> tuple[str | models.Prefetch[Any], ...]:
    """What the conditions of the actions look at; `lately` is what happened while it could still be undone."""
    recent = Event.objects.filter(at__gte=timezone.now() - UNDO_WITHIN).order_by("pk")
    return (
        "verdicts__rating__scale",
        "verdicts__drafted_by",
        "verdicts__second_checks",
        "evidence__source",
        models.Prefetch("events", recent, to_attr="lately"),
    )


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Filters over claims."""

    def visible_to(self, user: User) -> Self:
        """Everybody signed in sees every claim; nobody else sees any."""
        return self if user.is_active and user.is_authenticated else self.none()

    def without_practice_of_others(self, user: User) -> Self:
        """Not those of the articles that other people learn on."""
        learning = Article.objects.filter(outlet__kind=OutletKind.PRACTICE)
        return self.exclude(article__in=learning.exclude(submitted_by=user))

    def undecided(self) -> Self:
        """Somebody still has something to do with it."""
        return self.filter(status__in=UNDECIDED)

    def standing(self) -> Self:
        """In the newest revision of its article."""
        return self.exclude(status=Status.GONE)

    def in_hand(self) -> Self:
        """Given to a person who has still something to do with it."""
        return self.filter(status__in=(Status.ASSIGNED, Status.CHECKING), assignee__isnull=False)

    def overdue(self, at: datetime) -> Self:
        """Undecided past its time."""
        return self.undecided().filter(due_at__lt=at)

    def with_what_decides(self) -> Self:
        """Loaded with everything that decides which actions are possible, for all claims at once."""
        return self.select_related("article__outlet", "article__desk", "desk", "assignee").prefetch_related(
            *what_decides()
        )

    def in_text_order(self) -> Self:
        """As they stand in the article."""
        return self.order_by("start", "end", "pk")


class Claim(models.Model):
    """A checkable statement: `revision.text[start:end] == quote`, always."""

    article = models.ForeignKey(
        "claims.Article", models.CASCADE, related_name="claims", verbose_name=_("article")
    )
    revision = models.ForeignKey(
        "claims.Revision", models.PROTECT, related_name="claims", verbose_name=_("revision")
    )
    number = models.PositiveIntegerField(_("number"))  # within the article, never given twice
    start = models.PositiveIntegerField()  # code points of the revision's text
    end = models.PositiveIntegerField()  # exclusive
    quote = models.TextField(_("quote"))
    prefix = models.CharField(max_length=64, blank=True)  # text before and after: W3C TextQuoteSelector
    suffix = models.CharField(max_length=64, blank=True)
    wording = models.TextField(_("self-contained wording"), blank=True)
    role = models.CharField(_("place in the article"), max_length=10, choices=ArticleRole)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    origin = models.CharField(_("found by"), max_length=8, choices=Origin, default=Origin.MACHINE)
    marked_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, blank=True, related_name="+")
    claimant = models.CharField(_("claimant"), max_length=300, blank=True)
    chain = models.JSONField(_("chain of attribution"), default=list, blank=True)
    hedges = models.JSONField(_("hedges"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=3)
    check_worthiness = models.FloatField(
        _("check-worthiness"), null=True, blank=True
    )  # 0..1, None until scored
    reasons = models.JSONField(_("reasons"), default=list, blank=True)  # keys of claims.text.words
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)  # claims.text.fingerprint
    repeats = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="repeated_by", verbose_name=_("repeats")
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged_from"
    )
    split_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="split_into")

    # Where people stand with it: written by workflow.lifecycle, by nobody else.
    status = models.CharField(_("status"), max_length=14, choices=Status, default=Status.NEW)
    version = models.PositiveIntegerField(default=1)  # counts the changes by people: ETag and conflict check
    priority = models.CharField(_("priority"), max_length=1, choices=Priority, default=Priority.NORMAL)
    reason = models.ForeignKey("claims.Reason", models.PROTECT, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="answers")
    desk = models.ForeignKey(
        "claims.Desk", models.SET_NULL, null=True, blank=True, related_name="claims", verbose_name=_("desk")
    )
    assignee = models.ForeignKey(
        "claims.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("assignee"),
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    sort_due = models.GeneratedField(
        expression=Coalesce(F("due_at"), Value(FAR_FUTURE)),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    sort_worth = models.GeneratedField(
        expression=Coalesce(F("check_worthiness"), Value(-1.0)),
        output_field=models.FloatField(),
        db_persist=True,
    )  # never null, so that pages by key and their index work on both databases
    # When the clock has told of the present due time: each is told once, and again after a new due time.
    reminded_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    text_changed_at = models.DateTimeField(_("text changed since the check"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed for the changed text"), null=True, blank=True)
    found_at = models.DateTimeField(_("found"))
    changed_at = models.DateTimeField(_("changed"))

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["article", "start", "pk"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="claim_number_once"),
            models.UniqueConstraint(fields=["revision", "start", "end"], name="claim_span_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="claim_has_length"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="claim_known_status"),
            models.CheckConstraint(
                condition=Q(check_worthiness__isnull=True)
                | Q(check_worthiness__gte=0, check_worthiness__lte=1),
                name="claim_worth_between_0_and_1",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ASSIGNED) | Q(assignee__isnull=False) | Q(desk__isnull=False),
                name="claim_assigned_to_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.NOT_CHECKABLE) | Q(reason__isnull=False),
                name="claim_not_checkable_why",
            ),
            models.CheckConstraint(
                condition=~Q(repeats=F("pk")) & ~Q(merged_into=F("pk")) & ~Q(answered_by=F("pk")),
                name="claim_not_of_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "priority", "sort_due", "id"], name="claim_queue"),
            models.Index(
                fields=["assignee", "status", "priority", "sort_due", "id"],
                name="claim_mine",
                condition=Q(assignee__isnull=False),
            ),
            models.Index(
                fields=["assignee", "sort_due"],
                name="claim_in_hand",
                condition=Q(assignee__isnull=False, status__in=UNDECIDED),
            ),
            models.Index(fields=["priority", "sort_due", "id"], name="claim_order"),
            models.Index(fields=["sort_due", "id"], name="claim_by_due"),
            models.Index(fields=["status", "due_at"], name="claim_late", condition=Q(due_at__isnull=False)),
            models.Index(fields=["-sort_worth", "id"], name="claim_worth"),
            models.Index(fields=["found_at"], name="claim_found"),
            models.Index(fields=["-article", "start", "id"], name="claim_newest_article"),
            models.Index(fields=["article", "start", "id"], name="claim_in_text"),
            models.Index(
                fields=["text_changed_at"],
                name="claim_text_changed",
                condition=Q(text_changed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.quote[:60]}"

    @property
    def shown_hints(self) -> list[Any]:
        """What the machine noticed about it and nobody has put aside. Lists prefetch `hints`."""
        return [hint for hint in self.hints.all() if hint.aside_at is None]

    def as_statement(self) -> spans.Statement:
        """The claim with its facts as the text steps know it. Lists prefetch `facts`."""
        return spans.Statement(
            start=self.start,
            end=self.end,
            quote=self.quote,
            role=spans.Role(self.role),
            kind=spans.Kind(self.kind),
            checkable=True,
            claimant=self.claimant,
            chain=tuple(self.chain),
            hedges=tuple(self.hedges),
            facts=tuple(fact.as_span() for fact in self.facts.all()),
            check_worthiness=self.check_worthiness,
            reasons=tuple(self.reasons),
        )


class Fact(models.Model):
    """A part of a claim that is ticked by itself; offsets count in the claim's revision."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="facts", verbose_name=_("claim"))
    position = models.PositiveSmallIntegerField()
    type = models.CharField(_("type"), max_length=8, choices=FactType)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(_("quote"))
    value = models.TextField(_("value"), blank=True)
    value_min = models.FloatField(null=True, blank=True)
    value_max = models.FloatField(null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    iso = models.CharField(_("date, ISO 8601"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=5, choices=FactState, default=FactState.OPEN)
    checked_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["claim", "position"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="fact_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="fact_has_length"),
            models.CheckConstraint(
                condition=Q(state=FactState.OPEN) | Q(checked_at__isnull=False), name="fact_checked_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.quote}"

    @classmethod
    def from_span(cls, claim: Claim, position: int, span: spans.Fact) -> Self:
        """The row of a fact that the text steps have found; nothing is saved."""
        return cls(
            claim=claim,
            position=position,
            type=span.type,
            start=span.start,
            end=span.end,
            quote=span.quote,
            value=span.value,
            value_min=span.value_min,
            value_max=span.value_max,
            unit=span.unit[:80],
            iso=span.iso[:40],
        )

    def as_span(self) -> spans.Fact:
        """The fact as the text steps know it."""
        return spans.Fact(
            spans.FactType(self.type),
            self.start,
            self.end,
            self.quote,
            self.value,
            self.value_min,
            self.value_max,
            self.unit,
            self.iso,
        )
