"""Several notifications laid together as one message, the same for mail and chat."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.choices import Rhythm
from claims.models import Notification
from claims.notify.letters import Line
from claims.notify.links import absolute

SHOWN = 60  # lines in one message; the rest is a number and a link to the dashboard

# The post room's own words; those of a topic come with the letter.
PHRASES: dict[str, dict[str, str]] = {
    "de": {
        "more": "… und {n} weitere",
        "open": "In Factcheck öffnen",
        "same": "{brief} ({n})",
        "several": "{n} Nachrichten: {heading}",
        "across": "{n} Nachrichten zu {articles} Artikeln",
        "plain": "{n} Nachrichten",
        "digest": "Ihr Morgenüberblick: {subject}",
    },
    "en": {
        "more": "… and {n} more",
        "open": "Open in Factcheck",
        "same": "{brief} ({n})",
        "several": "{n} messages: {heading}",
        "across": "{n} messages about {articles} articles",
        "plain": "{n} messages",
        "digest": "Your morning digest: {subject}",
    },
}


@dataclass(slots=True)
class Section:
    """Lines that one thing is said of."""

    brief: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Sections about the same thing, such as one article."""

    heading: str
    link: str
    sections: list[Section] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bundle:
    """One message to be: everything in it is in the reader's language, every link an address."""

    subject: str
    language: str
    text: str  # set when a single letter stands alone
    groups: tuple[Group, ...]
    hidden: int  # lines that are not shown
    link: str

    def phrase(self, name: str, **values: object) -> str:
        """One of the post room's own phrases."""
        return _phrases(self.language)[name].format(**values)


def bundle(rows: Sequence[Notification]) -> Bundle:
    """The rows as one message, in the order in which they were written; at least one row."""
    rows = sorted(rows, key=lambda row: (row.written_at, row.pk))
    first, alone = rows[0], len(rows) == 1
    groups: dict[str, Group] = {}
    room = SHOWN
    for row in rows:
        group = groups.setdefault(row.heading, Group(row.heading, absolute(row.link)))
        brief = "" if alone else row.brief
        section = next((s for s in group.sections if s.brief == brief), None)
        if section is None:
            group.sections.append(section := Section(brief))
        told = [Line(line["words"], absolute(line["link"])) for line in row.lines]
        lines = [line for line in told if line not in section.lines]  # what was said twice is read once
        section.lines += lines[: max(0, room)]
        room -= len(lines)
    shown = [group for group in groups.values() if any(s.lines or s.brief for s in group.sections)]
    return Bundle(
        subject=_subject(rows),
        language=first.language,
        text=first.text if alone else "",
        groups=tuple(shown),
        hidden=max(0, -room),
        link=absolute(first.link if alone or len(groups) == 1 else "/"),
    )


def _phrases(language: str) -> dict[str, str]:
    return PHRASES.get(language, PHRASES["en"])


def _subject(rows: Sequence[Notification]) -> str:
    first, phrases = rows[0], _phrases(rows[0].language)
    headings = {row.heading for row in rows if row.heading}
    number = sum(max(1, len(row.lines)) for row in rows)
    if len(rows) == 1:
        subject = first.subject
    elif len({row.brief for row in rows}) == 1:
        subject = phrases["same"].format(brief=first.brief, n=number)
    elif len(headings) == 1:
        subject = phrases["several"].format(n=len(rows), heading=first.heading)
    elif headings:
        subject = phrases["across"].format(n=len(rows), articles=len(headings))
    else:
        subject = phrases["plain"].format(n=len(rows))
    return phrases["digest"].format(subject=subject) if first.rhythm == Rhythm.DIGEST else subject
