"""What a person finds in the dashboard, and that it was seen."""

from collections.abc import Sequence
from datetime import datetime

from claims.models import Notification, User
from claims.models.notification import NotificationQuerySet


def of(person: User) -> NotificationQuerySet:
    """Everything the person was told in the dashboard, newest first."""
    return Notification.objects.in_app(person)


def unread_count(person: User) -> int:
    """How many of them the person has not seen."""
    return of(person).unread().count()


def mark_read(person: User, *, at: datetime, only: Sequence[int] | None = None) -> int:
    """The person has seen them (those of `only`, else all); answers how many were new."""
    unread = of(person).unread()
    if only is not None:
        unread = unread.filter(pk__in=only)
    return unread.update(read_at=at)
