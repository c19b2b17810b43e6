"""English verbs that hand a statement to somebody, and what must stand beside them."""

from claims.text import sayings
from claims.text.lines import Line
from claims.text.sources import Clause
from claims.text.wordlists import listed

_FINITE = frozenset(
    {"VVD", "VVZ", "VVB", "VBD", "VBZ", "VBB", "VHD", "VHZ", "VHB", "VM0", "VDD", "VDZ", "VDB"}
)
STUDIES = listed(
    "data figures figure statistics numbers report reports study survey poll analysis research estimates estimate statement "
    "documents records records census calculations forecast projections release review findings"
)
_WRITTEN = listed("said says told")  # verbs whatever the tagger makes of them
_ALSO_COUNTING = frozenset({"add", "call", "report", "state"})  # verbs of saying that figures follow as well
# Verbs that also do something else: "claimed a first win", "adds weight", "conceded twice". They say something
# where a clause, a colon or somebody's words stand beside them.
_IN_COMPANY = listed(
    "add claim maintain concede write post boast recall agree concur remember joke laugh continue conclude respond recount "
    "quip comment counter reflect highlight speculate observe assure shout signal reason reiterate cite hail praise"
)
# Verbs that say something about claims of others: "dismissed claims that", "rejected the accusations".
_OF_CLAIMS = listed("dismiss reject rebuff refute rubbish")
_CLAIMS = listed(
    "claim claims allegation allegations accusation accusations suggestion suggestions criticism report reports idea notion "
    "rumour rumours rumor rumors charge charges concerns fears"
)
# What follows them in a headline that leaves "is" out: "Man accused of theft", "Drivers told to stay at home".
_PASSIVE_BEFORE = {
    "accuse": listed("of over"), "blame": listed("for as after"), "criticise": listed("for over after"),
    "criticize": listed("for over after"), "condemn": listed("for over as after"), "praise": listed("for after"),
    "tell": listed("to not"), "urge": listed("to not"), "warn": listed("to not"), "advise": listed("to not against"),
    "call": listed("to off up in out back"), "report": listed("missing in at after to dead"), "expect": listed("to"),
    "predict": listed("to"), "forecast": listed("to"), "project": listed("to"), "reveal": listed("as in"),
    "describe": listed("as"), "announce": listed("as for in"), "confirm": listed("as dead in"), "estimate": listed("at to"),
    "denounce": listed("as for"), "recommend": listed("for"), "suggest": listed("for"), "call on": listed("to"),
}  # fmt: skip


def is_finite(line: Line, at: int) -> bool:
    """True for a verb that a clause can stand on; not for a name that looks like one."""
    return line.tag(at) in _FINITE and line.named[at] is None


def says(line: Line, cut: list[Clause], k: int, at: int) -> bool:
    """True where the verb at `at`, in clause `k`, hands over a statement."""
    word, tag = line.words[at], line.tag(at)
    if line.named[at] is not None or (not tag.startswith("VV") and word.lower not in _WRITTEN):
        return False
    if tag in {"VVG", "VVI"} or _is_passive(line, cut[k], at):
        return False
    if line.lower(at - 1) == "to" or line.tag(at - 1) in {"AT0", "DPS", "VM0", "PRP"}:
        return False
    if (word.lemma, line.lower(at + 1)) in sayings.PARTICLE_VERBS_EN:
        return line.lower(at + 2) == "that" or any(line.spoken)
    if word.lemma == "forecast" and line.tag(at + 1) in {"PRP", "PUN", "CJC", "PRF", ""}:
        return False  # the noun: "its full-year forecast on Monday"
    if word.lemma == "appeal" and line.lower(at + 1) not in {"for", "to"}:
        return False
    if word.lemma in _OF_CLAIMS:
        return any(line.lower(i) in _CLAIMS for i in range(at + 1, min(at + 5, cut[k].end)))
    if word.lemma in sayings.SAYING_EN:
        if word.lemma in _ALSO_COUNTING and _is_figure(line, at + 1):
            return False
        return word.lemma not in _IN_COMPANY or _in_company(line, cut, k, at)
    return _thinks(line, cut, k, at)


def _is_passive(line: Line, clause: Clause, at: int) -> bool:
    """True for "was told", for "told by" and for the headline's "Residents told to leave"."""
    before = [i for i in (at - 1, at - 2, at - 3) if i >= clause.first]
    adverbs = next((i for i in before if line.tag(i) not in {"AV0", "XX0"}), -1)
    if adverbs >= 0 and line.tag(adverbs).startswith("VB"):
        return True
    if any(line.tag(i).startswith("VB") for i in before[:2]):
        return True
    if line.tag(at) in {"VVZ", "VVB"}:
        return False
    if line.lower(at + 1) == "by" and line.tag(at + 2) != "VVG":
        return True
    perfect = any(line.tag(i).startswith("VH") for i in before)
    return not perfect and line.lower(at + 1) in _PASSIVE_BEFORE.get(line.words[at].lemma, frozenset())


def _thinks(line: Line, cut: list[Clause], k: int, at: int) -> bool:
    """True for a verb of thinking or finding that a clause or nothing follows: "…, a study finds."."""
    word, tag = line.words[at], line.tag(at)
    follows = line.lower(at + 1) == "that" or (k + 1 < len(cut) and line.lower(cut[k + 1].first) == "that")
    told = word.lemma in {"show", "suggest", "indicate", "find"} and line.lower(at - 1) in STUDIES
    thought = word.lemma in {"think", "believe", "fear", "hope"} and tag in {"VVZ", "VVD", "VVB"}
    if told or (thought and _finite_follows(line, cut[k], at)):
        return True
    return word.lemma in sayings.THINKING_EN and (follows or _is_inserted(line, cut, k, at))


def _in_company(line: Line, cut: list[Clause], k: int, at: int) -> bool:
    """True where a clause, a colon or somebody's words stand beside the verb at `at`."""
    follows = line.lower(at + 1) == "that" or (k + 1 < len(cut) and line.lower(cut[k + 1].first) == "that")
    colon = line.lower(cut[k].end) == ":"
    spoken = any(line.spoken[at:]) or (k > 0 and cut[k - 1].spoken)
    return follows or colon or spoken or _finite_follows(line, cut[k], at) or _is_inserted(line, cut, k, at)


def _finite_follows(line: Line, clause: Clause, at: int) -> bool:
    return any(is_finite(line, i) for i in range(at + 1, clause.end))


def _is_inserted(line: Line, cut: list[Clause], k: int, at: int) -> bool:
    """True for "…, he added, …": nothing but the verb's clause between the commas."""
    return k > 0 and not any(line.words[i].text.isalnum() for i in range(at + 1, cut[k].end))


def _is_figure(line: Line, at: int) -> bool:
    """True for a figure behind the verb, "some" before it or not: shares "added 0.2%"."""
    return any(
        line.lower(i)[:1].isdigit() or line.lower(i) in {"$", "£", "€"} or line.tag(i) == "CRD"
        for i in (at, at + 1, at + 2)
    ) and not any(line.lower(i) == "that" for i in (at, at + 1))
