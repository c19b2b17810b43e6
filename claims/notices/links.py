"""Where a claim and an article are found on the web: the one place that spells these addresses for a notice."""

from claims.models import Article, Claim


def article_path(article: Article) -> str:
    """The article's page."""
    return f"/articles/{article.pk}/"


def claim_path(claim: Claim) -> str:
    """The claim's card on the page of its article."""
    return f"/articles/{claim.article_id}/#claim-{claim.number}"
