"""What the product imports, pyproject names: nothing is there by accident of another package or of the tests."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = {"claims", "factcheck"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TRAINING = "training"  # fits weights; runs in an environment with the group `train`, never in the product


def plain(name: str) -> str:
    return re.split(r"[\[<>=!~ ;]", name, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def imported() -> dict[str, str]:
    """Top-level package -> one of the files that import it."""
    found = {}
    for path in [*(ROOT / "claims").rglob("*.py"), *(ROOT / "factcheck").rglob("*.py")]:
        if TRAINING in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
            found |= {name.split(".")[0]: str(path.relative_to(ROOT)) for name in names}
    return {
        name: path for name, path in found.items() if name not in OWN and name not in sys.stdlib_module_names
    }


def test_every_package_that_is_imported_is_declared():
    declared = {plain(one) for one in PROJECT["project"]["dependencies"]}
    carried = {  # a package that another one exists to bring along
        "redis": "celery", "asgiref": "django"
    }  # fmt: skip
    where = packages_distributions()
    missing = {
        name: path
        for name, path in imported().items()
        if not {plain(one) for one in where.get(name, [name])} & declared
        and carried.get(name) not in declared
    }
    assert missing == {}
