"""Check-worthiness: how much a statement deserves a checker's time, and why.

The score is a logistic sum of rules over what the statement holds (figures, names, kind, topic, source)
and of the trained model's standing. The model learned from German comments and English debates, not from
news, so it weighs as much as one good rule and no more: it orders statements that the rules find alike.
"""

import math
import re
from collections.abc import Iterator

from claims.text import worth_model
from claims.text.spans import Fact, FactType, Kind, Layout, Role, Statement

_BASE = -1.05
_MODEL = 0.45  # per standard deviation
_STANDING = 2.0  # standard deviations beyond which the model says no more
_FROM_MODEL = 0.8  # standard deviations from which the wording is a reason of its own
_TELLING = 0.2  # the smallest share in the sum that is told as a reason
_REASONS = 5

_MONEY = frozenset("EUR USD GBP CHF JPY CNY RUB UAH PLN TRY SEK INR AUD CAD".split())
_SHARES = frozenset({"%", "pp", "bp"})


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_TOPICS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    (
        "casualties",
        0.6,
        _words(
            r"\b(?:tote[nr]?|todesopfer\w*|getötet\w*|starb(?:en)?|gestorben\w*|verletzt\w*|verletzte[nr]?|opfer[ns]?"
            r"|ums leben|leiche[n]?|vermisst\w*|killed|dead|deaths?|died|injured|wounded|casualties|fatalit\w+|missing)\b"
        ),
    ),
    (
        "military",
        0.35,
        _words(
            r"\b(?:soldat\w*|truppen?|armee\w*|streitkräft\w*|militär\w*|rakete\w*|drohne\w*|angriff\w*|gefecht\w*|krieg\w*"
            r"|waffe\w*|munition|panzer\w*|beschuss|bombard\w*|soldiers?|troops?|army|military|missiles?|drones?|war"
            r"|strikes?|airstrikes?|weapons?|shelling|warships?|ceasefire|invasion)\b|\w+(?:soldaten|truppen|krieg)\b"
        ),
    ),
    (
        "accusation",
        0.55,
        _words(
            r"\b(?:vorwurf\w*|vorwürfe\w*|wirft\b.{1,60}\bvor|warf\b.{1,60}\bvor|beschuldig\w*|bezichtig\w*|korrup\w*|betrug\w*"
            r"|gelogen|lüg(?:e|en|t|te)\w*|vertusch\w*|manipul\w*|fälsch\w*|gefälscht\w*|verletzt\w* (?:das|gegen)|verstoß\w*"
            r"|verstieß\w*|missbrauch\w*|illegal\w*|accus\w+|alleg\w+|corrupt\w*|fraud\w*|lied|lying|cover-?up|covered up"
            r"|rigged|bribe\w*|violat\w+|misled|abus\w+|illegally)\b"
        ),
    ),
    (
        "health",
        0.35,
        _words(
            r"\b(?:\w*impf\w*|\w*krankheit\w*|erkrank\w*|\w*patient\w*|krebs\w*|virus|viren|infektion\w*|infiziert\w*|medikament\w*"
            r"|therapie\w*|gesundheit\w*|nebenwirkung\w*|pandemie|corona\w*|covid\S*|vaccin\w*|disease\w*|cancer|virus|infect\w+"
            r"|patients?|drugs?|health|hospital\w*|pandemic|side effects?)\b"
        ),
    ),
    (
        "law",
        0.25,
        _words(
            r"\b(?:gericht\w*|\w+gericht|urteil\w*|verurteil\w*|angeklagt\w*|anklage|\w*staatsanwaltschaft\w*|gesetz\w*|polizei\w*"
            r"|festgenommen|verhaftet|ermittl\w*|verfassung\w*|strafe\w*|verbot\w*|court|convicted|sentenced|charged|indict\w+"
            r"|prosecut\w+|laws?|police|arrested|unconstitutional|ban(?:ned)?|lawsuit|sued)\b"
        ),
    ),
    (
        "election",
        0.3,
        _words(
            r"\b(?:\w*wahl(?:en)?|wähler\w*|stimmen(?:anteil\w*)?|umfrage\w*|abstimmung\w*|referendum\w*|elections?|voters?|votes?"
            r"|ballots?|poll(?:s|ing)?|referendum)\b"
        ),
    ),
    (
        "study",
        0.4,
        _words(
            r"\b(?:studien?|untersuchung\w*|umfrage\w*|statisti\w*|erhebung\w*|daten|bericht(?:s|es)?|forscher\w*|wissenschaftl\w*"
            r"|stud(?:y|ies)|survey\w*|research\w*|scientists?|statistics|according to (?:data|figures)|report)\b"
        ),
    ),
    (
        "superlative",
        0.6,
        _words(
            r"\b(?:erstmals|zum ersten mal|erste[rns]? \w+ seit|noch nie|nie zuvor|einzig\w*|rekord\w*|höchst\w{0,3}|größt\w{0,3}"
            r"|kleinst\w{0,3}|niedrigst\w{0,3}|tiefst\w{0,3}|schlimmst\w{0,3}|beste[nrs]?|meiste[nr]?|stärkst\w{0,3}|ältest\w{0,3}"
            r"|jüngste[rns] \w+ aller|for the first time|first ever|never before|the first \w+|record|highest|largest|biggest|lowest"
            r"|worst|best|most|fastest|oldest|strongest|unprecedented|only \w+ to)\b"
        ),
    ),
    (
        "comparison",
        0.4,
        _words(
            r"\b(?:mehr als|weniger als|(?:höher|niedriger|größer|kleiner|schneller|teurer|billiger|besser|schlechter)\w{0,2} als"
            r"|doppelt so|dreimal so|verdoppel\w*|verdreifach\w*|halbier\w*|gestiegen|stieg(?:en)?|gesunken|sank(?:en)?"
            r"|zugenommen|abgenommen|(?:ge)?wachsen|wuchs|zurückgegangen|zuwachs|rückgang|anstieg|more than|less than|fewer than"
            r"|(?:high|low|larg|small|fast|cheap|bett)er than|twice as|doubled|tripled|halved|rose|risen|fell|fallen|grew|grown"
            r"|increased?|decreased?|declined?|dropped|compared (?:to|with))\b"
        ),
    ),
    (
        "cause",
        0.35,
        _words(
            r"\b(?:weil|wegen|aufgrund|verursach\w*|führt\w* (?:zu|dazu)|sorgt\w* für|infolge|dadurch|because|due to|caus(?:e[sd]?|ing)"
            r"|led to|leads to|as a result|resulted in|thanks to)\b"
        ),
    ),
    (
        "sweeping",
        0.3,
        _words(
            r"\b(?:alle[nrs]?|niemand\w*|keine?r? einzige\w*|immer|nie|niemals|sämtliche\w*|jede[rns]?|überall|everyone|nobody"
            r"|always|never|all of|every single|none of|everywhere)\b"
        ),
    ),
    (
        "background",
        -0.45,
        _words(
            r"\b(?:bekanntlich|wie berichtet|gilt als|gelten als|traditionell\w*|liegt (?:in|an|im)\b|hauptstadt|gegründet\w*|grenzt an"
            r"|as is well known|is known (?:as|for)|is considered|traditionally|is located|the capital of|was founded)\b"
        ),
    ),
)
_KINDS: dict[Kind, tuple[str, float]] = {
    Kind.QUANTITY: ("figure", 0.25),
    Kind.COMPARISON: ("comparison", 0.35),
    Kind.CAUSE: ("cause", 0.3),
    Kind.QUOTE: ("quote", 0.1),
    Kind.PREDICTION: ("prediction", -0.7),
    Kind.OPINION: ("opinion", -1.1),
    Kind.STATE: ("background", -0.15),
}


