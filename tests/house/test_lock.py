"""The lock files: every package pinned with its hashes, no address in them, both in step with pyproject."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def blocks(lock: str) -> dict[str, str]:
    """Package name -> its whole entry, continuation lines joined."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {re.split(r"[=\[ ;]", line, maxsplit=1)[0].lower(): line for line in lines}


def pin(entry: str) -> str:
    found = re.search(r"==([^ ;]+)", entry)
    assert found, entry
    return found[1]


def plain(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ;]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_its_hashes(lock):
    found = blocks(lock)
    assert len(found) > 50
    assert all(re.search(r"==\S+", entry) and "--hash=sha256:" in entry for entry in found.values())


@pytest.mark.parametrize("lock", LOCKS)
def test_there_is_no_address_in_it(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|git\+| @ |--index-url|--extra-index|--find-links|file:/|/tmp", text)


def test_the_suite_runs_with_the_versions_of_the_product():
    product, dev = (blocks(lock) for lock in LOCKS)
    assert sorted(set(product) - set(dev)) == []
    assert {name: pin(dev[name]) for name in product} == {name: pin(entry) for name, entry in product.items()}


def test_what_pyproject_asks_for_is_locked():
    project = tomllib.loads(PYPROJECT)
    product, dev = (blocks(lock) for lock in LOCKS)
    assert sorted({plain(one) for one in project["project"]["dependencies"]} - set(product)) == []
    wanted = [one for one in project["dependency-groups"]["dev"] if isinstance(one, str)]
    assert sorted({plain(one) for one in wanted} - set(dev)) == []


def test_every_dependency_has_its_reason_beside_it():
    named = re.findall(r'(?m)^  "[A-Za-z0-9_.\[\]-]+[<>=,.0-9]*",(.*)$', PYPROJECT.split("[tool.ruff]")[0])
    assert len(named) > 50
    assert all(re.search(r"# \S", rest) for rest in named)
