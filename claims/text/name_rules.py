"""Names in English sentences, and cautiously in other languages, by capitals, word lists and context."""

import re
from collections.abc import Sequence
from functools import cache

from claims.text import gazetteer, morphology
from claims.text.morphology import Word
from claims.text.name_model import NO_NAMES, Mention, NameType

_CONNECTORS = frozenset(
    "of the and for de la le du del der den van von bin ibn al di da dos y ten ter & in on to ’ '".split()
)
_SMALL = frozenset("with from over after that will into amid than this their have what when where".split())
_PARTICLES = frozenset("de la le du del der den van von bin ibn al di da dos ten ter".split())
_ARABIC = re.compile(r"(?:al|el|as|ad|ar|an|at|ash)-[A-Z]")  # "al-Sadr": a small letter opens the name
_NUMBERED = frozenset("FTSE CAC S&P Nasdaq Stoxx Euronext Formula Apollo Agenda".split())
_FAR = 8  # words; no organisation's name is longer
_BODIES = frozenset("Panel Committee Council Commission Conference Convention Board Office".split())
_OF_SOMETHING = frozenset("House Gulf Strait Isle Republic Kingdom Duke Duchess Prince Princess".split())
_TITLES = frozenset("Mr Mrs Ms Miss Dr Prof Sir Dame Lord Lady Sen Rep Gov Gen Col Lt Sgt Rev St".split())
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Christmas Easter Spring "
    "Summer Autumn Winter Today Yesterday Tomorrow AM PM GMT BST EST CET UTC".split()
)
_ORGANISATION_HEADS = frozenset(
    "Ministry Department Office Agency Panel Authority Commission Committee Council Court Parliament Congress Senate "
    "Party Union Association Federation Institute University College School Hospital Bank Group Company Corporation "
    "Corp Inc Ltd PLC LLC Co Foundation Trust Society Organisation Organization Service Services Bureau Board "
    "Police Army Navy Force Forces Guard News Times Post Guardian Journal Herald Independent Telegraph Mail Tribune "
    "Gazette Observer Press Agency Network Television Radio Club United City FC Airlines Airways Motors Energy "
    "Industries Holdings Partners Capital Fund Watch International Alliance League Assembly Treasury Exchange "
    "Laboratory Research Rail Grid Railways Water Centre Center Museum Gallery Campaign Coalition Government Embassy Statistics".split()
)
_PLACE_HEADS = frozenset(
    "Isle Street Road Avenue Square Park River Lake Sea Ocean Island Islands Mountain Mountains Valley Bridge Airport "
    "Station County Province Region Oblast District Peninsula Strait Bay Gulf Canal Coast Beach Forest Hills "
    "Village Town Port Harbour Stadium Strip Bank".split()
) - {"Bank"}
_NAMING = frozenset("Hurricane Typhoon Cyclone Storm Mount Lake Operation".split())  # a name follows
_OTHER_HEADS = frozenset(
    "Cup Act Prize Award Treaty Agreement War Games Championship Festival Bill Open Plan".split()
)
_PLACE_BEFORE = frozenset(
    "in at near from to into across outside inside around toward towards throughout".split()
)
# What is "of" a place: "the port of Harrowgate", "south of Skerravoe"; and the endings of English towns.
_OF_PLACES = frozenset(
    "port city town village island isle coast north south east west outskirts suburb capital streets region district "
    "province county borough centre center harbour parish hamlet mayor outside northeast northwest southeast southwest "
    "people residents part parts side edge valley".split()
)
_TOWNS = (
    "ton", "bury", "ford", "gate", "ham", "mouth", "burgh", "ville", "shire", "port", "wick", "stead", "haven",
    "chester", "minster", "field", "worth", "combe", "bridge", "dale", "hurst", "pool", "borough", "thorpe", "by",
)  # fmt: skip
_SPEAKS = frozenset(
    "said says told tweeted wrote added argued insisted claimed warned announced explained joked recalled "
    "believes thinks admitted denied resigned died married".split()
)


@cache
def common(word: str) -> bool:
    """True for an everyday English word, so that a capital at the start of a sentence says nothing."""
    stem = word.replace("’", "'").split("'")[0] or word  # "That's" and "I'm" are as common as "that" and "I"
    likely = morphology.likelihoods(stem.lower(), "en")
    best = max(likely, key=lambda part: likely[part], default="NP0")
    return best != "NP0" and likely[best] > -17.0


def mentions(words: Sequence[Word], *, seen: frozenset[str], language: str) -> list[Mention]:
    """The names of one sentence, in order, without overlap.

    `seen` are words that stand with a capital inside other sentences of the article: they decide at the
    start of a sentence and in headlines that capitalise every word.
    """
    headline = _headline(words)
    capital = [_capital(words, i, seen, language, headline) for i in range(len(words))]
    found: list[Mention] = []
    at = 0
    while at < len(words):
        if not capital[at]:
            at += 1
            continue
        last = _reach(words, capital, at)
        found += _split(words, at, last)
        at = last
    return found


