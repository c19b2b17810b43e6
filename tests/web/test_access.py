"""Every page wants a sign-in, and no page changes anything when it is only read."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, reverse

from claims.models import User
from claims.web import urls
from tests.factories import PASSWORD, ArticleFactory, UserFactory

# Sign-out and the switch take POST only; unsubscribe has its own tests: its word is the key.
# Published checks are for everybody.
OPEN = {
    "sign_in",
    "sign_out",
    "switch_language",
    "home",
    "unsubscribe",
    "check_list",
    "check_detail",
    "check_feed",
}
PATTERNS = [pattern for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]


def _address(pattern: URLPattern) -> str:
    return reverse(pattern.name, kwargs=dict.fromkeys(pattern.pattern.converters, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted({p.name for p in PATTERNS} - OPEN))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_the_sign_in_and_back(client: Client, name: str, method: str) -> None:
    pattern = next(p for p in PATTERNS if p.name == name)
    article = ArticleFactory()
    answer = getattr(client, method)(_address(pattern))
    if answer.status_code == 405:  # the page does not know the method, whoever asks
        return
    assert answer.status_code == 302
    assert answer.url == f"/sign-in/?next={_address(pattern)}"
    article.refresh_from_db()
    assert article.attempt == 0


@pytest.mark.django_db
def test_some_door_answers_each_method() -> None:
    """The test above leaves out what answers 405; no page may hide there for both methods."""
    client = Client()
    for pattern in PATTERNS:
        statuses = {client.get(_address(pattern)).status_code, client.post(_address(pattern)).status_code}
        assert statuses != {405}, pattern.name


def test_a_poll_without_a_session_gets_no_page_to_swap_in(client: Client, db: None) -> None:
    answer = client.get(reverse("article_list"), headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert answer.content == b""


def test_an_inactive_person_is_a_stranger(page: Client, person: User) -> None:
    assert page.get(reverse("article_list")).status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert page.get(reverse("article_list")).status_code == 302


def test_signing_in_lands_on_the_first_steps_while_nothing_came_in(client: Client, db: None) -> None:
    UserFactory(username="owen", language="en")
    answer = client.post(reverse("sign_in"), {"username": "owen", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("start")
    assert b'<html lang="en"' in answer.content


def test_signing_in_lands_on_ones_day_in_ones_language(client: Client, db: None) -> None:
    UserFactory(username="owen", language="en")
    ArticleFactory()
    answer = client.post(reverse("sign_in"), {"username": "owen", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("my_day")
    assert b'<html lang="en"' in answer.content


def test_a_wrong_password_is_said_in_words(client: Client, db: None) -> None:
    UserFactory(username="owen")
    answer = client.post(reverse("sign_in"), {"username": "owen", "password": "wrong"})
    assert "Name und Kennwort passen nicht zusammen." in answer.content.decode()
    assert 'value="owen"' in answer.content.decode()


def test_signing_out_takes_a_form_not_a_link(page: Client) -> None:
    assert page.get(reverse("sign_out")).status_code == 405
    assert page.post(reverse("sign_out")).url == reverse("sign_in")
    assert page.get(reverse("article_list")).status_code == 302


def test_the_language_of_a_stranger_is_kept_in_a_cookie(client: Client, db: None) -> None:
    answer = client.post(reverse("switch_language"), {"language": "en", "next": "/sign-in/"})
    assert answer.url == "/sign-in/"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert "Sign in" in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_switch_leads_back_to_our_own_pages_only(page: Client, away: str) -> None:
    assert page.post(reverse("switch_language"), {"language": "de", "next": away}).url == "/"


def test_the_language_and_theme_of_a_person_are_theirs_for_good(page: Client, person: User) -> None:
    page.post(reverse("switch_language"), {"language": "de", "next": "/articles/"})
    page.post(reverse("switch_theme"), {"theme": "dark", "next": "/articles/"})
    person.refresh_from_db()
    assert (person.language, person.theme) == ("de", "dark")
    html = page.get("/articles/").content.decode()
    assert '<html lang="de"' in html
    assert 'data-theme="dark"' in html


def test_what_is_no_language_or_theme_changes_nothing(page: Client, person: User) -> None:
    page.post(reverse("switch_language"), {"language": "tlh"})
    page.post(reverse("switch_theme"), {"theme": "neon"})
    person.refresh_from_db()
    assert (person.language, person.theme) == ("en", "auto")


def test_settings_are_stored_and_wrong_ones_named(page: Client, person: User) -> None:
    look = {"theme": "light", "density": "compact", "colour": "3"}
    sent = {"language": "de", "time_zone": "Europe/Vienna", **look}
    assert page.post(reverse("preferences"), sent).status_code == 302
    person.refresh_from_db()
    assert (person.language, person.time_zone, person.theme, person.shortcuts) == (
        "de",
        "Europe/Vienna",
        "light",
        False,
    )
    assert 'data-shortcuts="off"' in page.get(reverse("preferences")).content.decode()
    answer = page.post(reverse("preferences"), {**sent, "time_zone": "Mond/Rückseite"})
    assert answer.status_code == 422
    assert "Diese Zeitzone ist nicht bekannt" in answer.content.decode()
    person.refresh_from_db()
    assert person.time_zone == "Europe/Vienna"


def test_times_are_those_of_the_persons_zone(page: Client, person: User, db: None) -> None:
    User.objects.filter(pk=person.pk).update(time_zone="Asia/Tokyo")
    ArticleFactory(due_at="2024-11-05T23:30:00+00:00")
    assert "6 Nov 2024" in page.get(reverse("article_list")).content.decode()
