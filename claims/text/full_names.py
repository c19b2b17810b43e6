"""The persons of an article by their full names, found again by the last part of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from claims.text.calling import without_ranks

_HONOURS = re.compile(r",? (?:QC|KC|MP|OBE|MBE|CBE|Jr\.?|Sr\.?)$")


@dataclass(slots=True)
class FullNames:
    """Full names so far; a last part is found in the same time however many there are."""

    _all: dict[str, None] = field(default_factory=dict)
    _endings: dict[str, set[str]] = field(
        default_factory=dict
    )  # without ranks, by what follows one of their spaces

    def __contains__(self, person: str) -> bool:
        return person in self._all

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def add(self, person: str) -> None:
        """The person is one of those named so far."""
        if person in self._all:
            return
        self._all[person] = None
        name = without_ranks(person)
        parts = _HONOURS.sub("", name).split(" ")
        for at in range(1, len(parts)):
            self._endings.setdefault(" ".join(parts[at:]), set()).add(name)

    def ending(self, words: str) -> str:
        """The one full name, without ranks, that ends in the words, behind it "QC" or none; "" if none or several do."""
        full = self._endings.get(words, set())
        return next(iter(full)) if len(full) == 1 else ""
