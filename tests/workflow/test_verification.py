"""Evidence, independent origins, facts, notes and people asked to answer."""

import contextlib
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims import history
from claims.choices import Action, FactState, SourceKind, Stance, Status
from claims.errors import Invalid, WorkflowError
from claims.models import Claim, Event, Evidence, Note, Notification, Snapshot, Source
from claims.workflow import verification
from claims.workflow.origins import independent_origins, normal_url, origins, registrable
from claims.workflow.verification import SourceSheet
from tests.factories import ClaimFactory, FactFactory, OutletFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import EvidenceFactory, SourceFactory, claim_at


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return ClaimFactory(status=Status.CHECKING, assignee=newsroom.checker)


def cite(claim: Claim, newsroom: Newsroom, url: str, **fields: object) -> Evidence:
    sheet = SourceSheet(url=url, **fields)
    return verification.cite(claim, source=sheet, stance="refutes", by=newsroom.checker, at=timezone.now())


# -- Evidence ---------------------------------------------------------------------------------------


def test_a_citation_holds_what_was_found_where_and_asks_for_a_copy(claim: Claim, newsroom: Newsroom) -> None:
    now = timezone.now()
    sheet = SourceSheet(
        url="https://www.amt.example/satzung", title="Satzung", author="Amt 20", published_on=now.date()
    )
    evidence = verification.cite(
        claim,
        source=sheet,
        stance="refutes",
        by=newsroom.checker,
        at=now,
        is_primary=True,
        place="S. 4",
        quoted="21",
    )
    assert (evidence.stance, evidence.is_primary, evidence.place, evidence.quoted) == (
        Stance.REFUTES,
        True,
        "S. 4",
        "21",
    )
    assert (evidence.source.title, evidence.source.publisher) == ("Satzung", "amt.example")
    assert evidence.snapshot == Snapshot.objects.get(source=evidence.source)
    event = Event.objects.get(claim=claim)
    assert event.action == Action.CITE and event.after["source"]["name"] == "Satzung"
    claim.refresh_from_db()
    assert claim.version == 1


def test_the_same_page_is_the_same_source_for_every_claim(claim: Claim, newsroom: Newsroom) -> None:
    other = ClaimFactory(status=Status.QUEUED)
    one = cite(claim, newsroom, "https://www.amt.example/satzung/?utm_source=x&b=2&a=1#oben")
    two = cite(other, newsroom, "http://amt.example:80/satzung?a=1&b=2")
    assert one.source == two.source and Source.objects.count() == 1 and one.snapshot == two.snapshot
    assert verification.find_source("https://AMT.example/satzung?b=2&a=1", by=newsroom.other) == one.source


def test_a_double_click_cites_once_and_another_place_of_the_source_is_another_citation(
    claim: Claim, newsroom: Newsroom
) -> None:
    now = timezone.now()
    first = cite(claim, newsroom, "https://amt.example/1")
    with pytest.raises(WorkflowError, match="already"):
        cite(claim, newsroom, "https://amt.example/1")
    verification.cite(claim, source=first.source, stance="context", place="S. 9", by=newsroom.other, at=now)
    verification.uncite(first, by=newsroom.checker, at=now)
    cite(claim, newsroom, "https://amt.example/1")
    assert claim.evidence.standing().count() == 2 and claim.evidence.count() == 3


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://amt.example/x", "amt.example", "http://", "https://a b.example", "http://[::1", "http://x.example:port/"]
)  # fmt: skip
def test_an_address_is_http_or_it_is_none(claim: Claim, newsroom: Newsroom, url: str) -> None:
    with pytest.raises(Invalid, match="http://") as caught:
        cite(claim, newsroom, url)
    assert caught.value.field == "url"
    assert not (Source.objects.exists() or Evidence.objects.exists() or Event.objects.exists())


