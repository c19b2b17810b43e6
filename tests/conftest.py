"""What the whole suite shares: what is left out where something is missing, and how hypothesis searches."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import redis
from django.conf import settings
from django.utils import translation

from factcheck.launcher import broker as embedded

# No deadline: the machine is shared. The examples are the same on every run, so that a red run can be repeated.
hypothesis.settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("suite")

CHROMIUM = shutil.which("chromium")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests need a browser. Journeys begin first: they take longest and wait more than they work."""
    absent = pytest.mark.skip(reason="no chromium on this machine: apt-get install chromium")
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(absent)
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Every test begins in the language of the settings; one that a page has switched to does not stay."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def broker_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a broker for this process of the suite: that of REDIS_URL, else an embedded one."""
    if settings.REDIS_URL:
        yield settings.REDIS_URL
        return
    socket = Path(settings.BROKER_SOCKET)
    part = embedded.part(Path(settings.HOME), socket)
    with (tmp_path_factory.mktemp("broker") / "log").open("wb") as log:
        server = subprocess.Popen(part.command, stdout=log, stderr=log)
    assert embedded.answers(f"unix://{socket}", within=10)
    yield f"unix://{socket}"
    server.terminate()
    server.wait()


@pytest.fixture
def broker(broker_server: str) -> Iterator[redis.Redis]:
    """A broker that answers and holds no message of this process of the suite."""
    mine = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] + "*"
    with redis.Redis.from_url(broker_server) as client:
        for when in ("before", "after"):
            for key in list(client.scan_iter(mine)):
                client.delete(key)
            if when == "before":
                yield client
