"""Numbers written in words and digits, German and English, and what they are worth."""

import re
from functools import lru_cache

_ONES = {
    "de": {"null": 0, "ein": 1, "eins": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "zwei": 2,
           "zweien": 2, "zwo": 2, "drei": 3, "dreien": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
           "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15,
           "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19},
    "en": {"zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
           "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19},
}  # fmt: skip
_TENS = {
    "de": {"zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
           "siebzig": 70, "achtzig": 80, "neunzig": 90},
    "en": {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
           "ninety": 90},
}  # fmt: skip
_MAGNITUDES = {
    "de": {"tausend": 1e3, "tsd": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9,
           "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12, "billiarde": 1e15,
           "billiarden": 1e15, "hundert": 1e2, "dutzend": 12.0},
    "en": {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9,
           "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12.0},
}  # fmt: skip
_HALVES = {"anderthalb": 1.5, "eineinhalb": 1.5}
_ARTICLES = frozenset("ein eine einen einem einer eines a an one".split())
_LONGEST = 60  # characters; no written number is longer


def is_article(word: str) -> bool:
    """True for a word that means one only beside a unit or magnitude: "ein", "eine", "a", "one"."""
    return word.lower() in _ARTICLES


def magnitude(word: str, language: str) -> float | None:
    """What a word multiplies with: "Millionen", "Mrd.", "bn"; None for any other word."""
    return _MAGNITUDES.get(language, _MAGNITUDES["de"]).get(word.lower().rstrip("."))


def whole(word: str, language: str) -> int | None:
    """The whole number that a word or digits mean; None where they mean none."""
    found = worth(word, language)
    return int(found) if found is not None and found == int(found) else None


@lru_cache(maxsize=4096)
def worth(word: str, language: str) -> float | None:
    """The number that one written number means: "12.000", "1,5", "einundzwanzig", "twenty-one", "zweieinhalb"."""
    low = word.lower()
    if not low or len(low) > _LONGEST:
        return None
    if low[0].isdigit():
        return _digits(low, language)
    if language == "en":
        return _english(low)
    if low in _HALVES:
        return _HALVES[low]
    if low.endswith("einhalb"):
        before = _german(low.removesuffix("einhalb"))
        return None if before is None else before + 0.5
    return _german(low)


def _digits(word: str, language: str) -> float | None:
    plain = re.sub(r"[\s'’\u00a0\u202f\u2009]", "", word)
    if not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)*", plain):
        return None
    point, group = (".", ",") if language == "en" else (",", ".")
    grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", plain)
    if grouped:
        plain = plain.replace(group, "")
    if plain.count(".") + plain.count(",") > 1:
        return None
    value = float(plain.replace(",", "."))
    return value if value < 1e18 else None


def _english(word: str) -> float | None:
    ones, tens = _ONES["en"], _TENS["en"]
    if word in ones or word in tens:
        return float(ones.get(word, tens.get(word, 0)))
    first, _, second = word.partition("-")
    if first in tens and 0 < ones.get(second, 0) < 10 and second not in {"a", "an"}:
        return float(tens[first] + ones[second])
    return None


def _german(word: str) -> float | None:
    ones, tens = _ONES["de"], _TENS["de"]
    if word in ones or word in tens:
        return float(ones.get(word, tens.get(word, 0)))
    for mark, factor in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(mark)
        if found:
            times = _german(before) if before else 1.0
            rest = _german(after.removeprefix("und")) if after else 0.0
            return None if times is None or rest is None else times * factor + rest
    first, joint, second = word.partition("und")
    if joint and second in tens and ones.get(first, 0) in range(1, 10):
        return float(tens[second] + ones[first])
    return None
