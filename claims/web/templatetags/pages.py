"""Tags of the rooms beside the workbench: how a rating looks."""

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from claims.models import Rating
from claims.notify import reasons
from claims.reviews import Agreement
from claims.web import model_words
from claims.web.tones import rating_tone

register = template.Library()

register.filter("rating_tone", rating_tone)
register.filter("why_not_sent", reasons.read)
register.filter("model_told", model_words.told)


@register.inclusion_tag("partials/_rating.html")
def rating_badge(rating: Rating | dict[str, Any] | None) -> dict[str, Any]:
    """A rating with its mark: one of the scale, or one as it was frozen when a check went out."""
    if not rating:
        return {"words": ""}
    if isinstance(rating, Rating):
        return {"words": rating.label, "tone": rating_tone(rating.colour), "mark": rating.mark}
    german = (get_language() or "de").startswith("de")
    return {
        "words": rating["label_de" if german else "label_en"],
        "tone": rating_tone(rating.get("colour", "")),
        "mark": rating.get("mark") or "circle-dot",
    }


@register.filter
def disagreement(found: Agreement) -> int:
    """The share of pairs that differ, in whole percent."""
    return round(100 * (1 - (found.share or 0.0)))


CHECKED = SafeString(" checked")


@register.simple_tag
def ticks(field: BoundField) -> SafeString:
    """The choices of a field as boxes to tick; Django's own widget reads a template for each of them."""
    box = '<label class="check"><input type="checkbox" name="{}" value="{}" id="{}"{}>{}</label>'
    return format_html_join(
        "",
        box,
        (
            (
                one["name"],
                one["value"],
                one["attrs"]["id"],
                CHECKED if one["selected"] else "",
                capfirst(one["label"]),
            )
            for one in (option.data for option in field.subwidgets)
        ),
    )
