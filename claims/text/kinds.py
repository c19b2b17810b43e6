"""What a statement says, and whether it can be checked at all."""

import re
from collections.abc import Sequence

from claims.text import kind_words as lists
from claims.text.lines import Line
from claims.text.opinions import is_opinion, is_past, is_view
from claims.text.sources import clauses
from claims.text.spans import Attribution, Fact, FactType, Kind, Role
from claims.text.wordlists import listed

_QUESTION = re.compile(r"\?[\s\"“”«»'’‘)]*$")
_FINITE_EN = frozenset(
    {"VVD", "VVZ", "VVB", "VM0", "VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VDZ", "VDD", "VDB"}
)
_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.[\w-]")  # of e-mail: where to write to
_SHORT = 30  # words and marks of a sentence that only asks to write there
_MOSTLY = 0.5  # share of a sentence in quotation marks that makes it a quotation
_LONG = 9  # words and marks between quotation marks that need no verb to be a quotation
_DEPENDENT = listed(
    "dass daß weil ob wenn obwohl was wer warum wieso weshalb wann wo wozu welche welcher welches wie"
)
_NOT_CHECKABLE = frozenset({Kind.QUESTION, Kind.COMMAND, Kind.TRANSITION, Kind.OPINION})


def kind_of(
    line: Line,
    *,
    facts: Sequence[Fact],
    attribution: Attribution,
    indirect: bool,
    answer: bool = False,
    column: bool = False,
) -> Kind:
    """What the sentence says.

    `indirect` tells that it is in the words of reported speech, `answer` that it is somebody's words in an
    interview, where no quotation marks stand, `column` that the article is one person's view.
    """
    if _is_question(line):
        return Kind.QUESTION
    if _is_greeting(line) or _is_transition(line):
        return Kind.TRANSITION
    sourced = bool(attribution.claimant)
    if not sourced and _is_command(line):
        return Kind.COMMAND
    if _speech_share(line) >= _MOSTLY or _speech_with_verb(line):
        return Kind.QUOTE
    if answer and is_opinion(line, facts):
        return Kind.OPINION
    if answer:
        return Kind.QUOTE
    if sourced or indirect:
        return Kind.ATTRIBUTION
    if is_opinion(line, facts, column=column) or (column and is_view(line, facts)):
        return Kind.OPINION
    return _plain(line, facts)


def checkable(line: Line, kind: Kind, *, facts: Sequence[Fact], role: Role) -> bool:
    """False for questions, commands, transitions, pure opinion and pieces that state nothing."""
    if kind in _NOT_CHECKABLE:
        return False
    return has_statement(line, facts, role=role, said=kind is Kind.QUOTE)


def has_statement(line: Line, facts: Sequence[Fact], *, role: Role, said: bool = False) -> bool:
    """True where the words can be true or false: a finite verb, or a shortened statement of a headline.

    `said` tells that they are somebody's words, who may answer in half a sentence: "Ab Mai, zunächst eingleisig".
    """
    letters = [word for word in line.words if any(c.isalpha() for c in word.text)]
    if len(letters) < 2:
        return False
    if line.language not in {"de", "en"}:
        return len(letters) >= 4
    if _has_main_verb(line, headline=role is Role.HEADLINE):
        return len(letters) >= 3 or (len(letters) == 2 and any(f.type is FactType.NUMBER for f in facts))
    if role is Role.BODY and _mistaken_infinitive(line):
        return True
    figures = any(fact.type is FactType.NUMBER for fact in facts)
    participle = any(word.tag in {"VV(PP)", "VVN", "VVD"} for word in line.words)
    if role in {Role.HEADLINE, Role.SUBHEAD, Role.TEASER, Role.CAPTION}:
        if figures and len(letters) >= 3:
            return True
        return (len(letters) >= 4 and (participle or _has_infinitive(line))) or _is_elliptic(line, role)
    dated = said and any(fact.type is FactType.DATE for fact in facts)
    return len(letters) >= (4 if said else 5) and (figures or participle or dated)


