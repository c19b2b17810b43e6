"""Pages that were copied whole, from the menu to the imprint: only the article is left."""

import pytest

from claims.text.layout import lay_out
from claims.text.reading import read
from claims.text.spans import Role

SECTIONS = (
    "Startseite\nPolitik\nWirtschaft\nMeinung\nSport\nKultur\nWissen\nReise\nAuto\nMobilität\nMein Konto\nGutscheine\n"
    "Stellenmarkt\nTraueranzeigen\nRätselecke\nLeserreisen\nBörsenkurse\nWetterkarte\nShop\nAbo\n"
)
LEAD = (
    "Die Brücke über die Lanne bleibt bis zum Herbst gesperrt. Das hat der Kreistag von Ostwalde am Montag mit 31 zu 12 "
    "Stimmen beschlossen. Im Träger waren bei einer Prüfung 14 Risse gefunden worden, der längste misst 40 Zentimeter."
)
REST = (
    "Landrat Harm Wiebusch rechnet mit Kosten von 2,3 Millionen Euro. Der Verkehr wird über Kleinlanne umgeleitet, die "
    "Strecke ist elf Kilometer länger. Die Feuerwehr hat ein zweites Fahrzeug am anderen Ufer aufgestellt."
)
TEASERS = (
    "Freizeit\nWohin am Wochenende mit Kindern\nDrei Höfe öffnen ihre Ställe und backen Brot.\nLena Vogt\nVor 2 Stunden\n"
    "Handball\nOstwalde verliert das Derby deutlich\nDer Trainer war nach dem Spiel ratlos und lobte den Gegner.\n"
    "Timo Raab\nVor 3 Stunden\n"
)
FOOTER = "Impressum\nDatenschutz\nKontakt\nMediadaten\nAGB\nÜber uns\nKarriere\nHilfe\nRSS\n"
PAGE = f"{SECTIONS}\nBrücke über die Lanne bleibt gesperrt\n\n{LEAD}\n\n{REST}\n\n{TEASERS}\n{FOOTER}"


def roles_of(text):
    return {text[b.start : b.end]: (b.role, b.furniture) for b in lay_out(text).blocks}


def claims_of(text):
    return [claim.quote for claim in read(text).claims]


def test_only_the_article_of_a_whole_page_is_left():
    kept = [words for words, (role, _) in roles_of(PAGE).items() if role is not Role.FURNITURE]
    assert kept == ["Brücke über die Lanne bleibt gesperrt", LEAD, REST]


def test_the_headline_above_the_text_is_kept_though_nothing_repeats_it():
    page = PAGE.replace("Brücke über die Lanne bleibt gesperrt", "Umweg für alle im ganzen Norden")
    assert roles_of(page)["Umweg für alle im ganzen Norden"][0] is Role.HEADLINE


def test_a_headline_far_above_the_text_is_found_by_its_words():
    tools = "Hella Grot\nMehr von ihr\nAls PDF\nIn die Liste\nMerkzettel\nDruckansicht\nKurzfassung\n"
    page = PAGE.replace("gesperrt\n\nDie Brücke", f"gesperrt\n{tools}\nDie Brücke", 1)
    assert roles_of(page)["Brücke über die Lanne bleibt gesperrt"][0] is Role.HEADLINE


def test_text_behind_an_advertisement_still_belongs_to_the_article():
    page = PAGE.replace(REST, f"Anzeige\n\n{REST}\n\nAnzeige\n\nDie Bauarbeiten beginnen im Mai.")
    assert roles_of(page)["Die Bauarbeiten beginnen im Mai."][0] is Role.BODY


def test_a_chosen_text_with_a_few_labels_is_left_as_it_is():
    lines = "\n".join(f"Liste {letter}" for letter in "ABCDEFGH")
    text = f"Die Bewerber\n\n{LEAD}\n\nZur Wahl stehen\n{lines}\n\n{REST}"
    assert all(role is not Role.FURNITURE for role, _ in roles_of(text).values())


def test_a_section_called_opinion_in_the_menu_makes_no_column():
    page = PAGE.replace(REST, f"{REST} Die Umleitung ist ausgeschildert.")
    assert "Die Umleitung ist ausgeschildert." in claims_of(page)


@pytest.mark.parametrize(
    "box",
    [
        "Hella Grot\nHella Grot kam 2011 zum Ostwalder Boten. Sie hat in Kiel Geschichte studiert.",
        "Über die Autorin\nHella Grot ist seit 2011 Redakteurin des Ostwalder Boten.",
        "Hella Grot\nRedakteurin für den Kreis und die Dörfer, immer mit dem Rad unterwegs.",
    ],
)
def test_the_portrait_of_the_author_states_nothing(box):
    text = f"Brücke über die Lanne bleibt gesperrt\n\nVon Hella Grot\n\n{LEAD}\n\n{REST}\n\n{box}"
    assert claims_of(text) == claims_of(text.removesuffix(box))


