"""What is done from the queue: several claims at once, the next one, cards of the board, saved views."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import shelf
from claims.choices import Action, Priority, Role, Status
from claims.models import Claim, Event, Notification, SavedView, User
from tests.factories import ClaimFactory, DeskFactory, RevisionFactory, UserFactory
from tests.web.html import flat
from tests.workflow.factories import ReasonFactory, claim_at


@pytest.fixture
def editor(page: Client, person: User) -> User:
    """The person of the page, who may give work to others too."""
    person.grants.create(role=Role.EDITOR)
    return person


@pytest.fixture
def tom(db: None) -> User:
    return UserFactory(username="tom", display_name="Tom Berger", roles=["checker"])


def _claims(number: int, **fields: object) -> list[Claim]:
    revision = RevisionFactory(text=" ".join(f"Satz {n}." for n in range(number)))
    return [ClaimFactory(revision=revision, quote=f"Satz {n}.", **fields) for n in range(number)]


def _send(page: Client, claims: list[Claim], query: str = "", **sent: object) -> str:
    address = reverse("claim_bulk") + query
    answer = page.post(address, {"claim": [claim.pk for claim in claims], **sent}, follow=True)
    return flat(answer.content.decode())


def test_several_are_assigned_in_one_go_told_in_one_letter_and_taken_back_together(
    page: Client, editor: User, tom: User
) -> None:
    claims = _claims(3)
    html = _send(page, claims, do="assign", to=f"u{tom.pk}", assign_note="Bitte bis Mittag.")
    assert "3 claims: assigned" in html
    assert set(Claim.objects.values_list("assignee", "status")) == {(tom.pk, Status.ASSIGNED)}
    assert Notification.objects.filter(recipient=tom, channel="in_app").count() == 1
    events = re.findall(r'name="event" value="(\d+)"', html)
    assert len(events) == 3
    page.post(reverse("undo"), {"event": events})
    assert set(Claim.objects.values_list("assignee", "status")) == {(None, Status.NEW)}


def test_what_refuses_is_listed_with_its_reason_and_the_rest_is_done(
    page: Client, editor: User, tom: User
) -> None:
    free, decided = _claims(1)[0], claim_at(Status.APPROVED)
    html = _send(page, [free, decided], do="assign", to=f"u{tom.pk}")
    assert "1 claim: assigned" in html
    assert "1 claim stayed as it was." in html
    assert "This is not possible while the claim is “approved”. (1)" in html
    assert f'href="/claims/{decided.pk}/"' in html
    assert "stayed as it was" not in flat(page.get(reverse("claim_queue")).content.decode())


def test_all_of_the_view_is_what_the_filters_leave_up_to_a_limit(
    page: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.web.views.bulk.AT_MOST", 2)
    _claims(3)
    other = _claims(1, language="en")[0]
    html = _send(page, [], query="?language=de", do="priority", priority=Priority.HIGH, all="on")
    assert "2 claims: priority changed" in html
    assert "1 of this view were left out" in html
    assert list(Claim.objects.values_list("priority").filter(language="de").order_by("pk")) == [
        ("1",),
        ("1",),
        ("2",),
    ]
    other.refresh_from_db()
    assert other.priority == Priority.NORMAL


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"do": "assign", "to": ""}, "to", "Name a person or a desk."),
        ({"do": "assign", "to": "u999999"}, "to", "Select a valid choice"),
        ({"do": "due", "due_at": "2020-01-01T10:00"}, "due_at", "This time has passed already."),
        ({"do": "due", "due_at": "bald"}, "due_at", "This is no date with a time."),
        ({"do": "dismiss", "dismiss_why": "Nur Meinung"}, "reason", "Choose a reason from the list."),
    ],
)
def test_a_form_that_is_wrong_comes_back_open_with_what_was_ticked(
    page: Client, editor: User, sent: dict[str, str], field: str, words: str
) -> None:
    claim, _other = _claims(2)
    answer = page.post(reverse("claim_bulk") + "?sort=worth", {"claim": [claim.pk], **sent})
    html = flat(answer.content.decode())
    assert answer.status_code == 422
    assert words in html
    assert re.search(r'<details class="pop" name="bulk" data-pop open>', html)
    ticked = re.findall(r'name="claim" value="(\d+)" form="bulk" autocomplete="off" checked', html)
    assert ticked == [str(claim.pk)]
    if "dismiss_why" in sent:
        assert 'value="Nur Meinung"' in html
    assert not Event.objects.exists()
    assert page.get(reverse("claim_bulk") + "?sort=worth").headers["Location"] == "/claims/?sort=worth"


def test_dismissed_with_a_reason_accepted_and_given_back(page: Client, person: User) -> None:
    reason = ReasonFactory()
    one, two = _claims(2)
    held = claim_at(Status.ASSIGNED, assignee=person)
    _send(page, [one], do="dismiss", reason=reason.pk, dismiss_why="Meinung")
    _send(page, [two], do="accept")
    _send(page, [held], do=f"release:{held.pk}")
    for claim in (one, two, held):
        claim.refresh_from_db()
    assert (one.status, one.reason, two.status, held.status, held.assignee) == (
        Status.DISMISSED,
        reason,
        Status.QUEUED,
        Status.QUEUED,
        None,
    )


def test_distributed_by_load_and_by_the_rules_of_the_desks(page: Client, editor: User, tom: User) -> None:
    desk = DeskFactory()
    tom.desks.add(desk)
    claims = _claims(4, desk=desk)
    _send(page, claims[:2], do="distribute", spread="rules")
    assert set(
        Claim.objects.filter(pk__in=[c.pk for c in claims[:2]]).values_list("assignee", flat=True)
    ) == {tom.pk}
    _send(page, claims[2:], do="distribute", spread="load")
    assert set(
        Claim.objects.filter(pk__in=[c.pk for c in claims[2:]]).values_list("assignee", flat=True)
    ) == {editor.pk}


def test_a_checker_is_offered_and_allowed_only_what_checkers_may(
    page: Client, person: User, tom: User
) -> None:
    claims = _claims(1)
    html = flat(page.get(reverse("claim_queue")).content.decode())
    assert set(re.findall(r'name="do" value="(\w+)"', html)) == {
        "take",
        "priority",
        "accept",
        "release",
        "dismiss",
    }
    html = _send(page, claims, do="assign", to=f"u{tom.pk}")
    assert "Only these may do this" in html
    assert Claim.objects.get().assignee is None


def test_nothing_selected_and_nonsense_are_told(page: Client, person: User) -> None:
    assert "Select claims first" in _send(page, [], do="accept")
    assert "Select claims first" in _send(page, [], do="accept", claim=["x", "9" * 30, "-1"])
    assert page.post(reverse("claim_bulk"), {"do": "explode"}).status_code == 404


def test_two_hundred_assignments_make_one_mail(page: Client, editor: User, tom: User) -> None:
    claims = _claims(200)
    _send(page, claims, do="assign", to=f"u{tom.pk}")
    assert Claim.objects.filter(assignee=tom).count() == 200
    assert Notification.objects.filter(recipient=tom, channel="email").count() == 1
    assert not mail.outbox


# -- The next one, and the board --------------------------------------------------------------------


def test_the_next_claim_is_mine_and_open_at_its_place(page: Client, person: User) -> None:
    later, first = _claims(2, status=Status.QUEUED)
    Claim.objects.filter(pk=first.pk).update(priority=Priority.HIGH)
    answer = page.post(reverse("take_next"), {"next": "/claims/"})
    assert answer.headers["Location"] == f"/articles/{first.article_id}/#c{first.number}"
    first.refresh_from_db()
    assert first.assignee == person
    page.post(reverse("take_next"))
    html = flat(page.post(reverse("take_next"), {"next": "/claims/?due=none"}, follow=True).content.decode())
    assert "No claim is waiting for somebody." in html
    later.refresh_from_db()
    assert later.assignee == person


def test_cards_offer_their_legal_moves_and_go_there(page: Client, person: User) -> None:
    free = _claims(1)[0]
    claim_at(Status.IN_REVIEW)
    html = flat(page.get(reverse("claim_queue") + "?form=board").content.decode())
    cards = {
        int(pk): re.findall(r'name="do" value="(\w+)"', card)
        for pk, card in re.findall(r'<li class="bcard" id="b(\d+)"(.*?)</li>', html)
    }
    assert cards.pop(free.pk) == ["accept", "take"]
    assert list(cards.values()) == [[]]
    move = reverse("claim_move", args=[free.pk])
    answer = page.post(move, {"do": "take", "version": 1, "next": "/claims/?form=board"}, follow=True)
    assert "Done: taken." in flat(answer.content.decode())
    free.refresh_from_db()
    assert (free.status, free.assignee) == (Status.ASSIGNED, person)
    stale = page.post(move, {"do": "start", "version": 1}, follow=True)
    assert "Someone else has just moved this claim" in flat(stale.content.decode())
    assert page.post(move, {"do": Action.WITHDRAW}).status_code == 404


# -- Saved views ------------------------------------------------------------------------------------


def test_a_view_is_kept_counted_renamed_moved_and_deleted(page: Client, person: User) -> None:
    _claims(2, language="en")
    keep = reverse("view_list") + "?language=en&sort=worth&before=abc&due=&nonsense=1"
    html = flat(page.post(keep, {"name": "Wahl 2027"}, follow=True).content.decode())
    assert "The view “Wahl 2027” is kept." in html
    assert re.search(
        r'href="/claims/\?language=en&amp;sort=worth" aria-current="page">.*?Wahl 2027</span><span class="count ">2<',
        html,
    )
    page.post(reverse("view_list") + "?due=today", {"name": "Heute"})
    first, second = SavedView.objects.in_order()
    assert first.query == "language=en&sort=worth"
    page.post(reverse("view_change", args=[second.pk]), {"do": "up"})
    assert [view.name for view in SavedView.objects.in_order()] == ["Heute", "Wahl 2027"]
    page.post(reverse("view_change", args=[first.pk]), {"do": "rename", "name": "Wahlen"})
    page.post(reverse("view_change", args=[second.pk]), {"do": "remove", "name": ""})
    assert [view.name for view in SavedView.objects.all()] == ["Wahlen"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Wahl"])
def test_a_name_that_will_not_do_comes_back_with_the_reason(page: Client, person: User, name: str) -> None:
    shelf.keep(person, name="Wahl", query="due=today", at=timezone.now())
    answer = page.post(reverse("view_list") + "?due=overdue", {"name": name})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_views_of_a_desk_are_its_editors_and_seen_by_its_people_alone(
    page: Client, person: User, client: Client
) -> None:
    desk, at = DeskFactory(key="politik", name_en="Politics"), timezone.now()
    assert "Only editors keep views for a desk." in flat(
        page.post(reverse("view_list") + "?due=today", {"name": "A", "desk": "politik"}).content.decode()
    ).replace("&#x27;", "'")
    editor = UserFactory(roles=["editor"])
    view = shelf.keep(editor, name="Politik heute", query="due=today", at=at, desk=desk)
    other = shelf.keep(editor, name="Privat", query="due=none", at=at)
    assert "Politik heute" not in page.get(reverse("claim_queue")).content.decode()
    person.desks.add(desk)
    html = page.get(reverse("claim_queue")).content.decode()
    assert "Politik heute" in html
    assert "Privat" not in html
    page.post(reverse("view_change", args=[view.pk]), {"do": "remove"})
    assert page.post(reverse("view_change", args=[other.pk]), {"do": "remove"}).status_code == 404
    assert SavedView.objects.count() == 2
