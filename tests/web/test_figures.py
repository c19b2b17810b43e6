"""The figures: what is counted, drawn and handed out as CSV."""

import csv
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import figures
from claims.choices import FactState, Kind, OutletKind, Role, Status
from claims.models import Claim, Evidence, Fact, User, Verdict
from claims.web import charts
from claims.web.charts import Bar, Line, Part
from claims.web.report import long_words
from claims.web.views.figures import harmless
from tests.factories import DeskFactory, FactFactory
from tests.web.html import flat
from tests.workflow.factories import RatingFactory, claim_at
from tests.workflow.factories import person as somebody

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _decided(hours: float, *, ago: timedelta = timedelta(minutes=5), **fields: object) -> Claim:
    """A claim that took so many hours from the split to the verdict."""
    claim = claim_at(Status.APPROVED, **fields)
    at = timezone.now() - ago
    Verdict.objects.filter(claim=claim).update(reviewed_at=at)
    Claim.objects.filter(pk=claim.pk).update(found_at=at - timedelta(hours=hours))
    return claim


def _read(page: Client, **query: str) -> str:
    answer = page.get(reverse("figures"), query)
    assert answer.status_code == 200
    return flat(answer.content.decode())


def _table(page: Client, chart: str, **query: str) -> list[list[str]]:
    answer = page.get(reverse("figures_csv", args=[chart]), query)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))


def test_median_and_quantile() -> None:
    assert figures.median([]) is None and figures.quantile([], 0.9) is None
    assert figures.median([3, 1, 2]) == 2 and figures.median([4, 1, 2, 3]) == 2.5
    assert figures.quantile(list(range(1, 11)), 0.9) == 9 and figures.quantile([5], 0.9) == 5


def test_the_turnaround_is_told_with_the_desks_target(page: Client) -> None:
    desk = DeskFactory(key="politik", name_en="Politics", turnaround_minutes=120)
    for hours in (1, 2, 9):
        _decided(hours, desk=desk)
    html = _read(page)
    assert "<b>2 h</b>" in html
    assert _table(page, "turnaround-desks")[1] == ["Politics", "3", "2.0", "9.0", "2.0"]
    assert "target 2 h" in _read(page, desk=str(desk.pk))


def test_the_days_before_are_compared(page: Client) -> None:
    _decided(2)
    _decided(4, ago=timedelta(days=20))
    assert "50 % faster than in the days before" in _read(page)


def test_corrections_practice_and_other_desks_do_not_count(page: Client) -> None:
    desk = DeskFactory(key="one")
    _decided(3, desk=desk)
    practice = _decided(50)
    practice.article.outlet.kind = OutletKind.PRACTICE
    practice.article.outlet.save()
    _decided(9, desk=DeskFactory(key="two"))
    assert len(figures.turns(figures.span("14", at=timezone.now()))) == 2
    assert "<b>3 h</b>" in _read(page, desk=str(desk.pk))


def test_people_stand_by_name_with_what_is_open_and_overdue(page: Client, person: User) -> None:
    other = somebody(Role.CHECKER, display_name="Anna Arndt")
    claim_at(Status.CHECKING, assignee=person, due_at=timezone.now() - timedelta(hours=5))
    claim_at(Status.CHECKING, assignee=person)
    claim_at(Status.CHECKING, assignee=other)
    assert _table(page, "load")[1:] == [["Anna Arndt", "1", "0"], ["Karla Kolb", "2", "1"]]
    assert [row[1] for row in _table(page, "overdue")[1:]] == ["0", "0", "1", "0"]


def test_errors_facts_and_primary_sources_are_counted(page: Client) -> None:
    wrong = _decided(1, kind=Kind.QUANTITY)
    right = _decided(1)
    Verdict.objects.filter(claim=right).update(rating=RatingFactory(key="true", claimreview_value=5))
    Evidence.objects.filter(pk=wrong.evidence.first().pk).update(is_primary=True)
    fact = FactFactory(claim=wrong)
    Fact.objects.filter(pk=fact.pk).update(state=FactState.WRONG, checked_at=timezone.now(), type="number")
    assert _table(page, "errors")[1:] == [["quantity", "1"]]
    assert _table(page, "facts")[1:] == [["number", "1"]]
    assert figures.with_primary(figures.span("14", at=timezone.now())) == (1, 2)
    html = _read(page)
    assert "<b>50 %</b>" in html and "of 2 verdicts" in html


def test_arrivals_are_on_the_readers_clock(page: Client) -> None:
    claim = claim_at(Status.NEW)
    here = timezone.localtime(timezone.now() - timedelta(hours=1))
    Claim.objects.filter(pk=claim.pk).update(found_at=here)
    found = figures.arrivals(figures.span("14", at=timezone.now()))
    assert found == {(here.isoweekday(), here.hour): 1}


def test_every_chart_has_a_title_a_description_and_its_table(page: Client, person: User) -> None:
    _decided(2)
    claim_at(Status.CHECKING, assignee=person, due_at=timezone.now() - timedelta(hours=1))
    html = _read(page)
    drawn = re.findall(r'<svg class="plot(?: bars)?" role="img" aria-labelledby="(\S+) (\S+)"', html)
    assert len(drawn) >= 6
    for title, description in drawn:
        assert f'<title id="{title}">' in html and f'<desc id="{description}">' in html
    assert html.count("As a table") == html.count('class="csv"') >= 6
    assert "style=" not in html.split("<main")[1]


