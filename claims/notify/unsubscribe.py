"""The signed address in a mail by which its reader turns such mails off, without signing in."""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from claims.choices import Channel, Rhythm
from claims.errors import WorkflowError
from claims.models import User
from claims.notify.channels import choose

SALT = "claims.notify.unsubscribe"


class BadToken(WorkflowError):
    """The address was not made here, was cut short, or its person is gone."""

    code = "bad_token"


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """Whose mails about which topics are to end."""

    person: User
    topics: tuple[str, ...]


def token(person: User, topics: set[str]) -> str:
    """The signed word for that person and these topics. It does not expire: a mail may be read years later."""
    return signing.dumps([person.pk, sorted(topics)], salt=SALT, compress=True)


def path(person: User, topics: set[str]) -> str:
    """The address within the product: GET shows what would end, POST ends it."""
    return f"/unsubscribe/{token(person, topics)}/"


def read(word: str) -> Unsubscription:
    """Whom and what the word means; nothing changes. Raises BadToken."""
    try:
        pk, topics = signing.loads(word, salt=SALT)
        return Unsubscription(User.objects.get(pk=pk), tuple(topics))
    except (signing.BadSignature, ValueError, User.DoesNotExist) as error:
        raise BadToken(
            _("This address is not complete. Use the link in the mail, or turn mails off in your settings.")
        ) from error


def end(unsubscription: Unsubscription) -> None:
    """The person gets no more mails about these topics; doing it twice changes nothing."""
    for topic in unsubscription.topics:
        choose(unsubscription.person, topic, Channel.EMAIL, Rhythm.OFF)
