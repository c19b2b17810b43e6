"""One claim from the first look to a published check and its correction, through its page alone."""

import re

import pytest
from django.test import Client

from claims.choices import Action, Role, Status
from claims.models import Claim, Fact, Note, Verdict
from claims.web import claim_page
from claims.web.actions import ACTIONS
from claims.workflow.lifecycle import MACHINE, TRANSITIONS
from claims.workflow.origins import independent_origins
from tests.factories import ClaimFactory, FactFactory, MatchFactory, RevisionFactory
from tests.web.html import flat
from tests.workflow.factories import (
    EvidenceFactory,
    RatingFactory,
    ReasonFactory,
    SourceFactory,
    claim_at,
    person,
)

pytestmark = pytest.mark.django_db


class Desk:
    """A person in front of a claim's page: fills in its forms with the version that the page shows."""

    def __init__(self, *roles: str) -> None:
        self.person = person(*roles, language="en")
        self.browser = Client()
        self.browser.force_login(self.person)

    def sees(self, claim: Claim) -> str:
        answer = self.browser.get(f"/claims/{claim.pk}/")
        assert answer.status_code == 200
        return answer.content.decode()

    def does(self, claim: Claim, action: str, status: int = 302, **fields: object) -> str:
        version = Claim.objects.get(pk=claim.pk).version
        answer = self.browser.post(f"/claims/{claim.pk}/{action}/", {"version": version, **fields})
        words = answer.content.decode()
        assert answer.status_code == status, words
        return words


def test_from_the_first_look_to_a_correction() -> None:
    checker, reviewer, editor = Desk(Role.CHECKER), Desk(Role.REVIEWER), Desk(Role.EDITOR)
    claim, rating = ClaimFactory(), RatingFactory()
    fact = FactFactory(claim=claim)
    assert "Accept" in checker.sees(claim)
    checker.does(claim, "accept")
    editor.does(claim, "assign", to=checker.person.pk, note="Eilt")
    checker.does(claim, "start")
    checker.does(claim, "tick", fact=fact.pk, state="right")
    for url in ("https://amt.example.de/satzung", "https://zeitung.example.org/1"):
        checker.does(claim, "cite", url=url, stance="refutes", kind="web", quoted="Es sind 21.")
    checker.does(claim, "confront", person_asked="Inga Moritz", question="Stimmt das?")
    asked = claim.confrontations.get()
    card = checker.browser.get(f"/claims/{claim.pk}/card/").content.decode()
    assert "Inga Moritz" in card and f"/claims/{claim.pk}/record-answer/" in card
    checker.does(claim, "record-answer", confrontation=asked.pk, answer="Ja.")
    checker.does(claim, "note", text=f"Bitte ansehen, @{reviewer.person.username}")
    assert list(Note.objects.get().mentions.all()) == [reviewer.person]
    checker.does(claim, "draft", seen=0, rating=rating.pk, rationale="Die Satzung nennt 21.")
    checker.does(claim, "submit")
    reviewer.does(claim, "send-back", note="Welche Satzung?")
    checker.does(
        claim,
        "draft",
        seen=Verdict.objects.get().version,
        rating=rating.pk,
        rationale="Die Satzung von 2023 nennt 21.",
    )
    checker.does(claim, "submit")
    reviewer.does(claim, "approve", note="Gut.")
    editor.does(claim, "publish")
    checker.does(claim, "correct", note="Gilt erst ab 2024.")
    draft = Verdict.objects.drafts().get()
    checker.does(
        claim, "draft", seen=draft.version, rating=rating.pk, rationale="Ab 2024 sind es 21.",
        correction_note="Die Satzung gilt erst ab 2024.",
    )  # fmt: skip
    checker.does(claim, "submit")
    reviewer.does(claim, "approve")
    editor.does(claim, "publish")
    claim.refresh_from_db()
    assert claim.status == Status.PUBLISHED
    assert Fact.objects.get().state == "right"
    page = checker.sees(claim)
    for words in (
        "Die Satzung von 2023 nennt 21.", "Ab 2024 sind es 21.", "Die Satzung gilt erst ab 2024.",
        "corrected by verdict 2", "corrects verdict 1", "Welche Satzung?", "Inga Moritz", "Eilt",
        "https://amt.example.de/satzung",
    ):  # fmt: skip
        assert words in page, words


def test_ones_own_verdict_is_not_approved_and_the_page_says_so() -> None:
    both = Desk(Role.CHECKER, Role.REVIEWER)
    claim = claim_at(Status.IN_REVIEW, assignee=both.person, drafter=both.person)
    told = "You drafted this verdict: a second person has to decide on it."
    assert told in both.sees(claim)
    assert told in both.does(claim, "approve", status=409, note="Passt schon")
    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW


