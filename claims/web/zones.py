"""Time zones as a person looks for them: those near a newsroom first, then all by name."""

import zoneinfo
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache

COMMON = (
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/London",
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Warsaw",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Europe/Moscow",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "UTC",
)
REGIONS = tuple(
    f"{name}/" for name in "Africa America Antarctica Asia Atlantic Australia Europe Indian Pacific".split()
)


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone to choose."""

    name: str  # of the IANA database
    city: str
    offset: str  # from UTC now, such as "UTC+1"


@cache
def names() -> tuple[str, ...]:
    """Every zone that is offered: the common ones first, then those that are named after a place."""
    places = sorted(name for name in zoneinfo.available_timezones() if name.startswith(REGIONS))
    return (*COMMON, *(name for name in places if name not in COMMON))


def offered(at: datetime) -> list[Zone]:
    """The zones with their distance from UTC at that time, the common ones first."""
    return [Zone(name, city_of(name), _offset(name, at)) for name in names()]


def city_of(name: str) -> str:
    """The place that a zone is named after."""
    return name.rsplit("/", 1)[-1].replace("_", " ")


def zone_named(typed: str) -> str:
    """The zone that was meant: by its name, or by its place alone when there is only one; "" otherwise."""
    wanted = typed.strip().replace(" ", "_").casefold()
    if not wanted:
        return ""
    known = {name.casefold(): name for name in zoneinfo.available_timezones()}
    if wanted in known:
        return known[wanted]
    of_place = [name for name in names() if name.casefold().rsplit("/", 1)[-1] == wanted]
    return of_place[0] if len(of_place) == 1 else ""


def zones_like(typed: str) -> list[str]:
    """At most three zones whose name or place is written nearly so."""
    wanted = typed.strip().replace(" ", "_").rsplit("/", 1)[-1].casefold()
    places = {name.casefold().rsplit("/", 1)[-1]: name for name in reversed(names())}
    return [places[near] for near in get_close_matches(wanted, list(places), n=3, cutoff=0.7)]


def _offset(name: str, at: datetime) -> str:
    away = at.astimezone(zoneinfo.ZoneInfo(name)).utcoffset() or timedelta()
    minutes = round(away.total_seconds() / 60)
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
