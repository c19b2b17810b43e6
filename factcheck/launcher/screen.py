"""What the person at the terminal reads: one line per step, with the seconds since the start."""

import sys
import time


class Screen:
    """Writes lines at once, also when the output is not a terminal."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def say(self, what: str, words: str) -> None:
        """One line: when, what, and what is to be told of it."""
        print(f"{time.monotonic() - self.begun:6.1f} s  {what:<9} {words}", flush=True)

    def plain(self, words: str = "") -> None:
        """A line without a time."""
        print(words, flush=True)

    def wrong(self, words: str) -> None:
        """A line for the error output."""
        print(words, file=sys.stderr, flush=True)

    def table(self, rows: list[tuple[str, ...]]) -> None:
        """The rows in columns, two blanks in."""
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            self.plain(
                "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            )
