"""Step 1: language, blocks, furniture and sentences of the newest revision."""

from claims.models import Article, Passage, Revision
from claims.pipeline.lease import Lease
from claims.text.layout import lay_out
from claims.text.spans import Furniture, Hint, Role


def newest(article: Article) -> Revision:
    """The revision that the machine works on."""
    return article.revisions.order_by("-number")[0]


def hints_of(revision: Revision) -> list[Hint]:
    """What the markup said, out of the row."""
    return [
        Hint(start, end, Role(role), Furniture(furniture) if furniture else None)
        for start, end, role, furniture in revision.hints
    ]


def run(article: Article, lease: Lease) -> None:
    """The passages of the newest revision stand in the database; the article knows language and title."""
    revision = newest(article)
    layout = lay_out(
        revision.text,
        language=article.language if article.language_given else None,
        title=revision.title,
        hints=hints_of(revision),
    )
    per_block: list[list[list[int]]] = [[] for _ in layout.blocks]
    for sentence in layout.sentences:
        per_block[sentence.block].append([sentence.start, sentence.end])
    with lease.writing(done=len(layout.sentences), total=len(layout.sentences)):
        revision.passages.all().delete()
        Passage.objects.bulk_create(
            [
                Passage(
                    revision=revision,
                    position=position,
                    start=block.start,
                    end=block.end,
                    role=block.role,
                    furniture=block.furniture or "",
                    sentences=sentences,
                )
                for position, (block, sentences) in enumerate(zip(layout.blocks, per_block, strict=True))
            ],
            batch_size=500,
        )
        title = revision.title or layout.title
        Article.objects.filter(pk=article.pk).update(
            language=layout.language, language_confidence=layout.confidence, title=title[:500]
        )
