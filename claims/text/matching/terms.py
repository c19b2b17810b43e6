"""What of a claim's words is looked up: stems without inflection, numbers in one spelling, letters in threes to fives."""

import re
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_ADDRESS = re.compile(r"https?://\S+|\b(?:www|pic)\.\S+")
_SIGNATURE = re.compile(r"\s[—–-]\s[^—–]{1,80}\(@\w+\)[^—–]{0,40}$")  # the line under an embedded post
_HUMP = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")  # "#AustralianFires" is two words
_TOKEN = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*|[^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+")
_FOLD = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "á": "a", "ó": "o", "’": "'"}
)
_ENDINGS = (
    "ungen", "innen", "ings", "ung", "ing", "ern", "ies", "n't", "ed", "en", "er", "em", "es", "ly", "'s", "e", "s", "n",
)  # fmt: skip
_SHORTEST_STEM = 4
_LONGEST_WORD = 60  # letters of a word that are looked at
# Words that stand in every second claim and tell nothing about it.
_EVERYWHERE = frozenset(
    "a about after all also an and are as at be been being but by can could did do does for from had has have he her"
    " hers him his i if in into is it its just me more my no not of on one or our out over own said say says she so"
    " some than that the their them then there these they this those to up us was we were what when where which who"
    " will with would you your"
    " ab aber als am an auch auf aus bei beim bis das dass dem den denn der des die dies diese diesem diesen dieser"
    " dieses doch dort du durch ein eine einem einen einer eines er es etwa fur ganz gegen gewesen habe haben hat hatte"
    " hatten ich ihm ihn ihr ihre ihrem ihren ihrer im in ins ist ja je jetzt kann konne konnen konnte konnten laut man"
    " mehr mit nach nicht noch nun nur ob oder rund sagte schon sei seien sein seine seinem seinen seiner seit sich sie"
    " sind so soll sollen sowie uber um und uns unter vom von vor wahrend war waren was weil wenn werde werden wie wir"
    " wird worden wurde wurden zu zum zur zwischen".split()
)
_WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """The words of the claim without addresses and the signature of an embedded post; joined words come apart."""
    text = text.encode("utf-8", "replace").decode()  # half a character, as broken input has it
    return " ".join(_HUMP.sub(" ", _SIGNATURE.sub("", _ADDRESS.sub(" ", text))).split())


def terms(text: str) -> list[str]:
    """Stems and numbers in order, without the words that stand everywhere; letters and digits only."""
    found = []
    for match in _TOKEN.finditer(plain(text)):
        token = match.group()
        if token[0].isdigit():
            found.append(number(token))
        elif (stem := stem_of(token.lower())) and stem not in _EVERYWHERE:
            found.append(stem)
    return found


def number(token: str) -> str:
    """Digits in one spelling: "11.000", "11,000" and "11 000" are 11000; "6,1" and "6.1" are 6d1."""
    if _GROUPED.fullmatch(token):
        return re.sub(r"\D", "", token)
    return re.sub(r"\D+", "d", token)


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """The word in small letters without accents and without one inflectional ending, in German and English alike."""
    folded = word.translate(_FOLD)
    if folded in _EVERYWHERE:
        return folded
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            folded = folded[: -len(ending)]
            break
    return "".join(_WORD.findall(folded))


def grams(text: str) -> NDArray[np.int64]:
    """The runs of three to five letters inside the words, as numbers, each as often as it stands there."""
    parts = [_runs(word) for word in _WORD.findall(plain(text).lower())]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


@lru_cache(maxsize=65_536)
def _runs(word: str) -> NDArray[np.int64]:
    """A blank stands before and behind the word; two runs share a number once in four thousand million."""
    return np.array(
        [crc32(run.encode("utf-8", "replace")) for run in _cut(f" {word[:_LONGEST_WORD]} ")], np.int64
    )


def _cut(padded: str) -> Iterator[str]:
    for size in (3, 4, 5):
        if len(padded) <= size:
            yield padded
            return
        for at in range(len(padded) - size + 1):
            yield padded[at : at + size]
