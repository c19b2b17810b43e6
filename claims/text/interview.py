"""Who answers in an interview: for each paragraph of an answer its speaker, with labels or without."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from claims.text.names import Name
from claims.text.spans import Block, Layout, Role

_ASKS = re.compile(r"\?[\"“”«»‘’')\]]*\s*$")
_ADDRESSED = re.compile(
    r"\b(?:Herr|Frau|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof(?:essor(?:in)?)?\.?)\s+(?:Dr\.\s+|Prof\.\s+)*([A-ZÄÖÜ][\w-]+)"
)
_TO_SOMEBODY = re.compile(
    r"(?<=\s)(?:Sie|Ihnen|Ihr|Ihre[nmrs]?)\b|\b(?:you|your|yours|you’re|you're|you’ve|you've)\b"
)
_OF_ONESELF = re.compile(r"\b(?:[Ii]ch|[Mm]ir|[Mm]ich|[Mm]ein\w*|[Ww]ir|[Uu]ns\w*|I|me|my|[Ww]e|us|[Oo]ur)\b")
_LABEL = re.compile(r"([A-ZÄÖÜ][\w.’'-]*(?: [A-ZÄÖÜ][\w.’'-]*){0,3}):\s")
_QUESTION_LABELS = frozenset({"Q", "F", "Frage", "Question"})
_ANSWER_LABELS = frozenset({"A", "Antwort", "Answer"})
_FEWEST = 3  # paragraphs that ask
_FEWEST_ADDRESSING = 2  # of them address the one who answers
_SHARE = 0.2  # of the paragraphs of the body


def answers(text: str, layout: Layout, names: Sequence[Name]) -> dict[int, str]:
    """For the index of each block that answers the full name of who speaks; empty where it is no interview.

    An answer runs over all paragraphs up to the next question; a paragraph that begins with the name of
    the one who answers tells about the person and ends the interview.
    """
    body = [n for n, block in enumerate(layout.blocks) if block.role in {Role.BODY, Role.SUBHEAD}]
    words = {n: text[layout.blocks[n].start : layout.blocks[n].end] for n in body}
    asking = [n for n in body if _ASKS.search(words[n])]
    addressing = sum(bool(_TO_SOMEBODY.search(words[n]) or _ADDRESSED.search(words[n])) for n in asking)
    by_name = any(_ADDRESSED.match(words[n]) for n in asking)  # "Frau Vogt, wie …?"
    if len(asking) < max(_FEWEST, _SHARE * len(body)) or (addressing < _FEWEST_ADDRESSING and not by_name):
        return {}
    people = [name for name in names if name.type == "PER" and " " in name.full]
    guest = _guest([words[n] for n in asking], people, layout.blocks[asking[0]].start)
    return dict(_spoken(body, words, guest, people, layout.blocks, asking[0]))


def _guest(questions: Sequence[str], people: Sequence[Name], first: int) -> str:
    """Whom the questions address; else the person named most, those above the first question first."""
    for question in questions:
        for addressed in _ADDRESSED.finditer(question):
            full = _full(addressed[1], people)
            if " " in full:
                return full
    above = Counter(name.full for name in people if name.end <= first)
    counted = above or Counter(name.full for name in people)
    return counted.most_common(1)[0][0] if counted else ""


def _full(surname: str, people: Sequence[Name]) -> str:
    return next(
        (name.full for name in people if name.full.split()[-1] == surname.rsplit(maxsplit=1)[-1]), surname
    )


def _spoken(
    body: Sequence[int],
    words: dict[int, str],
    guest: str,
    people: Sequence[Name],
    blocks: Sequence[Block],
    first: int,
) -> Iterator[tuple[int, str]]:
    speaker = ""
    for number in body:
        if number < first or blocks[number].role is Role.SUBHEAD:
            speaker = speaker if number >= first and not _ASKS.search(words[number]) else ""
            if number >= first and _ASKS.search(words[number]):
                speaker = guest
            continue
        told = words[number]
        label = _LABEL.match(told)
        if guest and told.startswith(guest) and label is None:
            return
        if label is not None and label[1] not in _ANSWER_LABELS:
            speaker = "" if label[1] in _QUESTION_LABELS else _full(label[1], people)
            asks = _ASKS.search(told) and speaker != guest
            speaker = guest if asks or not speaker else speaker
            if asks or label[1] in _QUESTION_LABELS:
                continue
        elif label is None and (_ASKS.search(told) or _is_prompt(told)):
            speaker = guest
            continue
        if speaker:
            yield number, speaker


def _is_prompt(words: str) -> bool:
    """True for words that only address somebody: "Kritiker werfen Ihnen vor, zu zögern."."""
    return bool(_TO_SOMEBODY.search(words)) and not _OF_ONESELF.search(words) and len(words) <= 300
