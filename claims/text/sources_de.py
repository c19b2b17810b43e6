"""Where a German sentence says that its statement comes from: verbs of saying, "laut", "zufolge", "so X"."""

from claims.text import sayings
from claims.text.noun_phrases import Line, Phrase, phrase_at
from claims.text.sources import Clause, Source, Sources, behind_bracket, clause_of, clauses
from claims.text.wordlists import listed

_SUBORDINATE = frozenset({"KOUS", "PRELS", "PRELAT", "PWS", "PWAT", "PWAV", "KOUI"})
_SKIPPED = frozenset({"PRF", "ADV", "ADJ(D)", "PTKVZ", "PROAV", "PTKNEG", "PTKA", "APZR"})
_PREPOSITIONS = frozenset({"APPR", "APPRART"})
_OBLIQUE = listed("dem den des einem einen eines einer diesem diesen dieses seinem ihrem seinen ihren")
_PRONOUNS = frozenset({"er", "sie"})
_VICTIMS = ("opfer", "tote", "toten", "menschenleben", "leben", "verletzte")
_NO_CHANNELS = frozenset({"laut", "gemäß", "gemäss", "nach", "zufolge", "von", "vom", "für", "wegen", "aus"})
_DATIVES = frozenset({"dem", "der", "den"})


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
    return found


def _speaker(line: Line, cut: list[Clause], k: int, found: Sources) -> None:
    """Sets speaker, verb and channels when clause `k` holds a verb of saying and its subject is known."""
    clause = cut[k]
    verb = _verb(line, cut, k)
    if verb is None:
        return
    finite, saying = verb
    if line.words[saying].lemma == "heißen":
        found.speaker = _said_from(line, clause, saying)
        found.carried = found.carried or found.speaker is None
    else:
        found.speaker = _subject(line, cut, k, finite)
    if found.speaker is not None:
        found.verb_at = saying
        found.channels = _channels(line, clause, finite, found.speaker)


def _verb(line: Line, cut: list[Clause], k: int) -> tuple[int, int] | None:
    """Indexes of the finite verb and of the verb of saying of a main clause; None without one."""
    clause = cut[k]
    if line.tag(clause.first) in _SUBORDINATE and line.lower(clause.first) not in {"wie"}:
        return None
    finite = [at for at in range(clause.first, clause.end) if line.tag(at).endswith("(FIN)")]
    auxiliary = next((at for at in finite if line.words[at].lemma == "haben"), None)
    for at in range(clause.first, clause.end):
        tag = line.tag(at)
        if not tag.startswith("VV") or not _says(line, cut, k, at):
            continue
        if auxiliary is not None and auxiliary != at:
            return auxiliary, at
        if tag == "VV(FIN)" and not any(line.tag(f).startswith(("VA", "VM")) for f in finite):
            return at, at
    return None


def _says(line: Line, cut: list[Clause], k: int, at: int) -> bool:
    """True where the verb at `at` hands over a statement."""
    clause, lemma = cut[k], line.words[at].lemma
    behind = [line.lower(i) for i in range(at + 1, clause.end)]
    if any((lemma, word) in sayings.PARTICLE_VERBS for word in behind):
        return True
    if (
        lemma in {"sprechen", "zeigen"}
        and "von" not in behind
        and "aus" not in behind
        and not _clause_follows(line, cut, k)
    ):
        return False
    if lemma == "melden" and "sich" in behind[:2]:
        return False
    if lemma == "fordern" and any(word.endswith(_VICTIMS) for word in behind):
        return False
    if lemma == "heißen":
        around = {line.lower(at - 1), line.lower(at + 1)}
        return "es" in around
    if lemma in sayings.SAYING_DE:
        return True
    if lemma == "gehen" or lemma == "ausgehen":
        return "davon" in [line.lower(i) for i in range(clause.first, clause.end)] and (
            "aus" in behind or lemma == "ausgehen"
        )
    if lemma == "rechnen":
        return "mit" in behind or "damit" in behind
    if lemma in {"erwarten", "befürchten", "schätzen"}:
        return True
    thinking = lemma in sayings.THINKING_DE or any(
        (lemma, word) in sayings.PARTICLES_THINKING for word in behind
    )
    return thinking and _clause_follows(line, cut, k)


