"""The text as the page shows it: nothing lost, claims marked where they stand, however they overlap."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.boards import coverage
from claims.models import Claim, Passage
from claims.web.edits import apart, edits, elsewhere
from claims.web.galley import Paragraph, Piece, sections

TEXT = "Titel\n\nKiew – Erst eins. Dann zwei.\n\nTeilen\nKommentare\n\nBild zeigt drei. © dpa"


def _passage(words: str, role: str = "body", furniture: str = "") -> Passage:
    start = TEXT.index(words)
    return Passage(start=start, end=start + len(words), role=role, furniture=furniture, sentences=[])


def _claim(pk: int, start: int, end: int) -> Claim:
    return Claim(pk=pk, number=pk, start=start, end=end)


def _of(words: str, pk: int) -> Claim:
    start = TEXT.index(words)
    return _claim(pk, start, start + len(words))


PASSAGES = [
    _passage("Titel", "headline"),
    _passage("Kiew –", "furniture", "dateline"),
    _passage("Erst eins. Dann zwei."),
    _passage("Teilen", "furniture", "share"),
    _passage("Kommentare", "furniture", "comments"),
    _passage("Bild zeigt drei.", "caption"),
    _passage("© dpa", "furniture", "credit"),
]


def _paragraphs(passages: list[Passage], claims: list[Claim], text: str = TEXT) -> list[Paragraph]:
    return [p for section in sections(text, passages, claims) for p in section.paragraphs]


def _pieces(paragraphs: list[Paragraph]) -> list[Piece]:
    return [piece for paragraph in paragraphs for run in paragraph.runs for piece in run.pieces]


def test_a_dateline_stays_on_its_line_and_lines_of_furniture_are_folded_together() -> None:
    found = sections(TEXT, PASSAGES, [])
    assert [(s.foldable, [p.role for p in s.paragraphs]) for s in found] == [
        (False, ["headline"]),
        (False, ["body"]),
        (True, ["furniture", "furniture"]),
        (False, ["caption"]),
    ]
    assert found[1].paragraph.kinds == ("dateline",)
    assert "".join(piece.text for run in found[1].paragraph.runs for piece in run.pieces) == (
        "Kiew – Erst eins. Dann zwei."
    )


def test_furniture_with_a_claim_in_it_is_not_folded_away() -> None:
    found = sections(TEXT, PASSAGES, [_of("Kommentare", 1)])
    assert [section.foldable for section in found] == [False, False, True, False, False]


def test_nested_claims_are_both_marked_and_the_shorter_one_gives_the_look() -> None:
    whole, part = _of("Erst eins. Dann zwei.", 1), _of("Dann zwei", 2)
    pieces = [piece for piece in _pieces(_paragraphs(PASSAGES, [whole, part])) if piece.claims]
    assert [(piece.text, piece.numbers) for piece in pieces] == [
        ("Erst eins. ", "1"),
        ("Dann zwei", "2 1"),
        (".", "1"),
    ]
    assert [c.pk for piece in pieces for c in piece.starts] == [1, 2]
    assert [c.pk for piece in pieces for c in piece.ends] == [2, 1]


def test_overlapping_claims_share_their_middle() -> None:
    left, right = _of("Erst eins. Dann", 1), _of("eins. Dann zwei", 2)
    pieces = [(p.text, p.numbers) for p in _pieces(_paragraphs(PASSAGES, [left, right])) if p.claims]
    assert pieces == [("Erst ", "1"), ("eins. Dann", "1 2"), (" zwei", "2")]


def test_a_claim_over_two_blocks_has_one_anchor_and_one_chip() -> None:
    claim = _claim(1, TEXT.index("Dann zwei"), TEXT.index("Bild") + len("Bild zeigt drei"))
    pieces = _pieces(_paragraphs(PASSAGES, [claim]))
    assert [p.text for p in pieces if p.starts] == ["Dann zwei."]
    assert [p.text for p in pieces if p.ends] == ["Bild zeigt drei"]


def test_words_outside_every_passage_stand_as_loose_text() -> None:
    found = _paragraphs([p for p in PASSAGES if p.role == "headline"], [])
    assert [p.role for p in found] == ["headline", "loose", "loose", "loose", "loose"]
    assert all(piece.unaccounted for piece in _pieces(found))


@dataclass
class _Span:
    start: int
    end: int


@st.composite
def _articles(draw: st.DrawFn) -> tuple[str, list[Passage], list[Claim]]:
    text = draw(st.text(alphabet="ab \n\t\u00a0ü😀", min_size=1, max_size=60))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20)).map(
        lambda pair: _Span(pair[0], min(len(text), pair[0] + pair[1]))
    )
    passages = [
        Passage(
            start=s.start,
            end=s.end,
            role=role,
            furniture="share" if role == "furniture" else "",
            sentences=[],
        )
        for s, role in draw(
            st.lists(st.tuples(spans, st.sampled_from(["body", "caption", "furniture"])), max_size=5)
        )
    ]
    claims = [_claim(n, s.start, s.end) for n, s in enumerate(draw(st.lists(spans, max_size=6)), start=1)]
    return text, passages, claims


@given(_articles())
def test_no_character_is_lost_or_doubled_and_every_visible_claim_has_one_start_and_one_end(
    article: tuple[str, list[Passage], list[Claim]],
) -> None:
    text, passages, claims = article
    pieces = _pieces(_paragraphs(passages, claims, text))
    shown = "".join(piece.text for piece in pieces)
    assert "".join(shown.split()) == "".join(text.split())
    assert shown.count("😀") == text.count("😀")
    for claim in claims:
        if text[claim.start : claim.end].strip():
            assert sum(claim in piece.starts for piece in pieces) == 1
            assert sum(claim in piece.ends for piece in pieces) == 1
            marked = "".join(piece.text for piece in pieces if claim in piece.claims)
            assert "".join(marked.split()) == "".join(text[claim.start : claim.end].split())


def _slow_coverage(sentences: list[tuple[int, int]], claims: list[Claim]) -> int:
    length = sum(end - start for start, end in sentences)
    places = {at for claim in claims for at in range(claim.start, claim.end)}
    inside = sum(at in places for start, end in sentences for at in range(start, end))
    return round(100 * inside / length) if length else 0


@given(st.data())
def test_coverage_counts_every_code_point_of_the_sentences_once(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, 80), max_size=12)))
    sentences = [(start, end) for start, end in pairwise(cuts) if data.draw(st.booleans())]
    spans = data.draw(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 60)), max_size=6))
    claims = [_claim(n, start, start + length) for n, (start, length) in enumerate(spans)]
    passage = Passage(start=0, end=90, role="body", furniture="", sentences=sentences)
    assert coverage([passage], claims) == _slow_coverage(sentences, claims)


def test_furniture_counts_in_no_coverage() -> None:
    own = Passage(start=0, end=10, role="body", furniture="", sentences=[[0, 10]])
    other = Passage(start=10, end=90, role="furniture", furniture="share", sentences=[[10, 90]])
    assert coverage([own, other], [_claim(1, 0, 5)]) == 50
    assert coverage([other], [_claim(1, 0, 5)]) == 0


def test_a_correction_strikes_the_old_words_and_writes_the_new_ones_beside_them() -> None:
    claim = _of("Erst eins. Dann zwei.", 1)
    claim.quote = "Erst eins. Dann zwei."
    made = edits(claim.quote, "Erst eins. Dann drei.", at=claim.start)
    assert [(edit.old, edit.new) for edit in made] == [("zwei", "drei")]
    pieces = _pieces([p for s in sections(TEXT, PASSAGES, [claim], made) for p in s.paragraphs])
    assert [(p.text, p.instead) for p in pieces if p.struck] == [("zwei", "drei")]
    assert "".join(p.text for p in pieces if p.claims) == claim.quote
    assert all(TEXT[p.start : p.start + len(p.text)] == p.text for p in pieces)


@given(st.text("ab c.", min_size=1, max_size=30), st.text("ab c.", max_size=30))
def test_edits_turn_the_quote_into_the_wording(quote: str, wording: str) -> None:
    made = edits(quote, wording)
    assert apart(made) == made
    result, at = "", 0
    for edit in made:
        assert quote[edit.start : edit.end] == edit.old
        result += quote[at : edit.start] + edit.new
        at = edit.end
    assert result + quote[at:] == (wording.strip() or quote)


def test_the_same_words_elsewhere_are_found_as_whole_words_with_the_claim_that_holds_them() -> None:
    text = "Kowalneko sagt das. Kowalneko bleibt. Kowalnekos Amt."
    here = Claim(pk=1, number=1, start=0, end=19, quote=text[:19])
    there = Claim(pk=2, number=2, start=20, end=37, quote=text[20:37])
    made = edits(here.quote, here.quote.replace("Kowalneko", "Kowalenko"))
    found = elsewhere(text, made, claims=[here, there], but=here)
    assert [(one.start, one.claim, one.wording) for one in found] == [(20, there, "Kowalenko bleibt.")]
