"""Addresses that the post room knows by itself, and how a path becomes an address for the world outside."""

from django.conf import settings

HOME = "/"
SETTINGS = "/settings/"


def absolute(path: str) -> str:
    """The path as an address that a mail can carry; "" stays ""."""
    return f"{settings.PUBLIC_URL}{path}" if path else ""
