"""Where a claim and an article are found on the web: the one place that spells these addresses for a notice."""

import re

from claims.models import Article, Claim

_CLAIM = re.compile(r"/claims/([0-9]+)/")
_ARTICLE = re.compile(r"/articles/([0-9]+)/")


def article_path(article: Article) -> str:
    """The article's page."""
    return f"/articles/{article.pk}/"


def claim_path(claim: Claim) -> str:
    """The claim's page."""
    return f"/claims/{claim.pk}/"


def check_path(claim: Claim) -> str:
    """The page of what was published about the claim, for everybody."""
    return f"/checks/{claim.pk}/"


def claim_of(path: str) -> int | None:
    """The id of the claim whose page this is; None for any other path."""
    found = _CLAIM.fullmatch(path)
    return int(found[1]) if found else None


def article_of(path: str) -> int | None:
    """The id of the article whose page this is; None for any other path."""
    found = _ARTICLE.fullmatch(path)
    return int(found[1]) if found else None
