"""The mails as a mail program reads them, taken from a real SMTP server."""

import re
from datetime import timedelta
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from claims.models import Notification
from claims.notify import outbox, unsubscribe
from claims.notify.letters import Line
from tests.factories import UserFactory
from tests.notify.conftest import MailServer
from tests.notify.letters import COLLECTED, post

pytestmark = pytest.mark.django_db


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return part.get_content()


def sent(server: MailServer, **changes: object) -> EmailMessage:
    at = timezone.now()
    person = UserFactory(display_name="Jörg Müller-Şahin", email="joerg@redaktion.example")
    post(person, at=at, **changes)
    assert outbox.drain(at) == 1
    return server.mails[-1]


def test_a_mail_names_reader_sender_and_matter_in_proper_letters(server):
    mail = sent(server)
    assert mail["Subject"] == "Zugeteilt: eine Aussage aus „Fernwärme wird teurer“"
    (to,) = mail["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Jörg Müller-Şahin", "joerg@redaktion.example")
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Factcheck", "factcheck@localhost")


def test_a_mail_says_that_a_machine_wrote_it_and_how_to_be_rid_of_it(server):
    mail = sent(server)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Precedence"] == "bulk"
    assert mail["List-ID"] == "Factcheck <notices.faktencheck.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = urlsplit(mail["List-Unsubscribe"].strip("<>"))
    assert (address.scheme, address.netloc) == ("https", "faktencheck.example")
    meant = unsubscribe.read(address.path.split("/")[2])
    assert (meant.person.email, meant.topics) == ("joerg@redaktion.example", ("assigned",))
    assert mail["List-Unsubscribe"].strip("<>") in text_of(mail)


def test_both_parts_say_the_same_and_lead_to_the_claim(server):
    mail = sent(server)
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = text_of(mail), text_of(mail, "html")
    for words in (
        "Jörg Müller-Şahin",
        "Mira König hat Ihnen eine Aussage zugeteilt.",
        "Bitte prüfen Sie sie.",
        "„Der Preis steigt um 9,4 Prozent“",
        "https://faktencheck.example/articles/7/#claim-3",
    ):
        assert words in plain and words in html
    assert plain.startswith("Guten Tag ") and "<" not in plain
    assert len(re.findall(r'<html lang="de">', html)) == 1


def test_the_lines_of_a_single_letter_stand_without_a_heading_of_their_own(server):
    lines = text_of(sent(server)).splitlines()
    assert lines[lines.index("- „Der Preis steigt um 9,4 Prozent“") - 1] == ""
    assert ":" not in lines


def test_signs_of_html_stay_signs(server):
    mail = sent(
        server,
        text='<script>alert("x")</script> & Söhne',
        lines=(Line("<b>fett</b> & „mager“", "/articles/7/"),),
        subject="Preis < 5 & > 3",
    )
    assert '<script>alert("x")</script> & Söhne' in text_of(mail)
    assert "- <b>fett</b> & „mager“" in text_of(mail)
    html = text_of(mail, "html")
    assert "<script>" not in html and "<b>" not in html
    assert "&lt;script&gt;" in html and "&lt;b&gt;fett&lt;/b&gt; &amp; „mager“" in html
    assert mail["Subject"] == "Preis < 5 & > 3"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_no_name_and_no_headline_opens_a_header_of_its_own(server, line_end):
    at = timezone.now()
    person = UserFactory(
        display_name=f"Eva{line_end}Bcc: fremd@example.org{line_end}{line_end}Text",
        email="eva@redaktion.example",
    )
    post(
        person,
        at=at,
        subject=f"Zugeteilt{line_end}Bcc: fremd@example.org",
        topic="assigned",
        heading=f"Titel{line_end}Bcc: fremd@example.org",
        brief=f"Von{line_end}X-Evil: 1",
    )
    assert outbox.drain(at) == 1
    (mail,) = server.mails
    assert mail["Bcc"] is None and mail["X-Evil"] is None
    assert mail["Subject"] == "Zugeteilt Bcc: fremd@example.org"
    (to,) = mail["To"].addresses
    assert to.addr_spec == "eva@redaktion.example"
    assert to.display_name == "Eva Bcc: fremd@example.org Text"
    assert mail.get_content_type() == "multipart/alternative"


