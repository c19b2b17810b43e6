"""A line of the history in words: what changed, from what, to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import FactState, Priority, Stance, Status
from claims.models import Event
from claims.web.words import moment_words

# What the history keeps under these keys can be shown to everybody; the rest are ids and bookkeeping.
NAMES: dict[str, str | Promise] = {
    "status": _("status"),
    "assignee": _("assignee"),
    "desk": _("desk"),
    "due_at": _("due"),
    "priority": _("priority"),
    "wording": _("wording"),
    "reason": _("reason"),
    "answered_by": _("answered by"),
    "merged_into": _("merged into"),
    "state": _("state"),
    "quote": _("passage"),
    "stance": _("stance"),
    "source": _("source"),
    "origin": _("origin"),
    "person_asked": _("asked"),
    "answer": _("answer"),
    "mentions": _("mentioned"),
    "earlier": _("earlier claim"),
}
WORDS: dict[str, Any] = {"status": Status, "priority": Priority, "state": FactState, "stance": Stance}
LONGEST = 160  # characters of a value


@dataclass(frozen=True, slots=True)
class Changed:
    """One value before and after; "" for none."""

    name: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """An event with its changes in words."""

    event: Event
    changes: tuple[Changed, ...]


def told(event: Event) -> Line:
    """The event's changes in the language of the page."""
    changes = []
    for key, name in NAMES.items():
        before, after = _words(event.before, key, event.at), _words(event.after, key, event.at)
        if before != after or (key == "quote" and after):
            changes.append(Changed(name, "" if before == after else before, after))
    return Line(event, tuple(changes))


def _words(values: Mapping[str, Any], key: str, at: datetime) -> str:
    value = values.get(key)
    match value:
        case None | "" | []:
            return ""
        case {"name": name}:
            return str(name)[:LONGEST]
        case list():
            return ", ".join(str(one["name"] if isinstance(one, dict) else one) for one in value)[:LONGEST]
        case str() if key in WORDS and value in WORDS[key].values:
            return str(WORDS[key](value).label)
        case str() if key.endswith("_at") and (moment := parse_datetime(value)):
            return moment_words(moment, now=at)
    return str(value)[:LONGEST]
