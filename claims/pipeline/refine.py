"""The optional part of the split step: a language model proposes, the code checks, the rows follow."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from claims import history, language_model, search
from claims.choices import Origin, Status
from claims.language_model import Model, NoAnswer
from claims.models import Article, Claim, Revision
from claims.pipeline.lease import Lease
from claims.pipeline.rows import add_claims
from claims.text import worth
from claims.text.refining import RULES, Doubtful, Proposal, Question, questions, read_answer, refined
from claims.text.spans import Layout, Statement

log = logging.getLogger(__name__)

FAILURES = 2  # in a row, after which the model is left alone for this article


def refine(
    article: Article,
    revision: Revision,
    lease: Lease,
    layout: Layout,
    statements: Sequence[Statement],
    *,
    done: int,
) -> list[Statement]:
    """The statements and the claims' rows as a language model has refined them; without one, as they were.

    Whatever goes wrong with the model, the embedded reading stands, and the article says so. A claim that a
    person has touched stays. `done` is the progress to show, all of the step's own work.
    """
    told = settings.LANGUAGE_MODEL
    if not (told["url"] and told["name"]):
        return list(statements)
    scored = [
        replace(one, check_worthiness=worth.score(one, layout=layout)[0]) if one.checkable else one
        for one in statements
    ]
    talk = _Talk(told, spent=_spent_today())
    proposals: dict[int, Proposal] = {}
    for question in questions(revision.text, layout, scored):
        if talk.is_over():
            break
        proposals |= talk.ask(question)
        with lease.writing(done=done, total=done):  # a longer lease for the next answer
            pass
    found = refined(revision.text, scored, proposals)
    with history.writing(), lease.writing(done=done, total=done):  # nobody begins with a claim that is to go
        changed = _follow(article, revision, statements, found, at=lease.now())
        note = "; ".join(filter(None, [changed, talk.trouble]))
        Article.objects.filter(pk=article.pk).update(
            model_name=told["name"][:120], model_tokens=talk.tokens, model_note=note
        )
    return [replace(one, check_worthiness=None) for one in found]


class _Talk:
    """The questions about one article, with what they have cost and why they ended."""

    def __init__(self, told: Mapping[str, Any], *, spent: int) -> None:
        self.model = Model(
            url=str(told["url"]), name=str(told["name"]), key=str(told["key"]), seconds=float(told["seconds"])
        )
        self.end = time.monotonic() + float(told["article_seconds"])
        self.left = min(int(told["article_tokens"]), int(told["day_tokens"]) - spent)
        self.tokens = 0
        self.failures = 0
        self.trouble = ""

    def is_over(self) -> bool:
        """True when a limit is reached or the model has failed too often; `trouble` then says which."""
        if self.failures >= FAILURES:
            return True
        if self.tokens >= self.left:
            self.trouble = "the limit of tokens is reached"
            return True
        if time.monotonic() >= self.end:
            self.trouble = "the limit of time is reached"
            return True
        return False

    def ask(self, question: Question) -> Mapping[int, Proposal]:
        """What the model proposes for one paragraph; nothing when its answer cannot be used."""
        try:
            answer = language_model.ask(self.model, rules=RULES, message=question.message)
            self.tokens += answer.tokens
            proposals = read_answer(question, answer.words)
        except (NoAnswer, Doubtful) as error:
            log.warning("language model %s: %s", self.model.name, error)
            self.failures += 1
            self.trouble = str(error)
            return {}
        self.failures = 0
        return proposals


def _spent_today() -> int:
    lately = Article.objects.filter(received_at__gte=timezone.now() - timedelta(days=1))
    return int(lately.aggregate(tokens=Sum("model_tokens"))["tokens"] or 0)


def _follow(
    article: Article,
    revision: Revision,
    before: Sequence[Statement],
    after: Sequence[Statement],
    *,
    at: datetime,
) -> str:
    """The rows stand as the refined statements say; answers in words what was changed."""
    wanted = {(one.start, one.end) for one in after if one.checkable}
    gone = {(one.start, one.end) for one in before if one.checkable} - wanted
    untouched = Claim.objects.filter(  # drafts count no version up and write no history
        revision=revision, status=Status.NEW, version=1, origin=Origin.MACHINE, events=None, verdicts=None
    )
    dropped = [claim.pk for claim in untouched if (claim.start, claim.end) in gone]
    Claim.objects.filter(pk__in=dropped).delete()
    standing = set(Claim.objects.filter(revision=revision).values_list("start", "end"))
    fresh = [one for one in after if one.checkable and (one.start, one.end) not in standing]
    add_claims(article, revision, fresh, at=at)
    worded: list[int] = []
    for one in after:
        if one.wording:
            rows = Claim.objects.filter(
                revision=revision, start=one.start, end=one.end, status=Status.NEW, version=1, wording=""
            )
            worded += rows.values_list("pk", flat=True)
            rows.update(wording=one.wording)
    search.index(Claim.objects.filter(pk__in=worded).select_related("article"))
    return f"{len(dropped)} dropped, {len(fresh)} added, {len(worded)} worded"