def _clause_follows(line: Line, cut: list[Clause], k: int) -> bool:
    return k + 1 < len(cut) and line.lower(cut[k + 1].first) in {"dass", "daß", "ob", "wie"}


def _subject(line: Line, cut: list[Clause], k: int, finite: int) -> Source | None:
    clause = cut[k]
    left = _left(line, _phrase_start(line, cut, k, finite), finite)
    right = _right(line, finite + 1, clause.end)
    if left is not None and right is not None:
        return right if _yields(line, left, right) else left
    if left is not None or right is not None:
        return left or right
    if finite == clause.first and k > 0:
        return _before_apposition(line, cut, k)
    return None


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


def _yields(line: Line, left: Source, right: Source) -> bool:
    """True where the left phrase is rather the object: "Einzelheiten nannte er nicht"."""
    if left.pronoun or left.phrase is None:
        return False
    if any(line.named[at] is not None for at in range(left.phrase.first, left.phrase.core)):
        return False
    if left.phrase.article == "der":
        return False
    if right.pronoun:
        return True
    return right.phrase is not None and line.named[right.phrase.core - 1] is not None


def _left(line: Line, first: int, finite: int) -> Source | None:
    """The subject before the verb."""
    at = first
    while at < finite and line.tag(at) in {"KON", "ADV", "PTKNEG", "ADJ(D)"} and line.named[at] is None:
        at += 1
    if at >= finite or line.tag(at) in _PREPOSITIONS:
        return None
    if line.lower(at) in _PRONOUNS and at + 2 >= finite:
        return Source(at, pronoun=line.lower(at), subject=True, plural=line.lower(finite).endswith("en"))
    if line.lower(at) in sayings.NO_SPEAKERS_DE and line.tag(at + 1) not in {"NN", "NE", "ADJ(A)", "NNA"}:
        return None
    phrase = phrase_at(line, at, stop=finite, before_verb=True)
    if phrase is None or phrase.article in _OBLIQUE:
        return None
    rest = phrase.end
    while rest < finite:
        if line.tag(rest) in _SKIPPED:
            rest += 1
        elif line.lower(rest) == "(":
            rest = behind_bracket(line, rest, finite)
        elif line.tag(rest) in _PREPOSITIONS:
            rest = _behind_preposition(line, rest, finite)
        else:
            return None
    return Source(at, phrase, subject=True, plural=phrase.joined or line.lower(finite).endswith("en"))


def _right(line: Line, at: int, stop: int) -> Source | None:
    """The subject behind the verb."""
    while at < stop:
        word = line.lower(at)
        if word in _PRONOUNS:
            return Source(at, pronoun=word, subject=True, plural=line.lower(at - 1).endswith("en"))
        if word in sayings.NO_SPEAKERS_DE and line.tag(at) in {"PPER", "PIS", "PDS", "PWS"}:
            return None
        phrase = None if line.tag(at) in _PREPOSITIONS else phrase_at(line, at, stop=stop)
        if phrase is not None:
            following = phrase_at(line, phrase.end, stop=stop) if phrase.article in _DATIVES else None
            if following is not None and following.article not in _OBLIQUE:
                phrase = following  # sagte der Deutschen Presse-Agentur ein Sprecher
            if phrase.article not in _OBLIQUE:
                return Source(phrase.first, _apposed(line, phrase), subject=True, plural=phrase.joined)
            at = phrase.end
        elif line.lower(at) == "(":
            at = behind_bracket(line, at, stop)
        elif line.tag(at) in _PREPOSITIONS:
            at = _behind_preposition(line, at, stop)
        elif line.tag(at) in _SKIPPED or line.tag(at) in {"PPER", "PTKZU", "$."}:
            at += 1
        else:
            return None
    return None


def _apposed(line: Line, phrase: Phrase) -> Phrase:
    """The person named behind an office: "der Sprecher der Polizei, Hans Müller"."""
    if phrase.end + 1 < len(line.words) and line.lower(phrase.end) == ",":
        name = line.named[phrase.end + 1]
        if name is not None and name.type == "PER" and not _has_person(line, phrase):
            behind = phrase_at(line, phrase.end + 1, stop=len(line.words))
            if behind is not None and line.lower(behind.end) in {",", ".", ""}:
                return behind
    return phrase


