"""Notices about what people write to each other."""

from datetime import datetime

from claims.models import Note, User
from claims.notices.readers import others
from claims.notices.telling import loaded, tell


def mentioned(note: Note, *, by: User | None, at: datetime) -> None:
    """Whoever the note mentions will be told, with its words."""
    (claim,) = loaded([note.claim])
    people = others(note.mentions.all(), than=by)
    tell("mentioned", {person: [claim] for person in people}, by=by, at=at, note=note.text)
