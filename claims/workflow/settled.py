"""Whether what a notice asks for is still to be done: judged just before it leaves, however long it has waited."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.functional import cached_property
from django.utils.translation import gettext, override

from claims.choices import Role, Stage, Status
from claims.models import UNDECIDED, Article, Claim, Confrontation, Notification, User
from claims.notices import links
from claims.notify import reasons
from claims.notify.outbox import Settled
from claims.workflow import guards, release, reminding
from claims.workflow.lifecycle import OPEN

_SENTENCE_END = re.compile(r"\.$")
GONE, DECIDED, DONE, ELSEWHERE = reasons.GONE, reasons.DECIDED, reasons.DONE, reasons.ELSEWHERE


def judge(rows: Sequence[Notification]) -> Mapping[int, Settled]:
    """The rows that ask for nothing any more, each with the reason, and those of which some lines are settled.

    What only tells of something that has happened stays, as long as what it is about and who reads it are there.
    """
    seen = _Present(rows)
    return {row.pk: told for row in rows if (told := _settled(row, seen))}


class _Present:
    """The claims and articles that the rows are about, as they stand now: read once for all of them."""

    def __init__(self, rows: Sequence[Notification]) -> None:
        paths = {line["link"] for row in rows for line in row.lines} | {row.link for row in rows}
        self.claim_ids = {pk for path in paths if (pk := links.claim_of(path))}
        self.article_ids = {pk for path in paths if (pk := links.article_of(path))}
        self.people: dict[int, User] = {}
        self.gates: dict[int, dict[int, list[User]]] = {}

    @cached_property
    def claims(self) -> dict[int, Claim]:
        """By id."""
        found = Claim.objects.filter(pk__in=self.claim_ids).select_related("article__desk", "desk")
        return found.prefetch_related("verdicts__rating", "verdicts__second_checks").in_bulk()

    @cached_property
    def articles(self) -> dict[int, Article]:
        """By id."""
        return Article.objects.in_bulk(self.article_ids)

    @cached_property
    def unanswered(self) -> set[int]:
        """The claims about which somebody was asked and has not answered."""
        open_ones = Confrontation.objects.filter(claim__in=self.claim_ids, answered_at=None)
        return set(open_ones.values_list("claim_id", flat=True))

    def able(self, article: Article) -> dict[int, list[User]]:
        """By claim that keeps the article back: who can clear it; empty for an article that went out."""
        if article.pk not in self.gates:
            found = [] if release.is_released(article) else release.blockers(article)
            people = reminding.able(article, found)
            self.gates[article.pk] = {
                blocker.claim.pk: able for blocker, able in zip(found, people, strict=True) if blocker.claim
            }
        return self.gates[article.pk]

    def reader(self, row: Notification) -> User | None:
        """Who is told, the same object for all rows; None for a desk's chat."""
        return self.people.setdefault(row.recipient.pk, row.recipient) if row.recipient else None


def _settled(row: Notification, seen: _Present) -> Settled | None:
    if row.recipient and not row.recipient.is_active:
        return Settled(reasons.LEFT)
    asks = ASKS.get(row.topic)
    lines: list[dict[str, Any]] = []
    whys: list[str] = []
    for line in row.lines:
        pk = links.claim_of(line["link"])
        why = ""
        if pk is not None:
            claim = seen.claims.get(pk)
            why = GONE if claim is None else asks(row, claim, seen) if asks else ""
        lines.append(_struck(line, why, row.language) if why else line)
        whys.append(why)
    if not row.lines and (why := _of_article(row, seen)):
        return Settled(why)
    if not any(whys):
        return None
    return Settled(whys[0]) if all(whys) else Settled(next(filter(None, whys)), tuple(lines))


def _struck(line: dict[str, Any], why: str, language: str) -> dict[str, Any]:
    """The line says what has become of its claim."""
    with override(language):
        told = _SENTENCE_END.sub("", gettext(why))
    return {**line, "words": f"{line['words']} – {told}"}


def _of_article(row: Notification, seen: _Present) -> str:
    pk = links.article_of(row.link)
    if pk is None:
        return ""
    article = seen.articles.get(pk)
    if article is None:
        return GONE
    return DONE if row.topic == "article_failed" and article.stage != Stage.FAILED else ""


# -- What each topic asks for -----------------------------------------------------------------------
# Each answers why the reader of the row has nothing to do about the claim any more; "" when there is.


