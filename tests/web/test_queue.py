"""The queue: claims of all articles, narrowed, sorted and paged by the address."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from claims import boards, search
from claims.choices import ArticleRole, Kind, OutletKind, Priority, Role, Stage, Status
from claims.models import Article, Claim, Reason, User
from claims.web.forms.filters import ClaimFilterForm
from claims.web.queue_page import VIEWS
from claims.workflow import assignment, triage
from tests.factories import (
    ClaimFactory,
    DeskFactory,
    OutletFactory,
    RevisionFactory,
    UserFactory,
    in_hours,
)
from tests.web.html import flat
from tests.workflow.factories import EvidenceFactory, RatingFactory, claim_at

QUERIES, BOARD_QUERIES = 19, 31  # of a page, whatever it shows
MEMORY = "django.core.cache.backends.locmem.LocMemCache"


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
    claim = ClaimFactory(quote=quote, **fields)
    search.index([claim])
    return claim


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
        ("?due=none", {"Zwei."}),
        ("?priority=1", {"Zwei."}),
        ("?worth=high", {"Eins."}),
        ("?worth=low&worth=medium", {"Drei."}),
        ("?assignee=me", {"Zwei."}),
        ("?assignee=nobody", {"Eins.", "Drei."}),
        ("?assignee=me&assignee=nobody", {"Eins.", "Zwei.", "Drei."}),
        ("?assignee={person}", {"Zwei."}),
        ("?assignee=987654", {"Eins.", "Zwei.", "Drei."}),
        ("?article={article}", {"Drei."}),
        ("?changed=on", {"Vier."}),
        ("?q=ZWE", {"Zwei."}),
        ("?q=Sönksen", {"Drei."}),
        ("?kind=quantity&language=en", set()),
        ("?status=nonsense&kind=&due=never", {"Eins.", "Zwei.", "Drei."}),
    ],
)
def test_the_address_is_the_view(page: Client, person: User, query: str, seen: set[str]) -> None:
    outlet, desk = OutletFactory(), DeskFactory()
    _claim("Eins.", article__outlet=outlet, kind=Kind.QUANTITY, due_at=in_hours(-1), check_worthiness=0.7)
    _claim("Zwei.", desk=desk, role=ArticleRole.CAPTION, assignee=person, priority=Priority.HIGH)
    last = _claim(
        "Drei.",
        status=Status.QUEUED,
        language="en",
        claimant="Henrike Sönksen",
        due_at=in_hours(90),
        check_worthiness=0.2,
    )
    _claim("Vier.", status=Status.APPROVED, text_changed_at=timezone.now())
    keys = {"outlet": outlet.pk, "desk": desk.pk, "person": person.pk, "article": last.article_id}
    assert set(_quotes(_read(page, query.format(**keys)))) == seen


def test_what_waits_for_my_second_check_and_what_is_disputed(page: Client, person: User) -> None:
    person.grants.create(role=Role.REVIEWER)
    mine = claim_at(Status.IN_REVIEW, drafter=person)
    others = claim_at(Status.IN_REVIEW)
    back = claim_at(Status.CHECKING)
    back.verdicts.update(review_note="Die zweite Quelle fehlt.")
    over = claim_at(Status.APPROVED)
    over.verdicts.update(overruled_because="Anders entschieden.")
    against = claim_at(Status.IN_REVIEW, drafter=person)
    against.verdicts.get().second_checks.create(
        rating=RatingFactory(key="true"), given_by=UserFactory(), given_at=timezone.now(), agrees=False
    )
    for query, seen in (("?second=on", {others}), ("?disputed=on", {back, over, against})):
        assert _keys(_read(page, query)) == {claim.pk for claim in seen}
    person.grants.filter(role=Role.REVIEWER).delete()
    assert _keys(_read(page, "?second=on")) == set()
    assert mine.pk in _keys(_read(page))


def _keys(html: str) -> set[int]:
    return {int(pk) for pk in re.findall(r'name="claim" value="(\d+)"', html)}


def test_a_row_shows_its_sources_and_what_was_decided(page: Client) -> None:
    claim = claim_at(Status.APPROVED)
    EvidenceFactory(claim=claim, source__confidential=True)
    html = _read(page, "?status=approved")
    assert '<span class="vh">Sources</span>2</span>' in html
    assert "false</span>" in html
    assert "st-false" in re.search(r'<svg class="mixbar".*?</svg>', html)[0]
    draft = claim_at(Status.CHECKING)
    html = _read(page, f"?article={draft.article_id}")
    assert "Checking" in html
    assert "false</span>" not in html


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
    monkeypatch.setattr("claims.web.queue_page.ROWS", 2)
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
    for words in ("according to Inga Moritz", "Karla Kolb", "Text changed since the check"):
        assert words in html


def test_an_article_at_work_shows_how_far_it_is(page: Client) -> None:
    claim = _claim("Eins.")
    Article.objects.filter(pk=claim.article_id).update(stage=Stage.SCORE, done=1, total=2)
    html = _read(page)
    assert "Scoring check-worthiness" in html
    assert 'value="62"' in html


def test_the_figures_beside_it_are_those_of_everything_open(page: Client, person: User) -> None:
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    _claim("Eins.", due_at=noon - timedelta(days=1), assignee=person)
    _claim("Zwei.", due_at=noon + timedelta(hours=11, minutes=59), assignee=person)
    _claim("Drei.", due_at=noon + timedelta(hours=12))
    done = _claim("Vier.", status=Status.QUEUED, found_at=timezone.now() - timedelta(minutes=150))
    reason = Reason.objects.create(kind="dismiss", key="x", label_de="x", label_en="x")
    triage.dismiss(done, reason=reason, by=person, at=timezone.now())
    html = _read(page, "?q=nothing-fits")
    figures = re.findall(r'<span class="kpi[^"]*"><b>([^<]+)</b>([^<]+)<', html)
    overdue = 1 if timezone.now() < noon + timedelta(hours=11, minutes=59) else 2
    assert figures == [
        ("3", "open"),
        (str(overdue), "overdue"),
        ("2", "due today"),
        ("2 h 30 min", "median turnaround"),
        ("1", "done today"),
    ]
    views = dict(re.findall(r'<span class="vname">([^<]+)</span><span class="count[^"]*">(\d+)<', html))
    assert (views["My open claims"], views["Unassigned"], views["Due today"]) == ("2", "1", "2")
    assert f'href="?assignee={person.pk}" title="Karla Kolb"' in html
    assert f"2 open, {overdue} overdue" in html


def test_what_others_learn_on_is_in_nobodys_queue_but_theirs(page: Client, person: User) -> None:
    learner = UserFactory(roles=[Role.CHECKER])
    lesson = OutletFactory(key="practice", kind=OutletKind.PRACTICE)
    _claim("Üben.", article__outlet=lesson, article__submitted_by=learner, due_at=in_hours(-1))
    done = _claim("Geübt.", status=Status.QUEUED, article__outlet=lesson, article__submitted_by=learner)
    reason = Reason.objects.create(kind="dismiss", key="x", label_de="x", label_en="x")
    triage.dismiss(done, reason=reason, by=learner, at=timezone.now())
    own = _claim("Selbst üben.", article__outlet=lesson, article__submitted_by=person)
    _claim("Ernst.")
    assert sorted(_quotes(_read(page))) == ["Ernst.", "Selbst üben."]
    assert _quotes(_read(page, "?status=any&q=üben")) == ["Selbst üben."]
    html = _read(page)
    numbers = re.findall(r'<span class="kpi[^"]*"><b>([^<]+)</b>([^<]+)<', html)
    assert ("2", "open") in numbers
    assert ("0", "overdue") in numbers
    assert ("0", "done today") in numbers
    assert "median turnaround" not in html
    assert _read(page, "?form=board").count('class="bcard"') == 2
    Claim.objects.filter(pk=own.pk).update(status=Status.QUEUED, assignee=None)
    Claim.objects.exclude(pk=own.pk).filter(status=Status.NEW).update(status=Status.QUEUED)
    taken = {assignment.take_next(by=person, at=timezone.now()) for _ in range(3)}
    assert {claim.quote for claim in taken if claim} == {"Ernst.", "Selbst üben."}


def test_figures_beyond_a_thousand_are_not_counted_out(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (boards.counts, boards):
        monkeypatch.setattr(module, "OPEN_AT_MOST", 2)
    for number in range(4):
        _claim(f"Satz {number}.")
    html = _read(page)
    assert "<b>2+</b>open" in html
    assert 'Everything open</span><span class="count ">2+<' in html


def test_the_figures_are_kept_for_a_few_seconds_and_a_cache_that_is_away_is_no_error(
    page: Client, settings: LazySettings
) -> None:
    settings.CACHES = {**settings.CACHES, "counts": {"BACKEND": MEMORY, "LOCATION": "queue-test"}}
    _claim("Eins.")
    assert "<b>1</b>open" in _read(page)
    _claim("Zwei.")
    assert "<b>1</b>open" in _read(page)
    nobody = {"BACKEND": "factcheck.cache.ForgetfulCache", "LOCATION": "unix:///nowhere/broker.sock"}
    settings.CACHES = {**settings.CACHES, "counts": nobody}
    assert "<b>2</b>open" in _read(page)


def test_a_poll_that_knows_the_rows_gets_304_until_one_changes(page: Client) -> None:
    claim = _claim("Eins.")
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        first = page.get(reverse("claim_queue"))
        again = {"HX-Request": "true", "HX-PTag": first.headers["HX-PTag"]}
        assert page.get(reverse("claim_queue"), headers=again).status_code == 304
        assert page.get(reverse("claim_queue") + "?form=board", headers=again).status_code == 200
        Claim.objects.filter(pk=claim.pk).update(version=2)
        assert page.get(reverse("claim_queue"), headers=again).status_code == 200


@pytest.mark.parametrize("query", ["", "?sort=worth", "?assignee=me"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_poll_is_five_questions_as_long_as_nothing_has_changed(
    page: Client,
    person: User,
    settings: LazySettings,
    rows: int,
    query: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.CACHES = {**settings.CACHES, "counts": {"BACKEND": MEMORY, "LOCATION": f"poll-{rows}{query}"}}
    claims = [_claim(f"Satz {number}.", assignee=person) for number in range(rows)]
    address = reverse("claim_queue") + query
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        again = {"HX-Request": "true", "HX-PTag": page.get(address).headers["HX-PTag"]}
        # session, person, claims with their sources, saved views; where they stand under titles, mixes
        with django_assert_max_num_queries(5):
            assert page.get(address, headers=again).status_code == 304
        EvidenceFactory(claim=claims[0])
        assert page.get(address, headers=again).status_code == 200


def test_a_poll_notices_an_article_at_work_and_what_became_of_its_other_claims(page: Client) -> None:
    claim = _claim("Eins.", revision=RevisionFactory(text="Eins. Zwei."))
    with time_machine.travel(timezone.now().replace(second=5), tick=False):

        def seen() -> int:
            answer = page.get(reverse("claim_queue"), headers={"HX-Request": "true", "HX-PTag": tags[-1]})
            tags.append(answer.headers.get("HX-PTag", tags[-1]))
            return answer.status_code

        tags = [page.get(reverse("claim_queue")).headers["HX-PTag"]]
        assert seen() == 304
        Article.objects.filter(pk=claim.article_id).update(done=1)
        assert (seen(), seen()) == (200, 304)
        ClaimFactory(
            revision=claim.revision, status=Status.PUBLISHED
        )  # not in this view, but in its article's bar
        assert (seen(), seen()) == (200, 304)


def test_the_views_that_the_product_brings_are_what_their_addresses_say(person: User) -> None:
    for view in VIEWS:
        assert ClaimFilterForm(QueryDict(view.query), people=[person]).filters() == view.filters


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
    # session, person; claims with their sources, mixes, verdicts; saved views; all counts in one, what was done 2,
    # load 2; names, roles, desks; desks and outlets of the filter, reasons of the bulk bar; three of the frame
    with django_assert_num_queries(QUERIES):
        assert len(_quotes(_read(page))) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_board_do_not_grow_with_the_cards(
    page: Client, person: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(rows):
        claim_at(Status.CHECKING, assignee=person)
    with django_assert_num_queries(BOARD_QUERIES):
        assert _read(page, "?form=board").count('class="bcard"') == rows
