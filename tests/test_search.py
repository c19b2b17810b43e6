"""Full-text search: forms of words, umlauts, phrases, beginnings; the index follows what people and the machine write."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims import search
from claims.choices import Role, Status
from claims.models import CheckText, Claim, SearchText, Verdict
from claims.text.search import fold, index_text, terms
from claims.workflow import marking, publication, triage
from tests.factories import ClaimFactory, RevisionFactory, UserFactory
from tests.workflow.factories import claim_at, person

HOUSES = "Die Häuser in der Ölstraße stiegen um 9,4 Prozent im Preis."
SPEECH = "Ministerin Sönksen sagte, das Haus sei nicht gefährdet."
ENGLISH = "Prices of houses rose by 31 percent."


@pytest.fixture
def claims(db: None) -> dict[str, Claim]:
    found = {
        "houses": ClaimFactory(revision=RevisionFactory(text=HOUSES, article__title="Wohnen"), quote=HOUSES),
        "speech": ClaimFactory(
            revision=RevisionFactory(text=SPEECH, article__title="Abriss in Groß Kölln"),
            quote=SPEECH,
            claimant="Henrike Sönksen",
        ),
        "english": ClaimFactory(
            revision=RevisionFactory(text=ENGLISH, article__title="Rents", article__language="en"),
            quote=ENGLISH,
            wording="The cost of living went up.",
        ),
    }
    search.index(found.values())
    return found


def _found(claims: dict[str, Claim], query: str) -> set[str]:
    keys = set(search.matching(Claim.objects.all(), query).values_list("pk", flat=True))
    return {name for name, claim in claims.items() if claim.pk in keys}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Haus ", {"houses", "speech"}),
        ("häuser ", {"houses", "speech"}),
        ("HAEUSER", {"houses", "speech"}),
        ("steigen", {"houses"}),
        ("gestiegen ", {"houses"}),
        ("Ölstraße", {"houses"}),
        ("oelstrasse", {"houses"}),
        ("Oelstra", {"houses"}),
        ("ölstra ", set()),
        ("9,4", {"houses"}),
        ("94 ", set()),
        ("Sönksen", {"speech"}),
        ("soenksen Haus", {"speech"}),
        ("Haus Preise", {"houses"}),
        ("house", {"english"}),
        ("rise", {"english"}),
        ("Groß Kölln", {"speech"}),
        ("gross koelln", {"speech"}),
        ("cost living", {"english"}),
        ("„das Haus sei“", {"speech"}),
        ('"Haus das"', set()),
        ('"sei nicht" Ministe', {"speech"}),
        ("Haus Elefant", set()),
        ("!?", set()),
        ("'; DROP TABLE -- & | <-> *", set()),
        ("Haus & Preis | (", {"houses"}),
        ("NOT", set()),
        ("", set()),
    ],
)
def test_words_are_found_in_their_forms(claims: dict[str, Claim], query: str, names: set[str]) -> None:
    assert _found(claims, query) == names


def test_the_index_follows_what_is_written_and_forgets_what_is_gone(claims: dict[str, Claim]) -> None:
    checker, claim = UserFactory(roles=["checker"]), claims["speech"]
    triage.reword(claim, wording="Das Rathaus steht unter Denkmalschutz.", by=checker, at=timezone.now())
    assert _found(claims, "Denkmalschutz") == {"speech"}
    triage.reword(claim, wording="", by=checker, at=timezone.now())
    assert _found(claims, "Denkmalschutz") == set()
    marked = marking.mark(claims["houses"].article, start=4, end=10, by=checker, at=timezone.now())
    assert set(search.matching(Claim.objects.all(), "Häuser Wohnen")) == {claims["houses"], marked}
    marked.events.all().delete()
    marked.delete()
    assert set(search.matching(Claim.objects.all(), "Häuser Wohnen")) == {claims["houses"]}


def _published() -> Verdict:
    claim = claim_at(Status.APPROVED)
    search.index([claim])
    return publication.publish(claim, by=person(Role.EDITOR), at=timezone.now())


def test_reindex_writes_everything_anew_or_what_is_missing(
    claims: dict[str, Claim], capsys: pytest.CaptureFixture[str]
) -> None:
    SearchText.objects.filter(claim=claims["speech"]).update(text="falsch")
    claims["houses"].search.delete()
    assert _found(claims, "Haus ") == set()
    _published()
    CheckText.objects.all().delete()
    call_command("reindex", "--missing")
    assert capsys.readouterr().out == "1 claims indexed.\n1 published checks indexed.\n"
    assert (_found(claims, "Haus "), _found(claims, "falsch ")) == ({"houses"}, {"speech"})
    call_command("reindex")
    assert (_found(claims, "Haus "), _found(claims, "falsch ")) == ({"houses", "speech"}, set())


@pytest.mark.django_db
def test_published_checks_are_found_by_what_went_out_in_any_form() -> None:
    check = _published()
    rows, words = Verdict.objects.all(), check.published_as["claim"]["quote"]
    assert list(search.checks_matching(rows, words)) == [check]
    assert list(search.checks_matching(rows, f'"{words}" xyzzy')) == []
    assert list(search.checks_matching(rows, "!?")) == []
    check.published_as["rationale"] = "Die Häuser sind höher."
    search.index_checks([check])
    assert list(search.checks_matching(rows, "Haus hoch")) == [check]
    assert list(search.checks_matching(rows, words)) == [check]
    CheckText.objects.filter(verdict=check).delete()
    assert list(search.checks_matching(rows, words)) == []


@given(st.text(max_size=60))
def test_any_query_becomes_words_of_letters_and_digits(query: str) -> None:
    for term in terms(query):
        for way in term.alternatives:
            assert way
            assert all(word.isalnum() or fold(word) == word for word in way)
            assert not any(mark in word for word in way for mark in "\"'&|!()<>:* \\")


@given(st.text(max_size=80))
def test_any_text_is_found_by_its_own_words(text: str) -> None:
    indexed = index_text([text], language="fr").split()
    for term in terms(text):
        first = term.alternatives[0]
        assert set(first) <= set(indexed)
    assert fold(fold(text)) == fold(text)
