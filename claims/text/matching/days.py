"""Whether two dates can mean the same day, month or year; the forms are those of `claims.text.dates`."""

import calendar
import re
from datetime import date, timedelta

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTHS = {  # EDTF seasons, quarters, half-years: first and last month
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip


def agree(one: str, other: str) -> bool:
    """True where one date lies within the other, or where nobody can tell; false where they cannot both be right."""
    if one == other:
        return True
    if _is_open(one) or _is_open(other):  # "since" and "until" are told by the one end that they have
        one, other = one.replace("..", "").strip("/"), other.replace("..", "").strip("/")
    if one.startswith("XXXX") or other.startswith("XXXX"):
        return _same_without_year(one, other)
    if one.startswith("T") or other.startswith("T"):
        return one.startswith("T") != other.startswith("T")
    first, second = stretch(one), stretch(other)
    if first is None or second is None:
        return False
    return (first[0] >= second[0] and first[1] <= second[1]) or (
        first[0] <= second[0] and first[1] >= second[1]
    )


def stretch(iso: str) -> tuple[date, date] | None:
    """The first and the last day that the date covers; None where it has none or they lie outside the calendar."""
    head, _, tail = iso.partition("/")
    start, end = _days(head), _days(tail or head)
    return (start[0], end[1]) if start and end else None


def _is_open(iso: str) -> bool:
    return iso.startswith("../") or iso.endswith("/..")


def _same_without_year(one: str, other: str) -> bool:
    """ "XXXX-11-05" and "2024-11" agree."""
    left, right = one[4:10].split("T", maxsplit=1)[0], other[4:10].split("T", maxsplit=1)[0]
    return left.startswith(right) or right.startswith(left)


def _days(iso: str) -> tuple[date, date] | None:
    words = iso.split("T", maxsplit=1)[0]
    try:
        if week := _WEEK.fullmatch(words):
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return monday, monday + timedelta(days=6)
        if re.fullmatch(r"\d{2,3}X{1,2}", words):
            low, high = int(words.replace("X", "0")), int(words.replace("X", "9"))
            return date(max(low, 1), 1, 1), date(high, 12, 31)
        parts = [int(part) for part in words.split("-")]
        match parts:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                first, last = _MONTHS.get(month, (month, month))
                return date(year, first, 1), _end_of(year + (last - 1) // 12, (last - 1) % 12 + 1)
            case [year, month, day]:
                return date(year, month, day), date(year, month, day)
    except ValueError:
        pass
    return None


def _end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
