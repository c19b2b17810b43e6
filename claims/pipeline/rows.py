"""Between rows and the shapes of the text steps: layouts out of the database, claims into it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from claims import search
from claims.models import Article, Claim, Fact, Revision
from claims.models.claim import AROUND
from claims.text.fingerprint import fingerprint
from claims.text.spans import Block, Furniture, Layout, Role, Sentence, Statement


def layout_of(article: Article, revision: Revision) -> Layout:
    """The layout that the clean step has left behind."""
    passages = list(revision.passages.order_by("position"))
    return Layout(
        language=article.language,
        confidence=article.language_confidence or 0.0,
        title=article.title,
        blocks=tuple(
            Block(p.start, p.end, Role(p.role), Furniture(p.furniture) if p.furniture else None)
            for p in passages
        ),
        sentences=tuple(
            Sentence(start, end, index) for index, p in enumerate(passages) for start, end in p.sentences
        ),
    )


def place(claim: Claim, statement: Statement, revision: Revision, *, at: datetime) -> None:
    """Everything of the claim that the machine reads from the text is set; nothing is saved."""
    claim.revision = revision
    claim.start, claim.end, claim.quote = statement.start, statement.end, statement.quote
    claim.prefix = revision.text[max(0, statement.start - AROUND) : statement.start]
    claim.suffix = revision.text[statement.end : statement.end + AROUND]
    claim.role, claim.kind = statement.role, statement.kind
    claim.claimant = statement.claimant[:300]
    claim.chain, claim.hedges = list(statement.chain), list(statement.hedges)
    claim.fingerprint = fingerprint(statement.quote, claimant=statement.claimant)
    claim.changed_at = at


def facts_of(claim: Claim, statement: Statement) -> list[Fact]:
    """The facts to tick of a claim that stands in the database; nothing is saved."""
    return [Fact.from_span(claim, position, span) for position, span in enumerate(statement.facts)]


def add_claims(
    article: Article, revision: Revision, statements: Sequence[Statement], *, at: datetime
) -> None:
    """The statements are new claims of the revision; one that stands there already is left as it is."""
    standing = set(Claim.objects.filter(revision=revision).values_list("start", "end"))
    fresh = [s for s in statements if (s.start, s.end) not in standing]
    number = Claim.objects.filter(article=article).aggregate(last=Max("number"))["last"] or 0
    claims = []
    for offset, statement in enumerate(fresh, start=1):
        claim = Claim(
            article=article,
            number=number + offset,
            language=article.language,
            desk=article.desk,
            due_at=article.due_at,
            found_at=at,
        )
        place(claim, statement, revision, at=at)
        claims.append(claim)
    Claim.objects.bulk_create(claims)
    search.index(claims)
    Fact.objects.bulk_create(
        [fact for claim, statement in zip(claims, fresh, strict=True) for fact in facts_of(claim, statement)]
    )
