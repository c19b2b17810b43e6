"""Notices about whole articles: everything in it is decided, or it could not be split."""

from datetime import datetime

from claims.choices import Role, Status
from claims.models import UNDECIDED, Article, Claim, User, Verdict
from claims.notices.readers import Reader, Roster, others
from claims.notices.telling import loaded, tell_of_article
from claims.notices.words import counted
from claims.notify.letters import one_line, shortened

LEFT_OUT = (Status.GONE, Status.DISMISSED)


def article_done(article: Article, *, by: User | None, at: datetime) -> None:
    """Who sent the article in, and the desk's editors, will get one mail with what was found of each claim.

    What is still open, and why the article goes out all the same, is said too.
    """
    claims = loaded(article.claims.exclude(status__in=LEFT_OUT).in_text_order())
    holding = Verdict.objects.holding().filter(claim__in=claims).select_related("rating")
    ratings = {verdict.claim_id: verdict.rating for verdict in holding.order_by("number")}

    def result(claim: Claim, to: Reader) -> str:
        rating = ratings.get(claim.pk)
        if rating is not None:
            return rating.label_de if to.language == "de" else rating.label_en
        return str(claim.get_status_display())

    undecided = sum(claim.status in UNDECIDED for claim in claims)
    tell_of_article(
        "article_done",
        article,
        _in_charge(article, by, at),
        claims=claims,
        by=by,
        at=at,
        tail=result,
        undecided=lambda to: counted(undecided, to.language) if undecided else "",
        undecided_one=undecided == 1,
        override=article.release_override,
    )


def article_failed(article: Article, *, at: datetime) -> None:
    """Who sent the article in, and the desk's editors, will be told why it has not been split."""
    why = shortened(one_line(article.failure), 400)
    tell_of_article("article_failed", article, _in_charge(article, None, at), by=None, at=at, why=why)


def _in_charge(article: Article, by: User | None, at: datetime) -> list[User]:
    return others((article.submitted_by, *Roster(at).of(article.desk, Role.EDITOR)), than=by)
