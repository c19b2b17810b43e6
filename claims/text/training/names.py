"""Training of the name model: GermEval 2014 and SmartData in, a small conditional random field out."""

import csv
import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from claims.text import morphology, tokens
from claims.text.name_features import features

Labelled = tuple[list[str], list[str]]  # words and labels of one sentence

_SMARTDATA_TYPES = {
    "person": "PER", "organization": "ORG", "organization-company": "ORG", "location": "LOC",
    "location-city": "LOC", "location-street": "LOC", "location-stop": "LOC", "location-route": "LOC",
}  # fmt: skip


def germeval(path: Path) -> Iterator[Labelled]:
    """Sentences of a GermEval 2014 file with the outer labels, cut into words as the product cuts them."""
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        columns = line.split("\t")
        if line.startswith("#"):
            continue
        if len(columns) >= 3:
            rows.append((columns[1], columns[2]))
        elif rows:
            yield _recut(rows)
            rows = []


def _recut(rows: Sequence[tuple[str, str]]) -> Labelled:
    text, spans = "", []
    for word, label in rows:
        start = len(text) + (1 if text else 0)
        text = f"{text} {word}" if text else word
        spans.append((start, len(text), label))
    entities: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        if label.startswith("B-"):
            entities.append((start, end, label[2:]))
        elif label.startswith("I-") and entities:
            entities[-1] = (entities[-1][0], end, entities[-1][2])
    return _labelled(text, 0, len(text), entities)


def _labelled(text: str, start: int, end: int, entities: Iterable[tuple[int, int, str]]) -> Labelled:
    found = tokens.tokens(text, start=start, end=end)
    labels = ["O"] * len(found)
    for first, last, kind in entities:
        inside = [i for i, t in enumerate(found) if t.start < last and t.end > first]
        for index in inside:
            labels[index] = f"{'B' if index == inside[0] else 'I'}-{kind}"
    return [t.text for t in found], labels


def smartdata(path: Path) -> Iterator[Labelled]:
    """Sentences of a SmartData file (gzipped JSON documents one after the other) with names as labels."""
    raw, at = gzip.decompress(path.read_bytes()).decode("utf-8"), 0
    decoder = json.JSONDecoder()
    while at < len(raw):
        document, at = decoder.raw_decode(raw, at)
        at += len(raw) - at - len(raw[at:].lstrip())
        if document["refids"]["map"].get("source") != "news":
            continue
        text = document["text"]["string"]
        mentions = document["conceptMentions"]["array"]
        entities = [
            (m["span"]["start"], m["span"]["end"], _SMARTDATA_TYPES[m["type"]])
            for m in mentions
            if m["type"] in _SMARTDATA_TYPES
        ]
        for sentence in re.finditer(r"[^\n]+?(?:[.!?][\"“»]?(?=\s+[A-ZÄÖÜ„\"»])|(?=\n|\Z))", text):
            inside = [e for e in entities if e[0] >= sentence.start() and e[1] <= sentence.end()]
            words, labels = _labelled(text, sentence.start(), sentence.end(), inside)
            if words:
                yield words, labels


def tagged(sentence: Labelled) -> list[list[str]]:
    """Features of a sentence's words, tagged by the German model."""
    return features(morphology.tag(sentence[0], "de"))


def entities(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """(first word, word after the last, type) of each name of the four types."""
    found = []
    for index, label in enumerate(labels):
        kind = label[2:]
        if label.startswith("I-") and found and found[-1][1] == index and found[-1][2] == kind:
            found[-1] = (found[-1][0], index + 1, kind)
        elif label != "O":
            found.append((index, index + 1, kind))
    return {e for e in found if e[2] in ("PER", "LOC", "ORG", "OTH")}
