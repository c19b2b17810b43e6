"""`manage.py token NAME`: prints a new API token of a person."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction
from django.utils import timezone

from claims.models import Token, User


class Command(BaseCommand):
    """Works beside a running installation."""

    help = "Make an API token for a person and print it. Only its digest is stored: it cannot be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose token, and what it may do for how long."""
        parser.add_argument("person", metavar="NAME", help="the name that the person signs in with")
        parser.add_argument("--name", default="", help="what it is for, as shown in the list of tokens")
        parser.add_argument("--days", type=int, help="it expires after so many days (never)")
        parser.add_argument("--read-only", action="store_true", help="it may read and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """The token is the only thing on standard output, so that a script can keep it."""
        now, days = timezone.now(), options["days"]
        if days is not None and not 1 <= days <= 36_500:
            raise CommandError("--days must be between 1 and 36500.")
        try:
            person = User.objects.filter(username=options["person"]).first()
            if person is None:
                raise CommandError(
                    f"Nobody is called {options['person']!r} here. Enter them first: manage.py person "
                    f"{options['person']} --role …"
                )
            if not person.is_active:
                raise CommandError(f"{person.username} may not sign in any more, so a token would not work.")
            with transaction.atomic():
                token, secret = Token.issue(
                    person, at=now, name=options["name"][:80], read_only=options["read_only"]
                )
                if days is not None:
                    Token.objects.filter(pk=token.pk).update(expires_at=now + timedelta(days=days))
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({error}). Has `make up` run here before?"
            ) from error
        self.stdout.write(secret)
