"""Where a German sentence says that its statement comes from: verbs of saying, "laut", "zufolge", "so X"."""

from claims.text import sayings
from claims.text.channels_de import channels, relative_medium, titled
from claims.text.lines import Line
from claims.text.noun_phrases import TIMES, Phrase, is_outlet, person_in, phrase_at
from claims.text.sources import Clause, Source, Sources, clause_of, clauses
from claims.text.subjects_de import OBLIQUE, apposed, before_verb, behind_verb, subject
from claims.text.verbs_de import is_impersonal, saying_verb

_LINKED = ("ungs", "ens", "heits", "keits", "schafts", "täts", "tions", "ions", "ums", "ments")


def sources(line: Line) -> Sources:
    """Everything in the sentence, outside its quotations, that points to a source."""
    found = Sources()
    cut = clauses(line)
    for k, clause in enumerate(cut):
        if clause.spoken:
            continue
        if line.lower(clause.first) == "wie" and found.reporter is None:
            found.reporter = _reporter(line, clause)
            if found.reporter is not None:
                continue
        if found.speaker is None:
            _speaker(line, cut, k, found)
        if found.speaker is None and k > 0:
            _so(line, clause, found)
    for at in range(len(line.words)):
        if not line.spoken[at]:
            _preposition(line, cut, at, found)
    _introduced(line, cut, found)
    found.hearsay = found.speaker is None and _hearsay(line)
    if found.reporter is None and (found.speaker or found.named):
        found.reporter = relative_medium(line, cut)
    return found


def _hearsay(line: Line) -> bool:
    """True for "war behauptet worden", "wird vermutet": somebody unnamed says so."""
    lemmas = [word.lemma for word, spoken in zip(line.words, line.spoken, strict=True) if not spoken]
    said = any(word.tag == "VV(PP)" and word.lemma in sayings.HEARSAY_DE for word in line.words)
    return said and "werden" in lemmas


def _speaker(line: Line, cut: list[Clause], k: int, found: Sources) -> None:
    """Sets speaker, verb and channels when clause `k` holds a verb of saying and its subject is known."""
    clause = cut[k]
    quoted = next((at for at in range(clause.first, clause.end) if line.lower(at) == "zitiert"), -1)
    if quoted > 0 and _quoted_by(line, clause, quoted, found):
        return
    verb = saying_verb(line, cut, k)
    if verb is None:
        _parted(line, cut, k, found)
        return
    finite, saying = verb
    if line.words[saying].lemma == "zitieren":
        _quoted(line, cut, k, finite, found)
        if found.speaker is not None:
            return
    if is_impersonal(line, clause, saying):
        found.speaker = _said_from(line, clause, saying)
        found.carried = found.carried or found.speaker is None
    else:
        found.speaker = subject(line, cut, k, finite)
    if found.speaker is not None:
        found.verb_at = saying
        found.channels = channels(line, clause, finite, found.speaker)


def _parted(line: Line, cut: list[Clause], k: int, found: Sources) -> None:
    """Sets the speaker of "Zuvor hatte der Leiter, Anna Weber, berichtet": auxiliary and verb in two clauses."""
    at = cut[k].end - 1
    said = line.tag(at).startswith("VV") and line.words[at].lemma in sayings.SAYING_DE
    if k < 2 or not said or cut[k].end - cut[k].first > 3 or cut[k - 1].spoken or cut[k - 2].spoken:
        return
    before = cut[k - 2]
    finite = [i for i in range(before.first, before.end) if line.tag(i).endswith("(FIN)")]
    if len(finite) != 1 or line.words[finite[0]].lemma != "haben":
        return
    if any(line.tag(i).endswith("(FIN)") for i in range(cut[k - 1].first, cut[k - 1].end)):
        return
    found.speaker = subject(line, cut, k - 2, finite[0])
    if found.speaker is not None:
        found.verb_at = at


