"""My day: what is mine, what changed, and putting a claim aside for a while."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import day
from claims.boards import end_of_day
from claims.models import Claim
from claims.web.access import SignedInRequest, signed_in
from claims.web.forms.day import SnoozeForm
from claims.web.paging import page_of
from claims.web.words import moment_words

ROWS = 40
SOONEST_FIRST = ("sort_due", "id")


@require_safe
@signed_in
def my_day(request: SignedInRequest) -> HttpResponse:
    """The person's claims by when they are due, and beside them what others did and what waits for them."""
    person, now = request.user, timezone.now()
    page = page_of(
        day.mine(person, at=now),
        SOONEST_FIRST,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    tonight = end_of_day(now)

    def when(claim: Claim) -> str:
        if claim.due_at is None or claim.due_at >= tonight:
            return "later"
        return "overdue" if claim.due_at < now else "today"

    context: dict[str, Any] = {
        "page": page,
        "sections": [(key, list(rows)) for key, rows in groupby(page.rows, key=when)],
        "counts": day.day_counts(person, at=now),
        "came": day.how_they_came(page.rows, person),
        "changes": day.changes(person, at=now),
        "mentions": day.mentions(person, at=now),
        "waiting": day.waiting_for(person),
        "snoozed": day.snoozed(person, at=now),
        "pool": day.pool(person) if not page.rows else None,  # told to those who have nothing to do
        "take_next": _take_next(),
        "now": now,
    }
    return render(request, "day/my_day.html", context)


@require_POST
@signed_in
def looked(request: SignedInRequest) -> HttpResponse:
    """What has changed so far counts as seen."""
    day.looked(request.user, at=timezone.now())
    return redirect("my_day")


@require_POST
@signed_in
def snooze(request: SignedInRequest, pk: int) -> HttpResponse:
    """The claim is out of the person's day until the time that was sent, or back in it; the queue keeps it."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=pk)
    now = timezone.now()
    if request.POST.get("until") == "now":
        day.wake(claim, by=request.user)
        messages.success(request, _("Claim %(number)d stands in your day again.") % {"number": claim.number})
        return redirect("my_day")
    form = SnoozeForm(request.POST, at=now)
    if not form.is_valid():
        messages.error(request, " ".join(form.said()))
        return redirect("my_day")
    until = form.cleaned_data["when"]
    day.snooze(claim, by=request.user, until=until)
    told = _("Claim %(number)d is put aside: it comes back %(when)s. The queue keeps it.")
    messages.success(request, told % {"number": claim.number, "when": moment_words(until, now=now)})
    return redirect("my_day")


def _take_next() -> str:
    """Where the next claim is taken; "" as long as there is no such place."""
    try:
        return reverse("take_next")
    except NoReverseMatch:
        return ""
