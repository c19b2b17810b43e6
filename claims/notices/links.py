"""Where a claim and an article are found on the web: the one place that spells these addresses for a notice."""

from claims.models import Article, Claim


def article_path(article: Article) -> str:
    """The article's page."""
    return f"/articles/{article.pk}/"


def claim_path(claim: Claim) -> str:
    """The claim's page."""
    return f"/claims/{claim.pk}/"


def check_path(claim: Claim) -> str:
    """The page of what was published about the claim, for everybody."""
    return f"/checks/{claim.pk}/"
