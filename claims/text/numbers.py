"""Figures in a passage: amounts, ranges, shares, scores, and what they count.

What a number's fact holds: `value` is the plain number ("3000000", "0.5", "-3.2"), of a range both ends
("11000-12000"), of a score the score ("2:1"), and "" where the text gives only an order ("Hunderte").
`value_min` and `value_max` are the bounds that the text states: both equal for an exact or rounded number
("rund", "about"), only the lower one for "mehr als", "mindestens", "at least" and for orders ("mehrere
tausend" is 2000 or more, "Dutzende" 24, "Hunderte" 200), only the upper one for "knapp", "bis zu", "fast",
"nearly". `unit` is a symbol ("%", "pp", "km", "°C"), an ISO 4217 code ("EUR"), a time ("year"), either of
them per something ("USD/month"), "times", "score", or the thing counted in the article's words
("Nordkorea-Soldaten"). `iso` is the ISO 8601 duration of a time ("P2Y").
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claims.text import units
from claims.text.approaches import BETWEEN, approach, plain
from claims.text.morphology import Word
from claims.text.numerals import is_article, magnitude, worth
from claims.text.spans import Fact, FactType
from claims.text.special_numbers import special_numbers
from claims.text.taken import Taken

_DIGITS = re.compile(
    r"(?<![\w.,:/@#+])(?<![^\W\d_][-–])(?:\d{1,3}(?:[.,'’]\d{3}|[ \u00a0\u202f\u2009]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?!/\d)(?:(?=[^\w]|$|(?:k|m|bn|tn|mn|b|t|km|kg|g|h|cm|mm|ha|ct|th|st|p|kWh|MW|GW|TWh)\b))"
)
_WORDS = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)?(?![\w-])")
_TO = re.compile(r"\s*[–—-]\s*|\s+(?:bis(?:\s+zu)?|to|oder|or)\s+")
_AND = re.compile(r"\s+(?:und|and)\s+")
_MINUS = re.compile(r"(?:(?<!\w)minus\s+|(?<![\w)])[-−–])$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?<!\w)(?:mehrere[nr]?|einige[nr]?|viele[nr]?|several|many|a\s+few)\s+$", re.IGNORECASE
)
_NO_AMOUNT = re.compile(
    r"(?:\b(?:Artikel|Art\.|Paragra[fp]h?|Absatz|Abs\.|Nr\.|Nummer|Kapitel|Seite|Boeing|Airbus|Leopard|Formel|Windows"
    r"|iPhone|Galaxy|Bundesstraße|Autobahn|Article|Section|Chapter|Figure|Room|Route|Highway|Formula|No\.|Number|Kanal"
    r"|Channel|Gleis|Saal|Raum|Tor|Platz|Rang|Teil|Band|Klasse|Stufe|Phase|Etappe|Halle|Zimmer|Haus|Flug|Flight|Linie|Psalm|Version)\s+|§+\s?|[#@])$"
)
_ORDERS = {
    "dutzende": 24, "dutzenden": 24, "hunderte": 200, "hunderten": 200, "hunderter": 200, "tausende": 2000,
    "tausenden": 2000, "tausender": 2000, "zehntausende": 20000, "zehntausenden": 20000, "hunderttausende": 200000,
    "hunderttausenden": 200000, "millionen": 2_000_000, "milliarden": 2_000_000_000, "dozens": 24, "scores": 40,
    "hundreds": 200, "thousands": 2000, "millions": 2_000_000, "billions": 2_000_000_000,
}  # fmt: skip
_ORDERS_OF_ORDERS = re.compile(
    r"(?<!\w)(?P<times>tens|dozens|hundreds|Hunderte|Dutzende|Zehn)\s+(?:of|von)\s+"
    r"(?P<order>thousands|millions|billions|Tausenden|Millionen|Milliarden)(?!\w)",
    re.IGNORECASE,
)
_TIMES = {"tens": 20, "dozens": 24, "hundreds": 200, "hunderte": 200, "dutzende": 24, "zehn": 10}
_HALF = re.compile(
    r"(?<!\w)(?:(?:eine[nr]?\s+)?halbe[nsr]?|(?:ein\s+)?halbes|half\s+an?)(?=\s+(?:Million|Milliarde|Billion|Dutzend"
    r"|million|billion|trillion|dozen)\b)"
)
_DESCRIBES = ("ADJ", "AJ0", "AJC", "AJS", "NP0", "ORD", "VV(PP", "VVN", "PRF")  # tags before a counted noun
_GREATEST = 1e15  # a magnitude behind this one is no number any more
_LEADS_ON = frozenset("von der of more weitere mehr other weniger fewer".split())


@dataclass(frozen=True, slots=True)
class _Amount:
    """One written number with its magnitude worked in."""

    start: int
    end: int
    value: float
    scale: float = 1.0  # the magnitude that was worked in
    article: bool = False  # "ein", "a": a number only beside a unit or magnitude


def find_numbers(text: str, start: int, end: int, *, language: str, words: Sequence[Word]) -> list[Fact]:
    """The numbers of `text[start:end]` in order, without overlap; see the module for what they hold.

    `words` are the tagged words around: they tell the thing that is counted. Ordinals, numbers inside names
    ("G7", "Artikel 5") and the article "ein" are none; years are, and the caller leaves them to the dates.
    """
    found = special_numbers(text, start, end, language)
    amounts = _amounts(text, start, end, language)
    taken = Taken((f.start, f.end) for f in found)
    index = 0
    while index < len(amounts):
        amount = amounts[index]
        index += 1
        if taken.touches(amount.start, amount.end):
            continue
        other = amounts[index] if index < len(amounts) else None
        if other and _is_range(text, amount, other, start, end):
            index += 1
        else:
            other = None
        fact = _fact(text, amount, other, start, end, words)
        if fact and taken.add(fact.start, fact.end):
            found.append(fact)
    found += [f for f in _orders(text, start, end, words) if taken.add(f.start, f.end)]
    return sorted(found, key=lambda f: f.start)


def _amounts(text: str, start: int, end: int, language: str) -> list[_Amount]:
    plain: list[_Amount] = []
    for match in _DIGITS.finditer(text, start, end):
        value = worth(match.group(), language)
        if value is not None and not _is_label(text, match, start, end):
            plain.append(_Amount(match.start(), match.end(), value))
    plain += [_Amount(match.start(), match.end(), 0.5) for match in _HALF.finditer(text, start, end)]
    for match in _WORDS.finditer(text, start, end):
        value = worth(match.group(), language)
        factor = magnitude(match.group(), language)
        if factor and value is None and _SEVERAL.search(text[max(start, match.start() - 12) : match.start()]):
            plain.append(_Amount(match.start(), match.end(), factor, scale=factor))
        if value is not None:
            plain.append(_Amount(match.start(), match.end(), value, article=is_article(match.group())))
    return _merged(text, [_scaled(text, a, end, language) for a in sorted(plain, key=lambda a: a.start)])


def _is_label(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """True for an ordinal ("5. Etage") and for a number that is part of a name ("Artikel 5")."""
    after = text[match.end() : min(end, match.end() + 4)]
    ordinal = re.match(r"\.\s+[^\W\d_]|\.$", after) and len(match.group()) < 3 and match.end() + 1 < end
    return bool(ordinal or _NO_AMOUNT.search(text[max(start, match.start() - 14) : match.start()]))


def _scaled(text: str, amount: _Amount, end: int, language: str) -> _Amount:
    """The amount with the magnitudes behind it: "1,5 Milliarden", "3bn", "zwei Dutzend", "two hundred thousand"."""
    while match := re.compile(r"[\s-]?([^\W\d_]+\.?)(?![\w-])").match(text, amount.end, end):
        word = match.group(1)
        factor = magnitude(word, language)
        glued = match.end() - match.start() == len(word)
        if factor is None or (len(word) == 1 and not glued) or amount.scale >= _GREATEST:
            break
        stop = match.end() - (
            1 if word.endswith(".") and not word.lower().startswith(("mio", "mrd", "tsd")) else 0
        )
        # Twelve digits, so that 4.1 times a milliard is not 4099999999.9999995.
        value = float(f"{amount.value * factor:.12g}")
        amount = _Amount(amount.start, stop, value, amount.scale * factor)
    return amount


def _merged(text: str, amounts: Sequence[_Amount]) -> list[_Amount]:
    """Without what a magnitude has swallowed, and "two hundred and fifty" in one."""
    kept: list[_Amount] = []
    for amount in amounts:
        if kept and amount.start < kept[-1].end:
            continue
        before = kept[-1] if kept else None
        if before and before.scale in (100.0, 1000.0) and not amount.article and amount.value < before.scale:
            gap = text[before.end : amount.start]
            if (
                re.fullmatch(r"\s+and\s+|\s+", gap)
                and text[before.end - 1].isalpha()
                and text[amount.start].isalpha()
            ):
                kept[-1] = _Amount(before.start, amount.end, before.value + amount.value, before.scale)
                continue
        kept.append(amount)
    return kept


def _is_range(text: str, first: _Amount, second: _Amount, start: int, end: int) -> bool:
    gap_end = second.start
    sign = units.currency_before(text, first.start, start)
    opens = sign[1] if sign else first.start
    money = units.currency_before(text, second.start, first.end)
    if money:
        gap_end = money[1]
    if money and not sign:
        return False  # "8.5% to £1,290"
    at = first.end
    unit = units.unit_at(text, at, gap_end)
    if unit and unit[0] in {"%", "EUR", "USD", "GBP", "CHF", "km", "m", "year"}:
        at = unit[1]
        behind = units.unit_at(text, second.end, end)
        if behind and behind[0] != unit[0]:
            return False
    gap = text[at:gap_end]
    if second.value <= first.value:
        return False
    if _TO.fullmatch(gap):
        return ("oder" not in gap and "or" not in gap.split()) or second.value - first.value == 1
    return bool(_AND.fullmatch(gap) and BETWEEN.search(text[max(start, opens - 10) : opens]))


def _fact(
    text: str, amount: _Amount, other: _Amount | None, start: int, end: int, words: Sequence[Word]
) -> Fact | None:
    low, high = amount.value, other.value if other else amount.value
    last = other or amount
    if other and amount.scale == 1.0 and other.scale > 1.0 and low < other.value / other.scale:
        low = float(f"{low * other.scale:.12g}")  # "zwei bis drei Millionen"
    unit, stop = _unit(text, last.end, end, words)
    first = amount.start
    money = units.currency_before(text, first, start)
    if money:
        unit, first = money
        per = units.per_at(text, last.end, end)
        unit, stop = (f"{unit}/{per[0]}", per[1]) if per else (unit, last.end)
    if amount.article and not money and not _one(unit, text[amount.start : amount.end]):
        return None
    minus = _MINUS.search(text[max(start, first - 8) : first])
    if minus and not other:
        low, high, first = -high, -low, first - len(minus.group())
    first, bound = approach(text, first, start, other is not None)
    several = _SEVERAL.search(text[max(start, first - 12) : first])
    if several and (amount.scale >= 12 or amount.value in (100, 1000)):
        low, high, first, bound = 2 * amount.value, 0.0, first - len(several.group()), "several"
    value = "" if bound == "several" else plain(low) if low == high else f"{plain(low)}-{plain(high)}"
    return Fact(
        FactType.NUMBER, first, stop, text[first:stop], value=value,
        value_min=None if bound == "upper" else low,
        value_max=None if bound in {"lower", "several"} else high,
        unit=unit, iso=units.duration(high, unit) if low == high else "",
    )  # fmt: skip


def _one(unit: str, article: str) -> bool:
    """True where an article counts: "ein Prozent", "eine Stunde", but no "a year", "eines Tages"."""
    if article.lower() in {"a", "an"}:
        return unit == "%"
    return units.is_unit(unit.split("/", maxsplit=1)[0]) and unit != "day"


def _unit(text: str, at: int, end: int, words: Sequence[Word]) -> tuple[str, int]:
    """The unit behind a number, what it is counted per, and where that ends."""
    found = units.unit_at(text, at, end)
    if not found:
        found = _counted(text, at, end, words)
    unit, stop = found or ("", at)
    per = units.per_at(text, stop, end) if unit else None
    return (f"{unit}/{per[0]}", per[1]) if per else (unit, stop)


def _counted(text: str, at: int, end: int, words: Sequence[Word]) -> tuple[str, int] | None:
    """The noun behind a number, over adjectives and "der", "von", "of the"."""
    seen = 0
    previous = at
    for index in range(bisect_left(words, at, key=lambda w: w.start), len(words)):
        word = words[index]
        if word.end > end or text[previous : word.start].strip() or seen > 4:
            return None
        noun = word.tag.startswith("NN") or (word.tag == "NE" and "-" in word.text)
        if noun:
            return _compound_noun(words, index, end)
        previous, seen = word.end, seen + 1
        article = word.text == "the" and index > 0 and words[index - 1].text == "of"
        if (
            not (word.tag.startswith(_DESCRIBES) or word.text in _LEADS_ON or article)
            or word.text[0].isdigit()
        ):
            return None
    return None


def _compound_noun(words: Sequence[Word], index: int, end: int) -> tuple[str, int]:
    """English nouns in a row are one thing: "fighter jets"."""
    last = index
    while (
        words[index].tag[:3] in {"NN0", "NN1", "NN2"}
        and last + 1 < len(words)
        and words[last + 1].tag in {"NN1", "NN2"}
        and words[last + 1].end <= end
        and words[last].tag != "NN2"
    ):
        last += 1
    return " ".join(w.text for w in words[index : last + 1]), words[last].end


def _orders(text: str, start: int, end: int, words: Sequence[Word]) -> list[Fact]:
    """ "Hunderte Menschen", "dozens of people": a lower bound and no number."""
    found: list[Fact] = []
    doubled = {m.end(): m for m in _ORDERS_OF_ORDERS.finditer(text, start, end)}
    opened = {m.start() for m in doubled.values()}
    for match in _WORDS.finditer(text, start, end):
        order = _ORDERS.get(match.group().lower())
        if order is None or text[match.end() : match.end() + 1] == "-":
            continue
        if match.start() in opened:
            continue
        if whole := doubled.get(match.end()):
            match, order = whole, _TIMES[whole["times"].lower()] * order // 2
        unit, stop = _unit(text, match.end(), end, words)
        first = match.start()
        several = _SEVERAL.search(text[max(start, first - 12) : first])
        first -= len(several.group()) if several else 0
        found.append(Fact(FactType.NUMBER, first, stop, text[first:stop], value_min=float(order), unit=unit))
    return found
