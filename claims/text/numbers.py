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
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.text import units
from claims.text.morphology import Word
from claims.text.numerals import is_article, magnitude, worth
from claims.text.spans import Fact, FactType

_DIGITS = re.compile(
    r"(?<![\w.,:/@#+])(?<![^\W\d_][-–])(?:\d{1,3}(?:[.,'’]\d{3}|[ \u00a0\u202f\u2009]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:(?=[^\w]|$|(?:k|m|bn|tn|mn|b|t|km|kg|g|h|cm|mm|ha|ct|th|st|p|kWh|MW|GW|TWh)\b))"
)
_WORDS = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)?(?![\w-])")
_SCORE = re.compile(r"(?<![\w.,:])(\d{1,3}):(\d{1,3})(?![\w:.,]\d|\s*Uhr|\w)")
_COMPOUND = re.compile(
    r"(?<![\w.,])(?:(?P<digits>\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]+?))-?"
    r"(?P<unit>jährig|tägig|stündig|minütig|wöchig|monatig|köpfig|prozentig|fach|mal|stöckig|seitig"
    r"|(?<=-)(?:year|day|hour|minute|week|month|mile|metre|meter|foot|page)|fold)"
    r"(?P<tail>e[nrsm]?(?:[nrsm])?|-olds?)?(?![\w-])",
    re.IGNORECASE,
)
_ROUGH = (
    r"rund|etwa|circa|ca\.|zirka|ungefähr|schätzungsweise|um\s+die|grob|about|around|roughly|approximately|some"
    r"|an\s+estimated|circa|exactly|genau|exakt|insgesamt|a\s+total\s+of"
)
_LOWER = (
    r"mehr\s+als|mindestens|wenigstens|über|gut|ab|nicht\s+weniger\s+als|more\s+than|at\s+least|over|upwards\s+of"
    r"|no\s+fewer\s+than|no\s+less\s+than|well\s+over|just\s+over|not\s+less\s+than"
)
_UPPER = (
    r"knapp|fast|nahezu|beinahe|bis\s+zu|höchstens|maximal|weniger\s+als|unter|kaum\s+mehr\s+als|annähernd|nearly"
    r"|almost|up\s+to|fewer\s+than|less\s+than|under|at\s+most|as\s+many\s+as|as\s+much\s+as|just\s+under|no\s+more\s+than"
)
_APPROACH = re.compile(
    rf"(?<![\w-])(?:(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<rough>{_ROUGH}))\s+(?:der\s+|den\s+|the\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<!\w)(?:zwischen|between|von|from)\s+$", re.IGNORECASE)
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
_ENGLISH_SCORE = re.compile(
    r"\b(?:won|lost|win|lead|led|victory|defeat|defeated|beat|beaten|drew|draw|trailed|trailing|ruled|voted|split)"
    r"\b[^.;0-9]{0,40}?(?P<score>\d{1,3}[-–]\d{1,3})(?![\w%-]|[.,]\d)"
    r"|(?<![\w.,-])(?P<before>\d{1,3}[-–]\d{1,3})(?=\s+(?:\w+\s+)?(?:defeat|win|victory|loss|draw|lead|vote|ruling|decision"
    r"|majority|thrashing|aggregate)\b)"
)
_FRACTION = {
    "de": (
        r"(?:(?P<top>ein|einen|eines|einem|zwei|drei|vier|fünf|sechs|sieben|acht|neun)\s+)?"
        r"(?P<bottom>Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)(?:n|s)?|(?P<half>(?:[Dd]ie|[Dd]er|[Ee]ine)\s+Hälfte)"
    ),
    "en": (
        r"(?:(?P<top>a|an|one|two|three|four|five|nine)[\s-]+)(?P<bottom>third|quarter|fifth|sixth|seventh|eighth|ninth"
        r"|tenth)s?(?=\s+of|\s*[,.;)]|\s+(?:more|less|fewer|higher|lower))|(?P<half>(?:[Oo]ne\s+)?[Hh]alf(?=\s+(?:of|the|a)\b))"
    ),
}
_PARTS = {
    "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8, "neuntel": 9, "zehntel": 10,
    "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


_DESCRIBES = ("ADJ", "AJ0", "AJC", "AJS", "NP0", "ORD", "VV(PP", "VVN", "PRF")  # tags before a counted noun
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
    found = _special(text, start, end, language)
    amounts = _amounts(text, start, end, language)
    index = 0
    while index < len(amounts):
        amount = amounts[index]
        index += 1
        if any(amount.start < f.end and f.start < amount.end for f in found):
            continue
        other = amounts[index] if index < len(amounts) else None
        if other and _is_range(text, amount, other, start, end):
            index += 1
        else:
            other = None
        fact = _fact(text, amount, other, start, end, words)
        if fact:
            found.append(fact)
    found += [
        f
        for f in _orders(text, start, end, words)
        if all(f.end <= g.start or g.end <= f.start for g in found)
    ]
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
        if factor is None or (len(word) == 1 and not glued):
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
    return bool(_AND.fullmatch(gap) and _BETWEEN.search(text[max(start, opens - 10) : opens]))


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
    first, approach = _approach(text, first, start, other is not None)
    several = _SEVERAL.search(text[max(start, first - 12) : first])
    if several and (amount.scale >= 12 or amount.value in (100, 1000)):
        low, high, first, approach = 2 * amount.value, 0.0, first - len(several.group()), "several"
    value = "" if approach == "several" else _plain(low) if low == high else f"{_plain(low)}-{_plain(high)}"
    return Fact(
        FactType.NUMBER, first, stop, text[first:stop], value=value,
        value_min=None if approach == "upper" else low,
        value_max=None if approach in {"lower", "several"} else high,
        unit=unit, iso=units.duration(high, unit) if low == high else "",
    )  # fmt: skip


def _one(unit: str, article: str) -> bool:
    """True where an article counts: "ein Prozent", "eine Stunde", but no "a year", "eines Tages"."""
    if article.lower() in {"a", "an"}:
        return unit == "%"
    return units.is_unit(unit.split("/", maxsplit=1)[0]) and unit != "day"


def _approach(text: str, first: int, start: int, is_range: bool) -> tuple[int, str]:
    """Where the words "rund", "mehr als" before a number start, and which bound they leave."""
    if is_range:
        between = _BETWEEN.search(text[max(start, first - 10) : first])
        first -= len(between.group()) if between else 0
    match = _APPROACH.search(text[max(start, first - 30) : first])
    if not match:
        return first, ""
    kind = "lower" if match["lower"] else "upper" if match["upper"] else ""
    return first - len(match.group()), "" if is_range else kind


def _plain(value: float) -> str:
    """The number in digits, without exponent and without needless zeros."""
    if value == int(value):
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")


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
    for index, word in enumerate(words):
        if word.start < at:
            continue
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
    for match in _WORDS.finditer(text, start, end):
        order = _ORDERS.get(match.group().lower())
        if order is None or text[match.end() : match.end() + 1] == "-":
            continue
        if any(m.start() <= match.start() and match.end() < m.end() for m in doubled.values()):
            continue
        if whole := doubled.get(match.end()):
            match, order = whole, _TIMES[whole["times"].lower()] * order // 2
        unit, stop = _unit(text, match.end(), end, words)
        first = match.start()
        several = _SEVERAL.search(text[max(start, first - 12) : first])
        first -= len(several.group()) if several else 0
        found.append(Fact(FactType.NUMBER, first, stop, text[first:stop], value_min=float(order), unit=unit))
    return found


def _special(text: str, start: int, end: int, language: str) -> list[Fact]:
    """Scores, fractions and numbers grown together with their unit ("38-Jährige", "dreitägig")."""
    found = []
    for match in _SCORE.finditer(text, start, end):
        score = f"{int(match[1])}:{int(match[2])}"
        found.append(
            Fact(FactType.NUMBER, match.start(), match.end(), match.group(), value=score, unit="score")
        )
    for match in _ENGLISH_SCORE.finditer(text, start, end) if language == "en" else ():
        group = "score" if match["score"] else "before"
        first, last = match.span(group)
        score = match[group].replace("–", "-").replace("-", ":")
        found.append(Fact(FactType.NUMBER, first, last, match[group], value=score, unit="score"))
    for match in _COMPOUND.finditer(text, start, end):
        value = worth(match["digits"] or match["word"], language)
        if value is not None and not (match["word"] and is_article(match["word"]) and language == "en"):
            unit = units.COMPOUND[match["unit"].lower()]
            found.append(_exact(match, value, unit))
    fraction = _FRACTION.get(language)
    for match in (
        re.compile(rf"(?<![\w-])(?:{fraction})(?!\w)").finditer(text, start, end) if fraction else ()
    ):
        if match["half"]:
            found.append(_exact(match, 0.5, ""))
        elif match["top"] or language == "de":
            top = worth(match["top"], language) if match["top"] else 1.0
            found.append(_exact(match, round((top or 1.0) / _PARTS[match["bottom"].lower()], 4), ""))
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda f: f.start):
        if not kept or kept[-1].end <= fact.start:
            kept.append(_approached(text, fact, start))
    return kept


def _approached(text: str, fact: Fact, start: int) -> Fact:
    """A fraction or age with the "fast" or "mehr als" before it."""
    first, approach = _approach(text, fact.start, start, False)
    if fact.unit == "score" or first == fact.start:
        return fact
    return replace(
        fact, start=first, quote=text[first : fact.end],
        value_min=None if approach == "upper" else fact.value_min,
        value_max=None if approach == "lower" else fact.value_max,
    )  # fmt: skip


def _exact(match: re.Match[str], value: float, unit: str) -> Fact:
    return Fact(
        FactType.NUMBER, match.start(), match.end(), match.group(), value=_plain(value), value_min=value,
        value_max=value, unit=unit, iso=units.duration(value, unit),
    )  # fmt: skip
