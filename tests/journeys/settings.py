"""The product's own settings with one step exchanged for one that fails where a text asks for it."""

from factcheck.settings import *  # noqa: F403, TID251

PIPELINE_STEPS = {"split": "tests.journeys.faults.split"}
