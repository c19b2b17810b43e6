"""The rules of the house that a machine can check."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for top in ("claims", "factcheck")
    for path in (ROOT / top).rglob("*.py")
    if "migrations" not in path.parts
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 50  # lines
DOORS = {"web", "api", "management", "admin.py"}
HTTP = ("django.http", "django.forms", "django.shortcuts", "django.views", "rest_framework")
FORBIDDEN = {
    "manager",
    "service",
    "helper",
    "helpers",
    "util",
    "utils",
    "process",
    "handle",
    "handler",
    "data",
    "info",
}
GIVEN = {
    "handle",
    "process_response",
    "process_request",
    "to_internal_value",
    "get_context_data",
}  # names that a framework gave


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 100


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_opens_with_a_sentence_and_fits_its_limits(path):
    if not (source := path.read_text(encoding="utf-8")).strip() and path.name == "__init__.py":
        return
    said = ast.get_docstring(tree(path)) or ""
    assert re.match(r"[^\n]{10,}[.:!?]?", said), "the module does not say what it holds"
    assert source.count("\n") <= LONGEST_FILE
    long = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions(path)}
    assert not {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_stand_at_the_top(path):
    nested = [
        name for function in functions(path) for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) for name in [ast.unparse(node)]
    ]  # fmt: skip
    assert not nested


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_name_says_nothing(path):
    names = [node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    names += [function.name for function in functions(path) if function.name not in GIVEN]
    names.append(path.stem)
    words = {word for name in names for word in re.findall(r"[a-z]+|[A-Z][a-z]*", name)}
    assert not {word.lower() for word in words} & FORBIDDEN


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.is_relative_to(ROOT / "claims")
     and not DOORS & set(path.relative_to(ROOT / "claims").parts)],
    ids=name_of,
)  # fmt: skip
def test_below_the_doors_nobody_knows_http(path):
    assert not [name for name, _ in imported(path) if name.startswith(HTTP)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_there_are_no_signals_and_no_logic_in_save(path):
    assert not [
        name for name, _ in imported(path) if name.startswith(("django.db.models.signals", "django.dispatch"))
    ]
    if "models" in path.parts:
        assert not [function.name for function in functions(path) if function.name in {"save", "delete"}]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_doors_of_the_workers_know_celery(path):
    allowed = {"claims/intake.py", "claims/tasks.py", "claims/management/commands/sweep.py"}
    if name_of(path) in allowed or path.is_relative_to(ROOT / "factcheck"):
        return
    assert not [name for name, _ in imported(path) if name.split(".")[0] in {"celery", "kombu", "redis"}]


def test_committed_files_name_no_path_of_a_machine():
    wrong = [
        name_of(path)
        for folder in ("claims", "factcheck", "templates", "tests", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".json", ".css", ".js", ".md", ".toml"}
        and path != Path(__file__)
        and re.search(r"(?<![\w.])/(work|root|home/\w+)/", path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not wrong
