"""The subject of an English clause: before the verb, behind it, before an apposition, or of the verb before."""

from dataclasses import replace

from claims.text import sayings
from claims.text.lines import Line
from claims.text.noun_phrases import TIMES, Phrase, is_outlet, person_in, phrase_at
from claims.text.sources import Clause, Source, behind_bracket
from claims.text.verbs_en import STUDIES, is_finite
from claims.text.wordlists import listed

PRONOUNS = frozenset({"he", "she", "they", "it"})
SUBORDINATE = listed(
    "that if because while when although after before since who which whom whose whether though until"
)
_GOES_ON = frozenset({"say", "add", "tell", "warn", "continue"})  # what "it" does where a firm spoke before
_SKIPPED = frozenset({"AV0", "AVP", "VHB", "VHD", "VHZ", "VHI", "XX0", "AVQ"})
_SELF = listed("himself herself itself themselves")
_TIMES = TIMES | listed(
    "year week month day night morning afternoon evening weekend yesterday today tonight earlier later"
)
_SHORTENED = listed("inc corp co ltd jr sr plc")
_TIME_WORDS = listed("last this next late early on that the") | _TIMES
_RELATIVE = frozenset({"who", "which", "whose", "that"})
_ALONE = listed("others another some many several both")  # who speaks without a noun: "Others disagreed"
_FIGURES = listed("data figures statistics numbers records documents")
_UNNAMED = listed("people person source sources official officials someone executives")
_SEVERAL = listed("police people staff")


def subject(line: Line, cut: list[Clause], k: int, verb: int) -> Source | None:
    """Who does what the verb of clause `k` says; None where that is not sure."""
    clause = cut[k]
    found = (
        _left(line, clause.first, verb)
        or _inverted(line, verb, clause)
        or _before_apposition(line, cut, k, verb)
        or _right(line, verb, clause)
    )
    return found or _coordinated(line, cut, k, verb)


def left(line: Line, first: int, verb: int) -> Source | None:
    """The subject between `first` and the verb."""
    return _left(line, first, verb)


def main_subject(line: Line, cut: list[Clause], k: int) -> Source | None:
    """The subject of the first finite verb in the clauses from the last one before `k` back."""
    for j in range(k, -1, -1):
        clause = cut[j]
        if clause.spoken or line.lower(clause.first) in SUBORDINATE:
            continue
        verbs = [at for at in range(clause.first, clause.end) if is_finite(line, at) or line.tag(at) == "VVN"]
        finite = next(iter(verbs), -1)
        if finite < 0:
            continue
        found = _left(line, clause.first, finite) or _before_apposition(line, cut, j, finite)
        if found is not None:
            return found
    return None


def _several(line: Line, phrase: Phrase) -> bool:
    """True for a phrase that "they" may take up: "officials", "the police"."""
    if phrase.joined:
        return True
    head = phrase.core - 1
    common = line.named[head] is None and line.tag(head) == "NN2"
    return person_in(line, phrase) is None and (common or line.lower(head) in _SEVERAL)


def _as_source(line: Line, at: int, phrase: Phrase) -> Source:
    return Source(at, phrase, subject=True, plural=_several(line, phrase))


def _left(line: Line, first: int, verb: int) -> Source | None:
    """The subject before the verb."""
    for at in range(first, verb):
        word = line.lower(at)
        if word in SUBORDINATE:
            return None
        if word == "it" and line.words[verb].lemma not in _GOES_ON:
            return None
        if word in PRONOUNS:
            return Source(at, pronoun=word, subject=True, plural=word == "they")
        if word in _ALONE and _only_adverbs(line, at + 1, verb):
            return Source(at, words=line.words[at].text, subject=True, plural=True)
        nominal = line.tag(at) in {"AT0", "DT0"} or (word == "one" and not _only_adverbs(line, at + 1, verb))
        if word in sayings.NO_SPEAKERS_EN and not nominal:
            return None
        phrase = phrase_at(line, at, stop=verb, before_verb=True)
        if phrase is None or _is_time(line, phrase):
            continue
        if _only_adverbs(line, phrase.end, verb):
            if _hangs_on(line, first, at, phrase):
                return None
            return _as_source(line, at, _from(line, first, phrase))
        end = _extended(line, phrase.end, verb) if at == first else verb
        if end > phrase.end and _only_adverbs(line, end, verb) and at == first:
            whole = phrase if person_in(line, phrase) else replace(phrase, end=end)
            return _as_source(
                line, at, authored(line, whole) if line.lower(phrase.core - 1) in _FIGURES else whole
            )
        related = line.lower(phrase.end) in {"who", "that", "which"} and _has_finite(line, phrase.end, verb)
        if at == first and (related or _made_by(line, phrase.end, verb)):
            return _as_source(line, at, phrase)
    return None


