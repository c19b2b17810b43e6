"""Letters for the tests of the post room."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from claims.choices import Rhythm
from claims.models import Notification, User
from claims.notify import channels
from claims.notify.channels import Usual
from claims.notify.letters import Letter, Line

AT_ONCE = Usual(Rhythm.AT_ONCE, Rhythm.AT_ONCE)
COLLECTED = Usual(Rhythm.COLLECTED, Rhythm.COLLECTED)
DIGEST = Usual(Rhythm.DIGEST, Rhythm.DIGEST)


def letter(**changes: Any) -> Letter:
    words: dict[str, Any] = {
        "topic": "assigned",
        "language": "de",
        "subject": "Zugeteilt: eine Aussage aus „Fernwärme wird teurer“",
        "text": "Mira König hat Ihnen eine Aussage zugeteilt.\n\nBitte prüfen Sie sie.",
        "brief": "Von Mira König zugeteilt, bitte prüfen",
        "heading": "Fernwärme wird teurer",
        "lines": (Line("„Der Preis steigt um 9,4 Prozent“", "/articles/7/#claim-3"),),
        "link": "/articles/7/#claim-3",
        "thread": "article-7",
    }
    return Letter(**{**words, **changes})


def post(person: User, *, at: datetime, usual: Usual = AT_ONCE, **changes: Any) -> list[Notification]:
    """A letter to the person is in the outbox; its rows of mail and chat."""
    last = Notification.objects.aggregate(last=Max("pk"))["last"] or 0
    channels.tell({person: [letter(**changes)]}, usual=usual, at=at)
    return list(Notification.objects.filter(pk__gt=last).exclude(channel="in_app"))
