"""Hints on the workbench, on the claim's page and in the API: no verdict, put aside by a person."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Hint, User
from tests.factories import HintFactory, UserFactory

WORDS = "“Mittwoch, 5. November 2024”: 5 November 2024 is a Tuesday."


@pytest.fixture
def hint(db: None) -> Hint:
    return HintFactory()


def bench(page: Client, claim: Claim) -> str:
    address = reverse("article_detail", args=[claim.article_id])
    return " ".join(page.get(address, {"claim": claim.number}).content.decode().split())


def test_the_open_card_and_the_claims_page_tell_it_as_no_verdict(page: Client, hint: Hint) -> None:
    shown = bench(page, hint.claim)
    assert "Automatic hints, no verdict" in shown and WORDS in shown
    assert f'data-spans="{hint.claim.start}-{hint.claim.end}"' in shown
    assert WORDS in page.get(reverse("claim_detail", args=[hint.claim_id])).content.decode()


def test_a_hint_about_a_name_leads_to_the_earlier_check(page: Client) -> None:
    earlier = HintFactory().claim
    params = {"quote": "Kowalneko", "count": 4, "other": "Kowalenko", "checks": 2, "claim": earlier.pk}
    hint = HintFactory(kind="archive", params=params)
    shown = bench(page, hint.claim)
    assert "“Kowalneko” appears 4 times in the text; 2 earlier checks have “Kowalenko”." in shown
    assert f'href="{reverse("claim_detail", args=[earlier.pk])}"' in shown


def test_a_person_puts_it_aside_and_takes_it_up_again(page: Client, person: User, hint: Hint) -> None:
    address, back = (
        reverse("hint_aside", args=[hint.pk]),
        reverse("article_detail", args=[hint.claim.article_id]),
    )
    assert page.post(address, {"next": back}).headers["Location"] == back
    hint.refresh_from_db()
    assert hint.aside_by == person and hint.aside_at is not None
    assert WORDS not in bench(page, hint.claim)
    page.post(address, {"again": "1"})
    assert WORDS in bench(page, hint.claim)


def test_it_leads_nowhere_else_and_is_asked_by_post_only(page: Client, hint: Hint) -> None:
    address = reverse("hint_aside", args=[hint.pk])
    assert page.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    sent = page.post(address, {"next": "https://elsewhere.example/"})
    assert sent.headers["Location"] == reverse("claim_detail", args=[hint.claim_id])
    assert page.post(reverse("hint_aside", args=[hint.pk + 1])).status_code == HTTPStatus.NOT_FOUND


def test_who_does_not_check_puts_nothing_aside(client: Client, hint: Hint) -> None:
    client.force_login(UserFactory(language="en"))
    client.post(reverse("hint_aside", args=[hint.pk]))
    assert Hint.objects.standing().get() == hint
