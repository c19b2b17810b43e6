"""Hearsay for which the text names nobody."""

import re
from collections.abc import Iterator, Sequence

from claims.text.hints.shapes import SOURCE, Hint
from claims.text.spans import Role, Span, Statement

_HEARSAY = re.compile(
    r"\b(?P<words>angeblich\w*|reportedly|allegedly|supposedly|purportedly|(?:is|are|was|were)\s+(?:said|rumou?red|alleged)\s+to)\b"
    r"|\b(?P<soll>soll|sollen)\b(?=[^;:?]*\b\w+(?:t|en)\s+(?:haben|sein)\b)"
    r"|\b(?P<it>es\s+hei(?:ß|ss)t,|heißt\s+es(?=[,.])|it\s+is\s+claimed)",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b(?:laut|zufolge|nach\s+\w+\s+(?:Angaben|Informationen)|nach\s+(?:Angaben|Informationen|Darstellung|Auffassung|Ansicht)|Anklage\w*|Ermittl\w*|Polizei\w*|Staatsanw\w*"
    r"|Bericht\w*|berichte\w*|Medien\w*|Quelle\w*|Zeug\w*|Studie\w*|Dokument\w*|Unterlagen|Vorw[uü]rf\w*|wirft|werfen|beschuldig\w*|teilt\w*|sagt\w*|erklär\w*|Aussage\w*|Gutachten|Behörd\w*|Gericht\w*|Plan\w*|Prozess\w*"
    r"|according|report\w*\s+(?:by|in|from)|said|says|told|police|prosecut\w*|court|indictment|charge\w*|witness\w*|sources?|document\w*|complaint|lawsuit|filing|accus\w*|officials?|investigat\w*|study|studies|trial)\b",
    re.IGNORECASE,
)
_FAR = 800  # code points before and behind in which a source may stand


def unsourced(text: str, statements: Sequence[Statement]) -> Iterator[Hint]:
    """A hint for each hearsay in the body whose paragraph names no source, nor the statements around it."""
    for index, statement in enumerate(statements):
        if statement.role is not Role.BODY or statement.claimant or statement.chain:
            continue
        match = _HEARSAY.search(statement.quote)
        if match is None or statement.quote[: match.start()].count("„") > statement.quote[
            : match.start()
        ].count("“"):
            continue
        first, last = _paragraph(text, statement)
        told = (s for s in statements if s.start < last and first < s.end and (s.claimant or s.chain))
        if any(told) or _SOURCE.search(text, first, last):
            continue
        group = next(name for name, found in match.groupdict().items() if found)
        span = Span(statement.start + match.start(group), statement.start + match.end(group))
        yield Hint(SOURCE, index, (span,), {"quote": match[group].strip(" ,")})


def _paragraph(text: str, statement: Statement) -> tuple[int, int]:
    """Where the statement's paragraph begins and ends, with the lines before and behind it as far as they are near."""
    first = text.rfind("\n", 0, statement.start)
    last = text.find("\n", statement.end)
    before = text.rstrip("\n")[:first].rstrip() if first > 0 else ""
    behind = last + len(text[last:]) - len(text[last:].lstrip()) if last >= 0 else len(text)
    end = text.find("\n", behind) if last >= 0 else len(text)
    return max(0, text.rfind("\n", 0, len(before)) + 1, statement.start - _FAR), min(
        end if end >= 0 else len(text), statement.end + _FAR
    )
