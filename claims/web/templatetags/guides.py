"""Tags that lead a newcomer: links into the help where it gets difficult, and the guide beside the practice article."""

from typing import Any

from django import template
from django.urls import reverse

from claims import onboarding
from claims.choices import OutletKind, Role
from claims.models import Article
from claims.web.views.help import PAGES

register = template.Library()


@register.inclusion_tag("help/_link.html")
def help_link(slug: str, part: str = "") -> dict[str, Any]:
    """A link to the page of the help, or to a part of it."""
    address = reverse("help_page", args=[slug])
    return {"address": f"{address}#{part}" if part else address, "title": PAGES[slug][0]}


@register.inclusion_tag("help/_guide.html", takes_context=True)
def practice_guide(context: template.Context, article: Article) -> dict[str, Any]:
    """The five steps beside a practice article; nothing beside any other."""
    if article.outlet.kind != OutletKind.PRACTICE:
        return {"steps": {}}
    person = context["user"]
    steps = onboarding.guide(article, person)
    return {
        "article": article,
        "steps": steps,
        "current": next((key for key, done in steps.items() if not done), ""),
        "finished": sum(steps.values()),
        "own": article.submitted_by_id == person.pk or person.holds(Role.EDITOR),
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }
