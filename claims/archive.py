"""The archive of published checks: what readers can search, and the years, desks and ratings that occur in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from claims import search
from claims.models import Desk, Rating, Verdict
from claims.models.verdict import VerdictQuerySet


@dataclass(frozen=True, slots=True)
class ArchiveFilters:
    """What the archive is narrowed to; an empty field narrows nothing."""

    q: str = ""
    rating: str = ""  # key, as it was when the check went out
    desk: str = ""  # key
    year: int = 0


def published(filters: ArchiveFilters) -> QuerySet[Verdict]:
    """The published checks that hold and that the filters leave, unordered.

    Words are looked for in what went out, not in rows that may have changed since; all of them have to occur, in
    any of their forms.
    """
    found: QuerySet[Verdict] = standing().select_related("corrects")
    if filters.q:
        found = search.checks_matching(found, filters.q)
    if filters.rating:
        found = found.filter(rating__key=filters.rating)
    if filters.desk:
        own = Q(claim__desk__key=filters.desk)
        found = found.filter(own | Q(claim__desk=None, claim__article__desk__key=filters.desk))
    if filters.year:
        found = found.filter(published_at__year=filters.year)
    return found


def standing() -> VerdictQuerySet:
    """The checks that are published and hold."""
    return Verdict.objects.standing().exclude(published_as={})


@dataclass(frozen=True, slots=True)
class Facets:
    """What one can choose from."""

    ratings: Sequence[Rating]
    desks: Sequence[Desk]
    years: Sequence[int]


STORE = "counts"  # of CACHES
FRESH = 300  # seconds: a new year, desk or rating may be offered a little later


def facets() -> Facets:
    """The ratings, desks and years that occur among the published checks; three queries every FRESH seconds."""
    key = f"archive:{timezone.get_current_timezone_name()}"  # a year ends with its midnight
    found: Facets | None = caches[STORE].get(key)
    if found is None:
        found = _facets()
        caches[STORE].set(key, found, FRESH)
    return found


def _facets() -> Facets:
    given = Verdict.objects.public().order_by()
    ratings = Rating.objects.filter(Exists(given.filter(rating=OuterRef("pk")))).order_by("order", "pk")
    own = given.filter(claim__desk=OuterRef("pk"))
    of_article = given.filter(claim__desk=None, claim__article__desk=OuterRef("pk"))
    desks = Desk.objects.filter(Exists(own) | Exists(of_article))
    years = given.annotate(year=ExtractYear("published_at")).values_list("year", flat=True).distinct()
    by_key = {rating.key: rating for rating in ratings}
    return Facets(tuple(by_key.values()), tuple(desks), tuple(sorted(years, reverse=True)))


def newest(number: int) -> list[Verdict]:
    """The checks that went out last, for a feed; corrections among them, without those retracted."""
    return list(standing().order_by("-published_at", "-pk")[:number])


def last_change() -> datetime | None:
    """When something was last published or retracted; None when nothing ever was."""
    published = Verdict.objects.public().order_by("-published_at").values_list("published_at", flat=True)
    retracted = Verdict.objects.filter(retracted_at__isnull=False).order_by("-retracted_at")
    times = [published.first(), retracted.values_list("retracted_at", flat=True).first()]
    return max((at for at in times if at), default=None)
