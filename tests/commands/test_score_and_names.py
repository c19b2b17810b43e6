"""`manage.py score` and `manage.py names`: JSON lines in and out for scripts, without the database."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.text.spans import Kind


@pytest.fixture
def ask(tmp_path: Path):
    def asked(command: str, *lines: str) -> list[dict]:
        file = tmp_path / "in.jsonl"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        out = io.StringIO()
        call_command(command, str(file), stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return asked


FIGURE = "Die Stadt zahlt 2025 rund 3,5 Millionen Euro für zwölf neue Busse."
EMPTY_WORDS = "Was für ein Unsinn ist das denn!"


def test_each_line_comes_back_scored_in_order_with_what_else_stood_in_it(ask):
    rows = ask(
        "score",
        json.dumps({"id": 7, "text": FIGURE, "language": "de"}),
        "",
        json.dumps({"text": EMPTY_WORDS, "language": "de"}),
        json.dumps({"text": "We have lost 3.5 million jobs since 2001.", "language": "en"}),
        json.dumps({"text": "Thank you very much.", "language": "en"}),
    )
    assert [row["text"] for row in rows][:2] == [FIGURE, EMPTY_WORDS]
    assert rows[0]["id"] == 7
    assert all(0 <= row["check_worthiness"] <= 1 for row in rows)
    assert rows[0]["check_worthiness"] > 0.5 > rows[1]["check_worthiness"]
    assert rows[2]["check_worthiness"] > 0.5 > rows[3]["check_worthiness"]
    assert "nennt eine Zahl" in rows[0]["reasons"]
    assert "gives a figure" in rows[2]["reasons"]
    assert {row["kind"] for row in rows} <= {str(kind) for kind in Kind}


def test_the_language_is_found_when_none_is_told_and_another_one_is_scored_by_the_rules(ask):
    german, french = ask(
        "score",
        json.dumps({"text": FIGURE}),
        json.dumps({"text": "Le chômage a augmenté de 3,5 % en 2025.", "language": "fr"}),
    )
    assert german["language"] == "de"
    assert french["language"] == "fr"
    assert french["check_worthiness"] > 0.3


@pytest.mark.parametrize("command", ["score", "names"])
def test_any_text_gets_a_line(ask, command):
    texts = ["", " \n", "?", "😀😀", "a" * 5000, "1 2 3", "\u0000", "Größe\u00a0zählt – „so“."]
    rows = ask(command, *[json.dumps({"text": text}) for text in texts])
    assert [row["text"] for row in rows] == texts


def test_names_have_their_types_and_stand_where_they_say(ask):
    text = "😀 Angela Merkel sprach mit der Deutschen Bahn in Köln über Merkels Pläne."
    (row,) = ask("names", json.dumps({"id": "a", "text": text, "language": "de"}, ensure_ascii=False))
    assert row["id"] == "a"
    found = {(name["quote"], name["type"]) for name in row["names"]}
    assert {("Angela Merkel", "PER"), ("Köln", "LOC")} <= found
    assert all(text[name["start"] : name["end"]] == name["quote"] for name in row["names"])
    assert {name["full"] for name in row["names"] if "Merkel" in name["quote"]} == {"Angela Merkel"}


def test_a_printed_name_ends_with_its_word_and_its_full_form_without_the_genitive(ask):
    text = "Rustem Umerov schwieg. Umerovs Büro liegt in Kiew."
    (row,) = ask("names", json.dumps({"text": text, "language": "de"}))
    assert [(n["quote"], n["full"]) for n in row["names"]][1] == ("Umerovs", "Rustem Umerov")


@pytest.mark.parametrize("command", ["score", "names"])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{text: 1}", "Line 2 of .* is no JSON"),
        ("[1]", "Line 2 of .* is no object"),
        ('{"text": 3}', 'Line 2: "text" must be a string'),
        ("{}", 'Line 2: "text" must be a string'),
        ('{"text": "a", "language": 4}', 'Line 2: "language" must be a string'),
    ],
)
def test_a_bad_line_is_named(ask, command, line, words):
    with pytest.raises(CommandError, match=words):
        ask(command, '{"text": "Gut."}', line)


@pytest.mark.parametrize("command", ["score", "names"])
def test_a_file_that_is_not_there_or_not_utf_8_is_named(command, tmp_path):
    with pytest.raises(CommandError, match=r"nichts\.jsonl cannot be read"):
        call_command(command, str(tmp_path / "nichts.jsonl"))
    (tmp_path / "latin.jsonl").write_bytes('{"text": "Größe"}\n'.encode("latin-1"))
    with pytest.raises(CommandError, match="is not UTF-8"):
        call_command(command, str(tmp_path / "latin.jsonl"))
