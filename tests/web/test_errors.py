"""Pages for what went wrong: in the design, in both languages, and without help from what may be broken."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils import translation

from claims.web.views import errors
from factcheck import urls as real
from tests.factories import ClaimFactory


def _break(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [*real.urlpatterns, path("broken/", _break)]
handler400 = real.handler400
handler403 = real.handler403
handler404 = real.handler404
handler500 = real.handler500


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Unter dieser Adresse steht nichts"), ("en", "Nothing stands at this address")],
)
def test_an_unknown_address_gets_a_page_in_the_readers_language(
    client: Client, db: None, language: str, words: str
) -> None:
    answer = client.get("/nichts/da/", headers={"accept-language": language})
    assert answer.status_code == 404
    html = answer.content.decode()
    assert words in html
    assert f'<html lang="{language}"' in html
    assert "factcheck/app.css" in html


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Bei uns ist etwas kaputtgegangen"), ("en", "Something broke on our side")],
)
def test_a_crash_gets_a_page_that_asks_neither_database_nor_session(language: str, words: str) -> None:
    """Without the mark for it, the suite refuses every query: this page does without."""
    client = Client(raise_request_exception=False)
    answer = client.get("/broken/", headers={"accept-language": language})
    assert answer.status_code == 500
    html = answer.content.decode()
    assert words in html
    assert "on purpose" not in html
    assert f'<html lang="{language}"' in html


def test_the_crash_page_does_without_collected_files(settings: object) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"/static/factcheck/app.css" in answer.content


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_page_has_words_of_its_own_and_carries_no_inline_code(db: None, language: str) -> None:
    request = RequestFactory().get("/")
    with translation.override(language):
        pages = [
            errors.bad_request(request, ValueError()),
            errors.forbidden(request, PermissionError()),
            errors.not_found(request, LookupError()),
            errors.stale_form(request, "Referer checking failed"),
            errors.stale_form(request, "CSRF cookie not set."),
            errors.server_error(request),
        ]
    texts = {page.content.decode() for page in pages}
    assert len(texts) == len(pages)
    assert [page.status_code for page in pages] == [400, 403, 404, 403, 403, 500]
    for text in texts:
        assert "style=" not in text
        assert "<script" not in text


def test_a_stale_form_says_what_to_do_and_changes_nothing(db: None) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = client.post(reverse("sign_in"), {"username": "karla", "password": "x"})
    assert answer.status_code == 403
    assert "Your browser did not send the cookie" in answer.content.decode()
    client.get(reverse("sign_in"))
    answer = client.post(reverse("sign_in"), {"username": "karla", "csrfmiddlewaretoken": "x" * 64})
    assert "This form is no longer valid" in answer.content.decode()


def test_other_words_in_the_address_of_an_open_card_do_no_harm(page: Client) -> None:
    claim = ClaimFactory()
    for name in ("number", "article_id", "kept"):
        answer = page.get(f"/articles/{claim.article_id}/?claim={claim.number}&{name}=3&cards=open")
        assert answer.status_code == 200
