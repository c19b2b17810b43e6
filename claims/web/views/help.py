"""Short pages that explain the work, with the table, the scales and the desks of this very newsroom in them."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.models import Desk, Rating, Scale
from claims.notify.digest import COLLECT, MORNING
from claims.web import road
from claims.web.access import SignedInRequest, signed_in

PAGES: dict[str, tuple[str | Promise, str, str | Promise]] = {  # title, icon, what it answers
    "workflow": (_("How a claim is checked"), "split", _("From the first look to the published check")),
    "statuses": (_("What the statuses mean"), "circle-dot", _("And how each of them is left")),
    "ratings": (_("The ratings"), "scale", _("The scales of this newsroom")),
    "evidence": (
        _("Evidence and the second person"),
        "shield-check",
        _("Origins, blind checks, the release gate"),
    ),
    "keyboard": (_("Keyboard"), "keyboard", _("Every key, and how to switch them off")),
    "mails": (_("Notices and mails"), "bell", _("Who is told what, and when")),
    "api": (_("The API"), "link", _("For those who connect other systems")),
}


@require_safe
@signed_in
def help_index(request: SignedInRequest) -> HttpResponse:
    """All pages of the help."""
    return render(request, "help/index.html", {"pages": _pages()})


@require_safe
@signed_in
def help_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """One page of the help in the language of the person."""
    if slug not in PAGES:
        raise Http404
    language = "de" if (get_language() or "de").startswith("de") else "en"
    context = {
        "pages": _pages(),
        "slug": slug,
        "title": PAGES[slug][0],
        "text": f"help/text/{slug}.{language}.html",
        **_shown(slug),
    }
    return render(request, "help/page.html", context)


def _pages() -> list[tuple[str, str | Promise, str, str | Promise]]:
    return [(slug, *page) for slug, page in PAGES.items()]


def _shown(slug: str) -> dict[str, Any]:
    """The rows of this newsroom that a page shows."""
    match slug:
        case "workflow":
            return {"stops": road.stops(), "beside": road.beside()}
        case "statuses":
            return {"stops": (*road.stops(), *road.beside())}
        case "ratings":
            valid = Rating.objects.valid(timezone.now()).order_by("order", "pk")
            by_scale: dict[int, list[Rating]] = {}
            for rating in valid:
                by_scale.setdefault(rating.scale_id, []).append(rating)
            return {"scales": [(scale, by_scale.get(scale.pk, [])) for scale in Scale.objects.all()]}
        case "evidence":
            return {"desks": Desk.objects.all()}
        case "mails":
            return {"minutes": int(COLLECT.total_seconds() // 60), "morning": f"{MORNING:%H:%M}"}
        case "api":
            return {"base": settings.PUBLIC_URL}
    return {}
