"""Who is at which article just now, and at which of its claims: kept in the cache, forgotten by itself.

Nothing leans on it: while the cache is away nobody is seen, and everything else works.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.cache import caches

from claims.models import User

STORE = "presence"  # of CACHES
IDLE_AFTER = timedelta(minutes=10)  # without a key or the mouse
STALE_AFTER = timedelta(hours=1)  # then the person is no longer here
TYPING_FOR = timedelta(seconds=25)  # a little longer than from one ping to the next


@dataclass(frozen=True, slots=True)
class Here:
    """One person at an article, as of one moment."""

    person: int
    name: str
    initials: str
    colour: int
    claim: int  # number within the article; 0: none
    typing: bool
    idle: bool
    minutes: int  # since the last key or movement


@dataclass(frozen=True, slots=True)
class _Row:
    """What is kept; times in seconds since 1970."""

    name: str
    initials: str
    colour: int
    claim: int
    used: float
    typed: float


def arrive(
    person: User,
    article_id: int,
    *,
    at: datetime,
    claim: int = 0,
    typing: bool = False,
    unused: timedelta = timedelta(0),
) -> None:
    """The person is at the article, at the claim of this number; the last key or movement was `unused` ago."""
    used = (at - min(max(unused, timedelta(0)), STALE_AFTER)).timestamp()
    row = _Row(
        name=person.name,
        initials=person.initials,
        colour=person.colour % 9,
        claim=claim,
        used=used,
        typed=at.timestamp() if typing else 0.0,
    )
    store, longest = caches[STORE], int(STALE_AFTER.total_seconds())
    store.set(_key(article_id, person.pk), asdict(row), longest)
    people = store.get(_list(article_id)) or []
    if person.pk not in people:
        rows = store.get_many([_key(article_id, pk) for pk in people])
        people = [pk for pk in people if _key(article_id, pk) in rows]
        store.set(_list(article_id), [*people, person.pk], longest)
    else:
        store.touch(_list(article_id), longest)


def leave(person: User, article_id: int) -> None:
    """The person is no longer at the article."""
    caches[STORE].delete(_key(article_id, person.pk))


def at_article(article_id: int, *, at: datetime) -> list[Here]:
    """Everybody who is there: who types first, then who was active last; nobody while the cache is away."""
    store = caches[STORE]
    people: Sequence[int] = store.get(_list(article_id)) or []
    rows = store.get_many([_key(article_id, pk) for pk in people]) if people else {}
    found = []
    for pk in people:
        kept = rows.get(_key(article_id, pk))
        if kept is None:
            continue
        row = _Row(**kept)
        unused = max(timedelta(0), timedelta(seconds=at.timestamp() - row.used))
        if unused >= STALE_AFTER:
            continue
        found.append(
            Here(
                person=pk,
                name=row.name,
                initials=row.initials,
                colour=row.colour,
                claim=row.claim,
                typing=at.timestamp() - row.typed < TYPING_FOR.total_seconds(),
                idle=unused >= IDLE_AFTER,
                minutes=int(unused.total_seconds() // 60),
            )
        )
    return sorted(found, key=lambda here: (not here.typing, here.idle, here.name.casefold(), here.person))


def _key(article_id: int, person_id: int) -> str:
    return f"here:{article_id}:{person_id}"


def _list(article_id: int) -> str:
    return f"here:{article_id}"
