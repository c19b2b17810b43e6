"""German verbs that hand a statement to somebody, and the finite verb that goes with them."""

from collections.abc import Callable, Sequence

from claims.text import sayings
from claims.text.hedges import is_reported
from claims.text.lines import Line
from claims.text.noun_phrases import ARTICLES
from claims.text.sources import Clause

_SUBORDINATE = frozenset({"KOUS", "PRELS", "PRELAT", "PWS", "PWAT", "PWAV", "KOUI"})
_FROM = frozenset({"von", "davon"})
_INSERTED = frozenset(
    {"glauben", "meinen", "finden", "vermuten", "befürchten", "fürchten", "hoffen", "schätzen"}
)
_SHORT = 8  # words of a clause that names nothing but the source
_VICTIMS = ("opfer", "tote", "toten", "menschenleben", "leben", "verletzte")

# Verbs that say something only in some company: the words of their clause and those behind them decide.
_Company = Callable[[Sequence[str], Sequence[str]], bool]
_CONDITIONS: dict[str, _Company] = {
    "melden": lambda inside, behind: "sich" not in behind[:2],
    "fordern": lambda inside, behind: not any(word.endswith(_VICTIMS) for word in behind),
    "verurteilen": lambda inside, behind: not {"zu", "zur"} & set(inside),  # to prison
    "sagen": lambda inside, behind: not {"ja", "nein"} & set(behind[:2]),  # in a vote
    "heißen": lambda inside, behind: "es" in inside,
    "halten": lambda inside, behind: "für" in inside,
    "schreiben": lambda inside, behind: not any(word.endswith(("zahlen", "geschichte")) for word in behind),
    "machen": lambda inside, behind: "verantwortlich" in behind,
    "verteidigen": lambda inside, behind: "mit" in behind or "als" in behind,
    "zweifeln": lambda inside, behind: "an" in inside,
    "rechnen": lambda inside, behind: bool({"mit", "damit"} & set(inside)),
    "verlangen": lambda inside, behind: not any(word[:1].isdigit() for word in inside),  # a price
    "gehen": lambda inside, behind: (
        "hervor" in behind or (bool(_FROM & set(inside)) and "aus" in behind[-2:])
    ),
    "ausgehen": lambda inside, behind: bool(_FROM & set(inside)),
    "hervorgehen": lambda inside, behind: "aus" in inside,
    "informieren": lambda inside, behind: "sich" not in inside and bool({"darüber", "dass"} & set(inside)),
    "mahnen": lambda inside, behind: "ab" not in behind,
    "vermuten": lambda inside, behind: True,
    "erwarten": lambda inside, behind: True,
    "befürchten": lambda inside, behind: True,
    "schätzen": lambda inside, behind: True,
}
# Verbs of saying that may also do something else, unless a clause follows: "drohen", "sprechen für".
_WITH_CLAUSE: dict[str, _Company] = {
    "drohen": lambda inside, behind: "mit" in inside,
    "sprechen": lambda inside, behind: bool({"von", "aus", "darüber"} & set(inside)),
}


def saying_verb(line: Line, cut: list[Clause], k: int) -> tuple[int, int] | None:
    """Indexes of the finite verb and of the verb of saying of main clause `k`; None without one."""
    clause = cut[k]
    if line.tag(clause.first) in _SUBORDINATE and line.lower(clause.first) != "wie" and clause.first > 0:
        return None
    finite = [at for at in range(clause.first, clause.end) if line.tag(at).endswith("(FIN)")]
    if k > 0 and cut[k - 1].spoken and line.tag(clause.first) == "VV(FIN)":
        return clause.first, clause.first  # whatever stands there: „…“, freute sich X
    if _introduces(line, cut, k) and finite and not is_reported(line.words, finite[0]):
        return finite[0], finite[0]  # whatever stands there: Er gibt sich gelassen: Jeder sei gefragt worden
    witness = next((at for at in finite if _saw(line, at, clause.end)), None)
    if witness is not None:
        return witness, witness
    auxiliary = next((at for at in finite if line.words[at].lemma == "haben"), None)
    for at in range(clause.first, clause.end):
        tag = line.tag(at)
        if not tag.startswith("VV") or not _says(line, cut, k, at):
            continue
        if auxiliary is not None and auxiliary != at:
            return None if is_reported(line.words, auxiliary) else (auxiliary, at)
        opened = line.lower(clause.first) in ARTICLES or line.named[clause.first] is not None
        mistaken = tag == "VV(PP)" and not finite and opened and line.lower(at).endswith("t")
        if mistaken or (tag == "VV(FIN)" and not any(line.tag(f).startswith(("VA", "VM")) for f in finite)):
            return None if is_reported(line.words, at) else (at, at)
    return None


