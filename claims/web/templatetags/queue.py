"""Tags of the queue: the bar of an article's verdicts, spans of time, addresses of its views."""

from datetime import timedelta
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims import boards
from claims.web import words
from claims.web.bench import TONES

register = template.Library()

_ORDER = ("ok", "part", "mis", "false", "unv", "none", "prog", "open")


@register.inclusion_tag("partials/_mixbar.html")
def verdictbar(mix: boards.VerdictMix) -> dict[str, Any]:
    """A bar of an article's claims: what was decided by the colour of its rating, then what is open."""
    lengths = dict.fromkeys(_ORDER, 0)
    for (status, colour), number in mix.counts.items():
        lengths[TONES.get(colour, "none") if colour else words.LOOKS[status][0]] += number
    segments, at = [], 0
    for name, number in lengths.items():
        if number:
            segments.append({"tone": name, "x": at, "width": number})
            at += number
    return {"mix": mix, "segments": segments, "total": max(1, at)}


@register.filter
def span(length: timedelta) -> str:
    """A length of time as a person says it: "3 h 12 min", "2 d 4 h"."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 60:
        return _("%(number)s min") % {"number": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    return _("%(days)s d %(hours)s h") % {"days": hours // 24, "hours": hours % 24}


@register.filter
def capped(number: int) -> str:
    """The number, or "999+" beyond what is counted."""
    return str(number) if number <= boards.OPEN_AT_MOST else f"{boards.OPEN_AT_MOST}+"


@register.simple_tag(takes_context=True)
def shaped(context: template.Context, form: str) -> str:
    """The address of this view in the other form, from its first page."""
    query: QueryDict = context["request"].GET.copy()
    for name in ("after", "before", "form"):
        query.pop(name, None)
    if form != "list":
        query["form"] = form
    return f"?{query.urlencode()}" if query else "?"
