"""What is counted on a marked article, and the figures that come of the counts.

A claim is found when a statement covers at least 0.8 of the characters of the marked one; each statement
finds one claim and each claim is found once.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.text.evaluation.marked import GoldFact, Marked, Unit
from claims.text.quotations import quotations
from claims.text.reading import read
from claims.text.spans import Fact, Reading, Role, Span, Statement

COVERED = 0.8  # share of a marked claim's characters that its statement has to cover
WHOLE = 0.95  # the same for a quotation of several sentences
_HALF = 0.5  # share of the characters of both together that two facts have to have in common
_FACTS = ("name", "role", "place", "date", "number")
_LOWER_IS_BETTER = frozenset({
    "furniture leaks", "opinions let through", "questions let through", "claimants invented", "text lost",
})  # fmt: skip
_SMALL = re.compile(
    r"\b(?:der|die|das|den|dem|des|the|a|an|ein|eine|einer|eines)\b|[„“”«»\"'’(),]", re.IGNORECASE
)
_SENTENCES_INSIDE = re.compile(r"[.!?][“”\"’]?\s+[„“\"A-ZÄÖÜ]")


@dataclass(slots=True)
class Tally:
    """Counts of one article or of many, and what went wrong, in words."""

    counts: Counter[str] = field(default_factory=Counter)
    rankings: list[tuple[float, float, float]] = field(default_factory=list)  # AUC, P@5, P@10 of an article
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Takes the counts of another tally in."""
        self.counts += other.counts
        self.rankings += other.rankings
        self.seconds += other.seconds
        self.errors += other.errors

    def figures(self) -> dict[str, float]:
        """The measures by name, from 0 to 1; a measure with nothing to measure is left out."""
        return dict(self._figures())

    def _figures(self) -> Iterator[tuple[str, float]]:
        counts = self.counts
        if counts["sentences"] + counts["sentences read"]:
            yield (
                "sentence F1",
                2 * counts["sentences right"] / (counts["sentences"] + counts["sentences read"]),
            )
        for name, part, whole in (
            ("claims recall", "claims found", "claims"),
            ("claims precision", "claims found", "statements"),
            ("furniture leaks", "leaks", "statements told"),
            ("opinions let through", "opinions through", "opinions"),
            ("questions let through", "questions through", "questions"),
            ("text lost", "units lost", "units"),
            ("quotations whole", "quotations found", "quotations"),
            ("repeats linked", "repeats found", "repeats"),
            ("repeats right", "repeats found", "repeats told"),
            ("claimants right", "claimants found", "claimants"),
            ("claimants invented", "claimants made up", "claimants absent"),
            ("chains right", "chains found", "chains"),
            ("page heads right", "heads found", "heads"),
        ):
            if counts[whole]:
                yield name, counts[part] / counts[whole]
        for kind in _FACTS:
            if counts[f"{kind}s"]:
                yield f"{kind}s recall", counts[f"{kind}s found"] / counts[f"{kind}s"]
            if counts[f"{kind}s told"]:
                yield f"{kind}s precision", counts[f"{kind}s right"] / counts[f"{kind}s told"]
            if counts[f"{kind} values"]:
                yield f"{kind} values right", counts[f"{kind} values right"] / counts[f"{kind} values"]
        for name, column in (("ranking AUC", 0), ("ranking P@5", 1), ("ranking P@10", 2)):
            if self.rankings:
                yield name, sum(ranking[column] for ranking in self.rankings) / len(self.rankings)


def is_worse(name: str, value: float, before: float) -> bool:
    """Whether the figure has dropped; figures of leaks and the like count the other way round."""
    return (value > before + 1e-4) if name in _LOWER_IS_BETTER else (value < before - 1e-4)


def measure(marked: Marked) -> Tally:
    """Reads the article and compares what is found with what is marked."""
    begun = time.perf_counter()
    page = marked.page
    reading = read(page.text, title=page.title, hints=page.hints, published=marked.published)
    tally = Tally(seconds=time.perf_counter() - begun)
    tally.counts["characters"] = len(page.text)
    tally.counts["articles"] = 1
    tally.counts["sentences of all"] = len(reading.layout.sentences)
    _Comparison(marked, reading, tally).take()
    return tally


