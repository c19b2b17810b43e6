"""What is typed is kept: drafts, their ends, and what was sent after the session had ended."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from claims import drafts
from claims.choices import Role
from claims.models import Draft, Note, User
from claims.tasks import forget_old_drafts
from tests.factories import PASSWORD, ClaimFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db
TYPED = {"fields": {"text": ["Bitte ansehen"], "kind": []}, "base": {"version": 3}}


def keep(browser: Client, key: str, sent: object = TYPED) -> object:
    return browser.post(f"/drafts/{key}/", sent, content_type="application/json")


def test_a_draft_is_kept_listed_read_written_over_and_discarded(page: Client) -> None:
    first = keep(page, "claim-12-note")
    assert first.status_code == 200
    assert page.get("/drafts/").json() == {"drafts": {"claim-12-note": first.json()["saved_at"]}}
    assert page.get("/drafts/claim-12-note/").json() == {**TYPED, **first.json()}
    keep(page, "claim-12-note", {"fields": {"text": ["Ganz anders"]}})
    assert page.get("/drafts/claim-12-note/").json()["fields"] == {"text": ["Ganz anders"]}
    assert Draft.objects.count() == 1
    assert page.delete("/drafts/claim-12-note/").status_code == 204
    assert page.get("/drafts/claim-12-note/").status_code == 404


def test_nobody_reads_changes_or_discards_the_drafts_of_others(page: Client, person: User) -> None:
    keep(page, "claim-12-note")
    other = Client()
    other.force_login(UserFactory(roles=["admin"]))
    assert other.get("/drafts/").json() == {"drafts": {}}
    assert other.get("/drafts/claim-12-note/").status_code == 404
    other.delete("/drafts/claim-12-note/")
    keep(other, "claim-12-note", {"fields": {"text": ["meins"]}})
    assert Draft.objects.get(person=person).fields == TYPED["fields"]


def test_without_a_session_a_saving_browser_gets_no_page(client: Client) -> None:
    assert client.get("/drafts/", headers={"hx-request": "true"}).status_code == 401
    answer = client.post("/drafts/a/", TYPED, content_type="application/json", headers={"hx-request": "true"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"fields": {"text": ["x" * (drafts.LONGEST + 1)]}}, 422, "too long to be kept"),
        ({"fields": {"password": ["geheim"]}}, 422, "Passwords and tokens are not kept."),
        ({"fields": {"csrfmiddlewaretoken": ["abc"]}}, 422, "Passwords and tokens are not kept."),
        ({"fields": {"text": "kein Feld"}}, 422, "no form whose text can be kept"),
        ({"fields": {"text": [1]}}, 422, "no form whose text can be kept"),
        ({"fields": {f"f{n}": ["x"] for n in range(61)}}, 422, "no form whose text can be kept"),
        ({"fields": {}, "base": {"version": "drei"}}, 422, "no form whose text can be kept"),
        ({"fields": ["text"]}, 400, "no form whose text can be kept"),
        ("[]", 400, "no form whose text can be kept"),
        ("kein JSON", 400, "no form whose text can be kept"),
    ],
)
def test_what_cannot_be_kept_is_said_in_words(page: Client, sent: object, status: int, told: str) -> None:
    answer = keep(page, "claim-12-note", sent)
    assert answer.status_code == status
    assert told in answer.json()["words"]
    assert not Draft.objects.exists()


def test_a_flood_of_drafts_is_stopped_and_those_there_can_still_be_saved(page: Client, person: User) -> None:
    now = timezone.now()
    Draft.objects.bulk_create(
        Draft(person=person, key=f"k{n}", saved_at=now) for n in range(drafts.MOST_DRAFTS)
    )
    answer = keep(page, "one-more")
    assert answer.status_code == 422 and "too many drafts" in answer.json()["words"]
    assert keep(page, "k1").status_code == 200


def test_old_drafts_are_removed_by_the_clock(person: User) -> None:
    now = timezone.now()
    drafts.save("old", TYPED["fields"], by=person, at=now)
    drafts.save("young", TYPED["fields"], by=person, at=now + timedelta(days=29))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        forget_old_drafts()
    assert [draft.key for draft in Draft.objects.all()] == ["young"]


@pytest.mark.parametrize(("rows", "queries"), [(1, 3), (3, 3)])
def test_the_list_asks_one_question(page: Client, rows: int, queries: int, django_assert_num_queries) -> None:
    for number in range(rows):
        keep(page, f"k{number}")
    with django_assert_num_queries(queries):
        assert len(page.get("/drafts/").json()["drafts"]) == rows


# -- Two windows of one person ------------------------------------------------------------------------


def test_another_window_is_told_of_the_draft_that_it_has_not_seen(page: Client) -> None:
    first = keep(page, "claim-12-note", {**TYPED, "seen": None}).json()
    late = keep(page, "claim-12-note", {"fields": {"text": ["Ganz anders"]}, "seen": None})
    assert late.status_code == 409
    assert late.json()["fields"] == TYPED["fields"]
    assert late.json()["saved_at"] == first["saved_at"]
    assert Draft.objects.get().fields == TYPED["fields"]
    chosen = keep(page, "claim-12-note", {"fields": {"text": ["Ganz anders"]}, "seen": first["saved_at"]})
    assert chosen.status_code == 200
    assert Draft.objects.get().fields == {"text": ["Ganz anders"]}


def test_the_same_words_in_two_windows_are_no_conflict(page: Client) -> None:
    keep(page, "claim-12-note")
    assert keep(page, "claim-12-note", {**TYPED, "seen": None}).status_code == 200


def test_an_emptied_window_does_not_discard_what_another_one_has_typed_since(page: Client) -> None:
    first = keep(page, "claim-12-note").json()["saved_at"]
    second = keep(page, "claim-12-note", {"fields": {"text": ["Neu"]}}).json()["saved_at"]
    page.delete("/drafts/claim-12-note/", query_params={"seen": first})
    assert Draft.objects.get().fields == {"text": ["Neu"]}
    page.delete("/drafts/claim-12-note/", query_params={"seen": second})
    assert not Draft.objects.exists()


def test_what_another_window_has_typed_since_outlives_the_sent_form(page: Client) -> None:
    claim = ClaimFactory()
    key = f"claim-{claim.pk}-note"
    first = keep(page, key, {"fields": {"text": ["Fertig"]}}).json()["saved_at"]
    keep(page, key, {"fields": {"text": ["Noch etwas"]}})
    sent = {"version": claim.version, "text": "Fertig", "draft": key, "draft_sent": "a", "draft_seen": first}
    assert page.post(f"/claims/{claim.pk}/note/", sent).status_code == 302
    assert Draft.objects.get().fields == {"text": ["Noch etwas"]}


def test_what_one_person_has_typed_is_not_shown_to_who_signs_in_after_them(client: Client) -> None:
    claim, author = ClaimFactory(), UserFactory(roles=["checker"])
    other = UserFactory(username="andere", roles=["checker"])
    sent = {"version": claim.version, "text": "Nur für mich", "draft_by": str(author.pk)}
    answer = client.post(f"/claims/{claim.pk}/note/", sent)
    word = answer.context["unsent"]
    client.post("/sign-in/", {"username": other.username, "password": PASSWORD, "unsent": word})
    assert client.session["_auth_user_id"] == str(other.pk)
    assert "unsent" not in client.session
    client.logout()
    client.post("/sign-in/", {"username": author.username, "password": PASSWORD, "unsent": word})
    assert "Nur für mich" in client.get("/unsent/").content.decode()


# -- The end of a draft -----------------------------------------------------------------------------


def test_a_form_that_was_taken_ends_its_draft_and_tells_the_browser(page: Client) -> None:
    claim = ClaimFactory()
    for key in ("claim-1-note", "claim-2-note"):
        keep(page, key)
    sent = {"version": claim.version, "text": "Fertig", "draft": "claim-1-note", "draft_sent": "abc123"}
    assert page.post(f"/claims/{claim.pk}/note/", sent).status_code == 302
    assert page.cookies["drafts_done"].value == "claim-1-note.abc123"
    assert [draft.key for draft in Draft.objects.all()] == ["claim-2-note"]
    page.post(f"/claims/{claim.pk}/note/", {**sent, "draft": "claim-2-note", "draft_sent": "def"})
    assert page.cookies["drafts_done"].value == "claim-1-note.abc123~claim-2-note.def"


def test_a_form_that_was_refused_keeps_its_draft(page: Client) -> None:
    claim = ClaimFactory()
    keep(page, "claim-1-note")
    sent = {"version": claim.version, "text": "", "draft": "claim-1-note", "draft_sent": "abc123"}
    assert page.post(f"/claims/{claim.pk}/note/", sent).status_code == 409
    assert "drafts_done" not in page.cookies
    assert Draft.objects.get().key == "claim-1-note"


def test_a_key_that_is_none_sets_no_cookie(page: Client) -> None:
    claim = ClaimFactory()
    sent = {"version": claim.version, "text": "Fertig", "draft": "a;b=c\r\n", "draft_sent": "abc"}
    assert page.post(f"/claims/{claim.pk}/note/", sent).status_code == 302
    assert "drafts_done" not in page.cookies


# -- After the session has ended --------------------------------------------------------------------


def test_what_was_sent_without_a_session_is_sent_after_the_sign_in(page: Client, person: User) -> None:
    claim = ClaimFactory()
    Session.objects.all().delete()
    sent = {"version": claim.version, "text": "Lange getippt, <b>sehr</b> lange"}
    page.cookies.pop("sessionid")
    answer = page.post(
        f"/claims/{claim.pk}/note/", sent, headers={"referer": f"http://testserver/claims/{claim.pk}/"}
    )
    assert answer.status_code == 401
    assert "Die Eingaben sind gesichert." in answer.content.decode()
    assert not Note.objects.exists()
    word = answer.context["unsent"]
    wrong = page.post("/sign-in/", {"username": "karla", "password": "falsch", "unsent": word})
    assert wrong.context["kept"].texts == ["Lange getippt, <b>sehr</b> lange"]
    landed = page.post("/sign-in/", {"username": "karla", "password": PASSWORD, "unsent": word}, follow=True)
    assert landed.redirect_chain == [("/unsent/", 302)]
    html = landed.content.decode()
    assert f'action="/claims/{claim.pk}/note/"' in html
    assert "Lange getippt, &lt;b&gt;sehr&lt;/b&gt; lange" in html
    assert not Note.objects.exists(), "nothing is sent before the person says so"
    kept = dict(landed.context["kept"].fields)
    assert page.post(landed.context["kept"].path, kept).status_code == 302
    assert Note.objects.get().text == sent["text"]
    assert page.get("/unsent/").url == "/", "it has arrived"


def test_what_was_kept_can_be_discarded(page: Client) -> None:
    claim = ClaimFactory()
    stranger = Client()
    answer = stranger.post(f"/claims/{claim.pk}/note/", {"version": 1, "text": "Weg damit"})
    stranger.post(
        "/sign-in/", {"username": "karla", "password": PASSWORD, "unsent": answer.context["unsent"]}
    )
    assert "Weg damit" in stranger.get("/unsent/").content.decode()
    assert stranger.post("/unsent/").url == f"/claims/{claim.pk}/note/"
    assert stranger.get("/unsent/").url == "/"


@pytest.mark.parametrize("word", ["", "gefälscht", "abc:def:ghi"])
def test_what_we_did_not_pack_is_not_carried(client: Client, word: str) -> None:
    UserFactory(username="owen")
    answer = client.post("/sign-in/", {"username": "owen", "password": PASSWORD, "unsent": word})
    assert answer.status_code == 302 and answer.url != "/unsent/"
    assert client.get("/unsent/").url == "/"


def test_a_form_of_ours_with_an_old_token_is_shown_again_to_be_sent(person: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    claim = ClaimFactory()
    browser.get(f"/claims/{claim.pk}/")
    sent = {"csrfmiddlewaretoken": "x" * 64, "version": claim.version, "text": "Aus dem alten Fenster"}
    own = {"origin": "http://testserver"}
    answer = browser.post(f"/claims/{claim.pk}/note/", sent, headers=own)
    assert answer.status_code == 403
    assert "Aus dem alten Fenster" in answer.content.decode()
    token = answer.context["csrf_token"]
    assert (
        browser.post(
            f"/claims/{claim.pk}/note/", {**sent, "csrfmiddlewaretoken": str(token)}, headers=own
        ).status_code
        == 302
    )
    assert Note.objects.get().text == "Aus dem alten Fenster"


@pytest.mark.parametrize("headers", [{"origin": "https://fremd.example"}, {}])
def test_a_form_of_somebody_else_is_not_offered_for_sending(person: User, headers: dict[str, str]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    claim = ClaimFactory()
    answer = browser.post(f"/claims/{claim.pk}/note/", {"text": "Untergeschoben"}, headers=headers)
    assert answer.status_code == 403
    assert "Untergeschoben" not in answer.content.decode()


def test_a_password_is_never_carried(client: Client) -> None:
    answer = client.post("/settings/", {"old_password": "geheim", "text": "dazu"})
    assert answer.status_code == 302
    assert b"geheim" not in answer.content


def test_an_article_pasted_after_the_session_had_ended_comes_in_whole(client: Client) -> None:
    text = "Der Preis steigt um 9,4 Prozent.\n" * 4000
    UserFactory(username="vera", roles=[Role.EDITOR])
    answer = client.post("/articles/new/", {"text": text, "title": "Fernwärme"})
    landed = client.post(
        "/sign-in/",
        {"username": "vera", "password": PASSWORD, "unsent": answer.context["unsent"]},
        follow=True,
    )
    assert dict(landed.context["kept"].fields)["text"] == text
    assert RevisionFactory._meta.model.objects.count() == 0


@pytest.mark.parametrize("body", ["[" * 100_000, '{"fields": ' * 20_000])
def test_what_is_nested_too_deeply_is_no_form(page: Client, body: str) -> None:
    assert keep(page, "claim-12-note", body).status_code == 400


def test_what_no_database_takes_is_left_out_and_the_rest_is_kept(page: Client) -> None:
    body = '{"fields": {"te\\u0000xt": ["Halb \\ud83d und null \\u0000."]}, "base": {"ver\\ud83dsion": 3}}'
    assert keep(page, "claim-12-note", body).status_code == 200
    kept = page.get("/drafts/claim-12-note/").json()
    assert (kept["fields"], kept["base"]) == ({"text": ["Halb ? und null ."]}, {"ver?sion": 3})


def test_no_page_that_was_before_leads_to_another_host(client: Client) -> None:
    stood_on = "http://testserver//elsewhere.example/x"
    answer = client.post("/claims/1/note/", {"text": "Bitte"}, headers={"Referer": stood_on})
    assert answer.status_code == 401
    assert answer.context["next"] == "/elsewhere.example/x"