def _has_main_verb(line: Line, *, headline: bool) -> bool:
    """True for a finite verb outside the clauses that hang on another: not "Was Russland dafür geben soll".

    A headline may leave the main verb out before a relative clause: "Haft für Verkäufer, die nie lieferten".
    """
    for clause in clauses(line):
        first = clause.first
        relative = (
            not headline
            and first > 0
            and any(line.tag(at) in {"PRELS", "PRELAT"} for at in (first, first + 1))
        )
        if line.language == "de" and (line.lower(first) in _DEPENDENT or relative):
            continue
        if any(is_finite(line, at) for at in range(first, clause.end)):
            return True
    return False


def is_finite(line: Line, at: int) -> bool:
    """True for a verb that can carry a sentence."""
    tag = line.tag(at)
    return tag.endswith("(FIN)") or tag in _FINITE_EN or line.lower(at).endswith(("n't", "n’t"))


def _mistaken_infinitive(line: Line) -> bool:
    """True for a full sentence whose finite verb the tagger took for an infinitive: "Damit verschieben wir …"."""
    if line.language != "de" or len(line.words) < 6 or line.words[-1].text not in {".", "!"}:
        return False
    return any(
        word.tag == "VV(INF)" and line.tag(at + 1) in {"PPER", "ART", "PRF"}
        for at, word in enumerate(line.words)
    )


def _is_elliptic(line: Line, role: Role) -> bool:
    """True for a heading that leaves "ist" out: "Bundesstraße 102 wieder frei"."""
    if role not in {Role.HEADLINE, Role.SUBHEAD} or line.language != "de" or len(line.words) < 3:
        return False
    if line.tag(0) in {"NN", "NE", "ART"} and line.tag(len(line.words) - 1) in {"ADJ(D)", "VV(INF)"}:
        return True
    # "Goldene Möwe für Regiedebüt aus Kolumbien", "Haft für früheren Chef"
    nominal = line.tag(0) in {"NN", "ADJ(A)", "CARD"} and role is Role.HEADLINE and len(line.words) >= 4
    return nominal and any(low in {"für", "gegen", "wegen", "nach", "bei", "an"} for low in _lowers(line))


def _lowers(line: Line) -> list[str]:
    return [word.lower for word in line.words]


def _has_infinitive(line: Line) -> bool:
    """ "Regierung will Steuern senken" is finite; "Mieten in Köln weiter gestiegen" and "to cut taxes" are not."""
    lowers = [word.lower for word in line.words]
    return line.language == "en" and any(
        a == "to" and line.tag(at + 1) == "VVI" for at, a in enumerate(lowers[:-1])
    )


def _is_question(line: Line) -> bool:
    text = line.between(0, len(line.words))
    if _QUESTION.search(text) is None:
        return "?" in text and _speech_share(line) > 0.5 and _asks_only(line)
    return _declarations(line) == 0 and not _states_before(line)


def _states_before(line: Line) -> bool:
    """True for „Statement“, sagt sie und fragt: „Warum?“: something was said before the question."""
    runs: list[list[str]] = []
    for at, (word, said) in enumerate(zip(line.words, line.spoken, strict=True)):
        if said and (not at or not line.spoken[at - 1]):
            runs.append([])
        if said:
            runs[-1].append(word.text)
    return len(runs) > 1 and len(runs[0]) >= _LONG and "?" not in runs[0]


def _asks_only(line: Line) -> bool:
    """True where everything said between the quotation marks is a question."""
    spoken = [word.text for word, said in zip(line.words, line.spoken, strict=True) if said]
    ends = [mark for mark in spoken if mark in {".", "!", "?"}]
    return bool(ends) and set(ends) == {"?"}


