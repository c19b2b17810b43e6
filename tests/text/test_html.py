"""Pages as news sites write them, and what must not happen with pages that nobody should write."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.errors import Unreadable
from claims.text.html import read_html
from claims.text.html_byline import shown_author, shown_date
from claims.text.layout import lay_out
from claims.text.spans import Furniture, Role

PAGES = Path(__file__).parent / "pages"


def page(name, **more):
    return read_html((PAGES / f"{name}.html").read_bytes(), **more)


def read(name):
    found = page(name)
    return found, lay_out(found.text, title=found.title, hints=found.hints, language=found.language or None)


def words(name, role):
    found, layout = read(name)
    return [found.text[b.start : b.end] for b in layout.blocks if b.role is role]


def furniture(name):
    found, layout = read(name)
    return {found.text[b.start : b.end]: b.furniture for b in layout.blocks if b.furniture}


# What the reader of each page would call its text, in order: headline, teaser, captions, subheads, body.
EXPECTED = {
    "fr_like": {
        Role.HEADLINE: ["Deich in Nordmoor gebrochen: Hunderte verlassen ihre Häuser"],
        Role.TEASER: [
            "Nach tagelangem Regen hält der Deich nicht mehr. Die Behörden lassen drei Dörfer räumen."
        ],
        Role.CAPTION: ["Helfer legen Sandsäcke an den Deich bei Nordmoor."],
        Role.SUBHEAD: ["Hochwasser in Nordmoor: Drei Dörfer werden geräumt"],
        Role.BODY: [
            "Der Deich an der Mulde ist am Dienstag (5. November) auf einer Länge von 40\u00a0Metern gebrochen. Das teilte der "
            "Landkreis mit.",
            "Rund 1.200 Menschen müssen ihre Häuser verlassen, sagte Landrätin Ilse Beispiel dem Beispielfunk. „Wir haben so "
            "etwas noch nie gesehen. Es geht jetzt um Menschenleben“, sagte sie.",
            "Der Wasserstand lag am Abend bei 7,42 Metern. Im Jahr 2013 waren es 6,90 Meter.",
            "Gesperrt ist die Bundesstraße 12 zwischen Nordmoor und Ostheim.",
            "Züge fahren nicht vor Donnerstag.",
            "Ort\tPegel",
            "Nordmoor\t7,42 m",
        ],
    },
    "spiegel_like": {
        Role.HEADLINE: ["Neuer Fahrplan sorgt für Ärger"],
        Role.TEASER: [
            "Ab Dezember fahren weniger Züge. Pendler protestieren, der Konzern verweist auf Baustellen."
        ],
        Role.CAPTION: ["Bahnsteig in Kassel: Warten auf den nächsten Zug"],
        Role.SUBHEAD: ["Wer betroffen ist"],
        Role.BODY: [
            "Die Bahn streicht im kommenden Jahr 140 Verbindungen. Das geht aus einem internen Papier hervor, das dem "
            "Magazin vorliegt.",
            "»Wir müssen das Netz erneuern. Das dauert bis 2030«, sagte Bahnsprecher Uwe Probe.",
            "Besonders hart trifft es Nordhessen. Dort fällt jeder fünfte Zug weg.",
        ],
    },
    "tagesschau_like": {
        Role.HEADLINE: ["Mindestlohn steigt auf 13,10 Euro"],
        Role.TEASER: [
            "Die Kommission hat sich geeinigt: Der Mindestlohn steigt zum 1. Januar. Gewerkschaften hatten mehr verlangt."
        ],
        Role.SUBHEAD: ["Gewerkschaften unzufrieden"],
        Role.BODY: [
            "Der gesetzliche Mindestlohn wird zum 1. Januar 2026 auf 13,10 Euro angehoben. Derzeit liegt er bei 12,41 Euro.",
            "DGB-Chefin Karin Test sprach von einem „Schritt in die richtige Richtung, der zu klein ist“.",
            "Die Arbeitgeber warnen vor dem Verlust von Arbeitsplätzen.",
        ],
    },
    "zeit_like": {
        Role.HEADLINE: ["Netzagentur senkt Entgelte"],
        Role.TEASER: ["Im Norden wird Strom billiger. Haushalte sparen bis zu 200 Euro im Jahr."],
        Role.CAPTION: ["Windräder in Dithmarschen"],
        Role.SUBHEAD: ["Zehn Millionen Menschen profitieren", "Was sind Netzentgelte?"],
        Role.BODY: [
            "Die Bundesnetzagentur senkt die Entgelte in Regionen mit viel Windkraft um 39 Prozent. Das teilte die Behörde "
            "am Dienstag mit.",
            "Nach Angaben von Behördenchef Klaus Probe profitieren zehn Millionen Menschen.",
            "Im Süden steigen die Kosten leicht.",
            "Netzentgelte sind Gebühren für die Nutzung der Stromnetze. Sie machen rund ein Viertel des Strompreises aus "
            "und werden von den Versorgern an die Kunden weitergegeben.",
            "Die Regeln gelten ab dem 1. Januar 2025.",
        ],
    },
    "guardian_like": {
        Role.HEADLINE: ["Report finds city ignored flood warnings"],
        Role.TEASER: ["Engineers had asked for new pumps as early as 2016, inquiry says"],
        Role.CAPTION: ["Residents wade through Mill Street in June."],
        Role.SUBHEAD: [],
        Role.BODY: [
            "The city council ignored at least 14 warnings about its flood defences, an inquiry has found.",
            "The 310-page report, published on Tuesday, says officials “failed to act. They did not even reply”.",
            "Two engineers told the council in 2016 that the pumps would fail.",
            "“I told them three times,” one of them, Carla Hill, said.",
            "The council has 28 days to respond.",
        ],
    },
    "bbc_like": {
        Role.HEADLINE: ["Ferry runs aground off Skye with 85 on board"],
        Role.CAPTION: ["The MV Isle is stuck on rocks near Portree"],
        Role.SUBHEAD: ["'Loud bang'"],
    },
    "ap_like": {
        Role.HEADLINE: ["Mayor resigns after audit finds $4.2 million missing"],
        Role.BODY: [
            "The mayor of Springfield resigned Tuesday, a day after state auditors said $4.2 million in city funds could "
            "not be accounted for.",
            "Tom Example, 61, denied wrongdoing. “I have nothing to hide,” he said.",
            "The audit covered the years 2019 to 2023.",
        ],
    },
    "amp": {
        Role.HEADLINE: ["Zoo zählt 4.127 Tiere bei der Inventur"],
        Role.TEASER: ["Jedes Jahr im Januar wird gezählt. Diesmal kamen 14 Pinguine hinzu."],
        Role.CAPTION: ["Pinguine im Gehege"],
        Role.BODY: [
            "Der Zoo in Altdorf hat am Freitag seine Tiere gezählt. Es sind 4.127, ein Rekord.",
            "Die Inventur dauerte drei Tage.",
        ],
    },
    "breaks": {
        Role.HEADLINE: ["Brücke in Neudorf gesperrt"],
        Role.SUBHEAD: ["Umleitung über Ostheim"],
        Role.BODY: [
            "Die Brücke über die Mulde ist seit Montag gesperrt. Das teilte die Stadt mit.",
            "Grund sind Risse im Beton, die ein Prüfer am Freitag gefunden hat.",
            "Autofahrer müssen 14 Kilometer weiter fahren. Die Reparatur kostet 300.000 Euro.",
        ],
    },
    "plain_old": {
        Role.HEADLINE: ["Neue Turnhalle wird teurer"],
        Role.BODY: [
            "Die neue Turnhalle kostet 4,2 Millionen Euro. Das sind 800.000 Euro mehr als geplant, wie Bürgermeister Karl "
            "Muster am Montag mitteilte.",
            "Der Gemeinderat stimmte mit 11 zu 3 Stimmen zu. Baubeginn ist im März 2025.",
        ],
    },
    "liveblog": {
        Role.HEADLINE: ["Liveblog zur Wahl: Rote liegen vorn"],
        Role.TEASER: ["In Beispielland wird gewählt. Alle Ereignisse des Tages."],
        Role.SUBHEAD: ["Rote jubeln", "Erste Prognose", "Hohe Beteiligung"],
    },
}


@pytest.mark.parametrize(("name", "role"), [(n, r) for n, roles in EXPECTED.items() for r in roles])
def test_text_of_a_page_by_role(name, role):
    assert words(name, role) == EXPECTED[name][role]


def test_bbc_like_body_keeps_its_list_and_loses_the_links():
    body = words("bbc_like", Role.BODY) + words("bbc_like", Role.TEASER)
    assert "The ship was built in 1996 and had been repaired three times since 2019." in body
    assert "The Scottish government said it had ordered an inquiry." in body
    assert furniture("bbc_like")["Islanders call for new ships"] is Furniture.RELATED


@pytest.mark.parametrize("name", [path.stem for path in sorted(PAGES.glob("*.html"))])
def test_nothing_around_the_article_reaches_the_text(name):
    text = page(name).text
    for piece in (
        "Cookies", "Impressum", "Sport", "abzusehen", "Wetterforscher", "kein Text", "Melden Sie sich", "Most viewed",
        "Something else happened", "Top stories", "Chancellor to raise", "Storm hits", "Endlich einmal", "morning email",
        "Akzeptieren", "{", "<", "Zustimmung", "Vereine", "Archiv",
    ):  # fmt: skip
        assert piece not in text


def test_what_the_head_says():
    found = page("fr_like", url="https://www.example.org/panorama/x.html?utm=1")
    assert found.title == "Deich in Nordmoor gebrochen: Hunderte verlassen ihre Häuser"
    assert found.author == "Petra Muster"
    assert found.published == "2024-11-05T14:03:00+01:00"
    assert found.modified == "2024-11-05T18:20:00+01:00"
    assert (found.language, found.site) == ("de", "Beispiel-Rundschau")
    assert found.url == "https://www.example.org/panorama/deich-nordmoor-1234.html"


def test_head_with_a_graph_a_list_of_names_and_a_trailing_comma():
    found = page("ap_like")
    assert (found.author, found.published, found.language) == ("JANE DOE", "2024-11-05T16:30:00Z", "en")
    assert page("guardian_like").author == "Ann Author, Bob Writer"


def test_author_and_date_shown_on_the_page_stand_in_for_a_silent_head():
    found = page("spiegel_like")
    assert (found.author, found.published) == ("Otto Beispiel", "2024-11-05T14:03")
    assert page("tagesschau_like").author == "Lisa Probe"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Stand: 05.11.2024, 14:03 Uhr", "2024-11-05T14:03"), ("5. November 2024, 9:15 Uhr", "2024-11-05T09:15"),
        ("Tue 5 Nov 2024 06.00 GMT", "2024-11-05T06:00"), ("Nov. 5, 2024", "2024-11-05"), ("2 hours ago", ""),
        ("Am 5. November 2024 kam der Kanzler.", ""), ("Stand: 45.11.2024", ""),
    ],
)  # fmt: skip
def test_shown_dates(line, date):
    assert shown_date(line) == date


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Von Max Muster, Berlin", "Max Muster"), ("By Jane Doe in Washington", "Jane Doe"), ("Von Berlin nach Paris", ""),
        ("Von Max Muster und Eva Test", "Max Muster und Eva Test"), ("Max Muster", ""),
    ],
)  # fmt: skip
def test_shown_authors(line, author):
    assert shown_author(line) == author


def test_deep_and_crowded_pages_are_read():
    sentence = "Der Mann ging am Montag nach Hause und kam nie wieder zurück, sagte die Polizei."
    deep = "<div>" * 350 + f"<p>{sentence}</p>" * 300 + "</div>" * 350
    assert read_html(deep).text.count(sentence) == 300
    crowded = (
        '<div class="nav">'
        + "<p>x</p>" * 8000
        + f"</div><article><p>{sentence}</p><p>{sentence} Wieder.</p></article>"
    )
    assert read_html(crowded).text == f"{sentence}\n\n{sentence} Wieder."


def test_credit_and_symbol_label_are_furniture_of_their_own():
    found = furniture("fr_like")
    assert found["©\u00a0Beispielfoto / Max Muster"] is Furniture.CREDIT
    assert found["(Symbolfoto)"] is Furniture.LABEL
    assert found["Nordmoor –"] is Furniture.DATELINE
    assert found["(pm)"] is Furniture.BYLINE


def test_text_that_a_script_would_show_is_taken_from_the_description():
    found = page("script_only")
    assert found.title == "Haushalt für 2025 beschlossen"
    assert found.text.split("\n\n")[1].startswith("Der Bundestag hat am Freitag")
    assert found.text.split("\n\n")[2].endswith("kündigte eine Klage an.")


def test_hints_lie_in_the_text_in_order():
    for name in EXPECTED:
        found = page(name)
        assert all(0 <= h.start < h.end <= len(found.text) for h in found.hints)
        assert [h.start for h in found.hints] == sorted(h.start for h in found.hints)
        assert all((h.furniture is not None) == (h.role is Role.FURNITURE) for h in found.hints)


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("utf-8", ""), ("utf-8", '<meta charset="iso-8859-1">'), ("cp1252", '<meta charset="iso-8859-1">'), ("utf-16", ""),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'), ("utf-8-sig", ""),
    ],
)  # fmt: skip
def test_encodings(encoding, declaration):
    sentence = (
        "Президент приехал в Москву." if encoding == "cp1251" else "Der Präsident kam „spät“ – nach Köln."
    )
    source = f"<html><head>{declaration}</head><body><p>{sentence}</p></body></html>".encode(encoding)
    assert read_html(source).text == sentence


def test_drop_cap_and_soft_hyphen_make_no_gap():
    source = "<p><span>T</span>he city and its Bundes\u00adtag are <b>one</b>, said the mayor.</p><p>Zweiter Absatz, auch noch.</p>"
    assert read_html(source).text.split("\n\n")[0] == "The city and its Bundestag are one, said the mayor."


def test_inline_elements_set_apart_by_style_only_get_a_space():
    assert "Jane Doe Scotland reporter" in page("bbc_like").text


def test_hidden_text_is_left_out():
    source = '<p>Man sieht das hier gut.</p><p hidden>Geheim eins.</p><p style="display: none">Geheim zwei.</p><p class="sr-only">Geheim drei.</p>'
    assert read_html(source).text == "Man sieht das hier gut."


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"), (b"   \n", "empty"), (b"<html><body></body></html>", "no_text"), (b"<script>x</script>", "no_text"),
        (b"<div>" * 200_000, "bomb"), (b"<div>" * 3000 + b"Ein Satz steht hier.", "bomb"), (b"\x00\x01\x02" * 500, "binary"),
        (b"<p>" + b"x" * 11_000_000, "too_large"), (b"<p>Ein Satz steht hier. " + b"Noch einer. " * 60_000, "too_large"),
    ],
)  # fmt: skip
def test_pages_that_are_refused(source, code):
    with pytest.raises(Unreadable) as refused:
        read_html(source)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_broken_description_does_no_harm():
    source = '<script type="application/ld+json">{"@type": [[[[</script><h1>Der Titel steht hier</h1><p>Der Text ist da.</p>'
    assert read_html(source).title == "Der Titel steht hier"
    deep = '<script type="application/ld+json">' + "[" * 20_000 + "</script><p>Der Text ist auch hier da.</p>"
    assert read_html(deep).text == "Der Text ist auch hier da."


TAGS = [
    "p",
    "div",
    "article",
    "h1",
    "h2",
    "span",
    "a",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "figure",
    "figcaption",
    "br",
    "aside",
]


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [f"<{t}>" for t in TAGS]
                + [f"</{t}>" for t in TAGS]
                + ['<p class="teaser">', "<!--x-->", "&nbsp;"]
            ),
            st.sampled_from(
                ["Der Mann ging. ", "Ein Titel", " © dpa ", "Kommentare", "\x00", "\ud800", "<", "&#0;"]
            ),
        ),
        max_size=40,
    ).map("".join)
)
def test_any_mixture_of_tags_gives_text_or_a_refusal(source):
    try:
        found = read_html(source)
    except Unreadable:
        return
    assert found.text == found.text.strip()
    assert "\n\n\n" not in found.text
    assert all(0 <= h.start < h.end <= len(found.text) for h in found.hints)
    assert found == read_html(source)


def test_a_run_of_blanks_behind_a_comment_mark_is_read_once():
    blanks = " " * 1_000_000  # tried at every place, they would take hours
    source = f'<script type="application/ld+json">{{}} -->{blanks}x</script><h1>Der Titel</h1><p>Der Text ist da.</p>'
    assert "Der Text ist da." in read_html(source).text
