"""Who is named in a note with @, and which names nobody has."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from claims.models import User

_MENTION = re.compile(r"(?<![\w.@/])@([\w.+-]*\w)")
_NEAR = 3  # names that are suggested for one
_ALIKE = 0.6  # of difflib, 1 is the same
_TOLD = 10  # unknown names of one note


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nobody active has, as it was written, and the sign-in names that may have been meant."""

    name: str
    near: tuple[str, ...]


def named(text: str) -> dict[str, str]:
    """The names after @, each once: how it was written, by its folded form."""
    return {name.casefold(): name for name in reversed(_MENTION.findall(text))}


def mentioned(text: str) -> list[User]:
    """The active people named in the text."""
    names = named(text)
    return [person for person in _everybody() if person.username.casefold() in names] if names else []


def unknown(text: str) -> list[Unknown]:
    """The names in the text that nobody active has, in its order."""
    names = named(text)
    if not names:
        return []
    people = list(_everybody())
    known = {person.username.casefold() for person in people}
    missing = [written for folded, written in reversed(names.items()) if folded not in known]
    called = _called(people) if missing else {}
    return [Unknown(name, _near(name, called)) for name in missing[:_TOLD]]


def in_words(missing: Iterable[Unknown]) -> str:
    """What the writer is told of the names; "" when there are none."""
    parts = [
        _("@%(name)s (did you mean @%(near)s?)") % {"name": one.name, "near": ", @".join(one.near)}
        if one.near
        else f"@{one.name}"
        for one in missing
    ]
    if not parts:
        return ""
    return _("Nobody here is called %(names)s: nobody was told by that name. The note is kept.") % {
        "names": ", ".join(parts)
    }


def _everybody() -> Iterable[User]:
    names = ("username", "display_name", "first_name", "last_name")
    people: Iterable[User] = User.objects.active().only(*names).order_by("username")
    return people


def _called(people: Iterable[User]) -> dict[str, str]:
    """Sign-in names by everything that the person may be called: that name, its parts, the parts of their own."""
    found: dict[str, str] = {}
    for person in people:
        for words in (person.username, *re.split(r"[.\-+_\s]+", f"{person.username} {person.name}")):
            if len(words) > 1:
                found.setdefault(words.casefold(), person.username)
    return found


def _near(name: str, called: dict[str, str]) -> tuple[str, ...]:
    alike = get_close_matches(name.casefold(), called, n=2 * _NEAR, cutoff=_ALIKE)
    return tuple(dict.fromkeys(called[one] for one in alike))[:_NEAR]
