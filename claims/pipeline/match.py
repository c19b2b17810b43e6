"""Step 4: which earlier claims say the same."""

from collections import defaultdict

from django.utils import timezone

from claims.choices import Relation
from claims.models import Article, Claim, Match
from claims.pipeline.clean import newest
from claims.pipeline.lease import Lease

METHOD = "fingerprint/1"
MOST = 10  # earlier claims proposed per claim, the newest ones


def run(article: Article, lease: Lease) -> None:
    """Claims of other articles in the same words are proposed as the same claim; a person decides."""
    claims = [c for c in Claim.objects.filter(revision=newest(article)) if c.fingerprint]
    earlier: dict[str, list[int]] = defaultdict(list)
    others = Claim.objects.filter(fingerprint__in={c.fingerprint for c in claims}).exclude(article=article)
    for pk, print_ in others.order_by("-pk").values_list("pk", "fingerprint"):
        earlier[print_].append(pk)
    now = timezone.now()
    proposals = [
        Match(claim=claim, earlier_id=pk, relation=Relation.SAME, score=1.0, method=METHOD, found_at=now)
        for claim in claims
        for pk in earlier[claim.fingerprint][:MOST]
        if pk < claim.pk
    ]
    with lease.writing(done=len(claims), total=len(claims)):
        Match.objects.bulk_create(proposals, ignore_conflicts=True)
