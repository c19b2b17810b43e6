"""The last part of step 3: what in the text does not fit together stands beside the claims, as no verdict."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from claims import known_names
from claims.choices import HintKind
from claims.models import Article, Claim, Hint, Revision
from claims.pipeline.lease import Lease
from claims.pipeline.split import published_on
from claims.text.hints import shapes
from claims.text.hints.finding import find_hints


def write(article: Article, revision: Revision, claims: Sequence[Claim], lease: Lease) -> None:
    """The article's hints are those of this revision; what a person has put aside stays aside.

    `claims` are those of the revision in text order, with their facts.
    """
    at = {claim.pk: index for index, claim in enumerate(claims)}
    statements = [
        replace(claim.as_statement(), duplicate_of=at.get(claim.repeats_id or 0)) for claim in claims
    ]
    found = find_hints(
        revision.text,
        statements,
        language=article.language,
        published=published_on(revision),
        known_names=partial(known_names.alike, article=article),
    )
    with lease.writing(done=len(claims), total=len(claims)):
        before = Hint.objects.filter(claim__article=article)
        aside = {_same(hint): hint for hint in before.exclude(aside_at=None)}
        before.delete()
        rows = [_row(claims[hint.claim], position, hint) for position, hint in enumerate(found)]
        for row in rows:
            kept = aside.get(_same(row))
            if kept is not None:
                row.aside_by_id, row.aside_at = kept.aside_by_id, kept.aside_at
        Hint.objects.bulk_create(rows)


def _row(claim: Claim, position: int, hint: shapes.Hint) -> Hint:
    spans = [[span.start, span.end] for span in hint.spans]
    return Hint(
        claim=claim, position=position, kind=HintKind(hint.kind), spans=spans, params=dict(hint.params)
    )


def _same(hint: Hint) -> tuple[int, str, str]:
    return hint.claim_id, hint.kind, json.dumps(hint.params, sort_keys=True)