def score(statement: Statement, *, layout: Layout) -> tuple[float, tuple[str, ...]]:
    """Check-worthiness from 0 to 1, and the weightiest reasons for it (keys of `claims.text.words.REASONS`).

    The same statement in the same language gives the same score. Reasons that lower the score stand last.
    """
    shares: dict[str, float] = {}
    for reason, share in _rules(statement):
        # A reason that two rules give counts with the greater share: "rose" and the kind say the same thing.
        shares[reason] = share if abs(share) > abs(shares.get(reason, 0.0)) else shares[reason]
    total = _BASE + sum(shares.values())
    standing = worth_model.standing(statement.quote, layout.language)
    if standing is not None:
        total += _MODEL * max(-_STANDING, min(_STANDING, standing))
        if standing >= _FROM_MODEL:
            shares["wording"] = _MODEL * standing
    told = sorted((r for r in shares if abs(shares[r]) >= _TELLING), key=lambda r: (-abs(shares[r]), r))[
        :_REASONS
    ]
    told.sort(key=lambda r: shares[r] < 0)
    return round(1 / (1 + math.exp(-total)), 4), tuple(told)


def _rules(statement: Statement) -> Iterator[tuple[str, float]]:
    """Every reason that holds with its share in the sum."""
    yield from _from_facts(statement.facts)
    if statement.kind in _KINDS:
        yield _KINDS[statement.kind]
    for reason, share, pattern in _TOPICS:
        if pattern.search(statement.quote):
            yield reason, share
    yield from _from_source(statement)


def _from_facts(facts: tuple[Fact, ...]) -> Iterator[tuple[str, float]]:
    numbers = [f for f in facts if f.type is FactType.NUMBER]
    units = {f.unit.split("/")[0] for f in numbers}
    if numbers:
        yield "figure", 0.6 + 0.1 * min(len(numbers) - 1, 2)
    if units & _SHARES:
        yield "share", 0.3
    if units & _MONEY:
        yield "money", 0.3
    if any(f.type is FactType.NAME for f in facts):
        yield "name", 0.3
    if any(f.type is FactType.DATE for f in facts):
        yield "date", 0.2
    if not any(
        f.type in {FactType.NUMBER, FactType.NAME, FactType.DATE, FactType.PLACE, FactType.ROLE}
        for f in facts
    ):
        yield "vague", -0.6


def _from_source(statement: Statement) -> Iterator[tuple[str, float]]:
    if statement.hedges:
        yield "hedged", 0.2
    if statement.claimant or statement.chain:
        yield "single_source", 0.2
    if statement.role is Role.CAPTION:
        yield "background", -0.3
