"""The charts of the figures page: from what was counted to words, bars and tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from claims import figures
from claims.choices import FactType, Kind
from claims.figures import Span
from claims.models import Desk, Rating
from claims.tally import Tally
from claims.web.charts import NONE, Bar, Line, Part, bars, heat, lines, pattern
from claims.web.tones import rating_tone

USUAL_TARGET = 240  # minutes, where no desk is meant
EARLY, LATE = 6, 21  # hours that are shown even where nothing comes in


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with its table; `width` counts sixths of the page."""

    key: str
    title: str
    sub: str
    svg: SafeString
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]
    width: int = 2
    legend: Sequence[tuple[Rating, str]] = field(default=())  # with the pattern of each


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is about: which days, which desks, and now."""

    during: Span
    desks: Sequence[int]
    tally: Tally


# -- Words ------------------------------------------------------------------------------------------


def long_words(minutes: float | None) -> str:
    """A length of time: "12 min", "3 h 12 min", "2 d 4 h"; a dash for none."""
    if minutes is None:
        return "–"
    whole = round(minutes)
    if whole < 60:
        return _("%(number)s min") % {"number": whole}
    if whole % 60 == 0 and whole < 48 * 60:
        return _("%(number)s h") % {"number": whole // 60}
    if whole < 48 * 60:
        return _("%(hours)d h %(minutes)d min") % {"hours": whole // 60, "minutes": whole % 60}
    return _("%(days)d d %(hours)d h") % {"days": whole // 1440, "hours": whole % 1440 // 60}


def _hours(minutes: float | None) -> str:
    return "" if minutes is None else number_format(round(minutes / 60, 1))


def _desk(pk: int | None, desks: dict[int, Desk]) -> str:
    return desks[pk].name if pk in desks else _("no desk")


# -- The charts -------------------------------------------------------------------------------------


def turnaround(asked: Asked, turns: Sequence[figures.Turn], desks: dict[int, Desk]) -> Chart:
    """Median and 90th percentile per day."""
    first = timezone.localdate(asked.during.since)
    days = [first + timedelta(days=n) for n in range(asked.during.days)]
    by_day: dict[date, list[float]] = {day: [] for day in days}
    for turn in turns:
        if turn.decided_at >= asked.during.since:
            by_day.setdefault(timezone.localdate(turn.decided_at), []).append(turn.minutes)
    found = [(day, figures.median(by_day[day]), figures.quantile(by_day[day], 0.9)) for day in days]
    target = _target(asked, desks)
    title = _("Turnaround from the split to the verdict")
    svg = lines(
        "turnaround",
        title,
        [
            Line(_("P90"), "l-p90", [None if high is None else high / 60 for _day, _mid, high in found]),
            Line(_("Median"), "l-mid", [None if mid is None else mid / 60 for _day, mid, _high in found]),
        ],
        along=[date_format(day, pgettext("day on an axis", "j M")) for day in days],
        target=(target / 60, _("target %(time)s") % {"time": long_words(target)}),
        says=_(
            "Hours per day: median and 90th percentile, with the target. The table below holds the numbers."
        ),
    )
    rows = [
        (date_format(day, "SHORT_DATE_FORMAT"), len(by_day[day]), _hours(mid), _hours(high))
        for day, mid, high in found
        if by_day[day]
    ]
    head = (_("Day"), _("Verdicts"), _("Median, hours"), _("P90, hours"))
    return Chart("turnaround", title, _("Median and 90th percentile in hours, per day"), svg, head, rows, 4)


def per_desk(asked: Asked, turns: Sequence[figures.Turn], desks: dict[int, Desk]) -> Chart:
    """Median and 90th percentile of each desk, with its target."""
    by_desk: dict[int | None, list[float]] = {}
    for turn in turns:
        if turn.decided_at >= asked.during.since:
            by_desk.setdefault(turn.desk, []).append(turn.minutes)
    drawn, rows = [], []
    for pk, minutes in sorted(by_desk.items(), key=lambda pair: _desk(pair[0], desks)):
        mid, high = figures.median(minutes) or 0.0, figures.quantile(minutes, 0.9) or 0.0
        target = desks[pk].turnaround_minutes if pk in desks else USUAL_TARGET
        name = _desk(pk, desks)
        words = _("median %(median)s, P90 %(p90)s") % {"median": long_words(mid), "p90": long_words(high)}
        parts = [Part(mid, "main", words), Part(max(0.0, high - mid), "soft", words)]
        drawn.append(Bar(name, parts, long_words(mid), target))
        rows.append((name, len(minutes), _hours(mid), _hours(high), _hours(target)))
    title = _("Turnaround per desk")
    says = _("Per desk: median, then up to the 90th percentile; the stroke is the desk’s target.")
    head = (_("Desk"), _("Verdicts"), _("Median, hours"), _("P90, hours"), _("Target, hours"))
    return Chart("turnaround-desks", title, says, bars("desks", title, drawn, says=says), head, rows, 4)


def load(asked: Asked) -> Chart:
    """Open and overdue claims per person, by name."""
    people = asked.tally.of_now(figures.load)
    drawn = [
        Bar(
            one.name,
            [
                Part(
                    one.overdue,
                    "late",
                    ngettext("%(n)d overdue", "%(n)d overdue", one.overdue) % {"n": one.overdue},
                ),
                Part(one.open - one.overdue, "main", _("%(n)d in time") % {"n": one.open - one.overdue}),
            ],
            _("%(open)d, %(late)d late") % {"open": one.open, "late": one.overdue}
            if one.overdue
            else str(one.open),
        )
        for one in people
    ]
    title = _("In hand")
    says = _("Open claims per person by name; striped is overdue")
    rows = [(one.name, one.open, one.overdue) for one in people]
    head = (_("Person"), _("Open"), _("Overdue"))
    return Chart("load", title, says, bars("load", title, drawn, says=says), head, rows)


def verdict_mix(asked: Asked, desks: dict[int, Desk], ratings: dict[int, Rating]) -> Chart:
    """Which ratings each desk gives."""
    mix = asked.tally.of_span(figures.mix)
    given = [rating for rating in ratings.values() if any(counts[rating.pk] for counts in mix.values())]
    used = [(rating, pattern(place)) for place, rating in enumerate(given)]  # some share their colour
    drawn, rows = [], []
    for pk, counts in sorted(mix.items(), key=lambda pair: _desk(pair[0], desks)):
        name = _desk(pk, desks)
        parts = [
            Part(counts[rating.pk], rating_tone(rating.colour), f"{rating.label}: {counts[rating.pk]}", look)
            for rating, look in used
        ]
        drawn.append(Bar(name, parts, str(counts.total())))
        rows += [(name, rating.label, counts[rating.pk]) for rating in given if counts[rating.pk]]
    title = _("Verdicts per desk")
    says = _("How many verdicts of each rating every desk has decided. The table below holds the numbers.")
    svg = bars("mix", title, drawn, says=says)
    sub = ngettext(
        "%(n)d verdict decided", "%(n)d verdicts decided", n := sum(c.total() for c in mix.values())
    )
    head = (_("Desk"), _("Rating"), _("Verdicts"))
    return Chart("verdicts", title, sub % {"n": n}, svg, head, rows, 3, used)


def arrivals(asked: Asked) -> Chart:
    """When claims come in."""
    counted = asked.tally.of_span(figures.arrivals)
    seen = [hour for _day, hour in counted]
    hours = range(min([EARLY, *seen]), max([LATE, *seen]) + 1)
    grid, rows = [], []
    for day in range(1, 8):
        label = str(WEEKDAYS_ABBR[day - 1])
        cells = []
        for hour in hours:
            number = counted.get((day, hour), 0)
            where = {"day": label, "hour": hour, "number": number}
            cells.append((float(number), _("%(day)s, %(hour)d:00: %(number)d") % where))
            if number:
                rows.append((label, f"{hour}:00", number))
        grid.append((label, cells))
    along = [(hour - hours[0], _("%(hour)d h") % {"hour": hour}) for hour in hours if hour % 3 == 0]
    title = _("When claims come in")
    says = _("Claims found by hour and weekday; darker is more. The table below holds the numbers.")
    svg = heat("arrivals", title, grid, along=along, says=says)
    head = (_("Weekday"), _("Hour"), _("Claims"))
    return Chart("arrivals", title, _("Claims by hour and weekday"), svg, head, rows, 3)


def overdue(asked: Asked) -> Chart:
    """How long what is overdue has been so."""
    numbers = asked.tally.of_now(figures.overdue_by_age)
    labels = [_("under 1 h"), _("1 to 4 h"), _("4 to 24 h"), _("over 24 h")]
    tones = ["part", "part", "false", "false"]
    drawn = [
        Bar(label, [Part(number, tone, f"{label}: {number}")], str(number))
        for label, tone, number in zip(labels, tones, numbers, strict=True)
    ]
    title, total = _("Overdue by age"), sum(numbers)
    says = ngettext("%(n)d claim is overdue now", "%(n)d claims are overdue now", total) % {"n": total}
    svg = bars("overdue", title, drawn, says=says)
    return Chart(
        "overdue", title, says, svg, (_("Age"), _("Claims")), list(zip(labels, numbers, strict=True))
    )


def splitting(asked: Asked) -> Chart:
    """How long the machine took with the newest articles."""
    found = asked.tally.of_span(figures.splits)
    title = _("Splitting")
    says = _("Seconds per article, the newest ones")
    drawn = [
        Bar(
            one.title,
            [Part(one.seconds, "main", f"A-{one.article}: {_seconds(one.seconds)}")],
            _seconds(one.seconds),
        )
        for one in found
    ]
    rows = [(f"A-{one.article}", one.title, number_format(round(one.seconds, 1))) for one in found]
    head = (_("Number"), _("Article"), _("Seconds"))
    return Chart("splitting", title, says, bars("splitting", title, drawn, says=says), head, rows)


def _seconds(seconds: float) -> str:
    return f"{number_format(round(seconds, 1))} s" if seconds < 120 else long_words(seconds / 60)


def errors(asked: Asked) -> Chart:
    """Verdicts that found something wrong, by kind of claim."""
    counted = asked.tally.of_span(figures.errors)
    title = _("Errors found, by kind of claim")
    says = _("Verdicts that ask for a change or find the claim wrong, in part or as a whole")
    return _counted("errors", title, says, {str(Kind(kind).label): n for kind, n in counted.items()})


def wrong_facts(asked: Asked) -> Chart:
    """Facts ticked as wrong, by type."""
    counted = asked.tally.of_span(figures.wrong_facts)
    title = _("Wrong facts, by type")
    says = _("Names, numbers, dates and the like that were ticked as wrong")
    return _counted("facts", title, says, {str(FactType(kind).label): n for kind, n in counted.items()})


def _counted(key: str, title: str, says: str, counted: dict[str, int]) -> Chart:
    rows = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    drawn = [Bar(label.capitalize(), [Part(n, "main", f"{label}: {n}")], str(n)) for label, n in rows]
    return Chart(key, title, says, bars(key, title, drawn, says=says), (_("Kind"), _("Number")), rows)


def _target(asked: Asked, desks: dict[int, Desk]) -> int:
    """The target of the one desk that is asked for; the usual one otherwise."""
    chosen = [desks[pk].turnaround_minutes for pk in asked.desks if pk in desks]
    return min(chosen) if chosen else USUAL_TARGET


CHARTS: dict[str, Callable[[Asked], Chart]] = {
    "turnaround": lambda asked: turnaround(asked, _turns(asked), figures.names()[0]),
    "turnaround-desks": lambda asked: per_desk(asked, _turns(asked), figures.names()[0]),
    "load": load,
    "verdicts": lambda asked: verdict_mix(asked, *figures.names()),
    "arrivals": arrivals,
    "overdue": overdue,
    "splitting": splitting,
    "errors": errors,
    "facts": wrong_facts,
}


def _turns(asked: Asked) -> list[figures.Turn]:
    return asked.tally.of_span(figures.turns)


def charts(asked: Asked, turns: Sequence[figures.Turn]) -> list[Chart]:
    """All of them, in the order of the page; names and turns are read once."""
    desks, ratings = figures.names()
    return [
        turnaround(asked, turns, desks),
        load(asked),
        verdict_mix(asked, desks, ratings),
        arrivals(asked),
        overdue(asked),
        splitting(asked),
        errors(asked),
        wrong_facts(asked),
        per_desk(asked, turns, desks),
    ]


__all__ = ["CHARTS", "NONE", "Asked", "Chart", "charts", "long_words"]
