"""Chat messages, posted to a real HTTP server that answers well, badly, slowly or not at all."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.choices import Rhythm
from claims.models import ChatChannel, Notification
from claims.notify import channels, chat, outbox, outgoing
from claims.notify.bundles import bundle
from claims.notify.letters import Line
from tests.factories import DeskFactory, UserFactory
from tests.notify.letters import letter, post

pytestmark = pytest.mark.django_db


def tell(chat_server, kind="slack", at=None, rhythm=Rhythm.AT_ONCE, **changes):
    """The letter stands in the outbox for a desk's channel on the server."""
    desk = DeskFactory(key="politik")
    ChatChannel.objects.get_or_create(desk=desk, kind=kind, url=f"{chat_server.url}/{kind}?key=geheim")
    channels.tell_desks({desk: [letter(**changes)]}, rhythm=rhythm, at=at or timezone.now())
    return Notification.objects.latest("pk")


def test_slack_gets_blocks_with_links(chat_server):
    at = timezone.now()
    tell(chat_server, at=at)
    assert outbox.drain(at) == 1
    ((path, said),) = chat_server.posts
    assert path == "/slack?key=geheim"
    assert said["text"] == "Zugeteilt: eine Aussage aus „Fernwärme wird teurer“"
    kinds = [block["type"] for block in said["blocks"]]
    assert set(kinds) == {"section"}
    words = json.dumps(said, ensure_ascii=False)
    assert "<https://faktencheck.example/articles/7/#claim-3|„Der Preis steigt um 9,4 Prozent“>" in words
    assert Notification.objects.get().state == "done"


def test_teams_gets_an_adaptive_card_with_a_button(chat_server):
    at = timezone.now()
    tell(chat_server, kind="teams", at=at)
    assert outbox.drain(at) == 1
    ((_path, said),) = chat_server.posts
    assert said["type"] == "message"
    (envelope,) = said["attachments"]
    assert envelope["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = envelope["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert all(block["type"] == "TextBlock" and block["wrap"] for block in card["body"])
    (button,) = card["actions"]
    assert (button["type"], button["url"]) == (
        "Action.OpenUrl",
        "https://faktencheck.example/articles/7/#claim-3",
    )


def test_words_of_an_article_cannot_call_a_channel_or_pose_as_a_link(chat_server):
    evil = "<!channel> *fett* [hier](https://boese.example) <https://boese.example|klick> a|b & c"
    row = tell(chat_server, subject=evil, text=evil, lines=(Line(evil, "/articles/7/"),))
    slack = json.dumps(chat.slack(bundle([row])), ensure_ascii=False)
    assert "<!channel>" not in slack and "&lt;!channel&gt;" in slack
    assert "<https://boese" not in slack
    links = slack.split("<https://faktencheck")[1:]
    assert links and all(part.partition(">")[0].count("|") == 1 for part in links)
    body = chat.teams(bundle([row]))["attachments"][0]["content"]["body"]
    for block in body:
        assert "](https://boese" not in block["text"]
    assert "\\[hier\\]\\(https://boese.example\\)" in body[1]["text"]


def test_a_burst_becomes_one_message_that_both_take(chat_server):
    at = timezone.now()
    for number in range(200):
        for kind in ("slack", "teams"):
            line = Line(
                "Die Stadt zahlt für zwölf neue Busse " * 4 + str(number), f"/articles/7/#claim-{number}"
            )
            if kind == "slack":
                tell(chat_server, kind, at=at, rhythm=Rhythm.COLLECTED, lines=(line,))
            else:
                tell(chat_server, kind, at=at, rhythm=Rhythm.COLLECTED, lines=(line,), heading="Anderer")
    assert outbox.drain(at + timedelta(minutes=5)) == 2
    posts = dict(chat_server.posts)
    blocks = posts["/slack?key=geheim"]["blocks"]
    assert len(blocks) <= 50
    assert all(len(block["text"]["text"]) <= 3000 for block in blocks)
    assert sum(len(block["text"]["text"]) for block in blocks) <= 13_000
    assert all(
        block["text"]["text"].count("<https://") == block["text"]["text"].count(">") for block in blocks[1:]
    )
    assert len(json.dumps(posts["/teams?key=geheim"]).encode()) < 28_000  # what Teams takes


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_a_chat_that_stumbles_is_asked_again(chat_server, status):
    at = timezone.now()
    chat_server.says = [(status, {"Retry-After": "120"} if status == 429 else {})]
    row = tell(chat_server, at=at)
    assert outbox.drain(at) == 0
    row.refresh_from_db()
    assert (row.state, row.tries) == ("waiting", 1)
    assert row.failure == f"The chat said {status}: no with <words>"
    assert row.next_try_at == at + timedelta(minutes=2 if status == 429 else 1)
    assert outbox.drain(row.next_try_at) == 1
    assert len(chat_server.posts) == 2


@pytest.mark.parametrize("status", [400, 403, 404, 410, 302])
def test_a_chat_that_says_no_is_believed(chat_server, status):
    at = timezone.now()
    chat_server.says = [(status, {"Location": f"{chat_server.url}/anderswo"})]
    row = tell(chat_server, at=at)
    outbox.drain(at)
    row.refresh_from_db()
    assert row.state == "given_up" and str(status) in row.failure
    assert [path for path, _ in chat_server.posts] == ["/slack?key=geheim"]  # a redirect is not followed


def test_a_chat_that_trickles_is_cut_off(chat_server, monkeypatch):
    monkeypatch.setattr(outgoing, "WHOLE_LIMIT", 0.5)
    chat_server.trickle = 0.05
    at = timezone.now()
    row = tell(chat_server, at=at)
    assert outbox.drain(at) == 0
    row.refresh_from_db()
    assert row.state == "waiting" and "did not answer" in row.failure


def test_a_chat_that_is_away_is_asked_again_and_its_secret_address_is_told_to_nobody(chat_server, caplog):
    at = timezone.now()
    row = tell(chat_server, at=at)
    chat_server.shutdown()
    chat_server.server_close()
    assert outbox.drain(at) == 0
    row.refresh_from_db()
    assert row.state == "waiting" and row.failure
    assert "geheim" not in row.failure and "geheim" not in caplog.text


def test_a_channel_switched_off_gets_nothing(chat_server):
    at = timezone.now()
    row = tell(chat_server, at=at)
    ChatChannel.objects.update(is_active=False)
    outbox.drain(at)
    row.refresh_from_db()
    assert row.state == "given_up" and not chat_server.posts


def test_a_private_address_is_refused_unless_the_settings_allow_it(chat_server, settings):
    settings.CHAT_PRIVATE_ALLOWED = False
    at = timezone.now()
    row = tell(chat_server, at=at)
    outbox.drain(at)
    row.refresh_from_db()
    assert row.state == "given_up" and "https://" in row.failure
    ChatChannel.objects.update(url=chat_server.url.replace("http:", "https:"))
    outbox.send_again(Notification.objects.all(), at=at)
    outbox.drain(at)
    row.refresh_from_db()
    assert row.state == "given_up" and "private network" in row.failure
    assert not chat_server.posts


def test_a_person_who_has_left_gets_no_chat(chat_server):
    at = timezone.now()
    person = UserFactory()
    ChatChannel.objects.create(person=person, kind="slack", url=f"{chat_server.url}/p")
    post(person, at=at, usual=channels.Usual(Rhythm.OFF, Rhythm.AT_ONCE))
    type(person).objects.update(is_active=False)
    outbox.drain(at)
    assert not chat_server.posts
    assert Notification.objects.get(channel="chat").state == "given_up"
