"""Who is told: the people of a desk by role, with somebody else where nobody is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from claims.choices import Action, Role
from claims.models import Claim, Desk, Event, User
from claims.notify.digest import zone_of

LANGUAGES = ("de", "en")
GIVING = (Action.ASSIGN, Action.HAND_OVER)  # who takes a claim was given it by nobody


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language and time zone somebody reads, and whether it is a desk that reads."""

    language: str
    zone: ZoneInfo
    is_desk: bool = False


def reader(of: User | Desk) -> Reader:
    """How this person or desk reads."""
    language = of.language if of.language in LANGUAGES else "en"
    if isinstance(of, Desk):
        return Reader(language, zone_of(settings.TIME_ZONE), is_desk=True)
    return Reader(language, zone_of(of.time_zone))


def others(people: Iterable[User | None], *, than: User | None) -> list[User]:
    """Each of the people once, without the one who acted: nobody is told of what they did themselves."""
    return [person for person in dict.fromkeys(people) if person is not None and person != than]


class Roster:
    """The people of a role at a desk, looked up once per desk and role."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.known: dict[tuple[int | None, str], list[User]] = {}

    def of(self, desk: Desk | None, role: Role) -> list[User]:
        """The desk's people of the role who are there; if nobody is, those of all desks; if nobody, all."""
        key = (desk.pk if desk else None, role)
        if key not in self.known:
            everybody = User.objects.filter(is_active=True, grants__role=role).order_by("pk")
            of_desk = everybody.filter(desks=desk) if desk else everybody.none()
            wanted = (of_desk.present(self.at), everybody.present(self.at), of_desk, everybody)
            self.known[key] = next((found for people in wanted if (found := list(people))), [])
        return self.known[key]


def desk_of(claim: Claim) -> Desk | None:
    """The desk that answers for the claim."""
    return claim.desk or claim.article.desk


def givers(claims: Sequence[Claim]) -> dict[int, str]:
    """Who gave each claim to its assignee last, by the history; the claim is missing where nobody did."""
    given = Event.objects.filter(claim__in=claims, action__in=GIVING).order_by("pk")
    return dict(given.values_list("claim_id", "actor_name"))