def _declarations(line: Line) -> int:
    """How many sentences before the last one end in a full stop."""
    return sum(
        1
        for at, word in enumerate(line.words[:-2])
        if word.text == "." and line.words[at + 1].text[:1].isupper()
    )


def _is_greeting(line: Line) -> bool:
    text = line.between(0, len(line.words)).lower()
    if len(line.words) <= 30 and not any(line.spoken) and any(words in text for words in lists.FAREWELLS):
        return True
    return len(line.words) <= 14 and text.startswith(lists.GREETINGS)


def leads_over(text: str) -> bool:
    """True for words that begin with a known transition: "Damit nicht genug: …"."""
    low = text.lower()
    return any(
        low.startswith(phrase) and not low[len(phrase) :][:1].isalnum() for phrase in lists.TRANSITIONS
    )


def _is_transition(line: Line) -> bool:
    text = line.between(0, len(line.words)).lower()
    bare = text.rstrip(".:!… ")
    if len(line.words) <= 9 and leads_over(text):
        return text.endswith(":") or bare in lists.TRANSITIONS
    return text.endswith(":") and len(line.words) <= 8 and not any(name is not None for name in line.named)


def _is_command(line: Line) -> bool:
    first = next((at for at, word in enumerate(line.words) if word.text[:1].isalpha()), -1)
    if first < 0:
        return False
    word, following = line.lower(first), line.lower(first + 1)
    if _ADDRESS.search(line.text[line.words[0].start : line.words[-1].end]) and len(line.words) <= _SHORT:
        return True
    text = line.between(0, len(line.words)).lower()
    if line.language == "de":
        if any(phrase in text for phrase in lists.APPEAL_PHRASES):
            return True
        if word in lists.APPEALS_DE or line.between(first, first + 2).lower() in lists.APPEALS_DE:
            return True
        if _is_advice(line):
            return True
        formal = following == "sie" and line.words[first].text[:1].isupper() and word.endswith("en")
        marked = any(mark.text in {"!", ":"} for mark in line.words[-2:])
        conditional = any(word.text == "," for word in line.words) and not marked
        return (formal and line.words[first + 1].text == "Sie" and not conditional) or (
            line.tag(first) == "VV(IMP)" and marked
        )
    if line.language == "en":
        return line.tag(first) in {"VVB", "VVI"} and word in lists.APPEALS_EN
    return False


def _is_advice(line: Line) -> bool:
    """True for "Nehmt euch Zeit", "Daneben solltet ihr …", "Dann sollten Sie …": the reader is told what to do."""
    lowers = _lowers(line)
    for at, low in enumerate(lowers[:-1]):
        beside = (lowers[at - 1] if at else "", lowers[at + 1])
        if low in {"solltet", "müsst", "solltest", "musst"} and {"ihr", "du"} & set(beside):
            return True
        polite = {line.words[at - 1].text if at > 1 else "", line.words[at + 1].text}
        if low == "sollten" and "Sie" in polite and line.words[-1].text != "?":
            return True
    familiar = {
        "euch",
        "eure",
        "euren",
        "eurem",
        "eurer",
        "dich",
        "dir",
        "deine",
        "deinen",
        "deinem",
        "deiner",
    }
    return (
        line.words[0].tag in {"VV(IMP)", "VV(FIN)"} and bool(familiar & set(lowers)) and "," not in lowers[:4]
    )


def _speech_share(line: Line) -> float:
    total = sum(word.end - word.start for word in line.words)
    said = sum(word.end - word.start for word, spoken in zip(line.words, line.spoken, strict=True) if spoken)
    return said / total if total else 0.0


def _speech_with_verb(line: Line) -> bool:
    return sum(line.spoken) >= _LONG or any(
        spoken and is_finite(line, at) for at, spoken in enumerate(line.spoken)
    )


