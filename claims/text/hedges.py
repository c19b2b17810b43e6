"""Words that keep a statement at arm's length: "soll", "mutmaßlich", "reportedly", the subjunctive."""

from collections.abc import Sequence

from claims.text.lines import Line
from claims.text.morphology import Word
from claims.text.wordlists import listed

SUBJUNCTIVE = "Konjunktiv"

_WORDS_DE = listed(
    "laut wohl mutmaßlich mutmaßliche mutmaßlichen mutmaßlicher mutmaßliches angeblich angebliche angeblichen "
    "angeblicher angebliches offenbar vermutlich demnach zufolge anscheinend scheinbar möglicherweise "
    "wahrscheinlich vielleicht eventuell womöglich offensichtlich voraussichtlich schätzungsweise "
    "mutmasslich mutmassliche mutmasslichen mutmasslicher vermeintlich vermeintliche vermeintlichen "
    "könnte könnten dürfte dürften soll sollen scheint scheinen gemäß gemäss"
)
_WORDS_EN = listed(
    "reportedly allegedly alleged apparently apparent may might could possibly probably likely perhaps "
    "supposedly seemingly purportedly purported suspected appears appear seems seem presumably would"
)
_PAIRS_EN = (
    ("is", "said", "to"), ("are", "said", "to"), ("was", "said", "to"), ("were", "said", "to"),
    ("is", "believed", "to"), ("are", "believed", "to"), ("is", "thought", "to"), ("are", "thought", "to"),
    ("is", "understood", "to"), ("is", "reported", "to"), ("according", "to"),
)  # fmt: skip
# Forms of the Konjunktiv I that no indicative has (Duden-Grammatik: first and third person singular, "seien").
_FIRST = listed("sei seien habe werde könne müsse solle wolle dürfe möge wisse lasse")
_SECOND = listed(
    "wäre wären hätte hätten würde würden könnte könnten müsste müssten dürfte dürften käme kämen gäbe gäben "
    "ginge ließe liesse bliebe stünde stünden fände fänden nähme nähmen sähe "
    "sähen hielte läge lägen wüsste wüssten bräuchte bräuchten täte täten träfe träfen spräche sprächen"
)
_STAND_INS = _SECOND - listed("könnte könnten müsste müssten dürfte dürften")
_PLAIN = listed("ist sind hat haben wird werden war waren hatte hatten wurde wurden")
_SUPPOSING = listed("wenn falls sofern sonst fast beinahe ohne")
# Forms that are plural indicative or something else as well count only beside a sure one.
_NO_SUBJUNCTIVE = listed("heute gerne beide ohne habe")


def is_indirect(line: Line) -> bool:
    """True where a German sentence outside its quotations speaks in the Konjunktiv I: somebody else's words."""
    if line.language != "de":
        return False
    return any(not spoken and is_reported(line.words, at) for at, spoken in enumerate(line.spoken))


def may_go_on(line: Line) -> bool:
    """True where a German sentence may go on with reported speech in the forms that stand in for the Konjunktiv I.

    "hätten", "kämen", "läge" report when reported speech stands before them; with "wenn" they suppose.
    """
    if line.language != "de":
        return False
    lowers = {word.lower for word, spoken in zip(line.words, line.spoken, strict=True) if not spoken}
    plain = any(word.lower in _PLAIN and word.tag.endswith("(FIN)") for word in line.words)
    return bool(lowers & _STAND_INS) and not lowers & _SUPPOSING and not plain


def hedges(line: Line) -> tuple[str, ...]:
    """The hedges of the sentence in its order, each once, as they stand; "Konjunktiv" last for a verb form."""
    if line.language == "en":
        return tuple(dict.fromkeys(_english(line)))
    if line.language != "de":
        return ()
    found: list[str] = []
    for at, word in enumerate(line.words):
        if word.lower in _WORDS_DE and not (word.lower == "laut" and _is_loud(line, at)):
            found.append(word.text)
        elif word.lower == "davon" and not line.spoken[at] and _assumed(line, at):
            found.append(_assumption(line, at))
    subjunctive = is_indirect(line) or any(word.lower in _STAND_INS for word in line.words)
    return tuple(dict.fromkeys([*found, *([SUBJUNCTIVE] if subjunctive else [])]))


def _is_loud(line: Line, at: int) -> bool:
    """True for the "laut" that is no preposition: "Die Musik war laut."."""
    follows = line.words[at + 1].text[:1] if at + 1 < len(line.words) else ""
    return line.tag(at) == "ADJ(A)" or not (follows.isalnum() or follows in '„«»"“')


def is_reported(words: Sequence[Word], at: int) -> bool:
    """True for a verb in the Konjunktiv I, which German news keep for the words of others."""
    word = words[at]
    if not word.tag.endswith("(FIN)") and not word.tag.endswith("(IMP)"):
        return False
    around = {words[i].lower for i in range(max(0, at - 3), min(len(words), at + 4))}
    if "ich" in around or not word.text[:1].islower():
        return False
    if word.lower in _FIRST:
        # "es sei denn" is a fixed phrase
        return not (word.lower == "sei" and at + 1 < len(words) and words[at + 1].lower == "denn")
    if word.lower in _NO_SUBJUNCTIVE or not word.tag.startswith("VV") or not word.lower.endswith("e"):
        return False
    return word.lemma.endswith("n") and word.lower in {word.lemma[:-1], word.lemma[:-2] + "e"}


def _assumed(line: Line, at: int) -> bool:
    """True for the "davon" of "geht davon aus"."""
    near = range(at + 1, min(at + 3, len(line.words)))
    return any(line.lower(i) in {"aus", "auszugehen"} or line.words[i].lemma == "ausgehen" for i in near)


def _assumption(line: Line, at: int) -> str:
    """ "gehen davon aus" as it stands; without the verb where other words lie between."""
    first = at - 1 if at > 0 and line.words[at - 1].lemma == "gehen" else at
    return line.between(first, at + 2)


def _english(line: Line) -> list[str]:
    found: list[str] = []
    lowers = [word.lower for word in line.words]
    for at, word in enumerate(line.words):
        pair = next((p for p in _PAIRS_EN if tuple(lowers[at : at + len(p)]) == p), None)
        if pair is not None:
            found.append(line.between(at, at + len(pair)))
        elif word.lower in _WORDS_EN and not (word.text == "May" and at > 0) and word.lower != "would":
            found.append(word.text)
    return found
