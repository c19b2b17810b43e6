"""Notices of what was undone: those that nobody has got or read yet are withdrawn or say the rest."""

from collections.abc import Sequence
from datetime import datetime

from claims.choices import Carriage, Channel
from claims.models import Claim, Desk, Notification, User
from claims.notices.links import claim_path
from claims.notices.readers import reader
from claims.notices.telling import loaded
from claims.notices.words import letter
from claims.notices.work import taken_over
from claims.notify import channels

GIVEN = ("assigned", "handed_over")
WITHDRAWN = (*GIVEN, "released", "taken_over", "sent_back", "approved", "to_publish", "review_wanted")


def taken_back(claims: Sequence[Claim], *, written: datetime, note: str, by: User, at: datetime) -> None:
    """What was told of these claims at the time `written` is withdrawn where it still waits or is unread.

    A notice that tells of other claims too tells of those only. Whoever was given one of the claims and has
    got the notice already will be told that it is no longer theirs.
    """
    gone = {claim_path(claim): claim for claim in claims}
    told = Notification.objects.filter(written_at=written, topic__in=WITHDRAWN)
    late: dict[User, dict[int, Claim]] = {}
    for row in told.select_related("recipient", "chat__desk", "chat__person"):
        here = [gone[line["link"]] for line in row.lines if line["link"] in gone]
        if not here:
            continue
        if _has_arrived(row):
            if row.recipient and row.topic in GIVEN:
                late.setdefault(row.recipient, {}).update((claim.pk, claim) for claim in here)
        elif len(here) == len(row.lines):
            row.delete()
        else:
            _say_the_rest(row, gone, note=note, by=by)
    for person, theirs in late.items():
        lost = [claim for claim in theirs.values() if claim.assignee_id != person.pk]
        taken_over(lost, taken_from=person, by=by, at=at)


def _has_arrived(row: Notification) -> bool:
    if row.channel == Channel.IN_APP:
        return row.read_at is not None
    return row.state in (Carriage.DONE, Carriage.CLAIMED)


def _say_the_rest(row: Notification, gone: dict[str, Claim], *, note: str, by: User) -> None:
    links = {line["link"] for line in row.lines} - gone.keys()
    events = Claim.objects.filter(events__at=row.written_at, events__actor=by).distinct().in_text_order()
    kept = [claim for claim in loaded(events) if claim_path(claim) in links]
    to: User | Desk | None = row.recipient or (row.chat.desk if row.chat else None)
    if kept and to is not None:
        words = letter(row.topic, reader(to), kept[0].article, kept, by=by, at=row.written_at, note=note)
        channels.write_anew(row, words)
