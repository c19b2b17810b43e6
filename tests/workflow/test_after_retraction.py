"""A corrected check that is retracted leaves nothing behind that still speaks for the claim, the corrected one least of all."""

import pytest
from django.test import Client
from django.utils import timezone

from claims import boards
from claims.choices import Role, Status
from claims.models import Claim, Match, Notification, Verdict
from claims.web.bench import Bench
from claims.workflow import correction, publication, release, review, triage
from tests.factories import MatchFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import RatingFactory, claim_at, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    """Published as false, corrected to right."""
    at = timezone.now()
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    review.draft_verdict(claim, by=newsroom.checker, at=at, proposed_wording="Etwas ganz anderes.")
    review.submit(claim, by=newsroom.checker, at=at)
    review.approve(claim.verdicts.get(), by=newsroom.reviewer, at=at)
    claim.refresh_from_db()
    publication.publish(claim, by=newsroom.editor, at=at)
    right = RatingFactory(key="true", label_de="richtig", label_en="right", order=2)
    correction.correct(claim, note="Stimmt doch.", by=newsroom.checker, at=at)
    review.draft_verdict(claim, by=newsroom.checker, at=at, rating=right, proposed_wording="")
    review.submit(claim, by=newsroom.checker, at=at)
    review.approve(claim.verdicts.get(number=2), by=newsroom.reviewer, at=at)
    claim.refresh_from_db()
    publication.publish(claim, by=newsroom.editor, at=at)
    return claim


def rating_beside(claim: Claim) -> str | None:
    match = Match.objects.filter(earlier=claim).first() or MatchFactory(earlier=claim)
    found: str | None = Match.objects.with_check().values_list("rating_key", flat=True).get(pk=match.pk)
    return found


def bench(claim: Claim) -> Bench:
    return Bench(boards.article_page(claim.article), by=person(Role.EDITOR))


def test_the_correction_speaks_until_it_is_retracted_and_nothing_after(
    claim: Claim, newsroom: Newsroom
) -> None:
    assert [verdict.number for verdict in Verdict.objects.holding()] == [2]
    assert rating_beside(claim) == "true"
    assert bench(claim).verdicts[claim.pk].number == 2 and not bench(claim).edits_of(claim)
    publication.retract(claim, note="Quelle gefälscht.", by=newsroom.editor, at=timezone.now())
    assert not Verdict.objects.holding().exists()
    assert rating_beside(claim) is None
    assert claim.pk not in bench(claim).verdicts and not bench(claim).edits_of(claim)


def test_the_mail_of_a_released_article_tells_no_rating_that_was_taken_back(
    claim: Claim, newsroom: Newsroom
) -> None:
    publication.retract(claim, note="Quelle gefälscht.", by=newsroom.editor, at=timezone.now())
    claim.article.submitted_by = newsroom.checker
    claim.article.save()
    release.release(claim.article, by=newsroom.editor, at=timezone.now(), override="Eilmeldung")
    row = Notification.objects.get(topic="article_done", channel="email", recipient=newsroom.checker)
    assert row.lines[0]["words"].endswith("– eingereiht")


def test_an_approved_verdict_whose_claim_was_opened_again_speaks_no_more(newsroom: Newsroom) -> None:
    claim = claim_at(Status.APPROVED, drafter=newsroom.checker)
    assert rating_beside(claim) == "false"
    triage.reopen(claim, by=newsroom.editor, at=timezone.now())
    assert rating_beside(claim) is None


def test_readers_see_in_the_title_that_it_was_retracted(
    claim: Claim, newsroom: Newsroom, client: Client
) -> None:
    address = f"/checks/{claim.pk}/"
    assert "<title>right: " in " ".join(
        client.get(address, headers={"accept-language": "en"}).content.decode().split()
    )
    publication.retract(claim, note="Quelle gefälscht.", by=newsroom.editor, at=timezone.now())
    page = " ".join(client.get(address, headers={"accept-language": "en"}).content.decode().split())
    assert "<title>Retracted (was: right): " in page
    assert 'og:title" content="Retracted (was: right): ' in page
    assert 'name="description" content="Retracted (was: right): ' in page
