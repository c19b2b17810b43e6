"""Who is told what, in which words: called by the rooms in their transaction, writes rows of the outbox only."""

from claims.notices.articles import article_done, article_failed
from claims.notices.deadlines import answer_overdue, due_soon, escalated, overdue
from claims.notices.takeback import taken_back
from claims.notices.talk import mentioned
from claims.notices.topics import TOPICS, Topic
from claims.notices.verdicts import (
    approved,
    checked_elsewhere,
    corrected,
    published,
    retracted,
    review_wanted,
    sent_back,
)
from claims.notices.work import asked_to_clear, assigned, handed_over, released, taken_over

__all__ = [
    "TOPICS",
    "Topic",
    "answer_overdue",
    "approved",
    "article_done",
    "article_failed",
    "asked_to_clear",
    "assigned",
    "checked_elsewhere",
    "corrected",
    "due_soon",
    "escalated",
    "handed_over",
    "mentioned",
    "overdue",
    "published",
    "released",
    "retracted",
    "review_wanted",
    "sent_back",
    "taken_back",
    "taken_over",
]
