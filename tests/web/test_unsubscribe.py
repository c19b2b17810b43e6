"""The link at the end of a mail: looking changes nothing, sending ends the mails, a broken word says so."""

import pytest
from django.test import Client

from claims.choices import Channel, Rhythm
from claims.models import Preference
from claims.notify.unsubscribe import path
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_looking_changes_nothing() -> None:
    person = UserFactory(language="en")
    answer = Client().get(path(person, {"assigned"}))
    assert answer.status_code == 200 and b"Claims assigned to me" in answer.content
    assert not Preference.objects.exists()


def test_a_mail_program_ends_them_with_one_post_and_no_cookie() -> None:
    person = UserFactory(language="en")
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(path(person, {"assigned", "overdue"}), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and b"no more mails" in answer.content
    kept = Preference.objects.values_list("person", "topic", "channel", "rhythm")
    assert set(kept) == {
        (person.pk, "assigned", Channel.EMAIL, Rhythm.OFF),
        (person.pk, "overdue", Channel.EMAIL, Rhythm.OFF),
    }


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_word_that_is_not_ours_is_refused_in_words(method: str) -> None:
    word = path(UserFactory(language="en"), {"assigned"})
    answer = getattr(Client(headers={"accept-language": "en"}), method)(word[:-3] + "x/")
    assert answer.status_code == 404 and b"not complete" in answer.content
    assert not Preference.objects.exists()
