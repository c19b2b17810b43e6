"""When a letter may leave: at once, with the others of some minutes, or in the morning."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from claims.choices import Rhythm

COLLECT = timedelta(minutes=5)  # a burst of this length becomes one mail
MORNING = time(7)  # of the reader's own clock


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name; the newsroom's own where there is none."""
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)


def next_morning(zone: ZoneInfo, at: datetime) -> datetime:
    """The next seven o'clock on the clocks of that zone after `at`, in UTC, whatever summer time does between."""
    day = at.astimezone(zone).date()
    seven = datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)
    if seven <= at:
        seven = datetime.combine(day + timedelta(days=1), MORNING, tzinfo=zone)
    return seven.astimezone(UTC)


def earliest(rhythm: str, zone: ZoneInfo, at: datetime) -> datetime:
    """When a letter written at `at` may leave."""
    if rhythm == Rhythm.COLLECTED:
        return at + COLLECT
    if rhythm == Rhythm.DIGEST:
        return next_morning(zone, at)
    return at
