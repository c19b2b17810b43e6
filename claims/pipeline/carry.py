"""A new revision: claims move along with their words, and those whose words are gone are withdrawn."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from difflib import SequenceMatcher

from django.db.models import F

from claims import history, search
from claims.choices import Action, Origin, Status
from claims.models import Article, Claim, Fact, Revision
from claims.models.claim import AROUND
from claims.pipeline.rows import add_claims, facts_of, place
from claims.text.spans import Statement
from claims.workflow import lifecycle

ALIKE = 0.75  # share of words two wordings have in common to count as one claim whose text was touched


def carry_over(article: Article, revision: Revision, found: Sequence[Statement], *, at: datetime) -> None:
    """Every claim of the article stands in the new revision with exact offsets, or is gone from it; new ones are added."""
    with history.writing():
        _carry_over(article, revision, found, at=at)


def _carry_over(article: Article, revision: Revision, found: Sequence[Statement], *, at: datetime) -> None:
    here = set(Claim.objects.filter(revision=revision).values_list("start", "end"))
    open_statements = [s for s in found if (s.start, s.end) not in here]
    elsewhere = list(article.claims.exclude(revision=revision).order_by("start", "pk"))

    unchanged, open_statements, elsewhere = _pair_by_words(open_statements, elsewhere)
    for claim, statement in unchanged:
        _move(claim, revision, statement.start, at=at)
    by_hand = [claim for claim in elsewhere if claim.origin == Origin.HAND and claim.quote in revision.text]
    for claim in by_hand:
        _move(claim, revision, _nearest(revision.text, claim), at=at)
    touched, open_statements, elsewhere = _pair_by_likeness(
        open_statements, [claim for claim in elsewhere if claim not in by_hand]
    )
    for claim, statement in touched:
        _touch(claim, revision, statement, at=at)
    for claim in elsewhere:
        if claim.status == Status.PUBLISHED:  # the check stands, whatever became of the text
            Claim.objects.filter(pk=claim.pk, text_changed_at=None).update(text_changed_at=at)
        elif claim.status != Status.GONE:
            lifecycle.perform(claim, Action.WITHDRAW, by=None, at=at)
    add_claims(article, revision, open_statements, at=at)
    search.index_article(article)  # its title may be another one


Pairs = list[tuple[Claim, Statement]]


def _pair_by_words(
    found: Sequence[Statement], claims: Sequence[Claim]
) -> tuple[Pairs, list[Statement], list[Claim]]:
    """Equal quotes in order of the text; answers the pairs, the statements and the claims left over."""
    waiting: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        waiting[claim.quote].append(claim)
    pairs: Pairs = []
    rest = []
    for statement in found:
        if waiting[statement.quote]:
            pairs.append((waiting[statement.quote].pop(0), statement))
        else:
            rest.append(statement)
    return pairs, rest, [claim for claims_left in waiting.values() for claim in claims_left]


def _pair_by_likeness(
    found: Sequence[Statement], claims: Sequence[Claim]
) -> tuple[Pairs, list[Statement], list[Claim]]:
    """Wordings that are nearly equal, the likest first; claims already gone do not come back this way."""
    candidates = []
    wordings = [statement.quote.split() for statement in found]
    holding: dict[str, set[int]] = defaultdict(set)  # by word: the statements that hold it
    for at, words in enumerate(wordings):
        for word in words:
            holding[word].add(at)
    for claim in claims:
        if claim.status == Status.GONE:
            continue
        words = claim.quote.split()
        for at in sorted(_worth_comparing(words, holding)):
            statement = found[at]
            matcher = SequenceMatcher(None, words, wordings[at], autojunk=False)
            if matcher.quick_ratio() >= ALIKE and (likeness := matcher.ratio()) >= ALIKE:
                candidates.append((-likeness, claim.pk, statement.start, claim, statement))
    pairs: Pairs = []
    taken: set[int] = set()
    used: set[int] = set()
    for _likeness, pk, start, claim, statement in sorted(candidates, key=lambda c: c[:3]):
        if pk not in taken and start not in used:
            pairs.append((claim, statement))
            taken.add(pk)
            used.add(start)
    return pairs, [s for s in found if s.start not in used], [c for c in claims if c.pk not in taken]


def _worth_comparing(words: Sequence[str], holding: Mapping[str, Set[int]]) -> set[int]:
    """The statements that can be alike at all, found by the rarest words; comparing each with each takes minutes.

    With two wordings of n and m words, alike means that ALIKE / 2 * (n + m) words are common; these are m at most,
    so m is ALIKE / (2 - ALIKE) * n at least, and so many words of the n are common. Of any more than the rest of
    the n, one is.
    """
    missing = len(words) * (1 - ALIKE / (2 - ALIKE))
    rarest = sorted(words, key=lambda word: len(holding.get(word, ())))[: int(missing + 1e-9) + 1]
    return {at for word in rarest for at in holding.get(word, ())}


def _nearest(text: str, claim: Claim) -> int:
    """Where the quote of a claim marked by hand stands: with its old context if it can, else nearest to its old place."""
    places = []
    at = text.find(claim.quote)
    while at >= 0:
        context = text[max(0, at - AROUND) : at].endswith(claim.prefix[-12:])
        places.append((not context, abs(at - claim.start), at))
        at = text.find(claim.quote, at + 1)
    return min(places)[2]


def _move(claim: Claim, revision: Revision, start: int, *, at: datetime) -> None:
    """Same words at another place: offsets of the claim and its facts follow."""
    by = start - claim.start
    Claim.objects.filter(pk=claim.pk).update(
        revision=revision,
        start=start,
        end=start + len(claim.quote),
        prefix=revision.text[max(0, start - AROUND) : start],
        suffix=revision.text[start + len(claim.quote) : start + len(claim.quote) + AROUND],
    )
    if by:
        Fact.objects.filter(claim=claim).update(start=F("start") + by, end=F("end") + by)
    if claim.status == Status.GONE:
        claim.refresh_from_db()
        lifecycle.perform(claim, Action.REAPPEAR, by=None, at=at)


def _touch(claim: Claim, revision: Revision, statement: Statement, *, at: datetime) -> None:
    """Nearly the same words: the claim keeps its number, owner and evidence, and says that its text has changed."""
    before = {"quote": claim.quote}
    place(claim, statement, revision, at=at)
    claim.text_changed_at = at
    claim.version += 1
    claim.save()
    claim.facts.all().delete()
    Fact.objects.bulk_create(facts_of(claim, statement))
    history.record(Action.MOVE, by=None, at=at, claim=claim, before=before, after={"quote": claim.quote})
