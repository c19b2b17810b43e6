"""The first steps: what to set up, and an article to practise on."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from claims import onboarding
from claims.choices import Role
from claims.errors import WorkflowError
from claims.web.access import SignedInRequest, article_of, signed_in

WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "desks": (
        gettext_lazy("Enter the desks"),
        gettext_lazy(
            "Politics, business, sport: each desk has its own rules for evidence and the second check."
        ),
    ),
    "people": (
        gettext_lazy("Enter the people"),
        gettext_lazy("At least two: whoever drafts a verdict never approves it."),
    ),
    "scale": (
        gettext_lazy("Choose a scale"),
        gettext_lazy(
            "Take the usual ones of a fact-checking desk, or enter your own. Ratings are never deleted, only ended."
        ),
    ),
    "article": (
        gettext_lazy("Bring in the first article"),
        gettext_lazy("Paste a text, choose a file or name an address. It is split while you watch."),
    ),
    "api": (
        gettext_lazy("Connect the editorial system"),
        gettext_lazy(
            "With a token, programs send articles by themselves. Ticked off with the first request."
        ),
    ),
    "practice": (
        gettext_lazy("Practise on an article"),
        gettext_lazy("Five steps on a short text with mistakes in it. Nothing of it is ever published."),
    ),
    "notices": (
        gettext_lazy("Choose how you are told"),
        gettext_lazy("Your address, and what reaches you at once, collected or in the morning."),
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the start page."""

    key: str
    title: str | Promise
    words: str | Promise
    done: bool
    aside: bool
    link: str
    label: str


@require_safe
@signed_in
def start(request: SignedInRequest) -> HttpResponse:
    """What is still to do, what is done, what was put aside."""
    done = onboarding.steps(request.user)
    steps = [_step(request, key, is_done) for key, is_done in done.items()]
    context = {
        "steps": [step for step in steps if not step.aside or step.done],
        "aside": [step for step in steps if step.aside and not step.done],
        "next": next((step for step in steps if not step.done and not step.aside), None),
        "left": sum(not step.done and not step.aside for step in steps),
        "total": len(steps),
        "finished": sum(step.done for step in steps),
        "is_admin": request.user.holds(Role.ADMIN),
        "practice": onboarding.practice_article(request.user),
    }
    return render(request, "person/start.html", context)


@require_POST
@signed_in
def step_aside(request: SignedInRequest, step: str) -> HttpResponse:
    """The step is put aside for this person, or taken back."""
    if step not in WORDS:
        raise Http404
    onboarding.put_aside(request.user, step, back="back" in request.POST)
    return redirect("start")


@require_POST
@signed_in
def scales_load(request: SignedInRequest) -> HttpResponse:
    """The usual scales stand there."""
    try:
        fresh = onboarding.load_scales(by=request.user, at=timezone.now())
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("%(number)s rating was added.", "%(number)s ratings were added.", fresh)
        messages.success(request, told % {"number": fresh})
    return redirect("start")


@require_POST
@signed_in
def practice_start(request: SignedInRequest) -> HttpResponse:
    """The practice article is on its way, or stands there already."""
    article = onboarding.start_practice(by=request.user)
    return redirect("article_detail", pk=article.pk)


@require_POST
@signed_in
def practice_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """The practice article is gone; with `again` a fresh one is on its way."""
    try:
        onboarding.end_practice(article_of(request.user, pk), by=request.user, at=timezone.now())
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("article_detail", pk=pk)
    if "again" in request.POST:
        return practice_start(request)
    messages.success(request, _("The practice article is gone, with everything made of it."))
    return redirect("start")


def _step(request: SignedInRequest, key: str, done: bool) -> Step:
    """The step with the page where it is taken."""
    title, words = WORDS[key]
    link, label = {
        "desks": ("admin:claims_desk_add", _("Enter a desk")),
        "people": ("admin:claims_user_add", _("Enter a person")),
        "scale": ("scales_load", _("Take the usual scales")),
        "article": ("article_new", _("New article")),
        "api": ("sign_in_settings", _("Make a token")),
        "practice": ("practice_start", _("Load the practice article")),
        "notices": ("notice_settings", _("To the notices")),
    }[key]
    aside = key in request.user.put_aside
    return Step(key, title, words, done, aside, reverse(link), label)
