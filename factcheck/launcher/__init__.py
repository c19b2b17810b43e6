"""Starts and watches the parts of an installation that runs on one machine: `manage.py up`."""
