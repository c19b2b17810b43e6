"""Where an English sentence says that its statement comes from: verbs of saying, "according to", "as X reported"."""

from dataclasses import replace

from claims.text import sayings
from claims.text.lines import Line
from claims.text.noun_phrases import Phrase, person_in, phrase_at
from claims.text.sources import Clause, Source, Sources, clauses
from claims.text.wordlists import listed

_PRONOUNS = frozenset({"he", "she", "they", "it"})
_GOES_ON = frozenset({"say", "add", "tell", "warn", "continue"})  # what "it" does where a firm spoke before
_SKIPPED = frozenset({"AV0", "AVP", "VHB", "VHD", "VHZ", "VHI", "XX0", "AVQ"})
_FINITE = frozenset({"VVD", "VVZ", "VBD", "VBZ", "VHD", "VHZ", "VM0", "VDD", "VDZ"})
_WITNESSES = listed(
    "sources source officials official people documents document data report reports figures records witnesses police"
)
_ALSO_COUNTING = frozenset({"add", "call", "report", "state"})  # verbs of saying that figures follow as well
_STUDIES = listed(
    "data figures figure statistics numbers report reports study survey poll analysis research estimates estimate statement "
    "documents records records census calculations forecast projections release review findings"
)
_SUBORDINATE = listed("that if because while when although after before since who which whom whose whether")


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
    return found


def _speaker(line: Line, cut: list[Clause], k: int, found: Sources) -> None:
    clause = cut[k]
    if line.lower(clause.first) in _SUBORDINATE:
        return
    for at in range(clause.first, clause.end):
        if not _says(line, cut, k, at):
            continue
        found.speaker = (
            _left(line, clause.first, at) or _before_apposition(line, cut, k, at) or _right(line, at, clause)
        )
        if found.speaker is not None:
            found.verb_at = at
            found.channels = _channels(line, clause, at)
            return


def _says(line: Line, cut: list[Clause], k: int, at: int) -> bool:
    word, tag = line.words[at], line.tag(at)
    if not tag.startswith("VV") and word.lower not in {"said", "says", "told"}:
        return False
    if tag in {"VVG", "VVI"} or any(
        line.tag(i).startswith("VB") for i in (at - 1, at - 2) if i >= cut[k].first
    ):
        return False
    if line.lower(at - 1) == "to" or line.tag(at - 1) in {"AT0", "DPS", "VM0", "PRP"}:
        return False
    if (word.lemma, line.lower(at + 1)) in sayings.PARTICLE_VERBS_EN:
        return line.lower(at + 2) == "that" or any(line.spoken)
    if word.lemma == "forecast" and line.tag(at + 1) in {"PRP", "PUN", "CJC", "PRF", ""}:
        return False  # the noun: "its full-year forecast on Monday"
    if word.lemma in sayings.SAYING_EN:
        return word.lemma not in _ALSO_COUNTING or not _is_figure(line, at + 1)
    follows = line.lower(at + 1) == "that" or (k + 1 < len(cut) and line.lower(cut[k + 1].first) == "that")
    # "…, a study finds."
    told = word.lemma in {"show", "suggest", "indicate", "find"} and line.lower(at - 1) in _STUDIES
    thought = word.lemma in {"think", "believe", "fear", "hope"} and tag in {"VVZ", "VVD"}
    if told or (thought and any(line.tag(i) in _FINITE for i in range(at + 1, cut[k].end))):
        return True
    inserted = k > 0 and not any(line.words[i].text.isalnum() for i in range(at + 1, cut[k].end))
    return word.lemma in sayings.THINKING_EN and (follows or inserted)


def _is_figure(line: Line, at: int) -> bool:
    """True for a figure behind the verb, "some" before it or not: shares "added 0.2%"."""
    return any(
        line.lower(i)[:1].isdigit() or line.lower(i) in {"$", "£", "€"} or line.tag(i) == "CRD"
        for i in (at, at + 1, at + 2)
    ) and not any(line.lower(i) == "that" for i in (at, at + 1))


def _left(line: Line, first: int, verb: int) -> Source | None:
    """The subject before the verb."""
    for at in range(first, verb):
        if line.lower(at) in _SUBORDINATE:
            return None
        if line.lower(at) == "it" and line.words[verb].lemma not in _GOES_ON:
            return None
        if line.lower(at) in _PRONOUNS:
            return Source(at, pronoun=line.lower(at), subject=True, plural=line.lower(at) == "they")
        if line.lower(at) in sayings.NO_SPEAKERS_EN and line.tag(at) not in {"AT0", "DT0"}:
            return None
        phrase = phrase_at(line, at, stop=verb, before_verb=True)
        if phrase is None:
            continue
        if all(line.tag(i) in _SKIPPED for i in range(phrase.end, verb)):
            if line.tag(at - 1) == "PRP" and at > first:
                return None
            return Source(at, _from(line, first, phrase), subject=True, plural=phrase.joined)
        end = _extended(line, phrase.end, verb) if at == first else verb
        if end > phrase.end and all(line.tag(i) in _SKIPPED for i in range(end, verb)) and at == first:
            whole = phrase if person_in(line, phrase) else replace(phrase, end=end)
            return Source(at, whole, subject=True, plural=phrase.joined)
    return None


