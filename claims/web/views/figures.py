"""The figures page, and each of its tables as CSV."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims import figures, reviews
from claims.figures import Span, Turn
from claims.models import Desk
from claims.tally import Tally
from claims.web import report
from claims.web.access import SignedInRequest, signed_in
from claims.web.report import Asked

PERIODS = {"today": _("Today"), "14": _("14 days"), "quarter": _("Quarter")}
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes the umlauts for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is run by spreadsheets


@require_safe
@signed_in
def figures_page(request: SignedInRequest) -> HttpResponse:
    """Every figure for the days and the desk that the address names."""
    asked = _asked(request)
    during = asked.during
    turns = asked.tally.of_span(figures.turns)
    charts = report.charts(asked, turns)
    by_key = {chart.key: chart for chart in charts}
    proved, decided = asked.tally.of_span(figures.with_primary)
    late = [row[1] for row in by_key["overdue"].rows]
    context = {
        "charts": charts,
        "during": during,
        "periods": list(PERIODS.items()),
        "desks": list(Desk.objects.all()),
        "chosen": asked.desks,
        "median": report.long_words(figures.median(_minutes(turns, asked, now=True))),
        "compared": _compared(turns, asked),
        "late": sum(late),
        "very_late": sum(late[2:]),
        "errors": sum(row[1] for row in by_key["errors"].rows),
        "error_kinds": by_key["errors"].rows[:3],
        "decided": decided,
        "primary": round(100 * proved / decided) if decided else None,
        "agreement": reviews.agreement(asked.tally.of_span(_rated_twice)),
        "of": asked.tally.of,
    }
    return render(request, "figures/figures.html", context)


@require_safe
@signed_in
def figures_csv(request: SignedInRequest, chart: str) -> HttpResponse:
    """The table of one chart as the page shows it; Http404 for one that nobody knows."""
    build = report.CHARTS.get(chart)
    if build is None:
        raise Http404
    made = build(_asked(request))
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(name) for name in made.head])
    writer.writerows([harmless(value) for value in row] for row in made.rows)
    answer = HttpResponse(BYTE_ORDER_MARK + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="factcheck-{made.key}.csv"'
    return answer


def harmless(value: Any) -> str:
    """The cell as text that no spreadsheet runs: what begins like a formula begins with an apostrophe."""
    words = str(value)
    return f"'{words}" if words.startswith(FORMULA) else words


def _asked(request: SignedInRequest) -> Asked:
    now = timezone.now()
    desk = request.GET.get("desk", "")
    desks = [int(desk)] if desk.isascii() and desk.isdigit() and len(desk) < 19 else []
    during = figures.span(request.GET.get("period", figures.USUAL), at=now)
    return Asked(during, desks, Tally(during, desks))


def _rated_twice(during: Span, *, desks: Sequence[int]) -> list[tuple[str, str]]:
    return reviews.rated_twice(since=during.since, until=during.until, desks=desks)


def _minutes(turns: Sequence[Turn], asked: Asked, *, now: bool) -> list[float]:
    """Of the span itself, or of the one before it."""
    return [turn.minutes for turn in turns if (turn.decided_at >= asked.during.since) is now]


def _compared(turns: Sequence[Turn], asked: Asked) -> tuple[str, int]:
    """Whether the median is "faster", "slower" or "same" than before, and by how many percent; "" without one of the two."""
    median, before = (figures.median(_minutes(turns, asked, now=now)) for now in (True, False))
    if not median or not before:
        return "", 0
    percent = round(100 * (median / before - 1))
    return ("slower" if percent > 0 else "faster" if percent < 0 else "same"), abs(percent)