def test_who_was_slower_keeps_what_they_typed() -> None:
    checker, editor = Desk(Role.CHECKER), Desk(Role.EDITOR)
    claim, reason = ClaimFactory(), ReasonFactory()
    editor.does(claim, "prioritise", priority="1")
    sent = {"version": claim.version, "reason": reason.pk, "why": "Nur eine Meinung, finde ich"}
    answer = checker.browser.post(f"/claims/{claim.pk}/dismiss/", sent)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Nur eine Meinung, finde ich"' in words
    assert "Someone else has just moved this claim." in words
    assert f"{editor.person.name}: priority changed" in words
    again = answer.context["again"].form
    assert again["version"].value() == str(claim.version + 1)
    checker.does(claim, "dismiss", reason=reason.pk, why="Nur eine Meinung, finde ich")
    claim.refresh_from_db()
    assert claim.status == Status.DISMISSED


def test_a_draft_saved_in_another_window_loses_neither_text() -> None:
    checker = Desk(Role.CHECKER)
    claim = claim_at(Status.QUEUED)
    checker.does(claim, "draft", seen=0, rationale="Aus dem ersten Fenster")
    words = checker.does(claim, "draft", status=409, seen=0, rationale="Aus dem zweiten Fenster")
    assert "Aus dem ersten Fenster" in words and "Aus dem zweiten Fenster" in words
    assert Verdict.objects.get().rationale == "Aus dem ersten Fenster"


