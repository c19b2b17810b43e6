"""How well matching does on a set of other wordings and altered claims, and on tweets and the checks they repeat.

The set's form is told at its head (`tests/yardstick/matches.txt`); that of the tweets is CheckThat! 2020's:
`verified_claims.docs.tsv`, and in a folder for each split `tweets.queries.tsv` and `tweet-vclaim-pairs.qrels`.
`python -m claims.text.matching.evaluation SET [--checkthat FOLDER] [--configuration full]` prints the figures.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claims.text.encoders import CONFIGURATIONS, encoders
from claims.text.matching.finding import Finder
from claims.text.matching.guard import Said, said
from claims.text.matching.matcher import Matched, match
from claims.text.matching.store import Entry, Store


@dataclass(frozen=True, slots=True)
class Question:
    """A wording of an archive claim: "s" means the same, anything else is how it was altered."""

    kind: str
    language: str
    text: str
    about: int  # id of the archive claim


@dataclass(frozen=True, slots=True)
class MatchSet:
    """An archive and the questions about it."""

    archive: tuple[Entry, ...]
    languages: Mapping[int, str]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class Outcome:
    """The figures by name, 0..1, and what went wrong, in words."""

    figures: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def load(path: Path) -> MatchSet:
    """The set of a file. Raises ValueError with the number of a line that cannot be read."""
    archive: list[Entry] = []
    languages: dict[int, str] = {}
    questions: list[Question] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, _, rest = line.partition(" ")
        language, _, words = rest.partition(" ")
        parts = [part.strip() for part in words.strip().removeprefix("|").split("|")]
        if kind in "=+" and len(parts) == 2:
            archive.append(Entry(len(archive) + 1, parts[1], parts[0]))
            languages[len(archive)] = language
        elif kind not in "=+" and len(parts) == 1 and parts[0] and archive:
            questions.append(Question(kind, language, parts[0], len(archive)))
        else:
            raise ValueError(f"{path.name}, line {number}: neither an archive claim nor a question about one")
    return MatchSet(tuple(archive), languages, tuple(questions))


def finder_of(archive: Sequence[Entry], configuration: str) -> Finder:
    """An index in memory with the claims in it."""
    models = encoders(configuration)
    finder = Finder(Store(None, encoder=models[0].id if models else ""), models)
    finder.add(archive)
    return finder


def evaluate(tests: MatchSet, *, configuration: str) -> Outcome:
    """hit@1 and hit@5 over all questions, how many altered ones are called the same, and how many others are not."""
    entries = {entry.id: entry for entry in tests.archive}
    results = match(
        [said(q.text, language=q.language) for q in tests.questions],
        finder=finder_of(tests.archive, configuration),
        reading=reader(lambda pk: said(entries[pk].text, language=tests.languages[pk])),
        limit=5,
    )
    outcome = Outcome()
    counts: dict[str, list[bool]] = {}
    for question, found in zip(tests.questions, results, strict=True):
        _count(question, found, counts, outcome, tests.languages[question.about])
    outcome.figures = {name: sum(some) / len(some) for name, some in counts.items() if some}
    return outcome


def _count(
    question: Question,
    found: Sequence[Matched],
    counts: dict[str, list[bool]],
    outcome: Outcome,
    language: str,
) -> None:
    def tell(name: str, value: bool) -> None:
        counts.setdefault(name, []).append(value)

    place = next((n for n, m in enumerate(found) if m.id == question.about), None)
    relation = "" if place is None else found[place].relation
    tell("hit@1", place == 0)
    tell("hit@5", place is not None)
    if question.language != language:
        tell("hit@5 across languages", place is not None)
    others_same = any(m.relation == "same" for m in found if m.id != question.about)
    tell("another claim called the same", others_same)
    if question.kind == "s":
        tell("other wording called the same", relation == "same")
        tell("other wording called contradicting", relation == "contradicting")
    else:
        tell("altered called the same", relation == "same")
        tell("altered called contradicting", relation == "contradicting")
    wrong = place is None or others_same or (relation == "same") != (question.kind == "s")
    if wrong:
        told = [] if place is None else [(d.type, d.here, d.there) for d in found[place].differences]
        score = 0.0 if place is None else found[place].score
        outcome.errors.append(
            f"{question.kind:<10} {relation or 'not found'} {score:.2f} {question.text} {told}"
        )


def reader(read: Callable[[int], Said]) -> Callable[[Sequence[int]], Mapping[int, Said]]:
    """Reads each claim once, when it is first asked for."""
    known: dict[int, Said] = {}

    def reading(ids: Sequence[int]) -> Mapping[int, Said]:
        for pk in ids:
            if pk not in known:
                known[pk] = read(pk)
        return known

    return reading


def checkthat(folder: Path, *, split: str, configuration: str, most: int | None = None) -> Outcome:
    """MAP@5 and hit@5 of the first `most` tweets of the split."""
    rows = _table(folder / "verified_claims.docs.tsv")
    archive = [Entry(n, row[1], row[2] if len(row) > 2 else "") for n, row in enumerate(rows, start=1)]
    number = {row[0]: n for n, row in enumerate(rows, start=1)}
    right: dict[str, set[int]] = {}
    pairs = (folder / split / "tweet-vclaim-pairs.qrels").read_text(encoding="utf-8").split("\n")
    for query, _, claim, *_ in (line.split() for line in pairs if line.strip()):
        if claim in number:
            right.setdefault(query, set()).add(number[claim])
    queries = [row for row in _table(folder / split / "tweets.queries.tsv") if row[0] in right][:most]
    found = finder_of(archive, configuration).find([row[1] for row in queries], limit=5)
    ranked = [([f.entry.id for f in some], right[row[0]]) for row, some in zip(queries, found, strict=True)]
    return Outcome(
        {
            "MAP@5": sum(average_precision(ids, wanted) for ids, wanted in ranked) / max(len(ranked), 1),
            "hit@5": sum(bool(set(ids) & wanted) for ids, wanted in ranked) / max(len(ranked), 1),
        }
    )


def average_precision(ids: Sequence[int], wanted: set[int]) -> float:
    """Of the ranked ids, 0..1."""
    hits, total = 0, 0.0
    for place, pk in enumerate(ids, start=1):
        if pk in wanted:
            hits += 1
            total += hits / place
    return total / max(min(len(wanted), len(ids)), 1)


def _table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [row for row in list(csv.reader(lines, delimiter="\t"))[1:] if len(row) > 1]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints what `evaluate` and `checkthat` give."""
    parser = argparse.ArgumentParser(description="Measures the matching of claims.")
    parser.add_argument("set", type=Path, help="file of archive claims and questions")
    parser.add_argument("--checkthat", type=Path, metavar="FOLDER", help="also CheckThat! 2020")
    parser.add_argument("--split", default="dev", help="folder of the tweets (default: dev)")
    parser.add_argument("--most", type=int, metavar="N", help="only the first N tweets")
    parser.add_argument("--configuration", choices=CONFIGURATIONS, default="full")
    parser.add_argument("--errors", action="store_true", help="also what went wrong")
    options = parser.parse_args(arguments)
    outcome = evaluate(load(options.set), configuration=options.configuration)
    _print("own set", outcome, errors=options.errors)
    if options.checkthat:
        tweets = checkthat(
            options.checkthat, split=options.split, configuration=options.configuration, most=options.most
        )
        _print(f"CheckThat! 2020 {options.split}", tweets, errors=False)


def _print(title: str, outcome: Outcome, *, errors: bool) -> None:
    print(title)
    for name, value in outcome.figures.items():
        print(f"  {name:<36} {value:.3f}")
    for error in outcome.errors if errors else ():
        print(f"  - {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