def inner_capitals(words: Sequence[Word]) -> set[str]:
    """Words of the sentence whose capital means something: not the first one, not in a capitalised headline."""
    if _headline(words):
        return set()
    return {w.text for i, w in enumerate(words) if w.text[:1].isupper() and not _opens(words, i)}


def _headline(words: Sequence[Word]) -> bool:
    """True where every longer word has a capital: there a capital says nothing."""
    long = [w.text for w in words if w.text.isalpha() and len(w.text) > 3 and w.text not in _SMALL]
    if len(long) > 1 and all(text.isupper() for text in long):
        return True
    return len(long) > 3 and words[-1].text not in {".", "”", '"'} and all(text[0].isupper() for text in long)


def _opens(words: Sequence[Word], index: int) -> bool:
    if index > 1 and words[index - 1].text in "’'" and words[index - 2].end == words[index - 1].start:
        return False  # "Dockers’ Union"
    return index == 0 or words[index - 1].text in "\"“”„'‘’«»:.?!…–—-("


def _capital(words: Sequence[Word], index: int, seen: frozenset[str], language: str, headline: bool) -> bool:
    word = words[index].text
    if _ARABIC.match(word):
        return True
    if (
        not word[0].isupper()
        or word in _CALENDAR
        or word in NO_NAMES
        or (word[:2] in {"I", "I’", "I'"} and language == "en")
    ):
        return False
    if word in gazetteer.words("demonyms_en") or word.split("-")[0] in gazetteer.words("demonyms_en"):
        return _inside_organisation(words, index)
    if not _opens(words, index) and not headline:
        return language != "en" or words[index].tag != "PNP"
    if word in seen or (gazetteer.is_place(word) and not common(word)):
        return True
    if gazetteer.ORGANISATION in gazetteer.kinds_of(word) or word in gazetteer.first_names():
        return True
    if index and words[index - 1].text in gazetteer.first_names():
        return True
    if word in _NAMING and index + 1 < len(words) and words[index + 1].text[0].isupper():
        return True
    if language != "en" or headline:
        return False
    follows = index + 1 < len(words) and words[index + 1].text[0].isupper()
    described = words[index].tag[:2] in {"NN", "AJ", "NP"}
    if follows and described and words[index + 1].text in _ORGANISATION_HEADS:
        return True  # "Network Rail", "National Grid"
    return word in _TITLES or not common(word) or (follows and words[index].tag == "NP0")


def _inside_organisation(words: Sequence[Word], index: int) -> bool:
    """True for "Russian" in "Russian Defence Ministry": the adjective belongs to the organisation's name."""
    at = index + 1
    while at < min(len(words), index + _FAR) and words[at].text[0].isupper():
        if words[at].text in _ORGANISATION_HEADS:
            return True
        at += 1
    return False


def _reach(words: Sequence[Word], capital: Sequence[bool], at: int) -> int:
    """The word after the last one of the name that starts at `at`."""
    last = at + 1
    while last < len(words):
        if capital[last] or (words[last].text.isdigit() and words[last - 1].text in _NUMBERED):
            last += 1
            continue
        text = words[last].text
        dot = text == "." and len(words[last - 1].text) <= 2 and words[last].start == words[last - 1].end
        if dot and last + 1 < len(words) and capital[last + 1]:
            last += 1
            continue
        ahead = last
        while ahead < len(words) and words[ahead].text in _CONNECTORS and ahead - last < 2:
            ahead += 1
        if last < ahead < len(words) and capital[ahead] and _joins(words, at, last, ahead):
            last = ahead + 1
            continue
        break
    return last


def _joins(words: Sequence[Word], first: int, last: int, ahead: int) -> bool:
    """True where the small words between two capitalised stretches belong to one name."""
    between = {w.text for w in words[last:ahead]}
    before = words[last - 1].text
    if between <= _PARTICLES or between <= {"&", "’", "'"}:
        return True
    if before in _BODIES and between == {"on"}:
        return True
    if before in _ORGANISATION_HEADS | _PLACE_HEADS | _OF_SOMETHING:
        return between <= {"of", "for", "the"} and between != {"the"}
    if between != {"and"}:
        return False
    stretch = {w.text for w in words[first:last]}
    if stretch & {"Ministry", "Department", "Office", "Institute", "Centers", "Centres", "Bureau"}:
        return True  # "Department of Health and Human Services"
    end = ahead
    while end < len(words) and (words[end].text[0].isupper() or words[end].text in "’'"):
        end += 1
    opened = words[first].text == "The" or (first > 0 and words[first - 1].text in {"the", "The"})
    return opened and words[end - 1].text in _ORGANISATION_HEADS and not stretch & _ORGANISATION_HEADS


def _split(words: Sequence[Word], first: int, last: int) -> list[Mention]:
    """The names in one capitalised stretch: roles and titles taken off, known places before a role split off."""
    texts = [w.text for w in words[first:last]]
    cut = [i for i in range(len(texts)) if texts[i] in _TITLES or _in_role(texts, i)]
    if _ends_office(words, first):
        cut = [0, *cut]
    if cut and not (texts[-1] in _ORGANISATION_HEADS and cut[-1] < len(texts) - 1):
        return _around(words, first, last, cut)
    return _trimmed(words, first, last)


