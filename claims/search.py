"""Full-text search over claims: what the index holds of each, and which claims hold what is asked for.

The lemmas come from claims.text.morphology. Workers have its models loaded anyway; a web process loads them at
its first search or rewording, 0.4 s once, and needs about a millisecond for a query from then on.
"""

from collections.abc import Iterable, Iterator

from django.db import connection

from claims.models import Article, Claim, SearchText
from claims.models.claim import ClaimQuerySet
from claims.text.search import index_text, terms

BATCH = 500  # claims between two steps of the bar


def index(claims: Iterable[Claim]) -> None:
    """Quote, wording, claimant and title of these claims are found from now on, as they stand in these objects."""
    rows = [
        SearchText(
            claim_id=claim.pk,
            text=index_text(
                (claim.quote, claim.wording, claim.claimant, claim.article.title), language=claim.language
            ),
        )
        for claim in claims
    ]
    SearchText.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["claim"], update_fields=["text"]
    )


def index_article(article: Article) -> None:
    """All claims of the article are found by what they and its title now say."""
    index(Claim.objects.filter(article=article).select_related("article").order_by("pk"))


def rebuild(*, missing: bool = False) -> Iterator[int]:
    """Every claim (with `missing` only those without a search text) is indexed anew; yields how many so far."""
    if connection.vendor == "sqlite" and not missing:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO claims_searchtext_fts (claims_searchtext_fts) VALUES ('rebuild')")
    done = last = 0
    while True:
        rows = Claim.objects.filter(pk__gt=last).select_related("article").order_by("pk")
        batch = list((rows.filter(search=None) if missing else rows)[:BATCH])
        if not batch:
            return
        index(batch)
        done, last = done + len(batch), batch[-1].pk
        yield done


def matching(claims: ClaimQuerySet, query: str) -> ClaimQuerySet:
    """Those that hold everything the query asks for; none for a query without a letter or digit."""
    wanted = terms(query)
    if not wanted:
        return claims.none()
    return claims.filter(pk__in=SearchText.objects.filter(text__words=wanted).values("claim"))
