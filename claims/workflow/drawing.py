"""The table of transitions for readers: a diagram of the statuses for the README, and every action in words."""

from collections import defaultdict

from django.utils.translation import override

from claims.choices import Action, Role, Status
from claims.workflow.lifecycle import BACK, MACHINE, OPEN, STAYS, TRANSITIONS, UNDONE, Transition

BEGIN, END = "<!-- lifecycle: manage.py lifecycle --write -->", "<!-- end of lifecycle -->"


def diagram() -> str:
    """A Mermaid state diagram of what people do: an arrow per pair of statuses, with its actions, the same everywhere.

    What is possible at all four open statuses alike is one arrow from all of them together.
    """
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for action, transition in TRANSITIONS.items():
        if transition.to in {STAYS, BACK, UNDONE} or transition.roles == {MACHINE}:
            continue
        together = transition.sources == set(OPEN) and transition.to not in OPEN
        for source in ["open"] if together else _ordered(transition.sources - {transition.to}):
            arrows[source, transition.to].append(_words(action))
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {OPEN[0].value}", "    state open {"]
    lines += [_arrow(pair, actions, 8) for pair, actions in arrows.items() if set(pair) <= set(OPEN)]
    lines += ["    }"]
    lines += [_arrow(pair, actions, 4) for pair, actions in arrows.items() if not set(pair) <= set(OPEN)]
    return "\n".join([*lines, "```"])


def _arrow(pair: tuple[str, str], actions: list[str], indent: int) -> str:
    return f"{' ' * indent}{pair[0]} --> {pair[1]} : {', '.join(actions)}"


def table() -> str:
    """Every action in Markdown, in English: from where, where to, who, on which condition."""
    with override("en"):
        return "\n".join(_table())


def _table() -> list[str]:
    rows = ["| action | at | leads to | who | on condition |", "|---|---|---|---|---|"]
    for action, transition in TRANSITIONS.items():
        rows.append(
            f"| {_words(action)} | {_sources(transition)} | {_target(transition)} | {_who(transition)} "
            f"| {'; '.join(guard.__name__.replace('_', ' ') for guard in transition.guards)} |"
        )
    return rows


def _ordered(statuses: frozenset[str]) -> list[str]:
    return [status.value for status in Status if status in statuses]


def _words(action: str) -> str:
    return Action(action).value.replace("_", " ")


def _sources(transition: Transition) -> str:
    left_out = [status for status in Status if status not in transition.sources]
    if len(left_out) <= 2:
        return "any" + (f" but {', '.join(str(status.label) for status in left_out)}" if left_out else "")
    return ", ".join(str(Status(status).label) for status in _ordered(transition.sources))


def _target(transition: Transition) -> str:
    return {STAYS: "stays", BACK: "where it was", UNDONE: "where it was"}.get(transition.to) or str(
        Status(transition.to).label
    )


def _who(transition: Transition) -> str:
    people = [str(role.label) for role in Role if role in transition.roles]
    return ", ".join([*people, *(["the machine"] if MACHINE in transition.roles else [])])
