"""Tags and filters of the pages; a builtin of every template."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims import boards
from claims.models import Claim, Fact, User
from claims.web import undoing, words

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of the sprite; mere decoration, so that words stand beside it."""
    return _drawn(words.icon_address(name))


@lru_cache(maxsize=512)
def _drawn(address: str) -> SafeString:
    return format_html('<svg class="ic" aria-hidden="true" focusable="false"><use href="{}"/></svg>', address)


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file, also when nothing was collected: an error page must not fail itself."""
    try:
        return static(name)
    except ValueError:
        return f"{settings.STATIC_URL}{name}"


@register.filter
def tone(status: str) -> str:
    """The tone of a claim's status."""
    return words.LOOKS.get(status, ("open", ""))[0]


@register.filter
def status_icon(status: str) -> str:
    """The icon of a claim's status."""
    return words.LOOKS.get(status, ("", "circle-dashed"))[1]


@register.filter
def fact_tone(fact: Fact) -> str:
    """The tone of what the check of a fact gave."""
    return words.FACT_LOOKS[fact.state][0]


@register.filter
def fact_icon(fact: Fact) -> str:
    """The icon of what the check of a fact gave."""
    return words.FACT_LOOKS[fact.state][1]


register.filter("fact_words", words.fact_words)
register.filter("reason_words", words.reason_words)
register.filter("difference_words", words.difference_words)
register.filter("worth_level", words.worth_level)
register.filter("worth_words", words.worth_words)
register.filter("step_words", words.step_words)


@register.filter
def moment(at: datetime) -> str:
    """A time as a person of the desk says it."""
    return words.moment_words(at, now=timezone.now())


@register.filter
def due_tone(due: datetime) -> str:
    """late, soon, or nothing."""
    return words.due_tone(due, now=timezone.now())


@register.filter
def distance(due: datetime) -> str:
    """How far off a time is."""
    return words.distance_words(due, now=timezone.now())


@register.filter
def percent(share: float | None) -> int:
    """A share of one in whole percent."""
    return round(100 * (share or 0.0))


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """What stands under the key, or None."""
    return mapping.get(key)


register.filter("undo_events", undoing.offered)


@register.inclusion_tag("partials/_avatar.html")
def avatar(person: User | None) -> dict[str, Any]:
    """The initials of a person, or an empty place."""
    return {"person": person, "colour": (person.colour % 9) if person else 0}


@register.inclusion_tag("partials/_mixbar.html")
def mixbar(mix: boards.Mix) -> dict[str, Any]:
    """A bar of an article's claims by status, most advanced first."""
    order = ["ok", "unv", "none", "prog", "open"]
    lengths = dict.fromkeys(order, 0)
    for status, number in mix.counts.items():
        lengths[tone(status)] += number
    segments, at = [], 0
    for name in order:
        if lengths[name]:
            segments.append({"tone": name, "x": at, "width": lengths[name]})
            at += lengths[name]
    return {"mix": mix, "segments": segments, "total": max(1, at)}


@register.filter
def snippet(claim: Claim) -> str:
    """The claim on one line, without the line breaks of its quote."""
    return " ".join(claim.quote.split())


@register.simple_tag(takes_context=True)
def without(context: template.Context, *names: str) -> str:
    """The address of this view without these parts of its query and without its page."""
    query: QueryDict = context["request"].GET.copy()
    for name in (*names, "after", "before"):
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def view_with(context: template.Context, **changed: Any) -> str:
    """The address of this view with these parts of its query changed, from its first page."""
    query: QueryDict = context["request"].GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, value in changed.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"
