"""What a person finds in the morning: what is theirs, what happened to it, and what waits for them elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from claims import history
from claims.boards import end_of_day
from claims.choices import Action, Role, Status
from claims.models import Claim, Event, Note, Snooze, User, Verdict
from claims.models.claim import ClaimQuerySet

FIRST_LOOK = timedelta(days=3)  # how far back goes who has never said to have looked
SHOWN = 12  # of each list beside the own claims; the whole of it stands in another room
CLOCK = (Action.REMIND, Action.FALL_DUE, Action.ESCALATE, Action.DISTRIBUTE)  # what the clock does is no news
SAID = (
    Action.SEND_BACK,
    Action.HAND_OVER,
    Action.ASSIGN,
)  # what leads a claim to somebody, and with which words
LONGEST_SNOOZE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How much is mine."""

    open: int
    overdue: int
    due_today: int  # without those overdue
    sent_back: int
    snoozed: int


def mine(person: User, *, at: datetime) -> ClaimQuerySet:
    """The person's claims with something left to do, without those put aside; unordered."""
    aside = Snooze.objects.lasting(at).filter(person=person, claim=OuterRef("pk"))
    return _own(person).exclude(Exists(aside)).select_related("article__outlet", "article__desk", "desk")


def snoozed(person: User, *, at: datetime) -> list[Snooze]:
    """What the person has put aside and still has something to do with, the next to come back first."""
    rows = Snooze.objects.lasting(at).filter(person=person, claim__in=_own(person))
    return list(rows.select_related("claim__article").order_by("until", "pk")[: SHOWN * 4])


def day_counts(person: User, *, at: datetime) -> DayCounts:
    """The figures over everything that is the person's, in two queries."""
    tonight = end_of_day(at)
    draft = Verdict.objects.drafts().filter(claim=OuterRef("pk"), drafted_by=person).exclude(review_note="")
    figures = (
        mine(person, at=at)
        .annotate(back=Exists(draft))
        .aggregate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=at)),
            due_today=Count("pk", filter=Q(due_at__gte=at, due_at__lt=tonight)),
            sent_back=Count("pk", filter=Q(back=True)),
        )
    )
    aside = Snooze.objects.lasting(at).filter(person=person, claim__in=_own(person)).count()
    return DayCounts(**figures, snoozed=aside)


def how_they_came(claims: Iterable[Claim], person: User) -> dict[int, Event]:
    """By claim: how it last came to the person, if somebody else gave it to them or sent it back."""
    rows = Event.objects.filter(
        claim__in=list(claims), action__in=(*SAID, Action.TAKE, Action.TAKE_OVER, Action.SUBMIT)
    )
    latest = {event.claim_id: event for event in rows.order_by("pk") if event.claim_id}
    return {pk: event for pk, event in latest.items() if event.action in SAID and event.actor_id != person.pk}


def changes(person: User, *, at: datetime) -> list[Event]:
    """What others did to the claims that the person has or has drafted a verdict on, since they last looked."""
    since = person.looked_at or at - FIRST_LOOK
    touched = Claim.objects.filter(Q(assignee=person) | Q(verdicts__drafted_by=person)).values("pk")
    rows = Event.objects.filter(claim__in=touched, at__gt=since).exclude(action__in=CLOCK)
    others = rows.exclude(actor=person).select_related("claim__article", "actor")
    return history.veiled(others.order_by("-pk")[:SHOWN], by=person)


def mentions(person: User, *, at: datetime) -> list[Note]:
    """The notes that mention the person, of the last two weeks, newest first."""
    rows = Note.objects.filter(mentions=person, written_at__gt=at - timedelta(days=14)).exclude(author=person)
    return list(rows.select_related("author", "claim__article").order_by("-written_at", "-pk")[:SHOWN])


def waiting_for(person: User) -> list[Verdict]:
    """The verdicts of the person's desks (of all, where they have none) that they may decide on, longest first."""
    if not person.holds(Role.REVIEWER):
        return []
    rows = Verdict.objects.in_review().filter(claim__status=Status.IN_REVIEW).exclude(drafted_by=person)
    desks = [desk.pk for desk in person.desks.all()]
    if desks:
        rows = rows.filter(Q(claim__desk__in=desks) | Q(claim__desk=None, claim__article__desk__in=desks))
    claims = Claim.objects.select_related("article__outlet", "desk")
    ordered = rows.select_related("drafted_by").prefetch_related(Prefetch("claim", claims))
    return list(ordered.order_by("submitted_at", "pk")[:SHOWN])


@dataclass(frozen=True, slots=True)
class Pool:
    """What nobody has taken yet."""

    number: int  # at most POOL_AT_MOST
    oldest: Claim | None


POOL_AT_MOST = 999


def pool(person: User) -> Pool:
    """The claims that wait for somebody, and the one that was found first."""
    seen = Claim.objects.visible_to(person).without_practice_of_others(person)
    rows = seen.filter(status__in=(Status.NEW, Status.QUEUED), assignee=None, merged_into=None)
    return Pool(rows.order_by()[:POOL_AT_MOST].count(), rows.order_by("found_at", "pk").first())


def looked(person: User, *, at: datetime) -> None:
    """The person has seen what changed up to now."""
    User.objects.filter(pk=person.pk).update(looked_at=at)


def snooze(claim: Claim, *, by: User, until: datetime) -> None:
    """The claim is out of the person's day until then; a time that has passed brings it back."""
    Snooze.objects.update_or_create(person=by, claim=claim, defaults={"until": until})


def wake(claim: Claim, *, by: User) -> None:
    """The claim stands in the person's day again."""
    Snooze.objects.filter(person=by, claim=claim).delete()


def snooze_until(words: str, *, at: datetime) -> datetime | None:
    """The time that a button of the page stands for; None for words that no button sends."""
    here = timezone.localtime(at)
    match words:
        case "hour":
            return at + timedelta(hours=1)
        case "evening":
            evening = here.replace(hour=18, minute=0, second=0, microsecond=0)
            return evening if evening > here else at + timedelta(hours=1)
        case "tomorrow":
            return (here + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
        case "monday":
            days = 7 - here.weekday()
            return (here + timedelta(days=days)).replace(hour=8, minute=0, second=0, microsecond=0)
    return None


def _own(person: User) -> ClaimQuerySet:
    return Claim.objects.visible_to(person).in_hand().filter(assignee=person, merged_into=None)
