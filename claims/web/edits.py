"""Corrections as an editor writes them: which words go, which come instead, and where else they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.models import Claim

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+|\s+|[^\w\s]")  # "9,4" is one word
UNLIKE = 0.45  # below it, two wordings have too little in common: the whole is written anew
LONGEST_PHRASE = 80  # characters of replaced words that are looked for elsewhere
AROUND = 40  # characters shown before and after an occurrence


@dataclass(frozen=True, slots=True)
class Edit:
    """The code points `start` up to `end` of the text go, and `new` comes instead."""

    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Another place of the text where replaced words stand."""

    start: int
    before: str
    words: str
    after: str
    instead: str
    claim: Claim | None  # the shortest that holds it
    wording: str = ""  # that claim's quote with the words replaced


def edits(quote: str, wording: str, *, at: int = 0) -> list[Edit]:
    """What turns the quote, which begins at `at`, into the wording, word by word; nothing for an equal one."""
    wording = wording.strip()
    if not wording or wording == quote:
        return []
    here, there = _TOKEN.findall(quote), _TOKEN.findall(wording)
    match = SequenceMatcher(None, here, there, autojunk=False)
    if match.ratio() < UNLIKE:
        return [Edit(at, at + len(quote), quote, wording)]
    places = [at]
    for token in here:
        places.append(places[-1] + len(token))
    return [
        Edit(places[i1], places[i2], "".join(here[i1:i2]), "".join(there[j1:j2]))
        for i1, i2, j1, j2 in _whole(match.get_opcodes(), here, there)
    ]


def _whole(
    opcodes: Sequence[tuple[str, int, int, int, int]], here: list[str], there: list[str]
) -> Iterator[tuple[int, int, int, int]]:
    """The changed stretches, those with a mere space between them as one; an insertion takes a neighbour along."""
    changed: list[tuple[int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in opcodes:
        if tag == "equal":
            continue
        if changed:
            h1, h2, t1, _t2 = changed[-1]
            if not "".join(here[h2:i1]).strip():
                changed[-1] = (h1, i2, t1, j2)
                continue
        changed.append((i1, i2, j1, j2))
    whole: list[tuple[int, int, int, int]] = []
    for i1, i2, j1, j2 in changed:
        if i1 == i2:  # a mere insertion is shown at the word before it, or at the one after
            while i1 > 0 and not "".join(here[i1:i2]).strip():
                i1, j1 = i1 - 1, j1 - 1
            while i2 < len(here) and not "".join(here[i1:i2]).strip():
                i2, j2 = i2 + 1, j2 + 1
        if whole and i1 < whole[-1][1]:
            h1, h2, t1, t2 = whole.pop()
            i1, i2, j1, j2 = min(h1, i1), max(h2, i2), min(t1, j1), max(t2, j2)
        whole.append((i1, i2, j1, j2))
    yield from whole


def apart(found: Iterable[Edit]) -> list[Edit]:
    """The edits in order, without those that overlap an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda e: (e.start, e.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def elsewhere(text: str, made: Iterable[Edit], *, claims: Sequence[Claim], but: Claim) -> list[Occurrence]:
    """Every other place of the text where the replaced words stand as whole words, in text order."""
    found: dict[int, Occurrence] = {}
    for edit in made:
        words = edit.old.strip()
        if not any(c.isalnum() for c in words) or len(words) > LONGEST_PHRASE or edit.old == but.quote:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            start, end = match.span()
            if but.start <= start < but.end or start in found:
                continue
            holding = [c for c in claims if c.pk != but.pk and c.start <= start and end <= c.end]
            claim = min(holding, key=lambda c: c.end - c.start, default=None)
            found[start] = Occurrence(
                start=start,
                before=text[max(0, start - AROUND) : start].rsplit("\n", maxsplit=1)[-1],
                words=words,
                after=text[end : end + AROUND].split("\n", maxsplit=1)[0],
                instead=edit.new.strip(),
                claim=claim,
                wording=replaced(claim.quote, words, edit.new.strip()) if claim else "",
            )
    return [found[start] for start in sorted(found)]


def replaced(text: str, words: str, instead: str) -> str:
    """The text with the words, wherever they stand as whole words, replaced."""
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", lambda _match: instead, text)