def _quoted_by(line: Line, clause: Clause, at: int, found: Sources) -> bool:
    """Sets the speaker of "Weber wurde von der Zeitung mit den Worten zitiert"; False where it is no passive."""
    verb = next((i for i in range(clause.first, at) if line.words[i].lemma == "werden"), -1)
    if verb < 0:
        return False
    found.speaker = before_verb(line, clause.first, verb) or behind_verb(line, verb + 1, clause.end)
    if found.speaker is None:
        return False
    found.verb_at = at
    by = next((i for i in range(verb, at) if line.lower(i) in {"von", "vom", "in", "im"}), -1)
    phrase = phrase_at(line, by + 1, stop=at) if by > 0 else None
    if phrase is not None and is_outlet(line, phrase.first, phrase.core):
        found.channels = [titled(line, phrase)]
    return True


def _quoted(line: Line, cut: list[Clause], k: int, finite: int, found: Sources) -> None:
    """Sets who is quoted as the speaker and who quotes as the channel: "Die Zeitung zitiert einen Beamten"."""
    first = subject(line, cut, k, finite)
    if first is None or first.phrase is None:
        return
    at = finite + 1
    while at < cut[k].end and line.tag(at) in {"ADV", "PRF", "PROAV", "ADJ(D)"}:
        at += 1
    if first.phrase.first >= at:
        at = first.phrase.end
    second = phrase_at(line, at, stop=cut[k].end)
    if second is None:
        return
    quoting, quoted = Source(first.phrase.first, first.phrase), Source(second.first, second)
    if is_outlet(line, second.first, second.core) and not is_outlet(
        line, first.phrase.first, first.phrase.core
    ):
        quoting, quoted = quoted, quoting
    found.speaker, found.channels, found.verb_at = quoted, [quoting], finite


def _said_from(line: Line, clause: Clause, at: int) -> Source | None:
    """The place in "hieß es aus Kiew", "heißt es in dem Bericht"."""
    for i in range(clause.first, clause.end):
        if line.lower(i) in {"aus", "in", "im", "bei", "beim", "von", "vom", "seitens"}:
            phrase = phrase_at(line, i + 1, stop=clause.end)
            if phrase is not None and abs(i - at) <= 6:
                return Source(i + 1, _inner(line, phrase))
    return None


def _reporter(line: Line, clause: Clause) -> Source | None:
    """The one in "wie die Zeitung berichtet", "wie aus dem Bericht hervorgeht", "wie er sagte"."""
    if line.lower(clause.first + 1) in {"ihn", "ihm"} or line.tag(clause.first + 2) == "PPER":
        return None  # "wie ihn die Fraktion forderte" compares
    verbs = [at for at in range(clause.first + 1, clause.end) if line.tag(at).startswith(("VV", "VA"))]
    behind = {line.lower(at) for at in range(clause.first, clause.end)}
    lemmas = {line.words[at].lemma for at in verbs}
    if lemmas & {"hervorgehen", "heißen", "verlauten"} or ("hervor" in behind):
        return _said_from(line, clause, clause.first)
    if not any(
        lemma in sayings.SAYING_DE or any((lemma, word) in sayings.PARTICLE_VERBS for word in behind)
        for lemma in lemmas
    ):
        return None
    found = behind_verb(line, clause.first + 1, verbs[-1])
    if found is not None and found.pronoun and clause.first > 0:
        return Source(
            found.at, pronoun="selbst"
        )  # "… gestiegen, wie sie mitteilte": the one the sentence is about
    return found


def _so(line: Line, clause: Clause, found: Sources) -> None:
    """Adds the one in "…, so der Sprecher weiter."."""
    if line.lower(clause.first) != "so" or clause.end - clause.first > 14:
        return
    if any(line.tag(at).endswith("(FIN)") for at in range(clause.first, clause.end)):
        return
    phrase = phrase_at(line, clause.first + 1, stop=clause.end)
    if phrase is not None and phrase.article not in OBLIQUE - {"einer"}:
        found.speaker = Source(phrase.first, apposed(line, phrase), subject=True, plural=phrase.joined)
        found.verb_at = clause.first
        found.channels = channels(line, clause, phrase.end - 1, found.speaker)