def _decided(claim: Claim) -> str:
    if claim.status == Status.GONE:
        return GONE
    return "" if claim.status in UNDECIDED else DECIDED


def _to_check(row: Notification, claim: Claim, seen: _Present) -> str:
    """It was given to the person, or lies in the desk's pool."""
    if why := _decided(claim):
        return why
    if claim.assignee_id != row.recipient_id:
        return ELSEWHERE
    return "" if claim.status in OPEN else DONE


def _free(row: Notification, claim: Claim, seen: _Present) -> str:
    """Nobody has it."""
    if why := _decided(claim):
        return why
    return ELSEWHERE if claim.assignee_id else ""


def _in_hand(row: Notification, claim: Claim, seen: _Present) -> str:
    """The person still has it."""
    return _decided(claim) or ("" if claim.assignee_id == row.recipient_id else ELSEWHERE)


def _to_write_on(row: Notification, claim: Claim, seen: _Present) -> str:
    """The verdict lacks something."""
    if why := _decided(claim):
        return why
    if claim.assignee_id not in {None, row.recipient_id}:
        return ELSEWHERE
    return "" if claim.status in OPEN else DONE


def _to_review(row: Notification, claim: Claim, seen: _Present) -> str:
    """A verdict waits for a second person, and this one may be it."""
    if why := _decided(claim):
        return why
    if claim.status != Status.IN_REVIEW:
        return reasons.UNWANTED
    reader = seen.reader(row)
    if reader and (not reader.holds(Role.REVIEWER) or guards.second_person(claim, reader)):
        return reasons.NO_RIGHT
    return ""


def _to_publish(row: Notification, claim: Claim, seen: _Present) -> str:
    if claim.status == Status.PUBLISHED:
        return DONE
    return _unless_editor(row, seen) if claim.status == Status.APPROVED else reasons.UNWANTED


def _agreed(row: Notification, claim: Claim, seen: _Present) -> str:
    """What two people agreed on still holds."""
    return "" if claim.status in {Status.APPROVED, Status.PUBLISHED} else reasons.OUTDATED


def _public(row: Notification, claim: Claim, seen: _Present) -> str:
    """The check that went out then is the one that stands: neither corrected nor retracted since."""
    verdict = guards.standing_at_hand(claim)
    return "" if verdict and verdict.published_at == row.written_at else reasons.OUTDATED


def _in_time(column: str) -> Callable[[Notification, Claim, _Present], str]:
    """The clock spoke of the due time that the claim still has, and the person is the one to do something."""

    def asked(row: Notification, claim: Claim, seen: _Present) -> str:
        if why := _decided(claim):
            return why
        if getattr(claim, column) is None:
            return reasons.UNWANTED
        if column == "escalated_at":
            return _unless_editor(row, seen)
        if claim.status == Status.IN_REVIEW:
            return DONE if claim.assignee_id == row.recipient_id else _to_review(row, claim, seen)
        if claim.assignee_id is None:
            return _unless_editor(row, seen)
        return "" if claim.assignee_id == row.recipient_id else ELSEWHERE

    return asked


def _to_clear(row: Notification, claim: Claim, seen: _Present) -> str:
    """The claim keeps its article back, and the person can clear it."""
    able = seen.able(claim.article).get(claim.pk)
    if able is None:
        return DONE
    return "" if seen.reader(row) in able else ELSEWHERE


def _unanswered(row: Notification, claim: Claim, seen: _Present) -> str:
    return "" if claim.pk in seen.unanswered else DONE


def _unless_editor(row: Notification, seen: _Present) -> str:
    reader = seen.reader(row)
    return "" if reader is None or reader.holds(Role.EDITOR) else reasons.NO_RIGHT


ASKS: Final[Mapping[str, Callable[[Notification, Claim, _Present], str]]] = {
    "assigned": _to_check,
    "handed_over": _to_check,
    "checked_elsewhere": _in_hand,
    "released": _free,
    "sent_back": _to_write_on,
    "approved": _agreed,
    "to_publish": _to_publish,
    "published": _public,
    "corrected": _public,
    "review_wanted": _to_review,
    "due_soon": _in_time("reminded_at"),
    "overdue": _in_time("overdue_at"),
    "escalated": _in_time("escalated_at"),
    "asked": _to_clear,
    "answer_overdue": _unanswered,
}  # the others only tell
