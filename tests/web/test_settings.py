"""What people choose for themselves: look, zone, notices, password, tokens."""

import json
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims import history
from claims.choices import Carriage, Channel, ChatKind, Rhythm
from claims.models import ChatChannel, Notification, Preference, Token, User
from claims.notices.topics import TOPICS
from claims.web import zones
from tests.factories import PASSWORD, ArticleFactory, ClaimFactory, UserFactory
from tests.web.forms import Browser
from tests.web.html import flat


@pytest.fixture
def browser(page: Client) -> Browser:
    """Karla's browser without scripts."""
    return Browser(page)


def test_everything_on_the_page_is_kept(browser: Browser, person: User) -> None:
    browser.open("/settings/").send(
        "Save",
        display_name="Karla Kolb-Reh",
        email="karla@blatt.example",
        colour="4",
        language="en",
        theme="dark",
        density="compact",
        time_zone="tokyo",
    )
    person.refresh_from_db()
    assert browser.status == 200
    assert (person.display_name, person.email, person.colour) == ("Karla Kolb-Reh", "karla@blatt.example", 4)
    assert (person.theme, person.density, person.time_zone) == ("dark", "compact", "Asia/Tokyo")
    root = browser.page.getroottree().getroot()
    assert (root.get("data-theme"), root.get("data-density")) == ("dark", "compact")
    assert any("density" in (link.get("href") or "") for link in browser.page.iter("link"))


def test_shortcuts_are_switched_off_by_leaving_the_box_empty(browser: Browser, person: User) -> None:
    form = next(f for f in browser.open("/settings/").forms() if "density" in f.fields)
    assert form.values.pop("shortcuts") == ["on"]
    browser._send(form, ("", ""), {})
    person.refresh_from_db()
    assert not person.shortcuts
    assert browser.page.getroottree().getroot().get("data-shortcuts") == "off"


def test_times_on_other_pages_are_those_of_the_zone(page: Client, person: User) -> None:
    at = timezone.now().replace(hour=12, minute=34, second=0, microsecond=0)
    ArticleFactory(received_at=at)
    User.objects.filter(pk=person.pk).update(time_zone="Asia/Kolkata")
    told = flat(page.get(reverse("article_list")).content.decode())
    assert re.search(r">(yesterday |tomorrow )?18:04<", told)


def test_times_of_a_claim_are_those_of_the_zone_everywhere(page: Client, person: User) -> None:
    at = timezone.now().replace(hour=12, minute=34, second=0, microsecond=0) + timedelta(days=1)
    claim = ClaimFactory(due_at=at)
    history.record("note", by=person, at=at - timedelta(days=1), claim=claim)
    for zone, clock in (("Asia/Kolkata", "18:04"), ("Asia/Tokyo", "21:34")):
        User.objects.filter(pk=person.pk).update(time_zone=zone)
        for path in (
            "/claims/",
            f"/claims/{claim.pk}/",
            f"/articles/{claim.article_id}/?claim={claim.number}",
        ):
            assert clock in page.get(path).content.decode(), (zone, path)
        assert page.get(f"/claims/{claim.pk}/").content.decode().count(clock) > 1  # due time and history


def test_another_language_holds_from_the_next_page_on_and_for_this_person(
    page: Client, person: User, browser: Browser
) -> None:
    for language, words in (("de", "Prüfliste"), ("en", "Queue")):
        answer = page.post("/settings/language/", {"language": language, "next": "/claims/"}, follow=True)
        assert words in answer.content.decode()
        assert answer.headers["Content-Language"] == language
        person.refresh_from_db()
        assert person.language == language


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Europe/Berlinn", "Did you mean Europe/Berlin?"),
        ("xyzzy", "Write it like Europe/Berlin."),
        ("", "This field is required."),
    ],
)
def test_an_unknown_zone_is_answered_with_what_may_be_meant(
    browser: Browser, person: User, typed: str, words: str
) -> None:
    browser.open("/settings/").send("Save", time_zone=typed, display_name="Anders")
    person.refresh_from_db()
    assert browser.status == 422
    assert words in browser.words
    assert browser.page.xpath('//input[@name="display_name"]')[0].get("value") == "Anders"
    assert person.display_name == "Karla Kolb"


def test_zones_near_a_newsroom_come_first_with_their_distance() -> None:
    offered = zones.offered(timezone.now().replace(month=1, day=15))
    assert [zone.name for zone in offered[:2]] == ["Europe/Berlin", "Europe/Vienna"]
    assert offered[0].offset == "UTC+1"
    assert {zone.name: zone.offset for zone in offered}["Asia/Kolkata"] == "UTC+5:30"
    assert len({zone.name for zone in offered}) == len(offered) > 300


