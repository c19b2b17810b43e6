"""What a person was told, and that they have seen it."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.notify import inbox
from claims.web.access import SignedInRequest, signed_in
from claims.web.paging import page_of
from claims.web.ways import way_back

ROWS = 30
NEWEST_FIRST = ("-written_at", "-pk")
LONGEST_ID = 19  # digits: a longer number is the id of nothing
# What the list can be narrowed to: words, and the topics that stay.
SHOWN = {
    "": (_("All"), ()),
    "unread": (_("Unread"), ()),
    "mentions": (_("Mentions"), ("mentioned",)),
    "mine": (
        _("My work"),
        (
            "assigned",
            "handed_over",
            "taken_over",
            "checked_elsewhere",
            "sent_back",
            "asked",
            "due_soon",
            "overdue",
        ),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice_list(request: SignedInRequest) -> HttpResponse:
    """The notices of the person by day, newest first; sent as a form, those named (or all) count as seen."""
    if request.method == "POST":
        only = [int(pk) for pk in request.POST.getlist("only") if pk.isdecimal() and len(pk) < LONGEST_ID]
        every = "all" in request.POST
        inbox.mark_read(request.user, at=timezone.now(), only=None if every else only)
        return redirect(way_back(request, otherwise=reverse("notice_list")))
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else ""
    rows = inbox.of(request.user)
    if shown == "unread":
        rows = rows.unread()
    if topics := SHOWN[shown][1]:
        rows = rows.filter(topic__in=topics)
    page = page_of(
        rows,
        NEWEST_FIRST,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    days = groupby(page.rows, key=lambda notice: timezone.localdate(notice.written_at))
    context = {
        "page": page,
        "days": [(day, list(notices)) for day, notices in days],
        "shown": shown,
        "choices": [(key, words) for key, (words, _topics) in SHOWN.items()],
        "today": timezone.localdate(),
    }
    return render(request, "notice/list.html", context)
