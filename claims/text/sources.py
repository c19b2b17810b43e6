"""What a sentence says about where its statement comes from, before anybody is called by name."""

from dataclasses import dataclass, field

from claims.text.lines import Line
from claims.text.noun_phrases import Phrase

_CUTS = frozenset({",", ":", ";", "–", "—", "…"})


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something that a statement comes from: a noun phrase or a pronoun."""

    at: int  # index of its first word
    phrase: Phrase | None = None
    pronoun: str = ""  # in small letters, "" with a phrase
    words: str = ""  # what to call it, where neither phrase nor pronoun says: "Polizei" of "Polizeiangaben"
    subject: bool = False  # stands in the nominative
    plural: bool = False


@dataclass(slots=True)
class Sources:
    """Everything in one sentence that points to a source."""

    speaker: Source | None = None  # who says it: "sagte X"
    verb_at: int = -1  # index of the verb of saying
    named: list[Source] = field(default_factory=list)  # "laut X", "nach Angaben von X", "so X"
    reporter: Source | None = None  # "wie X berichtet"
    basis: Source | None = None  # "unter Berufung auf X"
    channels: list[Source] = field(default_factory=list)  # "bei X", "im Interview mit X"
    carried: bool = False  # "demnach": the source of the sentence before
    hearsay: bool = False  # "wird behauptet": a source that nobody names

    @property
    def names_somebody(self) -> bool:
        """True where the sentence has a source of its own, whether or not one can tell who it is."""
        return bool(self.speaker or self.named or self.reporter or self.basis)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` up to `end` between commas, colons, brackets and quotations."""

    first: int
    end: int
    spoken: bool


def clauses(line: Line) -> list[Clause]:
    """The sentence cut at its marks and at the borders of its quotations; the marks belong to no clause.

    What stands in brackets stays part of the clause around it.
    """
    found: list[Clause] = []
    first = depth = 0
    for at, word in enumerate(line.words):
        if not line.spoken[at]:
            depth = max(0, depth + (word.text == "(") - (word.text == ")"))
        mark = word.text in _CUTS and not line.spoken[at] and not depth
        border = at > first and line.spoken[at] != line.spoken[at - 1]
        if (mark or border) and at > first:
            found.append(Clause(first, at, line.spoken[first]))
        if mark:
            first = at + 1
        elif border:
            first = at
    if first < len(line.words):
        found.append(Clause(first, len(line.words), line.spoken[first]))
    return found


def behind_bracket(line: Line, at: int, stop: int) -> int:
    """The place behind the bracket that opens at `at`; the next word where none closes it."""
    for i in range(at + 1, stop):
        if line.lower(i) == ")":
            return i + 1
    return at + 1


def clause_of(cut: list[Clause], at: int) -> int:
    """The index of the clause that word `at` stands in, -1 for none."""
    return next((k for k, clause in enumerate(cut) if clause.first <= at < clause.end), -1)
