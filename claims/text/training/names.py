"""Training of the German name model: GermEval 2014 in, a small conditional random field out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pycrfsuite

from claims.text import morphology, tokens
from claims.text.name_features import features
from claims.text.name_model import TYPES
from claims.text.word_groups import Groups

Labelled = tuple[list[str], list[str]]  # words and labels of one sentence
Span = tuple[int, int, str]  # first, one past the last, type

# Chosen on sentences of the training part that were set apart for it: half the pressure to keep few features and
# more to keep them small gain a point for twice the size (2 MB).
SETTINGS: dict[str, float | int | bool] = {
    "c1": 0.1,
    "c2": 0.1,
    "feature.minfreq": 1,
    "feature.possible_transitions": True,
}


def germeval(path: Path) -> Iterator[Labelled]:
    """Sentences of a GermEval 2014 file with the outer labels, cut into words as the product cuts them."""
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if line.startswith("#"):
            continue
        if len(columns) > 2:
            rows.append((columns[1], columns[2]))
        elif rows:
            yield _recut(rows)
            rows = []


def _recut(rows: Sequence[tuple[str, str]]) -> Labelled:
    """Words and labels of a sentence whose own words are joined by blanks and cut anew."""
    text = ""
    marked: list[Span] = []
    for word, label in rows:
        start = len(text) + 1 if text else 0
        text = f"{text} {word}" if text else word
        if label.startswith("B-"):
            marked.append((start, len(text), label[2:]))
        elif label.startswith("I-") and marked:
            marked[-1] = (marked[-1][0], len(text), marked[-1][2])
    found = tokens.tokens(text)
    labels = ["O"] * len(found)
    for first, last, kind in marked:
        inside = [i for i, token in enumerate(found) if token.start < last and token.end > first]
        for index in inside:
            labels[index] = f"{'B' if index == inside[0] else 'I'}-{kind}"
    return [token.text for token in found], labels


def fit(sentences: Iterable[Labelled], path: Path, *, groups: Groups, steps: int = 120) -> None:
    """The model of the sentences, written to `path`; the same sentences in the same order give the same file."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({**SETTINGS, "max_iterations": steps})
    for words, labels in sentences:
        trainer.append(features(morphology.tag(words, "de"), groups), labels)
    trainer.train(str(path))


def figures(path: Path, sentences: Sequence[Labelled], *, groups: Groups) -> dict[str, float]:
    """Precision, recall and F1 of whole names with their type, overall and per type, by the model at `path`."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    hits: Counter[str] = Counter()
    said: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for words, labels in sentences:
        found = spans(tagger.tag(features(morphology.tag(words, "de"), groups)))
        known = spans(labels)
        for counter, group in ((hits, found & known), (said, found), (true, known)):
            for _, _, kind in group:
                counter.update([kind, "all"])
    result = {"sentences": float(len(sentences))}
    for kind in ("all", *TYPES):
        name = "" if kind == "all" else f"{kind.lower()}_"
        result[f"{name}precision"] = round(hits[kind] / max(said[kind], 1), 4)
        result[f"{name}recall"] = round(hits[kind] / max(true[kind], 1), 4)
        result[f"{name}f1"] = round(2 * hits[kind] / max(said[kind] + true[kind], 1), 4)
    return result


def spans(labels: Sequence[str]) -> set[Span]:
    """(first word, word after the last, type) of each name of the four types."""
    found: list[Span] = []
    for index, label in enumerate(labels):
        kind = label[2:]
        if label.startswith("I-") and found and found[-1][1] == index and found[-1][2] == kind:
            found[-1] = (found[-1][0], index + 1, kind)
        elif label != "O":
            found.append((index, index + 1, kind))
    return {span for span in found if span[2] in TYPES}
