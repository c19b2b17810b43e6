"""Names: found in German and English, one type and one full form in the whole article."""

import hashlib
import json
import os

import pytest

from claims.text import name_model
from claims.text.names import find_names
from tests.text.laid_out import laid_out


def names(text, language="de"):
    return [(n.quote, n.type, n.full) for n in find_names(text, laid_out(text, language))]


def quotes(text, language="de"):
    return [n.quote for n in find_names(text, laid_out(text, language))]


KURSK = """Der ukrainische Verteidigungsminister Rustem Umerov hat Gefechte mit Soldaten aus Nordkorea bestätigt.
Umerov sprach mit dem südkoreanischen Sender KBS über die Grenzregion Kursk.
Kreml-Chef Wladimir Putin habe von Kim Jong-un Soldaten erhalten, hieß es in Kiew.
Kim Jong-uns Truppen stehen in Russland.
Wie The Korea Herald berichtet, zahlt Putins Regierung 2000 US-Dollar.
Die Nato und die USA äußerten sich auf Telegram."""


def test_a_german_article():
    found = {(quote, kind) for quote, kind, _ in names(KURSK)}
    assert found >= {
        ("Rustem Umerov", "PER"), ("Umerov", "PER"), ("Nordkorea", "LOC"), ("KBS", "ORG"), ("Kursk", "LOC"),
        ("Wladimir Putin", "PER"), ("Kim Jong-un", "PER"), ("Kiew", "LOC"), ("Russland", "LOC"),
        ("The Korea Herald", "ORG"), ("Nato", "ORG"), ("USA", "LOC"), ("Telegram", "ORG"),
    }  # fmt: skip


def test_adjectives_roles_and_money_are_no_names():
    assert not {"südkoreanischen", "ukrainische", "Kreml-Chef", "US-Dollar"} & set(quotes(KURSK))


def test_a_genitive_s_stays_outside_the_name():
    text = "Kim Jong-un schickt Soldaten.\nKim Jong-uns Truppen kämpfen, Putins Pläne reifen, Wladimir Putin schweigt."
    assert names(text)[1:3] == [("Kim Jong-un", "PER", "Kim Jong-un"), ("Putin", "PER", "Wladimir Putin")]


def test_the_genitive_of_a_place_is_no_part_of_the_name_behind_it():
    text = "Am Ende traf Stuttgarts Daniel Didavi. SPD-Chef Lars Klingbeil warnte vor einem Bruch."
    assert {"Stuttgart", "Daniel Didavi", "Lars Klingbeil"} <= set(quotes(text))


def test_a_name_that_ends_in_s_keeps_it():
    assert "Paris" in quotes("Der Minister reiste nach Paris, sagte Olaf Scholz.")
    assert "Hans Weiss" in quotes("Der Bürgermeister Hans Weiss sprach in Bern.")


def test_unknown_towns_are_places_where_only_a_place_stands():
    text = "Zwischen Hallersum und Quellin fiel der Strom aus. Der Bürgermeister von Merkstedt klagt."
    found = {(quote, kind) for quote, kind, _ in names(text)}
    assert {("Hallersum", "LOC"), ("Quellin", "LOC"), ("Merkstedt", "LOC")} <= found
    assert names("Sie heizen in Sozialwohnungen mit Öfen aus Stahlbeton und aus Holzpellets.") == []
    assert ("Maischberger", "LOC") not in {(q, k) for q, k, _ in names("Das sagte sie bei Maischberger.")}


def test_a_body_takes_its_place_in_and_the_place_alone_stays_one():
    found = {(q, k) for q, k, _ in names("Der Beamtenbund Norderland tagte. In Norderland fehlen Lehrer.")}
    assert found == {("Beamtenbund Norderland", "ORG"), ("Norderland", "LOC")}
    assert ("Landstraße", "LOC") not in {(q, k) for q, k, _ in names("Mann stirbt auf Landstraße")}


def test_a_person_has_no_office_in_the_name_and_a_surname_keeps_its_s():
    assert "Keith Richards" in quotes("Gestern spielte Keith Richards in Berlin.")
    assert "Mike Jackson" in quotes("Das sagte CEO Mike Jackson am Montag.")