def test_marks_that_turn_the_writing_round_are_left_out(server):
    at = timezone.now()
    post(UserFactory(display_name="Eva\u202egpj.exe"), at=at, subject="Neu\u2066\u200f!")
    outbox.drain(at)
    assert server.mails[0]["Subject"] == "Neu !"
    assert server.mails[0]["To"].addresses[0].display_name == "Eva gpj.exe"


def test_a_name_with_commas_quotes_and_an_address_in_it_stays_one_name(server):
    at = timezone.now()
    person = UserFactory(display_name='Weber, "Jo" <chef@example.org>', email="jo@redaktion.example")
    post(person, at=at)
    outbox.drain(at)
    (to,) = server.mails[0]["To"].addresses
    assert (to.display_name, to.addr_spec) == ('Weber, "Jo" <chef@example.org>', "jo@redaktion.example")


@pytest.mark.parametrize(
    "word", ["Freifrau von und zu ", "Ægir-Þórðardóttir ", "Приветствие ", "東京特許許可局 "]
)
def test_a_name_as_long_as_the_field_stays_whole(server, word):
    at = timezone.now()
    server.policy = policy.compat32
    name = (word * 20)[:120].strip()
    post(UserFactory(display_name=name, email="lang@redaktion.example"), at=at)
    assert outbox.drain(at) == 1
    # RFC 2047: white space between encoded words is none; the newer of Python's two readers keeps it.
    read = str(make_header(decode_header(server.mails[0]["To"])))
    assert read == f"{name} <lang@redaktion.example>"


def test_a_long_subject_is_cut_at_a_word(server):
    mail = sent(server, subject="Zugeteilt: eine Aussage aus „" + "Donaudampfschifffahrt und " * 20 + "“")
    assert len(mail["Subject"]) <= 120
    assert mail["Subject"].endswith(("Donaudampfschifffahrt…", "und…"))


def test_an_address_beyond_ascii_arrives_or_is_given_up_in_words(server):
    at = timezone.now()
    post(UserFactory(email="info@müller.example"), at=at)
    assert outbox.drain(at) == 1
    assert server.mails[0]["To"].addresses[0].addr_spec == "info@xn--mller-kva.example"


@pytest.mark.parametrize(
    "address", ["kein-at", "a@b@c", "eva@redaktion.example\nBcc: x@example.org", "a b@c.example"]
)
def test_an_address_that_is_none_is_given_up_with_the_reason(server, address):
    at = timezone.now()
    person = UserFactory()
    person.email = address
    person.save()
    (row,) = post(person, at=at)
    assert outbox.drain(at) == 0
    row.refresh_from_db()
    assert row.state == "given_up" and "address" in row.failure
    assert not server.mails


def test_mails_about_one_article_form_a_thread(server):
    at = timezone.now()
    person = UserFactory()
    for minute, subject in enumerate(("Zugeteilt", "Zurück an Sie", "Freigegeben")):
        post(person, at=at + timedelta(minutes=minute), subject=subject)
        outbox.drain(at + timedelta(minutes=minute))
    first, second, third = server.mails
    root = "<article-7@faktencheck.example>"
    assert first["References"] == first["In-Reply-To"] == root
    assert second["In-Reply-To"] == first["Message-ID"]
    assert third["In-Reply-To"] == second["Message-ID"]
    assert third["References"].split() == [root, first["Message-ID"], second["Message-ID"]]
    assert len({mail["Message-ID"] for mail in server.mails}) == 3
    assert all(mail["Message-ID"].endswith("@faktencheck.example>") for mail in server.mails)


def test_a_thread_of_another_article_and_of_another_reader_is_another_one(server):
    at = timezone.now()
    person = UserFactory()
    post(person, at=at)
    outbox.drain(at)
    post(person, at=at, thread="article-8")
    outbox.drain(at)
    post(UserFactory(), at=at)
    outbox.drain(at)
    assert [mail["In-Reply-To"] for mail in server.mails] == [
        "<article-7@faktencheck.example>",
        "<article-8@faktencheck.example>",
        "<article-7@faktencheck.example>",
    ]


