"""Which lines and which ends of paragraphs are page furniture, and which are not."""

import pytest

from claims.text.furniture import is_breadcrumb, is_name, opens_related, whole_line
from claims.text.pieces import trim
from claims.text.spans import Furniture

F = Furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Kommentare", F.COMMENTS), ("12 Kommentare", F.COMMENTS), ("Comments (45)", F.COMMENTS),
        ("Das Gespräch führte Max Muster.", F.BYLINE), ("Aus dem Gerichtssaal berichtet Max Muster", F.BYLINE),
        ("Jane Doe covers state politics for the Times.", F.BYLINE), ("Jane Doe at Sandgate Park", F.BYLINE),
        ("This page updates automatically.", F.OTHER), ("Diese Seite wird laufend aktualisiert.", F.OTHER),
        ("leserbriefe@bote.example", F.OTHER), ("Contact Jane Doe at jdoe@tribune.example.", F.OTHER),
        ("Wir benötigen Ihre Zustimmung, um den Inhalt von X anzuzeigen.", F.COOKIE), ("View this post on Instagram", F.COOKIE),
        ("This interview has been edited for length and clarity.", F.OTHER), ("Zum Inhalt springen", F.NAVIGATION),
        ("All the headlines you need, delivered straight to your inbox.", F.NEWSLETTER), ("toggle caption", F.OTHER),
        ("Die Autorin ist freie Journalistin in Wien.", F.OTHER), ("<iframe src=\"https://a.example\">", F.OTHER),
        ("Von Max Muster, Berlin", F.BYLINE), ("By JANE DOE and JOHN ROE", F.BYLINE), ("Von: Petra Muster", F.BYLINE),
        ("By Jane Doe in Washington", F.BYLINE), ("Ein Kommentar von Max Muster", F.BYLINE), ("otb/dpa", F.BYLINE),
        ("Von Ursula von der Muster und Max Beispiel", F.BYLINE), ("dpa-infocom, dpa:241105-99-123/2", F.BYLINE),
        ("Reporting by Jane Doe; Editing by John Roe", F.BYLINE), ("Mit Material von dpa", F.BYLINE),
        ("Stand: 05.11.2024, 14:03 Uhr", F.TIMESTAMP), ("Updated 3 hours ago", F.TIMESTAMP), ("4 min read", F.TIMESTAMP),
        ("Tue 5 Nov 2024 14.03 GMT", F.TIMESTAMP), ("Lesezeit: 4 Minuten", F.TIMESTAMP), ("vor 3 Stunden", F.TIMESTAMP),
        ("Aktualisiert am 5. November 2024 um 14:03 Uhr", F.TIMESTAMP), ("Nov. 5, 2024", F.TIMESTAMP),
        ("Teilen", F.SHARE), ("Teilen Merken Drucken", F.SHARE), ("Share full article", F.SHARE), ("X.com", F.SHARE),
        ("Startseite > Politik > Ausland", F.NAVIGATION), ("Home / World / Europe", F.NAVIGATION), ("Menü", F.NAVIGATION),
        ("Auch interessant", F.RELATED), ("Mehr zum Thema", F.RELATED), ("Themen: Ukraine, Russland", F.RELATED),
        ("Lesen Sie auch: Was der Streik bedeutet", F.RELATED), ("Read more: What the strike means", F.RELATED),
        ("Melden Sie sich jetzt für unseren Newsletter an", F.NEWSLETTER), ("Sign up to First Edition", F.NEWSLETTER),
        ("Wir verwenden Cookies, um Ihnen das beste Erlebnis zu bieten.", F.COOKIE), ("Accept all", F.COOKIE),
        ("Anzeige", F.ADVERTISEMENT), ("Advertisement", F.ADVERTISEMENT), ("Werbung", F.ADVERTISEMENT),
        ("Symbolfoto", F.LABEL), ("SPIEGEL+", F.LABEL), ("BBC News", F.LABEL), ("***", F.OTHER),
        ("© 2024 Example. All rights reserved.", F.OTHER), ("Max Muster | 05.11.2024, 14:03 Uhr", F.BYLINE),
        ("Our Standards: The Thomson Reuters Trust Principles.", F.OTHER),
    ],
)  # fmt: skip
def test_furniture_lines(line, kind):
    assert whole_line(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "Von Kim Jong-un gesandt: Die Ukrainer berichten zum ersten Mal offiziell von Kämpfen.",
        "Von Berlin nach Paris in vier Stunden", "Von der Leyen reist nach Kiew", "Von Berlin", "By then it was too late",
        "Anzeige gegen Minister erstattet", "Copyright reform passes parliament", "Werbung für Tabak wird verboten",
        "Kommentare aus Moskau sorgen für Empörung", "Weitere Informationen gab die Polizei nicht bekannt.",
        "Weitere Informationen gab die Polizei nicht", "Mehr Geld für Familien", "More people work from home",
        "Mit der Anmeldung der Demonstration begann der Streit", "Er flog direkt in die USA",
        "Die Partei verschickte einen Newsletter, in dem sie zur Wahl aufrief.", "Im Jahr 2024", "2024", "Um 14 Uhr",
        "Google will Werbung ohne Cookies zeigen, sagte ein Sprecher.", "Am 5. November um 14 Uhr beginnt die Sitzung.",
        "Politik und Wirtschaft streiten über Steuern", "Share prices fall sharply in London",
        "Mehr Geld gibt es ab Januar für Familien mit drei Kindern.", "Weitere Informationen gibt es bislang nicht.",
        "Der Beitrag ist im Januar erstmals gestiegen.", "Die Autorin ist am Montag in Berlin gestorben.",
        "Mit Hilfe von KI haben Forscher der Universität Ulm einen Wirkstoff gefunden.", "An American icon",
        "Die Drohungen kamen täglich per Mail in das Büro der Partei.", "Zum Ende der Saison", "Liveticker: Drohnen treffen Hafen",
        "Bildung: Immer weniger Kinder können lesen", "Earlier versions of this vaccine failed.", "Die Kreisklinik in Obernau",
        "Save the Children warnt vor Hunger", "Follow-up meeting planned for Monday", "CDU/CSU",
    ],
)  # fmt: skip
def test_text_of_the_article_is_no_furniture(line):
    assert whole_line(line) is None