def _is_time(line: Line, phrase: Phrase) -> bool:
    """True for "last year", "Monday": when something was said, not who said it."""
    return all(
        line.lower(at) in _TIME_WORDS or line.tag(at) in {"CRD", "ORD"}
        for at in range(phrase.first, phrase.core)
    )


def _only_adverbs(line: Line, at: int, verb: int) -> bool:
    """True where nothing but adverbs, "has", the time or a bracket stands between `at` and the verb."""
    while at < verb:
        if line.lower(at) == "(":
            at = behind_bracket(line, at, verb)
        elif (
            line.tag(at) in _SKIPPED
            or line.lower(at) in _SELF
            or (line.lower(at) == "." and line.lower(at - 1) in _SHORTENED)
            or (line.lower(at) in _TIME_WORDS and line.named[at] is None)
        ):
            at += 1
        else:
            return False
    return True


def _hangs_on(line: Line, first: int, at: int, phrase: Phrase) -> bool:
    """True for a phrase behind a preposition, such as the "developers" of "a forum for Android developers"."""
    if line.tag(at - 1) in {"PRP", "PRF"} and at > first:
        return True
    before = at - 1
    while (
        before > first
        and line.tag(before) in {"NN1", "NP0", "AJ0", "NN0"}
        and person_in(line, phrase) is None
    ):
        before -= 1
    return before < at - 1 and before >= first and line.tag(before) in {"PRP", "PRF"} and before > first


def _has_finite(line: Line, first: int, end: int) -> bool:
    return any(is_finite(line, at) for at in range(first, end))


def authored(line: Line, phrase: Phrase) -> Phrase:
    """Who is behind it, where the phrase tells what was said: "data from the statistics office"."""
    if line.lower(phrase.core - 1) not in STUDIES:
        return phrase
    for at in range(phrase.core, min(phrase.core + 8, len(line.words))):
        inside = line.lower(at) in {"in", "on"} and at == phrase.core
        if line.lower(at) in {"from", "by"} or inside:
            author = phrase_at(line, at + 1, stop=len(line.words))
            if author is None or line.tag(author.core - 1) == "CRD":
                return phrase
            return author if not inside or is_outlet(line, author.first, author.core) else phrase
        if line.lower(at) in {",", "that", "which", "said"}:
            break
    return phrase


def _made_by(line: Line, at: int, verb: int) -> bool:
    """True for the participle of "economists polled by the agency", "a study published in the journal"."""
    if line.tag(at) not in {"VVN", "VVD"} or line.tag(at + 1) != "PRP":
        return False
    behind = phrase_at(line, at + 2, stop=verb, before_verb=True)
    return behind is not None and _only_adverbs(line, _extended(line, behind.end, verb), verb)


def extended(line: Line, phrase: Phrase) -> Phrase:
    """With what tells which people are meant: "people familiar with the talks"."""
    if line.lower(phrase.core - 1) not in _UNNAMED or line.lower(phrase.end) not in {
        "familiar",
        "close",
        "with",
    }:
        return phrase
    return replace(phrase, end=_extended(line, phrase.end, len(line.words)))


def _extended(line: Line, end: int, verb: int) -> int:
    """Behind the phrases that prepositions tie to the one ending at `end`: "a study by economists at Linwood"."""
    for _ in range(4):
        tied = line.tag(end) == "AJ0" or line.lower(end) in {"close", "familiar"}
        at = end + 1 if tied else end  # "people familiar with the talks"
        if at >= verb or line.tag(at) not in {"PRP", "PRF"}:
            break
        behind = phrase_at(line, at + 1, stop=verb, before_verb=True)
        if behind is None:
            break
        end = behind.end
    return end


