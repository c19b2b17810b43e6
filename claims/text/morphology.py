"""Lemma and part of speech of words, German and English, by HanTa; tagged once and shared by all steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from HanTa.HanoverTagger import HanoverTagger

from claims.text import tokens

_MODELS = {"de": "morphmodel_ger.pgz", "en": "morphmodel_en.pgz"}
_LONGEST = 40  # characters; HanTa's time grows with the cube of a word's length
_SENTENCES_KEPT = 512  # an article has some 60; names, facts and statements ask for the same ones in turn
_WORDS_KEPT = 16_384
_AS_TRAINED = dict.fromkeys("„“”«»‚‘›‹", '"') | dict.fromkeys("–—‒―", "-")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark with its place in the text, its lemma and its tag."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()


def supported(language: str) -> bool:
    """True where the language has a model, so that `tag` gives lemmas and tags."""
    return language in _MODELS


def words(text: str, start: int, end: int, *, language: str) -> tuple[Word, ...]:
    """The words and marks of `text[start:end]`, with places in `text`, as `tag` sees them.

    Ask for whole sentences: the tag of a word depends on its neighbours, and the last sentences asked for
    are remembered.
    """
    found = tokens.tokens(text, start=start, end=end)
    tagged = _tagged(tuple(t.text for t in found), language)
    return tuple(
        Word(t.start, t.end, t.text, lemma, part) for t, (_, lemma, part) in zip(found, tagged, strict=True)
    )


def tag(words: Sequence[str], language: str) -> list[tuple[str, str, str]]:
    """(word, lemma, tag) of each word of one sentence, in order.

    German tags are HanTa's form of the Stuttgart-Tübingen set ("NE", "VV(FIN)", "ADJ(A)"), English ones
    of the C5 set of the British National Corpus ("NP0", "VVD"). A language without a model gives each
    word as its own lemma with the tag "".
    """
    return list(_tagged(tuple(words), language))


@lru_cache(maxsize=_WORDS_KEPT)
def likelihoods(word: str, language: str) -> dict[str, float]:
    """Natural logarithm of how likely each tag brings forth the word, seen alone; likely tags only.

    An unknown word has low values throughout, so they also tell how common a word is. Nothing for a
    language without a model.
    """
    if language not in _MODELS or not word:
        return {}
    return {part: float(value) for part, value in _tagger(language).tag_word(word[:_LONGEST])}


@lru_cache(maxsize=_SENTENCES_KEPT)
def _tagged(words: tuple[str, ...], language: str) -> tuple[tuple[str, str, str], ...]:
    if language not in _MODELS:
        return tuple((word, word, "") for word in words)
    known = [_AS_TRAINED.get(word, word[:_LONGEST].replace("’", "'")) or "." for word in words]
    tagger = _tagger(language)
    try:
        found = tagger.tag_sent(known)
    except KeyError:  # HanTa knows no sequence of tags that fits: each word for itself
        found = [(word, *_alone(tagger, word)) for word in known]
    return tuple(
        (word, str(lemma) if len(word) <= _LONGEST else word, str(part))
        for word, (_, lemma, part) in zip(words, found, strict=True)
    )


def _alone(tagger: "_Tagger", word: str) -> tuple[str, str]:
    """Lemma and tag of one word outside any sentence."""
    lemma, part = tagger.analyze(word)
    return str(lemma), str(part)


class _Tagger(HanoverTagger):  # type: ignore[misc]  # HanTa carries no types
    """HanTa with its analysis of single words remembered: most words of an article come again."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        # Per instance on purpose: a tagger lives as long as the program, and the sizes are bounded.
        self.analyze_forward = lru_cache(maxsize=_WORDS_KEPT)(super().analyze_forward)
        self._analyze = lru_cache(maxsize=_WORDS_KEPT)(super()._analyze)


@cache
def _tagger(language: str) -> _Tagger:
    """The language's tagger, loaded once in a process."""
    return _Tagger(_MODELS[language])