def trimmed(words, *, dateline=True):
    found = trim(words, 0, len(words), dateline=dateline)
    return words[found.core.start : found.core.end], [
        (words[s.start : s.end], kind) for s, kind in found.pieces
    ]


BODY = "Die Polizei hat am Montag einen Mann festgenommen, der einen Zug angehalten haben soll."


@pytest.mark.parametrize(
    "dateline",
    [
        "Kursk –", "BERLIN (dpa) -", "(dpa) –", "LONDON (Reuters) -", "NEW YORK, Nov 5 (Reuters) -", "LONDON, Nov 19 (Meridian) -", "OSLO, 5 November 2024 (Blick) –", "WASHINGTON (AP) —",
        "Washington, D.C. —", "Berlin/Brüssel –", "Frankfurt a. M. –", "München/Augsburg (dpa/lby) -", "SPRINGFIELD, Ill. (AP) —",
        "Frankfurt am Main (AFP) -", "Kiew (dts Nachrichtenagentur) -",
    ],
)  # fmt: skip
def test_datelines_go(dateline):
    assert trimmed(f"{dateline} {BODY}") == (BODY, [(dateline, F.DATELINE)])


@pytest.mark.parametrize(
    "words",
    [
        "Putin – der Mann im Kreml – wurde am Montag in aller Frühe von einer Drohne geweckt.",
        "Kursk – Region an der Grenze – wurde am Montag in aller Frühe von einer Drohne getroffen.",
        "Doch – Das muss man sagen – niemand hat damit gerechnet, dass es so schnell geht.",
        "CDU (Berlin) fordert mehr Geld für die Schulen und will das Gesetz im Herbst ändern.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(words):
    assert trimmed(words) == (words, [])


def test_dateline_without_an_agency_counts_only_where_one_may_stand():
    words = f"Kursk – {BODY}"
    assert trimmed(words, dateline=False) == (words, [])


@pytest.mark.parametrize(
    "code",
    [
        "(pm)", "(dpa/lsw)", "(mit dpa)", "(red, APA, 5.11.2024)", "(Max Muster, 5.11.2024)", "dpa", "(Mit Material von dpa und AFP)",
        "© dpa-infocom, dpa:241105-99-123/2", "(AFP/dpa)", "(sda)",
    ],
)  # fmt: skip
def test_author_codes_go(code):
    assert trimmed(f"{BODY} {code}", dateline=False) == (BODY, [(code, F.BYLINE)])


@pytest.mark.parametrize(
    "credit",
    [
        "© Screenshot X@AndyExample", "Foto: Kay Muster/dpa", "(Bild: Imago)", "Quelle: dpa", "IMAGO / Beispiel Look",
        "picture alliance / dpa", "Photograph: Jane Doe/Getty Images", "Photograph by Jane Doe", "(AP Photo/Jane Doe, File)",
        "REUTERS/Jane Doe", "| Bild: dpa", "(Foto: dpa)", "Credit...Doug Lens/The Example Times", "Michael Muster/dpa",
    ],
)  # fmt: skip
def test_credits_go(credit):
    caption = "Der Kanzler im Bundestag."
    assert trimmed(f"{caption} {credit}") == (caption, [(credit, F.CREDIT)])


@pytest.mark.parametrize(
    "words",
    [
        f"{BODY} Das sagte auch Reuters.", f"{BODY} (Er kam um fünf Uhr.)", f"{BODY} Das Foto zeigt die Lage.", f"{BODY} (sic)",
        "BILD: Herr Söder, wie geht es Ihnen heute?", "Bild: „Das ist falsch“, sagte der Kanzler am Montag.",
        "Der Konzern Meta besitzt Instagram. Facebook",
    ],
)  # fmt: skip
def test_ends_of_sentences_that_are_no_furniture_stay(words):
    assert trimmed(words) == (words, [])


def test_ticker_times_and_plus_signs_go():
    assert trimmed("+++ 14:03 Uhr: Drohnen treffen Raffinerie +++") == (
        "Drohnen treffen Raffinerie", [("+++ 14:03 Uhr:", F.TIMESTAMP), ("+++", F.TIMESTAMP)],
    )  # fmt: skip
    assert trimmed(f"Update vom 5. November, 14.03 Uhr: {BODY}")[0] == BODY
    assert trimmed("14 Uhr war es, als der Kanzler kam.")[1] == []


def test_sentence_that_points_elsewhere_goes():
    assert trimmed(f"{BODY} Mehr dazu lesen Sie hier.") == (BODY, [("Mehr dazu lesen Sie hier.", F.RELATED)])


def test_names_breadcrumbs_and_announcements():
    assert is_name("Jane Doe")
    assert is_name("Ursula von der Muster")
    assert not is_name("Fahrplanwechsel der Bahn")
    assert is_breadcrumb("Startseite › Inland › Verkehr")
    assert not is_breadcrumb("Deutschland / Frankreich 2:1")
    assert opens_related("Auch interessant:")
    assert not opens_related("Auch interessant ist der Preis")
