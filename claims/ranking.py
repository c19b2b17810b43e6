"""Learning the ranking of new claims from what the desk takes and dismisses; adopted only when it ranks better.

A claim counts as taken once a person has moved it on, as dismissed when a person has dismissed it for
another reason than being a duplicate or wrongly cut. Which decisions are held back is fixed by the
article, so that claims of one article never stand on both sides.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims.choices import Origin, OutletKind, Status
from claims.models import Claim, Ranking
from claims.text import ranking, worth
from claims.text.ranking import Adjustment, Decided
from claims.text.spans import Layout

LEAST = 200  # decisions from which on something is learned
LEAST_OF_A_KIND = 30
HELD_BACK = 5  # every so many-th article
GAIN = 0.005  # of the area under the curve that a new version must bring
MOST = 50_000  # decisions that are learned from, the newest ones
AT_ONCE = 500
NOT_ABOUT_WORTH = ("duplicate", "split-wrong", "furniture")  # reasons of a dismissal that say nothing of it
TAKEN = (
    Status.QUEUED,
    Status.ASSIGNED,
    Status.CHECKING,
    Status.IN_REVIEW,
    Status.APPROVED,
    Status.PUBLISHED,
    Status.ANSWERED,
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """How a round of learning ended: the version that came of it, or why there is none."""

    ranking: Ranking | None
    words: str


def learn(at: datetime) -> Lesson:
    """A new version stands in the database, in use if it ranks the held-back decisions better than the present one.

    Claims that nobody has touched yet are then ranked anew. Nothing happens with too few decisions.
    """
    learning, held = _split(_decisions())
    for name, rows in (("learn from", learning), ("hold back", held)):
        kinds = [sum(one.taken for _, one in rows), sum(not one.taken for _, one in rows)]
        least = LEAST_OF_A_KIND if name == "learn from" else LEAST_OF_A_KIND // HELD_BACK
        if min(kinds) < least or len(learning) + len(held) < LEAST:
            return Lesson(
                None,
                f"Too few decisions to {name}: {kinds[0]} taken, {kinds[1]} dismissed "
                f"(at least {LEAST} in all are wanted, {least} of each kind here).",
            )
    found = ranking.fit([one for _, one in learning])
    measured = [one for _, one in held]
    before, after = ranking.area(measured, in_use()), ranking.area(measured, found)
    if before is None or after is None:
        return Lesson(None, "The decisions held back are all of one kind.")
    made = Ranking.objects.create(
        weights=dict(found.weights),
        learned_at=at,
        decisions=len(learning),
        held_back=len(held),
        area_before=before,
        area_after=after,
    )
    if after < before + GAIN:
        return Lesson(made, f"Version {made.pk} ranks no better ({before:.3f} → {after:.3f}): not adopted.")
    _use(made)
    changed = rank_again()
    return Lesson(
        made, f"Version {made.pk} is in use ({before:.3f} → {after:.3f}), {changed} claims ranked anew."
    )


def in_use() -> Adjustment | None:
    """What the ranking adds to the rules at present; None for nothing."""
    row = Ranking.objects.filter(in_use=True).first()
    return Adjustment(row.weights) if row else None


def go_back(*, to: int | None = None) -> Ranking | None:
    """The version `to` is in use, or without it the last one before the present that was adopted, else the rules alone.

    Claims that nobody has touched are ranked anew. Raises Ranking.DoesNotExist for a version that is none.
    """
    present = Ranking.objects.filter(in_use=True).first()
    if to is not None:
        wanted: Ranking | None = Ranking.objects.get(pk=to)
    else:
        earlier = [
            row
            for row in (Ranking.objects.filter(pk__lt=present.pk) if present else Ranking.objects.none())
            if row.area_after >= row.area_before + GAIN
        ]
        wanted = earlier[0] if earlier else None
    _use(wanted)
    rank_again()
    return wanted


def rank_again() -> int:
    """Check-worthiness and reasons of all claims that nobody has touched are those of the present version; their number."""
    learned, changed = in_use(), 0
    rows = Claim.objects.filter(status=Status.NEW, version=1, check_worthiness__isnull=False)
    last = 0
    while batch := list(rows.filter(pk__gt=last).prefetch_related("facts").order_by("pk")[:AT_ONCE]):
        last = batch[-1].pk
        for claim in batch:
            statement = claim.as_statement()
            value, reasons = worth.score(statement, layout=_layout(claim.language), learned=learned)
            claim.check_worthiness, claim.reasons = value, list(reasons)
        changed += Claim.objects.bulk_update(batch, ["check_worthiness", "reasons"])
    return changed


def _use(wanted: Ranking | None) -> None:
    with transaction.atomic():
        Ranking.objects.filter(in_use=True).update(in_use=False)
        if wanted is not None:
            Ranking.objects.filter(pk=wanted.pk).update(in_use=True)
            wanted.refresh_from_db()


def _decisions() -> list[tuple[int, Decided]]:
    """The newest decisions of people with the article each is about."""
    rows = Claim.objects.filter(origin=Origin.MACHINE).exclude(article__outlet__kind=OutletKind.PRACTICE)
    dismissed = rows.filter(status=Status.DISMISSED, merged_into=None, split_into=None).exclude(
        reason__key__in=NOT_ABOUT_WORTH
    )
    found: list[tuple[int, Decided]] = []
    for taken, claims in ((True, rows.filter(status__in=TAKEN)), (False, dismissed)):
        for claim in claims.prefetch_related("facts").order_by("-pk")[: MOST // 2].iterator(AT_ONCE):
            statement = claim.as_statement()
            odds, shares = worth.weigh(statement, layout=_layout(claim.language))
            found.append((claim.article_id, Decided(odds, worth.traits(statement, shares), taken)))
    return found


def _split(
    rows: Sequence[tuple[int, Decided]],
) -> tuple[list[tuple[int, Decided]], list[tuple[int, Decided]]]:
    held = [row for row in rows if zlib.crc32(str(row[0]).encode()) % HELD_BACK == 0]
    return [row for row in rows if zlib.crc32(str(row[0]).encode()) % HELD_BACK], held


def _layout(language: str) -> Layout:
    return Layout(language, 1.0, "", (), ())