class TestNotices:
    """Topic by topic and channel by channel."""

    def test_each_topic_can_be_chosen_for_each_channel(self, browser: Browser, person: User) -> None:
        browser.open("/settings/notices/").send(
            "Save", **{"assigned-email": "digest", "overdue-chat": "off", "mentioned-email": "at_once"}
        )
        kept = {(p.topic, p.channel): p.rhythm for p in Preference.objects.filter(person=person)}
        assert kept == {("assigned", "email"): "digest", ("overdue", "chat"): "off"}  # the third is as usual
        assert browser.page.xpath('//select[@name="assigned-email"]/option[@selected]')[0].get("value") == (
            "digest"
        )

    def test_a_topic_can_be_kept_out_of_the_dashboard(self, browser: Browser, person: User) -> None:
        form = next(f for f in browser.open("/settings/notices/").forms() if "published-in_app" in f.fields)
        del form.values["published-in_app"]
        browser._send(form, ("", ""), {})
        assert Preference.objects.get(person=person).rhythm == Rhythm.OFF

    @pytest.mark.parametrize(
        ("button", "rhythm"), [("Everything in the morning", "digest"), ("Only in the dashboard", "off")]
    )
    def test_everything_at_once(self, browser: Browser, person: User, button: str, rhythm: str) -> None:
        browser.open("/settings/notices/").send(button)
        kept = Preference.objects.filter(person=person)
        assert kept.count() == 2 * len(TOPICS)
        assert set(kept.values_list("rhythm", flat=True)) == {rhythm}
        assert not kept.filter(channel=Channel.IN_APP).exists()
        browser.send("As usual")
        assert not kept.exists()

    def test_every_topic_stands_once_in_the_matrix(self, browser: Browser) -> None:
        names = [s.get("name") for s in browser.open("/settings/notices/").page.iter("select")]
        assert sorted(n for n in names if n.endswith("-email")) == sorted(f"{key}-email" for key in TOPICS)

    def test_nonsense_changes_nothing(self, page: Client, person: User) -> None:
        answer = page.post("/settings/notices/", {"assigned-email": "hourly"})
        assert answer.status_code == 422
        assert "Nothing was changed." in answer.content.decode()
        assert not Preference.objects.exists()

    def test_what_did_not_arrive_is_told_and_can_be_sent_again(self, browser: Browser, person: User) -> None:
        row = _unsent(person, "mailbox full")
        _unsent(UserFactory(), "of somebody else")
        browser.open("/settings/notices/")
        assert "mailbox full" in browser.words
        assert "of somebody else" not in browser.words
        browser.send("Send again")
        row.refresh_from_db()
        assert row.state == Carriage.WAITING

    def test_nobody_sends_the_mails_of_others_again(self, page: Client) -> None:
        row = _unsent(UserFactory(), "x")
        page.post(reverse("notice_again", args=[row.pk]))
        row.refresh_from_db()
        assert row.state == Carriage.GIVEN_UP


