"""Whether two names mean the same, in whatever spelling German and English give them."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale

_EXONYMS = Path(__file__).parents[1] / "lists" / "exonyms.txt"
_SOUNDS = (  # of names that the two languages write down differently, the longest first
    ("tsch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("tz", "z"), ("ph", "f"), ("kh", "h"), ("ck", "k"), ("qu", "k"),
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("oo", "u"), ("ie", "i"), ("ya", "ia"), ("ja", "ia"), ("yu", "iu"),
    ("ju", "iu"), ("zh", "s"), ("z", "s"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"),
)  # fmt: skip
_ALIKE = 0.82  # of two spellings of one name, by sound
_NAME_PARTS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_SMALL = frozenset("the der die das den dem des von van de of und and für for le la al el".split())


def same_name(one: str, other: str) -> bool:
    """True for one name in two spellings, two languages, or in full and in part ("Obama", "Barack Obama")."""
    if key_of(one) == key_of(other):
        return True
    here, there = _sounds(one), _sounds(other)
    if not here or not there:
        return False
    short, long = sorted((here, there), key=len)
    if all(any(_sounds_alike(part, whole) for whole in long) for part in short):
        return True
    return _is_short_for(one, other) or _is_short_for(other, one)


def stands_in(name: str, text: str) -> bool:
    """True where the text has the name, or its last part, in some spelling: a name that nobody marked there."""
    low = text.casefold()
    if any(variant in low for variant in variants(name) if len(variant) > 2):
        return True
    if any(beginning in low for beginning in _beginnings().get(key_of(name), ())):
        return True
    parts = _sounds(name)
    return bool(parts) and any(_sounds_alike(parts[-1], word) for word in _sounds(text))


def variants(name: str) -> frozenset[str]:
    """The spellings of a country, city, region or body that are known, in small letters; the name itself at least."""
    return _variants().get(key_of(name), frozenset({name.casefold()}))


@lru_cache(maxsize=16_384)
def key_of(name: str) -> str:
    """One key for all known spellings of a place or body; the words in small letters for any other name."""
    words = " ".join(name.replace("’", "'").casefold().split())
    for form in (words, words.removeprefix("the "), words.removesuffix("s"), words.removesuffix("'s")):
        if form in _keys():
            return _keys()[form]
    return words


@cache
def _keys() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("de", "en"):
        for code, name in Locale(language).territories.items():
            if code.isalpha() and len(code) == 2:
                found.setdefault(name.casefold(), code)
    for line in _EXONYMS.read_text(encoding="utf-8").splitlines():
        names = [name.strip().casefold() for name in line.split("=") if name.strip()]
        key = next((found[name] for name in names if name in found), names[0]) if names else ""
        found.update(dict.fromkeys(names, key))
    return found


@cache
def _variants() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, key in _keys().items():
        found.setdefault(key, set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


@cache
def _beginnings() -> dict[str, frozenset[str]]:
    """By country what its adjectives begin with: "deutsc", "russi"; only what no other country shares."""
    found: dict[str, set[str]] = {}
    owners: dict[str, set[str]] = {}
    for key, names in _variants().items():
        for name in names if len(key) == 2 else ():
            for beginning in (name[:5], name[:6]):
                if len(beginning) >= 5 and beginning.isalpha():
                    found.setdefault(key, set()).add(beginning)
                    owners.setdefault(beginning, set()).add(key)
    return {key: frozenset(b for b in some if len(owners[b]) == 1) for key, some in found.items()}


@lru_cache(maxsize=16_384)
def _sounds(name: str) -> tuple[str, ...]:
    return tuple(_sound(part) for part in _NAME_PARTS.findall(name) if part.casefold() not in _SMALL)


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    """How the word sounds, roughly: no accents, no double letters, the letters for one sound become one."""
    plain = unicodedata.normalize(
        "NFKD", word.casefold().replace("ß", "ss").replace("’s", "").replace("'s", "")
    )
    plain = "".join(letter for letter in plain if letter.isalnum())
    for spelt, sound in _SOUNDS:
        plain = plain.replace(spelt, sound)
    return re.sub(r"(.)\1+", r"\1", plain)


@lru_cache(maxsize=65_536)
def _sounds_alike(one: str, other: str) -> bool:
    if one == other or one.rstrip("s") == other.rstrip("s"):
        return True
    if min(len(one), len(other)) < 5:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _is_short_for(short: str, long: str) -> bool:
    """ "IOC" for "International Olympic Committee"."""
    words = [w for w in re.split(r"[\s-]+", long) if w and w.casefold() not in _SMALL]
    return len(words) > 1 and short.isalpha() and short.casefold() == "".join(w[0] for w in words).casefold()


def unmatched(here: Iterable[str], there: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names of each side that the other one has not; one name of a side may stand for several of the other."""
    left, right = list(dict.fromkeys(here)), list(dict.fromkeys(there))
    return (
        [a for a in left if not any(same_name(a, b) for b in right)],
        [b for b in right if not any(same_name(a, b) for a in left)],
    )
