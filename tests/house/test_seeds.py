"""The demo newsroom of seeds/ has the shape that its README promises."""

import json
import re
from datetime import date, datetime, time
from difflib import SequenceMatcher
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils.dateparse import parse_duration

from claims.choices import OutletKind, ReasonKind, Role

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
NEWSROOM: dict[str, Any] = json.loads((SEEDS / "newsroom.json").read_text("utf-8"))
CARDS = sorted((SEEDS / "articles").glob("*.json"))
TEXTS = sorted(p for p in (SEEDS / "articles").iterdir() if p.suffix in {".txt", ".html"})
REAL_ARTICLES = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
COLOURS = {"ok", "partly", "misleading", "false", "unproven", "open"}
FIELDS = {"outlet", "desk", "title", "author", "language", "published", "published_ago", "due_in", "url"}
FIELDS |= {"external_id", "submitted_by", "kind"}
WEEKDAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"]
MONTHS += ["August", "September", "Oktober", "November", "Dezember"]


def keys(name: str) -> set[str]:
    return {row["key"] for row in NEWSROOM[name]}


def card(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def text_of(path: Path) -> Path:
    found = [path.with_suffix(end) for end in (".txt", ".html") if path.with_suffix(end).exists()]
    assert len(found) == 1, f"{path.name} wants exactly one text beside it"
    return found[0]


def words(path: Path) -> list[str]:
    """The words a reader sees, roughly: scripts, styles and tags away."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        text = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]+>", " ", text)
    return re.findall(r"\w+", unescape(text).replace("\u00ad", ""))


@pytest.mark.parametrize("name", ["desks", "outlets", "scales", "ratings"])
def test_keys_are_unique(name: str) -> None:
    listed = [row["key"] for row in NEWSROOM[name]]
    assert len(listed) == len(set(listed)) > 0


def test_people_cover_all_roles_and_know_their_desks() -> None:
    people = NEWSROOM["people"]
    assert {role for person in people for role in person["roles"]} == set(Role.values)
    assert {desk for person in people for desk in person["desks"]} == keys("desks")
    assert len({person["username"] for person in people}) == len(people)
    assert all(person["email"].endswith("@factcheck.example") for person in people)
    assert {person["language"] for person in people} == {"de", "en"}
    assert any(len(person["roles"]) > 1 for person in people)


def test_no_password_stands_in_the_file() -> None:
    assert not any("pass" in field.lower() for person in NEWSROOM["people"] for field in person)


def test_outlets_are_of_a_known_kind() -> None:
    for outlet in NEWSROOM["outlets"]:
        assert outlet["kind"] in OutletKind.values
        assert outlet["domain"].endswith(".example")
        assert outlet["language"] in {"de", "en"}
        assert outlet["desk"] in keys("desks")


def test_ratings_are_complete() -> None:
    for rating in NEWSROOM["ratings"]:
        assert rating["scale"] in keys("scales")
        assert rating["colour"] in COLOURS
        assert rating["label_de"] and rating["label_en"] and rating["mark"]
        assert rating["claimreview_value"] in {1, 2, 3, 4, 5, None}
    assert {scale["is_public"] for scale in NEWSROOM["scales"]} == {True, False}
    for scale in keys("scales"):
        orders = [rating["order"] for rating in NEWSROOM["ratings"] if rating["scale"] == scale]
        assert sorted(orders) == list(range(1, len(orders) + 1))


def test_reasons_have_labels_in_both_languages() -> None:
    assert set(NEWSROOM["reasons"]) == set(ReasonKind.values)
    for reasons in NEWSROOM["reasons"].values():
        assert len({reason["key"] for reason in reasons}) == len(reasons) > 0
        assert all(reason["label_de"] and reason["label_en"] for reason in reasons)


@pytest.mark.parametrize("path", CARDS, ids=lambda p: p.stem)
def test_an_article_names_what_the_newsroom_knows(path: Path) -> None:
    article = card(path)
    assert set(article) - {"revisions", "clock"} == FIELDS
    assert article["outlet"] in keys("outlets")
    assert article["desk"] in keys("desks")
    assert article["submitted_by"] in {person["username"] for person in NEWSROOM["people"]}
    assert article["language"] in {"de", "en", None}
    domain = next(o["domain"] for o in NEWSROOM["outlets"] if o["key"] == article["outlet"])
    assert article["url"].startswith(f"https://{domain}/")
    assert 250 <= len(words(text_of(path))) <= 950


@pytest.mark.parametrize("path", CARDS, ids=lambda p: p.stem)
def test_dates_are_iso(path: Path) -> None:
    article = card(path)
    for version in [article, *article.get("revisions", [])]:
        ago = parse_duration(version["published_ago"])
        assert ago is not None and ago.total_seconds() > 0
        if "clock" in version:
            assert time.fromisoformat(version["clock"]) and ago.seconds == 0
        if version["published"] is not None:
            assert datetime.fromisoformat(version["published"]).utcoffset() is not None
    assert parse_duration(article["due_in"]) is not None


@pytest.mark.parametrize("path", CARDS, ids=lambda p: p.stem)
def test_a_given_title_stands_in_the_text(path: Path) -> None:
    title = card(path)["title"]
    text = text_of(path).read_text("utf-8")
    assert title is None or title in text.splitlines()


def test_every_text_belongs_to_an_article() -> None:
    known = {text_of(path).name for path in CARDS}
    known |= {r["file"] for path in CARDS for r in card(path).get("revisions", [])}
    assert known == {path.name for path in TEXTS}
    assert len(CARDS) >= 14


def test_addresses_and_external_ids_are_unique() -> None:
    articles = [card(path) for path in CARDS]
    assert len({a["url"] for a in articles}) == len(articles)
    ids = [(a["outlet"], a["external_id"]) for a in articles if a["external_id"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_texts_use_example_addresses_and_typographic_quotes(path: Path) -> None:
    text = path.read_text("utf-8")
    hosts = re.findall(r"https?://([\w.-]+)|[\w.]+@([\w.-]+)", text)
    named = {(a or b).rstrip(".") for a, b in hosts} - {"schema.org"}
    assert all(host.endswith(".example") for host in named)
    assert "\r" not in text and text.endswith("\n")
    if path.suffix == ".txt":
        assert '"' not in text
        assert not re.search(r"[^\W\d]'|'[^\W\d]", text), "a straight apostrophe"


def test_weekdays_fit_their_dates() -> None:
    pattern = rf"({'|'.join(WEEKDAYS)}),? \(?(\d\d?)\.\s({'|'.join(MONTHS)})"
    found = []
    for path in CARDS:
        published = card(path)["published"]
        for name, day, month in re.findall(pattern, text_of(path).read_text("utf-8")):
            assert published, f"{path.name} names a date and has no publication date"
            when = date(
                datetime.fromisoformat(published).year,
                MONTHS.index(month) + 1,
                int(day),
            )
            found.append((path.name, WEEKDAYS[when.weekday()] == name))
    assert found
    assert all(fits for _, fits in found), found


def test_the_second_revision_corrects_a_figure_and_drops_a_sentence() -> None:
    revised = [(path, r) for path in CARDS for r in card(path).get("revisions", [])]
    assert revised
    for path, revision in revised:
        old = words(text_of(path))
        new = words(path.with_name(revision["file"]))
        changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        removed = [old[a:b] for tag, a, b, _, _ in changes if tag == "delete"]
        changed = [new[c:d] for tag, _, _, c, d in changes if tag == "replace"]
        assert max(len(run) for run in removed) > 5
        assert any(word.isdigit() for run in changed for word in run)


def test_the_day_names_people_articles_ratings_reasons_and_sources_that_are_there() -> None:
    day: list[dict[str, Any]] = json.loads((SEEDS / "day.json").read_text("utf-8"))
    sources: dict[str, Any] = json.loads((SEEDS / "sources.json").read_text("utf-8"))
    people = {person["username"] for person in NEWSROOM["people"]}
    cited = set()
    for entry in day:
        where = (entry["article"], entry.get("claim", entry.get("several")))
        assert SEEDS.joinpath("articles", f"{entry['article']}.json").exists(), where
        assert ("claim" in entry) != ("several" in entry) and ("begun" in entry) != ("after" in entry), where
        named = {entry.get(role) for role in ("by", "to", "reviewer", "editor", "assigned_by", "released_by")}
        assert named - {None} <= people, where
        assert entry.get("rating") in keys("ratings") | {None}, where
        assert entry.get("reason") in {None} | {
            r["key"] for kind in NEWSROOM["reasons"].values() for r in kind
        }
        assert not entry.get("reviewer") or entry["reviewer"] != entry["by"], where
        for evidence in entry.get("evidence", ()):
            cited.add(evidence["source"])
            page = " ".join(sources[evidence["source"]].get("page", ()))
            assert not page or all(part in page for part in evidence["quoted"].split(" … ")), where
    assert cited == set(sources)


@pytest.mark.skipif(not REAL_ARTICLES, reason="the real articles are not beside the repository")
@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_nothing_is_copied_from_a_real_article(path: Path) -> None:
    def runs(of: Path) -> set[tuple[str, ...]]:
        found = [word.lower() for word in words(of)]
        return {tuple(found[i : i + 7]) for i in range(len(found) - 6)}

    for real in REAL_ARTICLES:
        assert not runs(path) & runs(real)
