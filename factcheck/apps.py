"""Makes Django find the commands of the project itself."""

from django.apps import AppConfig


class FactcheckConfig(AppConfig):
    """The project; it has no models."""

    name = "factcheck"