def test_a_mail_about_two_articles_ties_no_threads_together(server):
    at = timezone.now()
    person = UserFactory()
    post(person, at=at, heading="Eins", thread="article-7")
    post(person, at=at, heading="Zwei", thread="article-8")
    assert outbox.drain(at) == 1
    post(person, at=at, thread="article-8")
    outbox.drain(at)
    both, later = server.mails
    assert both["References"] is None and both["In-Reply-To"] is None
    assert later["References"] == "<article-8@faktencheck.example>"


def test_several_letters_in_one_mail_are_sorted_by_article_and_matter(server):
    at = timezone.now()
    person = UserFactory()
    for number in (1, 2):
        post(
            person, at=at, usual=COLLECTED, lines=(Line(f"Aussage {number}", f"/articles/7/#claim-{number}"),)
        )
    post(
        person, at=at, usual=COLLECTED, heading="Zweiter Artikel", brief="Bald fällig", topic="due_soon",
        lines=(Line("Aussage 9", "/articles/8/#claim-9"),), thread="article-8",
    )  # fmt: skip
    assert outbox.drain(at + timedelta(minutes=5)) == 1
    (mail,) = server.mails
    assert mail["Subject"] == "3 Nachrichten zu 2 Artikeln"
    assert mail["X-Factcheck-Topic"] == "assigned, due_soon"
    body = text_of(mail)
    wanted = [
        "Fernwärme wird teurer\n=====================\n",
        "Von Mira König zugeteilt, bitte prüfen:\n",
        "- Aussage 1\n  https://faktencheck.example/articles/7/#claim-1\n",
        "- Aussage 2\n  https://faktencheck.example/articles/7/#claim-2\n",
        "Zweiter Artikel\n===============\n",
        "Bald fällig:\n- Aussage 9\n  https://faktencheck.example/articles/8/#claim-9\n",
    ]
    places = [body.replace("\r\n", "\n").find(words) for words in wanted]
    assert -1 not in places and places == sorted(places)
    assert body.count("Von Mira König zugeteilt") == 1


def test_an_english_reader_gets_english_frames(server):
    at = timezone.now()
    person = UserFactory(language="en")
    for number in (1, 2):
        post(
            person,
            at=at,
            language="en",
            brief="Assigned by Mira",
            heading="Heat",
            lines=(Line(f"Claim {number}"),),
        )
    outbox.drain(at)
    (mail,) = server.mails
    assert mail["Subject"] == "Assigned by Mira (2)"
    assert text_of(mail).startswith("Hello ")
    assert '<html lang="en">' in text_of(mail, "html")


def test_more_lines_than_a_mail_can_show_become_a_number(server):
    at = timezone.now()
    lines = tuple(Line(f"Aussage {n}", f"/articles/7/#claim-{n}") for n in range(75))
    post(UserFactory(), at=at, lines=lines, link="/articles/7/")
    outbox.drain(at)
    for body in (text_of(server.mails[0]), text_of(server.mails[0], "html")):
        assert "Aussage 59" in body and "Aussage 60" not in body
        assert "… und 15 weitere" in body
    assert len(Notification.objects.filter(channel="email").get().lines) == 75


def test_what_was_said_twice_is_read_once_and_no_note_ends_in_a_colon(server):
    at, person = timezone.now(), UserFactory()
    for brief in ("Von Mira zugewiesen: bis 20 Uhr", "Von Mira zugewiesen: bis 20 Uhr", "Freigegeben"):
        post(person, at=at, brief=brief)
    outbox.drain(at)
    body = text_of(server.mails[0]).replace("\r\n", "\n")
    assert body.count("„Der Preis steigt um 9,4 Prozent“") == 2
    assert "zugewiesen: bis 20 Uhr\n- " in body and "Freigegeben:\n- " in body
