"""The hints in words, German and English; each says what does not fit and leaves open what is right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

WORDS: dict[str, dict[str, str]] = {
    "spelling": {
        "de": "„{quote}“ steht {count} im Text, „{other}“ {others}.",
        "en": "“{quote}” appears {count} in the text, “{other}” {others}.",
    },
    "archive": {
        "de": "„{quote}“ steht {count} im Text; in {checks} früheren Prüfungen steht „{other}“.",
        "en": "“{quote}” appears {count} in the text; {checks} earlier checks have “{other}”.",
    },
    "archive.one": {
        "de": "„{quote}“ steht {count} im Text; in einer früheren Prüfung steht „{other}“.",
        "en": "“{quote}” appears {count} in the text; an earlier check has “{other}”.",
    },
    "weekday": {
        "de": "„{quote}“: der {date} ist ein {weekday}.",
        "en": "“{quote}”: {date} is a {weekday}.",
    },
    "sum.percent": {
        "de": "Im Text steht „{told}“; aus {used} ergeben sich rund {right} Prozent.",
        "en": "The text says “{told}”; {used} give about {right} per cent.",
    },
    "sum.share": {
        "de": "Im Text steht „{told}“; {used} sind rund {right} Prozent.",
        "en": "The text says “{told}”; {used} is about {right} per cent.",
    },
    "sum.difference": {
        "de": "Im Text steht „{told}“; der Unterschied zwischen {used} ist {right}.",
        "en": "The text says “{told}”; the difference between {used} is {right}.",
    },
    "sum.times": {
        "de": "Im Text steht „{told}“; „{second}“ ist das {right}-Fache von „{first}“.",
        "en": "The text says “{told}”; “{second}” is {right} times “{first}”.",
    },
    "sum.mean": {
        "de": "Im Text steht im Schnitt „{told}“; {used} ergeben {right}.",
        "en": "The text says “{told}” on average; {used} give {right}.",
    },
    "sum.net": {
        "de": "Im Text steht „{told}“; der Unterschied zwischen {used} ist {right}.",
        "en": "The text says “{told}”; the difference between {used} is {right}.",
    },
    "sum.total": {
        "de": "Im Text steht „{told}“; {used} ergeben zusammen {right}.",
        "en": "The text says “{told}”; {used} add up to {right}.",
    },
    "sum.margin": {
        "de": "Im Text steht „{told}“; der Abstand zwischen {used} ist {right}.",
        "en": "The text says “{told}”; the gap between {used} is {right}.",
    },
    "first.first": {
        "de": "„{quote}“ – der Text selbst erzählt Ähnliches schon von {when}.",
        "en": "“{quote}” – the text itself tells of something like it in {when}.",
    },
    "first.record": {
        "de": "„{quote}“ – der Text nennt für früher einen höheren Wert: {other}.",
        "en": "“{quote}” – the text gives a higher figure for earlier: {other}.",
    },
    "headline": {
        "de": "{role} sagt ohne Vorbehalt, was der Text einschränkt („{doubt}“).",
        "en": "{role} states plainly what the text qualifies (“{doubt}”).",
    },
    "headline.question": {
        "de": "{role} sagt ohne Vorbehalt, was der Text nur fragt.",
        "en": "{role} states plainly what the text only asks.",
    },
    "figure": {
        "de": "{role} nennt „{quote}“, der Text „{other}“.",
        "en": "{role} says “{quote}”, the text says “{other}”.",
    },
    "source": {
        "de": "„{quote}“ – im Absatz steht keine Quelle.",
        "en": "“{quote}” – the paragraph names no source.",
    },
}

_ROLES = {
    "headline": {"de": "Die Überschrift", "en": "The headline"},
    "subhead": {"de": "Die Zwischenüberschrift", "en": "The subhead"},
    "teaser": {"de": "Der Vorspann", "en": "The teaser"},
    "caption": {"de": "Die Bildunterschrift", "en": "The caption"},
}
_AND = {"de": "und", "en": "and"}
_LARGE = ((1e9, {"de": "Milliarden", "en": "billion"}), (1e6, {"de": "Millionen", "en": "million"}))
_TIMES = {"de": ("einmal", "zweimal", "{}-mal"), "en": ("once", "twice", "{} times")}
_MONEY: dict[str, dict[str, str]] = {
    "EUR": {"de": "Euro", "en": "euros"},
    "CHF": {"de": "Franken", "en": "francs"},
    "pp": {"de": "Prozentpunkte", "en": "percentage points"},
    "USD": {"de": "Dollar", "en": "dollars"},
}
_UNSAID = frozenset({"%", "times"})  # the words around say it


def in_words(kind: str, params: Mapping[str, Any], *, language: str) -> str:
    """The hint in the language, in English where the language has none; KeyError for an unknown kind."""
    language = language if language in _AND else "en"
    told: dict[str, Any] = {**params, "role": _ROLES.get(str(params.get("role")), {}).get(language, "")}
    if "right" in params:
        told["right"] = _amount(float(params["right"]), str(params.get("unit", "")), language)
        told["first"], told["second"] = params["used"][0], params["used"][-1]
        used = [f"„{q}“" if language == "de" else f"“{q}”" for q in params["used"]]
        told["used"] = f" {_AND[language]} ".join(filter(None, [", ".join(used[:-1]), used[-1]]))
    if kind == "weekday":
        day = date.fromisoformat(params["date"])
        told["date"] = format_date(day, "d. MMMM y" if language == "de" else "d MMMM y", locale=language)
        told["weekday"] = format_date(day, "EEEE", locale=language)
    for name in ("count", "others"):
        if name in params:
            told[name] = _times(int(params[name]), language)
    return WORDS[_case(kind, params)][language].format(**told)


def _times(number: int, language: str) -> str:
    return _TIMES[language][min(number, 3) - 1].format(number)


def _case(kind: str, params: Mapping[str, Any]) -> str:
    if kind == "archive" and params.get("checks") == 1:
        return "archive.one"
    if kind == "headline" and params.get("doubt") == "?":
        return "headline.question"
    return f"{kind}.{params['case']}" if "case" in params else kind


def _amount(value: float, unit: str, language: str) -> str:
    """The figure as the language writes it, with its unit."""
    size = ""
    for scale, names in _LARGE:
        if value >= scale:
            value, size = value / scale, f" {names[language]}"
            break
    pattern = "#,##0.#" if unit == "%" and value >= 1 else "#,##0.###"
    number = format_decimal(float(f"{value:.6g}"), pattern, locale=language)
    name = _MONEY[unit][language] if unit in _MONEY else unit
    return f"{number}{size}" + (f" {name}" if name and unit not in _UNSAID else "")
