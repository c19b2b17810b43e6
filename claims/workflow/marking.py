"""Claims by hand: any passage of the text becomes one, and a claim that says two things becomes two."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import history, search
from claims.choices import Action, ArticleRole, Kind, Origin, Priority, Status
from claims.errors import Invalid, Moved, WorkflowError
from claims.models import Article, Claim, Fact, Passage, Revision, User
from claims.models.claim import AROUND
from claims.text import spans
from claims.text.fingerprint import fingerprint
from claims.text.statements import statements
from claims.workflow import lifecycle

LONGEST_PASSAGE = 4_000  # code points


def be_ready() -> None:
    """What reading a passage needs is in this process's memory: seconds of loading that nobody waits for."""
    for language, words in (
        ("de", "Das sagte Inga Moritz in Berlin."),
        ("en", "Inga Moritz said so in Berlin."),
    ):
        block = spans.Block(0, len(words), spans.Role.BODY)
        layout = spans.Layout(language, 1.0, "", (block,), (spans.Sentence(0, len(words), 0),))
        list(statements(words, layout, published=None))


def mark(
    article: Article,
    *,
    start: int,
    end: int,
    by: User,
    at: datetime,
    revision: int | None = None,
    priority: str = Priority.NORMAL,
) -> Claim:
    """The code points `start` up to `end` of the newest revision are a claim, and its facts can be ticked.

    White space at both ends is left out; the passage may overlap other claims. `revision` is the number of
    the one that the person has marked in. Raises Invalid for a passage outside the text or without a word,
    Moved when a newer revision has come, WorkflowError when this very passage is a claim already.
    """
    lifecycle.ensure_role(Action.MARK, by=by)
    if priority not in Priority.values:
        raise Invalid(_("There is no such priority."), field="priority")
    newest = _newest(article, revision)
    span = _trimmed(newest.text, start, end)
    claim, facts = _read(article, newest, span, at=at)
    claim.status, claim.marked_by, claim.priority = Status.QUEUED, by, Priority(priority)
    with history.writing():
        _newest(article, newest.number)
        return _add(claim, facts, by=by, at=at)


def split(
    claim: Claim, *, passages: Sequence[tuple[int, int]], by: User, at: datetime, version: int | None = None
) -> list[Claim]:
    """Each passage within the claim is a claim of its own; the claim itself rests, dismissed.

    The new ones take over its assignee, priority and due time. Offsets count in the claim's revision.
    Raises Invalid for fewer than two passages and for one that leaves the claim or is the whole of it.
    """
    lifecycle.ensure(claim, Action.SPLIT, by=by)
    text = claim.revision.text
    parts = [_trimmed(text, start, end) for start, end in sorted(set(passages))]
    whole = (claim.start, claim.end)
    if len(parts) < 2 or any(p == whole or p[0] < whole[0] or p[1] > whole[1] for p in parts):
        raise Invalid(_("Mark at least two parts within the claim."), field="passages")
    read = [_read(claim.article, claim.revision, part, at=at) for part in parts]
    with history.writing():
        seen = Claim.objects.get(pk=claim.pk)
        lifecycle.perform(
            claim,
            Action.SPLIT,
            by=by,
            at=at,
            version=version,
            after={"parts": [list(part) for part in parts]},
            assignee=None,
        )
        for part, facts in read:
            part.split_from, part.marked_by = claim, by
            part.status = seen.status
            if seen.status == Status.CHECKING:
                part.status = Status.ASSIGNED if seen.assignee else Status.QUEUED
            part.assignee, part.priority, part.due_at, part.desk = (
                seen.assignee,
                seen.priority,
                seen.due_at,
                seen.desk,
            )
            part.claimant = part.claimant or seen.claimant
            part.chain = part.chain or seen.chain
            _add(part, facts, by=by, at=at)
    return [part for part, _facts in read]


def _newest(article: Article, seen: int | None) -> Revision:
    newest = article.revisions.order_by("-number").first()
    if newest is None:
        raise WorkflowError(_("The article has no text yet."))
    if seen is not None and seen != newest.number:
        raise Moved(_("The article has a newer revision. Mark the passage there."), version=newest.number)
    return newest


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage without white space at its ends. Raises Invalid when it is none."""
    if not 0 <= start < end <= len(text):
        raise Invalid(_("This passage lies outside the text."), field="start")
    passage = text[start:end]
    start, end = start + len(passage) - len(passage.lstrip()), end - len(passage) + len(passage.rstrip())
    if not any(character.isalnum() for character in passage):
        raise Invalid(_("There is no word in this passage."), field="start")
    if end - start > LONGEST_PASSAGE:
        told = _("This passage is too long: a claim has at most %(longest)d characters.")
        raise Invalid(told % {"longest": LONGEST_PASSAGE}, field="end")
    return start, end


def _read(
    article: Article, revision: Revision, span: tuple[int, int], *, at: datetime
) -> tuple[Claim, list[spans.Fact]]:
    """The passage as a claim, not saved, with what the text steps read in it."""
    start, end = span
    quote = revision.text[start:end]
    role = _role(revision, start, end)
    language = article.language or "de"
    block = spans.Block(start, end, spans.Role(role))
    layout = spans.Layout(language, 1.0, "", (block,), (spans.Sentence(start, end, 0),))
    published = timezone.localdate(revision.published_at) if revision.published_at else None
    found = list(statements(revision.text, layout, published=published))
    main = max(found, key=lambda statement: statement.end - statement.start, default=None)
    claimant = main.claimant[:300] if main else ""
    claim = Claim(
        article=article,
        revision=revision,
        start=start,
        end=end,
        quote=quote,
        prefix=revision.text[max(0, start - AROUND) : start],
        suffix=revision.text[end : end + AROUND],
        role=role,
        kind=main.kind if main else Kind.EVENT,
        origin=Origin.HAND,
        claimant=claimant,
        chain=list(main.chain) if main else [],
        hedges=list(main.hedges) if main else [],
        language=language,
        fingerprint=fingerprint(quote, claimant=claimant),
        desk=article.desk,
        due_at=article.due_at,
        found_at=at,
        changed_at=at,
    )
    return claim, [fact for statement in found for fact in statement.facts]


def _role(revision: Revision, start: int, end: int) -> str:
    """The role of the block that holds most of the passage; the body's for furniture, which has none."""
    touched = Passage.objects.filter(revision=revision, start__lt=end, end__gt=start)
    most = max(touched, key=lambda p: min(p.end, end) - max(p.start, start), default=None)
    return most.role if most and most.role in ArticleRole.values else ArticleRole.BODY


def _add(claim: Claim, facts: Sequence[spans.Fact], *, by: User, at: datetime) -> Claim:
    known = Claim.objects.filter(revision=claim.revision, start=claim.start, end=claim.end).first()
    if known:
        told = _("This passage is claim %(number)d already (%(status)s).")
        raise WorkflowError(told % {"number": known.number, "status": known.get_status_display()})
    last = Claim.objects.filter(article=claim.article).aggregate(last=Max("number"))["last"]
    claim.number = (last or 0) + 1
    claim.save(force_insert=True)
    search.index([claim])
    Fact.objects.bulk_create([Fact.from_span(claim, position, span) for position, span in enumerate(facts)])
    history.record(
        Action.MARK,
        by=by,
        at=at,
        claim=claim,
        after={"status": claim.status, "start": claim.start, "end": claim.end, "quote": claim.quote},
    )
    return claim
