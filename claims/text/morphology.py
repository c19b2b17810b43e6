"""German and English lemmas and part-of-speech tags, wrapped around HanTa."""

from collections.abc import Sequence
from functools import cache, lru_cache

from HanTa.HanoverTagger import HanoverTagger

_MODELS = {"de": "morphmodel_ger.pgz", "en": "morphmodel_en.pgz"}
_LONGEST = 40  # characters; HanTa's time grows with the cube of a word's length


def supported(language: str) -> bool:
    """True where the language has a model, so that `tag` gives lemmas and tags."""
    return language in _MODELS


def tag(words: Sequence[str], language: str) -> list[tuple[str, str, str]]:
    """(word, lemma, tag) of each word of one sentence, in order.

    German tags are HanTa's form of the Stuttgart-Tübingen set ("NE", "VV(FIN)", "ADJ(A)"), English ones
    of the C5 set of the British National Corpus ("NP0", "VVD"). A language without a model gives each word as its own lemma with the tag "".
    """
    return list(_tagged(tuple(words), language))


@lru_cache(maxsize=2048)
def _tagged(words: tuple[str, ...], language: str) -> tuple[tuple[str, str, str], ...]:
    if language not in _MODELS:
        return tuple((word, word, "") for word in words)
    known = [word[:_LONGEST] or "." for word in words]
    tagger = _tagger(language)
    try:
        found = tagger.tag_sent(known)
    except KeyError:  # HanTa knows no sequence of tags that fits: each word for itself
        found = [(word, *_alone(tagger, word)) for word in known]
    return tuple(
        (word, lemma if len(word) <= _LONGEST else word, part)
        for word, (_, lemma, part) in zip(words, found, strict=True)
    )


def _alone(tagger: HanoverTagger, word: str) -> tuple[str, str]:
    """Lemma and tag of one word outside any sentence."""
    lemma, part = tagger.analyze(word)
    return str(lemma), str(part)


@cache
def _tagger(language: str) -> HanoverTagger:
    """The language's tagger, loaded once in a process."""
    return HanoverTagger(_MODELS[language])
