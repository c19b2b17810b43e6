"""manage.py evaluate: takes the yardstick to the text steps and refuses a drop below the last recorded figures."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.text.evaluation.marked import Unmarked, read_marked
from claims.text.evaluation.measures import COVERED, Tally, is_worse, measure
from claims.text.evaluation.treebank import boundary_figures

HALVES = ("dev", "held")
RECORD = "recorded.json"


class Command(BaseCommand):
    """Prints every measure per half beside its last recorded value; ends with 1 where one has dropped."""

    help = (
        "Measures sentences, claims, claimants, facts and ranking on the marked articles, and fails on a drop. "
        f"A claim is found when a statement covers {COVERED:.0%} of its characters, one to one."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which articles, how much to print, and whether the figures become the ones to beat."""
        parser.add_argument(
            "--corpus", metavar="DIR", help="folder with dev/ and held/ (default: tests/yardstick)"
        )
        parser.add_argument("--half", choices=HALVES, help="only this half")
        parser.add_argument(
            "--only", metavar="WORD", help="only dev articles with this in their name; compares nothing"
        )
        parser.add_argument(
            "--errors", action="store_true", help="what is wrong, sentence by sentence; never of held"
        )
        parser.add_argument("--record", action="store_true", help="writes the figures as the ones to beat")
        parser.add_argument(
            "--sentences",
            nargs=2,
            metavar=("LANGUAGE", "FILE"),
            help="sentence ends on a CoNLL-U treebank instead",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Measures and prints; CommandError where something is unreadable or has dropped."""
        if options["sentences"]:
            self._treebank(*options["sentences"], errors=options["errors"])
            return
        corpus = Path(options["corpus"] or settings.BASE_DIR / "tests" / "yardstick")
        record = corpus / RECORD
        before: dict[str, dict[str, float]] = json.loads(record.read_text()) if record.is_file() else {}
        halves = ("dev",) if options["only"] else (options["half"],) if options["half"] else HALVES
        drops: list[str] = []
        for half in halves:
            tally = _measured(corpus / half, options["only"])
            figures = {name: round(value, 4) for name, value in tally.figures().items()}
            last = {} if options["only"] else before.get(half, {})
            self.stdout.write(as_table(half, tally, figures, last))
            if options["errors"] and half == "dev":
                self.stdout.write("\n".join(tally.errors))
            drops += [
                f"{half}: {name}" for name in last if is_worse(name, figures.get(name, 0.0), last[name])
            ]
            before[half] = figures
        if options["record"] and not options["only"]:
            record.write_text(json.dumps(before, indent=2, sort_keys=True) + "\n")
        elif drops:
            raise CommandError(f"Worse than the recorded figures: {', '.join(drops)}.")

    def _treebank(self, language: str, name: str, *, errors: bool) -> None:
        try:
            figure, wrong = boundary_figures(Path(name), language=language)
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror or error}.") from error
        self.stdout.write(f"sentence boundary F1 {figure:.4f}, {len(wrong)} boundaries wrong")
        if errors:
            self.stdout.write("\n".join(wrong))


def as_table(half: str, tally: Tally, figures: dict[str, float], last: dict[str, float]) -> str:
    """One line for each measure with its last recorded value, and the speed."""
    counts = tally.counts
    lines = [f"{half}: {counts['articles']} articles, {counts['claims']} claims marked"]
    for name, value in figures.items():
        beside = f"   recorded {last[name]:.4f}" if name in last else ""
        mark = "  WORSE" if name in last and is_worse(name, value, last[name]) else ""
        lines.append(f"  {name:<24}{value:7.4f}{beside}{mark}")
    seconds = max(tally.seconds, 1e-9)
    lines.append(
        f"  speed: {counts['articles'] / seconds:.1f} articles/s, {counts['sentences of all'] / seconds:.0f} sentences/s"
    )
    return "\n".join(lines) + "\n"


def _measured(folder: Path, word: str | None) -> Tally:
    paths = sorted(p for p in folder.glob("*") if p.suffix in {".txt", ".html"} and (word or "") in p.name)
    if not paths:
        raise CommandError(f"There are no marked articles in {folder}.")
    whole = Tally()
    for path in paths:
        try:
            whole.add(measure(read_marked(path)))
        except (Unmarked, ValueError) as error:
            raise CommandError(f"{path.name} cannot be measured: {error}") from error
    return whole
