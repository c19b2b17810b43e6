"""What a person was told, and that they have seen it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims.notify import inbox
from claims.web.access import SignedInRequest, signed_in
from claims.web.paging import page_of

ROWS = 30
NEWEST_FIRST = ("-written_at", "-pk")
LARGEST = 2**63 - 1  # the largest id that a database holds


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice_list(request: SignedInRequest) -> HttpResponse:
    """The notices of the person, newest first; sent as a form, those named (or all) count as seen."""
    if request.method == "POST":
        only = [int(pk) for pk in request.POST.getlist("only") if pk.isdecimal() and int(pk) <= LARGEST]
        every = "all" in request.POST
        inbox.mark_read(request.user, at=timezone.now(), only=None if every else only)
        return redirect("notice_list")
    page = page_of(
        inbox.of(request.user),
        NEWEST_FIRST,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    return render(request, "notice/list.html", {"page": page})