class _Comparison:
    """One article's reading beside what is right."""

    def __init__(self, marked: Marked, reading: Reading, tally: Tally) -> None:
        self.marked, self.reading, self.tally = marked, reading, tally
        self.text = reading.text
        self.pairs = _pairs(marked.units, reading.claims)

    def take(self) -> None:
        """All counts of the article are in the tally afterwards."""
        self._sentences()
        self._claims()
        self._let_through()
        self._lost()
        self._repeats()
        for number, claim in self.pairs.items():
            unit = self.marked.units[number]
            self._claimant(unit, claim)
            if self.marked.with_facts:
                self._facts(unit, claim)
        self._ranking()
        self._head()

    def _count(self, name: str, amount: int = 1) -> None:
        self.tally.counts[name] += amount

    def _error(self, stage: str, words: str) -> None:
        self.tally.errors.append(f"{self.marked.name}: {stage}: {' '.join(words.split())}")

    def _sentences(self) -> None:
        furniture = self.marked.furniture
        gold = {span.end for span in self.marked.sentences}
        found = {
            s.end
            for s in self.reading.layout.sentences
            if not any(f.start <= s.start and s.end <= f.end for f in furniture)
        }
        self._count("sentences", len(gold))
        self._count("sentences read", len(found))
        self._count("sentences right", len(gold & found))
        for end in sorted(gold ^ found):
            around = f"{self.text[max(0, end - 50) : end]}¦{self.text[end : end + 30]}"
            self._error("sentence not ended" if end in gold else "sentence ended", around)

    def _claims(self) -> None:
        units = self.marked.units
        matched = {id(claim) for claim in self.pairs.values()}
        for number, unit in enumerate(units):
            if not unit.is_claim:
                continue
            words = self.text[unit.start : unit.end]
            claim = self.pairs.get(number)
            self._count("claims")
            self._count("claims found", claim is not None)
            if claim is None:
                self._error("claim missed", words)
            if any(
                _SENTENCES_INSIDE.search(q.of(self.text)) for q in quotations(self.text, unit.start, unit.end)
            ):
                self._count("quotations")
                self._count("quotations found", claim is not None and _covers(claim, unit) >= WHOLE)
        either = [Span(u.start, u.end) for u in units if u.mark == "x"]
        for claim in self.reading.claims:
            self._count("statements told")
            if _touches(Span(claim.start, claim.end), self.marked.furniture):
                self._count("leaks")
                self._error("furniture in claim", claim.quote)
            if id(claim) in matched:
                self._count("statements")
            elif not _touches(Span(claim.start, claim.end), either):
                self._count("statements")
                self._error("no claim", f"[{claim.role}] {claim.quote}")

    def _let_through(self) -> None:
        for unit in self.marked.units:
            name = {"?": "questions", "o": "opinions"}.get(unit.mark)
            if name is not None:
                through = any(_covers(claim, unit) >= _HALF for claim in self.reading.claims)
                self._count(name)
                self._count(f"{name} through", through)

    def _lost(self) -> None:
        blocks = [Span(b.start, b.end) for b in self.reading.layout.blocks if b.role is Role.FURNITURE]
        for unit in self.marked.units:
            gone = any(b.start <= unit.start and unit.end <= b.end for b in blocks)
            self._count("units")
            self._count("units lost", gone)
            if gone:
                self._error("text taken for furniture", self.text[unit.start : unit.end])
        self._count("units", len(self.marked.missing))
        self._count("units lost", len(self.marked.missing))
        for words in self.marked.missing:
            self._error("text lost", words)

    def _repeats(self) -> None:
        for number, claim in self.pairs.items():
            unit = self.marked.units[number]
            linked = None if claim.duplicate_of is None else self.reading.statements[claim.duplicate_of]
            right = bool(unit.repeats) and linked is not None and linked.quote.startswith(unit.repeats)
            wanted = unit.repeats not in {"", "-"}
            self._count("repeats", wanted)
            self._count("repeats told", linked is not None and bool(unit.repeats))
            self._count("repeats found", right)
            if not right and (wanted or (unit.repeats and linked)):
                self._error("repeat", f"{claim.quote} -> {linked.quote[:40] if linked else '-'}")

    def _claimant(self, unit: Unit, claim: Statement) -> None:
        if unit.claimants is None:
            return
        if not unit.claimants:
            self._count("claimants absent")
            self._count("claimants made up", bool(claim.claimant))
            if claim.claimant:
                self._error("claimant invented", f"{claim.claimant!r} for {claim.quote}")
            return
        right = any(_same_name(claim.claimant, name) for name in unit.claimants)
        self._count("claimants")
        self._count("claimants found", right)
        if not right:
            self._error("claimant", f"{claim.claimant!r} not {unit.claimants[0]!r} for {claim.quote}")
        if unit.chain:
            self._count("chains")
            alike = len(claim.chain) == len(unit.chain) and all(
                any(_same_name(told, name) for name in wanted.split("|"))
                for told, wanted in zip(claim.chain, unit.chain, strict=True)
            )
            self._count("chains found", alike)
            if not alike:
                self._error("chain", f"{claim.chain} not {unit.chain} for {claim.quote}")

    def _facts(self, unit: Unit, claim: Statement) -> None:
        either = [Span(fact.start, fact.end) for fact in unit.facts if fact.type == "either"]
        for kind in _FACTS:
            gold = [fact for fact in unit.facts if fact.type == kind]
            told = [
                f for f in claim.facts if str(f.type) == kind and not _touches(Span(f.start, f.end), either)
            ]
            right = {n: f for n, g in enumerate(gold) for f in told if _same_place(g, f)}
            hit = {id(fact) for fact in right.values()}
            self._count(f"{kind}s", len(gold))
            self._count(f"{kind}s found", len(right))
            self._count(f"{kind}s told", len(told))
            self._count(f"{kind}s right", len(hit))
            for number, fact in enumerate(gold):
                words = self.text[fact.start : fact.end]
                if number not in right:
                    self._error(f"{kind} missed", f"{words!r} in {claim.quote}")
                elif fact.value:
                    same = _same_value(fact, right[number])
                    self._count(f"{kind} values")
                    self._count(f"{kind} values right", same)
                    if not same:
                        self._error(f"{kind} value", f"{_told(right[number])} not {fact.value} for {words!r}")
            for extra in told:
                if id(extra) not in hit:
                    self._error(f"no {kind}", f"{extra.quote!r} in {claim.quote}")

    def _ranking(self) -> None:
        ranked = sorted(
            (
                (claim.check_worthiness or 0.0, self.marked.units[number].mark)
                for number, claim in self.pairs.items()
            ),
            key=lambda pair: -pair[0],
        )
        high = [score for score, mark in ranked if mark == "2"]
        rest = [score for score, mark in ranked if mark != "2"]
        if len(high) < 2 or len(rest) < 2:
            return
        won = sum((a > b) + 0.5 * (a == b) for a in high for b in rest) / (len(high) * len(rest))
        first = [mark == "2" for _, mark in ranked]
        self.tally.rankings.append(
            (won, sum(first[:5]) / min(5, len(high)), sum(first[:10]) / min(10, len(high)))
        )

    def _head(self) -> None:
        page = self.marked.page
        for key, value in self.marked.head.items():
            told = getattr(page, key)
            right = told == value if key in ("title", "author") else told.startswith(value)
            self._count("heads")
            self._count("heads found", right)
            if not right:
                self._error("page head", f"{key} {told!r} not {value!r}")


