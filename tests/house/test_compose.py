"""docker-compose.yml: production as described, secrets from .env only, every name in it known to the product."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {"migrate", "web", "worker", "beat", "sweeper"}
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def words(service: str) -> list[str]:
    return [str(word) for word in SERVICES[service]["command"]]


def test_it_has_the_parts_of_production():
    assert set(SERVICES) == OURS | {"db", "broker", "mail"}
    assert SERVICES["mail"]["profiles"] == ["trial"]  # only when asked for
    assert all("profiles" not in service for name, service in SERVICES.items() if name != "mail")


def test_every_part_starts_again_by_itself_and_the_tables_come_first():
    assert all(service["restart"] in {"unless-stopped", "on-failure"} for service in SERVICES.values())
    assert SERVICES["migrate"]["command"][-2:] == ["migrate", "--noinput"]
    for name in OURS - {"migrate"}:
        assert SERVICES[name]["depends_on"] == {
            "db": {"condition": "service_healthy"},
            "broker": {"condition": "service_healthy"},
            "migrate": {"condition": "service_completed_successfully"},
        }


def test_what_can_be_asked_for_its_health_is():
    assert {name for name, service in SERVICES.items() if "healthcheck" in service} == set(SERVICES) - {
        "migrate",
        "beat",
    }


def test_what_must_not_be_lost_lies_on_volumes():
    assert set(COMPOSE["volumes"]) == {"database", "broker", "files"}
    assert "database:/var/lib/postgresql/data" in SERVICES["db"]["volumes"]
    assert "broker:/data" in SERVICES["broker"]["volumes"]
    assert all("files:/var/lib/factcheck" in SERVICES[name]["volumes"] for name in OURS)


def test_the_broker_keeps_its_messages_and_throws_none_away():
    command = words("broker")
    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_no_secret_stands_in_it():
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert set(re.findall(rf"\$\{{{name}[^}}]*\}}", TEXT)) == {f"${{{name}:?set it in .env}}"}
        assert re.search(rf"(?m)^{name}=$", EXAMPLE)
    assert "@db:5432" in TEXT
    assert not re.search(r"(?i)(password|secret_key): *[\"']?\w", TEXT)


def test_the_doors_are_open_to_this_machine_only():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith(("127.0.0.1:", "${BIND:-127.0.0.1}:")) for port in ports)


def test_every_setting_that_it_passes_on_is_one_that_the_product_reads():
    settings = (ROOT / "factcheck" / "settings.py").read_text(encoding="utf-8")
    passed = {name for service in OURS for name in SERVICES[service]["environment"]}
    assert {name for name in passed if f'"{name}"' not in settings} == set()


def test_every_variable_that_it_reads_stands_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", TEXT))
    assert {name for name in asked if not re.search(rf"(?m)^{name}=", EXAMPLE)} == set()


def test_the_worker_takes_from_the_same_queues_as_that_of_make_up():
    plan = (ROOT / "factcheck" / "launcher" / "plan.py").read_text(encoding="utf-8")
    assert "--queues=celery,pulse,print" in words("worker")
    assert '"celery,pulse,print"' in plan
    assert [word for word in words("worker") if word.startswith("--without")] == re.findall(
        r'"(--without-[a-z]+)"', plan
    )


def test_the_image_is_built_from_the_locked_packages_and_does_not_run_as_root():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.lock" in dockerfile
    assert re.search(r"(?m)^USER factcheck$", dockerfile)
    taken = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for source in re.findall(r"(?m)^COPY (?!--from)(\S+)", dockerfile):
        assert f"!{source.rstrip('/')}" in taken
        assert (ROOT / source).exists()


def client() -> list[str]:
    """`docker compose` or `docker-compose`; skips where there is neither."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if (
            shutil.which(command[0])
            and not subprocess.run([*command, "version"], capture_output=True, check=False).returncode
        ):
            return command
    pytest.skip("no compose client on this machine")


def test_a_compose_client_accepts_it(tmp_path):
    command = client()
    env = tmp_path / ".env"
    env.write_text(
        EXAMPLE.replace("SECRET_KEY=", "SECRET_KEY=a").replace("POSTGRES_PASSWORD=", "POSTGRES_PASSWORD=b")
    )
    file = str(ROOT / "docker-compose.yml")
    done = subprocess.run(
        [*command, "--env-file", str(env), "--file", file, "config", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    env.write_text(EXAMPLE)
    refused = subprocess.run(
        [*command, "--env-file", str(env), "--file", file, "config", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode != 0
    assert "set it in .env" in refused.stderr
