"""What to call the one that a noun phrase means: the full name, or its words in the nominative."""

import re
from collections.abc import Callable

from claims.text.lines import Line
from claims.text.morphology import Word
from claims.text.names import Name
from claims.text.noun_phrases import ARTICLES, Phrase, person_in
from claims.text.stand_ins import is_someone
from claims.text.wordlists import listed

_NEUTER = tuple(
    listed(
        "amt ministerium institut gericht unternehmen zentrum haus team büro komitee parlament werk portal magazin "
        "papier dokument schreiben gutachten urteil netzwerk präsidium blatt regime militär volk königreich kollektiv konsortium"
    )
)
_RANKS = listed(
    "det insp supt sgt constable sergeant inspector superintendent cllr cr councillor sen rep gov lt col maj capt pc mr mrs ms dr prof"
)
# Nouns with the endings of adjectives.
_LIKE_ADJECTIVES = (
    "beamten", "angestellten", "abgeordneten", "verwandten", "bekannten", "verletzten", "vorsitzenden", "beteiligten", "angeklagten",
    "beschuldigten", "beauftragten", "verdächtigen", "gefangenen", "überlebenden", "angehörigen", "geistlichen", "delegierten",
)  # fmt: skip
_BRACKET = re.compile(r"\s*\([^()]*\)")
_OFFICE_HOLDERS = tuple(
    listed(
        "president minister secretary senator governor mayor king queen prince princess sir leader mr mrs ms dr"
    )
)


def call(line: Line, phrase: Phrase, *, subject: bool) -> str:
    """What to call the one the phrase means: the full name, else its words without article.

    `subject` tells that the phrase stands in the nominative; other cases are turned into it where the
    ending is certain.
    """
    person = person_in(line, phrase) or _behind_office(line, phrase)
    if person is not None:
        return _plural(line, person)
    name = line.named[phrase.core - 1]
    inflected = not subject and phrase.article in {"des", "dem", "den", "der"} and line.language == "de"
    alone = phrase.end == phrase.core or line.lower(phrase.core) in {"in", "aus", "bei", "im"}
    if not phrase.joined and alone and name is not None and _is_named(line, phrase, name):
        if inflected and name.full == name.quote and line.named[phrase.first + 1] is name:
            return _in_words(line, phrase, subject=False)
        return _plural(line, name)
    return _in_words(line, phrase, subject=subject)


def _plural(line: Line, name: Name) -> str:
    """The full name without its titles; its words where only a plural's s was taken from them: "the Times"."""
    if line.language != "en" or name.quote == name.full + "s":
        return name.full if line.language != "en" else name.quote
    return without_ranks(name.full)


def without_ranks(full: str) -> str:
    """The name without the ranks before it: "Det Insp Lucy Marden" is Lucy Marden."""
    words = full.split()
    while len(words) > 1 and words[0].rstrip(".").lower() in _RANKS:
        words = words[1:]
    return " ".join(words)


def _behind_office(line: Line, phrase: Phrase) -> Name | None:
    """The person of "shadow minister for trade Maria Delgado"; nobody for "spokesman for President Delgado"."""
    name = line.named[phrase.end - 1]
    office = is_someone(line.lower(phrase.core - 1))
    if (
        line.language == "en"
        and phrase.joined
        and name is not None
        and name.type == "PER"
        and not phrase.article
    ):
        titles = [line.lower(at) for at in range(phrase.first, phrase.end) if line.named[at] is not name]
        return name if titles[0].endswith(_OFFICE_HOLDERS) or is_someone(titles[0]) else None
    if line.language != "en" or phrase.joined or name is None or name.type != "PER" or not office:
        return None
    first = next(at for at in range(phrase.core, phrase.end) if line.named[at] is name)
    if line.lower(phrase.core) not in {"for", "of"} or first - phrase.core < 2:
        return None
    between = [line.lower(at) for at in range(phrase.core + 1, first)]
    return None if any(word.endswith(_OFFICE_HOLDERS) for word in between) else name


def _is_named(line: Line, phrase: Phrase, name: Name) -> bool:
    """True where the name is the whole phrase, or a noun and its name: "die Tageszeitung The Korea Herald"."""
    first = next(at for at in range(phrase.first, phrase.core) if line.named[at] is name)
    before = [at for at in range(phrase.first, first) if line.lower(at) not in ARTICLES]
    if not before:
        return True
    part = line.language == "en" and line.words[before[-1]].text[:1].isupper()  # "PC World"
    return name.type in {"ORG", "OTH"} and line.tag(before[-1]) in {"NN", "NN1"} and not part


def _in_words(line: Line, phrase: Phrase, *, subject: bool) -> str:
    first = phrase.first + 1 if phrase.article else phrase.first
    rest = _BRACKET.sub("", line.between(phrase.core, phrase.end)).strip()
    if line.language != "de":
        return f"{line.between(first, phrase.core)} {rest}".strip()
    strong = _strong(phrase.article, line.words[phrase.core - 1], subject=subject)
    words = []
    for at in range(first, phrase.core):
        word = line.words[at]
        if at < phrase.core - 1 and word.tag == "ADJ(A)":
            words.append(strong(word.text))
        elif at == phrase.core - 1 and not subject:
            words.append(_nominative(word, phrase.article))
        elif (
            at == phrase.core - 1
            and phrase.article == "der"
            and (word.tag == "NNA" or word.lower.endswith("jährige"))
        ):
            words.append(
                word.text + "r" if word.text.endswith("e") else word.text
            )  # der Angeklagte: Angeklagter
        else:
            words.append(word.text)
    return f"{' '.join(words)} {rest}".strip().strip('„“”«»" ')


def _strong(article: str, noun: Word, *, subject: bool) -> Callable[[str], str]:
    """How an adjective of the phrase ends when the article is gone and the noun stands in the nominative."""
    neuter = article == "das" or (
        article in {"dem", "des", "einem", "eines"} and _nominative(noun, article).lower().endswith(_NEUTER)
    )

    def ending(word: str) -> str:
        stem = word[:-2] if word.endswith(("en", "er", "em", "es")) else word.removesuffix("e")
        if neuter:
            return stem + "es"
        if article in {"dem", "des", "einem", "eines"} or (subject and article == "der"):
            return stem + "er"
        if article in {"die", "der", "den", "einer"} or (not article and not subject):
            return stem + "e"
        return word

    return ending


def _nominative(noun: Word, article: str) -> str:
    """The noun without a genitive -s or dative -n that its lemma does not have."""
    if article in {"einen", "einem", "eines", "dem", "des"} and noun.lower.endswith(_LIKE_ADJECTIVES):
        return noun.text[:-1] + "r"  # "einen Beamten": Beamter
    ending = noun.text[len(noun.lemma) :]
    if not noun.lower.startswith(noun.lemma.lower()):
        return noun.text
    if noun.lower.endswith("boten") and article in {"dem", "den", "des"}:
        return noun.text[:-1]  # a newspaper: "dem Amperboten"
    if noun.lower.endswith("kreisen") and article in {"", "den"}:
        return noun.text[:-1]
    weak = article in {"dem", "des", "einem", "eines"} and ending in {"n", "en"}
    dative = weak or (article in {"", "den"} and ending == "n" and not noun.lemma.endswith("e"))
    if dative or (article == "des" and ending in {"s", "es"}):
        return noun.text[: len(noun.lemma)]
    return noun.text
