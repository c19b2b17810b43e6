"""manage.py ingest: files, folders and standard input, and what the caller is told."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.choices import Stage
from claims.models import Article, Revision
from claims.pipeline import runner
from tests.factories import TEXT, DeskFactory, OutletFactory, UserFactory

pytestmark = pytest.mark.django_db


def ingest(*args: Any, **options: Any) -> tuple[str, str]:
    """What the command printed, when it ended well."""
    out, err = io.StringIO(), io.StringIO()
    call_command("ingest", *map(str, args), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refused(*args: Any, **options: Any) -> tuple[str, str, str]:
    """Why the command ended badly, and what it printed before."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("ingest", *map(str, args), stdout=out, stderr=err, **options)
    assert caught.value.returncode == 1
    return str(caught.value), out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fernwaerme.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_with_everything_that_is_known_about_it(file: Path) -> None:
    outlet, desk, person = (
        OutletFactory(key="weltlage"),
        DeskFactory(key="ausland"),
        UserFactory(username="tom"),
    )
    out, _err = ingest(
        file,
        "--outlet=weltlage",
        "--desk=ausland",
        "--language=de-AT",
        "--published=2024-11-05T16:12",
        "--title=Fernwärme",
        "--by=tom",
    )
    article, revision = Article.objects.get(), Revision.objects.get()
    assert (article.outlet, article.desk, article.language, article.title) == (
        outlet,
        desk,
        "de",
        "Fernwärme",
    )
    assert (revision.text, article.submitted_by) == (TEXT, person)
    assert revision.published_at is not None
    assert revision.published_at.isoformat() == "2024-11-05T15:12:00+00:00"
    assert f"A-{article.pk}  new" in out
    assert "1 new, 0 revised, 0 unchanged, 0 refused." in out


def test_the_same_file_again_changes_nothing(file: Path) -> None:
    ingest(file)
    out, _err = ingest(file)
    assert "0 new, 0 revised, 1 unchanged, 0 refused." in out
    assert Revision.objects.count() == 1


def test_a_page_with_its_own_address_is_revised(tmp_path: Path) -> None:
    page = (
        '<html lang="de"><head><link rel="canonical" href="https://a.example/1"><title>Fähre</title></head>'
        "<body><article><h1>Die Fähre fährt wieder</h1><p>Sie legte um %s Uhr mit 40 Menschen ab.</p>"
        "<p>Die Reederei rechnet mit einem guten Sommer und mehr Fahrten.</p></article></body></html>"
    )
    path = tmp_path / "faehre.html"
    path.write_text(page % "sechs", encoding="utf-8")
    ingest(path)
    path.write_text(page % "sieben", encoding="utf-8")
    out, _err = ingest(path)
    assert "0 new, 1 revised" in out
    article = Article.objects.get()
    assert article.url == "https://a.example/1"
    assert article.revisions.count() == 2


def test_one_bad_file_does_not_stop_the_rest_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b" / "C.TXT").write_text(TEXT.replace("118", "119"), encoding="utf-8")
    (tmp_path / "b" / "empty.txt").write_bytes(b"")
    (tmp_path / "b" / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    (tmp_path / "b" / "notes.json").write_text("{}", encoding="utf-8")
    why, out, err = refused(tmp_path)
    assert why == "2 of 4 went wrong."
    assert "2 new, 0 revised, 0 unchanged, 2 refused." in out
    assert Article.objects.count() == 2
    lines = [line for line in err.splitlines() if line.startswith("refused")]
    assert ["empty.txt" in lines[0], "picture.html" in lines[1]] == [True, True]
    assert all(len(line.split(": ", 1)[1]) > 20 for line in lines)
    assert "notes.json" not in out + err


def test_a_huge_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(2**40)  # a terabyte that takes no room
    _why, _out, err = refused(path)
    assert "too large" in err
    assert not Article.objects.exists()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    out, _err = ingest("-")
    assert "1 new" in out
    assert Revision.objects.get().text == TEXT


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--outlet=x"], "There is no outlet “x”. Known: weltlage."),
        (["--desk=x"], "There is no desk “x”. Known: none so far."),
        (["--by=x"], "There is no person “x”"),
        (["--published=gestern"], "“gestern” is no time"),
        (["--language=deutsch"], "“deutsch” is no language"),
    ],
)
def test_options_that_cannot_be(file: Path, options: list[str], words: str) -> None:
    OutletFactory(key="weltlage")
    why, out, _err = refused(file, *options)
    assert words in why
    assert not out
    assert not Article.objects.exists()


def test_paths_that_cannot_be(tmp_path: Path, file: Path) -> None:
    assert "neither a file nor a folder" in refused(tmp_path / "nothing")[0]
    (tmp_path / "empty").mkdir()
    assert "holds no article" in refused(tmp_path / "empty")[0]
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    assert "title is for one article" in refused(file, other, "--title=x")[0]
    assert not Article.objects.exists()


def test_waiting_ends_when_the_articles_are_ready(file: Path) -> None:
    ingest(file, "--published=2024-11-05")
    runner.run(Article.objects.get().pk)
    out, _err = ingest(file, "--wait")
    found = Article.objects.get().claims.count()
    assert found > 0
    assert f"1 unchanged, 0 refused; {found} claims." in out


def test_waiting_tells_of_an_article_that_failed(file: Path) -> None:
    ingest(file)
    Article.objects.update(stage=Stage.FAILED, failed_stage=Stage.SPLIT, failure="ValueError: x")
    why, _out, err = refused(file, "--wait")
    assert why == "1 of 1 went wrong."
    assert "at split: ValueError: x" in err


def test_a_bar_shows_the_way(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ingest(file)
    assert "taking in: 100%" in capsys.readouterr().err
