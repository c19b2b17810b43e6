"""The subject of a German clause: before the verb, behind it, or before an apposition."""

from claims.text import sayings
from claims.text.lines import Line
from claims.text.noun_phrases import Phrase, is_outlet, phrase_at
from claims.text.sources import Clause, Source, behind_bracket
from claims.text.wordlists import listed

PREPOSITIONS = frozenset({"APPR", "APPRART"})
OBLIQUE = listed("dem den des einem einen eines einer diesem diesen dieses seinem ihrem seinen ihren")
_ADDED = frozenset(
    {"APPR", "APPRART", "ART", "NN", "NE", "ADJ(A)"}
)  # of what stands between an office and its comma
_LONGEST_ADDITION = 8  # words
_SKIPPED = frozenset({"PRF", "ADV", "ADJ(D)", "PTKVZ", "PROAV", "PTKNEG", "PTKA", "APZR"})
_PRONOUNS = frozenset({"er", "sie"})
_DATIVES = frozenset({"dem", "der", "den"})


def subject(line: Line, cut: list[Clause], k: int, finite: int) -> Source | None:
    """Who does what the finite verb of clause `k` says; None where that is not sure."""
    clause = cut[k]
    if line.tag(finite - 1) == "KON" and finite - 1 > clause.first:
        earlier = [at for at in range(clause.first, finite - 1) if line.tag(at).endswith("(FIN)")]
        if earlier:
            return subject(line, cut, k, earlier[0])  # "zieht die Branche nach und fordert Hilfe"
    left = before_verb(line, _phrase_start(line, cut, k, finite), finite)
    right = behind_verb(line, finite + 1, clause.end)
    if left is not None and right is not None:
        return right if _yields(line, left, right, finite) else left
    if left is None and finite == clause.first and k > 0:
        apart = _before_apposition(line, cut, k)
        if apart is not None and (right is None or (_is_person(line, apart) and not _is_person(line, right))):
            return apart
    if left is None and right is not None and _lacks_number(line, right, finite):
        return None
    return left or right


def _lacks_number(line: Line, right: Source, finite: int) -> bool:
    """True where the verb is plural and the phrase behind it a thing in the singular: "weisen diese Darstellung zurück"."""
    if right.phrase is None or right.phrase.joined or not line.lower(finite).endswith("en"):
        return False
    return line.lower(right.phrase.core - 1).endswith(("ung", "heit", "keit", "tion", "schaft"))


def _is_person(line: Line, source: Source) -> bool:
    return bool(source.pronoun) or (source.phrase is not None and has_person(line, source.phrase))


def _phrase_start(line: Line, cut: list[Clause], k: int, finite: int) -> int:
    """Where clause `k` begins, or the clause before when a phrase runs over the comma ("der USA, der Ukraine und")."""
    for earlier in range(max(0, k - 3), k):
        start = cut[earlier].first
        if any(cut[i].spoken for i in range(earlier, k)) or line.lower(cut[earlier].end) != ",":
            continue
        phrase = phrase_at(line, start, stop=finite, before_verb=True)
        if phrase is not None and phrase.end > cut[k].first:
            return start
    return cut[k].first


def _yields(line: Line, left: Source, right: Source, finite: int) -> bool:
    """True where the left phrase is the object, since its number is not the verb's: "Die Vorwürfe bestritt er"."""
    if (
        left.pronoun
        or left.phrase is None
        or left.phrase.joined
        or left.phrase.article in {"der", "das", "ein"}
    ):
        return False
    if right.phrase is not None and right.phrase.article in {"den", "dem"}:
        return False
    head = line.words[left.phrase.core - 1]
    if line.named[left.phrase.core - 1] is not None:
        return False
    several = head.tag == "NN" and head.lower != head.lemma.lower()
    return several and not line.lower(finite).endswith("n")


