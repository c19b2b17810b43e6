"""Claims sorted by who is told of them and by article, and the letters about them in the outbox."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from claims.choices import Rhythm
from claims.models import Article, Claim, Desk, User
from claims.notices.readers import reader
from claims.notices.topics import TOPICS
from claims.notices.words import Tail, letter
from claims.notify import channels


def loaded(claims: Iterable[Claim]) -> list[Claim]:
    """The claims as a list, with all that a notice asks of them."""
    found = list(claims)
    prefetch_related_objects(found, "article__desk", "desk", "assignee")
    return found


def tell(
    topic: str,
    told: Mapping[User, Sequence[Claim]],
    *,
    desks: Mapping[Desk, Sequence[Claim]] | None = None,
    by: User | None,
    at: datetime,
    note: str = "",
    tail: Tail | None = None,
    **more: Any,
) -> None:
    """Each of the people, and each desk with a chat, will be told once per article of all its claims."""
    kind = TOPICS[topic]

    def letters(of: User | Desk, claims: Sequence[Claim]) -> list[Any]:
        to = reader(of)
        return [
            letter(topic, to, article, own, by=by, at=at, note=note, tail=tail, **more)
            for article, own in _by_article(claims).items()
        ]

    channels.tell(
        {person: letters(person, claims) for person, claims in told.items() if claims},
        usual=kind.usual,
        at=at,
    )
    if kind.desk and desks:
        _tell_desks({desk: letters(desk, claims) for desk, claims in desks.items() if claims}, kind.desk, at)


def tell_of_article(
    topic: str,
    article: Article,
    people: Iterable[User],
    *,
    claims: Sequence[Claim] = (),
    by: User | None,
    at: datetime,
    tail: Tail | None = None,
    **more: Any,
) -> None:
    """Each of the people, and the article's desk if it has a chat, will be told of the article."""
    kind = TOPICS[topic]

    def written(of: User | Desk) -> list[Any]:
        return [letter(topic, reader(of), article, claims, by=by, at=at, tail=tail, **more)]

    channels.tell({person: written(person) for person in people}, usual=kind.usual, at=at)
    if kind.desk and article.desk:
        _tell_desks({article.desk: written(article.desk)}, kind.desk, at)


def _tell_desks(letters: dict[Desk, list[Any]], rhythm: Rhythm, at: datetime) -> None:
    channels.tell_desks(letters, rhythm=rhythm, at=at)


def _by_article(claims: Sequence[Claim]) -> dict[Article, list[Claim]]:
    found: dict[Article, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.article, []).append(claim)
    return found


def sort(pairs: Iterable[tuple[User | Desk | None, Claim]]) -> dict[Any, list[Claim]]:
    """The claims of each reader, in the order in which they came."""
    found: dict[Any, list[Claim]] = {}
    for of, claim in pairs:
        if of is not None:
            found.setdefault(of, []).append(claim)
    return found