def _preposition(line: Line, cut: list[Clause], at: int, found: Sources) -> None:
    """Adds what the preposition at `at` names: "laut", "nach Angaben", "zufolge", "unter Berufung auf"."""
    word = line.lower(at)
    stop = cut[clause_of(cut, at)].end if clause_of(cut, at) >= 0 else len(line.words)
    if word in {"demnach", "danach"} and line.tag(at) == "PROAV":
        found.carried = found.carried or word == "demnach"
    elif word in {"laut", "gemäß", "gemäss"} and line.tag(at) in {"APPR", "ADJ(D)", "ADV", "APPO"}:
        phrase = phrase_at(line, at + 1, stop=_far(line, at + 1))
        if phrase is not None and word != "laut" and not _told(line, phrase):
            return  # "gemäß einem Schlüssel"
        if phrase is not None and phrase.core - phrase.first == 1 and _compound(line.lower(phrase.first)):
            found.named.append(Source(at, words=_who_of(line.words[phrase.first].text)))
        elif phrase is not None:
            found.named.append(Source(at, _inner(line, phrase)))
    elif word == "nach" or (word == "aus" and line.lower(at + 1) in {"sicht", "kreisen"}):
        _after_nach(line, at, found)
    elif word == "zufolge":
        _zufolge(line, cut, at, found)
    elif word == "auf" and line.lower(at - 1) in {"berufung", "verweis", "bezug"}:
        phrase = phrase_at(line, at + 1, stop=stop)
        if phrase is not None:
            found.basis = Source(at, _inner(line, phrase))


def _told(line: Line, phrase: Phrase) -> bool:
    """True for a phrase that names somebody or what was said: "gemäß den Angaben"."""
    lemma = line.words[phrase.core - 1].lemma.lower()
    return (
        _is_author(line, phrase)
        or _compound(line.lower(phrase.core - 1))
        or lemma in sayings.WORDS_SAID_DE
        or lemma.endswith(sayings.STUDIES_DE)
    )


def _after_nach(line: Line, at: int, found: Sources) -> None:
    phrase = phrase_at(line, at + 1, stop=_far(line, at + 1))
    if phrase is None:
        return
    head = line.words[phrase.core - 1]
    own = {line.lower(i) for i in range(phrase.first, phrase.core)}
    said = head.lemma.lower() in sayings.WORDS_SAID_DE or head.lower in {"sicht", "kreisen"}
    if own & {"eigenen", "eigener"} and said:
        found.named.append(Source(at, pronoun="selbst"))
    elif said and own & {"seinen", "seiner", "ihren", "ihrer"} and phrase.end == phrase.core:
        found.named.append(Source(at, pronoun="seine" if own & {"seinen", "seiner"} else "ihre"))
    elif said and phrase.end == phrase.core and line.lower(phrase.end) in {"von", "vom", "aus"}:
        inner = phrase_at(line, phrase.end + 1, stop=_far(line, phrase.end + 1))
        if inner is not None:
            found.named.append(Source(at, inner))
    elif phrase.core - phrase.first == 1 and _compound(head.lower):
        found.named.append(Source(at, words=_who_of(head.text)))
    elif phrase.end > phrase.core and (said or _inner(line, phrase) is not phrase):
        found.named.append(Source(at, _inner(line, phrase)))


def _zufolge(line: Line, cut: list[Clause], at: int, found: Sources) -> None:
    k = clause_of(cut, at)
    if line.lower(at - 1) in {"ihm", "ihr", "ihnen"}:
        pronoun = {"ihm": "seine", "ihr": "ihre", "ihnen": "sie"}[line.lower(at - 1)]
        found.named.append(Source(at, pronoun=pronoun, plural=line.lower(at - 1) == "ihnen"))
        return
    for first in range(cut[k].first if k >= 0 else 0, at):
        phrase = phrase_at(line, first, stop=at, before_verb=True)
        if phrase is not None and phrase.end == at:
            _said_there(line, phrase, found)
            return
        if phrase is not None and line.lower(phrase.end) in {"von", "vom"}:
            inner = phrase_at(line, phrase.end + 1, stop=at, before_verb=True)
            if inner is not None and inner.end == at:
                found.named.append(Source(first, inner))
                return


