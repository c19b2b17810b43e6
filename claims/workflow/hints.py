"""The room of the hints: a person puts one aside, or takes it up again; no claim moves by it."""

from datetime import datetime

from django.utils.translation import gettext as _

from claims.choices import Role
from claims.errors import Forbidden
from claims.models import Hint, User

DESK = (Role.CHECKER, Role.REVIEWER, Role.EDITOR)


def put_aside(hint: Hint, *, by: User, at: datetime) -> None:
    """The hint is no longer shown, also when the article is scored again; who put it aside first is kept."""
    _ensure(by)
    Hint.objects.filter(pk=hint.pk, aside_at=None).update(aside_by=by, aside_at=at)


def take_up(hint: Hint, *, by: User) -> None:
    """The hint is shown again."""
    _ensure(by)
    Hint.objects.filter(pk=hint.pk).update(aside_by=None, aside_at=None)


def _ensure(by: User) -> None:
    if not by.holds(*DESK):
        raise Forbidden(_("Only people who check can put a hint aside."))
