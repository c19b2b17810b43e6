"""Units of measure, money and time as German and English text writes them."""

import re
from functools import cache

_MONEY = {
    "EUR": ("€", "Euros?", "EUR"),
    "USD": ("US-Dollars?", r"US\s?\$", r"\$", "Dollars?", "dollars?", "USD"),
    "GBP": ("£", "Pfund Sterling", "Pfund", "pounds? sterling", "pounds?", "GBP"),
    "CHF": ("Schweizer Franken", "Franken", "Swiss francs?", "francs", "CHF", r"Fr\."),
    "JPY": ("Yen", "yen", "¥", "JPY"),
    "CNY": ("Yuan", "yuan", "Renminbi", "CNY"),
    "RUB": ("Rubel", "roubles?", "rubles?", "RUB"),
    "UAH": ("Hrywnja", "hryvnias?", "UAH"),
    "PLN": ("Zloty", "Złoty", "zlotys?", "PLN"),
    "SEK": ("schwedische Kronen",),
    "TRY": ("türkische Lira", "Lira", "liras?"),
    "INR": ("Rupien", "rupees?"),
    "ct": ("Cents?", "cents?", "ct"),
    "p": ("pence",),
}
_MEASURES = {
    "%": ("%", "Prozent", "percent", "per cent", "v\\. ?H\\."),
    "pp": ("Prozentpunkten?", "percentage points?"),
    "km/h": (
        "km/h",
        "Stundenkilometern?",
        "Kilometern? pro Stunde",
        "kilomet(?:re|er)s? (?:per|an) hour",
        "kph",
    ),
    "mph": ("mph", "miles? (?:per|an) hour"),
    "km²": ("Quadratkilometern?", "km²", "square kilomet(?:re|er)s?"),
    "m²": ("Quadratmetern?", "m²", "square met(?:re|er)s?"),
    "m³": ("Kubikmetern?", "m³", "cubic met(?:re|er)s?"),
    "sq mi": ("square miles?",),
    "sq ft": ("square f(?:oo|ee)t",),
    "km": ("Kilometern?", "km", "kilomet(?:re|er)s?"),
    "cm": ("Zentimetern?", "cm", "centimet(?:re|er)s?"),
    "mm": ("Millimetern?", "mm", "millimet(?:re|er)s?"),
    "m": ("Metern?", "met(?:re|er)s?", "m"),
    "mi": ("Meilen?", "miles?"),
    "ft": ("feet", "foot"),
    "in": ("inches", "Zoll"),
    "ha": ("Hektar", "hectares?", "ha"),
    "acre": ("acres?",),
    "mg": ("Milligramm", "milligrams?", "mg"),
    "µg": ("Mikrogramm", "micrograms?", "µg"),
    "kg": ("Kilogramm", "Kilos?", "kilos?", "kilograms?", "kg"),
    "g": ("Gramm", "grams?", "g"),
    "t": ("Tonnen?", "tonnes?", "tons?", "t"),
    "lb": ("lbs?",),
    "bbl": ("Barrels?", "barrels?"),
    "l": ("Litern?", "litres?", "liters?"),
    "°C": ("Grad(?: Celsius)?", "°C", "degrees? (?:Celsius|C)"),
    "°F": ("°F", "degrees? Fahrenheit"),
    "°": ("degrees?", "°"),
    "TWh": ("Terawattstunden?", "TWh", "terawatt[- ]hours?"),
    "GWh": ("Gigawattstunden?", "GWh", "gigawatt[- ]hours?"),
    "MWh": ("Megawattstunden?", "MWh", "megawatt[- ]hours?"),
    "kWh": ("Kilowattstunden?", "kWh", "kilowatt[- ]hours?"),
    "GW": ("Gigawatt", "GW", "gigawatts?"),
    "MW": ("Megawatt", "MW", "megawatts?"),
    "kW": ("Kilowatt", "kW", "kilowatts?"),
    "ppm": ("ppm",),
    "dB": ("Dezibel", "decibels?", "dB"),
    "bp": ("Basispunkten?", "basis points?"),
}
_TIMES = {
    "s": ("Sekunden?", "seconds?"),
    "min": ("Minuten?", "minutes?"),
    "h": ("Stunden?", "hours?"),
    "day": ("Tagen?", "Tage?s?", "days?"),
    "week": ("Wochen?", "weeks?"),
    "month": ("Monaten?", "Monate?s?", "months?"),
    "year": ("Jahren?", "Jahre?s?", "years?(?: old)?"),
    "decade": ("Jahrzehnten?", "Jahrzehnte?", "decades?"),
    "century": ("Jahrhunderten?", "Jahrhunderte?", "centuries", "century"),
}
_DURATIONS = {
    "s": "PT{}S",
    "min": "PT{}M",
    "h": "PT{}H",
    "day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
}

