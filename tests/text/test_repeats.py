"""Headlines, teasers and captions are linked to the body statement that says the same."""

import pytest

from claims.text.repeats import link_repeats
from claims.text.spans import Kind, Role, Statement


def said(role, quote):
    return Statement(start=0, end=len(quote), quote=quote, role=role, kind=Kind.EVENT, checkable=True)


OTHER = said(Role.BODY, "Die Versammlung dauerte bis Mitternacht und endete mit Applaus.")


def linked(echo, body, role=Role.HEADLINE, language="de"):
    found = link_repeats([said(role, echo), OTHER, said(Role.BODY, body)], language=language)
    return found[0].duplicate_of


REPEATS = [
    (
        "Stadtwerke Köln erhöhen Fernwärmepreis um 9,4 Prozent",
        "Die Stadtwerke Köln erhöhen den Preis für Fernwärme zum Jahreswechsel um 9,4 Prozent.",
        "de",
    ),
    (
        "Kiew vermeldet Gefechte mit Nordkorea-Soldaten in Kursk",
        "Der Minister in Kiew hat Gefechte mit nordkoreanischen Soldaten in der Region Kursk bestätigt.",
        "de",
    ),
    (
        "City council votes to close the old harbour bridge",
        "The city council voted on Tuesday evening to close the old bridge over the harbour.",
        "en",
    ),
]


@pytest.mark.parametrize(("echo", "body", "language"), REPEATS)
@pytest.mark.parametrize("role", [Role.HEADLINE, Role.SUBHEAD, Role.TEASER, Role.CAPTION])
def test_echo_names_the_index_of_the_body_statement(echo, body, language, role):
    assert linked(echo, body, role, language) == 2


DIFFERENT = [
    (
        "Stadtwerke Köln erhöhen Fernwärmepreis um 9,4 Prozent",
        "Die Stadtwerke Köln erhöhen den Preis für Fernwärme zum Jahreswechsel um 4,9 Prozent.",
    ),
    (
        "Der Stadtrat billigt den Bau der Brücke am Hafen",
        "Der Stadtrat billigt den Bau der Brücke am Hafen nicht.",
    ),
    (
        "Die Mieten in der Kölner Innenstadt steigen weiter",
        "Die Mieten in der Kölner Innenstadt sinken seit Januar.",
    ),
    ("Was Russland dafür geben soll", "Russland gibt dem Land dafür Technik für die Raumfahrt."),
    ("Bürgermeister eröffnet Schwimmbad in Kalk", "Die Feuerwehr löschte in Kalk einen Brand im Keller."),
]


@pytest.mark.parametrize(("echo", "body"), DIFFERENT)
def test_other_figures_denials_and_directions_are_no_repeat(echo, body):
    assert linked(echo, body) is None


def test_body_statements_are_never_linked():
    quote = "Die Stadtwerke Köln erhöhen den Preis für Fernwärme um 9,4 Prozent."
    found = link_repeats([said(Role.BODY, quote), said(Role.BODY, quote)], language="de")
    assert [s.duplicate_of for s in found] == [None, None]


def test_headline_is_not_linked_to_a_teaser():
    quote = "Die Stadtwerke Köln erhöhen den Preis für Fernwärme um 9,4 Prozent."
    found = link_repeats([said(Role.HEADLINE, quote), said(Role.TEASER, quote)], language="de")
    assert [s.duplicate_of for s in found] == [None, None]
