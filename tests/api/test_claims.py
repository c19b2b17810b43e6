"""GET /api/v1/claims/: exact quotes, where they stand, and what the machine found out."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims import search
from claims.choices import FactType, Kind, Priority, Stage, Status
from claims.models import User, Verdict
from claims.text.words import REASONS
from tests.factories import (
    TEXT,
    ArticleFactory,
    ClaimFactory,
    DeskFactory,
    FactFactory,
    HintFactory,
    MatchFactory,
    OutletFactory,
    RevisionFactory,
    UserFactory,
)
from tests.workflow.factories import RatingFactory, VerdictFactory

URL = "/api/v1/claims/"
QUOTE = "Der Preis steigt um 9,4 Prozent auf 118 Euro je Megawattstunde."


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def test_a_claim_says_where_it_stands_and_what_it_holds(api: APIClient) -> None:
    reason = next(iter(REASONS))
    claim = ClaimFactory(
        quote=QUOTE,
        kind=Kind.QUANTITY,
        prefix="Fernwärmepreis ",
        suffix=" Rund",
        claimant="Inga Moritz",
        chain=["Stadtwerke"],
        hedges=["soll"],
        check_worthiness=0.75,
        reasons=[reason, "reason_of_tomorrow"],
        assignee=UserFactory(username="tom"),
        due_at=timezone.now(),
    )
    FactFactory(
        claim=claim, type=FactType.NUMBER, quote="9,4 Prozent", value_min=9.4, value_max=9.4, unit="%"
    )
    earlier = ClaimFactory()
    MatchFactory(
        claim=claim, earlier=earlier, differences=[{"type": "number", "here": "9,4", "there": "9,1"}]
    )
    answer = api.get(f"{URL}{claim.pk}/")
    assert answer["ETag"] == 'W/"1"'
    body = answer.json()
    position, quote = body["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}
    assert TEXT[position["start"] : position["end"]] == QUOTE
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": QUOTE,
        "prefix": "Fernwärmepreis ",
        "suffix": " Rund",
    }
    assert api.get(body["target"]["source"]).json()["text"] == TEXT
    assert (body["start"], body["end"], body["quote"]) == (claim.start, claim.end, QUOTE)
    assert (body["claimant"], body["chain"], body["hedges"]) == ("Inga Moritz", ["Stadtwerke"], ["soll"])
    assert (body["kind"], body["role"], body["status"]) == ("quantity", "body", "new")
    assert (body["assignee"], body["check_worthiness"], body["version"]) == ("tom", 0.75, 1)
    assert body["reasons"] == [
        {"code": reason, "words": REASONS[reason]["en"]},
        {"code": "reason_of_tomorrow", "words": "reason_of_tomorrow"},
    ]
    (fact,) = body["facts"]
    assert (fact["type"], fact["value_min"], fact["unit"], fact["iso"]) == ("number", 9.4, "%", "")
    assert TEXT[fact["start"] : fact["end"]] == fact["quote"] == "9,4 Prozent"
    (match,) = body["matches"]
    assert (match["earlier"]["id"], match["relation"]) == (earlier.pk, "same")
    assert match["differences"] == [{"type": "number", "here": "9,4", "there": "9,1"}]
    assert (match["rating"], match["checked_at"], match["is_stale"]) == (None, None, False)


def test_a_match_tells_what_the_earlier_check_found_and_that_it_is_long_ago(api: APIClient) -> None:
    claim = ClaimFactory(desk=DeskFactory(stale_after_days=30))
    earlier = ClaimFactory(status=Status.APPROVED)
    MatchFactory(claim=claim, earlier=earlier)
    at = timezone.now() - timedelta(days=29)
    rating = RatingFactory()
    verdict = VerdictFactory(
        claim=earlier, rating=rating, submitted_at=at, reviewed_by=UserFactory(), reviewed_at=at
    )
    (match,) = api.get(f"{URL}{claim.pk}/").json()["matches"]
    assert (match["rating"], match["is_stale"]) == (rating.key, False)
    assert datetime.fromisoformat(match["checked_at"]) == at
    Verdict.objects.filter(pk=verdict.pk).update(reviewed_at=at - timedelta(days=2))
    assert api.get(f"{URL}{claim.pk}/").json()["matches"][0]["is_stale"] is True


def test_reasons_are_words_in_the_readers_language(api: APIClient) -> None:
    reason = next(iter(REASONS))
    claim = ClaimFactory(reasons=[reason])
    body = api.get(f"{URL}{claim.pk}/", headers={"accept-language": "de"}).json()
    assert body["reasons"] == [{"code": reason, "words": REASONS[reason]["de"]}]


@pytest.mark.parametrize("address", [URL, "/api/v1/articles/{}/claims/"])
def test_one_and_three_claims_cost_the_same_queries(
    api: APIClient, address: str, django_assert_num_queries: Any
) -> None:
    revision = RevisionFactory()
    address = address.format(revision.article.pk)
    earlier = ClaimFactory(status=Status.GONE)

    def one() -> None:
        claim = ClaimFactory(revision=revision, assignee=UserFactory(), desk=DeskFactory())
        FactFactory(claim=claim, checked_by=UserFactory())
        FactFactory(claim=claim)
        MatchFactory(claim=claim, earlier=earlier)
        HintFactory(claim=claim)

    one()
    api.get(address)
    queries = 5 if address == URL else 6  # token, (article,) claims, facts, hints, matches
    with django_assert_num_queries(queries):
        assert len(ids(api.get(address))) == 1
    one()
    one()
    with django_assert_num_queries(queries):
        assert len(ids(api.get(address))) == 3


def test_claims_of_an_article_come_in_the_order_of_the_text(api: APIClient) -> None:
    revision = RevisionFactory()
    late = ClaimFactory(revision=revision, quote="Der Stadtrat stimmt am 4. Dezember ab.")
    early = ClaimFactory(revision=revision, quote=QUOTE, check_worthiness=0.2)
    ClaimFactory(revision=revision, status=Status.GONE)
    ClaimFactory()
    address = f"/api/v1/articles/{revision.article.pk}/claims/"
    assert ids(api.get(address)) == [early.pk, late.pk]
    assert ids(api.get(address + "?page_size=1")) == [early.pk]
    assert ids(api.get(address + "?ordering=-check_worthiness")) == [early.pk, late.pk]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ab"),
        ("status=new", "a"),
        ("status=new&status=assigned", "ab"),
        ("status=gone", "c"),
        ("stage=ready", "a"),
        ("outlet=weltlage", "a"),
        ("desk=ausland", "a"),
        ("language=en", "b"),
        ("kind=quantity", "a"),
        ("role=headline", "b"),
        ("priority=1", "b"),
        ("assignee=tom", "b"),
        ("assignee=me", ""),
        ("assignee=nobody", "a"),
        ("min_worthiness=0.5", "b"),
        ("min_worthiness=0.1", "ab"),
        ("search=PREIS STEIGT", "a"),
        ("search=%25", ""),
        ("received_after=2024-11-05T12:00:00Z", "b"),
        ("received_before=2024-11-05T12:00:00Z", "a"),
        ("due_before=2024-11-07T00:00:00Z", "b"),
        ("found_after=2024-11-05T00:00:00Z", "ab"),
    ],
)
def test_a_list_is_narrowed(api: APIClient, query: str, found: str) -> None:
    first = ArticleFactory(outlet=OutletFactory(key="weltlage"), received_at="2024-11-05T10:00:00Z")
    second = ArticleFactory(stage=Stage.SCORE, received_at="2024-11-05T14:00:00Z")
    revision = RevisionFactory(article=first)
    a = ClaimFactory(
        revision=revision,
        quote=QUOTE,
        kind=Kind.QUANTITY,
        desk=DeskFactory(key="ausland"),
        check_worthiness=0.3,
    )
    b = ClaimFactory(
        revision=RevisionFactory(article=second),
        role="headline",
        language="en",
        status=Status.ASSIGNED,
        priority=Priority.HIGH,
        assignee=UserFactory(username="tom"),
        check_worthiness=0.5,
        due_at="2024-11-06T14:00:00Z",
    )
    c = ClaimFactory(revision=revision, status=Status.GONE)
    search.index([a, b, c])
    names = {a.pk: "a", b.pk: "b", c.pk: "c"}
    assert "".join(sorted(names[pk] for pk in ids(api.get(f"{URL}?{query}")))) == found


def test_claims_of_one_article_by_its_id(api: APIClient) -> None:
    claim, _other = ClaimFactory(), ClaimFactory()
    assert ids(api.get(f"{URL}?article={claim.article_id}")) == [claim.pk]
    assert ids(api.get(f"{URL}?article={2**63 - 1}")) == []


def test_my_claims(api: APIClient, person: User) -> None:
    mine = ClaimFactory(assignee=person)
    ClaimFactory()
    assert ids(api.get(f"{URL}?assignee=me")) == [mine.pk]


def test_the_queue_has_the_urgent_first_and_those_without_a_time_last(api: APIClient) -> None:
    soon, later = timezone.now(), timezone.now() + timedelta(hours=1)
    timeless = ClaimFactory(priority=Priority.HIGH)
    normal = ClaimFactory(due_at=soon)
    second = ClaimFactory(priority=Priority.HIGH, due_at=later)
    first = ClaimFactory(priority=Priority.HIGH, due_at=soon)
    assert ids(api.get(f"{URL}?ordering=queue")) == [claim.pk for claim in (first, second, timeless, normal)]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=neu", "status"),
        ("outlet=gibt-es-nicht", "outlet"),
        ("min_worthiness=2", "min_worthiness"),
        ("min_worthiness=NaN", "min_worthiness"),
        ("article=x", "article"),
        ("article=1.5", "article"),
        (f"article={10**30}", "article"),
        ("received_after=gestern", "received_after"),
        ("search=%00", "search"),
        ("assignee=%00", "assignee"),
        ("statsu=new", "statsu"),
        ("ordering=quote", "ordering"),
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("page_size=viele", "page_size"),
        ("page_size=²", "page_size"),
        ("cursor=x", "cursor"),
        ("cursor=ä", "cursor"),
        ("cursor=WzFd", "cursor"),
    ],
)
def test_a_parameter_that_cannot_be(api: APIClient, query: str, field: str) -> None:
    ClaimFactory()
    answer = api.get(f"{URL}?{query}")
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == [field]


def test_a_claim_that_is_not_there(api: APIClient) -> None:
    assert api.get(f"{URL}7/").status_code == 404
