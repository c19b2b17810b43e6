"""Saved views of the queue: kept for oneself or for a desk, renamed, put in order, taken away."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from claims.choices import Role
from claims.errors import Forbidden, Invalid
from claims.models import Desk, SavedView, User
from claims.models.view import LONGEST_NAME, LONGEST_QUERY

AT_MOST = 40  # of one person or desk: more would be no view any more


def views(user: User) -> list[SavedView]:
    """Those the person sees, each shelf in its order."""
    return list(SavedView.objects.visible_to(user).select_related("desk").in_order())


def keep(user: User, *, name: str, query: str, at: datetime, desk: Desk | None = None) -> SavedView:
    """The address is kept under the name, last on its shelf. Raises Invalid for a name that is taken or none."""
    if desk is not None:
        _ensure_editor(user)
    if len(query) > LONGEST_QUERY:
        raise Invalid(_("These are too many filters for one view."), field="name")
    whose = {"desk": desk} if desk else {"owner": user}
    shelf = SavedView.objects.filter(**whose)
    if shelf.count() >= AT_MOST:
        raise Invalid(
            _("There are %(number)d views already. Take one away first.") % {"number": AT_MOST}, field="name"
        )
    last = shelf.aggregate(last=Max("position"))["last"]
    view = SavedView(
        name=_named(name), query=query, position=0 if last is None else last + 1, made_at=at, **whose
    )
    _write(view)
    return view


def rename(view: SavedView, *, name: str, by: User) -> None:
    """The view has this name. Raises Invalid for one that is taken or none, Forbidden for somebody else's."""
    _ensure_own(view, by)
    view.name = _named(name)
    _write(view)


def remove(view: SavedView, *, by: User) -> None:
    """The view is no more. Raises Forbidden for somebody else's."""
    _ensure_own(view, by)
    view.delete()


def move(view: SavedView, *, up: bool, by: User) -> None:
    """The view changes places with its neighbour on the shelf; the first and last stay where they are."""
    _ensure_own(view, by)
    with transaction.atomic():
        shelf = list(
            SavedView.objects.select_for_update().filter(owner=view.owner_id, desk=view.desk_id).in_order()
        )
        at = next(place for place, other in enumerate(shelf) if other.pk == view.pk)
        to = at - 1 if up else at + 1
        if 0 <= to < len(shelf):
            shelf[at], shelf[to] = shelf[to], shelf[at]
        _number(shelf)


def may_change(view: SavedView, user: User) -> bool:
    """Whether the view is the person's own, or a desk's and the person an editor."""
    return view.owner_id == user.pk or (view.desk_id is not None and user.holds(Role.EDITOR))


def _number(shelf: Sequence[SavedView]) -> None:
    for position, view in enumerate(shelf):
        view.position = position
    SavedView.objects.bulk_update(shelf, ["position"])


def _ensure_own(view: SavedView, user: User) -> None:
    if not may_change(view, user):
        raise Forbidden(_("Only editors change the views of a desk."))


def _ensure_editor(user: User) -> None:
    if not user.holds(Role.EDITOR):
        raise Forbidden(_("Only editors keep views for a desk."))


def _named(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise Invalid(_("Give the view a name."), field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid(_("A name has at most %(number)d characters.") % {"number": LONGEST_NAME}, field="name")
    return name


def _write(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise Invalid(
            _("There is a view of the name “%(name)s” already.") % {"name": view.name}, field="name"
        ) from None