def test_somebody_else_who_is_portrayed_stays():
    text = f"Von Hella Grot\n\n{LEAD}\n\nHarm Wiebusch ist seit 2019 Landrat von Ostwalde."
    assert "Harm Wiebusch ist seit 2019 Landrat von Ostwalde." in claims_of(text)


@pytest.mark.parametrize(
    "posts",
    [
        "Kommentare\nheizer77: War ja klar.\nEin zweiter Leser fragt sich, wohin das Geld geflossen ist.",
        "2 Kommentare\nUferlos\nvor 2 Stunden\nDas war lange absehbar und keiner hat etwas getan.\nAntworten Melden\nEmpfehlen",
        "Leserkommentare\nmax_m schrieb am 3. Mai: Die Brücke war schon 1990 kaputt.\nanna.b: Eben, sie war nie dicht.",
    ],
)
def test_what_readers_write_below_is_no_claim(posts):
    text = f"Brücke über die Lanne bleibt gesperrt\n\n{LEAD}\n\n{REST}\n\n"
    assert claims_of(text + posts) == claims_of(text)


def test_a_count_of_comments_above_the_text_ends_nothing():
    text = f"Brücke über die Lanne bleibt gesperrt\n12 Kommentare\n\n{LEAD}\n\n3 Kommentare\n\n{REST}"
    assert any(quote.startswith("Landrat Harm Wiebusch rechnet") for quote in claims_of(text))


@pytest.mark.parametrize(
    "words",
    [
        "Unser Ziel ist eine Gesellschaft, die Bescheid weiß. Diese Arbeit kostet Geld. Jetzt unterstützen!",
        "Dieser Beitrag stammt aus der Ausgabe 3/2031 des Magazins.",
        "Für Links auf dieser Seite erhält der Bote unter Umständen eine Provision.",
        "Den vollständigen Bericht lesen Sie in der Ausgabe vom Samstag.",
        "Original-Content von: Polizei Ostwalde, übermittelt durch news aktuell",
        "Weitere Entwicklungen können Sie in unserem Liveticker nachlesen.",
        "Erst mit Ihrem Klick werden Inhalte eines Drittanbieters nachgeladen. Dabei geht Ihre IP-Adresse an einen fremden "
        "Server. Ihre Zustimmung speichern wir, Sie können sie jederzeit widerrufen.",
    ],
)
def test_what_an_outlet_says_of_itself_is_no_claim(words):
    text = f"Brücke über die Lanne bleibt gesperrt\n\n{LEAD}\n\n{words}\n\n{REST}"
    assert words not in " ".join(claims_of(text))
    assert roles_of(text)[words][1] is not None


def test_paragraphs_that_break_off_lead_to_other_articles():
    teasers = (
        "Handball\nOstwalde verliert das Derby\nDer Trainer war nach dem Spiel ratlos und lobte den Gegner.\nWeiterlesen »\n"
        "Freizeit\nWohin am Wochenende\nDrei Höfe öffnen ihre Ställe und backen in alten Öfen Brot.\nWeiterlesen »"
    )
    text = f"Brücke über die Lanne bleibt gesperrt\n\n{LEAD}\n\n{REST}\n\n{teasers}"
    assert claims_of(text) == claims_of(text.removesuffix(teasers))


def test_an_article_about_consent_is_read():
    words = (
        "Das Amt hat zwei Banken gerügt. Sie hatten die Einwilligung der Kunden zum Tracking verlangt, ohne dass ein "
        "Widerruf möglich war; Cookies von Partnern wurden schon vor der Zustimmung gesetzt."
    )
    assert len(claims_of(f"Rüge für zwei Banken\n\n{LEAD}\n\n{words}")) > len(
        claims_of(f"Rüge für zwei Banken\n\n{LEAD}")
    )


def test_a_numbered_way_through_the_site_and_the_banner_above_are_no_headline():
    head = (
        "Newsticker\n\nErstmals seit Mai: Keine Züge nach Grothafen\n  1. Startseite\n  2. Lokales (Ostwalde)\n"
        "  3. Brücke über die Lanne bleibt gesperrt\n\n04.03.2031\n\n"
    )
    layout = lay_out(f"{head}Brücke über die Lanne bleibt gesperrt\n\n{LEAD}\n\n{REST}")
    assert layout.title == "Brücke über die Lanne bleibt gesperrt"


def test_a_farewell_in_a_ticker_is_no_claim():
    words = (
        "Liebe Leserinnen und Leser, ich wünsche Ihnen einen ruhigen Abend und eine gute Nacht, bis morgen!"
    )
    assert words not in claims_of(f"Der Tag im Ticker\n\n{LEAD}\n\n{words}")