@pytest.mark.parametrize("period", ["today", "14", "quarter", "xyz"])
def test_every_period_and_an_empty_newsroom_can_be_read(page: Client, period: str) -> None:
    assert "Nothing to show for this time." in _read(page, period=period, desk="999")


def test_a_table_that_nobody_knows_is_not_found(page: Client) -> None:
    assert page.get("/figures/xyz.csv").status_code == 404


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_run_by_a_spreadsheet(page: Client, words: str) -> None:
    assert harmless(words) == f"'{words}"
    assert harmless("a=1") == "a=1" and harmless(5) == "5"
    other = somebody(Role.CHECKER, display_name=words)
    claim_at(Status.CHECKING, assignee=other)
    assert _table(page, "load")[1][0].startswith("'")


def test_what_is_drawn_is_escaped() -> None:
    svg = charts.bars("x", "T", [Bar("<b>", [Part(1, "main", "<i>")], "<u>")], says="s")
    assert "<b>" not in svg and "<i>" not in svg and "<u>" not in svg
    assert charts.bars("x", "T", [], says="s") == ""
    assert charts.lines("x", "T", [Line("a", "l", [None])], along=["1"], says="s") == ""


def test_ratings_of_the_same_colour_have_patterns_of_their_own_in_bars_and_legend(page: Client) -> None:
    for key in ("true", "mostly-true"):
        rating = RatingFactory(key=key, label_en=key, colour="ok")
        Verdict.objects.filter(claim=_decided(1)).update(rating=rating)
    html = _read(page)
    legend = re.search(r'<ul class="legend">(.*?)</ul>', html)
    assert legend
    looks = re.findall(r'<li class="badge st-ok">.*?url\(#p-(\w+)\).*?</svg>([\w-]+)</li>', legend[1])
    assert [words for _look, words in looks] == ["true", "mostly-true"]
    assert len({look for look, _words in looks}) == 2
    mix = html.split('aria-labelledby="mix-t')[1].split("</svg>")[0]
    assert set(re.findall(r"url\(#p-(\w+)\)", mix)) == {look for look, _words in looks}
    known = set(re.findall(r'<pattern id="p-(\w+)"', html))
    assert {charts.pattern(place) for place in range(charts.PATTERNS)} <= known


def test_a_label_too_long_for_its_column_is_told_whole_beside() -> None:
    fits, long = "Englische Redaktion", "Redaktion für Wissen und Umwelt"
    svg = charts.bars("x", "T", [Bar(words, [Part(1, "main", "")], "1") for words in (fits, long)], says="s")
    assert f">{fits}</text>" in svg
    assert f">{long}</text>" not in svg and f"<title>{long}</title>" in svg


def test_words_at_the_ends_of_lines_do_not_cover_each_other() -> None:
    def ends(*last: float) -> list[int]:
        rows = [Line(f"w{place}", "l", [1, value]) for place, value in enumerate(last)]
        svg = charts.lines("x", "T", rows, along=["1", "2"], says="s")
        return [int(y) for y in re.findall(r'y="(\d+)">w\d</text>', svg)]

    upper, lower = ends(3.1, 3)
    assert lower - upper >= charts.LETTERS - 1
    far = ends(4, 1)
    assert far[1] - far[0] > 50


def test_the_hours_of_arrivals_leave_the_night_out_unless_something_came(page: Client) -> None:
    def hours() -> list[str]:
        return re.findall(r"<title>Mon, (\d+):00: \d+</title>", _read(page))

    claim = claim_at(Status.NEW)
    noon = timezone.localtime().replace(hour=12) - timedelta(days=1)
    Claim.objects.filter(pk=claim.pk).update(found_at=noon)
    assert (hours()[0], hours()[-1]) == ("6", "21")
    Claim.objects.filter(pk=claim.pk).update(found_at=noon.replace(hour=3))
    assert (hours()[0], hours()[-1]) == ("3", "21")


def test_lengths_of_time_are_said_shortly() -> None:
    assert [long_words(n) for n in (None, 5, 59.6, 125, 3000)] == [
        "–",
        "5 Min.",
        "1 Std.",
        "2 h 5 min",
        "2 T 2 h",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(page: Client, rows: int, django_assert_max_num_queries) -> None:
    for _ in range(rows):
        _decided(2, desk=DeskFactory())
        claim_at(Status.CHECKING, desk=DeskFactory())
    with django_assert_max_num_queries(24) as asked:
        _read(page)
    counts.add(len(asked))
    assert len(counts) == 1


counts: set[int] = set()


def test_what_was_counted_is_kept_for_a_while_and_says_of_when_it_is(
    page: Client, settings: LazySettings
) -> None:
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "figures-test"}
    settings.CACHES = {**settings.CACHES, "counts": memory}
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    desk = DeskFactory(key="politik")
    with time_machine.travel(noon, tick=False):
        _decided(2, desk=desk)
        first = _read(page)
    assert "<b>2 h</b>" in first and "As of 12:00" in first
    with time_machine.travel(noon + timedelta(minutes=4), tick=False):
        _decided(5, desk=desk)
        _decided(5, desk=desk)
        kept = _read(page)
        assert "<b>2 h</b>" in kept and "As of 12:00" in kept
        assert "<b>5 h</b>" in _read(page, desk=str(desk.pk))  # asked for the first time
        assert len(_table(page, "turnaround-desks")) == 2  # the CSV is that of the page
    with time_machine.travel(noon + timedelta(minutes=6), tick=False):
        again = _read(page)
    assert "<b>5 h</b>" in again and "As of 12:06" in again
