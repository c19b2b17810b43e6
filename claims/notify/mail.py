"""Notifications as mails: their headers, their two parts, and one connection for many of them."""

import smtplib
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from email.header import Header
from email.utils import formataddr, parseaddr
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.template import Context, Template, engines
from django.utils.encoding import punycode

from claims.choices import Carriage, Channel
from claims.models import Notification, User
from claims.notify import links, reasons, unsubscribe
from claims.notify.bundles import Bundle, Group, bundle
from claims.notify.errors import Away, Refused
from claims.notify.letters import SUBJECT_LIMIT, one_line, shortened

SENDER = "Factcheck"
THREAD_MEMORY = 8  # mails of a thread that a mail refers to


class Mail(EmailMultiAlternatives):
    """A mail whose headers stand on one line each, as RFC 5322 allows up to 998 characters.

    Folded at 78, a long first word leaves "Subject:" alone on its line, which some programs read as empty.
    """

    def message(self, *, policy: Any = None) -> Any:
        """The mail as it goes over the wire."""
        message = super().message()
        message.policy = message.policy.clone(max_line_length=998)
        return message


def compose(rows: Sequence[Notification], *, at: datetime) -> Mail:
    """The rows of one reader as one mail. Raises Refused when the reader cannot or must not be written to."""
    person, to = _reader(rows[0].recipient, at)
    content = bundle(rows)
    stop = links.absolute(unsubscribe.path(person, {row.topic for row in rows}))
    frame: dict[str, Any] = {
        "name": person.name,
        "bundle": content,
        "body": _plain(content),
        "more": content.phrase("more", n=content.hidden) if content.hidden else "",
        "open": content.phrase("open"),
        "home": links.absolute(links.HOME),
        "settings": links.absolute(links.SETTINGS),
        "stop": stop,
    }
    mail = Mail(
        subject=shortened(content.subject, SUBJECT_LIMIT),
        body=_template(f"emails/frame.{_frame_language(content)}.txt").render(
            Context(frame, autoescape=False)
        ),
        from_email=_sender(),
        to=[to],
        headers=_headers(rows, stop),
    )
    html = _template(f"emails/frame.{_frame_language(content)}.html").render(Context(frame))
    mail.attach_alternative(html, "text/html")
    return mail


class Mailbag:
    """One connection to the mail server, opened when the first mail leaves."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def open(self) -> None:
        """The mail server is there and takes mails. Raises Away."""
        try:
            self.connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Away(reasons.MAIL_AWAY % {"why": error}) from error

    def send(self, mail: Mail) -> None:
        """The mail server has taken the mail over. Raises Refused, or Away when the server is gone."""
        try:
            self.connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise Refused(_answer(code, words), final=code >= 500) from error
        except smtplib.SMTPSenderRefused as error:  # our own address: a matter of settings, not of this mail
            raise Refused(_answer(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPResponseException as error:
            raise Refused(_answer(error.smtp_code, error.smtp_error), final=error.smtp_code >= 500) from error
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            raise Refused(reasons.MAIL_BROKE % {"why": error}) from error
        except ValueError as error:  # what the mail library does not take as an address or a header
            raise Refused(reasons.NO_MAIL % {"why": error}, final=True) from error

    def _close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):  # gone already; what was sent has been answered
            self.connection.close()
        self.connection = get_connection()


def _reader(person: User | None, at: datetime) -> tuple[User, str]:
    if person is None or not person.is_active:
        raise Refused(reasons.LEFT, final=True)
    if person.is_absent(at):
        raise Refused(reasons.AWAY, final=True)
    try:
        validate_email(person.email)
    except ValidationError as error:
        raise Refused(reasons.NO_ADDRESS, final=True) from error
    return person, _mailbox(one_line(person.name), person.email)


def _mailbox(name: str, address: str) -> str:
    """Name and address for a header, all ASCII and on one line however long the name is."""
    if not name.isascii():
        name = Header(name, "utf-8").encode(linesep="")
    local, _at, domain = address.rpartition("@")
    return formataddr((name, f"{local}@{punycode(domain)}"))


def _sender() -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return _mailbox(one_line(name) or SENDER, address)


def _headers(rows: Sequence[Notification], stop: str) -> dict[str, str]:
    domain = settings.MAIL_DOMAIN
    headers = {
        "Message-ID": f"<{rows[0].message_id}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834
        "X-Auto-Response-Suppress": "All",  # what Exchange reads instead
        "Precedence": "bulk",
        "List-ID": f"{SENDER} <notices.{domain}>",  # RFC 2919
        "List-Unsubscribe": f"<{stop}>",  # RFC 2369
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        "X-Factcheck-Topic": ", ".join(sorted({row.topic for row in rows})),
    }
    threads = {row.thread for row in rows}
    if len(threads) == 1 and (thread := threads.pop()):
        root = f"{thread}@{domain}"
        earlier = _earlier(rows[0], thread)
        headers["In-Reply-To"] = f"<{earlier[-1] if earlier else root}>"
        headers["References"] = " ".join(f"<{known}>" for known in (root, *earlier))
    return headers


def _earlier(row: Notification, thread: str) -> list[str]:
    """Message-IDs of the last mails of this thread alone that the reader has got, oldest first."""
    sent = Notification.objects.filter(
        recipient=row.recipient_id, channel=Channel.EMAIL, state=Carriage.DONE
    ).exclude(message_id="")
    mixed = sent.exclude(thread=thread).values("message_id")  # a digest would tie several threads together
    newest = sent.filter(thread=thread).exclude(message_id__in=mixed).order_by("-sent_at", "-pk")
    return list(dict.fromkeys(newest.values_list("message_id", flat=True)[:200]))[:THREAD_MEMORY][::-1]


def _frame_language(content: Bundle) -> str:
    return content.language if content.language in {"de", "en"} else "en"


def _template(name: str) -> Template:
    template: Template = engines["django"].get_template(name).template  # type: ignore[attr-defined]
    return template


def _plain(content: Bundle) -> str:
    """The message in plain text, without greeting and footer."""
    parts = [content.text] if content.text else []
    for group in content.groups:
        parts += _plain_group(group, with_heading=not content.text)
    if content.hidden:
        parts.append(content.phrase("more", n=content.hidden))
    named = {line.link for group in content.groups for section in group.sections for line in section.lines}
    if content.link and content.link not in named:
        parts.append(f"{content.phrase('open')}: {content.link}")
    return "\n\n".join(part.strip() for part in parts)


def _plain_group(group: Group, *, with_heading: bool) -> list[str]:
    parts = []
    if with_heading and group.heading:
        parts.append(f"{group.heading}\n{'=' * min(len(group.heading), 70)}")
    for section in group.sections:
        lines = [f"- {line.words}" + (f"\n  {line.link}" if line.link else "") for line in section.lines]
        brief = (
            f"{section.brief}:" if section.brief and lines and ": " not in section.brief else section.brief
        )
        parts.append("\n".join([brief, *lines] if brief else lines))
    return [part for part in parts if part]


def _answer(code: int, words: bytes | str) -> str:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return reasons.MAIL_SAID % {"status": code, "why": one_line(said)[:500]}
