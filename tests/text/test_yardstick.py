"""The yardstick: its notation, what it counts, and the command that refuses a drop."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.text.evaluation.marked import Unmarked, read_marked
from claims.text.evaluation.measures import is_worse, measure
from claims.text.evaluation.treebank import boundary_figures

CORPUS = Path(__file__).resolve().parents[1] / "yardstick"
ARTICLE = """language: de
published: 2025-03-12
facts: yes
---
-| Teilen Drucken Merken
H1| Deich bei [p Nordmoor] bricht auf [# 40 Metern=40 m]

B2| {{Nordmoor (dpa) - }}Der Deich ist [d am Mittwoch=2025-03-12] gebrochen, sagte [r Bürgermeisterin] [n Ute Harms] dem Kurier. @@ Ute Harms < Kurier
+?| Wie konnte das geschehen?
+o| Das ist eine Schande.
B1| Das Wasser steht einen Meter hoch; ^^ Der Deich
;1| die Schule bleibt geschlossen.
"""


def written(folder, words=ARTICLE, name="a.txt"):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def test_marks_leave_the_text_and_become_gold(tmp_path):
    marked = read_marked(written(tmp_path))
    text = marked.page.text
    assert text.startswith(
        "Teilen Drucken Merken\nDeich bei Nordmoor bricht auf 40 Metern\n\nNordmoor (dpa) - Der Deich"
    )
    words = [text[unit.start : unit.end] for unit in marked.units]
    assert words[1] == "Der Deich ist am Mittwoch gebrochen, sagte Bürgermeisterin Ute Harms dem Kurier."
    assert [unit.mark for unit in marked.units] == ["1", "2", "?", "o", "1", "1"]
    assert (marked.units[1].claimants, marked.units[1].chain) == (("Ute Harms",), ("Kurier",))
    facts = [(f.type, text[f.start : f.end], f.value) for f in marked.units[1].facts]
    assert facts[0] == ("date", "am Mittwoch", "2025-03-12")
    assert [text[s.start : s.end] for s in marked.furniture] == ["Teilen Drucken Merken", "Nordmoor (dpa) - "]
    assert text[marked.sentences[-1].start : marked.sentences[-1].end].endswith(
        "hoch; die Schule bleibt geschlossen."
    )


def test_page_is_read_as_html_and_its_gold_found_again(tmp_path):
    page = (
        "title: Der Deich bricht\n---\n<html><head><title>Der Deich bricht</title></head><body><nav>⟦-| Politik und mehr⟧</nav>"
        "<h1>⟦H1| Der Deich bricht⟧</h1><p>⟦B2| Der <b>Deich</b> &amp; das Wehr sind am Mittwoch auf 40 Metern gebrochen.⟧</p>"
        "<p hidden>⟦B1| Diesen Satz sieht niemand, der die Seite liest, heute nicht.⟧</p></body></html>"
    )
    marked = read_marked(written(tmp_path, page, "a.html"))
    assert [marked.page.text[u.start : u.end] for u in marked.units][1].startswith("Der Deich & das Wehr")
    assert len(marked.missing) == 1
    assert measure(marked).figures()["page heads right"] == 1


@pytest.mark.parametrize("words", ["B1| Kein Kopf", "a: b\n---\nOhne Marke", "a: b\n---\n+1| Nichts davor"])
def test_broken_notation_is_refused(tmp_path, words):
    with pytest.raises(Unmarked):
        read_marked(written(tmp_path, words))


def test_counts_of_one_article(tmp_path):
    tally = measure(read_marked(written(tmp_path)))
    figures = tally.figures()
    assert figures["claims recall"] == 1
    assert figures["furniture leaks"] == 0
    assert figures["claimants right"] == 1
    assert figures["date values right"] == 1
    assert tally.counts["questions"] == tally.counts["opinions"] == 1


def test_leaks_count_the_other_way_round():
    assert is_worse("furniture leaks", 0.1, 0.0)
    assert not is_worse("furniture leaks", 0.0, 0.1)
    assert is_worse("claims recall", 0.8, 0.9)


def test_command_records_figures_and_refuses_a_drop(tmp_path, capsys):
    written(tmp_path / "dev")
    call_command("evaluate", corpus=str(tmp_path), half="dev", record=True)
    assert "claims recall" in capsys.readouterr().out
    record = tmp_path / "recorded.json"
    figures = json.loads(record.read_text())
    call_command("evaluate", corpus=str(tmp_path), half="dev")
    figures["dev"]["furniture leaks"] = -0.5
    record.write_text(json.dumps(figures))
    with pytest.raises(CommandError, match="furniture leaks"):
        call_command("evaluate", corpus=str(tmp_path), half="dev")


def test_errors_of_the_held_back_half_are_not_told(tmp_path, capsys):
    written(tmp_path / "held", ARTICLE.replace("H1|", "-|"))
    call_command("evaluate", corpus=str(tmp_path), half="held", errors=True)
    assert "furniture in claim" not in capsys.readouterr().out


def test_missing_corpus_is_told(tmp_path):
    with pytest.raises(CommandError, match="no marked articles"):
        call_command("evaluate", corpus=str(tmp_path), half="dev")


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*-*.*")), ids=lambda path: path.stem)
def test_articles_of_the_yardstick_follow_the_notation(path):
    marked = read_marked(path)
    assert marked.missing == []
    assert sum(unit.is_claim for unit in marked.units) >= 5


def test_a_few_articles_keep_their_figures():
    """The whole yardstick is `make evaluate`; these few run with every test."""
    for name in ("de-gericht-pflege.txt", "de-portal-klinik.html", "en-agency-port.txt"):
        figures = measure(read_marked(CORPUS / "dev" / name)).figures()
        assert figures["claims recall"] >= 0.95, name
        assert figures["claims precision"] >= 0.9, name
        assert figures["furniture leaks"] == 0, name


def test_treebank_boundaries(tmp_path):
    treebank = written(
        tmp_path,
        "# newdoc\n# text = Er kam.\n1\tEr\t_\n2\tkam\t_\n3\t.\t_\n\n# text = Sie ging.\n1\tSie\t_\n2\tging\t_\n3\t.\t_\n",
        "a.conllu",
    )
    assert boundary_figures(treebank, language="de") == (1.0, [])
