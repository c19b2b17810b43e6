"""The queue: claims over all articles."""

from itertools import groupby

from django.db.models import FloatField, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims import boards
from claims.choices import Status
from claims.models import Claim, Desk
from claims.web.access import SignedInRequest, signed_in
from claims.web.forms.filters import ClaimFilterForm
from claims.web.paging import page_of

ROWS = 50
# What the list can be sorted by: its words, its order, whether neighbours of one article stand under its title.
ORDERS = {
    "due": (_("Due"), ("priority", "sort_due", "id"), True),
    "worth": (_("Check-worthiness"), ("-worth", "id"), False),
    "article": (_("Newest article"), ("-article_id", "start", "id"), True),
}


@require_safe
@signed_in
def claim_queue(request: SignedInRequest) -> HttpResponse:
    """Open claims, or those the address asks for, page by page."""
    now = timezone.now()
    form = ClaimFilterForm(request.GET)
    sort = request.GET.get("sort", "due")
    sort = sort if sort in ORDERS else "due"
    _words, order, grouped = ORDERS[sort]
    claims = boards.queue(request.user, form.filters(), at=now)
    if sort == "worth":
        claims = claims.annotate(worth=Coalesce("check_worthiness", Value(-1.0), output_field=FloatField()))
    page = page_of(
        claims,
        order,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    context = {
        "page": page,
        "groups": _groups(page.rows, grouped=grouped),
        "form": form,
        "sort": sort,
        "orders": [(key, words) for key, (words, _order, _grouped) in ORDERS.items()],
        "counts": boards.queue_counts(request.user, at=now),
        "statuses": [status for status in Status if status != Status.GONE],
        "desks": list(Desk.objects.all()),
    }
    return render(request, "claim/queue.html", context)


def _groups(claims: list[Claim], *, grouped: bool) -> list[dict[str, object]]:
    """Neighbours of one article together under its title, or all of them in one group without one."""
    if not grouped:
        return [{"article": None, "claims": claims}] if claims else []
    mixes = boards.mixes(claim.article_id for claim in claims)
    return [
        {
            "article": together[0].article,
            "claims": together,
            "mix": mixes[pk],
            "progress": boards.progress(together[0].article, claims=mixes[pk].total),
        }
        for pk, rows in groupby(claims, key=lambda claim: claim.article_id)
        if (together := list(rows))
    ]
