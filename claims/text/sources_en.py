"""Where an English sentence says that its statement comes from: verbs of saying, "according to", "as X reported"."""

from claims.text import sayings
from claims.text.lines import Line
from claims.text.noun_phrases import Phrase, is_outlet, person_in, phrase_at
from claims.text.sources import Clause, Source, Sources, clauses
from claims.text.stand_ins import is_somebody
from claims.text.subjects_en import SUBORDINATE, authored, extended, left, main_subject, subject
from claims.text.verbs_en import is_finite, says
from claims.text.wordlists import listed

# What somebody says along with what is told: "He cut the price, saying that …".
_SAYING_ALONG = listed(
    "saying adding noting stating predicting arguing claiming warning insisting explaining stressing accusing alleging "
    "asserting admitting acknowledging declaring telling urging complaining joking branding dubbing"
)
# The same where "that" or somebody's words follow: "confirming that …", but not "confirming their drop".
_THAT_ALONG = listed(
    "denying tweeting calling promising pledging vowing writing suggesting confirming emphasising emphasizing describing "
    "blaming cautioning reporting announcing revealing testifying recalling remarking pointing"
)
_SAID_BY = listed(
    "tell accuse describe announce confirm criticise criticize condemn report reveal disclose claim warn brand dub dismiss "
    "hail welcome praise blame denounce reject first"
)
_SPEAKING = listed("speaking writing talking appearing posting")
_REPORTING = listed("report say write reveal")
_SHORT_LABEL = 2  # words of a source noun before a colon
_LONGEST_LABEL = 14  # words before the colon of somebody's words
_WITNESSES = listed(
    "sources source officials official people documents document data report reports figures records witnesses police"
)


def sources(line: Line) -> Sources:
    """Everything in the sentence, outside its quotations, that points to a source."""
    found = Sources()
    cut = clauses(line)
    for k, clause in enumerate(cut):
        if clause.spoken:
            continue
        if line.lower(clause.first) == "as" and found.reporter is None:
            found.reporter = _reporter(line, clause)
            if found.reporter is not None:
                continue
        if found.speaker is None:
            _speaker(line, cut, k, found)
    for at in range(len(line.words)):
        if not line.spoken[at]:
            _according(line, at, found)
    _introduced(line, cut, found)
    if found.speaker is None:
        _quoted(line, cut, found)
    if found.speaker is None and not found.named:
        _participle(line, cut, found)
    if found.speaker is None and not found.named and found.basis is None:
        _passive(line, found)
    if found.speaker is not None and found.reporter is None:
        _reported_by(line, cut, found)
    return found


def _quoted(line: Line, cut: list[Clause], found: Sources) -> None:
    """Whom somebody quotes: "The paper quoted Weber as saying …", "Weber was quoted by the paper as saying …"."""
    for clause in cut:
        for at in range(clause.first + 1, clause.end):
            if (
                clause.spoken
                or line.lower(at) not in {"quoted", "quotes", "quote"}
                or line.tag(at)[:2] != "VV"
            ):
                continue
            passive = line.tag(at - 1).startswith("VB")
            first = left(line, clause.first, at - 1 if passive else at)
            start = at + 2 if line.lower(at + 1) == "by" else at + 1
            phrase = phrase_at(line, start, stop=clause.end)
            second = None if phrase is None else Source(start, phrase, subject=True)
            quoted, quoting = (first, second) if passive else (second, first)
            if quoted is None or not any(line.lower(i) == "as" for i in range(at, clause.end)):
                continue
            found.speaker, found.verb_at, found.reporter = quoted, at, quoting
            return