def _plain(line: Line, facts: Sequence[Fact]) -> Kind:
    """The kind of a statement that the article makes itself."""
    lowers = [word.lower for word in line.words]
    text = f" {' '.join(lowers)} "
    if _is_rule(line, text):
        return Kind.RULE
    if _is_prediction(line, lowers, text):
        return Kind.PREDICTION
    if any(marker in text for marker in lists.CAUSES):
        return Kind.CAUSE
    if _compares(line, text):
        return Kind.COMPARISON
    numbers = [fact for fact in facts if fact.type is FactType.NUMBER]
    if _counts(line, numbers):
        return Kind.QUANTITY
    return Kind.EVENT if _happened(line) else Kind.STATE


def _is_rule(line: Line, text: str) -> bool:
    if any(marker in text for marker in lists.RULES):
        return True
    modal = any(word.lower in {"darf", "dürfen", "muss", "müssen", "must", "shall"} for word in line.words)
    lawful = any(word.lower.endswith(lists.LAW_NOUNS) for word in line.words)
    return modal and lawful


def _is_prediction(line: Line, lowers: Sequence[str], text: str) -> bool:
    if any(marker in text for marker in lists.FORECASTS):
        return True
    if line.language == "en":
        return any(low in {"will", "'ll"} and line.tag(at) == "VM0" for at, low in enumerate(lowers))
    if line.language != "de":
        return False
    future = [at for at, low in enumerate(lowers) if low in {"wird", "werden"} and line.tag(at) == "VA(FIN)"]
    for at in future:
        clause = range(max(0, at - 12), min(len(lowers), at + 25))
        participle = any(line.tag(i) in {"VV(PP)", "VA(PP)"} for i in clause)
        infinitive = any(line.tag(i) in {"VV(INF)", "VA(INF)"} and i != at for i in clause)
        if (infinitive and not participle) or (
            participle and any(marker in text for marker in lists.FUTURE_TIMES)
        ):
            return True
    planned = any(low in {"soll", "sollen", "will", "wollen"} for low in lowers)
    return planned and any(marker in text for marker in lists.FUTURE_TIMES)


def _compares(line: Line, text: str) -> bool:
    if any(marker in text for marker in lists.COMPARISONS):
        return True
    for at, word in enumerate(line.words[:-1]):
        if line.words[at + 1].lower in {"als", "than"} and word.lower.endswith(
            ("er", "mehr", "weniger", "more", "less", "fewer")
        ):
            over = word.lower in {"mehr", "weniger", "more", "less", "fewer"} and line.tag(at + 2) in {
                "CARD",
                "CRD",
            }
            if not over and (
                word.tag.startswith(("ADJ", "ADV", "PIAT", "PIS", "AJC", "DT0", "AV0"))
                or word.lower in {"mehr", "weniger"}
            ):
                return True
    more = next(
        (at for at, word in enumerate(line.words) if word.lower in {"mehr", "weniger", "more", "fewer"}), -1
    )
    than = [at for at in range(more + 2, min(more + 5, len(line.words))) if line.lower(at) in {"als", "than"}]
    if more >= 0 and than and line.tag(than[0] + 1) not in {"CARD", "CRD"}:
        return True
    return any(word.tag == "AJS" for word in line.words)


def _counts(line: Line, numbers: Sequence[Fact]) -> bool:
    if not numbers:
        return False
    if len(numbers) >= 2 or any(fact.unit in {"%", "EUR", "USD", "CHF", "GBP"} for fact in numbers):
        return True
    return any(word.lemma.lower() in lists.COUNTING for word in line.words)


def _happened(line: Line) -> bool:
    """True for a past tense of a verb that does something."""
    if line.language == "en":
        past = any(word.tag == "VVD" for word in line.words)
        return past or any(word.tag == "VVN" for word in line.words)
    done = any(word.tag == "VV(PP)" for word in line.words)
    if done:
        return True
    return any(
        word.tag == "VV(FIN)" and word.lemma not in lists.STATIVE and is_past(word.text, word.lemma)
        for word in line.words
    )
