"""How rows look and read on a page: tones, icons, times, values."""

from datetime import date, datetime, timedelta

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from claims.choices import Differs, FactState, Stage, Status
from claims.models import Fact
from claims.text.words import in_words

# Tone: the class st-<tone> of the style sheet (colour and kind of line). Icon: a symbol of icons.svg.
LOOKS: dict[str, tuple[str, str]] = {
    Status.NEW: ("open", "circle-dashed"),
    Status.QUEUED: ("open", "inbox"),
    Status.ASSIGNED: ("prog", "user"),
    Status.CHECKING: ("prog", "circle-dot"),
    Status.IN_REVIEW: ("prog", "users"),
    Status.APPROVED: ("ok", "check"),
    Status.PUBLISHED: ("ok", "shield-check"),
    Status.DISMISSED: ("none", "circle-slash"),
    Status.ANSWERED: ("ok", "history"),
    Status.NOT_CHECKABLE: ("unv", "circle-question-mark"),
    Status.GONE: ("none", "x"),
}
FACT_LOOKS: dict[str, tuple[str, str]] = {
    FactState.OPEN: ("open", "circle-dashed"),
    FactState.RIGHT: ("ok", "check"),
    FactState.WRONG: ("false", "x"),
}
LOW, HIGH = 0.3, 0.6  # of check-worthiness: about a third of the claims lie below, a quarter above
SOON = timedelta(hours=2)  # before its time a claim or article is shown as due soon


def step_words(stage: str) -> str:
    """What a step of the machine does, as a line of the progress panel."""
    return {
        Stage.CLEAN: _("Clean the text and find its sentences"),
        Stage.SPLIT: _("Split it into claims"),
        Stage.SCORE: _("Score their check-worthiness"),
        Stage.MATCH: _("Compare with earlier checks"),
    }[Stage(stage)]


def reason_words(reason: str) -> str:
    """A reason of the check-worthiness score in the language of the page; unknown ones as they stand."""
    try:
        return in_words(reason, language=(get_language() or "de")[:2])
    except KeyError:
        return reason


def worth_level(worth: float | None) -> int:
    """0 (not scored) to 3 (high)."""
    if worth is None:
        return 0
    return 1 if worth < LOW else 2 if worth < HIGH else 3


def worth_words(worth: float | None) -> str:
    """The level of check-worthiness in a word."""
    return {
        0: _("Check-worthiness not scored yet"),
        1: _("Check-worthiness low"),
        2: _("Check-worthiness medium"),
        3: _("Check-worthiness high"),
    }[worth_level(worth)]


# -- Times ------------------------------------------------------------------------------------------


def moment_words(at: datetime, *, now: datetime) -> str:
    """A time as a person of the desk says it: "16:00", "tomorrow 09:00", "5 Nov 16:00", "5 Nov 2024"."""
    here, today = timezone.localtime(at), timezone.localdate(now)
    clock = date_format(here, "H:i")
    match (here.date() - today).days:
        case 0:
            return clock
        case 1:
            return _("tomorrow %(time)s") % {"time": clock}
        case -1:
            return _("yesterday %(time)s") % {"time": clock}
    if here.year == today.year:
        day = pgettext("date format", "j M")
        return f"{date_format(here, day)} {clock}"
    return date_format(here, pgettext("date format", "j M Y"))


def due_tone(due: datetime, *, now: datetime) -> str:
    """ "late", "soon" or "" for a time that something is due."""
    return "late" if due < now else "soon" if due - now <= SOON else ""


def distance_words(due: datetime, *, now: datetime) -> str:
    """How far off a time is, in minutes or hours, up to a day; "" beyond."""
    minutes = round(abs((due - now).total_seconds()) / 60)
    if minutes > 24 * 60:
        return ""
    if minutes < 100:
        span = _("%(number)s min") % {"number": minutes}
    else:
        span = _("%(number)s h") % {"number": round(minutes / 60)}
    return _("%(span)s overdue") % {"span": span} if due < now else _("in %(span)s") % {"span": span}


# -- Values of facts --------------------------------------------------------------------------------

# Parts of a year that EDTF counts on from the months.
PARTS_OF_YEAR = {
    21: gettext_lazy("Spring %(year)s"),
    22: gettext_lazy("Summer %(year)s"),
    23: gettext_lazy("Autumn %(year)s"),
    24: gettext_lazy("Winter %(year)s"),
    33: gettext_lazy("1st quarter of %(year)s"),
    34: gettext_lazy("2nd quarter of %(year)s"),
    35: gettext_lazy("3rd quarter of %(year)s"),
    36: gettext_lazy("4th quarter of %(year)s"),
    40: gettext_lazy("1st half of %(year)s"),
    41: gettext_lazy("2nd half of %(year)s"),
}


def fact_words(fact: Fact) -> str:
    """The normalised value of a fact where it says more than its quote; "" otherwise."""
    if fact.iso:
        words = iso_words(fact.iso)
    elif fact.value_min is not None or fact.value_max is not None:
        words = _number_words(fact)
    else:
        words = fact.value
    return "" if words.casefold() == fact.quote.casefold() else words


def _number_words(fact: Fact) -> str:
    low, high = fact.value_min, fact.value_max
    if low is not None and high is not None and low != high:
        number = f"{_figure(low)}–{_figure(high)}"
    elif high is None:
        number = _("at least %(number)s") % {"number": _figure(low or 0.0)}
    elif low is None:
        number = _("at most %(number)s") % {"number": _figure(high)}
    else:
        number = _figure(low)
    return f"{number} {fact.unit}".strip()


def _figure(number: float) -> str:
    if number == int(number) and abs(number) < 1e15:
        return number_format(int(number), use_l10n=True, force_grouping=abs(number) >= 10_000)
    return number_format(f"{number:.10g}" if abs(number) < 1e10 else number, use_l10n=True)


def iso_words(iso: str) -> str:
    """An ISO 8601 date or interval in the language of the page; durations and what else cannot be read stay."""
    start, slash, end = iso.partition("/")
    if not slash:
        return _day_words(start)
    if end in ("", ".."):
        return _("since %(date)s") % {"date": _day_words(start)}
    if start in ("", ".."):
        return _("until %(date)s") % {"date": _day_words(end)}
    return f"{_day_words(start)} – {_day_words(end)}"


def _day_words(iso: str) -> str:
    parts = iso[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        match numbers:
            case [year, month, day]:
                return date_format(date(year, month, day), pgettext("date format", "D, j M Y"))
            case [year, part] if part in PARTS_OF_YEAR:
                return str(PARTS_OF_YEAR[part] % {"year": year})
            case [year, month]:
                return date_format(date(year, month, 1), "F Y")
    except ValueError:
        pass
    return iso


def found_words(claims: int) -> str:
    """How many claims there are, in words."""
    return ngettext("%(number)s claim", "%(number)s claims", claims) % {"number": claims}


def icon_address(name: str) -> str:
    """Where the symbol of the icon stands."""
    return f"{staticfiles_storage.url('vendor/icons.svg')}#i-{name}"


def difference_words(kind: str) -> str:
    """In what two claims differ, as it stands before the two sides; one this version does not know as it stands."""
    return str(Differs(kind).label) if kind in Differs.values else kind