def _has_person(line: Line, phrase: Phrase) -> bool:
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
    return _left(line, clause.first, clause.end)


def _behind_preposition(line: Line, at: int, stop: int) -> int:
    """The place behind "in Berlin", "an diesem Dienstag", "nach dem Treffen der Minister"."""
    phrase = phrase_at(line, at + 1, stop=stop)
    return phrase.end if phrase is not None else at + 1


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
    verbs = [at for at in range(clause.first + 1, clause.end) if line.tag(at).startswith(("VV", "VA"))]
    behind = {line.lower(at) for at in range(clause.first, clause.end)}
    lemmas = {line.words[at].lemma for at in verbs}
    if lemmas & {"hervorgehen", "heißen"} or ("hervor" in behind):
        return _said_from(line, clause, clause.first)
    if not any(
        lemma in sayings.SAYING_DE or any((lemma, word) in sayings.PARTICLE_VERBS for word in behind)
        for lemma in lemmas
    ):
        return None
    return _right(line, clause.first + 1, verbs[-1])


def _so(line: Line, clause: Clause, found: Sources) -> None:
    """Adds the one in "…, so der Sprecher weiter."."""
    if line.lower(clause.first) != "so" or clause.end - clause.first > 14:
        return
    if any(line.tag(at).endswith("(FIN)") for at in range(clause.first, clause.end)):
        return
    phrase = phrase_at(line, clause.first + 1, stop=clause.end)
    if phrase is not None and phrase.article not in _OBLIQUE - {"einer"}:
        found.speaker = Source(phrase.first, _apposed(line, phrase), subject=True, plural=phrase.joined)
        found.verb_at = clause.first
        found.channels = _channels(line, clause, phrase.end - 1, found.speaker)


def _preposition(line: Line, cut: list[Clause], at: int, found: Sources) -> None:
    """Adds what the preposition at `at` names: "laut", "nach Angaben", "zufolge", "unter Berufung auf"."""
    word = line.lower(at)
    stop = cut[clause_of(cut, at)].end if clause_of(cut, at) >= 0 else len(line.words)
    if word in {"demnach", "danach"} and line.tag(at) == "PROAV":
        found.carried = found.carried or word == "demnach"
    elif word in {"laut", "gemäß"} and line.tag(at) in {"APPR", "ADJ(D)", "ADV", "APPO"}:
        phrase = phrase_at(line, at + 1, stop=_far(line, at + 1))
        if phrase is not None:
            found.named.append(Source(at, _inner(line, phrase)))
    elif word == "nach" or (word == "aus" and line.lower(at + 1) in {"sicht", "kreisen"}):
        _after_nach(line, at, found)
    elif word == "zufolge":
        _zufolge(line, cut, at, found)
    elif word == "auf" and line.lower(at - 1) in {"berufung", "verweis", "bezug"}:
        phrase = phrase_at(line, at + 1, stop=stop)
        if phrase is not None:
            found.basis = Source(at, _inner(line, phrase))


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
        found.named.append(Source(at, pronoun="er" if own & {"seinen", "seiner"} else "sie"))
    elif said and phrase.end == phrase.core and line.lower(phrase.end) in {"von", "vom"}:
        inner = phrase_at(line, phrase.end + 1, stop=_far(line, phrase.end + 1))
        if inner is not None:
            found.named.append(Source(at, inner))
    elif (said and phrase.end > phrase.core) or _compound(head.lower):
        found.named.append(Source(at, _inner(line, phrase)))


def _zufolge(line: Line, cut: list[Clause], at: int, found: Sources) -> None:
    k = clause_of(cut, at)
    if line.lower(at - 1) in {"ihm", "ihr", "ihnen"}:
        pronoun = {"ihm": "er", "ihr": "sie", "ihnen": "sie"}[line.lower(at - 1)]
        found.named.append(Source(at, pronoun=pronoun, plural=line.lower(at - 1) == "ihnen"))
        return
    for first in range(cut[k].first if k >= 0 else 0, at):
        phrase = phrase_at(line, first, stop=at, before_verb=True)
        if phrase is not None and phrase.end == at:
            found.named.append(Source(first, _inner(line, phrase)))
            return
        if phrase is not None and line.lower(phrase.end) in {"von", "vom"}:
            inner = phrase_at(line, phrase.end + 1, stop=at, before_verb=True)
            if inner is not None and inner.end == at:
                found.named.append(Source(first, inner))
                return


