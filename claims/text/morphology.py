"""Words of a sentence with lemma and part of speech, by HanTa, tagged once and shared by all steps."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from HanTa.HanoverTagger import HanoverTagger  # type: ignore[import-untyped]

MODELS = {"de": "morphmodel_ger.pgz", "en": "morphmodel_en.pgz"}

# HanTa's time grows with the square of a word's length: an unbroken string of this length is no word.
LONGEST_WORD = 60
# Sentences kept: an article has some 60, and names, facts and statements ask for the same ones in turn.
SENTENCES_KEPT = 512
WORDS_KEPT = 16_384

_ABBREVIATIONS = (
    r"Dr|Prof|Mio|Mrd|Bd|Tsd|usw|bzw|ca|etc|St|Nr|Abs|Art|Str|vgl|sog|ggf|inkl|geb|gest|Hr|Fr|Dipl|Ing|Kfz"
    r"|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez"
    r"|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Inc|Ltd|Corp|Co|Jr|Sr|No"
)
_WORD = re.compile(
    rf"(?:{_ABBREVIATIONS})\.(?=\s+\S)"
    r"|(?:[^\W\d_]\.){2,}"  # u.a., z.B., U.S.
    r"|[^\W\d_]\.(?=\s+\S)"  # J. Edgar, z. B.
    r"|\d{1,2}\.(?=\s+[^\W\d_])"  # 5. November
    r"|\d+(?:[.,:'’]\d+)*"
    r"|[^\W_](?:[^\W_]|[-‐‑'’&/](?=[^\W_])|(?<=[^\W_])[*:](?=[Ii]n))*[-‐‑]?"
    r"|\.{2,}|[^\s]",
)
_QUOTES = "„“”«»‚‘’‹›"
_DASHES = "–—‒―"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place in the text, its lemma and its tag (STTS for German, C5 for English)."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()


class _Tagger(HanoverTagger):  # type: ignore[misc]  # HanTa carries no types
    """HanTa with its analysis of single words remembered: most of an article's words come again."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        # Per instance on purpose: a tagger lives as long as the program, and the size is bounded.
        self.analyze_forward = lru_cache(maxsize=WORDS_KEPT)(super().analyze_forward)
        self._analyze = lru_cache(maxsize=WORDS_KEPT)(super()._analyze)


@cache
def _tagger(language: str) -> _Tagger:
    return _Tagger(MODELS[language])


def words(text: str) -> list[tuple[int, int]]:
    """Start and end of every word and mark of `text`, in order; abbreviations and ordinals keep their dot."""
    return [match.span() for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    """The word as HanTa's training text would have written it."""
    if len(word) > LONGEST_WORD:
        return "x"
    if len(word) == 1:
        return '"' if word in _QUOTES else "-" if word in _DASHES else word
    return word.replace("\u2011", "-").replace("\u2010", "-").replace("’", "'")


@lru_cache(maxsize=SENTENCES_KEPT)
def _tagged(sentence: str, language: str) -> tuple[Token, ...]:
    places = words(sentence)
    forms = [sentence[start:end] for start, end in places]
    if language not in MODELS:
        return tuple(
            Token(start, end, form, form.lower(), "")
            for (start, end), form in zip(places, forms, strict=True)
        )
    tagged = _tagger(language).tag_sent([_plain(form) for form in forms])
    return tuple(
        Token(start, end, form, form if len(form) > LONGEST_WORD else lemma, tag)
        for (start, end), form, (_, lemma, tag) in zip(places, forms, tagged, strict=True)
    )


def tokens(text: str, start: int, end: int, *, language: str) -> tuple[Token, ...]:
    """The words and marks of `text[start:end]` with places in `text`; lemma and tag only for German and English.

    Other languages get the word in small letters as lemma and an empty tag. Ask for whole sentences: the
    tags of a word depend on its neighbours, and the last sentences asked for are remembered.
    """
    found = _tagged(text[start:end], language)
    if start == 0:
        return found
    return tuple(Token(t.start + start, t.end + start, t.text, t.lemma, t.tag) for t in found)
