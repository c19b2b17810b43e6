"""Who is told what by the rooms' calls, and who is not."""

from datetime import UTC, datetime, timedelta

import pytest

from claims import history, notices
from claims.choices import Action, Stage, Status
from claims.models import ChatChannel, Confrontation, Note, Notification, Rating
from claims.notify import outbox
from tests.factories import ArticleFactory
from tests.notices.room import DUE, NOW, only, told

pytestmark = pytest.mark.django_db


def test_assigned_tells_the_assignee_what_until_when_and_by_whom(room):
    notices.assigned([room.claim], by=room.editor, at=NOW, note="Vor allem die Zahl, bitte.")
    assert told() == [("tom", "assigned")]
    mail = only()
    assert mail.subject == "Zugewiesen: eine Behauptung aus „Fernwärme wird teurer“"
    assert mail.text == (
        "Mira König hat Ihnen eine Behauptung aus „Fernwärme wird teurer“ zugewiesen.\n\n"
        "Bitte prüfen Sie sie; Termin ist Di., 1. Dezember, 17:30 Uhr.\n\n"
        "Anmerkung: Vor allem die Zahl, bitte."
    )
    assert mail.lines == [
        {
            "words": "„Stadtwerke erhöhen den Fernwärmepreis“ – bis Di., 1. Dezember, 17:30 Uhr",
            "link": f"/claims/{room.claim.pk}/",
        }
    ]
    assert (mail.thread, mail.heading) == (f"article-{room.article.pk}", "Fernwärme wird teurer")
    assert (mail.rhythm, mail.not_before) == ("collected", NOW + timedelta(minutes=5))


def test_an_english_reader_elsewhere_reads_english_on_their_own_clock(room):
    room.checker.language, room.checker.time_zone = "en", "America/New_York"
    room.checker.save()
    notices.assigned([room.claim, room.new_claim()], by=room.editor, at=NOW)
    mail = only()
    assert mail.subject == "Assigned: two claims in “Fernwärme wird teurer”"
    assert "Mira König has assigned two claims" in mail.text
    assert "the first is due Tue 1 December, 11:30" in mail.text
    assert mail.lines[0]["words"].endswith("– by Tue 1 December, 11:30")


def test_a_time_of_another_year_says_so(room):
    room.claim.due_at = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    notices.assigned([room.claim], by=room.editor, at=NOW)
    assert "Mo., 4. Januar 2027, 10:00 Uhr" in only().text


def test_a_claim_without_a_time_is_told_without_one(room):
    room.claim.due_at = None
    notices.assigned([room.claim], by=room.editor, at=NOW)
    assert only().text.endswith("Bitte prüfen Sie sie.")
    assert only().lines[0]["words"] == "„Stadtwerke erhöhen den Fernwärmepreis“"


def test_nobody_is_told_of_what_they_did_themselves(room):
    mine = room.new_claim(assignee=room.editor)
    verdict = room.verdict(drafted_by=room.editor, reviewed_by=room.reviewer, reviewed_at=NOW)
    note = Note.objects.create(claim=mine, author=room.editor, text="@mira", written_at=NOW)
    note.mentions.set([room.editor])
    room.article.submitted_by = room.editor
    by = {"by": room.editor, "at": NOW}
    notices.assigned([mine], **by)
    notices.handed_over([mine], note="an mich", taken_from=room.editor, **by)
    notices.released([mine], **by)
    notices.sent_back(verdict, note="", **by)
    notices.approved(verdict, **by)
    notices.mentioned(note, **by)
    notices.article_done(room.article, **by)
    notices.published(verdict, **by)
    assert "mira" not in {name for name, _topic in told()}
    assert told()


