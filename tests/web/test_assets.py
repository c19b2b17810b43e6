"""What the browser loads: our own files and vendored ones as they were published, within the budget."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse

from claims.web import words
from tests.factories import ClaimFactory, FactFactory, PassageFactory, RevisionFactory

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "claims" / "web" / "static"
TEMPLATES = ROOT / "templates"
FOLDERS = [STATIC / "vendor", ROOT / "tests" / "browser" / "vendor"]
BUDGET = 300_000  # bytes of a first load, fonts and page included


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_vendored_files_are_those_that_are_listed(folder: Path) -> None:
    rows = json.loads((folder / "VENDORED.json").read_text(encoding="utf-8"))
    listed = {row["file"] for row in rows} | {row["licence_file"] for row in rows} | {"VENDORED.json"}
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == listed
    for row in rows:
        assert hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert re.fullmatch(r"\d+\.\d+\.\d+", row["version"])
        assert row["package"]
        assert row["licence"]
        assert (folder / row["licence_file"]).stat().st_size > 300


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = set(
        re.findall(r'<symbol id="i-([\w-]+)"', (STATIC / "vendor" / "icons.svg").read_text(encoding="utf-8"))
    )
    named = {icon for _tone, icon in [*words.LOOKS.values(), *words.FACT_LOOKS.values()]}
    for template in TEMPLATES.rglob("*.html"):
        named |= set(re.findall(r'{% icon "([\w-]+)"', template.read_text(encoding="utf-8")))
    assert named - sprite == set()
    ratings = json.loads((ROOT / "seeds" / "newsroom.json").read_text(encoding="utf-8"))["ratings"]
    assert {rating["mark"] for rating in ratings} - sprite == set()


def test_no_template_carries_inline_code_or_style() -> None:
    for template in TEMPLATES.rglob("*.html"):
        if "emails" in template.parts:  # mail programs know no style sheets
            continue
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text), template.name
        assert not re.search(r'<script(?![^>]*\ssrc=)(?! type="application/ld\+json">)', text), template.name
        assert not re.search(r'(src|href)="https?://', text), template.name


def test_a_first_load_of_a_long_article_stays_within_the_budget(page: Client) -> None:
    revision = RevisionFactory(
        text="\n\n".join(f"Satz {n} nennt {n * 7919} Euro als Preis." for n in range(80))
    )
    for sentence in revision.text.split("\n\n"):
        PassageFactory(revision=revision, quote=sentence)
        claim = ClaimFactory(
            revision=revision, quote=sentence, check_worthiness=0.5, reasons=["figure", "money"]
        )
        FactFactory(claim=claim)
    address = reverse("article_detail", args=[revision.article_id])
    answer = page.get(address, headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(answer.content)
    files = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html.decode()))
    css = (STATIC / "factcheck" / "app.css").read_text(encoding="utf-8")
    files |= {str(Path("factcheck", address)) for address in re.findall(r'url\("\.\./([^"]+)"\)', css)}
    total = len(answer.content)
    for name in {name.replace("factcheck/vendor", "vendor") for name in files}:
        found = finders.find(name)
        assert found, name
        content = Path(found).read_bytes()
        total += len(content) if name.endswith("woff2") else len(gzip.compress(content))
    assert total < BUDGET


def test_collecting_finds_every_file_that_the_style_sheet_names(tmp_path: Path, settings: object) -> None:
    """A missing font would only break `collectstatic`, on the first start of a fresh machine."""
    settings.STATIC_ROOT = tmp_path
    storage = ManifestStaticFilesStorage(location=tmp_path)
    source = FileSystemStorage(location=STATIC)
    names = [p.relative_to(STATIC).as_posix() for p in STATIC.rglob("*") if p.is_file()]
    for name in names:
        with source.open(name) as file:
            storage._save(name, file)
    results = list(storage.post_process({name: (storage, name) for name in names}))
    assert not [problem for _name, _hashed, problem in results if isinstance(problem, Exception)]
    styles = next(tmp_path.glob("factcheck/app.*.css")).read_text(encoding="utf-8")
    assert re.search(r"vendor/inter\.[0-9a-f]{12}\.woff2", styles)


def test_pages_forbid_foreign_and_inline_code(page: Client) -> None:
    policy = page.get(reverse("article_list")).headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
