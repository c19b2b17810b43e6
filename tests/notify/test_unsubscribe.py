"""The signed address that turns mails off."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from claims.models import Notification, Preference
from claims.notify import channels, unsubscribe
from tests.factories import UserFactory
from tests.notify.letters import AT_ONCE, letter

pytestmark = pytest.mark.django_db


def test_reading_the_address_changes_nothing_and_ending_it_ends_mails_of_the_topic():
    person = UserFactory()
    meant = unsubscribe.read(unsubscribe.token(person, {"published", "assigned"}))
    assert (meant.person, meant.topics) == (person, ("assigned", "published"))
    assert not Preference.objects.exists()
    unsubscribe.end(meant)
    unsubscribe.end(meant)
    assert sorted(Preference.objects.values_list("topic", "channel", "rhythm")) == [
        ("assigned", "email", "off"),
        ("published", "email", "off"),
    ]
    channels.tell({person: [letter(), letter(topic="mentioned")]}, usual=AT_ONCE, at=timezone.now())
    assert sorted(Notification.objects.values_list("topic", "channel")) == [
        ("assigned", "in_app"),
        ("mentioned", "email"),
        ("mentioned", "in_app"),
    ]


def test_the_address_holds_for_years():
    word = unsubscribe.token(UserFactory(), {"assigned"})
    with time_machine.travel(timezone.now() + timedelta(days=3650)):
        assert unsubscribe.read(word).topics == ("assigned",)


def test_an_address_changed_cut_or_made_elsewhere_is_refused():
    person = UserFactory()
    word = unsubscribe.token(person, {"assigned"})
    foreign = signing.dumps([person.pk, ["assigned"]], salt="another")
    for wrong in (word[:-1], word[1:], word.swapcase(), "x", "", ":::", "ä" * 300, foreign):
        with pytest.raises(unsubscribe.BadToken):
            unsubscribe.read(wrong)
    person.delete()
    with pytest.raises(unsubscribe.BadToken) as refused:
        unsubscribe.read(word)
    assert refused.value.code == "bad_token"