def test_many_claims_of_an_article_are_one_letter_and_of_two_articles_two(room):
    other = room.new_article("Neue Busse")
    claims = [room.new_claim() for _ in range(3)] + [room.new_claim(other) for _ in range(2)]
    claims.append(room.new_claim(other, assignee=room.reviewer))
    notices.assigned(claims, by=room.editor, at=NOW)
    rows = Notification.objects.filter(channel="email").order_by("pk")
    assert [(row.recipient.username, row.heading, len(row.lines)) for row in rows] == [
        ("tom", "Fernwärme wird teurer", 3),
        ("tom", "Neue Busse", 2),
        ("jana", "Neue Busse", 1),
    ]
    assert rows[0].link == f"/articles/{room.article.pk}/"


def test_two_hundred_assignments_are_told_in_one_mail_for_each(room, mailoutbox):
    claims = [room.new_claim(assignee=(room.checker, room.reviewer)[n % 2]) for n in range(30)]
    for claim in claims:
        notices.assigned([claim], by=room.editor, at=NOW)
    notices.assigned(claims * 6, by=room.editor, at=NOW)
    assert outbox.drain(NOW + timedelta(minutes=5)) == 2
    assert [mail.subject for mail in mailoutbox] == ["Von Mira König zugewiesen, bitte prüfen (105)"] * 2
    assert {mail.to[0].split("<")[1] for mail in mailoutbox} == {"tom@example.org>", "jana@example.org>"}


def test_telling_of_many_claims_asks_the_database_as_often_as_of_one(room, django_assert_max_num_queries):
    for claims in ([room.claim], [room.new_claim() for _ in range(12)]):
        fresh = list(type(room.claim).objects.filter(pk__in=[claim.pk for claim in claims]))
        with django_assert_max_num_queries(11):
            notices.assigned(fresh, by=room.editor, at=NOW)


def test_what_lies_in_the_pool_stands_in_the_desks_chat(room):
    ChatChannel.objects.create(desk=room.desk, kind="slack", url="https://hooks.example/x")
    notices.assigned([room.new_claim(assignee=None), room.claim], by=room.editor, at=NOW)
    chat = only(channel="chat")
    assert chat.recipient is None and chat.chat.desk == room.desk
    assert chat.subject == "Im Pool: eine Behauptung aus „Fernwärme wird teurer“"
    assert "Ihnen" not in chat.text and len(chat.lines) == 1
    assert told() == [("tom", "assigned")]


def test_handed_over_tells_the_new_one_and_the_one_who_had_it(room):
    room.claim.assignee = room.reviewer
    notices.handed_over([room.claim], by=room.editor, at=NOW, note="Tom ist krank.", taken_from=room.checker)
    assert told() == [("jana", "handed_over"), ("tom", "taken_over")]
    assert "Tom ist krank." in only(topic="handed_over").text
    assert only(topic="handed_over").rhythm == "at_once"
    assert "Sie brauchen nichts mehr zu tun." in only(topic="taken_over").text


def test_who_hands_over_their_own_claim_is_not_told(room):
    room.claim.assignee = room.reviewer
    notices.handed_over([room.claim], by=room.checker, at=NOW, note="Bitte du", taken_from=room.checker)
    assert told() == [("jana", "handed_over")]


def test_released_tells_the_desks_editors(room):
    room.claim.assignee = None
    notices.released([room.claim], by=room.checker, at=NOW)
    assert told() == [("henrike", "released"), ("mira", "released")]
    assert "Tom Berger hat eine Behauptung" in only(recipient=room.editor).text
    Notification.objects.all().delete()
    notices.released([room.claim], by=None, at=NOW)
    assert "weil niemand da ist" in only(recipient=room.editor).text


def test_where_no_editor_of_the_desk_is_there_those_of_other_desks_are_told(room):
    for person in (room.editor, room.second_editor):
        person.absent_from = NOW - timedelta(days=1)
        person.save()
    notices.released([room.claim], by=room.checker, at=NOW)
    assert told() == [("lukas", "released")]


