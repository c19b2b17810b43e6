"""The queue as a board: a column for each status, and the ways that a card may go from there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from claims import boards
from claims.choices import Action, Status
from claims.models import UNDECIDED, Claim
from claims.web.actions import ACTIONS
from claims.web.queue_page import ORDERS, QueuePage
from claims.workflow import lifecycle

CARDS = 25  # of a column; the list shows the rest
COLUMNS: Final = (*UNDECIDED, Status.APPROVED)
# Moves that ask for nothing more. Others, such as a dismissal with its reason, have their place on the claim's page.
MOVES: Final = (
    *(Action.ACCEPT, Action.TAKE, Action.START, Action.SUBMIT, Action.APPROVE, Action.PUBLISH),
    *(Action.RECALL, Action.RELEASE, Action.REOPEN),
)


def columns(page: QueuePage) -> list[dict[str, Any]]:
    """The first cards of every column with their legal moves, and how many claims stand there."""
    filters = page.form.filters()
    chosen = [status for status in Status if status in filters.status]
    asked = chosen or ([*Status] if "any" in filters.status else COLUMNS)
    counted = boards.queue(page.person, replace(filters, status=("any",)), at=page.at)
    keys: dict[str, list[int]] = {}
    numbers: dict[str, int] = {}
    for status in asked:
        rows = counted.filter(status=status)
        keys[status] = list(rows.order_by(*ORDERS["due"][1]).values_list("pk", flat=True)[: CARDS + 1])
        many = len(keys[status]) > CARDS
        numbers[status] = rows.order_by()[: boards.OPEN_AT_MOST + 1].count() if many else len(keys[status])
    shown = chosen or [*COLUMNS, *(status for status in asked if numbers[status] and status not in COLUMNS)]
    wanted = [pk for column in keys.values() for pk in column[:CARDS]]
    rows = boards.with_sources(Claim.objects.with_what_decides().filter(pk__in=wanted), page.person)
    cards = _cards(page, list(rows))
    return [
        {
            "status": status,
            "number": numbers[status],
            "cards": [cards[pk] for pk in keys[status] if pk in cards],
            "more": _more(numbers[status]),
        }
        for status in shown
    ]


def _more(number: int) -> str:
    """How many stand in the list only; "" for none, with a + where the counting ended."""
    if number > boards.OPEN_AT_MOST:
        return f"{boards.OPEN_AT_MOST - CARDS}+"
    return str(number - CARDS) if number > CARDS else ""


def _cards(page: QueuePage, claims: Sequence[Claim]) -> dict[int, dict[str, Any]]:
    beside = boards.beside(claims)
    return {
        claim.pk: {
            "claim": claim,
            "beside": beside[claim.pk],
            "moves": [
                {
                    "action": str(action),
                    "words": ACTIONS[action].words,
                    "to": lifecycle.TRANSITIONS[action].to,
                }
                for action in MOVES
                if lifecycle.refusal(claim, action, by=page.person) is None
            ],
        }
        for claim in claims
    }