@pytest.mark.parametrize(
    ("action", "fields", "status", "told"),
    [
        ("cite", {"url": "ftp://amt.example", "stance": "supports", "kind": "web"}, 409, "begins with http"),
        ("dismiss", {"why": "so halt"}, 409, "Choose a reason from the list."),
        ("note", {"text": ""}, 409, "Write something first."),
        ("note", {"text": "x" * 20_001}, 409, "20,001 characters"),
        ("assign", {"note": "wem?"}, 422, "Name either a person or a desk."),
        ("answer", {"earlier": 10**30}, 422, "less than or equal"),
        ("split", {"passages": "Steht nicht da"}, 422, "do not stand in the claim"),
        ("tick", {"fact": 999_999, "state": "right"}, 409, "There is none with the id 999999."),
        ("publish", {}, 409, "This is not possible while the claim is"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words_and_changes_nothing(
    action: str, fields: dict[str, object], status: int, told: str
) -> None:
    desk = Desk(Role.CHECKER, Role.EDITOR)
    claim = ClaimFactory()
    words = desk.does(claim, action, status=status, **fields)
    assert told in words
    assert re.search(r'role="alert" tabindex="-1" autofocus', words)  # seen without a script too
    for typed in fields.values():
        assert str(typed) in words
    assert not claim.events.exists() and not claim.evidence.exists()


def test_a_claim_is_split_by_the_words_of_its_parts() -> None:
    checker = Desk(Role.CHECKER)
    claim = ClaimFactory(quote="Der Preis steigt um 9,4 Prozent auf 118 Euro je Megawattstunde.")
    checker.does(claim, "split", passages="Der Preis steigt um 9,4 Prozent\nauf 118 Euro  je Megawattstunde")
    assert [part.quote for part in Claim.objects.filter(split_from=claim).order_by("start")] == [
        "Der Preis steigt um 9,4 Prozent",
        "auf 118 Euro je Megawattstunde",
    ]


def test_a_merged_claim_leads_to_the_one_it_is_part_of() -> None:
    checker = Desk(Role.CHECKER)
    claim = ClaimFactory()
    into = ClaimFactory(revision=claim.revision)
    bench = f"/articles/{claim.article_id}/"
    fields = {"version": claim.version, "into": into.pk, "next": f"{bench}?claim={claim.number}"}
    answer = checker.browser.post(f"/claims/{claim.pk}/merge/", fields)
    assert answer["Location"] == f"{bench}?claim={into.number}#c{into.number}"


def test_who_overrules_is_not_said_to_have_agreed() -> None:
    editor = Desk(Role.EDITOR)
    claim = claim_at(Status.IN_REVIEW)
    editor.does(claim, "overrule", because="Zu eng gefasst", rationale="Weiter gefasst.")
    card = editor.browser.get(f"/claims/{claim.pk}/card/").content.decode()
    for page in (card, editor.sees(claim)):
        assert f"overruled by {editor.person.name}" in page and "Zu eng gefasst" in page
        assert f"reviewed by {editor.person.name}" not in page


def test_who_may_not_hears_who_may() -> None:
    stranger = Desk(Role.REVIEWER)
    claim = ClaimFactory()
    assert "Only these may do this: checker / editor." in stranger.does(claim, "accept", status=403)
    assert stranger.browser.post(f"/claims/{claim.pk}/eat/", {"version": 1}).status_code == 404
    assert stranger.browser.get(f"/claims/{claim.pk}/accept/").status_code == 405


def test_a_blind_second_check_comes_before_the_first_verdict_is_read() -> None:
    reviewer = Desk(Role.REVIEWER)
    claim = claim_at(Status.IN_REVIEW)
    type(claim.desk).objects.filter(pk=claim.desk.pk).update(blind_second_check=True)
    assert "Die Satzung nennt eine andere Zahl." not in reviewer.sees(claim)
    reviewer.does(claim, "second-check", rating=Verdict.objects.get().rating.pk, rationale="Auch falsch.")
    assert "Die Satzung nennt eine andere Zahl." in reviewer.sees(claim)


def test_the_confidential_sources_of_others_are_counted_not_shown() -> None:
    claim, reader = claim_at(Status.CHECKING), Desk(Role.CHECKER)
    EvidenceFactory(claim=claim, source=SourceFactory(title="Informantin B", url="", confidential=True))
    page = reader.sees(claim)
    assert "Informantin B" not in page
    assert "1 piece of evidence comes from a confidential source of others." in page


def test_every_action_of_people_has_its_form() -> None:
    people = {action for action, line in TRANSITIONS.items() if line.roles != {MACHINE}}
    assert set(ACTIONS) == people
    assert Action.WITHDRAW not in ACTIONS


def test_more_rows_do_not_cost_more_questions(django_assert_max_num_queries) -> None:
    desk = Desk(Role.CHECKER)
    claim = claim_at(Status.CHECKING, assignee=desk.person)
    with django_assert_max_num_queries(60) as few:
        desk.sees(claim)
    FactFactory.create_batch(3, claim=claim)
    EvidenceFactory.create_batch(3, claim=claim)
    with django_assert_max_num_queries(60) as many:
        desk.sees(claim)
    assert len(many) <= len(few)


def _bench(claim: Claim) -> str:
    return f"/articles/{claim.article_id}/?claim={claim.number}&cards=open#c{claim.number}"


def test_what_is_written_stays_saved_when_it_cannot_be_submitted() -> None:
    desk = Desk(Role.CHECKER)
    claim, rating = ClaimFactory(), RatingFactory()
    sent = {"seen": 0, "rating": rating.pk, "rationale": "Die Satzung nennt 21.", "then": "submit"}
    words = desk.does(claim, "draft", status=409, next=_bench(claim), **sent)
    assert "Evidence of 2 independent origins" in words
    assert "What you wrote is saved." in words
    verdict = Verdict.objects.get()
    assert (verdict.rationale, verdict.submitted_at) == ("Die Satzung nennt 21.", None)
    claim.refresh_from_db()
    assert (claim.status, claim.assignee) == (Status.CHECKING, desk.person)  # writing on it begins the check
    sent |= {"seen": verdict.version, "exception": "Es gibt nur diese Satzung.", "next": _bench(claim)}
    answer = desk.browser.post(f"/claims/{claim.pk}/draft/", {"version": claim.version, **sent})
    assert answer.url == _bench(claim)
    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW


def test_saving_leads_on_to_the_next_open_claim_that_is_free() -> None:
    desk = Desk(Role.CHECKER)
    revision = RevisionFactory(text="Eins ist wahr. Zwei hat jemand. Drei ist frei.")
    first = ClaimFactory(revision=revision, quote="Eins ist wahr.", number=1)
    ClaimFactory(revision=revision, quote="Zwei hat jemand.", number=2, assignee=person(Role.CHECKER))
    ClaimFactory(revision=revision, quote="Drei ist frei.", number=3)
    sent = {"version": 1, "seen": 0, "rationale": "x", "then": "next", "next": _bench(first)}
    answer = desk.browser.post(f"/claims/{first.pk}/draft/", sent)
    assert answer.url == f"/articles/{revision.article_id}/?cards=open&claim=3#c3"


def test_a_form_leads_nowhere_else_than_to_our_own_pages() -> None:
    desk, claim = Desk(Role.CHECKER), ClaimFactory()
    for target in ("https://evil.example/", "//evil.example"):
        answer = desk.browser.post(f"/claims/{claim.pk}/note/", {"version": 1, "text": "x", "next": target})
        assert answer.url == f"/claims/{claim.pk}/"


def test_the_history_tells_from_what_to_what_and_why_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, claim = Desk(Role.CHECKER, Role.EDITOR), ClaimFactory()
    desk.does(claim, "prioritise", priority="1")
    desk.does(claim, "hand-over", status=409, to=person(Role.CHECKER).pk, note="x")
    desk.does(claim, "take")
    desk.does(claim, "release", why="Feierabend")
    monkeypatch.setattr(claim_page, "LATEST", 2)
    page = flat(desk.sees(claim))
    assert "<del>assigned</del>→<ins>queued</ins>" in page and "Feierabend" in page
    assert "priority changed" not in page
    older = re.search(r'href="\?before=(\d+)#history"', page)
    assert older
    page = flat(desk.browser.get(f"/claims/{claim.pk}/?before={older[1]}").content.decode())
    assert "<del>normal</del>→<ins>high</ins>" in page and "Feierabend" not in page


def test_an_earlier_check_is_set_aside_or_used() -> None:
    desk, claim = Desk(Role.CHECKER), ClaimFactory()
    earlier = claim_at(Status.PUBLISHED)
    wrong, same = MatchFactory(claim=claim), MatchFactory(claim=claim, earlier=earlier, relation="same")
    assert f"C-{wrong.earlier_id}" not in desk.does(claim, "reject-match", match=wrong.pk)
    wrong.refresh_from_db()
    assert wrong.decision == "rejected"
    assert f"/claims/{wrong.earlier_id}/" not in desk.sees(claim)
    desk.does(claim, "answer", earlier=earlier.pk)
    same.refresh_from_db()
    claim.refresh_from_db()
    assert (claim.status, claim.answered_by, same.decision) == (Status.ANSWERED, earlier, "accepted")
    assert f"/claims/{claim.pk}/" in desk.sees(earlier)  # the later claim that leans on it


def test_a_source_that_retells_another_counts_as_one_origin() -> None:
    desk = Desk(Role.CHECKER)
    claim = claim_at(Status.CHECKING, assignee=desk.person)
    agency, paper = (EvidenceFactory(claim=claim).source for _ in range(2))
    before = independent_origins(claim)
    desk.does(claim, "link-origin", source=paper.pk, origin=agency.pk)
    assert independent_origins(Claim.objects.get(pk=claim.pk)) == before - 1
    assert f"takes its text from {agency}" in desk.sees(claim)


@pytest.mark.parametrize("path", ["/claims/{pk}/card/", "/articles/{article}/?claim={number}"])
def test_the_open_card_does_not_ask_more_for_more_rows(django_assert_max_num_queries, path: str) -> None:
    desk = Desk(Role.CHECKER)
    claim = claim_at(Status.CHECKING, assignee=desk.person)
    address = path.format(pk=claim.pk, article=claim.article_id, number=claim.number)
    with django_assert_max_num_queries(60) as few:
        assert 'name="rationale"' in desk.browser.get(address).content.decode()
    FactFactory.create_batch(3, claim=claim)
    EvidenceFactory.create_batch(3, claim=claim)
    MatchFactory.create_batch(3, claim=claim)
    with django_assert_max_num_queries(60) as many:
        desk.browser.get(address)
    assert len(many) <= len(few) + 1  # the list of sources to choose an origin from


def test_who_was_deactivated_meanwhile_is_said_in_words_that_help() -> None:
    editor, gone, claim = Desk(Role.EDITOR), person(Role.CHECKER, is_active=False), claim_at(Status.QUEUED)
    told = editor.does(claim, "assign", 422, to=gone.pk, note="Bitte bis 20 Uhr")
    assert "deactivated or no checker. Choose another." in told and "Bitte bis 20 Uhr" in told
    claim.refresh_from_db()
    assert (claim.status, claim.assignee) == (Status.QUEUED, None)


def test_a_confidential_source_is_not_named_as_where_another_has_its_text_from() -> None:
    claim, reader, writer = claim_at(Status.QUEUED), Desk(Role.CHECKER), Desk(Role.CHECKER)
    letter = SourceFactory(title="Brief der Informantin", url="", confidential=True, added_by=writer.person)
    EvidenceFactory(claim=claim, source=SourceFactory(title="Tagblatt", origin=letter))
    assert "takes its text from Brief der Informantin" in flat(writer.sees(claim))
    page = reader.sees(claim)
    assert "Tagblatt" in page and "Informantin" not in page
