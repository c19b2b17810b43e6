"""The words of every notice, whatever people have written into names, headlines and notes."""

import re

import pytest
import time_machine
from django.utils import timezone

from claims import history, notices
from claims.choices import Action
from claims.models import ChatChannel, Claim, Confrontation, Note, Notification
from tests.notices.room import NOW, Room, only

pytestmark = pytest.mark.django_db


def every_notice(room: Room) -> None:
    """Each notice once, with every name and note full of signs that mean something somewhere."""
    verdict = room.verdict(reviewed_by=room.reviewer, reviewed_at=NOW)
    again = room.verdict(number=2, corrects=verdict, correction_note="n", drafted_by=room.reviewer)
    note = Note.objects.create(claim=room.claim, author=room.editor, text="N <b> & {{ by }}", written_at=NOW)
    note.mentions.set([room.checker])
    asked = Confrontation.objects.create(
        claim=room.claim, person_asked="P", asked_by=room.checker, asked_at=NOW
    )
    by = {"by": room.editor, "at": NOW}
    free = room.new_claim(assignee=None)
    notices.assigned([room.claim, free], note="N <b> & {{ by }}", **by)
    notices.handed_over([room.claim], note="N", taken_from=room.reviewer, **by)
    notices.released([free], **by)
    notices.asked_to_clear([room.claim], to=room.checker, **by)
    notices.review_wanted(verdict, **by)
    notices.sent_back(verdict, note="N", **by)
    notices.approved(verdict, **by)
    notices.mentioned(note, **by)
    notices.due_soon([room.claim, free], at=NOW)
    notices.overdue([room.claim, free], at=NOW)
    notices.escalated([room.claim, free], at=NOW)
    notices.article_done(room.article, **by)
    notices.article_failed(room.article, at=NOW)
    notices.answer_overdue(asked, at=NOW)
    notices.published(verdict, **by)
    notices.corrected(again, **by)
    notices.retracted(verdict, **by)
    with history.writing():
        event = history.record(Action.PUBLISH, by=room.editor, at=NOW, claim=room.claim)
    notices.checked_elsewhere(event, verdict, {room.checker: [free]}, corrected=False)
    event = history.record(Action.RETRACT, by=room.editor, at=NOW, claim=room.claim)
    notices.checked_elsewhere(event, verdict, {room.reviewer: [free, room.claim]}, corrected=False)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_topic_has_words_that_read_well_alone_and_to_a_desk(room, language):
    for person in (room.checker, room.reviewer, room.editor, room.second_editor):
        person.language = language
        person.save()
    room.desk.language = language
    room.desk.save()
    ChatChannel.objects.create(desk=room.desk, kind="slack", url="https://hooks.example/x")
    every_notice(room)
    rows = list(Notification.objects.all())
    assert {row.topic for row in rows} == set(notices.TOPICS)
    for row in rows:
        assert row.language == language
        assert row.subject and row.brief and row.text and row.link.startswith(("/articles/", "/claims/"))
        words = f"{row.subject}\n{row.brief}\n{row.text}"
        assert not re.search(r"\{%|%\}|&lt;|&amp;|&quot;|None|  | [,.;:]|\.\.|\n{3}|\(\)|„“|“”", words), words
        assert "\n" not in row.subject + row.brief
        assert row.text[-1] in ".?!" or row.topic == "assigned", row.text
        if row.recipient is None:
            assert not re.search(r"\b(Sie|Ihnen|Ihr|you|your)\b", row.text.partition("\n\n")[0]), row.text


def test_the_words_of_people_are_never_a_template(room):
    every_notice(room)
    assert "N <b> & {{ by }}" in only(topic="assigned", recipient=room.checker).text


def test_headlines_and_names_of_any_kind_come_through(room):
    room.article.title = "Erst\r\nBcc: x@example.org\u2028" + "sehr lang " * 60
    room.editor.display_name = "Mira\nSubject: neu"
    room.claim.article = room.article
    notices.assigned([room.claim], by=room.editor, at=NOW)
    mail = only()
    assert len(mail.subject) <= 200 and "\n" not in mail.subject + mail.heading + mail.brief
    assert "Mira Subject: neu hat Ihnen" in mail.text


def test_every_topic_of_the_settings_page_has_a_name_and_its_words():
    for key, topic in notices.TOPICS.items():
        assert topic.key == key and str(topic.label)


def test_notices_only_write_rows(room, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with time_machine.travel(NOW):
        every_notice(room)
        assert Notification.objects.filter(state="waiting").exists()
        assert not Notification.objects.exclude(failure="").exists()
    assert timezone.now() != NOW


def test_a_quotation_that_is_cut_off_is_closed_again(room):
    for start, end in ("„“", "“”", "»«"):
        words = f"{start}{'Wir gehen davon aus, dass es weitergeht. ' * 12}{end}, sagte er."
        room.claim.quote = words
        Claim.objects.filter(pk=room.claim.pk).update(quote=words)
        notices.assigned([room.claim], by=room.editor, at=NOW)
        told = Notification.objects.latest("pk").lines[0]["words"]
        assert told.startswith(start) and f"…{end}" in told
