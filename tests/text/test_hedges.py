"""Hedges: words that keep a statement at arm's length, and the subjunctive of reported speech."""

import pytest

from claims.text.layout import lay_out
from claims.text.statements import statements

FOUND = [
    ("de", "Die Soldaten sollen sich laut Polizei dort aufhalten.", ("sollen", "laut")),
    ("de", "Ein mutmaßlicher Täter wurde offenbar gefasst.", ("mutmaßlicher", "offenbar")),
    ("de", "Der mutmassliche Täter ist wohl geflohen.", ("mutmassliche", "wohl")),
    ("de", "Die Einheiten seien getroffen worden.", ("Konjunktiv",)),
    ("de", "Das Gericht habe den Antrag abgelehnt.", ("Konjunktiv",)),
    ("de", "Der Preis steige um zehn Prozent.", ("Konjunktiv",)),
    ("de", "Die Städte hätten kein Geld.", ("Konjunktiv",)),
    ("de", "Das könnte teuer werden.", ("könnte",)),
    ("de", "Die Dienste gehen davon aus, dass es mehr werden.", ("gehen davon aus",)),
    ("de", "Der Dienst geht ferner davon aus, dass es mehr werden.", ("davon aus",)),
    ("de", "Zu den Kämpfen sei es demnach in Kursk gekommen.", ("demnach", "Konjunktiv")),
    ("de", "Die Brücke ist seit Montag gesperrt.", ()),
    ("de", "Ich habe heute keine Zeit.", ()),
    ("de", "Die Musik war sehr laut.", ()),
    ("de", "Sie ließen die Frage offen und gingen nach Hause.", ()),
    ("en", "The suspect reportedly fled and may be abroad.", ("reportedly", "may")),
    ("en", "He is said to have fled in May 2021.", ("is said to",)),
    ("en", "Prices rose, according to police.", ("according to",)),
    ("en", "The bridge was closed on Monday.", ()),
]


@pytest.mark.parametrize(("language", "text", "hedges"), FOUND)
def test_hedges_as_they_stand(language, text, hedges):
    (statement,) = statements(text, lay_out(text, language=language))
    assert statement.hedges == hedges
