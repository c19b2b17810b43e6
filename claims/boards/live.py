"""What changes while a page is open: a short word for the state of an article or of a list of claims."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Sum

from claims.models import Article, Claim, User

LISTED_AT_MOST = 200  # claims that one question can be about


@dataclass(frozen=True, slots=True)
class Live:
    """The state of what a page shows: the word differs as soon as the page would."""

    state: str
    versions: tuple[tuple[int, int], ...] = ()  # id and version of each claim; empty where nobody asked


def article_state(user: User, article_id: int) -> Live | None:
    """The state of the article, its splitting and its claims in one query; None when there is none to see."""
    row = (
        Article.objects.visible_to(user)
        .filter(pk=article_id)
        .annotate(
            claims_number=Count("claims"),
            claims_changed=Max("claims__changed_at"),
            claims_versions=Sum("claims__version"),
        )
        .values_list(
            "title", "stage", "done", "total", "tries", "due_at", "released_at",
            "claims_number", "claims_changed", "claims_versions",
        )
        .first()
    )  # fmt: skip
    return Live(_word(row)) if row else None


def versions(user: User, article_id: int) -> tuple[tuple[int, int], ...]:
    """Id and version of every claim of the article."""
    rows = Claim.objects.visible_to(user).filter(article=article_id).order_by("pk")
    return tuple(rows.values_list("pk", "version"))


def claims_state(user: User, ids: Sequence[int]) -> Live:
    """The state of these claims in one query; those that the person may not see count as gone."""
    wanted = Claim.objects.visible_to(user).filter(pk__in=list(ids)[:LISTED_AT_MOST]).order_by("pk")
    rows = list(wanted.values_list("pk", "version", "changed_at", "article__stage", "article__done"))
    return Live(_word(*rows), tuple((row[0], row[1]) for row in rows))


def _word(*state: Any) -> str:
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]
