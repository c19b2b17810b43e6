"""The layout of pasted articles: annotated examples, and what holds for any text whatever."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.text.layout import lay_out
from claims.text.normal import same_length
from claims.text.spans import Furniture, Hint, Role

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
ROLES = {
    "H": Role.HEADLINE, "T": Role.TEASER, "S": Role.SUBHEAD, "B": Role.BODY, "C": Role.CAPTION, "-": Role.FURNITURE,
}  # fmt: skip


def annotated(path):
    """The article without its annotations, and its stretches with the roles that they must get.

    A line is "R| words" with R from ROLES, "+" for a line that belongs to the paragraph above;
    {{furniture}} inside a line is furniture.
    """
    text, wanted, role = "", [], Role.BODY
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line[1:2] == "|":
            role = ROLES.get(line[0], role)
            for number, piece in enumerate(re.split(r"\{\{|\}\}", line[3:])):
                if piece.strip():
                    start = len(text) + len(piece) - len(piece.lstrip())
                    end = start + len(piece.strip())
                    wanted.append((start, end, Role.FURNITURE if number % 2 else role))
                text += piece
        text += "\n"
    return text, wanted


def blocks_of(text, **given_too):
    return [(b.role, text[b.start : b.end]) for b in lay_out(text, **given_too).blocks]


def kinds_of(text, **given_too):
    return {text[b.start : b.end]: b.furniture for b in lay_out(text, **given_too).blocks if b.furniture}


def sentences_of(text, **given_too):
    return [text[s.start : s.end] for s in lay_out(text, **given_too).sentences]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_pasted_articles_fall_into_their_roles(path):
    text, wanted = annotated(path)
    blocks = lay_out(text).blocks
    wrong = [
        (
            text[start:end],
            role.value,
            sorted({b.role.value for b in blocks if b.start < end and b.end > start}),
        )
        for start, end, role in wanted
        if {b.role for b in blocks if b.start < end and b.end > start} != {role}
    ]
    assert wrong == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_windows_line_ends_change_nothing(path):
    text, _ = annotated(path)
    windows = text.replace("\n", "\r\n")
    assert [(r, w.replace("\r\n", "\n")) for r, w in blocks_of(windows)] == blocks_of(text)


def test_dateline_is_cut_off_and_the_body_begins_after_it():
    text = "Der Deich ist gebrochen\n\nNordmoor – Der Deich an der Mulde ist am Dienstag auf 40 Metern gebrochen. Es regnet."
    layout = lay_out(text)
    assert [(b.role, b.furniture) for b in layout.blocks] == [
        (Role.HEADLINE, None), (Role.FURNITURE, Furniture.DATELINE), (Role.BODY, None),
    ]  # fmt: skip
    assert text[layout.blocks[1].start : layout.blocks[1].end] == "Nordmoor –"
    assert sentences_of(text)[1].startswith("Der Deich an der Mulde")


def test_caption_printed_twice_stays_once_without_its_credit():
    line = "Helfer füllen Sandsäcke am Deich."
    text = f"Titel des Textes hier\n\nEs regnet seit Tagen im ganzen Land ohne Pause.\n\n{line} (Symbolfoto)\n{line} (Symbolfoto) © Bildhaus / Max Muster"
    assert [words for role, words in blocks_of(text) if role is Role.CAPTION] == [line]
    kinds = [b.furniture for b in lay_out(text).blocks if b.furniture]
    assert kinds == [Furniture.LABEL, Furniture.DUPLICATE, Furniture.LABEL, Furniture.CREDIT]


def test_breadcrumb_with_numbers_is_navigation_and_a_numbered_list_is_body():
    crumbs = "Ein Titel ohne Punkt steht hier\n\n  1. Startseite\n  2. Politik\n\nDer Rat hat am Montag zugestimmt, wie die Stadt sagt."
    assert set(kinds_of(crumbs).values()) == {Furniture.NAVIGATION}
    steps = crumbs.replace("Startseite", "Der Rat stimmt ab.").replace("Politik", "Das Land zahlt mit.")
    assert kinds_of(steps) == {}
    assert "Der Rat stimmt ab." in " ".join(sentences_of(steps))


def test_lines_after_auch_interessant_are_links_until_running_text():
    text = (
        "Stadt baut neue Schule im Norden\n\nDie Stadt baut eine neue Schule für 40 Millionen Euro.\n\n"
        "Auch interessant\nWarum Lehrer fehlen\nDiese Schulen werden saniert\n\n"
        "Der Bau beginnt im März. Er dauert zwei Jahre."
    )
    kinds = kinds_of(text)
    assert [w for w, kind in kinds.items() if kind is Furniture.RELATED] == [
        "Auch interessant", "Warum Lehrer fehlen", "Diese Schulen werden saniert",
    ]  # fmt: skip
    assert sentences_of(text)[-2:] == ["Der Bau beginnt im März.", "Er dauert zwei Jahre."]


def test_subhead_after_a_list_of_links_is_kept():
    text = (
        "Stadt baut neue Schule im Norden\n\nDie Stadt baut eine neue Schule für 40 Millionen Euro.\n\n"
        "Mehr zum Thema\n\nWarum Lehrer fehlen\n\nSchulbau beginnt im Frühjahr\n\n"
        "Der Schulbau beginnt im März. Er dauert zwei Jahre."
    )
    assert (Role.SUBHEAD, "Schulbau beginnt im Frühjahr") in blocks_of(text)
    assert kinds_of(text)["Warum Lehrer fehlen"] is Furniture.RELATED


def test_readers_comments_are_no_text_of_the_article():
    text = (
        "Stadt baut neue Schule im Norden\n\nDie Stadt baut eine neue Schule für 40 Millionen Euro.\n\n"
        "2 Kommentare\n\nHans M.\nvor 2 Stunden\nDas ist doch viel zu teuer, wer soll das alles bezahlen?\nAntworten\n"
        "Eva K.\nvor 3 Stunden\nEndlich passiert einmal etwas in dieser Stadt.\nAntworten\n"
    )
    assert sentences_of(text) == [
        "Stadt baut neue Schule im Norden", "Die Stadt baut eine neue Schule für 40 Millionen Euro.",
    ]  # fmt: skip


def test_a_first_sentence_without_headline_is_not_lost():
    text = (
        "BERLIN (dpa) - Die Regierung will 16 Milliarden Euro ausgeben. Das sagte der Minister am Dienstag."
    )
    layout = lay_out(text)
    assert layout.title == ""
    assert sentences_of(text)[0] == "Die Regierung will 16 Milliarden Euro ausgeben."


@pytest.mark.parametrize("text", ["Putin ist in Kursk.", "Nur eine Zeile ohne Punkt", "Ja.\n\nNein."])
def test_short_texts_stay_body(text):
    assert {role for role, _ in blocks_of(text)} == {Role.BODY}
    assert lay_out(text).title == ""


@pytest.mark.parametrize("text", ["", " \n\t\u00a0\n", "\ufeff"])
def test_nothing_gives_nothing(text):
    layout = lay_out(text)
    assert (layout.blocks, layout.sentences, layout.title) == ((), (), "")


def test_given_title_finds_its_headline():
    text = "Politik aktuell\n\nDer Kanzler reist nach Kiew.\n\nDer Kanzler ist am Montag nach Kiew gereist. Er blieb zwei Tage."
    layout = lay_out(text, title="Der Kanzler reist nach Kiew.")
    assert (Role.HEADLINE, "Der Kanzler reist nach Kiew.") in blocks_of(
        text, title="Der Kanzler reist nach Kiew."
    )
    assert layout.title == "Der Kanzler reist nach Kiew."


def test_given_language_is_taken_and_else_found():
    assert (lay_out("Kiew.", language="de-AT").language, lay_out("Kiew.", language="de-AT").confidence) == (
        "de",
        1.0,
    )
    found = lay_out("The government said on Monday that it would raise taxes next year.")
    assert found.language == "en"
    assert 0.5 < found.confidence <= 1.0


def test_hints_decide_and_cut_paragraphs():
    text = "Kasten\n\nBild vom Deich Foto Muster\n\nDer Deich ist gebrochen und alle gehen nach Hause."
    hints = [
        Hint(0, 6, Role.SUBHEAD),
        Hint(8, 22, Role.CAPTION),
        Hint(23, 34, Role.FURNITURE, Furniture.CREDIT),
        Hint(-5, 3, Role.BODY),
        Hint(900, 950, Role.BODY),
    ]
    assert (Role.CAPTION, "Bild vom Deich") in blocks_of(text, hints=hints)
    assert kinds_of(text, hints=hints) == {"Foto Muster": Furniture.CREDIT}


def test_heading_marks_make_headline_and_subheads_without_the_mark_in_the_sentence():
    text = "# Deich wird gebaut\n\nDer Deich kostet vier Millionen Euro.\n\n## Kritik\n\nDie Grünen sind dagegen, sagte Ilse Test."
    layout = lay_out(text)
    assert [block.role for block in layout.blocks] == [Role.HEADLINE, Role.BODY, Role.SUBHEAD, Role.BODY]
    assert (layout.title, sentences_of(text)[0]) == ("Deich wird gebaut", "Deich wird gebaut")
    assert "Kritik" in sentences_of(text)


def test_title_keeps_its_dash():
    text = "Aktien: Index schließt fest – Werk hebt Prognose an\n\nDer Index gewann am Mittwoch 1,2 Prozent und schloss fest."
    assert lay_out(text).title == "Aktien: Index schließt fest – Werk hebt Prognose an"


def test_sections_above_the_headline_are_labels():
    text = "Wissen\n\nEnergie\n\nAlte Häuser, neue Pumpen: Wärme aus der Luft\n\nDrei Jahre lang maßen Forscher in 742 Häusern den Strom."
    assert lay_out(text).title == "Alte Häuser, neue Pumpen: Wärme aus der Luft"
    assert set(kinds_of(text).values()) == {Furniture.LABEL}


def test_quotation_as_headline_is_no_repetition():
    text = "„Wir haben den Bedarf unterschätzt“\n\nDie Ministerin über leere Klassen.\n\nTest: „Wir haben den Bedarf unterschätzt“, das gebe ich zu."
    assert lay_out(text).title == "„Wir haben den Bedarf unterschätzt“"


def test_pulled_quote_is_a_repetition():
    quote = "„Wir haben den Deich zu spät gebaut“"
    text = f"Deich gebrochen nach langem Regen\n\nDer Deich brach am Montag.\n\n{quote}\n\n{quote}, sagte Landrätin Ilse Test am Dienstag."
    assert kinds_of(text) == {quote: Furniture.DUPLICATE}
    assert sentences_of(text)[-1].startswith(quote)


def test_line_above_a_bare_credit_is_a_caption_and_a_body_paragraph_is_not():
    text = (
        "Deich gebrochen nach langem Regen\n\nHelfer am Deich in Nordmoor\nFoto: Max Lens/dpa\n\n"
        "Der Deich brach am Montag um sieben Uhr. Es regnet seit Tagen.\n\nQuelle: Landkreis"
    )
    assert (Role.CAPTION, "Helfer am Deich in Nordmoor") in blocks_of(text)
    assert (Role.BODY, "Der Deich brach am Montag um sieben Uhr. Es regnet seit Tagen.") in blocks_of(text)


def test_wrapped_lines_are_one_paragraph_and_short_lines_are_not():
    wrapped = (
        "Der Landkreis baut für vier Millionen Euro einen neuen Deich an der\nMulde. Das hat der Kreistag am Montag mit\n"
        "großer Mehrheit beschlossen, die Arbeiten sollen im März beginnen."
    )
    assert len(lay_out(wrapped.replace("mit\ngroßer", "mit sehr\ngroßer")).blocks) <= 2
    listed = "Rote 33 Prozent\nBlaue 31 Prozent\nGelbe 4 Prozent"
    assert len(lay_out(listed).blocks) == 3


FRAGMENTS = [
    *"abcZÄ ß.!?,:;„“”»«\"'‚‘()-–•+0123456789©#|/", "\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u00ad", "\u200b", "\u2028",
    "Foto: dpa", "Auch interessant\n", "Kommentare\n", "Berlin – Die ", "(pm)", "Startseite\n", "Politik\n", "14:03 Uhr: ",
    "+++ ", "vor 2 Stunden\n", " Der Mann ging nach Hause und kam nie wieder zurück. ", "z. B. ", "\ud800", "5. November ",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
HINTS = st.lists(
    st.builds(
        Hint,
        st.integers(-5, 300),
        st.integers(-5, 300),
        st.sampled_from(Role),
        st.none() | st.sampled_from(Furniture),
    ),
    max_size=5,
)


@settings(max_examples=400)
@given(TEXTS, HINTS)
@example("„a. B", [])
@example("+++ 14:03 Uhr: a", [Hint(0, 3, Role.FURNITURE)])
def test_blocks_and_sentences_of_any_text(text, hints):
    layout = lay_out(text, hints=hints)
    assert layout == lay_out(text, hints=hints)
    covered, at = [False] * len(text), 0
    for block in layout.blocks:
        assert at <= block.start < block.end <= len(text)
        assert (block.furniture is not None) == (block.role is Role.FURNITURE)
        covered[block.start : block.end] = [True] * (block.end - block.start)
        at = block.end
    plain = same_length(text)
    assert [c for c, inside in zip(plain, covered, strict=True) if not inside and not c.isspace()] == []
    at = 0
    for sentence in layout.sentences:
        block = layout.blocks[sentence.block]
        assert block.role is not Role.FURNITURE
        assert max(at, block.start) <= sentence.start < sentence.end <= block.end
        assert plain[sentence.start : sentence.end].strip() == plain[sentence.start : sentence.end]
        at = sentence.end


@given(st.text())
def test_analysis_copy_has_the_same_length(text):
    plain = same_length(text)
    assert len(plain) == len(text)
    assert "\r" not in plain
    assert "\u00a0" not in plain


def test_a_line_inside_a_newsletter_box_goes_with_it() -> None:
    text = (
        "Storm cuts power to thousands\n\nTens of thousands of homes were without power on Saturday morning.\n\n"
        "Sign up to First Edition\n\nOur morning email breaks down the key stories of the day\n\n"
        "Enter your email address\n\nThe line between Cardiff and Swansea was closed until midday."
    )
    layout = lay_out(text)
    kinds = {text[b.start : b.end]: b.furniture for b in layout.blocks}
    assert kinds["Our morning email breaks down the key stories of the day"] is Furniture.NEWSLETTER
    assert kinds["The line between Cardiff and Swansea was closed until midday."] is None
