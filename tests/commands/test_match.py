"""manage.py match: JSON lines in, ranked JSON lines out, clear words for bad lines, no database."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

ARCHIVE = [
    {"id": "f1", "text": "Die Stadtwerke erhöhen den Fernwärmepreis um 9,4 Prozent.", "title": "Wärme wird teurer"},
    {"id": 2, "text": "Der Zoo hat zwei junge Eisbären gezeigt."},
    {"id": "b3", "text": "Die Brücke über den Fluss bleibt bis 2026 gesperrt.", "title": None},
]  # fmt: skip


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text(lines(ARCHIVE), encoding="utf-8")
    return str(path)


def match(monkeypatch, text, *args):
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    out = io.StringIO()
    call_command("match", *args, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_claim_gets_the_nearest_of_the_archive_first(monkeypatch, archive):
    asked = [
        {"id": "q1", "text": "Um 9,4 Prozent erhöhen die Stadtwerke den Fernwärmepreis."},
        {"id": 7, "text": "Die Stadtwerke erhöhen den Fernwärmepreis um 19,4 Prozent."},
    ]
    found = match(monkeypatch, lines(asked) + "\n", "--archive", archive, "--top", "2")
    assert [row["id"] for row in found] == ["q1", 7]
    assert [row["matches"][0]["id"] for row in found] == ["f1", "f1"]
    assert [row["matches"][0]["relation"] for row in found] == ["same", "contradicting"]
    assert all(len(row["matches"]) <= 2 and 0 <= m["score"] <= 1 for row in found for m in row["matches"])


def test_german_finds_english_by_meaning(monkeypatch, archive, tmp_path):
    asked = tmp_path / "asked.jsonl"
    asked.write_text(lines([{"id": 1, "text": "The zoo presented two young polar bears."}]), encoding="utf-8")
    found = match(monkeypatch, "", str(asked), "--archive", archive, "--top", "1", "--configuration", "fast")
    assert found[0]["matches"][0]["id"] == 2


def test_the_differences_are_told_when_asked_for(monkeypatch, archive):
    asked = lines([{"id": 1, "text": "Die Brücke über den Fluss bleibt bis 2027 gesperrt."}])
    found = match(monkeypatch, asked, "--archive", archive, "--differences")[0]["matches"][0]
    assert found["id"] == "b3" and found["relation"] == "contradicting"
    assert [(d["type"], d["here"], d["there"]) for d in found["differences"]] == [
        ("date", "bis 2027", "bis 2026")
    ]


def test_nothing_in_gives_nothing_out(monkeypatch, archive, tmp_path):
    assert match(monkeypatch, "", "--archive", archive) == []
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert match(monkeypatch, '{"id": 1, "text": "Eine Frage"}', "--archive", str(empty)) == [
        {"id": 1, "matches": []}
    ]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{", "standard input, line 2: no JSON"),
        ("[]", "line 2: expected an object"),
        ('{"text": "a"}', 'line 2: "id" must be'),
        ('{"id": true, "text": "a"}', 'line 2: "id" must be'),
        ('{"id": 1, "text": " "}', 'line 2: "text" must be'),
        ('{"id": 1, "text": "a", "language": 5}', 'line 2: "language" must be'),
        ('{"id": 1, "text": "' + "a" * 20_001 + '"}', "line 2: .*longer than 20000"),
    ],
)
def test_a_bad_line_is_told_by_its_number(monkeypatch, archive, bad, why):
    with pytest.raises(CommandError, match=why):
        match(monkeypatch, '{"id": 0, "text": "Gut"}\n' + bad, "--archive", archive)


def test_an_archive_that_cannot_be_read_is_told(monkeypatch, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        match(monkeypatch, "", "--archive", str(tmp_path / "nowhere.jsonl"))
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes('{"id": 1, "text": "Größe"}'.encode("latin-1"))
    with pytest.raises(CommandError, match="not UTF-8"):
        match(monkeypatch, "", "--archive", str(latin))


def test_top_must_be_a_number_of_matches(monkeypatch, archive):
    with pytest.raises(CommandError, match="--top"):
        match(monkeypatch, "", "--archive", archive, "--top", "0")