_PER = {
    "month": "Monat|month", "year": "Jahr|year|annum", "day": "Tag|day", "hour": "Stunde|hour", "week": "Woche|week",
    "second": "Sekunde|second", "minute": "Minute|minute", "person": "Kopf|Person|Einwohner|Nase|capita|person|head",
    "m²": "Quadratmeter|square met(?:re|er)", "l": "Liter|lit(?:re|er)", "kg": "Kilogramm|Kilo|kilogram|kilo",
    "t": "Tonne|tonne|ton", "kWh": "Kilowattstunde|kilowatt[- ]hour", "km": "Kilometer|kilomet(?:re|er)",
    "bbl": "Barrel|barrel|Fass", "100,000 people": r"100[.\s]?000 Einwohner|100,000 (?:people|inhabitants)",
}  # fmt: skip

COMPOUND = {
    "jährig": "year", "tägig": "day", "stündig": "h", "minütig": "min", "wöchig": "week", "monatig": "month",
    "köpfig": "person", "prozentig": "%", "fach": "times", "mal": "times", "stöckig": "floor", "seitig": "page",
    "year": "year", "day": "day", "hour": "h", "minute": "min", "week": "week", "month": "month", "mile": "mi",
    "metre": "m", "meter": "m", "foot": "ft", "page": "page", "fold": "times",
}  # fmt: skip


@cache
def _table() -> tuple[tuple[str, re.Pattern[str]], ...]:
    written = [
        (unit, form)
        for table in (_MONEY, _MEASURES, _TIMES)
        for unit, forms in table.items()
        for form in forms
    ]
    # Longer forms first, so that "Prozentpunkte" is not read as "Prozent".
    written.sort(key=lambda pair: -len(pair[1]))
    return tuple(
        (unit, re.compile(form + (r"(?![\w-])" if form[-1] not in ".%€$£¥°²³" else "")))
        for unit, form in written
    )


_CURRENCY_BEFORE = re.compile(r"(US\s?\$|A\$|C\$|[$€£¥]|\b(?:EUR|USD|GBP|CHF|Fr\.))\s?$")
_CURRENCY_CODES = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "A$": "AUD",
    "C$": "CAD",
    "Fr.": "CHF",
}
_PER_WORDS = re.compile(r"\s*/\s?|\s+(?:pro|je|per|an?|each|every|im)\s+")


def unit_at(text: str, at: int, end: int) -> tuple[str, int] | None:
    """The unit that stands at `at` (behind white space) and where it ends; None for no unit."""
    gap = re.compile(r"[\s-]{0,2}").match(text, at, end)
    first = gap.end() if gap else at
    for unit, pattern in _table():
        match = pattern.match(text, first, end)
        if match:
            return unit, match.end()
    return None


def per_at(text: str, at: int, end: int) -> tuple[str, int] | None:
    """What a unit is counted per ("pro Monat", "a year") at `at`, and where that ends."""
    words = _PER_WORDS.match(text, at, end)
    if not words:
        return None
    for unit, form in _PER.items():
        match = re.compile(rf"(?:{form})(?![\w-])").match(text, words.end(), end)
        if match and not (words.group().strip() == "im" and unit not in {"month", "year"}):
            return unit, match.end()
    return None


def currency_before(text: str, at: int, start: int) -> tuple[str, int] | None:
    """The currency sign or code straight before `at`, and where it starts."""
    match = _CURRENCY_BEFORE.search(text[max(start, at - 6) : at])
    if not match:
        return None
    sign = match.group(1).replace(" ", "")
    return _CURRENCY_CODES.get(sign, sign), at - len(match.group())


def duration(value: float, unit: str) -> str:
    """The ISO 8601 duration of so many hours, days ...; "" for a unit that measures no time."""
    form = _DURATIONS.get(unit)
    return form.format(f"{value:g}") if form and 0 <= value < 1e6 else ""


def is_unit(unit: str) -> bool:
    """True for a symbol or code of this module, False for a thing counted."""
    return unit in _MONEY or unit in _MEASURES or unit in _TIMES