def _participle(line: Line, cut: list[Clause], found: Sources) -> None:
    """The one who does something "saying that …", "accusing the firm of …"."""
    for k, clause in enumerate(cut):
        if clause.spoken:
            continue
        for at in range(clause.first, clause.end):
            follows = line.lower(at + 1) == "that" or any(line.spoken[at + 1 : clause.end + 2])
            if line.lower(at) not in _SAYING_ALONG and not (line.lower(at) in _THAT_ALONG and follows):
                continue
            if line.tag(at - 1) in {
                "PRP",
                "VBZ",
                "VBD",
                "VBB",
                "VBN",
                "AT0",
            }:
                continue
            if line.lower(at) == "adding" and line.tag(at + 1) in {"PRP", "CRD", "AT0", "DPS"}:
                continue
            said = main_subject(line, cut, k if at > clause.first else k - 1)
            if said is not None and _may_speak(line, said):
                found.speaker, found.verb_at = said, at
                found.channels = _channels(line, clause, at)
                return


def _may_speak(line: Line, source: Source) -> bool:
    """True for a pronoun, a person, an organisation or the word for one: not for "a message saying that"."""
    if source.phrase is None:
        return bool(source.pronoun or source.words)
    name = line.named[source.phrase.core - 1]
    if name is not None:
        return name.type in {"PER", "ORG"}
    head = line.lower(source.phrase.core - 1)
    return is_somebody(head)


def _passive(line: Line, found: Sources) -> None:
    """The one in "they were told by X", "the plan was described by X as late"."""
    for at in range(1, len(line.words) - 1):
        if line.words[at].lemma not in _SAID_BY or line.tag(at) not in {"VVN", "VVD"} or line.spoken[at]:
            continue
        if not any(line.tag(i).startswith("VB") for i in (at - 1, at - 2)):
            continue
        by = next((i for i in range(at + 1, min(at + 8, len(line.words))) if line.lower(i) == "by"), -1)
        phrase = phrase_at(line, by + 1, stop=len(line.words)) if by > 0 else None
        if phrase is None:
            continue
        source = Source(by + 1, phrase, subject=True)
        if _may_speak(line, source):
            found.speaker, found.verb_at = source, at
            return


def _reported_by(line: Line, cut: list[Clause], found: Sources) -> None:
    """Adds the medium of "police said the road was shut, the Herald reported", and of "the Herald reported that
    police said the road was shut"."""
    first = _phrase_of(found.speaker)
    through = (
        first is not None and is_outlet(line, first.first, first.core) and person_in(line, first) is None
    )
    for k, clause in enumerate(cut):
        for at in range(max(clause.first, found.verb_at + 1), clause.end):
            if clause.spoken or line.words[at].lemma not in _REPORTING or not says(line, cut, k, at):
                continue
            inner = _behind_that(line, clause, found.verb_at, at) if through else subject(line, cut, k, at)
            phrase = _phrase_of(inner)
            if phrase is None or inner is None:
                continue
            if through and _may_speak(line, inner):
                found.reporter, found.speaker, found.verb_at = found.speaker, inner, at
                return
            if not through and k > 0 and is_outlet(line, phrase.first, phrase.core):
                found.reporter = Source(phrase.first, phrase, subject=True)
                return


def _behind_that(line: Line, clause: Clause, first: int, verb: int) -> Source | None:
    """The subject between the verbs of "the Herald reported that police said"."""
    start = max(first + 1, clause.first)
    return left(line, start + (line.lower(start) == "that"), verb)


def _speaker(line: Line, cut: list[Clause], k: int, found: Sources) -> None:
    clause = cut[k]
    if line.lower(clause.first) in SUBORDINATE:
        return
    for at in range(clause.first, clause.end):
        if says(line, cut, k, at):
            found.speaker = subject(line, cut, k, at)
        elif at == clause.first and k > 0 and cut[k - 1].spoken and line.tag(at) in {"VVD", "VVZ"}:
            found.speaker = _behind_speech(line, at, clause)
        if found.speaker is not None:
            found.verb_at = at
            found.channels = _channels(line, clause, at)
            return


def _behind_speech(line: Line, verb: int, clause: Clause) -> Source | None:
    """The person behind whatever verb closes a quotation: "…," remembers X."""
    phrase = phrase_at(line, verb + 1, stop=clause.end)
    if phrase is None or person_in(line, phrase) is None:
        return None
    return Source(verb + 1, phrase, subject=True)


def _phrase_of(source: Source | None) -> Phrase | None:
    return None if source is None else source.phrase


