"""factcheck/bootstrap.py: a project of one tiny package is set up from its lock file, without any network."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "factcheck" / "bootstrap.py"


@pytest.fixture
def project(tmp_path):
    """A project folder with the script and a lock file that asks for `tiny`."""
    root = tmp_path / "project"
    (root / "factcheck").mkdir(parents=True)
    shutil.copy(SOURCE, root / "factcheck")
    wheel = tmp_path / "wheels" / "tiny-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny.py", "ANSWER = 42\n")
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr(
            "tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    write_lock(root, hashlib.sha256(wheel.read_bytes()).hexdigest())
    return root


def write_lock(root: Path, digest: str) -> None:
    (root / "tiny.lock").write_text(f"tiny==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")


def bootstrap(root: Path, *locks: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The script run with pip kept from every index; uv is looked for in an empty folder."""
    bare = {
        "PATH": str(root),
        "HOME": str(root),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(root.parent / "wheels"),
    }
    return subprocess.run(
        [sys.executable, str(root / "factcheck" / "bootstrap.py"), *(locks or ["tiny.lock"])],
        env=bare | environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


def answer(root: Path) -> str:
    return subprocess.run(
        [str(root / ".venv/bin/python"), "-c", "import tiny; print(tiny.ANSWER)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.slow
def test_it_sets_up_says_so_and_has_nothing_to_do_the_next_time(project):
    done = bootstrap(project)
    assert done.returncode == 0, done.stderr
    assert "1 packages of tiny.lock" in done.stdout
    assert "Set up in" in done.stdout
    assert answer(project) == "42"

    again = bootstrap(project, PIP_FIND_LINKS="/nowhere")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    with (project / "tiny.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert "Setting up" in bootstrap(project).stdout


@pytest.mark.slow
def test_what_a_larger_lock_file_holds_need_not_be_installed_again(project):
    shutil.copy(project / "tiny.lock", project / "dev.lock")
    assert "of dev.lock" in bootstrap(project, "dev.lock", "tiny.lock").stdout
    assert bootstrap(project, "tiny.lock").stdout == ""
    assert answer(project) == "42"


@pytest.mark.slow
def test_a_package_with_another_hash_is_not_installed(project):
    write_lock(project, "0" * 64)
    done = bootstrap(project)
    assert done.returncode == 1
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert "could not be installed" in done.stderr
    assert not list(project.glob(".venv/lib/*/site-packages/tiny.py"))
    assert bootstrap(project).returncode == 1  # and it does not believe afterwards that it had been


@pytest.mark.slow
def test_an_environment_whose_python_is_gone_is_made_anew(project):
    assert bootstrap(project).returncode == 0
    (project / ".venv/bin/python").unlink()
    (project / ".venv/bin/python").symlink_to("/nowhere/python3.9")
    assert "Set up in" in bootstrap(project).stdout
    assert answer(project) == "42"


def test_uv_is_asked_where_it_is(project):
    uv = project / "uv"
    uv.write_text(
        f"#!{sys.executable}\nimport sys; print('Installed 1 package by', sys.argv[1:3])\n", encoding="utf-8"
    )
    uv.chmod(0o755)
    done = bootstrap(project)
    assert done.returncode == 0, done.stderr
    assert "Installed 1 package by ['pip', 'install']" in done.stdout


def test_a_folder_that_cannot_be_written_is_named(project):
    (project / ".venv").write_text("a file", encoding="utf-8")
    done = bootstrap(project)
    assert done.returncode == 1
    assert f"cannot be set up in {project / '.venv'}" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_runs_where_there_is_only_an_old_python_and_says_so(project):
    source = (project / "factcheck" / "bootstrap.py").read_text(encoding="utf-8")
    (project / "factcheck" / "bootstrap.py").write_text(
        source.replace("OLDEST = (3, 11)", "OLDEST = (9, 0)"), encoding="utf-8"
    )
    done = bootstrap(project)
    assert done.returncode == 1
    assert "needs Python 9.0 or newer" in done.stderr
    assert not (project / ".venv").exists()


def test_it_uses_nothing_but_the_standard_library():
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(SOURCE)!r}, run_name='read')"],
        env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
