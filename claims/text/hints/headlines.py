"""Headlines, teasers and captions that say more than the body, or another figure."""

import re
from collections.abc import Iterator, Sequence

from claims.text.hints.contents import content
from claims.text.hints.figures import Figure, figures_of
from claims.text.hints.shapes import FIGURE, HEADLINE, Hint
from claims.text.spans import Role, Span, Statement
from claims.text.wordlists import listed

_AHEAD = frozenset({Role.HEADLINE, Role.SUBHEAD, Role.TEASER})
_ECHOES = _AHEAD | {Role.CAPTION}
_DOUBTS = listed(
    "mutmaßlich mutmaßliche mutmaßlichen mutmaßlicher mutmaßliches angeblich angebliche angeblichen angeblicher "
    "offenbar vermutlich anscheinend möglicherweise womöglich wahrscheinlich vielleicht könnte könnten dürfte dürften "
    "mutmasslich mutmassliche mutmasslichen mutmasslicher reportedly allegedly alleged apparently may might could "
    "possibly probably likely perhaps supposedly purportedly suspected"
)
_HEARSAY = re.compile(
    r"\b(?P<soll>soll|sollen)\b[^;:?]*\b\w+(?:t|en)\s+(?:haben|sein)\b|\b(?P<soll2>soll|sollen)\b[^;:?]*\b\w+t\s+worden\s+sein\b"
)
_CAREFUL = re.compile(
    r"[?„“”»«\"‘’:]|\b(?:soll|sollen|wohl|laut|droht|drohen|Verdacht|verdächtig\w*|unter|kann|können|dürft\w*|will|wollen|says?|said|"
    r"claims?|claimed|warns?|warned|suspect\w*|set\s+to|expected|fears?|feared|can|report|reports|accused|alleg\w*|Vorwurf|Vorwürfe|mutma\w*|angebl\w*|Bericht|Spekulation\w*|Hinweise|möglich\w*|plant?|plans?|planned)\b",
    re.IGNORECASE,
)
_NEAR_ENOUGH = 0.06  # a rounder figure in a headline is no other figure
_ALIKE = 3  # content words that two statements about one thing share
_ALIKE_SHARE = 0.5
_SPREAD = 3.0  # figures further apart count different things
_GENERIC = frozenset({"", "year", "day", "month", "week", "h", "min", "times", "km", "m", "s", "decade"})


def headlines(statements: Sequence[Statement], *, language: str) -> Iterator[Hint]:
    """Hints for statements outside the body: firmer than what they repeat, or with a figure the body has not."""
    body = [s for s in statements if s.role is Role.BODY]
    ours = [(s, figure) for s in body for figure in figures_of(s, language=language)]
    for index, statement in enumerate(statements):
        if statement.role in _ECHOES and statement.duplicate_of is not None:
            stronger = _stronger(statement, statements[statement.duplicate_of])
            if stronger is not None:
                span, doubt = stronger
                yield Hint(
                    HEADLINE,
                    index,
                    (Span(statement.start, statement.end), span),
                    {"role": str(statement.role), "doubt": doubt},
                )
        if statement.role in _ECHOES:
            yield from _other_figure(index, statement, ours, language)


def _stronger(echo: Statement, body: Statement) -> tuple[Span, str] | None:
    """The words in the body that keep what the echo says at arm's length; None where the echo is careful too."""
    if echo.hedges or echo.claimant or echo.chain or _CAREFUL.search(echo.quote):
        return None
    if body.quote.rstrip('“”"»«').endswith("?"):
        return Span(body.end - 1, body.end), "?"
    for word in body.hedges:
        if word.lower() in _DOUBTS:
            at = body.quote.find(word)
            if at >= 0 and not body.quote[:at].count("„") > body.quote[:at].count("“"):
                return Span(body.start + at, body.start + at + len(word)), word
    hearsay = _HEARSAY.search(body.quote)
    if hearsay is not None:
        group = "soll" if hearsay["soll"] else "soll2"
        return Span(body.start + hearsay.start(group), body.start + hearsay.end(group)), hearsay[group]
    return None


def _other_figure(
    index: int, echo: Statement, body: Sequence[tuple[Statement, Figure]], language: str
) -> Iterator[Hint]:
    words = content(echo, language=language)
    for figure in figures_of(echo, language=language):
        if (
            figure.unit in _GENERIC
            or any(_fits(figure, other) for _, other in body)
            or _reckoned(figure, body)
        ):
            continue
        near = []
        for statement, other in body:
            if (
                not _one_thing(figure.unit, other.unit)
                or not 1 / _SPREAD < other.value / max(figure.value, 1e-9) < _SPREAD
            ):
                continue
            shared = words & content(statement, language=language)
            if len(shared) >= _ALIKE and len(shared) >= _ALIKE_SHARE * len(words):
                near.append((len(shared), -statement.start, statement, other))
        if not near:
            continue
        _, _, statement, other = max(near, key=lambda row: row[:2])
        if len([f for f in figures_of(statement, language=language) if _one_thing(figure.unit, f.unit)]) == 1:
            params = {"role": str(echo.role), "quote": figure.quote, "other": other.quote}
            yield Hint(FIGURE, index, (Span(figure.start, figure.end), Span(other.start, other.end)), params)


def _fits(figure: Figure, other: Figure) -> bool:
    """True where the one may be the other, rounded; figures without unit fit any, and shares their parts."""
    return abs(figure.value - other.value) <= figure.slack + other.slack + _NEAR_ENOUGH * (
        max(figure.value, other.value) if figure.rough or figure.value >= 1000 or figure.scale > 1 else 0
    )


def _reckoned(figure: Figure, body: Sequence[tuple[Statement, Figure]]) -> bool:
    """True for the sum or difference of two figures of the body in one unit."""
    values = [other.value for _, other in body if _one_thing(figure.unit, other.unit)][:60]
    slack = figure.slack + 0.02 * figure.value
    return any(
        abs(a + b - figure.value) <= slack or abs(abs(a - b) - figure.value) <= slack
        for at, a in enumerate(values)
        for b in values[at + 1 :]
    )


def _one_thing(unit: str, other: str) -> bool:
    """True for one measure, or one noun in whatever form."""
    a, b = unit.lower(), other.lower()
    return a == b or (min(len(a), len(b)) >= 4 and (a.startswith(b[:-2]) or b.startswith(a[:-2])))
