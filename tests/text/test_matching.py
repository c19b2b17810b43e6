"""Matching claims: what is looked up, the index, the rankings, the guard, and the figures on the own set."""

from pathlib import Path

import numpy as np
import pytest

from claims.text.encoders import Encoder, encoders
from claims.text.matching import evaluation
from claims.text.matching.finding import Finder
from claims.text.matching.guard import said
from claims.text.matching.matcher import match
from claims.text.matching.store import BLOCK, Entry, Failure, Store
from claims.text.matching.terms import grams, plain, terms
from claims.text.vectors import normal, packed, unpacked

SET = Path(__file__).parents[1] / "yardstick" / "matches.txt"


def letters(texts):
    """An encoder that can be seen through: how often each letter stands in the text."""
    rows = [[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts]
    return normal(np.array(rows, dtype=np.float32))


SEEN_THROUGH = Encoder("letters/1", letters, letters)


# -- What is looked up ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("11.000 Soldaten", "11,000 Soldaten"),
        ("6,1 Prozent", "6.1 Prozent"),
        ("Die Häuser brennen.", "Das Haus brennt"),
        ("The minister resigned", "Ministers resigning"),
        ("#AustralianFires", "Australian fires"),
    ],
)
def test_two_spellings_share_a_term(one, other):
    assert set(terms(one)) & set(terms(other))


def test_addresses_and_the_signature_of_a_post_are_no_words_of_the_claim():
    post = (
        "Fires everywhere pic.twitter.com/abc https://example.org/x — Some Body (@somebody) January 4, 2020"
    )
    assert plain(post) == "Fires everywhere"


@pytest.mark.parametrize(
    "text", ["", " ", "!?", "\0", "ß", "👩‍👩‍👧", "a" * 5000, '"NEAR(a b)" OR *', "\ud800"]
)
def test_any_text_can_be_indexed_and_asked_for(text):
    finder = Finder(Store(None, encoder=SEEN_THROUGH.id), [SEEN_THROUGH])
    finder.add([Entry(1, text, text), Entry(2, "Etwas anderes", "")])
    assert len(finder.find([text, "anderes"], limit=3)) == 2
    assert grams(text).dtype == np.int64


# -- The index --------------------------------------------------------------------------------------


def test_vectors_keep_their_direction_as_bytes():
    rows = normal(np.random.default_rng(1).normal(size=(50, 64)).astype(np.float32))
    back = unpacked(packed(rows))
    assert np.einsum("ij,ij->i", rows, back).min() > 0.9999


def test_a_claim_that_was_changed_is_found_by_its_new_words_only():
    store = Store(None, encoder="")
    store.add([Entry(1, "Das Rathaus brennt"), Entry(2, "Der Zoo öffnet")], None)
    store.add([Entry(1, "Die Brücke sperrt")], None)
    assert store.by_words(["rathau"], 5) == [] and store.by_words(terms("Brücke"), 5) == [1]
    assert len(store) == 2


def test_removed_claims_are_found_neither_by_words_nor_by_meaning():
    finder = Finder(Store(None, encoder=SEEN_THROUGH.id), [SEEN_THROUGH])
    finder.add([Entry(1, "Das Rathaus brennt"), Entry(2, "Der Zoo öffnet")])
    finder.store.remove([1])
    assert [f.entry.id for f in finder.find(["Das Rathaus brennt"], limit=5)[0]] == [2]


def test_vectors_of_more_than_one_block_are_all_looked_at():
    finder = Finder(Store(None, encoder=SEEN_THROUGH.id), [SEEN_THROUGH])
    finder.add([Entry(n, f"zz {n}") for n in range(1, 2 * BLOCK + 10)])
    finder.add([Entry(9_999_999, "quark quark")])
    found = finder.store.by_vectors(letters(["qurak"]), 1, [[5]])[0]
    assert 9_999_999 in found and 5 in found  # the nearest, and the one that was asked for by name
    assert max(found, key=lambda pk: found[pk]) == 9_999_999


def test_the_file_is_read_and_written_by_two_at_once(tmp_path):
    path = tmp_path / "index.sqlite3"
    one, other = (Finder(Store(path, encoder=SEEN_THROUGH.id), [SEEN_THROUGH]) for _ in range(2))
    one.add([Entry(1, "Das Rathaus brennt")])
    other.add([Entry(2, "Der Zoo öffnet"), Entry(1, "Das Rathaus brennt nicht")])
    assert {f.entry.id for f in one.find(["Rathaus und Zoo"], limit=5)[0]} == {1, 2}
    assert one.store.entries([1])[1].text == "Das Rathaus brennt nicht"


