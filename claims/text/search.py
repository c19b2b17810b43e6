"""From words to what the full-text index holds and is asked for: plain folded forms, and lemmas beside them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from claims.text import morphology

LONGEST_QUERY = 200  # characters; what goes beyond is not searched for
MOST_TERMS = 12
SHORTEST_BEGINNING = 2  # letters from which the last word is also looked for as the beginning of one
LANGUAGES = ("de", "en")  # nobody says in which language they search
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "œ": "oe", "ł": "l", "đ": "d"}
)
_BETWEEN = re.compile(r"[\W_]+")
_PIECE = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?|([^\s\"“”„«»]+)")
_DIGRAPHS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must occur: any of the alternatives, each a row of words that follow one another.

    `beginning`: the last word of the first alternative may go on.
    """

    alternatives: tuple[tuple[str, ...], ...]
    beginning: bool = False


def fold(text: str) -> str:
    """The words of the text in small letters with one space between them, without marks.

    ä, ö, ü and ß read ae, oe, ue and ss, other accents fall away: "Öl-Straße" is "oel strasse".
    """
    small = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return _BETWEEN.sub(" ", bare).strip()


def index_text(parts: Iterable[str], *, language: str) -> str:
    """What the index holds of the parts: their words in order, then every lemma that is not among them."""
    plain: list[str] = []
    lemmas: set[str] = set()
    for part in parts:
        plain.extend(fold(part).split())
        for word in morphology.words(part, 0, len(part), language=language):
            lemmas.update(fold(word.lemma).split())
            lemmas.update(_lemmas(word.text, language))
    return " ".join([*plain, *sorted(lemmas.difference(plain))])


def terms(query: str) -> tuple[Term, ...]:
    """What the query asks for: words in any form, words in quotation marks as they stand, all of them together.

    The last word counts as the beginning of one while somebody may still be typing it. Nothing for a query
    without a letter or digit.
    """
    query = query.replace("\x00", " ")[:LONGEST_QUERY]
    found: list[Term] = []
    for match in _PIECE.finditer(query):
        quoted, word = match.groups()
        plain = tuple(fold(quoted if word is None else word).split())
        if not plain:
            continue
        typing = word is not None and match.end() == len(query) and len(plain[-1]) >= SHORTEST_BEGINNING
        others: set[str] = set()
        if word is not None and len(plain) == 1:
            others = {lemma for language in LANGUAGES for lemma in _query_lemmas(word, language)} - {plain[0]}
        found.append(Term((plain, *((other,) for other in sorted(others))), typing))
    return tuple(found[:MOST_TERMS])


def _query_lemmas(word: str, language: str) -> set[str]:
    """Lemmas of the word however it is capitalised, and with the umlauts that a foreign keyboard lacks."""
    spellings = {word, word.lower(), word.capitalize()}
    if language == "de":
        for plain, umlaut in _DIGRAPHS:
            spellings |= {spelling.replace(plain, umlaut) for spelling in spellings if plain in spelling}
    return {lemma for spelling in spellings for lemma in _lemmas(spelling, language)}


@lru_cache(maxsize=16_384)
def _lemmas(word: str, language: str) -> frozenset[str]:
    """Lemma of the word seen alone, folded; none where the language has no model."""
    if not morphology.supported(language) or not any(character.isalpha() for character in word):
        return frozenset()
    [(_word, lemma, _part)] = morphology.tag([word], language)
    folded = fold(lemma).split()
    return frozenset(folded if len(folded) == 1 else ())
