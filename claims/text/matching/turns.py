"""Words that turn a claim round, German and English alike: denial, how many of all, up or down, won or lost."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.text.wordlists import listed

_DENIAL = listed(
    "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem nichts ohne weder keinerlei"
    " keineswegs keinesfalls nirgends not cannot never none nobody nothing without neither nor no"
)
_DENIED = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_DENIAL))}|\w+n['’]t)(?![\w-])(?!\s+(?:nur|allein|only|just|zuletzt|less\s+than|fewer\s+than"
    r"|more\s+than|mehr\s+als|weniger\s+als|later\s+than|longer|mehr\s+länger))",
    re.IGNORECASE,
)
_UNCHANGED = re.compile(
    r"\b(?:unverändert\w*|unchanged|gleich\s+bleib\w*|fehlt|fehlte\w*|lacks?|lacked)\b", re.IGNORECASE
)
_SOME_FIGURE = re.compile(r"\bsome(?=\s+[\d$€£])", re.IGNORECASE)  # "some 11,000" is about 11,000
_NUMBERED = re.compile(r"\bno\.?\s*\d", re.IGNORECASE)

# How many of all: two claims with two of these are not the same.
_SHARES: dict[str, str] = {
    "all": "alle aller allen alles sämtliche sämtlichen jede jeder jedes jeden jedem all every each everyone everybody"
    " ausnahmslos beide beiden both ganze ganzen whole entire",
    "most": "meisten mehrheit großteil überwiegend most majority mostly",
    "some": "einige einigen einiger manche manchen mehrere mehreren some several",
    "few": "wenige wenigen weniger kaum few hardly fewer less",
    "many": "viele vielen many",
    "half": "hälfte half",
    "only": "nur lediglich ausschließlich only solely exclusively",
    "almost": "fast nahezu beinahe almost nearly",
}
# Beginnings of words that say the one and the other; a word counts for the first beginning that fits.
_OPPOSITES: tuple[tuple[str, str, str], ...] = (
    (
        "rise",
        "steig stieg gestieg anstieg zunahm zunehm zugenomm erhöh zuwachs wachs wuchs gewachs wächst kletter verteuer"
        " teurer angehob anheb rise rose rising risen increas grow grew grown climb rais surg higher upward höher up",
        "sink sank gesunk senk gesenkt fiel fällt gefall rückgang zurückg zurückge schrumpf geschrumpf abnahm abgenomm"
        " verringer billiger kürz gekürzt fall fell drop decreas declin shrink shrank shrunk cut reduc lower niedriger down",
    ),
    ("more", "mehr more größer larger bigger greater", "weniger less fewer kleiner smaller"),
    ("most", "höchst größt meist highest largest biggest most", "niedrigst kleinst wenigst lowest smallest least"),
    ("win", "gewinn gewann gewonn sieg win won winn victor", "verlier verlor verliert niederlage unterl lose lost losing loses defeat"),
    ("allow", "erlaub gestatt genehmig zuläss allow permit", "verbiet verbot verbiete untersag ban bann forbid forbad prohibit"),
    (
        "agree",
        "zustimm zugestimm stimmte gebillig billigt angenomm annahm approv agree accept back support adopt",
        "ablehn abgelehn lehnt lehnen lehnte reject refus oppos turned-down veto",
    ),
    ("open", "öffn geöffn open reopen", "schließ schloss geschlossen close clos shut"),
    ("export", "export ausfuhr ausgeführ", "import einfuhr eingeführ"),
    ("guilty", "verurteil schuldig convict sentenc guilty", "freispr freigesproch acquit unschuldig innocent cleared"),
    ("confirm", "bestätig confirm", "dementier bestreit bestritt deny deni denies"),
    ("begin", "beginn begann begonn start begin began begun", "endet endete beend ended ending stopp stop abbrech"),
    ("buy", "kauf gekauft erwerb buy bought purchas", "verkauf sell sold"),
    ("above", "über above exceed übertr", "unter below"),
    ("better", "besser verbesser better improv", "schlechter verschlechter worse worsen deteriorat"),
    ("safe", "sicher safe harmlos harmless", "gefährlich dangerous unsafe schädlich harmful"),
    ("despite", "wegen aufgrund because due", "trotz despite although obwohl"),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Turn:
    """A word of the text that turns what it says, and in which way."""

    kind: str
    side: str
    word: str


def denials(text: str) -> list[str]:
    """The words that deny, in order; "nicht nur" and "no later than" deny nothing."""
    return [m.group() for m in _DENIED.finditer(_NUMBERED.sub(" ", text))]


def is_unchanged(text: str) -> bool:
    """A word that denies in itself stands in the text: "unverändert" is what "not changed" is."""
    return _UNCHANGED.search(text) is not None


def shares(text: str) -> list[Turn]:
    """The words that tell how many of all."""
    sides = _sides_of_shares()
    return [
        Turn("share", sides[w.lower()], w)
        for w in _WORD.findall(_SOME_FIGURE.sub(" ", text))
        if w.lower() in sides
    ]


def directions(text: str) -> list[Turn]:
    """The words that stand on one side of a pair of opposites."""
    return [Turn(*turn, word) for word in _WORD.findall(text) if (turn := _turn(word.lower()))]


def is_one_side(one: str, other: str) -> bool:
    """True where both words stand on the same side of the same opposites: "billigen", "zustimmen"."""
    turn = _turn(one.lower())
    return turn is not None and turn == _turn(other.lower())


@cache
def _sides_of_shares() -> dict[str, str]:
    return {word: side for side, words in _SHARES.items() for word in words.split()}


@cache
def _turn(word: str) -> tuple[str, str] | None:
    best: tuple[int, str, str] | None = None
    for kind, one, other in _OPPOSITES:
        for side, beginnings in (("+", one), ("-", other)):
            length = _longest(word, beginnings.split())
            if length and (best is None or length > best[0]):
                best = (length, kind, side)
    return (best[1], best[2]) if best else None


def _longest(word: str, beginnings: Iterable[str]) -> int:
    """How much of the word the longest fitting beginning covers; short ones must be the whole word."""
    return max(
        (len(b) for b in beginnings if (word == b if len(b) < 4 else word.startswith(b))),
        default=0,
    )