def test_a_verdict_wants_a_reviewer_of_the_desk_and_tells_no_rating(room):
    room.desk.blind_second_check = True
    room.desk.save()
    ChatChannel.objects.create(desk=room.desk, kind="teams", url="https://hooks.example/x")
    verdict = room.verdict(drafted_by=room.reviewer)
    notices.review_wanted(verdict, by=room.reviewer, at=NOW)
    assert told() == [("henrike", "review_wanted")]
    mail = only()
    assert "Jana Weber hat ein Verdikt" in mail.text and "blind" in mail.text
    for row in Notification.objects.all():
        assert "falsch" not in f"{row.subject} {row.text} {row.brief} {row.lines}"
    assert Notification.objects.filter(channel="chat").count() == 1


def test_sent_back_tells_the_author_what_is_missing(room):
    notices.sent_back(
        room.verdict(), by=room.reviewer, at=NOW, note="Die zweite Quelle fehlt.\n\nUnd das Datum."
    )
    assert told() == [("tom", "sent_back")]
    assert "Was fehlt: Die zweite Quelle fehlt.\n\nUnd das Datum." in only().text
    assert only().brief == "Von Jana Weber zurückgegeben: Die zweite Quelle fehlt. Und das Datum."


def test_approved_tells_the_author_and_asks_the_editors_to_publish(room):
    notices.approved(room.verdict(), by=room.reviewer, at=NOW)
    assert told() == [("henrike", "to_publish"), ("mira", "to_publish"), ("tom", "approved")]
    assert only(topic="approved").lines[0]["words"].endswith("– Bewertung: falsch")
    assert "das Verdikt von Tom Berger" in only(topic="to_publish", recipient=room.editor).text


def test_a_mention_carries_the_note(room):
    note = Note.objects.create(
        claim=room.claim, author=room.reviewer, text="@tom kennst du die Studie?\nIch nicht.", written_at=NOW
    )
    note.mentions.set([room.checker, room.reviewer])
    notices.mentioned(note, by=room.reviewer, at=NOW)
    assert told() == [("tom", "mentioned")]
    mail = only()
    assert mail.subject.startswith("Jana Weber hat Sie erwähnt")
    assert "@tom kennst du die Studie?\nIch nicht." in mail.text
    assert mail.rhythm == "at_once"


def test_due_soon_goes_to_whoever_can_do_something(room):
    for claim in (room.claim, free := room.new_claim(assignee=None)):
        history.record(Action.ASSIGN, by=room.editor, at=NOW, claim=claim)
    review = room.new_claim(status=Status.IN_REVIEW)
    notices.due_soon([room.claim, free, review], at=NOW)
    assert told() == [
        ("henrike", "due_soon"), ("henrike", "due_soon"), ("jana", "due_soon"), ("mira", "due_soon"),
        ("tom", "due_soon"),
    ]  # fmt: skip
    held = only(recipient=room.checker)
    assert held.lines[0]["words"].endswith("– bis Di., 1. Dezember, 17:30 Uhr, zugewiesen von Mira König")
    assert "schließen Sie die Prüfung ab" in held.text
    assert "lesen Sie gegen" in only(recipient=room.reviewer).text
    assert "weisen Sie sie zu" in only(recipient=room.editor).text
    assert only(recipient=room.editor).lines[0]["words"].endswith("liegt bei niemandem")


def test_overdue_tells_the_assignee_and_escalation_the_editors_and_the_desk(room):
    ChatChannel.objects.create(desk=room.desk, kind="slack", url="https://hooks.example/x")
    late = DUE + timedelta(hours=1)
    notices.overdue([room.claim], at=late)
    assert told() == [("tom", "overdue")]
    notices.escalated([room.claim], at=late)
    assert told(topic="escalated") == [("henrike", "escalated"), ("mira", "escalated")]
    assert only(topic="escalated", recipient=room.editor).lines[0]["words"].endswith("liegt bei Tom Berger")
    chat = only(channel="chat")
    assert (chat.topic, chat.rhythm) == ("escalated", "at_once")
    assert chat.text.endswith("Bitte übernehmen oder neu zuweisen.")


