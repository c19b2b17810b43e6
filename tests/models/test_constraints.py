"""What the database refuses by itself."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.models import Claim, Grant, Rating, Scale, Token, User, Verdict
from tests.factories import ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


def verdict_of(claim: Claim, drafter: User, **fields: object) -> Verdict:
    now = timezone.now()
    scale, _ = Scale.objects.get_or_create(key="s", defaults={"label_de": "S", "label_en": "S"})
    rating, _ = Rating.objects.get_or_create(
        scale=scale,
        key="right",
        defaults={"order": 1, "label_de": "richtig", "label_en": "right", "valid_from": now},
    )
    return Verdict.objects.create(
        claim=claim,
        number=fields.pop("number", 1),
        rating=rating,
        drafted_by=drafter,
        drafted_at=now,
        **fields,
    )


def refused(**fields: object) -> None:
    claim, drafter = ClaimFactory(), UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        verdict_of(claim, drafter, **fields)
    assert not Verdict.objects.exists()


def test_nobody_reviews_their_own_verdict() -> None:
    claim, drafter, second = ClaimFactory(), UserFactory(), UserFactory()
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        verdict_of(claim, drafter, reviewed_by=drafter, reviewed_at=now)
    assert verdict_of(claim, drafter, reviewed_by=second, reviewed_at=now).pk


def test_a_verdict_is_not_published_without_a_review() -> None:
    refused(published_by=UserFactory(), published_at=timezone.now())


def test_a_review_has_a_time() -> None:
    refused(reviewed_by=UserFactory())


def test_a_correction_says_what_was_wrong() -> None:
    claim, drafter = ClaimFactory(), UserFactory()
    first = verdict_of(claim, drafter, submitted_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        verdict_of(claim, drafter, number=2, corrects=first)
    assert (
        verdict_of(claim, drafter, number=2, corrects=first, correction_note="Zahl berichtigt").corrects
        == first
    )


@pytest.mark.parametrize(
    "fields",
    [{"start": 10, "end": 10}, {"status": "lost"}, {"check_worthiness": 1.5}, {"status": "not_checkable"}],
)
def test_a_claim_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    claim = ClaimFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**fields)


def test_a_role_is_granted_once() -> None:
    person = UserFactory(roles=["editor"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(person=person, role="editor")
    assert person.holds("editor") and not person.holds("reviewer")
    assert UserFactory(roles=["admin"]).holds("reviewer")


def test_a_token_is_stored_as_a_digest_only() -> None:
    person = UserFactory()
    now = timezone.now()
    token, secret = Token.issue(person, at=now)
    stored = Token.objects.values().get()
    assert secret.startswith("fck_") and secret not in map(str, stored.values())
    assert list(Token.objects.usable(now).filter(digest=Token.digest_of(secret))) == [token]
    person.is_active = False
    person.save()
    assert not Token.objects.usable(now).exists()
