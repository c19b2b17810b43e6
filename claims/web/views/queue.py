"""The queue: claims over all articles, as a list or as a board."""

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from claims.models import UNDECIDED
from claims.web import board, errands
from claims.web.access import SignedInRequest, signed_in
from claims.web.queue_page import BOARD, QueuePage, state_of

# The state that a poll compares, and a way to the rest, which only a page that has changed needs.
Looked = tuple[tuple[Any, ...], Callable[[], dict[str, Any]]]
OUTCOME = "queue_outcome"  # in the session: what became of the last errand, told once


@require_safe
@signed_in
def claim_queue(request: SignedInRequest) -> HttpResponse:
    """Open claims, or those the address asks for; unchanged answers to polling are 304."""
    return show(request)


def show(
    request: SignedInRequest, *, refused: errands.Forms | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The view that the address asks for; `refused` brings forms as they were sent, with what was wrong."""
    page = QueuePage(request)
    state, rows = _board(page) if page.shape == BOARD else _list(page)
    minute = page.at.strftime("%Y%m%d%H%M")  # due times are shown to the minute
    told = repr((minute, get_language(), state, page.counts))
    tag = hashlib.sha256(told.encode()).hexdigest()[:16]
    polled = "HX-Request" in request.headers
    if polled and request.headers.get("HX-PTag") == tag:
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    context = {
        **page.frame(),
        **rows(),
        "tag": tag,
        "outcome": None if polled else request.session.pop(OUTCOME, None),
        "bulk": refused or errands.forms(page.person),
        "ticked": refused.ticked if refused else frozenset(),
        "at_most": errands.AT_MOST,
    }
    response = render(request, "claim/queue.html", context, status=status)
    response.headers["HX-PTag"] = tag
    return response


def _list(page: QueuePage) -> Looked:
    found = page.page()
    mixes = page.mixes(found.rows)

    def rows() -> dict[str, Any]:
        groups = page.groups(found.rows, mixes)
        working = any(group["article"] and group["article"].is_working for group in groups)
        return {"page": found, "groups": groups, "working": working}

    return state_of(found.rows, mixes), rows


def _board(page: QueuePage) -> Looked:
    columns = board.columns(page)
    state = tuple(
        (column["number"], [(card["claim"].pk, card["claim"].version) for card in column["cards"]])
        for column in columns
    )
    return state, lambda: {"columns": columns, "working": False, "undecided": UNDECIDED}
