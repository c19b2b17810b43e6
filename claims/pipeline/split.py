"""Step 2: statements become claims, visible as soon as they stand."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from claims import history
from claims.models import Article, Claim, Revision
from claims.pipeline.carry import carry_over
from claims.pipeline.clean import newest
from claims.pipeline.lease import Lease
from claims.pipeline.refine import refine
from claims.pipeline.rows import add_claims, layout_of
from claims.text.repeats import link_repeats
from claims.text.spans import Statement
from claims.text.statements import statements

AT_ONCE = 25  # statements per transaction: what the page shows as progress


def run(article: Article, lease: Lease) -> None:
    """Every checkable statement of the newest revision is exactly one claim, with its facts.

    Run again, it finds what stands already and adds the rest. Claims of an earlier revision move along
    with their words; those whose words are gone are withdrawn. A language model, where one is set up, refines
    the claims of the first revision.
    """
    revision = newest(article)
    layout = layout_of(article, revision)
    ends = [sentence.end for sentence in layout.sentences]
    found: list[Statement] = []
    batch: list[Statement] = []
    first = not article.claims.exclude(revision=revision).exists()

    for statement in statements(revision.text, layout, published=published_on(revision)):
        found.append(statement)
        batch.append(statement)
        if first and len(batch) >= AT_ONCE:
            _write(article, revision, lease, batch, ends)
            batch = []
    if first:
        _write(article, revision, lease, batch, ends)
        found = refine(article, revision, lease, layout, found, done=len(ends))
    else:
        with history.writing(), lease.writing(done=len(ends), total=len(ends)):
            carry_over(article, revision, [s for s in found if s.checkable], at=lease.now())
    with lease.writing(done=len(ends), total=len(ends)):
        _link(revision, link_repeats(found, language=layout.language))


def published_on(revision: Revision) -> date | None:
    """The day, in the newsroom's time zone, against which dates in the text are read."""
    return timezone.localdate(revision.published_at) if revision.published_at else None


def _write(
    article: Article, revision: Revision, lease: Lease, batch: Sequence[Statement], ends: Sequence[int]
) -> None:
    reached = batch[-1].end if batch else (ends[-1] if ends else 0)
    with lease.writing(done=sum(end <= reached for end in ends), total=len(ends)):
        add_claims(article, revision, [s for s in batch if s.checkable], at=lease.now())


def _link(revision: Revision, linked: Sequence[Statement]) -> None:
    """A claim that repeats another of the article points at it."""
    by_span = {(c.start, c.end): c for c in Claim.objects.filter(revision=revision)}
    changed = []
    for statement in linked:
        if not statement.checkable or statement.duplicate_of is None:
            continue
        target = linked[statement.duplicate_of]
        claim, repeated = (
            by_span.get((statement.start, statement.end)),
            by_span.get((target.start, target.end)),
        )
        if claim and repeated and claim != repeated and claim.repeats_id != repeated.pk:
            claim.repeats = repeated
            changed.append(claim)
    Claim.objects.bulk_update(changed, ["repeats"])