def _compound(word: str) -> bool:
    return word in sayings.BARE_SOURCES_DE or (word.endswith(("angaben", "informationen")) and len(word) > 14)


def _inner(line: Line, phrase: Phrase) -> Phrase:
    """Who said it, where the phrase tells what was said: "Angaben der Polizei", "Bericht von Reuters"."""
    if line.words[phrase.core - 1].lemma.lower() not in sayings.WORDS_SAID_DE or phrase.joined:
        return phrase
    at = phrase.core + 1 if line.lower(phrase.core) in {"von", "vom"} else phrase.core
    inner = phrase_at(line, at, stop=max(phrase.end, _far(line, at) if at > phrase.core else phrase.end))
    return inner or phrase


def _far(line: Line, at: int) -> int:
    """The end of the stretch in which a phrase may run: up to speech or a colon."""
    for i in range(at, len(line.words)):
        if line.spoken[i] or line.lower(i) in {":", ";"}:
            return i
    return len(line.words)


def _channels(line: Line, clause: Clause, finite: int, speaker: Source) -> list[Source]:
    """Through whom it was said: "bei KBS", "im Interview mit …", "dem Spiegel", "auf X"."""
    found: list[Source] = []
    taken = range(speaker.phrase.first, speaker.phrase.end) if speaker.phrase is not None else range(0)
    at = clause.first
    while at < clause.end:
        word = line.lower(at)
        start = at + 1
        if (word in {"mit", "gegenüber"} or line.tag(at) in _PREPOSITIONS) and word not in _NO_CHANNELS:
            talk = line.lower(at - 1).endswith(("interview", "gespräch", "podcast")) and word in {
                "mit",
                "der",
                "des",
            }
            phrase = phrase_at(line, start, stop=clause.end)
            if phrase is not None and (
                talk or word == "gegenüber" or _is_medium(line, phrase, loose=word == "bei")
            ):
                found.append(Source(phrase.first, phrase))
            at = phrase.end if phrase is not None and (found and found[-1].phrase is phrase) else at + 1
            continue
        if at > finite and at not in taken and word in {"dem", "der", "den"}:
            phrase = phrase_at(line, at, stop=clause.end)
            if phrase is not None and _is_medium(line, phrase, loose=False):
                found.append(Source(at, phrase))
                at = phrase.end
                continue
        at += 1
    return found


def _is_medium(line: Line, phrase: Phrase, *, loose: bool) -> bool:
    own = [line.lower(at) for at in range(phrase.first, phrase.core)]
    if any(word in sayings.MEDIA_NAMES or word.endswith(("-zeitung", "zeitung", "sender")) for word in own):
        return line.lower(phrase.first) not in {"x"} or line.lower(phrase.first - 1) in {"auf", "bei", "via"}
    if any(word in sayings.MEDIA or word.removesuffix("s") in sayings.MEDIA for word in own):
        return not own[-1].endswith(("interview", "gespräch", "mitteilung", "podcast"))
    name = line.named[phrase.core - 1]
    return loose and name is not None and name.type == "ORG"


def _introduced(line: Line, cut: list[Clause], found: Sources) -> None:
    """The one in "Müller weiter: „…“" and "Habeck: Wir schaffen das": a name or office before a colon."""
    if found.speaker is not None or not cut or cut[0].spoken or line.lower(cut[0].end) != ":":
        return
    phrase = phrase_at(line, cut[0].first, stop=cut[0].end)
    if phrase is None or phrase.article in _OBLIQUE:
        return
    rest = {line.lower(at) for at in range(phrase.end, cut[0].end)}
    said = cut[0].end + 1 < len(line.words) and line.spoken[cut[0].end + 1]
    person = _has_person(line, phrase)
    if rest <= {"weiter", "dazu", "zu", "hierzu", "daraufhin"} and (person or (said and phrase.article)):
        found.speaker = Source(phrase.first, phrase, subject=True)
        found.verb_at = cut[0].end
