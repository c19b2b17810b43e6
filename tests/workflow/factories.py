"""Rows of the people's half for tests: scales, verdicts, evidence, and claims at any status."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from claims.choices import ReasonKind, Role, Stance, Status
from claims.models import Claim, Desk, Evidence, Rating, Reason, Scale, Source, User, Verdict
from claims.workflow.verification import url_key
from tests.factories import ClaimFactory, DeskFactory, UserFactory


class ScaleFactory(DjangoModelFactory[Scale]):
    """A scale for published checks."""

    class Meta:
        model = Scale
        django_get_or_create = ("key",)

    key = "publication"
    label_de = "Veröffentlichung"
    label_en = "publication"
    is_public = True


class RatingFactory(DjangoModelFactory[Rating]):
    """A rating of the public scale: false."""

    class Meta:
        model = Rating
        django_get_or_create = ("scale", "key")

    scale = factory.SubFactory(ScaleFactory)
    key = "false"
    label_de = "falsch"
    label_en = "false"
    order = 1
    colour = "false"
    mark = "x"
    claimreview_value = 1
    valid_from = factory.LazyFunction(lambda: timezone.now() - timedelta(days=900))


class ReasonFactory(DjangoModelFactory[Reason]):
    """A reason of the list."""

    class Meta:
        model = Reason
        django_get_or_create = ("kind", "key")

    kind = ReasonKind.DISMISS
    key = "not-relevant"
    label_de = "nicht relevant"
    label_en = "not relevant"


class SourceFactory(DjangoModelFactory[Source]):
    """A web page."""

    class Meta:
        model = Source

    title = factory.Sequence(lambda n: f"Quelle {n}")
    url = factory.Sequence(lambda n: f"https://quelle{n}.example/seite")
    url_key = factory.LazyAttribute(lambda source: url_key(source.url) if source.url else "")
    added_at = factory.LazyFunction(timezone.now)


class EvidenceFactory(DjangoModelFactory[Evidence]):
    """A page that supports the claim."""

    class Meta:
        model = Evidence

    claim = factory.SubFactory(ClaimFactory)
    source = factory.SubFactory(SourceFactory)
    stance = Stance.SUPPORTS
    found_at = factory.LazyFunction(timezone.now)


class VerdictFactory(DjangoModelFactory[Verdict]):
    """A draft that is whole."""

    class Meta:
        model = Verdict

    claim = factory.SubFactory(ClaimFactory)
    number = factory.LazyAttribute(lambda v: Verdict.objects.filter(claim=v.claim).count() + 1)
    rating = factory.SubFactory(RatingFactory)
    rationale = "Die Satzung nennt eine andere Zahl."
    drafted_by = factory.SubFactory(UserFactory, roles=[Role.CHECKER])
    drafted_at = factory.LazyFunction(timezone.now)


def person(*roles: str, **fields: Any) -> User:
    """An active person with these roles."""
    return UserFactory(roles=list(roles), **fields)


def claim_at(
    status: str,
    *,
    assignee: User | None = None,
    drafter: User | None = None,
    reviewer: User | None = None,
    desk: Desk | None = None,
    **fields: Any,
) -> Claim:
    """A claim at the status, with everything that a claim on its way there has left behind.

    Two independent origins of evidence; from checking on a draft, from review on a submitted verdict.
    """
    desk = desk or DeskFactory()
    drafter = drafter or assignee
    if status not in {Status.NEW, Status.QUEUED}:
        drafter = drafter or person(Role.CHECKER)
    if status in {Status.ASSIGNED, Status.CHECKING, Status.IN_REVIEW} and assignee is None:
        assignee = drafter
    reason = None
    if status in {Status.DISMISSED, Status.NOT_CHECKABLE}:
        kind = ReasonKind.DISMISS if status == Status.DISMISSED else ReasonKind.NOT_CHECKABLE
        reason = ReasonFactory(kind=kind)
    claim: Claim = ClaimFactory(status=status, assignee=assignee, desk=desk, reason=reason, **fields)
    EvidenceFactory.create_batch(2, claim=claim)
    if status in {Status.CHECKING, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED}:
        now = timezone.now()
        verdict = VerdictFactory(claim=claim, drafted_by=drafter)
        if status != Status.CHECKING:
            verdict.submitted_at = now
        if status in {Status.APPROVED, Status.PUBLISHED}:
            verdict.reviewed_by, verdict.reviewed_at = reviewer or person(Role.REVIEWER), now
        if status == Status.PUBLISHED:
            verdict.published_by, verdict.published_at = person(Role.EDITOR), now
        verdict.save()
    return claim