def _reporter(line: Line, clause: Clause) -> Source | None:
    """The one in "as the newspaper reported"."""
    for at in range(clause.first + 1, clause.end):
        if line.words[at].lemma in sayings.SAYING_EN and line.tag(at).startswith("VV"):
            return left(line, clause.first + 1, at)
    return None


def _according(line: Line, at: int, found: Sources) -> None:
    word = line.lower(at)
    start = -1
    if (word == "according" and line.lower(at + 1) == "to") or (word == "as" and line.lower(at + 1) == "per"):
        start = at + 2
    elif word == "citing" or (word == "per" and line.named[min(at + 1, len(line.words) - 1)] is not None):
        start = at + 1
    if start < 0:
        return
    phrase = phrase_at(line, start, stop=len(line.words))
    if phrase is None:
        return
    if word == "citing" and not _is_witness(line, phrase):
        return
    if word == "citing":
        found.basis = Source(at, extended(line, phrase))
    else:
        found.named.append(Source(at, authored(line, extended(line, phrase))))


def _is_witness(line: Line, phrase: Phrase) -> bool:
    """True for somebody or something that can be cited for a fact: "citing officials", not "citing weak demand"."""
    head = line.lower(phrase.core - 1)
    return line.named[phrase.core - 1] is not None or head in _WITNESSES


def _channels(line: Line, clause: Clause, verb: int) -> list[Source]:
    """Through whom it was said: "told the BBC", "in an interview with Reuters", "on Telegram"."""
    found = _channels_between(line, clause.first, clause.end, verb)
    for other in clauses(line):
        if other.spoken or line.lower(other.first) not in _SPEAKING or other.first == clause.first:
            continue
        found += [s for s in _channels_between(line, other.first, other.end, verb) if s not in found]
    return found


def _channels_between(line: Line, first: int, end: int, verb: int) -> list[Source]:
    found: list[Source] = []
    at = first
    while at < end:
        talk = line.lower(at) == "with" and line.lower(at - 1) in {"interview", "conversation"}
        told = at == verb and line.words[at].lemma == "tell"
        if talk or told or line.lower(at) in {"to", "on", "via", "in"}:
            phrase = phrase_at(line, at + 1, stop=end)
            if phrase is not None:
                own = [line.lower(i) for i in range(phrase.first, phrase.core)]
                names = [line.named[i] for i in range(phrase.first, phrase.core)]
                name = next((n for n in reversed(names) if n is not None), None)
                medium = any(word in sayings.MEDIA_NAMES or word in sayings.MEDIA for word in own)
                outlet = (talk or told) and name is not None and name.type in {"ORG", "OTH"}
                if (medium and (name is not None or talk or told) and own[-1] != "interview") or outlet:
                    found.append(Source(at + 1, phrase))
        at += 1
    return found


def _introduced(line: Line, cut: list[Clause], found: Sources) -> None:
    """The one in "Smith: We will win" and "Smith, the club's coach: “We will win”": a person before a colon."""
    colon = next((at for at in range(len(line.words)) if line.lower(at) == ":" and not line.spoken[at]), -1)
    if found.speaker is not None or not cut or cut[0].spoken or colon < 1:
        return
    phrase = phrase_at(line, cut[0].first, stop=cut[0].end)
    if phrase is None:
        return
    said = colon + 1 < len(line.words) and line.spoken[colon + 1] and colon <= _LONGEST_LABEL
    described = said and not any(is_finite(line, at) for at in range(colon))
    name = line.named[phrase.core - 1]
    short = phrase.end == colon and phrase.core - phrase.first <= _SHORT_LABEL
    if short and name is None and sayings.is_source_noun(line.lower(phrase.core - 1)):
        found.speaker, found.verb_at = Source(phrase.first, phrase, subject=True), colon  # "Police: Man held"
    person = name is not None and name.type == "PER" and (said or " " in name.full)
    if person and (phrase.end == colon or described):
        found.speaker = Source(phrase.first, phrase, subject=True)
        found.verb_at = colon
