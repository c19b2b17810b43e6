"""The recipes of manage.py train: which files go in, which weights and which card come out."""

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from claims.text import word_groups, worth_meaning
from claims.text.lone import MEANING
from claims.text.training import names, worth

HELD_BACK = 10  # every so many-th sentence is kept for measuring and never trained on
_CARD_SUFFIX = ".json"

Item = TypeVar("Item")
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A public set that a recipe reads, with the licence under which it may be used."""

    path: str  # below the folder of the data
    title: str
    licence: str


_GERMEVAL_NAMES = Source(
    "ner/germeval14_train_part.tsv",
    "GermEval 2014 named entity recognition, 5,100 sentences of the training part (Benikova et al. 2014)",
    "CC BY 4.0",
)
_GERMEVAL_WORTH = Source(
    "check-worthiness/germeval2021/train.csv",
    "GermEval 2021 subtask 3, fact-claiming comments (Risch et al. 2021)",
    "none stated; only the weights are kept, no text",
)
_CHECKTHAT_TRAIN = Source(
    "check-worthiness/checkthat2024-en/english_train.tsv",
    "CheckThat! 2024 task 1 English, train (ClaimBuster debates)",
    "CC BY 4.0",
)
_CHECKTHAT_DEV = Source(
    "check-worthiness/checkthat2024-en/english_dev.tsv",
    "CheckThat! 2024 task 1 English, dev: held back",
    "CC BY 4.0",
)


def train_names(source: Path, out: Path, *, seed: int, report: Report) -> None:
    """Writes names-de.crfsuite, names-de-groups.npz and their card to `out`.

    Raises FileNotFoundError where the data is not there, ValueError where it holds too few sentences,
    RuntimeError without the sentence encoder. The figures are those of a model that has not seen the sentences held
    back; the one that is written has learned from them too.
    """
    learned, held = _split(list(names.germeval(_file(source, _GERMEVAL_NAMES))), seed)
    report(f"names, German: {len(learned)} sentences to learn from, {len(held)} held back")
    weights, beside = out / "names-de.crfsuite", out / "names-de-groups.npz"
    word_groups.learn([word for words, _ in learned for word in words], seed).save(beside)
    groups = word_groups.read(beside)  # in half precision, as the product has them
    names.fit(learned, weights, groups=groups)
    found = names.figures(weights, held, groups=groups)
    report(
        f"held back: precision {found['precision']:.3f}, recall {found['recall']:.3f}, F1 {found['f1']:.3f}"
    )
    names.fit([*learned, *held], weights, groups=groups)  # what is shipped has seen the measured ones too
    results = {
        "learned": len(learned),
        "held_back": found,
        "then_learned_again_from": len(learned) + len(held),
    }
    _card(weights, [(_GERMEVAL_NAMES, source)], seed, results | {"groups_sha256": _digest(beside)})


def train_worth(source: Path, out: Path, *, seed: int, report: Report) -> None:
    """Writes worth-*.npz and meaning-*.npz, German and English, with their cards to `out`; raises as `train_names` does."""
    german, german_held = _split(worth.germeval(_file(source, _GERMEVAL_WORTH)), seed)
    english = worth.checkthat(_file(source, _CHECKTHAT_TRAIN))
    random.Random(seed).shuffle(english)  # noqa: S311  # no secret: the order of sentences
    english_held = worth.checkthat(_file(source, _CHECKTHAT_DEV))
    for language, learned, held, sources in (
        ("de", german, german_held, [_GERMEVAL_WORTH]),
        ("en", english, english_held, [_CHECKTHAT_TRAIN, _CHECKTHAT_DEV]),
    ):
        report(f"check-worthiness, {language}: {len(learned)} sentences to learn from, {len(held)} held back")
        model = worth.fit(learned)
        words = np.array([model.raw(sentence) for sentence, _ in held]) / model.deviation
        weights = out / f"worth-{language}.npz"
        worth.save(model, weights)
        made_of = [(s, source) for s in sources]
        results = _told(report, "by its words", worth.figures(words > 0, held))
        _card(weights, made_of, seed, {"learned": len(learned), "held_back": results})
        encoder = worth_meaning.encoder()
        if encoder is None:
            report("no sentence encoder on this machine: the weights over meaning stay as they are")
            continue
        labels = np.array([label for _, label in learned], dtype=np.int64)
        vectors = encoder.encode([sentence for sentence, _ in learned])
        meaning = worth.fit_meaning(vectors, labels, encoder=encoder.id)
        meant = meaning.raw(encoder.encode([sentence for sentence, _ in held])) / meaning.deviation
        weights = out / f"meaning-{language}.npz"
        worth.save_meaning(meaning, weights)
        both = worth.figures(words + MEANING * meant > 0, held)
        results = _told(report, "by words and meaning", both)
        details = {"encoder": encoder.id, "learned": len(learned), "held_back_with_words": results}
        _card(weights, made_of, seed, details)


def _told(report: Report, how: str, found: dict[str, float]) -> dict[str, float]:
    report(f"held back, {how}: F1 {found['f1']:.3f}, over both classes {found['f1_macro']:.3f}")
    return found


RECIPES: dict[str, Callable[..., None]] = {"names": train_names, "worth": train_worth}


def _file(folder: Path, source: Source) -> Path:
    path = folder / source.path
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: {source.title}")
    return path


def _split(items: Sequence[Item], seed: int) -> tuple[list[Item], list[Item]]:
    """The items to learn from and those held back, shuffled by the seed."""
    if len(items) < HELD_BACK:
        raise ValueError(f"{len(items)} sentences are too few to learn from")
    shuffled = list(items)
    random.Random(seed).shuffle(shuffled)  # noqa: S311  # no secret: which sentences are held back
    held = len(shuffled) // HELD_BACK
    return shuffled[held:], shuffled[:held]


def _card(weights: Path, sources: Sequence[tuple[Source, Path]], seed: int, results: dict[str, Any]) -> None:
    """What the weights beside it were made of and what they reach, as JSON."""
    card = {
        "weights": weights.name,
        "sha256": _digest(weights),
        "made": date.today().isoformat(),  # noqa: DTZ011  # the day on the maker's wall
        "recipe": f"manage.py train {'names' if weights.name.startswith('names') else 'worth'}",
        "seed": seed,
        "sources": [
            {
                "title": source.title,
                "licence": source.licence,
                "sha256": _digest(folder / source.path),
            }
            for source, folder in sources
        ],
        **results,
    }
    text = json.dumps(card, ensure_ascii=False, indent=2) + "\n"
    weights.with_name(weights.stem + _CARD_SUFFIX).write_text(text, encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
