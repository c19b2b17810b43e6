"""`manage.py person`: enters and changes people, refuses what cannot be with words that help."""

import io

import pytest
from django.core.management import CommandError, call_command

from claims.models import User
from tests.factories import PASSWORD, DeskFactory, UserFactory

pytestmark = pytest.mark.django_db


def person(*words: str) -> str:
    out = io.StringIO()
    call_command("person", *words, stdout=out)
    return out.getvalue()


def shown(said: str) -> str:
    """The password that was printed."""
    return said.rsplit("Password (shown only now): ", 1)[1].strip()


def test_a_new_person_gets_roles_desks_and_a_password_that_works(client):
    DeskFactory(key="politik")
    DeskFactory(key="sport")
    said = person("ute", "--role", "checker", "reviewer", "--role", "editor", "--desk", "politik", "--desk", "sport",
                  "--email", "ute@example.org", "--display-name", "Ute Lang", "--language", "en")  # fmt: skip
    ute = User.objects.get(username="ute")
    assert ute.role_set == {"checker", "reviewer", "editor"}
    assert set(ute.desks.values_list("key", flat=True)) == {"politik", "sport"}
    assert (ute.email, ute.name, ute.language) == ("ute@example.org", "Ute Lang", "en")
    assert not ute.is_staff
    assert not ute.is_superuser
    assert len(shown(said)) >= 12
    assert client.login(username="ute", password=shown(said))


def test_only_an_admin_reaches_the_configuration(client):
    person("chef", "--role", "admin")
    chef = User.objects.get(username="chef")
    assert chef.is_staff
    assert chef.is_superuser
    person("chef", "--role", "editor")
    chef.refresh_from_db()
    assert not chef.is_staff
    assert not chef.is_superuser


def test_a_change_leaves_what_is_not_named(client):
    ute = UserFactory(
        username="ute", email="alt@example.org", roles=["editor"], desks=[DeskFactory(key="politik")]
    )
    said = person("ute", "--email", "neu@example.org")
    ute = User.objects.get(pk=ute.pk)
    assert ute.email == "neu@example.org"
    assert ute.role_set == {"editor"}
    assert ute.desks.count() == 1
    assert "Password" not in said
    assert client.login(username="ute", password=PASSWORD)


def test_roles_and_desks_that_are_named_replace_those_before():
    UserFactory(username="ute", roles=["editor", "checker"], desks=[DeskFactory(key="politik")])
    DeskFactory(key="sport")
    said = person("ute", "--role", "reviewer", "--desk", "sport")
    ute = User.objects.get(username="ute")
    assert ute.role_set == {"reviewer"}
    assert list(ute.desks.values_list("key", flat=True)) == ["sport"]
    assert said == "Changed ute: reviewer; sport.\n"
    person("ute", "--desk")
    assert ute.desks.count() == 0


def test_a_new_password_takes_the_place_of_the_old_one(client):
    UserFactory(username="ute")
    said = person("ute", "--new-password")
    assert not client.login(username="ute", password=PASSWORD)
    assert client.login(username="ute", password=shown(said))


def test_a_password_comes_from_standard_input_and_is_never_shown(client, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("drei-kleine-Zebras\n"))
    said = person("ute", "--role", "checker", "--password-stdin")
    assert "Password" not in said
    assert client.login(username="ute", password="drei-kleine-Zebras")


@pytest.mark.parametrize("weak", ["", "kurz", "password", "ute-ute-ute"])
def test_a_weak_password_is_refused_and_nobody_is_entered(monkeypatch, weak):
    monkeypatch.setattr("sys.stdin", io.StringIO(weak + "\n"))
    with pytest.raises(CommandError):
        person("ute-ute", "--password-stdin")
    assert not User.objects.filter(username="ute-ute").exists()


def test_somebody_who_has_left_may_not_sign_in_until_told_otherwise(client):
    UserFactory(username="ute")
    assert "may not sign in" in person("ute", "--inactive")
    assert not client.login(username="ute", password=PASSWORD)
    person("ute", "--active")
    assert client.login(username="ute", password=PASSWORD)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ute", "--role", "boss"), "No such role: boss. There are: checker, reviewer, editor, admin."),
        (("ute", "--desk", "garten"), "No such desk: garten. There are: politik."),
        (("ute", "--email", "nirgends"), "'nirgends' is not an e-mail address."),
        (("ute lang",), "'ute lang' is not a name to sign in with"),
        (("u" * 151,), "at most 150"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(words, told):
    DeskFactory(key="politik")
    with pytest.raises(CommandError, match=told.replace("(", r"\(").replace(".", r"\.")):
        person(*words)
    assert User.objects.count() == 0