def test_an_answer_that_did_not_come_is_told_to_who_asked(room):
    asked = Confrontation.objects.create(
        claim=room.claim,
        person_asked="Stadtrat\nMeier",
        asked_by=room.editor,
        asked_at=NOW,
        answer_due_at=DUE,
    )
    notices.answer_overdue(asked, at=DUE + timedelta(minutes=1))
    assert told() == [("mira", "answer_overdue"), ("tom", "answer_overdue")]
    mine, theirs = only(recipient=room.editor), only(recipient=room.checker)
    assert mine.subject.startswith("Keine Antwort von Stadtrat Meier")
    assert mine.text.startswith("Sie haben Stadtrat Meier am Di., 1. Dezember, 14:00 Uhr")
    assert theirs.text.startswith("Mira König hat Stadtrat Meier")
    assert "(Di., 1. Dezember, 17:30 Uhr)" in mine.text


def test_an_article_that_is_done_comes_with_what_was_found(room):
    room.article.submitted_by = room.stranger
    room.article.save()
    room.verdict(reviewed_by=room.reviewer, reviewed_at=NOW)
    type(room.claim).objects.update(status=Status.APPROVED)
    room.new_claim(status=Status.DISMISSED)
    notices.article_done(room.article, by=room.editor, at=NOW)
    assert told() == [("henrike", "article_done"), ("lukas", "article_done")]
    mail = only(recipient=room.stranger)
    assert mail.subject == "Artikel freigegeben: Fernwärme wird teurer"
    assert [line["words"] for line in mail.lines] == ["„Stadtwerke erhöhen den Fernwärmepreis“ – falsch"]
    assert mail.text.startswith(
        "Mira König hat „Fernwärme wird teurer“ freigegeben: eine Behauptung, geprüft."
    )


def test_an_article_released_with_open_claims_says_so_and_why(room):
    room.article.release_override = "Eilmeldung,\nwir liefern nach."
    room.new_claim()
    notices.article_done(room.article, by=room.editor, at=NOW)
    mail = only()
    assert "freigegeben, obwohl noch zwei Behauptungen offen sind." in mail.text
    assert "Begründung: Eilmeldung, wir liefern nach." in mail.text
    assert [line["words"][-5:] for line in mail.lines] == ["– neu", "– neu"]


def test_an_article_that_failed_says_why(room):
    failed = ArticleFactory(
        title="",
        desk=room.desk,
        stage=Stage.FAILED,
        failure="RuntimeError: out of\nmemory",
        submitted_by=room.checker,
    )
    notices.article_failed(failed, at=NOW)
    assert told() == [(name, "article_failed") for name in ("henrike", "mira", "tom")]
    assert "Grund: RuntimeError: out of memory" in only(recipient=room.checker).text
    assert only(recipient=room.checker).subject == f"Nicht zerlegt: A-{failed.pk}"
    assert only(recipient=room.checker).link == f"/articles/{failed.pk}/"


def test_published_corrected_and_retracted_reach_who_worked_on_it(room):
    reviewed = {"reviewed_by": room.reviewer, "reviewed_at": NOW}
    first = room.verdict(**reviewed, published_by=room.editor, published_at=NOW)
    notices.published(first, by=room.editor, at=NOW)
    assert told() == [("jana", "published"), ("tom", "published")]
    assert only(recipient=room.checker).rhythm == "digest"
    again = room.verdict(
        number=2,
        rating="richtig",
        corrects=first,
        correction_note="Zahl berichtigt",
        drafted_by=room.reviewer,
    )
    Rating.objects.filter(key="richtig").update(label_de="richtig", label_en="right")
    again.refresh_from_db()
    notices.corrected(again, by=room.second_editor, at=NOW)
    assert told(topic="corrected") == [(name, "corrected") for name in ("jana", "mira", "tom")]
    mail = only(topic="corrected", recipient=room.checker)
    assert "„richtig“ statt „falsch“" in mail.text and "Begründung: Zahl berichtigt" in mail.text
    first.retraction_note = "Quelle gefälscht"
    notices.retracted(first, by=room.editor, at=NOW)
    assert told(topic="retracted") == [(name, "retracted") for name in ("henrike", "jana", "tom")]
    assert "Begründung: Quelle gefälscht" in only(topic="retracted", recipient=room.checker).text
