"""`manage.py person NAME`: enters or changes a person of the newsroom."""

import secrets
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from claims.choices import Role
from claims.errors import WorkflowError
from claims.models import User
from claims.staff import Entry, enter


class Command(BaseCommand):
    """Works beside a running installation."""

    help = (
        "Enter a person, or change one. A new person gets a password that is shown once. Roles and desks that are "
        "named replace those held before; what is not named stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The name to sign in with, and what is to be true of the person."""
        parser.add_argument("name", metavar="NAME", help="the name to sign in with")
        parser.add_argument(
            "--role", dest="roles", nargs="+", action="extend", metavar="ROLE", help=", ".join(Role.values)
        )
        parser.add_argument(
            "--desk",
            dest="desks",
            nargs="*",
            action="extend",
            metavar="DESK",
            help="keys of desks; none: no desk",
        )
        parser.add_argument("--email", help="e-mail address")
        parser.add_argument("--display-name", help="the name that the others read")
        parser.add_argument("--language", choices=["de", "en"], help="language of the pages")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
        parser.add_argument("--new-password", action="store_true", help="make and show a new password")
        active = parser.add_mutually_exclusive_group()
        active.add_argument(
            "--inactive", dest="active", action="store_false", default=None, help="may not sign in"
        )
        active.add_argument("--active", dest="active", action="store_true", help="may sign in again")

    def handle(self, *args: Any, **options: Any) -> None:
        """The person is as asked; a password that was made here is printed, once."""
        try:
            known = User.objects.filter(username=options["name"]).exists()
            password, shown = self._password(options, known=known)
            entry = Entry(
                username=options["name"],
                display_name=options["display_name"],
                email=options["email"],
                roles=options["roles"],
                desks=options["desks"],
                language=options["language"],
                is_active=options["active"],
            )
            person, created = enter(entry, password=password, at=timezone.now())
        except WorkflowError as refusal:
            raise CommandError(str(refusal)) from refusal
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({error}). Has `make up` run here before?"
            ) from error
        roles = ", ".join(sorted(person.role_set)) or "no role yet"
        desks = ", ".join(person.desks.values_list("key", flat=True)) or "no desk"
        state = "" if person.is_active else "; may not sign in"
        self.stdout.write(
            f"{'Entered' if created else 'Changed'} {person.username}: {roles}; {desks}{state}."
        )
        if shown:
            self.stdout.write(f"Password (shown only now): {shown}")

    def _password(self, options: dict[str, Any], *, known: bool) -> tuple[str | None, str]:
        """The password to set (None: leave it), and the one to show ("": none)."""
        if options["password_stdin"]:
            given = sys.stdin.readline().rstrip("\r\n")
            try:
                validate_password(given, User(username=options["name"], email=options["email"] or ""))
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            return given, ""
        if known and not options["new_password"]:
            return None, ""
        made = secrets.token_urlsafe(12)
        return made, made