def _from(line: Line, first: int, phrase: Phrase) -> Phrase:
    """The phrase from the clause's first word where only a name's words lie between: "The Dockers' and Maritime Union"."""
    between = range(first, phrase.first)
    if phrase.first == first or person_in(line, phrase) is not None:
        return phrase
    names = [line.words[at].text for at in between]
    if all(word[:1].isupper() or word in {"and", "of", "the", "'", "’", "&"} for word in names) and names[
        0
    ] in {"The", "A"}:
        return replace(phrase, first=first, article=names[0].lower())
    return phrase


def _inverted(line: Line, verb: int, clause: Clause) -> Source | None:
    """The person behind a verb that no further verb follows: "…, said Smith, a farmer"."""
    found = _right(line, verb, clause)
    if found is None or found.phrase is None or person_in(line, found.phrase) is None:
        return None
    following = any(is_finite(line, at) for at in range(found.phrase.end, clause.end))
    return None if following else found


def _right(line: Line, verb: int, clause: Clause) -> Source | None:
    """The subject behind the verb: "…", said X."""
    if verb != clause.first:
        return None
    pronoun = line.lower(verb + 1)
    if pronoun in PRONOUNS:
        if any(is_finite(line, at) for at in range(verb + 2, clause.end)):
            return None  # "Smith, who left, said she was tired"
        return Source(verb + 1, pronoun=pronoun, subject=True, plural=pronoun == "they")
    phrase = phrase_at(line, verb + 1, stop=clause.end)
    if phrase is None or line.words[verb].lemma == "tell":
        return None
    return _as_source(line, verb + 1, apposed(line, phrase))


def apposed(line: Line, phrase: Phrase) -> Phrase:
    """The person named behind an office: "its treasurer, Bridie Manson"."""
    if line.lower(phrase.end) == "," and person_in(line, phrase) is None:
        behind = phrase_at(line, phrase.end + 1, stop=len(line.words))
        if behind is not None and person_in(line, behind) and line.lower(behind.end) in {",", ".", ""}:
            return behind
    return phrase


def _before_apposition(line: Line, cut: list[Clause], k: int, verb: int) -> Source | None:
    """The subject of "Smith, a spokesman for the ministry, said" and "Smith, of the party, who was there, said"."""
    if k < 1 or not _only_adverbs(line, cut[k].first, verb):
        return None
    start = k
    while (
        start > 0 and not cut[start - 1].spoken and line.lower(cut[start].first - 1) in {",", "—", "–", "("}
    ):
        before = cut[start - 1]
        finite = next((at for at in range(before.first, before.end) if is_finite(line, at)), before.end)
        if finite < before.end and not any(line.lower(at) in _RELATIVE for at in range(before.first, finite)):
            break  # a whole sentence stands before the comma: Prices fell, in short, said Smith
        start -= 1
    for j in range(start, k - 1):
        if line.lower(cut[j].first) in SUBORDINATE:
            continue
        found = _left(line, cut[j].first, cut[j].end)
        if found is None or found.pronoun:
            continue
        if found.phrase is not None:
            return replace(found, phrase=apposed(line, found.phrase))
        return found
    return None


def _coordinated(line: Line, cut: list[Clause], k: int, verb: int) -> Source | None:
    """The subject that the verb shares with the one before: "Smith welcomed the plan but said it was late"."""
    at = verb
    while at > cut[k].first and line.tag(at - 1) in _SKIPPED:
        at -= 1
    if line.lower(at - 1) not in {"and", "but", "then"} and not (
        at == cut[k].first and line.lower(at) in {"and", "but"}
    ):
        return None
    if at - 1 > cut[k].first:
        first = cut[k].first
        earlier = next((i for i in range(first, at - 1) if is_finite(line, i)), -1)
        if earlier >= 0:
            if any(line.lower(i) in SUBORDINATE for i in range(earlier, at - 1)):
                return None  # "said it knew who called and warned them"
            return _left(line, first, earlier) or _before_apposition(line, cut, k, earlier)
        return None
    return main_subject(line, cut, k - 1) if k > 0 else None
