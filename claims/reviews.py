"""What waits for a second person, what people do not agree on, and how far they agree at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from claims.choices import Action, Role, Status
from claims.models import Claim, Confrontation, Event, Evidence, SecondCheck, User, Verdict

WAITING_AT_MOST = 999  # beyond it the frame shows "999+"
LATELY = timedelta(days=90)  # how long a decision against somebody is shown as a dispute
MEASURED_AT_MOST = 5_000  # second checks that the agreement is computed from, the newest


def waiting_count(user: User) -> int:
    """Verdicts that wait for a decision and are not of this person, up to one more than WAITING_AT_MOST."""
    others = Verdict.objects.in_review().exclude(drafted_by=user)
    return int(others.order_by()[: WAITING_AT_MOST + 1].count())


def waiting(user: User, *, desks: Sequence[int] = (), others_only: bool = False) -> QuerySet[Verdict]:
    """The verdicts that wait for a second person, with all that decides on them; unordered.

    `others_only` leaves out those of the person. `desks` narrows to claims of these desks.
    """
    claims = Claim.objects.visible_to(user)
    rows = Verdict.objects.in_review().filter(claim__status=Status.IN_REVIEW, claim__in=claims)
    if desks:
        rows = rows.filter(_of_desks(desks, "claim__"))
    if others_only:
        rows = rows.exclude(drafted_by=user)
    return rows.select_related("drafted_by", "rating__scale").prefetch_related(
        Prefetch("claim", Claim.objects.with_what_decides()),
        "second_checks__given_by",
        "second_checks__rating",
    )


def evidence_of(claims: Sequence[Claim], user: User) -> dict[int, list[Evidence]]:
    """By claim: the evidence that stands and that the person may see, as it was found; one query."""
    found: dict[int, list[Evidence]] = {claim.pk: [] for claim in claims}
    rows = Evidence.objects.standing().visible_to(user).filter(claim__in=claims).select_related("source")
    for row in rows.order_by("found_at", "pk"):
        found[row.claim_id].append(row)
    return found


# -- What people do not agree on --------------------------------------------------------------------


def sent_back(user: User, *, desks: Sequence[int] = ()) -> QuerySet[Verdict]:
    """Drafts that a second person has sent back and that are not submitted again."""
    rows = Verdict.objects.drafts().exclude(review_note="").filter(claim__status=Status.CHECKING)
    return _disputed(rows, user, desks)


def overruled(user: User, *, at: datetime, desks: Sequence[int] = ()) -> QuerySet[Verdict]:
    """Verdicts that an editor has decided differently, of the last ninety days."""
    rows = Verdict.objects.exclude(overruled_because="").filter(reviewed_at__gt=at - LATELY)
    return _disputed(rows, user, desks)


def disagreeing(user: User, *, desks: Sequence[int] = ()) -> QuerySet[SecondCheck]:
    """Second checks that came to another rating than a verdict that still waits for a decision."""
    claims = Claim.objects.visible_to(user)
    rows = SecondCheck.objects.filter(
        agrees=False,
        verdict__submitted_at__isnull=False,
        verdict__reviewed_at=None,
        verdict__claim__in=claims,
    )
    if desks:
        rows = rows.filter(_of_desks(desks, "verdict__claim__"))
    return rows.select_related(
        "rating", "given_by", "verdict__rating", "verdict__drafted_by", "verdict__claim__article__outlet"
    ).prefetch_related("verdict__second_checks", "verdict__claim__desk", "verdict__claim__article__desk")


def unanswered(user: User, *, desks: Sequence[int] = ()) -> QuerySet[Confrontation]:
    """People who were asked about a claim and have not answered."""
    rows = Confrontation.objects.filter(answered_at=None, claim__in=Claim.objects.visible_to(user))
    if desks:
        rows = rows.filter(_of_desks(desks, "claim__"))
    return rows.select_related("asked_by", "claim__article__outlet")


def decisions(verdicts: Sequence[Verdict], action: str) -> dict[int, Event]:
    """By verdict: the last time that the action was done to it; one query."""
    numbers = {(verdict.claim_id, verdict.number): verdict.pk for verdict in verdicts}
    rows = Event.objects.filter(claim__in={claim for claim, _number in numbers}, action=action).order_by("pk")
    found = {}
    for event in rows:
        pk = numbers.get((event.claim_id or 0, event.before.get("verdict", 0)))
        if pk is not None:
            found[pk] = event
    return found


def _disputed(rows: QuerySet[Verdict], user: User, desks: Sequence[int]) -> QuerySet[Verdict]:
    rows = rows.filter(claim__in=Claim.objects.visible_to(user))
    if desks:
        rows = rows.filter(_of_desks(desks, "claim__"))
    return rows.select_related("rating", "drafted_by", "reviewed_by", "claim__article__outlet")


def _of_desks(desks: Sequence[int], claim: str) -> Q:
    """Claims that one of the desks answers for."""
    own = Q(**{f"{claim}desk__in": desks})
    return own | Q(**{f"{claim}desk": None, f"{claim}article__desk__in": desks})


# -- How far they agree -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people who rated the same claims came to the same."""

    number: int  # pairs of ratings
    same: int
    kappa: float | None  # Cohen's kappa, -1..1; None without a pair, or where chance alone explains all

    @property
    def share(self) -> float | None:
        """Of the pairs, 0..1; None without a pair."""
        return self.same / self.number if self.number else None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Share and kappa of pairs of ratings, the first person's and the second's.

    Cohen, J. (1960), "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20(1), 37-46: (observed - expected) / (1 - expected), where the expected share is what two
    people would have in common who use each rating as often as these did, but blindly.
    """
    number = len(pairs)
    same = sum(first == second for first, second in pairs)
    if not number:
        return Agreement(0, 0, None)
    firsts, seconds = (Counter(side) for side in zip(*pairs, strict=True))
    expected = sum(firsts[rating] * seconds[rating] for rating in firsts) / number**2
    kappa = None if expected == 1 else (same / number - expected) / (1 - expected)
    return Agreement(number, same, kappa)


def rated_twice(
    *, since: datetime, until: datetime | None = None, desks: Sequence[int] = ()
) -> list[tuple[str, str]]:
    """The ratings of first and second checks of that time, as both were given: a later overruling changes nothing.

    The newest MEASURED_AT_MOST; two queries.
    """
    rows = SecondCheck.objects.filter(given_at__gte=since)
    if until:
        rows = rows.filter(given_at__lt=until)
    if desks:
        rows = rows.filter(_of_desks(desks, "verdict__claim__"))
    checks = list(
        rows.select_related("rating__scale", "verdict__rating__scale").order_by("-pk")[:MEASURED_AT_MOST]
    )
    differing = [check.verdict for check in checks if not check.agrees and check.verdict.overruled_because]
    given = decisions(differing, Action.OVERRULE) if differing else {}
    return [(_first(check, given), _key(check)) for check in checks]


def _first(check: SecondCheck, overruled_by: Mapping[int, Event]) -> str:
    """The rating that the first person had given when the second gave theirs."""
    if check.agrees:
        return _key(check)
    event = overruled_by.get(check.verdict_id)
    if event is not None and event.before.get("rating"):
        return str(event.before["rating"])
    rating = check.verdict.rating
    return f"{rating.scale.key}/{rating.key}" if rating else ""


def _key(check: SecondCheck) -> str:
    return f"{check.rating.scale.key}/{check.rating.key}"


def may_decide(user: User) -> bool:
    """Whether the person can be the second one at all."""
    return user.holds(Role.REVIEWER, Role.EDITOR)