def test_what_is_broken_off_leaves_the_index_as_it_was(tmp_path):
    store = Store(tmp_path / "index.sqlite3", encoder="")
    store.add([Entry(1, "Das Rathaus brennt")], None)
    with pytest.raises(AttributeError), store.writing():
        store.add([Entry(2, "Der Zoo öffnet"), None], None)
    assert len(Store(tmp_path / "index.sqlite3", encoder="")) == 1


def test_an_index_of_another_encoder_begins_empty(tmp_path):
    path = tmp_path / "index.sqlite3"
    Finder(Store(path, encoder=SEEN_THROUGH.id), [SEEN_THROUGH]).add([Entry(1, "Das Rathaus brennt")])
    assert len(Store(path, encoder=SEEN_THROUGH.id)) == 1
    assert len(Store(path, encoder="letters/2")) == 0


def test_a_damaged_file_is_told(tmp_path):
    path = tmp_path / "index.sqlite3"
    path.write_bytes(b"no database" * 500)
    with pytest.raises(Failure):
        Store(path, encoder="")


# -- The nearest ------------------------------------------------------------------------------------


def test_a_claim_is_also_found_by_the_headline_above_it():
    finder = Finder(Store(None, encoder=""), [])
    finder.add(
        [Entry(1, "Er ist es nicht gewesen.", "Prozess um Goldbarren"), Entry(2, "Der Zoo öffnet.", "")]
    )
    assert (
        finder.find(["Im Prozess um die Goldbarren wird Freispruch erwartet."], limit=1)[0][0].entry.id == 1
    )


def test_the_second_encoder_reads_only_what_the_others_have_found():
    read = []

    def second(texts):
        read.extend(texts)
        return letters(texts)

    finder = Finder(Store(None, encoder=SEEN_THROUGH.id), [SEEN_THROUGH, Encoder("second/1", second, second)])
    names = [a + b for a in "bcdfghjklm" for b in "nopqrstuvwxyz"]
    finder.add([Entry(n, f"Das Rathaus {name * 3} brennt") for n, name in enumerate(names, start=1)])
    assert read == []
    found = finder.find([f"Das Rathaus {names[6] * 3} brennt"], limit=3)[0]
    assert found[0].entry.id == 7 and found[0].second is not None and len(read) < 20
    read.clear()
    finder.find([f"Das Rathaus {names[6] * 3} brennt"], limit=3)
    assert read == [f"Das Rathaus {names[6] * 3} brennt"]  # the claims' own vectors are kept


def test_an_empty_index_finds_nothing():
    assert match([said("Das Rathaus brennt")], finder=Finder(Store(None, encoder=""), []),
                 reading=lambda ids: {}, limit=5) == [[]]  # fmt: skip


# -- The figures ------------------------------------------------------------------------------------


def test_the_own_set_is_matched_as_well_as_ever():
    assert encoders("fast"), "the encoder that the project depends on cannot be loaded"
    outcome = evaluation.evaluate(evaluation.load(SET), configuration="fast")
    told = "\n".join(outcome.errors)
    assert outcome.figures["hit@5"] >= 0.98, told
    assert outcome.figures["hit@5 across languages"] >= 0.98, told
    assert outcome.figures["altered called the same"] == 0, told
    assert outcome.figures["another claim called the same"] == 0, told
    assert outcome.figures["other wording called the same"] >= 0.85, told
    assert outcome.figures["altered called contradicting"] >= 0.9, told


def test_a_line_of_the_set_that_cannot_be_read_is_told_by_its_number(tmp_path):
    path = tmp_path / "set.txt"
    path.write_text("= de | Titel | Eine Behauptung.\ns de\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"set\.txt, line 2"):
        evaluation.load(path)


def test_average_precision():
    assert evaluation.average_precision([3, 1, 2], {1}) == 0.5
    assert evaluation.average_precision([1, 9, 2], {1, 2}) == pytest.approx((1 + 2 / 3) / 2)
    assert evaluation.average_precision([4], {1}) == 0
