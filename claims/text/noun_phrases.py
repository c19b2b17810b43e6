"""Noun phrases of a sentence: how far one reaches, and whether it means a person or a medium."""

import re
from dataclasses import dataclass

from claims.text import morphology, sayings
from claims.text.lines import Line
from claims.text.names import Name
from claims.text.wordlists import listed

_NOUNS = frozenset({"NN", "NNA", "NNI", "NE", "FM", "NN0", "NN1", "NN2", "NP0", "UNC"})
_ADJECTIVES = frozenset({"ADJ(A)", "CARD", "TRUNC", "AJ0", "AJC", "AJS", "CRD", "ORD", "ADJ(D)"})
_DETERMINERS = frozenset({"PNI", "PRELAT", "ART", "PDAT", "PPOSAT", "PIAT", "AT0", "DPS", "DT0", "PIS"})
_NO_HEAD = frozenset(
    {"APPR", "APPRART", "KOUS", "KON", "PPER", "PROAV", "ADV", "VA(FIN)", "VM(FIN)", "PWAV", "KOKOM"}
)
ARTICLES = listed(
    "der die das den dem des ein eine einen einem einer eines the a an "
    "deren dessen diese dieser dieses diesem diesen seine seiner seinem seinen sein ihre ihrer ihrem ihren ihr"
)
_GENITIVE = listed("der des eines einer seiner ihrer seines ihres dieser dieses of")
_OFFICES = tuple(
    listed(
        "ministerium amt büro sprecher sprecherin leiter leiterin chef chefin vertreter vertreterin institut verband "
        "ausschuss zentrum präsident präsidentin minister ministerin beauftragte beauftragter experte expertin "
        "professor professorin bund behörde forscher forscherin anwalt anwältin direktor direktorin agentur "
        "spokesman spokeswoman spokesperson ministry minister head director professor department president"
    )
)
TIMES = listed(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag heute gestern ende anfang mitte januar februar märz "
    "april mai juni juli august september oktober november dezember monday tuesday wednesday thursday friday saturday "
    "sunday january february march june october december today yesterday"
)
_SHORT_TITLES = listed("sen rep gov dr prof gen lt col capt sgt maj supt insp det mr mrs ms rev hon pres")
_DOMAIN = re.compile(r"\w\.(?:de|at|ch|com|org|net|info|media|tv|online|co\.uk)$")
_COMMON = -13.0  # natural logarithm of how likely a noun is at least that everybody knows
MARKS = listed('„ “ ” « » "')
_OUTLETS = (
    "netzwerk",
    "mediengruppe",
    "zeitung",
    "sender",
    "blatt",
    "funk",
    "presse-agentur",
    "presseagentur",
    "nachrichtenagentur",
)
_PRESS = (
    *("redakteur", "redakteurin", "reporter", "reporterin", "journalist", "journalistin", "sprecher", "chef"),
    *("bericht", "berichten", "angaben", "informationen", "meldung", *sayings.STUDIES_DE),
)
_TITLES = listed(
    "frau herr herrn dr professor prof präsident präsidentin minister ministerin kanzler kanzlerin"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words `first` up to `end`, its own words (without genitive and addition) up to `core`."""

    first: int
    core: int
    end: int
    article: str = ""  # in small letters, "" without one
    joined: bool = False  # several, joined by "und"


def phrase_at(line: Line, at: int, *, stop: int, before_verb: bool = False) -> Phrase | None:
    """The noun phrase that begins with word `at` and ends before word `stop`; None where none begins.

    `before_verb` tells that a verb follows the whole phrase, so that "A und B" may stand before it.
    """
    stop = min(stop, len(line.words))
    core = _core(line, at, stop)
    if core is None and line.tag(at) in {"CARD", "PIS"} and line.lower(at + 1) == "der" and at + 2 < stop:
        core = at + 1  # "zwei der Autoren"
    if core is None:
        return None
    determined = line.lower(at) in ARTICLES or line.tag(at) == "DPS"
    article = line.lower(at) if determined and core - at > 1 else ""
    end = _bracket(line, core, stop)
    if not _is_person(line, core - 1):
        end = _additions(line, core, end, stop, placed=before_verb)
    further = _joined(line, end, stop, before_verb=before_verb)
    return Phrase(at, core, further or end, article, joined=further is not None)


def _core(line: Line, at: int, stop: int) -> int | None:
    """The place behind article, adjectives and nouns; None without a noun."""
    determined = line.lower(at) in ARTICLES or line.tag(at) in _DETERMINERS
    here = at + (at < stop and determined and line.named[at] is None)
    here = _adjectives(line, here, stop)
    if line.lower(here) in _SHORT_TITLES and line.lower(here + 1) == "." and here + 2 < stop:
        here += 2  # "Sen. Maria Delgado"
    if is_title(line, here):
        return _behind_title(line, here)
    head = here
    while (
        here < stop
        and not line.spoken[here]
        and (_nounish(line, here, first=here == at) or (here > head and _described(line, here, stop)))
    ):
        if here > head and (line.lower(here) in TIMES or _two_nouns(line, here)):
            break
        name = line.named[here]
        if name is None:
            here += 1
            continue
        while here < stop and line.named[here] is name:
            here += 1
        if line.lower(here - 1) == "radio" and line.words[min(here, len(line.words) - 1)].text.isdigit():
            here += 1  # "BBC Radio 4"
        following = line.named[here] if here < stop else None
        if (
            name.type == "PER"
            and line.lower(here) not in {"'s", "’s"}
            and (following is None or following.type != "PER")
            and not (line.language == "en" and _is_common(line, here))  # "the former Trump aide"
        ):
            break
    if here > head and here < stop and line.language == "en" and _is_genitive(line, here):
        return _core(line, here + 1, stop)  # Germany's defence minister, the Dockers' Union
    if here == head:
        # "der Angeklagte", "die 34-Jährige": the adjective is the noun
        if (
            here - 1 > at
            and line.language == "en"
            and line.tag(here - 1) == "AJ0"
            and line.tag(here)[:2] == "VV"
        ):
            return here  # "one academic told"
        return here if here - 1 > at and _is_capital(line, here - 1) else None
    return here


def _described(line: Line, at: int, stop: int) -> bool:
    """True for the adjective of "the UN humanitarian agency": between a name and the noun it belongs to."""
    if line.language != "en" or line.tag(at) != "AJ0" or line.named[at - 1] is None or at + 1 >= stop:
        return False
    return line.tag(at + 1) in {"NN1", "NN2"} and line.words[at].text.islower()


def _is_common(line: Line, at: int) -> bool:
    return line.tag(at) in {"NN1", "NN2"} and line.named[at] is None and line.words[at].text.islower()


def _is_genitive(line: Line, at: int) -> bool:
    mark = line.lower(at)
    return mark in {"'s", "’s"} or (
        mark in {"'", "’"} and line.lower(at - 1).endswith("s") and not line.spoken[at]
    )


def is_title(line: Line, at: int) -> bool:
    """True where a title in quotation marks begins: "die „Washington Post“"."""
    return line.lower(at) in MARKS and not line.spoken[at] and _behind_title(line, at) is not None


def _behind_title(line: Line, at: int) -> int | None:
    for here in range(at + 2, min(at + 8, len(line.words))):
        if line.lower(here) in MARKS:
            return here + 1 if line.words[at + 1].text[:1].isupper() else None
    return None


def is_outlet(line: Line, first: int, end: int) -> bool:
    """True where the words name a newspaper, broadcaster or platform, or call it one."""
    own = [line.lower(at) for at in range(first, end)]
    if any(word in sayings.MEDIA_NAMES or word.endswith(_OUTLETS) or _DOMAIN.search(word) for word in own):
        return True
    named = (
        bool(own)
        and line.words[end - 1].text[:1].isupper()
        and (end - first > 1 or line.tag(first - 1) == "AT0")
    )
    if named and line.language == "en" and own[-1] in sayings.PAPERS_EN:
        return True
    if own and own[-1].endswith(("interview", "gespräch", "mitteilung", "podcast")):
        return False
    return any(word in sayings.MEDIA or word.removesuffix("s") in sayings.MEDIA for word in own)


def _two_nouns(line: Line, here: int) -> bool:
    """True where a German common noun follows another: a new phrase ("der Polizei Hinweise geben")."""
    if line.language != "de" or line.named[here] is not None or line.tag(here) != "NN":
        return False
    before = line.named[here - 1]
    if before is not None and before.end < line.words[here - 1].end:
        return False  # a genitive: "Südkoreas Geheimdienst"
    if before is None and (line.tag(here - 1) != "NN" or line.lower(here - 1) in _TITLES):
        return False
    return morphology.likelihoods(line.words[here].text, "de").get("NN", -99.0) > _COMMON


def _adjectives(line: Line, here: int, stop: int) -> int:
    while here < stop and line.named[here] is None and not line.spoken[here]:
        if _DOMAIN.search(line.lower(here)):
            break
        if (
            line.words[here].text.isdigit()
            or line.lower(here) in {"former", "other"}
            or (
                line.tag(here) in _ADJECTIVES
                and not (line.language == "de" and _is_noun_adjective(line, here))
            )
        ):
            here += 1
        elif (
            line.tag(here) in {"KON", "ADV", "$,", "CJC", "PUN", "AV0"}
            and line.tag(here + 1) in _ADJECTIVES
            and line.tag(here - 1) in _ADJECTIVES | _DETERMINERS
            and here + 1 < stop
        ):
            here += 2
        else:
            break
    return here


def _is_capital(line: Line, at: int) -> bool:
    word = line.words[at].text
    return word[:1].isupper() or "-J" in word  # "66-Jährige"


def _is_noun_adjective(line: Line, at: int) -> bool:
    """True for a capitalised "adjective" that no noun follows: it is the noun."""
    if not _is_capital(line, at) or at == 0 or at + 1 >= len(line.words):
        return False
    return line.tag(at + 1) not in _NOUNS | _ADJECTIVES and line.named[at + 1] is None


def _nounish(line: Line, at: int, *, first: bool) -> bool:
    if line.named[at] is not None or line.words[at].text == "X" or _DOMAIN.search(line.lower(at)):
        return True
    tag, word = line.tag(at), line.words[at].text
    if line.lower(at).endswith(("jährige", "jähriger", "jährigen")):
        return True
    if tag in _NOUNS:
        return any(letter.isalpha() for letter in word)
    return not first and word[:1].isupper() and len(word) > 1 and tag not in _NO_HEAD


def _is_person(line: Line, at: int) -> bool:
    name = line.named[at]
    return name is not None and name.type == "PER"


def _bracket(line: Line, here: int, stop: int) -> int:
    """Behind a short bracket: "Scholz (SPD)", "Müller (34)"."""
    if here < stop and line.lower(here) == "(":
        for at in range(here + 1, min(here + 7, stop)):
            if line.lower(at) == ")":
                return at + 1
    return here


def _additions(line: Line, core: int, here: int, stop: int, *, placed: bool = False) -> int:
    """Behind genitives and the "von", "für" of an office; behind "in Köln" too when `placed`."""
    head = line.lower(core - 1)
    for _ in range(3):
        if here >= stop:
            break
        word = line.lower(here)
        around = word == "um" and _is_person(line, here + 1)
        office = around or (
            head.endswith(_OFFICES) and word in {"von", "vom", "für", "beim", "aus", "for", "at"}
        )
        place = placed and word in {"in", "aus", "bei", "im"} and _is_place(line, here + 1)
        if word in _GENITIVE and word != "of":
            inner = _core(line, here, stop)
        elif word == "of" or place or (office and line.tag(here + 1) != "CARD"):
            inner = _core(line, here + 1, stop)
        else:
            break
        press = head.endswith(_PRESS) and here == core
        if inner is None or (word != "of" and is_outlet(line, here, inner) and not press):
            break  # a dative: sagte der Politiker (der Partei) der Zeitung
        here = _enumerated(line, inner, stop)
    return here


def _is_place(line: Line, at: int) -> bool:
    name = line.named[at] if at < len(line.words) else None
    return name is not None and name.type in {"LOC", "ORG"}


def _enumerated(line: Line, here: int, stop: int) -> int:
    """Behind "der USA, der Ukraine und Südkoreas" when `here` stands behind "der USA"."""
    end = here
    while end < stop and line.lower(end) == ",":
        following = _core(line, end + 1, stop)
        if following is None:
            return here
        end = following
    if line.lower(end) in {"und", "and"} and end < stop:
        last = _core(line, end + 1, stop)
        if last is not None and (end > here or not line.tag(last).endswith("(FIN)")):
            return last
    return here


def _joined(line: Line, here: int, stop: int, *, before_verb: bool) -> int | None:
    """Behind "und die Polizei"; None where nothing is joined."""
    if here + 1 >= stop or line.lower(here) not in {"und", "sowie", "and", "&"}:
        return None
    core = _core(line, here + 1, stop)
    if core is None or (
        not before_verb and (line.tag(core).endswith("(FIN)") or line.tag(core)[:2] in {"VV", "VB"})
    ):
        return None
    return _additions(line, core, core, stop)


def person_in(line: Line, phrase: Phrase) -> Name | None:
    """The person that the phrase means: a name at the end of its own words."""
    if phrase.joined:
        return None
    if line.language == "en" and _is_common(line, phrase.core - 1):
        return None
    for at in range(phrase.core - 1, phrase.first - 1, -1):
        name = line.named[at]
        if name is not None and name.type == "PER":
            return name
        if line.lower(at) in {"'s", "’s"}:
            return None  # "Oakfare's chief executive"
    return None
