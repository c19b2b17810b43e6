"""From a topic and what it is about to a letter: templates, quotes and times in the reader's language."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_datetime
from django.template import Context, Template, engines
from django.utils.translation import override

from claims.history import MACHINE
from claims.models import Article, Claim, User
from claims.notices.links import article_path, claim_path
from claims.notices.readers import Reader
from claims.notify.letters import Letter, Line, one_line, shortened

QUOTE_LIMIT = 180  # characters of a claim on one line
NOTE_LIMIT = 1500  # characters of a note in a mail; the rest is on the page
QUOTATION = {"de": "„{}“", "en": "“{}”"}
CLOSING = {"„": "“", "“": "”", "»": "«", "«": "»", "‚": "‘"}  # of a quotation that was cut off
MARKS = '„“”"»«‚‘’'
BY = {"de": "bis {}", "en": "by {}"}
TIMES = {
    "de": ("EEE, d. MMMM, HH:mm 'Uhr'", "EEE, d. MMMM y, HH:mm 'Uhr'"),
    "en": ("EEE d MMMM, HH:mm", "EEE d MMMM y, HH:mm"),
}

# How many claims, as a newsroom writes it: up to twelve in words.
NUMBERS = {
    "de": "null eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(),
    "en": "no one two three four five six seven eight nine ten eleven twelve".split(),
}
CLAIMS = {"de": ("Behauptung", "Behauptungen"), "en": ("claim", "claims")}

Tail = Callable[[Claim, Reader], str]  # what is said of a claim behind its words


def moment(at: datetime, to: Reader, *, now: datetime) -> str:
    """A time on the reader's clock, with its year when it is another one than now."""
    there = at.astimezone(to.zone)
    this_year, other_year = TIMES[to.language]
    pattern = this_year if there.year == now.astimezone(to.zone).year else other_year
    return format_datetime(there, pattern, tzinfo=to.zone, locale=to.language)


def quoted(words: str, to: Reader, limit: int = QUOTE_LIMIT) -> str:
    """The words on one line in the reader's quotation marks; what begins with a mark of its own gets no other."""
    line = shortened(words, limit)
    if line[:1] not in MARKS:
        return QUOTATION[to.language].format(line)
    cut = line.endswith("…") and not one_line(words).endswith("…")
    closing = CLOSING.get(line[0], "")
    return line + closing if cut and closing and line.count(closing) < line.count(line[0]) else line


def until(claim: Claim, to: Reader, *, now: datetime) -> str:
    """Until when the claim is to be checked; "" when nobody has said."""
    return BY[to.language].format(moment(claim.due_at, to, now=now)) if claim.due_at else ""


def counted(count: int, language: str) -> str:
    """So many claims, in words: "zwei Behauptungen"."""
    numbers = NUMBERS[language]
    number = numbers[count] if count < len(numbers) else str(count)
    return f"{number} {CLAIMS[language][count != 1]}"


def letter(
    topic: str,
    to: Reader,
    article: Article,
    claims: Sequence[Claim] = (),
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    tail: Tail | None = None,
    **more: Any,
) -> Letter:
    """The letter about the claims of one article; `tail` says what stands behind each of them.

    What else the topic's template wants comes as `more`: words, or a function from the reader to words.
    """
    title = one_line(article.title) or f"A-{article.pk}"
    dues = [claim.due_at for claim in claims if claim.due_at]
    context = {
        "by": one_line(by.name) if by else MACHINE,
        "by_person": by is not None,
        "count": len(claims),
        "claims": counted(len(claims), to.language),
        "title": title,
        "about": quoted(title, to, 120),
        "due": moment(min(dues), to, now=at) if dues else "",
        "note": note.strip()[:NOTE_LIMIT],
        "note_line": shortened(note, 160),
        "to_desk": to.is_desk,
        **{name: _plain(value(to) if callable(value) else value) for name, value in more.items()},
    }
    subject, brief, text = _render(topic, to.language, context)
    with override(to.language):
        lines = tuple(_line(claim, to, tail, now=at) for claim in claims)
    return Letter(
        topic=topic,
        language=to.language,
        subject=subject,
        text=text,
        brief=brief,
        heading=title,
        lines=lines,
        link=claim_path(claims[0]) if len(claims) == 1 else article_path(article),
        thread=f"article-{article.pk}",
    )


def _plain(value: Any) -> Any:
    """Words on one line: the first two lines of a template are subject and brief, and stay so."""
    return one_line(value) if isinstance(value, str) else value


def _line(claim: Claim, to: Reader, tail: Tail | None, *, now: datetime) -> Line:
    said = tail(claim, to) if tail else until(claim, to, now=now)
    words = quoted(claim.wording or claim.quote, to)
    return Line(f"{words} – {said}" if said else words, claim_path(claim))


def _render(topic: str, language: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Subject, brief and text: the first line, the second, and the paragraphs below them."""
    found: Template = engines["django"].get_template(f"emails/{topic}.{language}.txt").template  # type: ignore[attr-defined]
    subject, brief, text = found.render(Context(context, autoescape=False)).split("\n", 2)
    paragraphs = [part.strip() for part in text.split("\n\n")]
    return one_line(subject), one_line(brief), "\n\n".join(part for part in paragraphs if part)
