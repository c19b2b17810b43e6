"""Roles of people ("ukrainischer Verteidigungsminister", "head of the agency") in a passage."""

from collections.abc import Sequence
from functools import cache

from claims.text import gazetteer
from claims.text.morphology import Word
from claims.text.spans import Fact, FactType

# Words for things with the ending of a role.
_NOT_ROLES = frozenset(
    "General-Anzeiger Generalanzeiger Halbleiter Tonleiter Feuerleiter Blitzableiter".split()
)
# Councils and offices that are persons only beside a name.
_COUNCILS = frozenset(
    "bundesrat nationalrat stadtrat ständerat gemeinderat regierungsrat kantonsrat vize".split()
)
# Beside "...isch" ("ukrainisch", "parlamentarisch") the adjectives that belong to an office; others judge.
_OFFICIAL = frozenset(
    "ehemalig früh früher amtierend stellvertretend designiert damalig neu scheidend künftig leitend regierend "
    "geschäftsführend ständig örtlich zuständig beigeordnet ernannt gewählt abgewählt gestürzt entmachtet "
    "oberst erst deutsch".split()
)
_ONE = frozenset(
    "der dem des den ein eine einem einer eines einen als zum zur vom beim dieser diesem jener jenem jeder jedem "
    "dessen deren wie laut im ins durch".split()
)
_MANY = frozenset("viele mehrere einige beide alle zwei drei vier fünf zahlreiche manche".split())
_POSSESSIVES = ("sein", "ihr", "unser", "mein", "kein")
_BEFORE_ENGLISH = frozenset(
    "former ex acting interim deputy vice late incoming outgoing then assistant senior".split()
)
# Nouns of roles that are also verbs, things and adjectives, and the words that make them roles.
_ALSO_OTHERS = frozenset("head chair leader chief general major whip justice judge speaker".split())
_BEFORE_CHIEF = frozenset("party opposition policy police security intelligence army fire union".split())
_BEFORE_OFFICER = frozenset("chief operating financial medical scientific senior police press".split())
_OFFICES = frozenset("state staff exchequer commons lords defence defense war police government".split())
_LINKS_ENGLISH = frozenset("of for at to".split())
_SHORT = frozenset(
    "Gov Sen Rep Capt Lt Sgt Gen Col Supt Insp Cllr Det".split()
)  # with a full stop, before a name
_MEMBERS = frozenset("council board cabinet committee parliament party crew family panel team".split())
# What a small letter tells to belong to the office: "city manager", but "Kansas City manager" is two things.
_SMALL = frozenset(
    "city county town village council campaign project school hospital parish union board program programme".split()
)


def find_roles(text: str, start: int, end: int, *, language: str, words: Sequence[Word]) -> list[Fact]:
    """The roles of people in `text[start:end]` in order, without overlap; German and English only.

    A role takes its adjectives in ("ukrainische Verteidigungsminister") and the English office in small letters
    ("secretary of state"); a body behind "of" or "at" is a name of its own. `value` is the role without
    inflection, "ukrainischer Verteidigungsminister", in English with the body: "head of the World Bank".
    """
    inside = [w for w in words if start <= w.start and w.end <= end]
    if language == "de":
        return _german(text, inside)
    return _english(text, inside) if language == "en" else []


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(gazetteer.words("roles_de"), key=len, reverse=True))


@cache
def german_role(lemma: str) -> bool:
    """True for a German noun that names a person's role: "Außenminister", "Kreml-Chef", "Sprecherin"."""
    low = lemma.lower().removesuffix("innen").removesuffix("in")
    if lemma in _NOT_ROLES:
        return False
    for ending in _endings():
        if low == ending or lemma.lower() == ending:
            return True
        if len(ending) > 3 and (low.endswith(ending) or lemma.lower().endswith(ending)):
            return len(lemma) - len(ending) > 1
    return False


