#!/usr/bin/env python3
"""Django's command line for this project, run with the project's own Python where that stands."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

OWN = Path(__file__).resolve().parent / ".venv" / "bin" / "python"

if find_spec("django") is None:
    if not OWN.exists() or Path(sys.prefix) == OWN.parent.parent:
        sys.exit("Factcheck is not set up here yet: run `make up` (or `make setup`) first.")
    os.execv(OWN, [str(OWN), *sys.argv])  # noqa: S606

from django.core.exceptions import ImproperlyConfigured  # noqa: E402 - only where it is installed
from django.core.management import execute_from_command_line  # noqa: E402

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Error: {error}")
