"""Markup as portals write it around an article: what is kept of a page, and what is left out."""

import pytest

from claims.text.html import read_html
from claims.text.reading import read

PARAGRAPHS = (
    "Der Kreistag von Ostwalde hat am Montag mit 31 zu 12 Stimmen beschlossen, die Brücke bis zum Herbst zu sperren.",
    "Nach Angaben der Kreisverwaltung kostet die Reparatur 2,3 Millionen Euro, das Land will die Hälfte übernehmen.",
    "Der Verkehr wird über Kleinlanne umgeleitet. Pendler brauchen dadurch etwa 20 Minuten länger als bisher.",
    "Die Feuerwehr hat am anderen Ufer ein zweites Fahrzeug aufgestellt. Es rückte am Dienstag zum ersten Mal aus.",
)


def page_of(middle, *, lang="de"):
    """The page with `middle` between the second and third paragraph of the article."""
    before, after = (
        "".join(f"<p>{words}</p>" for words in half) for half in (PARAGRAPHS[:2], PARAGRAPHS[2:])
    )
    return read_html(
        f'<html lang="{lang}"><head><title>Brücke bleibt gesperrt</title></head><body><main><article>'
        f"<h1>Brücke bleibt gesperrt</h1>{before}{middle}{after}</article></main></body></html>"
    )


def claims_of(page):
    return [
        claim.quote
        for claim in read(
            page.text, title=page.title, language=page.language or None, hints=page.hints
        ).claims
    ]


@pytest.mark.parametrize(
    "box",
    [
        '<div data-area="related_articles"><h3>Mehr zum Thema</h3><article aria-label="Die Fähre"><a href="/f">Die Fähre '
        "kommt</a><p>Ein Reeder will wieder über die Lanne fahren und sucht Kapitäne, das kostet ihn Geld.</p></article></div>",
        '<aside data-section-type="newsletter"><p>Unser Briefing erklärt Ihnen an jedem Morgen das Wichtigste.</p></aside>',
        '<section class="article-comments"><p>Die Brücke war schon vor zehn Jahren kaputt, das wusste hier jeder.</p></section>',
    ],
)
def test_a_box_in_the_middle_of_the_text_is_no_claim(box):
    assert claims_of(page_of(box)) == claims_of(page_of(""))


def test_text_in_an_element_named_after_advertising_is_kept():
    words = (
        "Die letzte Prüfung der Brücke lag nach Auskunft des Ministeriums sechs Jahre zurück, vorgeschrieben sind drei. "
        "Der Kreis hatte den Termin zweimal verschoben, weil ein Gerüst gefehlt hat."
    )
    assert words in page_of(f'<section class="js-ad-container"><div><p>{words}</p></div></section>').text


def test_the_points_at_the_head_of_an_article_are_kept():
    page = page_of(
        '<ul class="article-list"><li>Die Brücke hat 14 Risse.</li><li>Ein Umweg ist elf Kilometer lang.</li></ul>'
    )
    assert "Die Brücke hat 14 Risse." in claims_of(page)


def test_a_german_text_is_read_as_german_whatever_the_template_says():
    assert page_of("", lang="en-US").language == "de"


def test_a_short_text_is_believed_to_be_in_the_language_of_its_page():
    page = read_html(
        '<html lang="nl"><body><article><h1>Brug dicht</h1><p>Hamburg Berlin Bremen.</p></article></body></html>'
    )
    assert page.language == "nl"