def _german(text: str, words: Sequence[Word]) -> list[Fact]:
    found: list[Fact] = []
    for index, word in enumerate(words):
        if not word.text[:1].isupper() or not word.tag.startswith("N") or not _is_german_role(words, index):
            continue
        first = index
        while first and _official(words[first - 1]):
            first -= 1
        if not _one_person(words, first, index):
            continue
        if first and words[first - 1].text.lower() in {"ex", "vize"}:
            first -= 1
        woman = first > 0 and words[first - 1].text.lower() in {"die", "eine"}
        value = " ".join([*(_nominative(w, word, woman=woman) for w in words[first:index]), _singular(word)])
        at, to = words[first].start, word.end
        if found and words[first - 1].end == found[-1].end and not text[found[-1].end : at].strip():
            before = found.pop()  # "Vorsitzende Richterin" is one role
            at, value = before.start, f"{before.value} {value}"
        found.append(Fact(FactType.ROLE, at, to, text[at:to], value=value))
    return found


def _one_person(words: Sequence[Word], first: int, index: int) -> bool:
    """False for people in general: "Forscher warnen", "die Minister"."""
    before = words[first - 1] if first else None
    after = words[index + 1] if index + 1 < len(words) else None
    if before and before.text.lower() == "die" and not (after and after.text in gazetteer.first_names()):
        return words[index].text.endswith(("in", "e"))
    if after and before is None and after.text[:1].isupper():
        return True  # "Finanzvorsteherin Corinne Bieri": nothing else with a capital follows a role at once
    if after and (
        after.tag == "NE"
        or after.text in gazetteer.first_names()
        or after.text in {"der", "des", "von", "vom", "für", "beim", "bei", "im", "Dr", "Prof"}
    ):
        return before is None or before.text.lower() not in _MANY
    if before is None:
        return bool(after and after.text == ",")
    if before.tag == "NE" and before.text.endswith("s"):
        return True  # "Nordkoreas Diktator"
    low = before.text.lower()
    return low in _ONE or before.text in {",", "(", "–", "„"} or low.startswith(_POSSESSIVES)


def _official(word: Word) -> bool:
    lemma = word.lemma.lower()
    return (
        word.tag.startswith("ADJ")
        and word.text[:1].islower()
        and (lemma.endswith("isch") or lemma in _OFFICIAL)
    )