def _said_there(line: Line, phrase: Phrase, found: Sources) -> None:
    """Adds the source of "X zufolge" for the phrase X."""
    own = {line.lower(i) for i in range(phrase.first, phrase.core)}
    head = line.words[phrase.core - 1]
    bare = phrase.core == phrase.end and head.lemma.lower() in sayings.WORDS_SAID_DE
    if bare and own & {"seinen", "seiner", "ihren", "ihrer"}:
        found.named.append(Source(phrase.first, pronoun="seine" if own & {"seinen", "seiner"} else "ihre"))
    elif bare:
        found.carried = True  # "Den Angaben zufolge": those of the sentence before
    elif phrase.core - phrase.first == 1 and _compound(head.lower):
        found.named.append(Source(phrase.first, words=_who_of(head.text)))
    else:
        found.named.append(Source(phrase.first, _inner(line, phrase)))


def _compound(word: str) -> bool:
    return word in sayings.BARE_SOURCES_DE or (
        word.endswith(("angaben", "informationen", "kreisen"))
        and word not in {"angaben", "informationen", "kreisen"}
    )


def _who_of(word: str) -> str:
    """Who speaks in "Polizeiangaben", "Unternehmensangaben"; "Medienberichten" are named as they are."""
    if word.lower() in sayings.BARE_SOURCES_DE:
        return word.removesuffix("n") if word.endswith("en") else word
    for ending in ("angaben", "informationen"):
        if word.lower().endswith(ending):
            stem = word[: -len(ending)].rstrip("-")
            return stem.removesuffix("s") if stem.endswith(_LINKED) else stem
    return word.removesuffix("n")


def _inner(line: Line, phrase: Phrase) -> Phrase:
    """Who said it, where the phrase tells what was said: "Angaben der Polizei", "Bericht von Reuters"."""
    head = line.words[phrase.core - 1]
    said = head.lemma.lower() in sayings.WORDS_SAID_DE
    study = head.lower.endswith(sayings.STUDIES_DE)
    if not (said or study) or phrase.joined:
        return phrase
    at = phrase.core + 1 if line.lower(phrase.core) in {"von", "vom"} else phrase.core
    inner = phrase_at(line, at, stop=max(phrase.end, _far(line, at) if at > phrase.core else phrase.end))
    if inner is not None and line.lower(inner.core - 1) in TIMES:
        return phrase  # "Mitteilung vom Montag"
    if inner is None or (not said and not _is_author(line, inner)):
        return phrase  # "Analyse der Proben" was made of them, not by them
    return inner


def _is_author(line: Line, phrase: Phrase) -> bool:
    names = (line.named[at] for at in range(phrase.first, phrase.core))
    if any(name is not None and name.type in {"PER", "ORG", "OTH"} for name in names):
        return True
    own = (line.words[at].lemma.lower() for at in range(phrase.first, phrase.core))
    return any(lemma.endswith(sayings.AUTHORS_DE) for lemma in own)


def _far(line: Line, at: int) -> int:
    """The end of the stretch in which a phrase may run: up to speech or a colon."""
    for i in range(at, len(line.words)):
        if line.spoken[i] or line.lower(i) in {":", ";"}:
            return i
    return len(line.words)


def _introduced(line: Line, cut: list[Clause], found: Sources) -> None:
    """The one in "Müller weiter: „…“" and "Habeck: Wir schaffen das": a name or office before a colon."""
    if found.speaker is not None or not cut or cut[0].spoken or line.lower(cut[0].end) != ":":
        return
    phrase = phrase_at(line, cut[0].first, stop=cut[0].end)
    if phrase is None or phrase.article in OBLIQUE:
        return
    rest = {line.lower(at) for at in range(phrase.end, cut[0].end)}
    said = cut[0].end + 1 < len(line.words) and line.spoken[cut[0].end + 1]
    name = person_in(line, phrase)
    person = name is not None and " " in name.full
    alone = phrase.core - phrase.first == 1 and not phrase.joined and line.named[phrase.first] is None
    if (alone and not rest and sayings.is_source_noun(line.words[phrase.first].lower)) or (
        rest <= {"weiter", "dazu", "zu", "hierzu", "daraufhin"} and (person or (said and phrase.article))
    ):
        found.speaker = Source(phrase.first, phrase, subject=True)
        found.verb_at = cut[0].end
