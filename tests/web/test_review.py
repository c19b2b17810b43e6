"""The second person's room: what waits, who may decide, what is hidden, and how far people agree."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import reviews
from claims.choices import Role, Status
from claims.models import Claim, SecondCheck, User
from claims.workflow import review, verification
from tests.factories import DeskFactory
from tests.web.html import flat
from tests.workflow.factories import RatingFactory, claim_at
from tests.workflow.factories import person as somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(person: User) -> User:
    """The person in front of the page may decide."""
    person.grants.create(role=Role.REVIEWER)
    return person


def _read(page: Client, name: str = "review_queue", **query: str) -> str:
    answer = page.get(reverse(name), query)
    assert answer.status_code == 200
    return flat(answer.content.decode())


def _sent(claim: Claim, **fields: str) -> dict[str, str]:
    return {"version": str(claim.version), "next": "/review/", **fields}


def test_what_waits_longest_stands_first_with_what_was_proposed_and_why(page: Client, reviewer: User) -> None:
    first, second = claim_at(Status.IN_REVIEW), claim_at(Status.IN_REVIEW)
    first.verdicts.update(submitted_at=timezone.now() - timedelta(hours=3))
    html = _read(page)
    assert html.index(f'id="v{first.verdicts.get().pk}"') < html.index(f'id="v{second.verdicts.get().pk}"')
    assert "Die Satzung nennt eine andere Zahl." in html and "2 pieces of evidence" in html
    assert claim_at(Status.APPROVED).quote and html.count('class="tile review"') == 2


def test_agreeing_and_sending_back_are_done_there_and_lead_back(page: Client, reviewer: User) -> None:
    agreed, returned = claim_at(Status.IN_REVIEW), claim_at(Status.IN_REVIEW)
    answer = page.post(reverse("claim_act", args=[agreed.pk, "approve"]), _sent(agreed, note=""))
    assert answer.url == "/review/"
    page.post(reverse("claim_act", args=[returned.pk, "send-back"]), _sent(returned, note="Beleg fehlt"))
    agreed.refresh_from_db()
    returned.refresh_from_db()
    assert (agreed.status, returned.status) == (Status.APPROVED, Status.CHECKING)
    assert "Beleg fehlt" in _read(page, "disputes")
    away = page.post(
        reverse("claim_act", args=[returned.pk, "note"]), {"text": "x", "next": "//evil.example"}
    )
    assert away.status_code != 302 or "evil" not in away.url


def test_an_editor_overrules_with_a_reason(page: Client, person: User) -> None:
    person.grants.create(role=Role.EDITOR)
    claim, other = claim_at(Status.IN_REVIEW), RatingFactory(key="true", label_en="true", label_de="richtig")
    sent = _sent(claim, because="Andere Quelle", rating=str(other.pk))
    page.post(reverse("claim_act", args=[claim.pk, "overrule"]), sent)
    assert claim.verdicts.get().rating == other
    assert "Andere Quelle" in _read(page, "disputes", kind="overruled")
    assert "Andere Quelle" in _read(page, "disputes")  # the first kind that has any


def test_nobody_decides_on_their_own_and_the_page_says_why(page: Client, reviewer: User) -> None:
    claim = claim_at(Status.IN_REVIEW, drafter=reviewer, assignee=reviewer)
    html = _read(page)
    assert "You drafted this verdict: a second person has to decide on it." in html
    assert reverse("claim_act", args=[claim.pk, "approve"]) not in html
    assert 'class="tile review"' not in _read(page, show="others")


def test_who_may_not_decide_reads_without_buttons(page: Client) -> None:
    claim = claim_at(Status.IN_REVIEW)
    html = _read(page)
    assert "Decisions are made by reviewers and editors." in html
    assert f"/claims/{claim.pk}/approve/" not in html and f"/claims/{claim.pk}/send-back/" not in html


def test_a_blind_second_check_hides_the_first_verdict_until_it_is_given(page: Client, reviewer: User) -> None:
    claim = claim_at(Status.IN_REVIEW, desk=DeskFactory(blind_second_check=True))
    html = _read(page)
    assert "Die Satzung nennt eine andere Zahl." not in html and "Blind second check" in html
    rating = claim.verdicts.get().rating
    page.post(
        reverse("claim_act", args=[claim.pk, "second-check"]),
        _sent(claim, rating=str(rating.pk), rationale="Sehe ich auch so"),
    )
    assert SecondCheck.objects.get().agrees
    html = _read(page)
    assert "Die Satzung nennt eine andere Zahl." in html and "Sehe ich auch so" in html


def test_a_second_check_that_disagrees_is_a_dispute_and_stays_hidden_from_the_next(
    page: Client, reviewer: User
) -> None:
    claim = claim_at(Status.IN_REVIEW, desk=DeskFactory(blind_second_check=True))
    other = RatingFactory(key="true", label_en="true as it is")
    checker = somebody(Role.REVIEWER)
    review.second_check(
        claim.verdicts.get(), rating=other, by=checker, at=timezone.now(), rationale="Stimmt doch"
    )
    html = _read(page, "disputes", kind="disagree")
    assert "Hidden until you have given your second check." in html and "Stimmt doch" not in html
    page.force_login(checker)
    User.objects.filter(pk=checker.pk).update(language="en")
    html = _read(page, "disputes", kind="disagree")
    assert "Stimmt doch" in html and "true as it is" in html


def test_who_was_asked_and_has_not_answered_is_listed(page: Client) -> None:
    claim = claim_at(Status.CHECKING)
    verification.confront(
        claim, person_asked="Ute Blank", question="Warum?", by=claim.assignee, at=timezone.now()
    )
    assert "Ute Blank" in _read(page, "disputes", kind="unanswered")
    row = claim.confrontations.get()
    verification.record_answer(row, answer="Darum", by=claim.assignee, at=timezone.now())
    assert "Ute Blank" not in _read(page, "disputes", kind="unanswered")


def test_a_desk_narrows_both_pages(page: Client, reviewer: User) -> None:
    here, there = DeskFactory(key="here"), DeskFactory(key="there")
    claim = claim_at(Status.IN_REVIEW, desk=here)
    claim_at(Status.IN_REVIEW, desk=there)
    assert _read(page, desk=str(here.pk)).count('class="tile review"') == 1
    assert f'id="v{claim.verdicts.get().pk}"' in _read(page, desk=str(here.pk))
    assert _read(page, desk="x").count('class="tile review"') == 2


def test_kappa_is_that_of_the_book() -> None:
    # Two raters over 50 claims: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = reviews.agreement(pairs)
    assert (found.number, found.same, found.share) == (50, 35, 0.7)
    assert found.kappa == pytest.approx(0.4)
    assert reviews.agreement([]).kappa is None and reviews.agreement([]).share is None
    assert reviews.agreement([("y", "y")] * 3).kappa is None  # chance alone explains it
    assert reviews.agreement([("y", "n"), ("n", "y")]).kappa == pytest.approx(-1)


def test_an_overruling_does_not_change_what_was_measured() -> None:
    claim = claim_at(Status.IN_REVIEW, desk=DeskFactory(blind_second_check=True))
    other, verdict = RatingFactory(key="true"), claim.verdicts.get()
    first = f"{verdict.rating.scale.key}/{verdict.rating.key}"
    at = timezone.now()
    review.second_check(verdict, rating=other, by=somebody(Role.REVIEWER), at=at)
    review.overrule(verdict, because="Anders", rating=other, by=somebody(Role.EDITOR), at=at)
    assert reviews.rated_twice(since=at - timedelta(days=1)) == [(first, f"{other.scale.key}/true")]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(
    page: Client, reviewer: User, rows: int, django_assert_max_num_queries
) -> None:
    desk = DeskFactory(blind_second_check=True)
    for _ in range(rows):
        claim_at(Status.IN_REVIEW)
        claim = claim_at(Status.IN_REVIEW, desk=desk)
        review.second_check(
            claim.verdicts.get(),
            rating=RatingFactory(key="true"),
            by=somebody(Role.REVIEWER),
            at=timezone.now(),
        )
    with django_assert_max_num_queries(24) as queue:
        _read(page)
    with django_assert_max_num_queries(22) as listed:
        _read(page, "disputes", kind="disagree")
    counts.setdefault("review", set()).add((len(queue), len(listed)))
    assert len(counts["review"]) == 1


counts: dict[str, set[tuple[int, int]]] = {}
