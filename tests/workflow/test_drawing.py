"""The README shows the table as it is."""

from pathlib import Path

from claims.workflow.drawing import BEGIN, END, diagram, table
from claims.workflow.lifecycle import TRANSITIONS

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_shows_the_diagram_of_the_code() -> None:
    shown = README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert shown.strip() == diagram()


def test_the_table_names_every_action_once() -> None:
    named = [line.split("|")[1].strip() for line in table().splitlines()[2:]]
    assert named == [action.replace("_", " ") for action in TRANSITIONS]