def _extended(line: Line, end: int, verb: int) -> int:
    """Behind the phrases that prepositions tie to the one ending at `end`: "a study by economists at Linwood"."""
    for _ in range(4):
        at = end + 1 if line.tag(end) == "AJ0" else end  # "people familiar with the talks"
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


def _right(line: Line, verb: int, clause: Clause) -> Source | None:
    """The subject behind the verb: "…", said X."""
    if verb != clause.first:
        return None
    if line.lower(verb + 1) in _PRONOUNS:
        return Source(
            verb + 1, pronoun=line.lower(verb + 1), subject=True, plural=line.lower(verb + 1) == "they"
        )
    phrase = phrase_at(line, verb + 1, stop=clause.end)
    if phrase is None or line.words[verb].lemma == "tell":
        return None
    return Source(verb + 1, _apposed(line, phrase), subject=True, plural=phrase.joined)


def _apposed(line: Line, phrase: Phrase) -> Phrase:
    """The person named behind an office: "its treasurer, Bridie Manson"."""
    if line.lower(phrase.end) == "," and person_in(line, phrase) is None:
        behind = phrase_at(line, phrase.end + 1, stop=len(line.words))
        if behind is not None and person_in(line, behind) and line.lower(behind.end) in {",", ".", ""}:
            return behind
    return phrase


def _before_apposition(line: Line, cut: list[Clause], k: int, verb: int) -> Source | None:
    """The subject of "Smith, a spokesman for the ministry, said" and "Smith, who was there, said"."""
    if k < 2 or verb != cut[k].first or cut[k - 1].spoken or cut[k - 2].spoken:
        return None
    before = cut[k - 2]
    if any(line.tag(at) in _FINITE for at in range(before.first, before.end)):
        return None  # a whole sentence stands before the comma: Prices fell, in short, said Smith
    found = _left(line, before.first, before.end)
    if found is None or found.phrase is None:
        return found
    return replace(found, phrase=_apposed(line, found.phrase))


def _reporter(line: Line, clause: Clause) -> Source | None:
    """The one in "as the newspaper reported"."""
    for at in range(clause.first + 1, clause.end):
        if line.words[at].lemma in sayings.SAYING_EN and line.tag(at).startswith("VV"):
            return _left(line, clause.first + 1, at)
    return None


def _according(line: Line, at: int, found: Sources) -> None:
    word = line.lower(at)
    start = -1
    if word == "according" and line.lower(at + 1) == "to":
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
        found.basis = Source(at, phrase)
    else:
        found.named.append(Source(at, _author(line, phrase)))


def _author(line: Line, phrase: Phrase) -> Phrase:
    """Who is behind it, where the phrase tells what was said: "data from the statistics office"."""
    if line.lower(phrase.core - 1) not in _STUDIES:
        return phrase
    for at in range(phrase.core, min(phrase.core + 8, len(line.words))):
        if line.lower(at) in {"from", "by"}:
            author = phrase_at(line, at + 1, stop=len(line.words))
            return phrase if author is None or line.tag(author.core - 1) == "CRD" else author
        if line.lower(at) in {",", "that", "which", "said"}:
            break
    return phrase


def _is_witness(line: Line, phrase: Phrase) -> bool:
    """True for somebody or something that can be cited for a fact: "citing officials", not "citing weak demand"."""
    head = line.lower(phrase.core - 1)
    return line.named[phrase.core - 1] is not None or head in _WITNESSES


def _channels(line: Line, clause: Clause, verb: int) -> list[Source]:
    """Through whom it was said: "told the BBC", "in an interview with Reuters", "on Telegram"."""
    found: list[Source] = []
    at = clause.first
    while at < clause.end:
        talk = line.lower(at) == "with" and line.lower(at - 1) in {"interview", "conversation"}
        told = at == verb and line.words[at].lemma == "tell"
        if talk or told or line.lower(at) in {"to", "on", "via", "in"}:
            phrase = phrase_at(line, at + 1, stop=clause.end)
            if phrase is not None:
                own = [line.lower(i) for i in range(phrase.first, phrase.core)]
                name = line.named[phrase.core - 1]
                medium = any(word in sayings.MEDIA_NAMES or word in sayings.MEDIA for word in own)
                outlet = (talk or told) and name is not None and name.type in {"ORG", "OTH"}
                if (medium and (name is not None or talk or told) and own[-1] != "interview") or outlet:
                    found.append(Source(at + 1, phrase))
        at += 1
    return found


def _introduced(line: Line, cut: list[Clause], found: Sources) -> None:
    """The one in "Smith: We will win": a person before a colon."""
    if found.speaker is not None or not cut or cut[0].spoken or line.lower(cut[0].end) != ":":
        return
    phrase = phrase_at(line, cut[0].first, stop=cut[0].end)
    if phrase is None or phrase.end != cut[0].end:
        return
    name = line.named[phrase.core - 1]
    if name is not None and name.type == "PER":
        found.speaker = Source(phrase.first, phrase, subject=True)
        found.verb_at = cut[0].end
