"""Calendar arithmetic for the dates of a text: forms of ISO 8601 and EDTF, counted from the day of publication."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "year"]
Outlook = Literal["past", "future", ""]

_AHEAD = (
    62  # days; a month or day without a year this far ahead is more likely coming than eleven months past
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day from which a text's dates are counted, and where its sentence looks."""

    published: date | None
    outlook: Outlook = ""

    def shifted(self, amount: int, unit: Unit) -> str:
        """The day, ISO week, month or year that lies `amount` units after publication; "" without that day."""
        if self.published is None or abs(amount) > 5000:
            return ""
        if unit == "day":
            return moved(self.published, amount).isoformat()
        if unit == "week":
            year, week, _ = moved(self.published, 7 * amount).isocalendar()
            return f"{year:04}-W{week:02}"
        if unit == "month":
            return months_later(self.published, amount).isoformat()[:7]
        return _year(self.published.year + amount)

    def span(self, amount: int, unit: Unit) -> str:
        """The interval from publication to `amount` units later, or from that much earlier, in days."""
        if self.published is None or abs(amount) > 5000:
            return ""
        factor = {"day": 1, "week": 7}.get(unit)
        if factor:
            other = moved(self.published, amount * factor)
        else:
            other = months_later(self.published, amount * (12 if unit == "year" else 1))
        first, last = sorted((self.published, other))
        return f"{first.isoformat()}/{last.isoformat()}"

    def weekday(self, day: int, *, which: str = "") -> str:
        """The day with the number of the week (Monday is 0).

        `which` is "next", "last", "this" (the nearest, publication itself first) or "" (where the sentence
        looks, else the most recent one).
        """
        if self.published is None:
            return ""
        ahead = (day - self.published.weekday()) % 7
        if which == "next":
            ahead = ahead or 7
        elif which == "last":
            ahead -= 7
        elif which == "this":
            ahead = ahead if ahead <= 3 else ahead - 7
        elif ahead and self.outlook != "future":
            ahead -= 7
        return moved(self.published, ahead).isoformat()

    def weekend(self, *, which: str = "") -> str:
        """Saturday and Sunday as an interval; the last one unless the sentence looks ahead."""
        if self.published is None:
            return ""
        ahead = (5 - self.published.weekday()) % 7
        if self.published.weekday() == 6:
            ahead = -1
        looks_ahead = which == "next" or (which != "last" and self.outlook == "future")
        if ahead > 0 and not looks_ahead:
            ahead -= 7
        saturday = moved(self.published, ahead)
        return f"{saturday.isoformat()}/{moved(saturday, 1).isoformat()}"

    def year_of(self, month: int, day: int | None = None, *, which: str = "") -> int | None:
        """The year that a month or a day without a year belongs to; None without a day of publication."""
        if self.published is None:
            return None
        this = self.published.year
        if which == "this":
            return this
        now = (self.published.month, self.published.day)
        target = (month, day if day is not None else self.published.day)
        if target == now:
            return this
        if which == "next" or (which != "last" and self.outlook == "future"):
            return this if target > now else this + 1
        if which == "last" or self.outlook == "past":
            return this if target < now else this - 1
        if target > now:
            near = (month - now[0]) * 30 + target[1] - now[1] <= _AHEAD
            return this if near else this - 1
        near = (month + 12 - now[0]) * 30 + target[1] - now[1] <= _AHEAD
        return this + 1 if near and now[0] - month > 9 else this

    def season(self, number: int, *, which: str = "") -> str:
        """Spring (21) to winter (24) of a year, by EDTF; the winter belongs to the year in which it begins."""
        if self.published is None:
            return ""
        starts = {21: 3, 22: 6, 23: 9, 24: 12}[number]
        this = self.published.year
        begun = self.published.month >= starts
        if which == "next" or (which != "last" and self.outlook == "future"):
            year = this if not begun or self.published.month < starts + 3 else this + 1
        else:
            year = this if begun else this - 1
        if which == "this":
            year = this
        return f"{_year(year)}-{number}"

    def part_of_year(self, code: int, months: int, order: int) -> str:
        """A quarter (EDTF 33-36) or half-year (40, 41) without a year: the latest that has begun."""
        if self.published is None:
            return ""
        begun = self.published.month > months * (order - 1)
        year = self.published.year - (0 if begun or self.outlook == "future" else 1)
        return f"{_year(year)}-{code}"


def moved(day: date, days: int) -> date:
    """`days` later, or the last or first day that a date can hold."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last one of that month."""
    count = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _year(year: int) -> str:
    return f"{min(max(year, 1), 9999):04}"


def day_iso(year: int | None, month: int, day: int) -> str:
    """The day; "XXXX-11-05" without a year; "" where the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        return ""
    return f"{_year(year) if year else 'XXXX'}-{month:02}-{day:02}"


def month_iso(year: int | None, month: int) -> str:
    """The month; "XXXX-11" without a year."""
    return f"{_year(year) if year else 'XXXX'}-{month:02}"


def full_year(digits: str) -> int:
    """The year that two or four digits mean; two digits below 40 are of this century."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 40 else 1900)


def third(iso: str, part: str) -> str:
    """The first, middle or last third ("early", "mid", "late") of a year, month or decade as an interval."""
    order = ("early", "mid", "late").index(part)
    if re.fullmatch(r"\d{4}", iso):
        return f"{iso}-{order * 4 + 1:02}/{iso}-{order * 4 + 4:02}"
    if re.fullmatch(r"\d{4}-\d{2}", iso) and 1 <= int(iso[5:]) <= 12:
        last = calendar.monthrange(max(int(iso[:4]), 1), int(iso[5:]))[1]
        return f"{iso}-{(1, 11, 21)[order]:02}/{iso}-{(10, 20, last)[order]:02}"
    if re.fullmatch(r"\d{3}X", iso):
        return f"{iso[:3]}{(0, 4, 7)[order]}/{iso[:3]}{(3, 6, 9)[order]}"
    return iso


def first(iso: str) -> str:
    """Where an interval starts; the date itself for anything else."""
    return iso.split("/", maxsplit=1)[0]


def last(iso: str) -> str:
    """Where an interval ends; the date itself for anything else."""
    return iso.rsplit("/", 1)[-1]
