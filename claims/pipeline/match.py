"""Step 4: which earlier claims say the same, nearly the same or the contrary. A verdict is carried over by people only."""

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from claims.choices import Action, Decision, Gap, Relation, Stage
from claims.models import Article, Claim, Event, Match
from claims.models.claim import ClaimQuerySet
from claims.pipeline import earlier, elsewhere
from claims.pipeline.clean import newest
from claims.pipeline.lease import Lease
from claims.text.encoders import encoders
from claims.text.matching.finding import Finder
from claims.text.matching.guard import Difference, Said, differences
from claims.text.matching.matcher import VERSION, Matched, match, within_story
from claims.text.matching.store import Failure

log = logging.getLogger(__name__)

SAME_WORDS = "fingerprint/1"
READ = 200  # older claims of other articles in the same words that are read
MOST = 10  # earlier claims in the same words proposed per claim, the newest ones
SHOWN = 5  # earlier checks proposed per claim
_STORIES = 5  # earlier articles that are read as reports of the same story, those with the most pairs
_OF_A_STORY = 200  # their checked claims that are read
_AT_ONCE = 25  # claims compared before the next sign of life
_INLINE = 200  # checked claims that a step takes into the index before it compares; the clock does the rest
_CLOCK = 1000  # those of one round of the clock
_AGAIN = 20  # articles compared again in one round
_OPEN_FOR = timedelta(days=14)  # how long a claim without a decision is told of new checks
_OPEN_AT_MOST = 5000
_NEWS = 50  # new checks compared with open claims in one round


def run(article: Article, lease: Lease) -> None:
    """Every claim has its proposals: earlier checks near it, and claims of other articles in the same words.

    What people have decided on stays. When the index of earlier checks is not whole or cannot be used the
    article says so, and the clock compares it again.
    """
    claims = list(_claims_of(article))
    try:
        index: Finder | None = earlier.finder()
        gap = _catch_up(index)
    except earlier.Unusable as error:
        log.error("article %s is compared without the index of earlier checks: %s", article.pk, error)
        index, gap = None, Gap.UNUSABLE
    stories = Counter[int]()
    for at in range(0, len(claims), _AT_ONCE):
        some = claims[at : at + _AT_ONCE]
        try:
            proposals = _proposals(article, some, index, stories, at=lease.now())
        except earlier.Unusable as error:
            log.error("article %s is compared without the index of earlier checks: %s", article.pk, error)
            index, gap = None, Gap.UNUSABLE
            proposals = _proposals(article, some, index, at=lease.now())
        with lease.writing(done=at + len(some), total=len(claims)):
            _keep(some, proposals)
    with lease.writing(done=len(claims), total=len(claims)):
        Article.objects.filter(pk=article.pk).update(comparison_gap=gap)
    _remember_open(claims)


def _claims_of(article: Article) -> Iterable[Claim]:
    return Claim.objects.filter(revision=newest(article)).standing().prefetch_related("facts").in_text_order()


def method() -> str:
    """The matcher and its models, as each proposal names them."""
    return " ".join([f"facts/{VERSION}", *(e.id for e in encoders(settings.MATCHING_CONFIGURATION))])[:80]


def warm() -> None:
    """All models of the configuration stand in memory: called in each child of a worker, never before the fork."""
    encoders(settings.MATCHING_CONFIGURATION)


# -- Comparing --------------------------------------------------------------------------------------


def _catch_up(index: Finder | None) -> Gap | str:
    if index is None:
        return Gap.UNUSABLE
    try:
        return "" if earlier.catch_up(index, most=_INLINE) else Gap.BUILDING
    except Failure as error:
        raise earlier.give_up(index, error) from error


def _proposals(
    article: Article,
    claims: Sequence[Claim],
    index: Finder | None,
    stories: Counter[int] | None = None,
    *,
    at: datetime,
) -> list[Match]:
    """The earlier checks near the claims and the claims in the same words, not saved.

    `stories` counts the earlier claims by which articles tell the same story; what is found is added.
    """
    said = [earlier.said_by(claim) for claim in claims]
    found: dict[tuple[int, int], Match] = {}
    stories = Counter[int]() if stories is None else stories
    for claim, near in zip(claims, _near(article, said, index), strict=True):
        for matched in near:
            found[claim.pk, matched.id] = _proposal(claim, matched, at=at)
            if matched.is_story:
                stories[matched.id] += 1
    for claim, matched in _within_stories(claims, said, stories):
        found.setdefault((claim.pk, matched.id), _proposal(claim, matched, at=at))
    for proposal in _same_words(article, dict(zip(claims, said, strict=True)), at=at):
        found.setdefault((proposal.claim_id, proposal.earlier_id), proposal)
    return list(found.values())