def before_verb(line: Line, first: int, finite: int) -> Source | None:
    """The subject before the verb."""
    at = first
    while at < finite and line.tag(at) in {"KON", "ADV", "PTKNEG", "ADJ(D)"} and line.named[at] is None:
        at += 1
    if at >= finite or line.tag(at) in PREPOSITIONS:
        return None
    if line.lower(at) in _PRONOUNS and at + 2 >= finite:
        return Source(at, pronoun=line.lower(at), subject=True, plural=line.lower(finite).endswith("en"))
    if line.lower(at) in sayings.NO_SPEAKERS_DE and line.tag(at + 1) not in {"NN", "NE", "ADJ(A)", "NNA"}:
        return None
    phrase = phrase_at(line, at, stop=finite, before_verb=True)
    if phrase is None or phrase.article in OBLIQUE:
        return None
    rest = phrase.end
    while rest < finite:
        if line.tag(rest) in _SKIPPED:
            rest += 1
        elif line.lower(rest) == "(":
            rest = behind_bracket(line, rest, finite)
        elif line.tag(rest) in PREPOSITIONS:
            rest = _behind_preposition(line, rest, finite)
        else:
            return None
    return Source(at, phrase, subject=True, plural=phrase.joined or line.lower(finite).endswith("en"))


def behind_verb(line: Line, at: int, stop: int) -> Source | None:
    """The subject behind the verb."""
    while at < stop:
        word = line.lower(at)
        if word in _PRONOUNS:
            return Source(at, pronoun=word, subject=True, plural=line.lower(at - 1).endswith("en"))
        if word in sayings.NO_SPEAKERS_DE and line.tag(at) in {"PPER", "PIS", "PDS", "PWS"}:
            return None
        phrase = None if line.tag(at) in PREPOSITIONS else phrase_at(line, at, stop=stop)
        if phrase is not None:
            following = phrase_at(line, phrase.end, stop=stop) if phrase.article in _DATIVES else None
            swapped = is_outlet(line, phrase.first, phrase.core) and following is not None
            if swapped and following is not None and not is_outlet(line, following.first, following.core):
                phrase = following  # sagte der Deutschen Presse-Agentur ein Sprecher
            if phrase.article not in OBLIQUE:
                return Source(phrase.first, apposed(line, phrase), subject=True, plural=phrase.joined)
            at = phrase.end
        elif line.lower(at) == "(":
            at = behind_bracket(line, at, stop)
        elif line.tag(at) in PREPOSITIONS:
            at = _behind_preposition(line, at, stop)
        elif line.tag(at) in _SKIPPED or line.tag(at) in {"PPER", "PTKZU", "$."}:
            at += 1
        else:
            return None
    return None


def apposed(line: Line, phrase: Phrase) -> Phrase:
    """The person named behind an office: "der Sprecher der Polizei, Hans Müller"."""
    comma = phrase.end
    while comma < phrase.end + _LONGEST_ADDITION and line.tag(comma) in _ADDED:
        comma += 1  # "der Leiter des Zentrums zur Bekämpfung von Armut, Paul Berger"
    if comma + 1 < len(line.words) and line.lower(comma) == ",":
        name = line.named[comma + 1]
        if name is not None and name.type == "PER" and not has_person(line, phrase):
            behind = phrase_at(line, comma + 1, stop=len(line.words))
            if behind is not None and line.lower(behind.end) in {",", ".", ""}:
                return behind
    return phrase


def has_person(line: Line, phrase: Phrase) -> bool:
    """True where a person is named in the words of the phrase."""
    names = (line.named[at] for at in range(phrase.first, phrase.core))
    return any(name is not None and name.type == "PER" for name in names)


def _before_apposition(line: Line, cut: list[Clause], k: int) -> Source | None:
    """The subject of "Kowalneko, Sprecher des Rates, sagte": the phrase that begins the clauses before."""
    start = k
    while start > 0 and not cut[start - 1].spoken and line.lower(cut[start].first - 1) in {",", "(", ")"}:
        start -= 1
    clause = cut[start]
    if start == k or any(line.tag(at).endswith("(FIN)") for at in range(clause.first, clause.end)):
        return None
    found = before_verb(line, clause.first, clause.end)
    if found is None or found.phrase is None:
        return found
    return Source(found.at, apposed(line, found.phrase), subject=True, plural=found.plural)


def _behind_preposition(line: Line, at: int, stop: int) -> int:
    """The place behind "in Berlin", "an diesem Dienstag", "nach dem Treffen der Minister"."""
    phrase = phrase_at(line, at + 1, stop=stop)
    return phrase.end if phrase is not None else at + 1
