"""A passage becomes a claim by its words."""

import pytest
from django.test import Client

from claims.choices import Role
from claims.models import Claim, User
from tests.factories import ClaimFactory, RevisionFactory
from tests.workflow.factories import person


def _sent(**fields: object) -> dict[str, object]:
    return {"revision": 1, "occurrence": 1, "priority": "2", **fields}


def test_the_second_occurrence_across_a_line_break(page: Client, person: User) -> None:
    revision = RevisionFactory(text="Es sind 21 Busse.\n\nNoch einmal: Es sind\n21 Busse, sagt er.")
    address = f"/articles/{revision.article.pk}/mark/"
    assert 'name="revision" value="1"' in page.get(address).content.decode()
    answer = page.post(address, _sent(quote="Es sind 21  Busse", occurrence=2))
    claim = Claim.objects.get()
    assert answer.url == f"/claims/{claim.pk}/"
    assert claim.quote == "Es sind\n21 Busse" and claim.marked_by == person
    assert revision.text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"quote": "Das steht nicht da"}, 422, "These words do not stand in the text."),
        ({"quote": "betroffen", "occurrence": 2}, 422, "These words do not stand in the text that often."),
        ({"quote": "betroffen", "revision": 7}, 409, "The article has a newer revision."),
        ({"quote": "Rund 21.000 Haushalte sind betroffen"}, 409, "This passage is claim 1 already"),
    ],
)
def test_what_is_refused_is_said_and_still_stands_in_the_form(
    page: Client, fields: dict[str, object], status: int, told: str
) -> None:
    claim = ClaimFactory(quote="Rund 21.000 Haushalte sind betroffen")
    answer = page.post(f"/articles/{claim.article.pk}/mark/", _sent(**fields))
    words = answer.content.decode()
    assert answer.status_code == status
    assert told in words and str(fields["quote"]) in words
    assert Claim.objects.count() == 1


def test_who_only_reviews_marks_nothing(client: Client, db: None) -> None:
    client.force_login(person(Role.REVIEWER, language="en"))
    revision = RevisionFactory()
    answer = client.post(f"/articles/{revision.article.pk}/mark/", _sent(quote="betroffen"))
    assert answer.status_code == 403
    assert not Claim.objects.exists()
