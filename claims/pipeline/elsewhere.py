"""Whoever holds an open claim is told, once, that a check elsewhere answers it, or no longer does."""

from collections.abc import Iterable

from django.db.models import Q

from claims import notices
from claims.choices import Action, Decision, OutletKind, Relation
from claims.models import UNDECIDED, Claim, Event, Match, User, Verdict
from claims.pipeline import earlier

TOLD = (Action.APPROVE, Action.OVERRULE, Action.PUBLISH, Action.RETRACT)


def tell_holders(events: Iterable[Event]) -> None:
    """The holders of open claims that say the same as what was checked are told of each check once, and of each
    correction and retraction of it. Belongs into a transaction; safe beside others who do the same.
    """
    for event in events:
        if event.action not in TOLD or event.claim is None:
            continue
        verdict = _decided(event)
        if event.action != Action.RETRACT and not _holds(event.claim, verdict):
            continue
        corrected = event.action == Action.PUBLISH and bool(verdict and verdict.corrects_id)
        anew = corrected or event.action == Action.RETRACT
        holders: dict[User, list[Claim]] = {}
        for match in _leaning_on(event, anew=anew):
            claim, holder = match.claim, match.claim.assignee
            if holder is None or holder.pk == event.actor_id:
                continue
            if Match.objects.filter(pk=match.pk, told_at=match.told_at).update(told_at=event.at):
                holders.setdefault(holder, []).append(claim)
        if holders:
            notices.checked_elsewhere(event, verdict, holders, corrected=corrected)


def _leaning_on(event: Event, *, anew: bool) -> Iterable[Match]:
    """The proposals of the check to open claims in somebody's hands, which these have not been told of yet."""
    untold = Q(told_at=None) | Q(told_at__lt=event.at) if anew else Q(told_at=None)
    rows = Match.objects.filter(
        untold,
        earlier=event.claim_id,
        relation=Relation.SAME,
        claim__status__in=UNDECIDED,
        claim__assignee__isnull=False,
        claim__merged_into=None,
    )
    rows = rows.exclude(decision=Decision.REJECTED)
    rows = rows.exclude(claim__article__outlet__kind=OutletKind.PRACTICE)
    return rows.exclude(earlier__article__outlet__kind=OutletKind.PRACTICE).select_related(
        "claim__assignee", "claim__article", "claim__desk"
    )


def _holds(check: Claim, verdict: Verdict | None) -> bool:
    """Whether the check has not been taken back since."""
    return bool(verdict) and earlier.checked().filter(pk=check.pk).exists()


def _decided(event: Event) -> Verdict | None:
    """The verdict that the event tells of."""
    rows = Verdict.objects.filter(claim=event.claim_id, reviewed_at__isnull=False).select_related("rating")
    if event.action == Action.RETRACT:
        rows = rows.filter(retracted_at=event.at)
    elif event.action == Action.PUBLISH:
        rows = rows.filter(published_at=event.at)
    return rows.order_by("-number").first()