def _within_stories(
    claims: Sequence[Claim], said: Sequence[Said], stories: Counter[int]
) -> Iterator[tuple[Claim, Matched]]:
    """Other counts of the same thing in checked claims of the articles that report the same story."""
    if not stories:
        return
    homes = Counter[int]()
    for pk, article in Claim.objects.filter(pk__in=stories).values_list("pk", "article_id"):
        homes[article] += stories[pk]
    near = earlier.checked().filter(article_id__in=[article for article, _ in homes.most_common(_STORIES)])
    others = earlier.read(near.order_by("-pk").values_list("pk", flat=True)[:_OF_A_STORY], earlier.checked())
    for claim, here in zip(claims, said, strict=True):
        for pk, there in others.items():
            if matched := within_story(here, there, pk=pk):
                yield claim, matched


def _near(article: Article, said: Sequence[Said], index: Finder | None) -> Sequence[Sequence[Matched]]:
    if index is None or not said:
        return [[] for _ in said]
    others = earlier.checked().exclude(article=article)
    try:
        found = match(said, finder=index, reading=lambda ids: earlier.read(ids, others), limit=2 * SHOWN)
    except Failure as error:
        raise earlier.give_up(index, error) from error
    return [near[:SHOWN] for near in found]


def _proposal(claim: Claim, matched: Matched, *, at: datetime) -> Match:
    return Match(
        claim=claim,
        earlier_id=matched.id,
        relation=Relation(matched.relation),
        score=matched.score,
        differences=_plain(matched.differences),
        method=method(),
        found_at=at,
    )


def _plain(found: Iterable[Difference], *, turned: bool = False) -> list[dict[str, str]]:
    return [
        {"type": d.type, "here": d.there if turned else d.here, "there": d.here if turned else d.there}
        for d in found
    ]


def _same_words(article: Article, claims: Mapping[Claim, Said], *, at: datetime) -> list[Match]:
    """Older claims of other articles in the same words, checked or not; "on Tuesday" may be another Tuesday."""
    same: dict[str, list[Claim]] = defaultdict(list)
    prints = {claim.fingerprint for claim in claims if claim.fingerprint}
    youngest = max((claim.pk for claim in claims), default=0)
    others = _newest_of_each(prints).filter(pk__lt=youngest).exclude(article=article)
    for other in others.order_by("-pk").prefetch_related("facts"):
        same[other.fingerprint].append(other)
    proposals = []
    for claim, said in claims.items():
        for other in [o for o in same[claim.fingerprint] if claim.fingerprint and o.pk < claim.pk][:MOST]:
            told = [d for d in differences(said, earlier.said_by(other)) if d.type in {"date", "number"}]
            proposals.append(
                Match(
                    claim=claim,
                    earlier=other,
                    relation=Relation.RELATED if told else Relation.SAME,
                    score=1.0,
                    differences=_plain(told),
                    method=SAME_WORDS,
                    found_at=at,
                )
            )
    return proposals


def _newest_of_each(prints: Collection[str]) -> ClaimQuerySet:
    """The newest claims in each of these words, of those that further filters leave.

    A sentence that stands under every article is not read a thousand times.
    """
    place = Window(RowNumber(), partition_by=F("fingerprint"), order_by=F("pk").desc())
    newest: ClaimQuerySet = (
        Claim.objects.filter(fingerprint__in=prints).annotate(place=place).filter(place__lte=READ)
    )
    return newest


def _keep(claims: Sequence[Claim], proposals: Sequence[Match]) -> None:
    """The proposals stand in place of those that nobody has decided on."""
    rows = Match.objects.filter(claim__in=claims)
    decided = set(rows.exclude(decision=Decision.OPEN).values_list("claim_id", "earlier_id"))
    wanted = {(p.claim_id, p.earlier_id): p for p in proposals if (p.claim_id, p.earlier_id) not in decided}
    gone = [
        pk
        for pk, claim, other in rows.filter(decision=Decision.OPEN).values_list(
            "pk", "claim_id", "earlier_id"
        )
        if (claim, other) not in wanted
    ]
    Match.objects.filter(pk__in=gone, decision=Decision.OPEN).delete()
    Match.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["claim", "earlier"],
        update_fields=["relation", "score", "differences", "method"],
    )


