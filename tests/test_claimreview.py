"""Published verdicts as ClaimReview, against a schema of what its consumers read."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from claims import claimreview
from claims.choices import Role, Status
from claims.claimreview import SHORT, Publisher
from claims.models import Claim, Verdict
from claims.workflow import correction, publication, review
from tests.workflow.factories import RatingFactory, claim_at, person

SCHEMA = json.loads(Path(__file__).with_name("claimreview.schema.json").read_text(encoding="utf-8"))
US = Publisher("Prüfdesk", "https://pruefdesk.example", "https://pruefdesk.example/logo.png")

pytestmark = pytest.mark.django_db


def exported(verdict: Verdict, language: str = "de") -> dict[str, Any] | None:
    found = claimreview.claim_review(
        verdict, url=f"https://pruefdesk.example/checks/{verdict.pk}", publisher=US, language=language
    )
    if found is not None:
        jsonschema.validate(found, SCHEMA)
    return found


def published(**fields: Any) -> tuple[Claim, Verdict]:
    claim = claim_at(Status.APPROVED, **fields)
    claim.article.url = "https://blatt.example/fernwaerme"
    claim.article.save()
    return claim, publication.publish(claim, by=person(Role.EDITOR), at=timezone.now())


def test_a_published_verdict_is_valid_and_tells_claim_rating_and_place() -> None:
    _claim, verdict = published(claimant="Inga Moritz", wording="Rund 21.000 Haushalte sind betroffen.")
    found = exported(verdict)
    assert found is not None
    assert found["claimReviewed"] == "Rund 21.000 Haushalte sind betroffen."
    assert found["reviewRating"] == {
        "@type": "Rating", "alternateName": "falsch", "ratingValue": 1, "bestRating": 5, "worstRating": 1,
    }  # fmt: skip
    assert found["itemReviewed"]["author"] == {"@type": "Person", "name": "Inga Moritz"}
    assert found["itemReviewed"]["appearance"]["url"] == "https://blatt.example/fernwaerme"
    english = exported(verdict, "en")
    assert english is not None and english["reviewRating"]["alternateName"] == "false"


def test_a_rating_without_a_number_is_passed_on_as_a_word() -> None:
    claim = claim_at(Status.APPROVED)
    unproven = RatingFactory(key="unproven", label_de="unbelegt", claimreview_value=None)
    claim.verdicts.update(rating=unproven)
    found = exported(publication.publish(claim, by=person(Role.EDITOR), at=timezone.now()))
    assert found is not None and found["reviewRating"] == {"@type": "Rating", "alternateName": "unbelegt"}


def test_what_is_not_public_any_more_is_not_exported() -> None:
    claim = claim_at(Status.APPROVED)
    assert exported(claim.verdicts.get()) is None
    verdict = publication.publish(claim, by=person(Role.EDITOR), at=timezone.now())
    assert exported(verdict) is not None
    publication.retract(claim, note="Irrtum", by=person(Role.EDITOR), at=timezone.now())
    verdict.refresh_from_db()
    assert exported(verdict) is None


def test_a_correction_takes_the_place_of_the_first_and_keeps_its_date() -> None:
    claim, first = published()
    Verdict.objects.filter(pk=first.pk).update(published_at=timezone.now() - timedelta(days=3))
    checker, now = person(Role.CHECKER), timezone.now()
    correction.correct(claim, note="Falsche Zahl", by=checker, at=now)
    second = review.submit(claim, by=checker, at=now)
    review.approve(second, by=person(Role.REVIEWER), at=now)
    claim.refresh_from_db()
    second = publication.publish(claim, by=person(Role.EDITOR), at=now)
    first.refresh_from_db()
    found = exported(second)
    assert exported(first) is None and found is not None
    assert found["datePublished"] < found["dateModified"]


def test_later_changes_of_claim_and_rating_do_not_reach_what_went_out() -> None:
    claim, verdict = published(wording="Alt")
    before = exported(verdict)
    Claim.objects.filter(pk=claim.pk).update(wording="Neu")
    assert verdict.rating is not None
    verdict.rating.label_de = "anders"
    verdict.rating.save()
    assert exported(Verdict.objects.get(pk=verdict.pk)) == before


def test_the_desk_is_told_what_will_not_fit() -> None:
    with translation.override("en"):
        long_one = claim_at(Status.APPROVED, wording="Das ist falsch " + "x" * 80)
        assert len(claimreview.unfit(long_one.verdicts.get())) == 2
        assert claimreview.unfit(claim_at(Status.APPROVED, wording="Kurz").verdicts.get()) == []


@given(st.text(min_size=1))
def test_shortened_texts_fit_and_stay_in_one_line(text: str) -> None:
    short = claimreview.shortened(text)
    assert len(short) <= SHORT and "\n" not in short
    assert short == " ".join(text.split()) or (
        short.endswith("…") and " ".join(text.split()).startswith(short[:-1])
    )
