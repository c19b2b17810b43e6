"""Full-text search over claims and published checks: what the index holds of each, and which hold what is asked for.

The lemmas come from claims.text.morphology. Workers have its models loaded anyway; a web process loads them at
its first search or rewording, 0.4 s once, and needs about a millisecond for a query from then on.
"""

from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import QuerySet

from claims.models import Article, CheckText, Claim, SearchText, Verdict
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


def index_checks(verdicts: Iterable[Verdict]) -> None:
    """These published checks are found from now on by what went out: quote, wording, claimant, title, rationale."""
    rows = []
    for verdict in verdicts:
        claim, title = verdict.published_as["claim"], verdict.published_as["article"]["title"]
        parts = (
            claim["quote"],
            claim["wording"],
            claim["claimant"],
            title,
            verdict.published_as["rationale"],
        )
        rows.append(CheckText(verdict_id=verdict.pk, text=index_text(parts, language=claim["language"])))
    CheckText.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["verdict"], update_fields=["text"]
    )


def rebuild_checks(*, missing: bool = False) -> Iterator[int]:
    """Every published check (with `missing` only those without a search text) is indexed anew; yields how many so far."""
    if connection.vendor == "sqlite" and not missing:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO claims_checktext_fts (claims_checktext_fts) VALUES ('rebuild')")
    done = last = 0
    checks = Verdict.objects.public().exclude(published_as={}).order_by("pk")
    checks = checks.filter(search=None) if missing else checks
    while batch := list(checks.filter(pk__gt=last)[:BATCH]):
        index_checks(batch)
        done, last = done + len(batch), batch[-1].pk
        yield done


def checks_matching(verdicts: QuerySet[Verdict], query: str) -> QuerySet[Verdict]:
    """Those published checks that hold everything the query asks for; none for one without a letter or digit."""
    wanted = terms(query)
    if not wanted:
        return verdicts.none()
    return verdicts.filter(pk__in=CheckText.objects.filter(text__words=wanted).values("verdict"))


def matching(claims: ClaimQuerySet, query: str) -> ClaimQuerySet:
    """Those that hold everything the query asks for; none for a query without a letter or digit."""
    wanted = terms(query)
    if not wanted:
        return claims.none()
    return claims.filter(pk__in=SearchText.objects.filter(text__words=wanted).values("claim"))