# -- By the clock -----------------------------------------------------------------------------------


def look_again(at: datetime) -> int:
    """One round of the clock: the index has come further, new checks have met open claims, articles that were
    compared with half an index are compared with the whole one. Answers how many articles.
    """
    try:
        index = earlier.finder()
        whole = earlier.catch_up(index, most=_CLOCK, ahead=True)
        if not whole:
            return 0
        _tell_open(index, at=at)
        articles = (
            Article.objects.filter(stage=Stage.READY).exclude(comparison_gap="").order_by("pk")[:_AGAIN]
        )
        for article in articles:
            _again(article, index)
        return len(articles)
    except earlier.Unusable as error:
        log.error("the index of earlier checks cannot be used: %s", error)
    except Failure as error:
        log.error("the index of earlier checks has failed: %s", earlier.give_up(index, error))
    return 0


def _again(article: Article, index: Finder) -> None:
    claims = list(_claims_of(article))
    proposals = _proposals(article, claims, index, at=timezone.now())
    with transaction.atomic():
        _keep(claims, proposals)
        Article.objects.filter(pk=article.pk, stage=Stage.READY).update(comparison_gap="")


def _remember_open(claims: Sequence[Claim]) -> None:
    """The claims stand in the index of open ones, where later checks look for them; it may fail."""
    try:
        index = earlier.finder("open")
        earlier.take_in(index, [claim.pk for claim in claims], any_status=True)
    except (earlier.Unusable, Failure) as error:
        log.warning("new checks will not be compared with these claims: %s", error)


def _tell_open(index: Finder, *, at: datetime) -> None:
    """Checks decided since the last round are proposed to the open claims near them, whose holders are told."""
    state = earlier.state_of(index)
    news = Event.objects.filter(pk__gt=state.told, pk__lte=state.event, claim__isnull=False)
    news = news.filter(action__in=(*earlier.DECIDING, Action.RETRACT)).select_related("claim", "actor")
    rows = list(news.order_by("pk")[:_NEWS])
    if checks := list(earlier.checked().filter(pk__in={event.claim_id for event in rows})):
        _meet(checks, at=at)
    with transaction.atomic():
        elsewhere.tell_holders(rows)
    told = state.event if len(rows) < _NEWS else rows[-1].pk
    if told > state.told:
        earlier.write_state(index, earlier.State(state.event, state.hash, state.built, told))


def _meet(checks: Iterable[Claim], *, at: datetime) -> None:
    checks = list(Claim.objects.filter(pk__in=[c.pk for c in checks]).prefetch_related("facts"))
    opened = earlier.finder("open")
    _fill_open(opened, at=at)
    waiting = Claim.objects.undecided().filter(found_at__gte=at - _OPEN_FOR)
    found = match(
        [earlier.said_by(check) for check in checks],
        finder=opened,
        reading=lambda ids: earlier.read(ids, waiting),
        limit=4 * SHOWN,
    )
    articles = dict(
        Claim.objects.filter(pk__in={m.id for near in found for m in near}).values_list("pk", "article_id")
    )
    proposals = [
        Match(
            claim_id=matched.id,
            earlier=check,
            relation=Relation(matched.relation),
            score=matched.score,
            differences=_plain(matched.differences, turned=True),
            method=method(),
            found_at=at,
        )
        for check, near in zip(checks, found, strict=True)
        for matched in near
        if articles.get(matched.id) not in (None, check.article_id)
    ]
    Match.objects.bulk_create(proposals, ignore_conflicts=True)


def _fill_open(index: Finder, *, at: datetime) -> None:
    """An index of open claims that was lost holds the latest ones again, one that has grown long begins anew."""
    if 0 < len(index.store) <= 4 * _OPEN_AT_MOST:
        return
    waiting = Claim.objects.undecided().filter(found_at__gte=at - _OPEN_FOR).order_by("-pk")
    with index.store.writing():
        index.store.clear()
    earlier.take_in(index, list(waiting.values_list("pk", flat=True)[:_OPEN_AT_MOST]), any_status=True)