def _ends_office(words: Sequence[Word], first: int) -> bool:
    """True for "State" behind "Secretary of", where the name of the person follows at once."""
    if (
        first < 2
        or words[first - 1].text != "of"
        or words[first].text.lower() not in gazetteer.words("role_parts_en")
    ):
        return False
    return words[first - 2].text.lower() in gazetteer.words("roles_en")


def _in_role(texts: Sequence[str], index: int) -> bool:
    """True for a role's noun and the offices around it: each word of "Foreign Minister", "Mayor Pro Tem"."""
    if texts[index : index + 2] == ["Pro", "Tem"] or texts[max(index - 1, 0) : index + 1] == ["Pro", "Tem"]:
        return True
    if texts[index].lower() in gazetteer.words("roles_en") or texts[index] in {"MPs", "Exchequer"}:
        return True
    if texts[index].lower() not in gazetteer.words("role_parts_en"):
        return False
    if index + 1 < len(texts) and _in_role(texts, index + 1):
        return True
    return index > 1 and texts[index - 1] == "of" and texts[index - 2].lower() in gazetteer.words("roles_en")


def _around(words: Sequence[Word], first: int, last: int, roles: Sequence[int]) -> list[Mention]:
    found: list[Mention] = []
    start = first
    for index in [first + r for r in roles] + [last]:
        if index > start:
            person = start > first and index == last
            found += _trimmed(words, start, index, person=person)
        start = index + 1
    return found


def _trimmed(words: Sequence[Word], first: int, last: int, *, person: bool = False) -> list[Mention]:
    while first < last and (
        words[first].text in _CONNECTORS | {"."} or words[first].text in {"The", "A", "An"}
    ):
        if words[first].text == "The" and words[last - 1].text in _ORGANISATION_HEADS and last - first > 1:
            break
        first += 1
    while last > first and words[last - 1].text in _CONNECTORS | {"."}:
        last -= 1
    if first == last or not (words[first].text[0].isupper() or _ARABIC.match(words[first].text)):
        return []
    kind, weight = _type(words, first, last, person=person)
    return [Mention(first, last, kind, weight)]


def _type(words: Sequence[Word], first: int, last: int, *, person: bool) -> tuple[NameType, float]:
    texts = [w.text for w in words[first:last]]
    name = " ".join(texts)
    before = words[first - 1].text if first else ""
    after = words[last].text if last < len(words) else ""
    kinds = gazetteer.kinds_of(name) or (
        gazetteer.kinds_of(name.title()) if name.isupper() and len(name) > 4 else frozenset()
    )
    if gazetteer.ORGANISATION in kinds:
        return "ORG", 0.95
    if kinds & {gazetteer.COUNTRY, gazetteer.REGION} and not (person and kinds == {gazetteer.REGION}):
        return "LOC", 0.9
    if any(t in _ORGANISATION_HEADS for t in (texts[-1], texts[0])) and len(texts) > 1:
        return "ORG", 0.85
    if texts[-1] in _PLACE_HEADS or texts[0] in {
        "Lake",
        "Mount",
        "River",
        "Gulf",
        "Strait",
        "Cape",
        "Port",
        "Isle",
    }:
        return "LOC", 0.8
    if texts[-1] in _OTHER_HEADS and len(texts) > 1:
        return "OTH", 0.7
    if person or before in _TITLES or texts[0] in gazetteer.first_names():
        return "PER", 0.9
    if any(t in _ORGANISATION_HEADS for t in texts) and len(texts) > 1:
        return "ORG", 0.7
    if kinds & {gazetteer.BIG_CITY, gazetteer.CITY} and (before.lower() in _PLACE_BEFORE or not common(name)):
        return "LOC", 0.8 if before.lower() in _PLACE_BEFORE else 0.6
    of_what = words[first - 2].text.lower() if first > 1 and before.lower() == "of" else ""
    if of_what in _OF_PLACES and before.islower() and words[first].text != "The":
        return "LOC", 0.7
    return _unknown(texts, before.lower(), after)


def _unknown(texts: Sequence[str], before: str, after: str) -> tuple[NameType, float]:
    """The likeliest type of a name that no list knows."""
    town = len(texts) == 1 and texts[0].lower().endswith(_TOWNS) and len(texts[0]) > 6
    if town and after not in _SPEAKS:
        return "LOC", 0.6 if before in _PLACE_BEFORE else 0.35
    if len(texts) == 1 and texts[0].isupper() and len(texts[0]) > 1:
        return "ORG", 0.6
    if before == "at" and len(texts) > 1:
        return "ORG", 0.5
    if before in _PLACE_BEFORE - {"from", "to"}:
        return "LOC", 0.5
    if after in _SPEAKS or (2 <= len(texts) <= 3 and before != "the" and all(t.isalpha() for t in texts)):
        return "PER", 0.5
    if before == "the":
        return "ORG", 0.4
    return ("PER", 0.3) if len(texts) == 1 else ("ORG", 0.3)