def _unsent(person: User, why: str) -> Notification:
    return Notification.objects.create(
        recipient=person,
        channel=Channel.EMAIL,
        topic="assigned",
        subject="Zugewiesen",
        text="x",
        written_at=timezone.now(),
        not_before=timezone.now(),
        state=Carriage.GIVEN_UP,
        failure=why,
    )


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A chat on loopback that notes what it gets."""
    got: list[dict[str, object]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200 if "good" in self.path else 410)
            self.end_headers()
            self.wfile.write(b"ok" if "good" in self.path else b"channel_is_archived")

        def log_message(self, *args: object) -> None:
            """Silence."""

    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()
    server.server_close()
    thread.join()


class TestChat:
    """A channel of one's own."""

    def test_it_is_entered_shown_in_part_and_removed(self, browser: Browser, person: User) -> None:
        secret = "https://hooks.chat.example/services/T0/B0/geheim-1234"
        browser.open("/settings/notices/").send("Add the channel", kind="slack", url=secret)
        assert ChatChannel.objects.get(person=person).url == secret
        assert "hooks.chat.example/…1234" in browser.words
        assert "geheim" not in browser.words
        browser.send("Remove")
        assert not ChatChannel.objects.exists()

    @pytest.mark.parametrize("url", ["http://hooks.chat.example/x", "javascript:alert(1)", "kein Haken"])
    def test_only_https_is_taken(self, browser: Browser, url: str) -> None:
        browser.open("/settings/notices/").send("Add the channel", url=url)
        assert browser.status == 422
        assert not ChatChannel.objects.exists()

    def test_a_test_tells_whether_it_works(
        self,
        browser: Browser,
        person: User,
        hook: tuple[str, list[dict[str, object]]],
        settings: Any,
    ) -> None:
        settings.CHAT_PRIVATE_ALLOWED = True
        address, got = hook
        channel = ChatChannel.objects.create(person=person, kind=ChatKind.SLACK, url=f"{address}/good")
        browser.open("/settings/notices/").send("Send a test")
        assert "The test is in your chat." in browser.words
        assert got[0]["text"] == "A test from Factcheck: notices for Karla Kolb arrive here."
        ChatChannel.objects.filter(pk=channel.pk).update(url=f"{address}/gone")
        browser.send("Send a test")
        assert "The test did not get through. The chat said 410: channel_is_archived" in browser.words
        User.objects.filter(pk=person.pk).update(language="de")
        browser.open("/settings/notices/").send("Test senden")
        assert "Der Test kam nicht durch. Der Chat antwortete 410: channel_is_archived" in browser.words

    def test_the_channel_of_somebody_else_is_not_there(self, page: Client) -> None:
        channel = ChatChannel.objects.create(person=UserFactory(), kind="slack", url="https://x.example/1")
        for name in ("chat_test", "chat_remove"):
            assert page.post(reverse(name, args=[channel.pk])).status_code == 404
        assert ChatChannel.objects.exists()


class TestPassword:
    """Changed with the present one."""

    def test_it_is_changed_and_this_browser_stays(self, browser: Browser, person: User) -> None:
        elsewhere = Client()
        elsewhere.force_login(person)
        new = "Zwiebelfisch-Satz-77"
        browser.open("/settings/sign-in/").send(
            "Change the password", old_password=PASSWORD, new_password1=new, new_password2=new
        )
        assert "Your password is changed." in browser.words
        person.refresh_from_db()
        assert person.check_password(new)
        assert elsewhere.get("/settings/").status_code == 302

    @pytest.mark.parametrize(("old", "new"), [("falsch", "Zwiebelfisch-Satz-77"), (PASSWORD, "kurz")])
    def test_it_stays_when_something_is_wrong(
        self, browser: Browser, person: User, old: str, new: str
    ) -> None:
        browser.open("/settings/sign-in/").send(
            "Change the password", old_password=old, new_password1=new, new_password2=new
        )
        assert browser.status == 422
        person.refresh_from_db()
        assert person.check_password(PASSWORD)


class TestTokens:
    """Made, shown once, revoked."""

    def test_the_secret_is_shown_once_and_works(self, browser: Browser, person: User) -> None:
        browser.open("/settings/sign-in/").send("Make the token", name="Redaktionssystem", days="30")
        token = Token.objects.get(person=person)
        secret = browser.page.xpath("//code")[0].text
        assert token.digest == Token.digest_of(secret)
        assert token.expires_at is not None
        assert (token.expires_at - token.created_at).days == 30
        api = Client(headers={"Authorization": f"Bearer {secret}"})
        assert api.get("/api/v1/claims/").status_code == 200
        assert secret not in browser.open("/settings/sign-in/").words
        browser.send("Revoke")
        assert api.get("/api/v1/claims/").status_code == 401
        assert "revoked" in browser.words

    def test_a_token_without_a_purpose_is_asked_for_one(self, browser: Browser) -> None:
        browser.open("/settings/sign-in/").send("Make the token", name="")
        assert "Say what it is for" in browser.words
        assert not Token.objects.exists()

    def test_nobody_revokes_the_token_of_somebody_else(self, page: Client) -> None:
        token, _secret = Token.issue(UserFactory(), at=timezone.now())
        assert page.post(reverse("token_revoke", args=[token.pk])).status_code == 404
        token.refresh_from_db()
        assert token.revoked_at is None

    def test_queries_do_not_grow_with_the_tokens(self, page: Client, person: User) -> None:
        Token.issue(person, at=timezone.now(), name="eins")
        with CaptureQueriesContext(connection) as one:
            page.get("/settings/sign-in/")
        for number in range(2):
            Token.issue(person, at=timezone.now(), name=str(number))
        with CaptureQueriesContext(connection) as three:
            page.get("/settings/sign-in/")
        assert len(one) == len(three)