@pytest.mark.parametrize(
    "fields", [{"quoted": "x" * 5001}, {"note": "x" * 20_001}, {"place": "x" * 201}, {"stance": "perhaps"}]
)
def test_what_cannot_be_taken_leaves_nothing_behind(
    claim: Claim, newsroom: Newsroom, fields: dict[str, str]
) -> None:
    given_fields = {"stance": "supports", **fields}
    with pytest.raises(Invalid) as caught:
        verification.cite(
            claim,
            source=SourceSheet(url="https://x.example"),
            by=newsroom.checker,
            at=timezone.now(),
            **given_fields,
        )
    assert caught.value.field == next(iter(fields))
    assert not (Source.objects.exists() or Evidence.objects.exists())


def test_a_document_needs_a_name_and_no_address(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(Invalid, match="Name the source"):
        cite(claim, newsroom, "", kind=SourceKind.DOCUMENT)
    evidence = cite(claim, newsroom, "", kind=SourceKind.DOCUMENT, title="Vertrag von 1994")
    assert evidence.snapshot is None and evidence.source.url_key == ""


def test_a_confidential_source_is_seen_by_named_people_and_in_no_history(
    claim: Claim, newsroom: Newsroom
) -> None:
    sheet = {
        "title": "Informantin X",
        "kind": SourceKind.PERSON,
        "confidential": True,
        "confidants": (newsroom.reviewer,),
    }
    evidence = cite(claim, newsroom, "", **sheet)
    for person, sees in ((newsroom.checker, True), (newsroom.reviewer, True), (newsroom.other, False)):
        assert Evidence.objects.visible_to(person).exists() is sees
        assert Source.objects.visible_to(person).exists() is sees
    assert not Evidence.objects.public().exists()
    assert "Informantin" not in str([(e.before, e.after, e.why) for e in history.timeline(claim)])
    with pytest.raises(Invalid, match="no such source"):
        verification.cite(
            claim, source=evidence.source, stance="supports", by=newsroom.other, at=timezone.now()
        )


def test_a_confidential_page_is_not_given_away_by_its_address(claim: Claim, newsroom: Newsroom) -> None:
    secret = cite(claim, newsroom, "https://intern.example/1", confidential=True)
    assert verification.find_source("https://intern.example/1", by=newsroom.other) is None
    public = verification.cite(
        claim,
        source=SourceSheet(url="https://intern.example/1"),
        stance="context",
        by=newsroom.other,
        at=timezone.now(),
    )
    assert public.source != secret.source
    again = ClaimFactory(status=Status.QUEUED)
    assert cite(again, newsroom, "https://intern.example/1").source == public.source
    assert cite(again, newsroom, "https://intern.example/1", confidential=True).source == secret.source


def test_removed_evidence_no_longer_counts_and_stays_readable(claim: Claim, newsroom: Newsroom) -> None:
    evidence, now = cite(claim, newsroom, "https://x.example"), timezone.now()
    verification.uncite(evidence, by=newsroom.other, at=now, why="falsche Seite")
    assert independent_origins(claim) == 0 and evidence.removed_by == newsroom.other
    event = Event.objects.filter(action=Action.UNCITE).get()
    assert (event.before["url"], event.why) == ("https://x.example", "falsche Seite")
    with pytest.raises(WorkflowError, match="already"):
        verification.uncite(evidence, by=newsroom.checker, at=now)
    assert Event.objects.filter(action=Action.UNCITE).count() == 1


# -- Origins ----------------------------------------------------------------------------------------


def evidence_from(claim: Claim, *urls: str, **fields: object) -> list[Evidence]:
    return [EvidenceFactory(claim=claim, source=SourceFactory(url=url, **fields)) for url in urls]


def test_several_papers_with_one_agencys_text_are_one_origin(claim: Claim) -> None:
    agency = SourceFactory(url="https://agentur.example/meldung", publisher="nka")
    retold = SourceFactory(url="https://portal.example/x", origin=agency)
    for source in (SourceFactory(url="https://blatt.example/1", origin=retold), retold, agency):
        EvidenceFactory(claim=claim, source=source)
    assert [(o.name, len(o.evidence)) for o in origins(claim)] == [("nka", 3)]
    evidence_from(claim, "https://amt.example/")
    assert independent_origins(claim) == 2


def test_one_registrable_domain_is_one_origin_and_two_below_a_public_suffix_are_two(claim: Claim) -> None:
    evidence_from(claim, "https://www.stats.gov.uk/a", "https://data.stats.gov.uk/b", "https://bank.gov.uk/c")
    assert independent_origins(claim) == 2


def test_one_publisher_is_one_origin_wherever_it_publishes(claim: Claim) -> None:
    evidence_from(claim, "https://x.example/1", "https://y.example/2", publisher="Statistisches Amt")
    EvidenceFactory(
        claim=claim, source=SourceFactory(url="", kind=SourceKind.DOCUMENT, publisher="statistisches  AMT")
    )
    assert independent_origins(claim) == 1


def test_the_claims_own_article_and_own_checks_are_no_origin(newsroom: Newsroom) -> None:
    claim = ClaimFactory()
    claim.article.outlet = OutletFactory(domain="tagblatt.example")
    claim.article.url = "https://amp.blatt.example/fernwaerme"
    claim.article.save()
    evidence_from(claim, "https://www.tagblatt.example/1", "https://blatt.example/2")
    evidence_from(claim, "https://unser.example/check", kind=SourceKind.OWN)
    assert independent_origins(claim) == 0
    EvidenceFactory(claim=claim, source=SourceFactory(url="", kind=SourceKind.PERSON, title="Zeuge"))
    assert independent_origins(claim) == 1


def test_sources_that_lead_in_a_circle_are_one_and_nobody_makes_a_circle(
    claim: Claim, newsroom: Newsroom
) -> None:
    one, two, three = (evidence_from(claim, f"https://{name}.example/")[0].source for name in ("a", "b", "c"))
    verification.link_origin(two, origin=one, by=newsroom.checker, at=timezone.now())
    verification.link_origin(three, origin=two, by=newsroom.checker, at=timezone.now())
    with pytest.raises(Invalid, match="from each other"):
        verification.link_origin(one, origin=three, by=newsroom.checker, at=timezone.now())
    Source.objects.filter(pk=one.pk).update(origin=three)  # somebody did it in the database
    assert independent_origins(claim) == 1


@given(st.text())
def test_any_text_is_an_address_or_refused_but_never_an_accident(text: str) -> None:
    for address in (text, "http://" + text, f"https://x.example/{text}"):
        registrable(address)
        with contextlib.suppress(ValueError):
            assert normal_url(address) == normal_url(address + " ")


# -- Facts, notes, answers --------------------------------------------------------------------------


def test_facts_are_ticked_one_by_one_and_open_again(claim: Claim, newsroom: Newsroom) -> None:
    fact, now = FactFactory(claim=claim), timezone.now()
    verification.tick(fact, state="right", by=newsroom.checker, at=now)
    assert (fact.state, fact.checked_by, fact.checked_at) == (FactState.RIGHT, newsroom.checker, now)
    verification.tick(fact, state="wrong", by=newsroom.other, at=now, why="Satzung sagt 12.000")
    verification.tick(fact, state="open", by=newsroom.other, at=now)
    assert (fact.state, fact.checked_by, fact.checked_at) == (FactState.OPEN, None, None)
    states = [(e.before["state"], e.after["state"]) for e in Event.objects.order_by("pk")]
    assert states == [("open", "right"), ("right", "wrong"), ("wrong", "open")]
    with pytest.raises(Invalid):
        verification.tick(fact, state="maybe", by=newsroom.checker, at=now)


def test_people_named_in_a_note_are_told_and_other_words_with_an_at_are_left_alone(
    claim: Claim, newsroom: Newsroom
) -> None:
    text = "@Tom @mira: steht bei @AndySch64494719 und in tom@henrike.example? @jana"
    note = verification.note(claim, text=text, by=newsroom.checker, at=timezone.now())
    assert set(note.mentions.all()) == {newsroom.other, newsroom.reviewer}
    told = Notification.objects.filter(topic="mentioned", channel="in_app").values_list(
        "recipient__username", flat=True
    )
    assert set(told) == {"tom", "mira"}
    newsroom.other.is_active = False
    newsroom.other.save()
    assert not verification.note(claim, text="@tom", by=newsroom.checker, at=timezone.now()).mentions.exists()


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * 20_001])
def test_a_note_has_words_and_not_too_many(claim: Claim, newsroom: Newsroom, text: str) -> None:
    with pytest.raises(Invalid):
        verification.note(claim, text=text, by=newsroom.checker, at=timezone.now())
    assert not Note.objects.exists()


