"""Through whom a German sentence says that its words came: media spoken to, written in, quoted, or in the know."""

from claims.text import sayings
from claims.text.lines import Line
from claims.text.noun_phrases import Phrase, is_outlet, is_title, phrase_at
from claims.text.sources import Clause, Source
from claims.text.subjects_de import PREPOSITIONS

_NO_CHANNELS = frozenset({"laut", "gemäß", "gemäss", "nach", "zufolge", "von", "vom", "für", "wegen", "aus"})
_KNOWN_TO = frozenset({"vorliegen", "zitieren", "berichten", "veröffentlichen", "einsehen"})


def relative_medium(line: Line, cut: list[Clause]) -> Source | None:
    """The medium of "einem Papier, das dem „Spiegel“ vorliegt", "Angaben, die die Zeitung zitiert"."""
    for k, clause in enumerate(cut):
        relative = any(line.tag(at) == "PRELS" for at in (clause.first, clause.first + 1))
        if k == 0 or clause.spoken or not relative:
            continue
        if not any(line.words[at].lemma in _KNOWN_TO for at in range(clause.first + 1, clause.end)):
            continue
        for at in range(clause.first + 1, clause.end):
            phrase = phrase_at(line, at, stop=len(line.words))
            if phrase is not None and is_outlet(line, phrase.first, phrase.core):
                return titled(line, phrase)
    return None


def channels(line: Line, clause: Clause, finite: int, speaker: Source) -> list[Source]:
    """Through whom it was said: "bei KBS", "im Interview mit …", "dem Spiegel", "auf X"."""
    found: list[Source] = []
    taken = range(speaker.phrase.first, speaker.phrase.end) if speaker.phrase is not None else range(0)
    at = clause.first
    while at < clause.end:
        word = line.lower(at)
        phrase = None
        if (line.tag(at) in PREPOSITIONS or word == "gegenüber") and word not in _NO_CHANNELS:
            talk = word == "mit" and line.lower(at - 1).endswith(("interview", "gespräch", "podcast"))
            phrase = phrase_at(line, at + 1, stop=len(line.words))
            sure = talk or word == "gegenüber"
            if word == "auf" and phrase is not None and line.lower(phrase.core - 1).endswith("anfrage"):
                asked = line.lower(phrase.core) in {"der", "des", "von", "vom"}
                inner = phrase_at(
                    line, phrase.core + (line.lower(phrase.core) in {"von", "vom"}), stop=len(line.words)
                )
                phrase, sure = (inner, asked)
            if phrase is not None and not sure and not _is_medium(line, phrase, loose=word == "bei"):
                phrase = None
        elif (
            at > finite
            and at not in taken
            and (word in {"dem", "der", "den"} or _is_agency(line, at))
            and (line.tag(at - 1) != "NN" or at - 1 in taken)
            and line.lower(at - 1) not in _NO_CHANNELS
        ):
            phrase = phrase_at(line, at, stop=len(line.words))
            if phrase is not None and not (_is_medium(line, phrase, loose=True) or _is_paper(line, phrase)):
                phrase = None
        if phrase is not None:
            found.append(titled(line, phrase))
            at = phrase.end
        else:
            at += 1
    return found


def _is_agency(line: Line, at: int) -> bool:
    """True for the name of a medium that needs no article: "sagte Weber AFP", "sagte sie t-online"."""
    text = line.words[at].text
    return (
        line.lower(at) in sayings.MEDIA_NAMES
        and (text.isupper() or "-" in text or text == "dpa")
        and text != "X"
    )


def titled(line: Line, phrase: Phrase) -> Source:
    """The phrase, or the title in quotation marks behind it: "im Fachblatt „Nature“"."""
    title = phrase_at(line, phrase.core, stop=len(line.words)) if is_title(line, phrase.core) else None
    return Source(phrase.first, title or phrase)


def _is_medium(line: Line, phrase: Phrase, *, loose: bool) -> bool:
    if is_outlet(line, phrase.first, phrase.core):
        return line.lower(phrase.first) != "x" or line.lower(phrase.first - 1) in {"auf", "bei", "via"}
    name = line.named[phrase.core - 1]
    if loose and name is not None and name.type in {"ORG", "OTH"}:
        return True
    alone = phrase.core - phrase.first == 1 and line.lower(phrase.first - 1) == "bei"
    return alone and line.tag(phrase.first) in {"NE", "XY", "FM"} and (name is None or name.type == "ORG")


def _is_paper(line: Line, phrase: Phrase) -> bool:
    """True for somebody told who has the name of a newspaper: "sagte sie dem Nordkurier"."""
    last = line.lower(phrase.core - 1)
    return (
        phrase.core - phrase.first <= 4 and last.endswith(sayings.PAPERS_DE) and not last.endswith("angebote")
    )
