"""What two claims must have in common before anybody is shown the pair, and whether they count the same thing.

Sentences of one shape lie near each other ("the rate was 2.1 percent") and so do all sentences about one town.
An anchor is something that they hardly share by accident: a figure with its measure, or a name and a word.
"""

from difflib import SequenceMatcher
from functools import cache

from claims.text.matching.terms import number, stem_of, terms
from claims.text.spans import Fact

# Things that are often counted: a row is one thing, in both languages.
_THINGS = (
    "menschen mensch personen person leute people persons",
    "haushalte haushalten haushalt households household homes",
    "einwohner einwohnern bewohner inhabitants residents",
    "kinder kindern kind children child",
    "schüler schülern schülerinnen pupils students",
    "soldaten soldat soldiers troops",
    "tote toten todesopfer dead deaths",
    "verletzte verletzten injured wounded",
    "gebäude gebäuden buildings",
    "wohnungen wohnung flats apartments dwellings",
    "stimmen stimme votes",
    "stellen arbeitsplätze arbeitsplätzen jobs",
    "beschäftigte beschäftigten mitarbeiter mitarbeitern angestellte employees workers staff",
    "beamte beamten beamtinnen polizisten officers",
    "kunden kundinnen customers",
    "patienten patientinnen patients",
    "unternehmen firmen betriebe companies firms businesses",
    "schiffe schiffen ships vessels",
    "autos fahrzeuge fahrzeugen wagen cars vehicles",
    "fahrgäste passagiere passengers",
    "zuschauer besucher zuschauern besuchern spectators visitors",
    "schulen schule schools",
    "windräder windkraftanlagen windrädern turbines",
    "flüchtlinge geflüchtete refugees",
    "fälle fällen cases",
    "dosen doses",
    "schritte schritten steps",
    "fähren ferries",
    "frauen women",
    "männer männern men",
)
_COUNTED_FROM = 20  # below, the same number of the same thing is chance
_TWO_WORDS = 2
_SHARE_OF_WORDS = 0.3


def same_thing(one: Fact, other: Fact, *, same_language: bool) -> bool | None:
    """Whether both figures count the same thing; None where nobody can tell."""
    if not one.unit or not other.unit:
        return None
    left, right = _thing(one.unit), _thing(other.unit)
    if isinstance(left, int) and isinstance(right, int):
        return left == right
    if same_language:
        here, there = one.unit.casefold(), other.unit.casefold()
        return (
            stem_of(here) == stem_of(there)
            or SequenceMatcher(None, here, there, autojunk=False).ratio() >= 0.75
        )
    return True if one.unit.casefold() == other.unit.casefold() else None


def counts_a_known_thing(fact: Fact) -> bool:
    """The figure counts something of the list, and not a handful of it."""
    low = fact.value_min if fact.value_min is not None else fact.value_max
    return isinstance(_thing(fact.unit), int) and low is not None and low >= _COUNTED_FROM


def is_telling(fact: Fact) -> bool:
    """Two claims do not have this figure in common by accident: three digits that count, or two with a measure."""
    low = fact.value_min if fact.value_min is not None else fact.value_max
    if low is None or not fact.unit:
        return False
    digits = len(f"{low:.6g}".replace(".", "").replace("e+", "").strip("0"))
    return digits >= 3 or (digits == 2 and (low >= 100 or "." in f"{low:.6g}" or fact.unit in ("%", "pp")))


def share_words(here: str, there: str, *, names: frozenset[str]) -> bool:
    """The claims have several words in common, or a name and a word beside it; figures and `names` are no words."""
    left, right = set(terms(here)), set(terms(there))
    shared = left & right
    of_names = {stem for name in names for stem in terms(name)}
    words = {word for word in shared - of_names - _measures() if not word[0].isdigit()}
    if shared & of_names and words:
        return True
    shorter = min(len(left), len(right))
    return len(words) >= _TWO_WORDS and len(words) >= _SHARE_OF_WORDS * shorter


@cache
def _measures() -> frozenset[str]:
    words = (
        "euro euros dollar dollars pfund pounds franken francs prozent percent millionen million milliarden billion"
        " jahr jahre jahren year years monat month tag tage day days montag monday mittwoch wednesday jahren angaben"
    )
    return frozenset(stem_of(word) for word in words.split()) | {number("1")}


def _thing(unit: str) -> int | str:
    """The row of the thing that the unit names, the unit itself for anything else."""
    for word in reversed(unit.casefold().split()):
        row = _rows().get(word)
        if row is not None:
            return row
    return unit


@cache
def _rows() -> dict[str, int]:
    return {word: row for row, words in enumerate(_THINGS) for word in words.split()}
