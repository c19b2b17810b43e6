"""Who belongs to the newsroom: people are entered and changed here, by the commands and by the demo newsroom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from claims.choices import Role
from claims.errors import WorkflowError
from claims.models import (
    ChatChannel,
    Desk,
    Draft,
    Grant,
    Notification,
    Preference,
    SavedView,
    Snooze,
    Token,
    User,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be true of a person; None leaves what is there, an empty list takes all away."""

    username: str
    display_name: str | None = None
    email: str | None = None
    roles: Iterable[str] | None = None
    desks: Iterable[str] | None = None  # keys
    language: str | None = None
    is_active: bool | None = None


def enter(entry: Entry, *, password: str | None = None, at: datetime) -> tuple[User, bool]:
    """The person is as the entry says; answers the person and whether they are new.

    Roles and desks that are named replace those held before. An admin may use the configuration pages.
    A new person without a password cannot sign in with one. Raises WorkflowError, with nothing written,
    for a role, desk, name or address that cannot be.
    """
    roles = None if entry.roles is None else known_roles(entry.roles)
    desks = None if entry.desks is None else known_desks(entry.desks)
    if entry.email:
        try:
            validate_email(entry.email)
        except ValidationError:
            raise WorkflowError(f"{entry.email!r} is not an e-mail address.") from None
    with transaction.atomic():
        person, created = User.objects.get_or_create(
            username=_username(entry.username), defaults={"date_joined": at}
        )
        plain: dict[str, Any] = {
            "display_name": entry.display_name,
            "email": entry.email,
            "language": entry.language,
            "is_active": entry.is_active,
        }
        for name, value in plain.items():
            if value is not None:
                setattr(person, name, value)
        if created or password is not None:
            person.set_password(password)
        if roles is not None:
            person.is_staff = person.is_superuser = Role.ADMIN in roles
            person.grants.exclude(role__in=roles).delete()
            for role in roles:
                Grant.objects.get_or_create(person=person, role=role)
        person.save()
        if desks is not None:
            person.desks.set(desks)
    return User.objects.get(pk=person.pk), created


def _username(name: str) -> str:
    try:
        User.username_validator(name)
        if len(name) > 150:
            raise ValidationError("too long")
    except ValidationError:
        raise WorkflowError(
            f"{name!r} is not a name to sign in with: letters, digits and @ . + - _ only, at most 150."
        ) from None
    return name


def known_roles(names: Iterable[str]) -> list[str]:
    """The roles. Raises WorkflowError for one that does not exist, naming those that do."""
    wanted = list(dict.fromkeys(names))
    if unknown := [name for name in wanted if name not in Role.values]:
        raise WorkflowError(f"No such role: {', '.join(unknown)}. There are: {', '.join(Role.values)}.")
    return wanted


def known_desks(keys: Iterable[str]) -> list[Desk]:
    """The desks. Raises WorkflowError for one that does not exist, naming those that do."""
    wanted = list(dict.fromkeys(keys))
    found = {desk.key: desk for desk in Desk.objects.filter(key__in=wanted)}
    if unknown := [key for key in wanted if key not in found]:
        there = ", ".join(Desk.objects.values_list("key", flat=True))
        hint = f"There are: {there}." if there else "There is none yet: an admin enters desks under /start/."
        raise WorkflowError(f"No such desk: {', '.join(unknown)}. {hint}")
    return [found[key] for key in wanted]


def issue_token(
    person: User, *, name: str, at: datetime, read_only: bool = False, life: timedelta | None = None
) -> tuple[Token, str]:
    """The person has a new token for the API; answers it with its secret, which nobody can read again."""
    token, secret = Token.issue(person, at=at, name=name, read_only=read_only)
    if life is not None:
        token.expires_at = at + life
        Token.objects.filter(pk=token.pk).update(expires_at=token.expires_at)
    return token, secret


def revoke_token(token: Token, *, at: datetime) -> bool:
    """The token opens nothing any more; answers whether it did until now."""
    return bool(Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at))


def anonymise(person: User, *, by: User) -> None:
    """The person has left for good: sign-in, address, roles, settings, tokens, notices, and what was typed and not sent, are gone.

    Their row stays, because verdicts rest on two different people, and so does the name in the history and
    beside what they wrote. Raises WorkflowError for oneself.
    """
    if by.pk == person.pk:
        raise WorkflowError(_("Somebody else has to do this for you."))
    name = person.name
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(
            username=f"left-{person.pk}",
            display_name=name,
            first_name="",
            last_name="",
            email="",
            password=make_password(None),
            is_active=False,
            is_staff=False,
            is_superuser=False,
            last_login=None,
            absent_from=None,
            absent_until=None,
        )
        person.refresh_from_db()
        person.desks.clear()
        for rows in (Grant, Token, Preference, ChatChannel, Draft, Snooze):
            rows.objects.filter(person=person).delete()
        SavedView.objects.filter(owner=person).delete()
        Notification.objects.filter(recipient=person).delete()
