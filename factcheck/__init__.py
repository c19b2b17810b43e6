"""The project: wires things, knows no claim."""

from factcheck.celery import app as celery_app

__all__ = ["celery_app"]