def test_a_person_is_asked_until_a_time_and_the_answer_is_written_down_once(
    claim: Claim, newsroom: Newsroom
) -> None:
    now = timezone.now()
    asked = verification.confront(
        claim,
        person_asked="Inga Moritz",
        question="Stimmt das?",
        by=newsroom.checker,
        at=now,
        answer_due_at=now + timedelta(hours=4),
    )
    verification.record_answer(
        asked, answer="Kein Kommentar.", by=newsroom.other, at=now + timedelta(hours=1)
    )
    assert (asked.answer, asked.answered_at) == ("Kein Kommentar.", now + timedelta(hours=1))
    with pytest.raises(WorkflowError, match="already"):
        verification.record_answer(asked, answer="Doch.", by=newsroom.other, at=now)
    asked.refresh_from_db()
    assert asked.answer == "Kein Kommentar."
    for fields in ({"person_asked": " "}, {"answer_due_at": now - timedelta(hours=1)}):
        with pytest.raises(Invalid):
            verification.confront(
                claim, **{"person_asked": "X", "question": "", "by": newsroom.checker, "at": now, **fields}
            )


def test_what_is_under_review_gets_no_new_evidence(newsroom: Newsroom) -> None:
    claim = claim_at(Status.IN_REVIEW)
    with pytest.raises(WorkflowError, match="in review"):
        cite(claim, newsroom, "https://x.example")
    assert not Source.objects.filter(url="https://x.example").exists()