def is_impersonal(line: Line, clause: Clause, at: int) -> bool:
    """True for "es heißt aus Kiew" and "das geht aus dem Bericht hervor": the source stands behind a preposition."""
    lemma = line.words[at].lemma
    return lemma in {"heißen", "hervorgehen"} or (
        lemma == "gehen" and any(line.lower(i) == "hervor" for i in range(at, clause.end))
    )


def _saw(line: Line, at: int, end: int) -> bool:
    """True for the "wollen" of "Zeugen wollen ihn gesehen haben": they say so."""
    if line.words[at].lemma != "wollen" or line.tag(at) != "VM(FIN)":
        return False
    return any(
        line.tag(i).endswith("(PP)") and line.lower(i + 1) in {"haben", "sein"}
        for i in range(at + 1, end - 1)
    )


def _introduces(line: Line, cut: list[Clause], k: int) -> bool:
    """True for a clause before a colon behind which somebody speaks."""
    if k + 1 >= len(cut) or line.lower(cut[k].end) != ":":
        return False
    behind = range(cut[k + 1].first, len(line.words))
    return cut[k + 1].spoken or any(is_reported(line.words, at) for at in behind if not line.spoken[at])


def _says(line: Line, cut: list[Clause], k: int, at: int) -> bool:
    """True where the verb at `at` hands over a statement."""
    clause, lemma = cut[k], line.words[at].lemma
    inside = [line.lower(i) for i in range(clause.first, clause.end)]
    behind = inside[at + 1 - clause.first :]
    apart = [
        line.lower(i)
        for i in range(at + 1, clause.end)
        if line.tag(i) == "PTKVZ" or i == clause.end - 1 or line.tag(i + 1) == "$."
    ]
    if any((lemma, word) in sayings.PARTICLE_VERBS for word in apart):
        return not (lemma == "stellen" and "dar" in apart and "sich" in inside)
    if lemma in _CONDITIONS:
        return _CONDITIONS[lemma](inside, behind)
    if lemma in _WITH_CLAUSE:
        return _WITH_CLAUSE[lemma](inside, behind) or _clause_follows(line, cut, k)
    if lemma == "lassen":  # ließ mitteilen
        rest = range(at, clause.end)
        return any(line.tag(i) == "VV(INF)" and line.words[i].lemma in sayings.SAYING_DE for i in rest)
    if lemma in sayings.SAYING_DE:
        return True
    if lemma == "zeigen" and "sich" in inside and _clause_follows(line, cut, k):
        return True  # zeigte sich überzeugt, dass
    thinking = lemma in sayings.THINKING_DE or any(
        (lemma, word) in sayings.PARTICLES_THINKING for word in behind
    )
    # "Nur so gehe es voran, glaubt Weber."
    inserted = k > 0 and at == clause.first and lemma in _INSERTED and clause.end - at <= _SHORT
    return thinking and (inserted or _clause_follows(line, cut, k))


def _clause_follows(line: Line, cut: list[Clause], k: int) -> bool:
    return k + 1 < len(cut) and line.lower(cut[k + 1].first) in {"dass", "daß", "ob", "wie"}