def _is_german_role(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if not german_role(word.lemma) and not german_role(word.text):
        return _occupation(word) and _beside_person(words, index)
    if {word.lemma.lower(), word.text.lower()} & _COUNCILS:
        return index + 1 < len(words) and words[index + 1].text[:1].isupper() and words[index + 1].tag != "NN"
    return not (index + 1 < len(words) and words[index + 1].text == "-")


@cache
def _occupations() -> tuple[str, ...]:
    return tuple(word for word in gazetteer.words("occupations_de") if len(word) > 4)


def _occupation(word: Word) -> bool:
    """True for a noun that is a role only where it stands beside the person: "Architektin Ute Sander"."""
    lemma = word.lemma.lower()
    return word.tag == "NN" and lemma.endswith(_occupations()) and word.text[:1].isupper()


def _beside_person(words: Sequence[Word], index: int) -> bool:
    """True where a given name follows at once, or a name stands before the comma in front."""
    given = gazetteer.first_names()
    after = words[index + 1] if index + 1 < len(words) else None
    if after is not None and after.text in given:
        return True
    at = index - 1
    while at > 0 and (words[at].tag.startswith(("ART", "ADJ")) or words[at].text.lower() == "von"):
        at -= 1
    named = at > 1 and words[at].text == "," and words[at - 1].tag == "NE" and words[at - 2].text in given
    return named and after is not None and not after.text[:1].isupper()


def _singular(word: Word) -> str:
    """The noun's lemma in the letters of the text where they agree, so that "US-" keeps its capitals."""
    if word.text.lower().startswith(word.lemma.lower()):
        return word.text[: len(word.lemma)]
    common = 0
    while (
        common < min(len(word.text), len(word.lemma))
        and word.text[common].lower() == word.lemma[common].lower()
    ):
        common += 1
    return word.text[:common] + word.lemma[common:]


def _nominative(adjective: Word, noun: Word, *, woman: bool) -> str:
    """The adjective before a nominative without article: "ukrainischer", with a woman's role "ukrainische"."""
    stem = "früher" if adjective.lemma == "früh" else adjective.lemma.removesuffix("e")
    if adjective.text.lower().startswith(stem.lower()) and stem:
        feminine = woman or noun.text.endswith(("in", "innen")) or noun.lemma.endswith("in")
        return stem + ("e" if feminine else "er")
    return adjective.text


@cache
def english_role(word: str) -> bool:
    """True for an English noun that names one person's role; the plural speaks of people in general."""
    low = word.lower()
    roles = gazetteer.words("roles_en")
    return low in roles or low.endswith(("ologist", "ographer"))


def _english(text: str, words: Sequence[Word]) -> list[Fact]:
    found: list[Fact] = []
    at = 0
    while at < len(words):
        if not _english_head(words, at):
            at += 1
            continue
        first, last, whole = _stretch(words, at)
        start, end = words[first].start, words[last - 1].end
        if not found or found[-1].end <= start:
            value = " ".join(text[start : words[whole - 1].end].split())
            found.append(Fact(FactType.ROLE, start, end, text[start:end], value=value))
        at = whole
    return found


def _english_head(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    after = words[at + 1].text.lower() if at + 1 < len(words) else ""
    if word.text in _SHORT:
        return after == "." and at + 2 < len(words) and words[at + 2].text[:1].isupper()
    if word.text.lower() == "member":
        return at > 0 and words[at - 1].text.lower() in _MEMBERS
    if word.text.lower() in gazetteer.words("occupations_en"):
        return _beside_name(words, at)
    if not english_role(word.text) or (
        after in {"'s", "’s"} and at + 2 < len(words) and words[at + 2].text == "College"
    ):
        return False
    if word.text[0].isupper() or word.text.lower() in {"mp", "ceo", "cfo"}:
        return True
    before = words[at - 1].text.lower() if at else ""
    if word.text.lower() in _ALSO_OTHERS:
        titled = at + 1 < len(words) and words[at + 1].text[:1].isupper()
        leads = after in {"of", "for"} and before not in {"to", "will"}
        return leads or titled or before in _BEFORE_CHIEF
    if word.text.lower() in {"executive", "officer"}:
        return before in _BEFORE_OFFICER
    return word.tag[:1] in {"N", ""}


def _beside_name(words: Sequence[Word], at: int) -> bool:
    """True for "teacher Ann Lee" and "Ann Lee, a teacher": an occupation is a role only beside the person."""
    given = gazetteer.first_names()
    if at + 1 < len(words) and words[at + 1].text in given:
        return True
    first = at - 1
    while first > 0 and (words[first].tag in {"AT0", "AJ0", "CRD", "NN1"} and words[first].text.islower()):
        first -= 1
    return first > 1 and words[first].text == "," and words[first - 2].text in given


def _stretch(words: Sequence[Word], at: int) -> tuple[int, int, int]:
    """First word of a role around its noun, the one after it, and the one after the body behind "of"."""
    parts = gazetteer.words("role_parts_en")
    demonyms = gazetteer.words("demonyms_en")
    first = at
    while first:
        before = words[first - 1].text
        joined = before == "-" and first > 1
        if joined and words[first - 2].text.lower() in {"vice", "ex", "co"}:
            first -= 2
        elif (
            before.lower() in parts
            or before in _SMALL
            or before.lower() in _BEFORE_ENGLISH
            or before in demonyms
            or before in {"US", "U.S.", "UK", "EU", "UN", "Nato", "NATO"}
        ):
            first -= 1
        else:
            break
    last = at + 1
    while (
        last < len(words)
        and english_role(words[last].text)
        and words[last].text[0].isupper() == words[at].text[0].isupper()
    ):
        last += 1
    if words[at].text in _SHORT and last < len(words) and words[last].text == ".":
        return first, last + 1, last + 1
    whole = _office(words, last)
    body = any(w.text[:1].isupper() and w.text.lower() not in _OFFICES for w in words[last:whole])
    return first, last if body else whole, whole


def _office(words: Sequence[Word], last: int) -> int:
    """The end of the office behind "of": "head of the World Bank", "secretary of state"."""
    if last + 1 >= len(words) or words[last].text not in _LINKS_ENGLISH:
        return last
    at = last + 1
    if words[last].text == "to":
        return last
    if words[at].text in {"the", "a", "an"} and at + 1 < len(words):
        at += 1
    if words[at].text.lower() in _OFFICES:
        return at + 1
    first = at
    while at < len(words) and (words[at].text[:1].isupper() or (words[at].text in {"of", "for", "and"} and at > first
                               and at + 1 < len(words) and words[at + 1].text[:1].isupper())):  # fmt: skip
        at += 1
    return at if at > first else last
