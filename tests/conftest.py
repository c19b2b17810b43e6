"""What the whole suite shares: what is left out where something is missing, and how hypothesis searches."""

import shutil

import hypothesis
import pytest

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests need a browser; journeys begin first, since they wait more than they work."""
    absent = pytest.mark.skip(reason="no chromium on this machine: apt-get install chromium")
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(absent)
