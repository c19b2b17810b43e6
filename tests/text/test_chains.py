"""Through whom a statement came: media that quote, report and know of something, German; transcripts and labels, English."""

import pytest

from claims.text.layout import lay_out
from claims.text.statements import statements


def sources(text, language="de"):
    """(claimant, chain) of each statement of a running text."""
    layout = lay_out(text, language=language)
    return [(s.claimant, s.chain) for s in statements(text, layout)]


CHAINS = [
    (
        "Der NDR zitierte Deichgraf Ole Harms mit den Worten, die Pumpen seien veraltet.",
        ("Ole Harms", ("NDR",)),
    ),
    (
        "Die Zeitungen zitierten mehrere Beamte mit der Aussage, dass 40 Boote verlegt worden seien.",
        ("mehrere Beamte", ("Zeitungen",)),
    ),
    ("Ole Harms wurde von der Agentur dpa mit den Worten zitiert, man sei bereit.", ("Ole Harms", ("dpa",))),
    (
        "Ole Harms erklärte laut der Agentur dpa im Sender ZDF, es gebe erste Risse.",
        ("Ole Harms", ("ZDF", "dpa")),
    ),
    (
        "Laut Deichverband, berichtet die Agentur AFP, sind drei Pumpen ausgefallen.",
        ("Deichverband", ("AFP",)),
    ),
    (
        "Die Agentur Reuters meldete, laut dem Deichverband seien drei Pumpen ausgefallen.",
        ("Deichverband", ("Reuters",)),
    ),
    (
        "Nach Angaben des Deichverbands, die der „Spiegel“ zitiert, sind es zehn.",
        ("Deichverband", ("Spiegel",)),
    ),
    (
        "Das geht aus einem internen Papier hervor, das dem „Spiegel“ vorliegt.",
        ("internes Papier", ("Spiegel",)),
    ),
    (
        "Der Deich halte, sagte ein Sprecher der Helfer der Nachrichtenagentur AFP.",
        ("Sprecher der Helfer", ("AFP",)),
    ),
    ("Der Deich halte, sagte Ole Harms gegenüber noe.ORF.at.", ("Ole Harms", ("noe.ORF.at",))),
    ("Der Deich halte, sagte Ole Harms der „Bild am Sonntag“.", ("Ole Harms", ("Bild am Sonntag",))),
    ("Der Deich halte, schrieb Ole Harms auf X.", ("Ole Harms", ("X",))),
    ("Der Deich halte, sagte Ole Harms beim Sommerfest der CDU.", ("Ole Harms", ())),
    (
        "„Ich habe nur Wasser gesehen“, schilderte eine Anwohnerin dem Amperboten.",
        ("Anwohnerin", ("Amperbote",)),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_from_the_claimant_to_the_article(text, expected):
    assert sources(text)[-1] == expected


CLAIMANTS = [
    (
        "Zuvor hatte der Leiter des Zentrums zur Pflege der Deiche, Ole Harms, berichtet, dass Risse da seien.",
        "Ole Harms",
    ),
    ("Nur mit neuen Pumpen könne der Deich halten, glaubt Ole Harms.", "Ole Harms"),
    ("Der Verband teilt sich ein Zimmer mit der Reederei Nordsiel.", ""),
    ("Der Anwalt mahnt seit Mai auch kleine Fischer ab.", ""),
    ("Die Einnahmen werden gemäß einem Schlüssel an die Fischer gezahlt.", ""),
    ("Die Deiche werden gemäß den Angaben der Behörde geprüft.", "Behörde"),
    ("Der „Kurier“ zitierte einen Beamten mit den Worten, die Siele klemmten.", "Beamter"),
    ("Deichverband: Pumpen seit August ausgefallen", "Deichverband"),
    ("Die Ermittler gehen von einem Unfall aus.", "Ermittler"),
    (
        "Die Reederei Nordsiel teilte mit, sie streiche 30 Stellen. Das Unternehmen begründete das mit hohen Kosten.",
        "Reederei Nordsiel",
    ),
    ("Ermittler vermuten einen Defekt an der Pumpe.", "Ermittler"),
    ("Nun zieht auch der Fischereiverband nach und fordert ähnliche Hilfen.", "Fischereiverband"),
]


@pytest.mark.parametrize(("text", "claimant"), CLAIMANTS)
def test_who_says_it(text, claimant):
    assert sources(text)[-1][0] == claimant


ENGLISH = [
    ("The Herald quoted Ilse Marden as saying the pier would close.", ("Ilse Marden", ("Herald",))),
    ("Ilse Marden was quoted by the BBC as saying the pier would close.", ("Ilse Marden", ("BBC",))),
    ("Ilse Marden (on the storm): “It was the worst night of my working life.”", ("Ilse Marden", ())),
    ("But as the day dragged on, warden Ilse Marden lost patience. “It is a ruin,” the former pier aide said.", ("Ilse Marden", ())),
]  # fmt: skip


def test_a_bare_spokeswoman_is_the_one_just_named():
    text = "Eine Sprecherin der Feuerwehr sagte, der Deich halte. Das Wasser sinke, sagte die Sprecherin."
    assert sources(text)[-1][0] == "Sprecherin der Feuerwehr"


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_quotations_and_labels(text, expected):
    assert sources(text, "en")[-1] == expected


def test_a_statement_in_full_stands_on_the_one_it_is_named_for():
    text = "Warden Ilse Marden spoke at noon.\n\nMarden's full statement:\n\n“The pier is safe and it will stay open until May.”"
    assert sources(text, "en")[-1][0] == "Ilse Marden"


def test_a_transcript_names_its_speakers_in_usual_letters():
    text = (
        "ILSE MARDEN: The pier was closed in May after the storm.\n\nCOLIN THACKRAY: We lost forty boats.\n\n"
        "MARDEN: The lamps failed first.\n\nTHACKRAY: Nobody had checked them."
    )
    assert {claimant for claimant, _ in sources(text, "en") if claimant} <= {"Ilse Marden", "Colin Thackray"}
