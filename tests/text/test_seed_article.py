"""The real article that the customer gave: every statement of its body is one claim, nothing else is.

Its text is not part of this repository; the tests are skipped where it is not beside it.
"""

from datetime import date
from pathlib import Path

import pytest

from claims.text.reading import read
from claims.text.spans import FactType, Kind, Role

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
NAME = "000_6e943628f41e7ae9.txt"


def plain(quote):
    """The words with each run of white space as one blank: the article has no-break spaces."""
    return " ".join(quote.split())


pytestmark = pytest.mark.skipif(
    not (SEEDS / NAME).is_file(), reason=f"the customer's article {NAME} is not in ../shared/seeds"
)

# The first words of its statements in order: teaser, 19 sentences of the body, one caption.
STARTS = [
    "Von Kim Jong-un", "Das ist ein", "Zu den Zusammenstößen", "In die Oblast", "Mehrere tausend Soldaten",
    "„Wir erkennen Zusammenstöße", "Die Ukrainer haben", "Zuvor hatte Andrij", "„Die ersten nordkoreanischen",
    "Die nordkoreanischen Einheiten", "Ob Kim Jong-uns", "Die Geheimdienste der", "Bislang ist nichts",
    "Sie sind wohl", "Kürzlich hatte US-Außenminister", "Wie die koreanische", "Laut The Korea", "Südkorea ist seit",
    "Es arbeitet eng", "Nach den jüngsten", "So sollen südkoreanische",
]  # fmt: skip


@pytest.fixture(scope="module")
def reading():
    text = (SEEDS / NAME).read_text(encoding="utf-8")
    return read(text, published=date(2024, 11, 5))


@pytest.fixture(scope="module")
def by_start(reading):
    return {
        start: [claim for claim in reading.claims if plain(claim.quote).startswith(start)] for start in STARTS
    }


def test_statements_of_the_body_are_one_claim_each(by_start):
    whole = [start for start, claims in by_start.items() if len(claims) == 1 and claims[0].quote[-1] in ".“"]
    assert len(whole) >= len(STARTS) - 2, sorted(set(STARTS) - set(whole))


def test_nothing_else_of_the_running_text_is_a_claim(reading):
    others = [
        claim.quote
        for claim in reading.claims
        if claim.role in {Role.TEASER, Role.BODY} and not plain(claim.quote).startswith(tuple(STARTS))
    ]
    assert others == []


def test_no_furniture_in_a_claim(reading):
    quotes = " ".join(claim.quote for claim in reading.claims)
    for piece in (
        "©",
        "Startseite",
        "Kommentare",
        "Auch interessant",
        "(pm)",
        "Kursk –",
        "Symbolfoto",
        "Damit nicht",
    ):
        assert piece not in quotes


def test_caption_printed_twice_is_read_once_without_its_credit(reading):
    quotes = [s.quote for s in reading.statements if s.quote.startswith("Auf Linie getrimmt")]
    assert quotes == ["Auf Linie getrimmt: nordkoreanische Soldaten."]


def test_quotation_of_two_sentences_is_whole(by_start):
    (claim,) = by_start["„Wir erkennen Zusammenstöße"]
    assert claim.kind is Kind.QUOTE
    assert claim.quote.endswith("bei KBS.")
    assert [len(f.quote.split(". ")) for f in claim.facts if f.type is FactType.QUOTE] == [2]


@pytest.mark.parametrize(
    ("start", "claimant", "chain"),
    [
        ("Von Kim Jong-un", "Ukrainer", ()),
        ("Das ist ein", "Rustem Umerov", ("KBS",)),
        ("Zu den Zusammenstößen", "Kiew", ()),
        ("In die Oblast", "", ()),
        ("Mehrere tausend Soldaten", "ukrainische Militärblogger", ()),
        ("„Wir erkennen Zusammenstöße", "Rustem Umerov", ("KBS", "The Kyiv Independent")),
        ("Zuvor hatte Andrij", "Andrij Kowalneko", ()),
        ("„Die ersten nordkoreanischen", "Andrij Kowalneko", ("Telegram",)),
        ("Die nordkoreanischen Einheiten", "Andrij Kowalneko", ()),
        ("Die Geheimdienste der", "Geheimdienste der USA, der Ukraine und Südkoreas", ()),
        ("Bislang ist nichts", "", ()),
        ("Sie sind wohl", "", ()),
        ("Kürzlich hatte US-Außenminister", "Antony Blinken", ()),
        ("Wie die koreanische", "The Korea Herald", ()),
        ("Laut The Korea", "südkoreanischer Geheimdienst", ("The Korea Herald",)),
        ("Südkorea ist seit", "", ()),
    ],
)
def test_who_the_statement_stands_on(by_start, start, claimant, chain):
    (claim,) = by_start[start]
    assert (claim.claimant, claim.chain) == (claimant, chain)


def test_fifth_of_november_is_resolved(by_start):
    (claim,) = by_start["Das ist ein"]
    assert "2024-11-05" in {fact.iso for fact in claim.facts}


def test_subhead_repeats_the_body(reading, by_start):
    (subhead,) = [c for c in reading.claims if c.quote.startswith("Ukraine-Krieg: Kiew")]
    assert subhead.duplicate_of is not None
    assert reading.statements[subhead.duplicate_of] == by_start["Das ist ein"][0]
