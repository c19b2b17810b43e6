"""Step 3: how much each claim is worth a check, and what in the text does not fit together."""

from claims import ranking
from claims.models import Article, Claim
from claims.pipeline import hints
from claims.pipeline.clean import newest
from claims.pipeline.lease import Lease
from claims.pipeline.rows import layout_of
from claims.text.worth import score

AT_ONCE = 100


def run(article: Article, lease: Lease) -> None:
    """Every claim of the newest revision has its check-worthiness, 0..1, and the reasons for it; the hints stand."""
    learned = ranking.in_use()
    revision = newest(article)
    layout = layout_of(article, revision)
    claims = list(Claim.objects.filter(revision=revision).prefetch_related("facts").in_text_order())
    for first in range(0, len(claims), AT_ONCE):
        batch = claims[first : first + AT_ONCE]
        for claim in batch:
            worth, reasons = score(claim.as_statement(), layout=layout, learned=learned)
            claim.check_worthiness, claim.reasons = worth, list(reasons)
        with lease.writing(done=first + len(batch), total=len(claims)):
            Claim.objects.bulk_update(batch, ["check_worthiness", "reasons"])
    hints.write(article, revision, claims, lease)
