"""Notifications as messages of a chat: the formats of Slack and of Microsoft Teams, and sending them."""

import http.client
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from claims.choices import ChatKind
from claims.models import ChatChannel, Notification
from claims.notify import reasons
from claims.notify.bundles import Bundle, Section, bundle
from claims.notify.errors import Refused
from claims.notify.letters import one_line, shortened
from claims.notify.outgoing import Forbidden, post_json

SECTION_LIMIT = 2800  # characters; Slack refuses a section of more than 3,000
MESSAGE_LIMIT = 10_000  # characters; Slack refuses blocks of more than about 13,000 together
MARKDOWN = re.compile(r"([\\`*_\[\]()#~|])")
TRY_LATER = {408, 425, 429}


def send(rows: Sequence[Notification]) -> None:
    """The rows stand in their chat channel as one message. Raises Refused; its words never hold the address."""
    channel = rows[0].chat
    if channel is None or not channel.is_active:
        raise Refused(reasons.SWITCHED_OFF, final=True)
    if rows[0].recipient is not None and not rows[0].recipient.is_active:
        raise Refused(reasons.LEFT, final=True)
    content = bundle(rows)
    payload = slack(content) if channel.kind == ChatKind.SLACK else teams(content)
    try:
        answer = post_json(channel.url, payload, private_allowed=settings.CHAT_PRIVATE_ALLOWED)
    except Forbidden as error:
        raise Refused(str(error), final=True) from error
    except (OSError, http.client.HTTPException) as error:
        raise Refused(reasons.CHAT_SILENT % {"why": type(error).__name__}) from error
    if not 200 <= answer.status < 300:
        final = answer.status < 500 and answer.status not in TRY_LATER
        words = reasons.CHAT_SAID % {"status": answer.status, "why": one_line(answer.text)[:200]}
        raise Refused(words, final=final, wait=answer.wait)


def try_out(channel: ChatChannel, *, words: str, language: str, at: datetime) -> None:
    """A message with these words stands in the channel now. Raises Refused; its words never hold the address."""
    send([Notification(chat=channel, subject=words, language=language, written_at=at, link="/")])


def slack(content: Bundle) -> dict[str, Any]:
    """The message for a Slack incoming webhook: blocks, and a plain text for the notification."""
    subject = _slack_words(shortened(content.subject, 200))
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": words}}
        for words in _fitting([f"*{subject}*", *_slack_paragraphs(content)])
    ]
    return {"text": subject, "blocks": blocks, "unfurl_links": False}


def teams(content: Bundle) -> dict[str, Any]:
    """The message for a Teams workflow: an Adaptive Card in its envelope."""
    body: list[dict[str, Any]] = [
        {
            "type": "TextBlock",
            "size": "Medium",
            "weight": "Bolder",
            "wrap": True,
            "text": _plain_markdown(content.subject),
        }
    ]
    body += [
        {"type": "TextBlock", "wrap": True, "text": words} for words in _fitting(_teams_paragraphs(content))
    ]
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if content.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": content.phrase("open"), "url": content.link}]
    envelope = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "attachments": [envelope]}


def _slack_words(words: str) -> str:
    """The words with Slack's three signs taken out, so that nobody's name calls the whole channel."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _slack_link(words: str, link: str) -> str:
    return f"<{link}|{_slack_words(words).replace('|', '¦')}>" if link else _slack_words(words)


def _slack_paragraphs(content: Bundle) -> list[str]:
    parts = [_slack_words(content.text)] if content.text else []
    for group in content.groups:
        if not content.text and group.heading:
            parts.append(f"*{_slack_link(group.heading, group.link)}*")
        for section in group.sections:
            parts += _section(
                section, [_slack_link(line.words, line.link) for line in section.lines], _slack_words
            )
    if content.hidden:
        parts.append(content.phrase("more", n=content.hidden))
    if content.link:
        parts.append(_slack_link(content.phrase("open"), content.link))
    return parts


def _plain_markdown(words: str) -> str:
    return MARKDOWN.sub(r"\\\1", words)


def _teams_link(words: str, link: str) -> str:
    return f"[{_plain_markdown(words)}]({link})" if link else _plain_markdown(words)


def _teams_paragraphs(content: Bundle) -> list[str]:
    parts = [_plain_markdown(content.text)] if content.text else []
    for group in content.groups:
        if not content.text and group.heading:
            parts.append(f"**{_teams_link(group.heading, group.link)}**")
        for section in group.sections:
            lines = [_teams_link(line.words, line.link) for line in section.lines]
            parts += _section(section, lines, _plain_markdown, mark="- ")
    if content.hidden:
        parts.append(content.phrase("more", n=content.hidden))
    return parts


def _section(section: Section, lines: list[str], plain: Any, mark: str = "• ") -> list[str]:
    """The section as paragraphs that fit; a line is never cut in two, since it may hold a link."""
    parts = [plain(section.brief)] if section.brief else []
    piece = ""
    for line in lines:
        if piece and len(piece) + len(line) > SECTION_LIMIT - 10:
            parts.append(piece)
            piece = ""
        piece += ("\n" if piece else "") + mark + line
    return [*parts, piece] if piece else parts


def _fitting(paragraphs: list[str]) -> list[str]:
    """The first paragraphs that fit into one message; a long text is cut, lines with links are not."""
    kept: list[str] = []
    room = MESSAGE_LIMIT
    for words in paragraphs:
        if len(words) > SECTION_LIMIT:
            words = words[: SECTION_LIMIT - 1] + "…"
        if len(words) > room or len(kept) == 40:
            kept.append("…")
            break
        kept.append(words)
        room -= len(words)
    return kept