def test_starting_takes_a_free_claim_and_no_one_elses(newsroom: Newsroom) -> None:
    free, taken = claim_at(Status.QUEUED), claim_at(Status.ASSIGNED, assignee=newsroom.other)
    verification.start(free, by=newsroom.checker, at=timezone.now())
    assert (free.status, free.assignee) == (Status.CHECKING, newsroom.checker)
    with pytest.raises(WorkflowError, match="hands of Tom"):
        verification.start(taken, by=newsroom.checker, at=timezone.now())


def test_titles_and_names_stand_on_one_line_and_turn_no_writing_round(
    claim: Claim, newsroom: Newsroom
) -> None:
    sheet = SourceSheet(
        url="https://amt.example/x",
        title="Beschluss\r\nX: 1 \u202egnp.exe",
        publisher="Amt\n2",
        author="A\u2028B",
    )
    evidence = verification.cite(
        claim, source=sheet, stance="supports", place="S.\r\n4", by=newsroom.checker, at=timezone.now()
    )
    source = evidence.source
    assert (source.title, source.publisher, source.author) == ("Beschluss X: 1 gnp.exe", "Amt 2", "A B")
    assert evidence.place == "S. 4"


@pytest.mark.parametrize("url", ["https://mira:geheim@amt.example/x", "http://@amt.example/"])
def test_an_address_with_a_password_is_refused(claim: Claim, newsroom: Newsroom, url: str) -> None:
    with pytest.raises(Invalid, match="name and password") as refused:
        cite(claim, newsroom, url)
    assert refused.value.field == "url"
    assert not claim.evidence.exists() and not Source.objects.exists()


@pytest.mark.parametrize("host", ["192.0.2.7", "198.51.100.7", "[2001:db8::7]"])
def test_nobody_registered_a_part_of_a_number(host: str) -> None:
    assert registrable(f"http://{host}/x") == host.strip("[]")