def _pairs(units: Sequence[Unit], claims: Sequence[Statement]) -> dict[int, Statement]:
    """For the number of each marked claim the statement that finds it."""
    found: dict[int, Statement] = {}
    taken: set[int] = set()
    for number, unit in enumerate(units):
        if not unit.is_claim:
            continue
        covering = [c for c in claims if id(c) not in taken and _covers(c, unit) >= COVERED]
        if covering:
            best = max(covering, key=lambda c: (_covers(c, unit), -(c.end - c.start)))
            found[number] = best
            taken.add(id(best))
    return found


def _covers(claim: Statement, unit: Unit) -> float:
    common = min(claim.end, unit.end) - max(claim.start, unit.start)
    return max(0, common) / max(1, unit.end - unit.start)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _same_place(gold: GoldFact, told: Fact) -> bool:
    common = min(gold.end, told.end) - max(gold.start, told.start)
    together = max(gold.end, told.end) - min(gold.start, told.start)
    return common > 0 and common >= _HALF * together


def _told(fact: Fact) -> str:
    if fact.type == "date":
        return fact.iso
    if fact.type == "number":
        low, high = fact.value_min, fact.value_max
        figure = (
            f"{low:g}" if high in (None, low) else f"{low:g}..{high:g}" if low is not None else f"..{high:g}"
        )
        return f"{figure} {fact.unit}".strip()
    return fact.value


def _same_value(gold: GoldFact, told: Fact) -> bool:
    if gold.type != "number":
        return _told(told) == gold.value
    figure, _, unit = gold.value.partition(" ")
    low, _, high = figure.partition("..")
    bounds = [float(part) for part in (low, high) if part]
    found = [bound for bound in (told.value_min, told.value_max) if bound is not None]
    same = bool(found) and min(found) == min(bounds) and max(found) == max(bounds)
    return same and (not unit or unit == told.unit)


def _same_name(told: str, wanted: str) -> bool:
    """Whether both name the same: articles and marks aside, or with a role before the whole name."""
    a, b = (" ".join(_SMALL.sub(" ", name).casefold().split()) for name in (told, wanted))
    return a == b or (bool(b) and " " in b and a.endswith(f" {b}"))
