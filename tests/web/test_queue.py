"""The queue: claims of all articles, narrowed, sorted and paged by the address."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from claims.choices import ArticleRole, Kind, Stage, Status
from claims.models import Article, Claim, Reason, User
from tests.factories import ClaimFactory, DeskFactory, OutletFactory, RevisionFactory, in_hours
from tests.web.html import flat


def _read(page: Client, query: str = "") -> str:
    answer = page.get(reverse("claim_queue") + query)
    assert answer.status_code == 200
    return flat(answer.content.decode())


def _quotes(html: str) -> list[str]:
    return re.findall(r'<td class="cl">\s*<a [^>]*>([^<]+)</a>', html)


def _claim(quote: str, **fields: object) -> Claim:
    """A claim of an article of its own, unless its revision is given."""
    if "revision" not in fields:
        article = {name[9:]: fields.pop(name) for name in list(fields) if name.startswith("article__")}
        fields["revision"] = RevisionFactory(text=quote, **{f"article__{k}": v for k, v in article.items()})
    return ClaimFactory(quote=quote, **fields)


def test_without_a_filter_it_is_the_open_work(page: Client) -> None:
    for status in Status:
        reason = {}
        if status == Status.NOT_CHECKABLE:
            reason["reason"] = Reason.objects.create(
                kind="not_checkable", key="x", label_de="x", label_en="x"
            )
        _claim(f"Satz {status}.", status=status, desk=DeskFactory(key="d"), **reason)
    seen = {quote[5:-1] for quote in _quotes(_read(page))}
    assert seen == {"new", "queued", "assigned", "checking", "in_review"}
    everything = {quote[5:-1] for quote in _quotes(_read(page, "?status=any"))}
    assert everything == set(Status) - {Status.GONE}


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("?status=queued", {"Drei."}),
        ("?status=queued&status=new", {"Eins.", "Zwei.", "Drei."}),
        ("?outlet={outlet}", {"Eins."}),
        ("?desk={desk}", {"Zwei."}),
        ("?language=en", {"Drei."}),
        ("?kind=quantity", {"Eins."}),
        ("?role=caption", {"Zwei."}),
        ("?due=overdue", {"Eins."}),
        ("?q=ZWE", {"Zwei."}),
        ("?q=Sönksen", {"Drei."}),
        ("?kind=quantity&language=en", set()),
        ("?status=nonsense&kind=&due=never", {"Eins.", "Zwei.", "Drei."}),
    ],
)
def test_the_address_is_the_view(page: Client, query: str, seen: set[str]) -> None:
    outlet, desk = OutletFactory(), DeskFactory()
    _claim("Eins.", article__outlet=outlet, kind=Kind.QUANTITY, due_at=in_hours(-1))
    _claim("Zwei.", desk=desk, role=ArticleRole.CAPTION)
    _claim("Drei.", status=Status.QUEUED, language="en", claimant="Henrike Sönksen", due_at=in_hours(90))
    assert set(_quotes(_read(page, query.format(outlet=outlet.pk, desk=desk.pk)))) == seen


def test_chips_name_the_filters_and_take_them_away(page: Client) -> None:
    html = _read(page, "?status=new&status=queued&kind=event&sort=worth")
    assert "Status:<b>new, queued</b>" in html
    assert 'href="?kind=event&amp;sort=worth" aria-label="Remove the filter Status"' in html
    assert "No claim fits these filters" in html
    assert "Nothing is open" in _read(page)


def test_sorted_by_priority_and_due_time_with_the_article_as_heading(page: Client) -> None:
    one, two = (
        RevisionFactory(text="A. B.", article__title="Artikel eins"),
        RevisionFactory(text="C. D.", article__title="Artikel zwei"),
    )
    _claim("A.", revision=one, due_at=in_hours(5))
    _claim("B.", revision=one, due_at=None)
    _claim("C.", revision=two, due_at=in_hours(1))
    _claim("D.", revision=two, due_at=in_hours(9), priority="1")
    html = _read(page)
    assert _quotes(html) == ["D.", "C.", "A.", "B."]
    headings = re.findall(r'<tr class="grp">.*?<a [^>]*>([^<]+)</a>', html, re.DOTALL)
    assert headings == ["Artikel zwei", "Artikel eins"]
    assert 'aria-sort="ascending"' in html


def test_sorted_by_check_worthiness_unscored_ones_come_last(page: Client) -> None:
    revision = RevisionFactory(text="A. B. C. D.")
    for quote, worth in (("A.", 0.2), ("B.", None), ("C.", 0.9), ("D.", 0.2)):
        _claim(quote, revision=revision, check_worthiness=worth)
    html = _read(page, "?sort=worth")
    assert _quotes(html) == ["C.", "A.", "D.", "B."]
    assert '<tr class="grp">' not in html


def test_sorted_by_newest_article_in_the_order_of_the_text(page: Client) -> None:
    old, new = RevisionFactory(text="A. B."), RevisionFactory(text="C. D.")
    for quote, revision in (("B.", old), ("D.", new), ("C.", new), ("A.", old)):
        _claim(quote, revision=revision)
    assert _quotes(_read(page, "?sort=article")) == ["C.", "D.", "A.", "B."]


@pytest.mark.parametrize("sort", ["due", "worth", "article"])
def test_every_order_can_be_walked_page_by_page(
    page: Client, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.web.views.queue.ROWS", 2)
    revision = RevisionFactory(text="A. B. C. D. E.")
    for number, quote in enumerate("ABCDE"):
        _claim(
            f"{quote}.",
            revision=revision,
            due_at=in_hours(number) if number % 2 else None,
            check_worthiness=number / 10 or None,
        )
    whole = _walk(page, f"?sort={sort}", "next")
    assert sorted(whole[0]) == ["A.", "B.", "C.", "D.", "E."]
    assert whole[1] == 3


def _walk(page: Client, query: str, rel: str) -> tuple[list[str], int]:
    seen, pages = [], 0
    while True:
        html = _read(page, query)
        seen += _quotes(html)
        pages += 1
        link = re.search(rf'href="([^"]*)" rel="{rel}"', html)
        if not link:
            return seen, pages
        query = link[1].replace("&amp;", "&")


def test_a_row_leads_to_its_claim_and_shows_who_says_it(page: Client, person: User) -> None:
    claim = _claim("Eins.", claimant="Inga Moritz", assignee=person, text_changed_at=timezone.now())
    html = _read(page)
    assert f'href="/articles/{claim.article_id}/#c{claim.number}"' in html
    for words in ("according to Inga Moritz", "Karla Kolb", "text changed since the check"):
        assert words in html


def test_an_article_at_work_shows_how_far_it_is(page: Client) -> None:
    claim = _claim("Eins.")
    Article.objects.filter(pk=claim.article_id).update(stage=Stage.SCORE, done=1, total=2)
    html = _read(page)
    assert "Scoring check-worthiness" in html
    assert 'value="62"' in html


def test_the_figures_beside_it_are_those_of_everything_open(page: Client, person: User) -> None:
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    _claim("Eins.", due_at=noon - timedelta(days=1))
    _claim("Zwei.", due_at=noon + timedelta(hours=11, minutes=59), assignee=person)
    _claim("Drei.", due_at=noon + timedelta(hours=12))
    _claim("Vier.", status=Status.PUBLISHED, due_at=noon - timedelta(days=1))
    html = _read(page, "?q=nothing-fits")
    figures = re.findall(r'<span class="kpi[^"]*"><b>(\d+)</b>([^<]+)<', html)
    overdue = 1 if timezone.now() < noon + timedelta(hours=11, minutes=59) else 2
    assert figures == [("3", "open"), (str(overdue), "overdue"), ("2", "due today"), ("2", "unassigned")]
    assert re.search(r'href="\?status=published"[^>]*>.*?<span class="count">1</span>', html)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(
    page: Client, person: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        _claim(
            f"Satz {number}.",
            assignee=person,
            due_at=datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone()),
        )
    # session, person, claims, mixes, three figures, desks, outlets and desks of the filter, roles, open claims
    with django_assert_num_queries(12):
        assert len(_quotes(_read(page))) == rows