def test_english_towns_and_bodies():
    text = "Ships left the port of Harrowgate. National Grid said the Isle of Skerravoe lost power, and Skerravoe waits."
    found = {(quote, kind) for quote, kind, _ in names(text, "en")}
    assert found == {
        ("Harrowgate", "LOC"),
        ("National Grid", "ORG"),
        ("Isle of Skerravoe", "LOC"),
        ("Skerravoe", "LOC"),
    }


def test_a_surname_leads_to_the_whole_name():
    text = "Bürgermeisterin Anna Kowalski sprach am Montag.\nKowalski lobte die Stadt."
    assert ("Kowalski", "PER", "Anna Kowalski") in names(text)


def test_an_abbreviation_leads_to_what_it_stands_for():
    text = "Das Deutsche Institut für Wirtschaftsforschung (DIW) warnt.\nDas DIW rechnet mit Verlusten."
    full = {quote: whole for quote, _, whole in names(text)}
    assert full["DIW"].endswith("Institut für Wirtschaftsforschung")


def test_a_compound_is_a_name_only_with_a_name_in_it():
    found = quotes(
        "Der Wallstein-Verlag druckt, das Online-Portal schweigt, das Verteidigungsministerium prüft."
    )
    assert "Wallstein-Verlag" in found
    assert "Verteidigungsministerium" in found
    assert "Online-Portal" not in found


LONDON = """Prime Minister Keir Starmer met Ukrainian President Volodymyr Zelensky in London on Monday.
Zelensky thanked Nato and the European Union.
The Ministry of Defence and the BBC declined to comment, said Nick Adams of the University of Leeds.
That’s what I’m told, Starmer said."""


def test_an_english_article():
    assert names(LONDON, "en") == [
        ("Keir Starmer", "PER", "Keir Starmer"),
        ("Volodymyr Zelensky", "PER", "Volodymyr Zelensky"),
        ("London", "LOC", "London"),
        ("Zelensky", "PER", "Volodymyr Zelensky"),
        ("Nato", "ORG", "Nato"),
        ("European Union", "ORG", "European Union"),
        ("Ministry of Defence", "ORG", "Ministry of Defence"),
        ("BBC", "ORG", "BBC"),
        ("Nick Adams", "PER", "Nick Adams"),
        ("University of Leeds", "ORG", "University of Leeds"),
        ("Starmer", "PER", "Keir Starmer"),
    ]


def test_a_headline_of_capitals_gives_only_known_names():
    text = "Shares Tumble After Paris Warning From Big Lender\nShares fell in Paris on Monday."
    assert quotes(text, "en") == ["Paris", "Paris"]


@pytest.mark.parametrize("language", ["fr", "es", "it", "pl", "nl"])
def test_other_languages_get_known_places(language):
    assert "Berlin" in quotes("Angela Merkel visita Berlin.", language)


def test_the_same_text_gives_the_same_names():
    assert names(KURSK) == names(KURSK)


def test_nothing_in_nothing():
    assert names("") == []
    assert names("…\n– „“", "en") == []


def test_a_name_between_commas_behind_an_office_is_a_person():
    text = "Die Vorsitzende der Unionsfraktion, Lindholz, warf der Regierung Untätigkeit vor."
    assert ("Lindholz", "PER") in [(quote, kind) for quote, kind, *_ in names(text)]


def test_people_of_a_party_are_nobodys_name():
    assert [quote for quote, *_ in names("Das erzählen ÖVP-Kenner aus Wien.")] == ["Wien"]


def test_the_weights_are_small_and_the_ones_their_card_tells_of():
    stored = name_model.WEIGHTS.read_bytes()
    card = json.loads(name_model.WEIGHTS.with_suffix(".json").read_text(encoding="utf-8"))
    assert len(stored) <= 3_000_000
    assert card["sha256"] == hashlib.sha256(stored).hexdigest()
    assert card["groups_sha256"] == hashlib.sha256(name_model.GROUPS.read_bytes()).hexdigest()
    assert card["held_back"]["f1"] > 0.65


def test_a_forked_child_finds_the_same_names():
    expected = names(KURSK)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, json.dumps(names(KURSK)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        found = json.loads(pipe.read())
    assert os.waitpid(child, 0)[1] == 0
    assert [tuple(name) for name in found] == expected
