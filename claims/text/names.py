"""Names of persons, places, organisations and other things, agreed over the whole article."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.text import gazetteer, morphology, name_model, name_places, name_repairs, name_rules
from claims.text.morphology import Word
from claims.text.name_model import Mention, NameType
from claims.text.spans import Layout

__all__ = ["Name", "NameType", "find_names"]

_KNOWN = 3.0  # votes of a list for the type of a name; a sure mention has one
_GERMAN = re.compile(r"Deutsche[rn]? \w+")
_FAMILY_FIRST = frozenset("Kim Xi Park Moon Yoon Lee Wang Li Zhang Chen Nguyen Tran Abe Kishida".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands in the text; the genitive's s is left out of it."""

    start: int
    end: int
    quote: str
    type: NameType
    full: str  # the fullest form of this name in the article: "Umerov" -> "Rustem Umerov"


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention with the words it covers and the form that all its mentions share."""

    sentence: int
    first: int
    last: int
    type: NameType
    weight: float
    base: str  # words joined by one blank, without the genitive's s


def find_names(text: str, layout: Layout, *, strict: bool = False) -> list[Name]:
    """All names of the article's sentences in text order, without overlap.

    One name has one type and one full form in the whole article: a surname is joined with the person who
    bears it, "RKI" with "Robert Koch-Institut (RKI)", and a name found once is found wherever it stands.
    German names come from a trained model, English ones from rules; other languages get what capitals and
    the lists of places tell. `strict` is for sentences to be compared with annotated ones: German names that the
    model is not sure of are left out, currencies are names.
    """
    sentences = [morphology.words(text, s.start, s.end, language=layout.language) for s in layout.sentences]
    mentioned = _bases(sentences, _mentions(sentences, layout.language, strict=strict))
    found = _everywhere(sentences, mentioned, layout.language)
    types = _types(found)
    fullest = _fullest(sentences, [replace(f, type=types[f.base]) for f in found])
    places = [(item.base, *_place(sentences[item.sentence], item)) for item in found]
    written: dict[str, str] = {}
    for base, start, end in places:
        written.setdefault(base, " ".join(text[start:end].split()))
    return [
        Name(start, end, text[start:end], types[base], written[fullest.get(base, base)])
        for base, start, end in places
        if start < end
    ]


def _mentions(
    sentences: Sequence[Sequence[Word]], language: str, *, strict: bool
) -> list[tuple[int, Mention]]:
    if language == "de":
        name_model.read_ahead(w for words in sentences for w in words)
        return [
            (i, m)
            for i, words in enumerate(sentences)
            for m in name_places.placed(
                words,
                name_repairs.repaired(words, name_model.mentions(words, strict=strict), strict=strict),
            )
        ]
    seen = frozenset(word for words in sentences for word in name_rules.inner_capitals(words))
    return [
        (i, m)
        for i, words in enumerate(sentences)
        for m in name_rules.mentions(words, seen=seen, language=language)
    ]


def _bases(sentences: Sequence[Sequence[Word]], found: Sequence[tuple[int, Mention]]) -> list[_Found]:
    """The mentions with their base form: "Umerovs" is "Umerov" where the article or the grammar says so."""
    surfaces = Counter(
        words[m.last - 1].text for words, m in ((sentences[i], m) for i, m in found)
    ) + Counter(w.text for words in sentences for w in words if w.text[:1].isupper())
    return [_Found(i, m.first, m.last, m.type, m.weight, _base(sentences[i], m, surfaces)) for i, m in found]


def _base(words: Sequence[Word], mention: Mention, surfaces: Counter[str]) -> str:
    texts = [w.text for w in words[mention.first : mention.last]]
    if _is_genitive(words, mention, surfaces):
        texts[-1] = texts[-1][:-1]
    return " ".join(texts)


def _is_genitive(words: Sequence[Word], mention: Mention, surfaces: Counter[str]) -> bool:
    word = words[mention.last - 1]
    bare = word.text[:-1]
    if not word.text.endswith("s") or len(bare) < 3 or (word.tag and not word.tag.startswith("N")):
        return False
    if gazetteer.kinds_of(word.text) or word.text in gazetteer.first_names():
        return False
    if surfaces[bare]:
        return True
    if mention.last - mention.first > 1:
        # "New Yorks" is known; "Keith Richards" and "ZSC Lions" keep what looks like a known word with an s
        whole = " ".join(w.text for w in words[mention.first : mention.last])[:-1]
        if gazetteer.kinds_of(whole):
            return True
        if gazetteer.kinds_of(bare) or bare in gazetteer.first_names():
            return False
    elif gazetteer.kinds_of(bare) or bare in gazetteer.first_names():
        return True
    if word.lemma.lower() != bare.lower() or word.tag != "NE" or bare[-1] in "aeious":
        return False  # "Franziskus", "Lukas": nobody can tell, and most of them keep their s
    after = words[mention.last].tag if mention.last < len(words) else ""
    before = words[mention.first - 1].tag if mention.first else ""
    # "das Haus Umerovs"; with a first name it is more often "Minister Georg Ahlers", who keeps his s
    alone = mention.last - mention.first == 1
    return after in {"NN", "ADJ(A)"} or (before == "NN" and alone)


def _everywhere(sentences: Sequence[Sequence[Word]], found: Sequence[_Found], language: str) -> list[_Found]:
    """The mentions, and every other place where one of their names stands."""
    known = _propagated(found)
    tails = _tails(known)
    longest = max((len(base.split()) for base in known), default=0)
    by_sentence: dict[int, list[_Found]] = defaultdict(list)
    for item in found:
        by_sentence[item.sentence].append(item)
    result: list[_Found] = []
    for number, words in enumerate(sentences):
        own = by_sentence[number]
        again = _again(words, known, longest, number, language)
        if words and words[0].text in tails and len(words) > 1 and words[1].tag.endswith("(FIN)"):
            again.append(_Found(number, 0, 1, "ORG", 0.5, words[0].text))
        # A longer known name wins over the parts of it that were found alone.
        kept = [
            a for a in again
            if all(a.last <= o.first or o.last <= a.first or (a.first <= o.first and o.last <= a.last
                   and a.last - a.first > o.last - o.first) for o in own)
        ]  # fmt: skip
        result += [o for o in own if all(k.last <= o.first or o.last <= k.first for k in kept)] + kept
    return sorted(result, key=lambda f: (f.sentence, f.first))


def _propagated(found: Sequence[_Found]) -> dict[str, tuple[NameType, float]]:
    known: dict[str, tuple[NameType, float]] = {}
    for item in sorted(found, key=lambda f: f.weight):
        if item.weight < 0.5 or len(item.base) < 3 or item.type == "OTH":
            continue
        known[item.base] = (item.type, item.weight / 2)
        parts = item.base.split()
        if item.type == "PER" and len(parts) > 1 and len(parts[-1]) > 2:
            known.setdefault(parts[-1], ("PER", item.weight / 2))
    return known


def _tails(known: dict[str, tuple[NameType, float]]) -> frozenset[str]:
    """Short forms that headlines open with: "Bahn" in an article on the "Deutsche Bahn"."""
    return frozenset(
        name.partition(" ")[2]
        for name, (kind, _) in known.items()
        if kind == "ORG" and _GERMAN.fullmatch(name)
    )


def _again(
    words: Sequence[Word],
    known: dict[str, tuple[NameType, float]],
    longest: int,
    number: int,
    language: str,
) -> list[_Found]:
    found: list[_Found] = []
    at = 0
    while at < len(words):
        length = 0
        if words[at].text[:1].isupper():
            for length in range(min(longest, len(words) - at), 0, -1):
                name = " ".join(w.text for w in words[at : at + length])
                base = (
                    name if name in known else name[:-1] if name.endswith("s") and name[:-1] in known else ""
                )
                if base and (length > 1 or _may_be_name(words, at, language)):
                    found.append(_Found(number, at, at + length, *known[base], base))
                    break
            else:
                length = 0
        at += max(length, 1)
    return found


def _may_be_name(words: Sequence[Word], at: int, language: str) -> bool:
    """False for "Koch" in "der Koch" and for an everyday word that only opens a sentence."""
    if language == "de":
        before = words[at - 1].tag if at else ""
        return words[at].tag == "NE" or not before.startswith(
            ("ART", "APPRART", "PPOSAT", "ADJ", "PIAT", "CARD")
        )
    return at > 0 or not name_rules.common(words[at].text)


def _types(found: Sequence[_Found]) -> dict[str, NameType]:
    """One type for each base form: what its mentions, the lists and the persons who bear it say together."""
    votes: dict[str, Counter[NameType]] = defaultdict(Counter)
    for item in found:
        votes[item.base][item.type] += item.weight  # type: ignore[assignment]  # Counter of float weights
    for base, counts in votes.items():
        kinds = gazetteer.kinds_of(base)
        if gazetteer.ORGANISATION in kinds:
            counts["ORG"] += _KNOWN  # type: ignore[assignment]
        elif kinds & {gazetteer.COUNTRY, gazetteer.REGION} and gazetteer.is_place(base):
            counts["LOC"] += _KNOWN  # type: ignore[assignment]
        elif gazetteer.BIG_CITY in kinds and gazetteer.is_place(base):
            counts["LOC"] += 0.5  # type: ignore[assignment]
        parts = base.split()
        if len(parts) > 1 and parts[0] in gazetteer.first_names() and gazetteer.ORGANISATION not in kinds:
            counts["PER"] += 0.7  # type: ignore[assignment]
    types = {base: max(counts, key=lambda t: (counts[t], t)) for base, counts in votes.items()}
    surnames = {b.split()[-1] for b, t in types.items() if t == "PER" and " " in b}
    lands = {b.rpartition(" of ")[2] for b, t in types.items() if t == "LOC" and " of " in b}
    for base in types:
        known = gazetteer.kinds_of(base) & {
            gazetteer.COUNTRY,
            gazetteer.REGION,
            gazetteer.ORGANISATION,
        }
        if base in surnames and not known:
            types[base] = "PER"
        elif base in lands and not known:
            types[base] = "LOC"  # "Isle of Skerravoe"
    return types


def _fullest(sentences: Sequence[Sequence[Word]], found: Sequence[_Found]) -> dict[str, str]:
    """The full form of each base form that has a fuller one."""
    full: dict[str, str] = {}
    for base in dict.fromkeys(f.base for f in found if f.type == "PER" and " " in f.base):
        parts = base.split()
        full.setdefault(parts[-1], base)
        if parts[0] in _FAMILY_FIRST or parts[0] in gazetteer.first_names():
            full.setdefault(parts[0], base)
    singles = {f.base for f in found if f.type == "PER"}
    full = {short: long for short, long in full.items() if short in singles}
    for long in dict.fromkeys(f.base for f in found if f.type == "ORG" and _GERMAN.fullmatch(f.base)):
        full.setdefault(long.partition(" ")[2], long)
    return full | _abbreviations(sentences, found)


def _abbreviations(sentences: Sequence[Sequence[Word]], found: Sequence[_Found]) -> dict[str, str]:
    """The long form behind a short one: "RKI" -> "Robert Koch-Institut" where the article puts the one in brackets behind the other."""
    full: dict[str, str] = {}
    for long, short in pairwise(found):
        words = sentences[long.sentence]
        if short.sentence != long.sentence or short.first != long.last + 1 or words[long.last].text != "(":
            continue
        if long.type in {"ORG", "OTH"} and short.base[:2].isupper() and _abbreviates(short.base, long.base):
            full[short.base] = long.base
    return full


def _abbreviates(short: str, long: str) -> bool:
    """True where the letters of the short form come in the long one in the same order, the first one first."""
    if " " in short or len(long) < len(short) + 4 or long[0].lower() != short[0].lower():
        return False
    rest = iter(long.lower())
    return all(letter in rest for letter in short.lower() if letter.isalpha())


def _place(words: Sequence[Word], item: _Found) -> tuple[int, int]:
    """Code points of the name, without a genitive's s."""
    start, end = words[item.first].start, words[item.last - 1].end
    texts = " ".join(w.text for w in words[item.first : item.last])
    return start, end - (len(texts) - len(item.base))
