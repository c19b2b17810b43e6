"""The Django app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Articles, claims and people."""

    name = "claims"
    verbose_name = "Factcheck"
