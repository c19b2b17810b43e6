"""Rows for tests: the smallest true row of each noun, every field open to the test."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from claims.choices import ArticleRole, FactType, Kind, Priority, Relation, Stage, Status
from claims.models import Article, Claim, Desk, Fact, Grant, Hint, Match, Outlet, Passage, Revision, User

PASSWORD = "korrektur-Fahne-42"
TEXT = (
    "Stadtwerke erhöhen den Fernwärmepreis\n\n"
    "Der Preis steigt um 9,4 Prozent auf 118 Euro je Megawattstunde. "
    "Rund 21.000 Haushalte sind betroffen. "
    "„Wir haben keine Wahl“, sagte Werkleiterin Inga Moritz am Dienstag. "
    "Es ist die dritte Erhöhung seit 2023.\n\n"
    "Der Stadtrat stimmt am 4. Dezember ab."
)


class DeskFactory(DjangoModelFactory[Desk]):
    """A desk."""

    class Meta:
        model = Desk
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"desk-{n}")
    name_de = factory.LazyAttribute(lambda desk: f"Ressort {desk.key}")
    name_en = factory.LazyAttribute(lambda desk: f"Desk {desk.key}")


class OutletFactory(DjangoModelFactory[Outlet]):
    """An outlet."""

    class Meta:
        model = Outlet
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"outlet-{n}")
    name = factory.LazyAttribute(lambda outlet: f"Blatt {outlet.key}")


class UserFactory(DjangoModelFactory[User]):
    """A person; `roles=["editor"]` and `desks=[desk]` grant what they say, `password=` sets another one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    display_name = factory.LazyAttribute(lambda user: f"Person {user.username}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)
    language = "de"

    @factory.post_generation
    def roles(self: Any, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        """One grant per role."""
        if create:
            for role in extracted or ():
                Grant.objects.create(person=self, role=role)

    @factory.post_generation
    def desks(self: Any, create: bool, extracted: list[Desk] | None, **kwargs: Any) -> None:
        """The person belongs to these desks."""
        if create and extracted:
            self.desks.set(extracted)


class ArticleFactory(DjangoModelFactory[Article]):
    """An article that the machine is through with; it has no revision yet."""

    class Meta:
        model = Article

    outlet = factory.SubFactory(OutletFactory)
    desk = factory.SubFactory(DeskFactory)
    identity = factory.Sequence(lambda n: f"test:{n}")
    title = factory.Sequence(lambda n: f"Stadtwerke erhöhen den Fernwärmepreis ({n})")
    language = "de"
    received_at = factory.LazyFunction(timezone.now)
    stage = Stage.READY
    stage_since = factory.LazyAttribute(lambda article: article.received_at)
    failed_stage = factory.LazyAttribute(lambda article: Stage.SPLIT if article.stage == Stage.FAILED else "")


class RevisionFactory(DjangoModelFactory[Revision]):
    """A revision of an article, the next in its row."""

    class Meta:
        model = Revision

    article = factory.SubFactory(ArticleFactory)
    number = factory.LazyAttribute(
        lambda revision: Revision.objects.filter(article=revision.article).count() + 1
    )
    title = factory.LazyAttribute(lambda revision: revision.article.title)
    text = TEXT
    digest = factory.LazyAttribute(lambda revision: hashlib.sha256(revision.text.encode()).hexdigest())
    received_at = factory.LazyAttribute(lambda revision: revision.article.received_at)


class PassageFactory(DjangoModelFactory[Passage]):
    """A block of the revision: `quote=` finds its place, otherwise it is the whole text."""

    class Meta:
        model = Passage

    class Params:
        quote = ""

    revision = factory.SubFactory(RevisionFactory)
    position = factory.LazyAttribute(
        lambda passage: Passage.objects.filter(revision=passage.revision).count()
    )
    start = factory.LazyAttribute(
        lambda passage: passage.revision.text.index(passage.quote) if passage.quote else 0
    )
    end = factory.LazyAttribute(
        lambda passage: passage.start + len(passage.quote) if passage.quote else len(passage.revision.text)
    )
    role = "body"
    sentences = factory.LazyAttribute(
        lambda passage: [] if passage.furniture else [[passage.start, passage.end]]
    )
    furniture = ""


def _next_quote(claim: Any) -> str:
    """The first sentence of the revision that no claim of it quotes yet."""
    taken = set(Claim.objects.filter(revision=claim.revision).values_list("start", flat=True))
    text, at = claim.revision.text, 0
    for piece in text.replace("\n", ".").split("."):
        start = at + len(piece) - len(piece.lstrip())
        if piece.strip() and start not in taken:
            return piece.strip()
        at += len(piece) + 1
    raise AssertionError("the text has no sentence left that is not a claim yet")


class ClaimFactory(DjangoModelFactory[Claim]):
    """A claim of a revision: `quote=` must stand in its text, or the next free sentence is taken."""

    class Meta:
        model = Claim

    revision = factory.SubFactory(RevisionFactory)
    article = factory.LazyAttribute(lambda claim: claim.revision.article)
    number = factory.LazyAttribute(lambda claim: Claim.objects.filter(article=claim.article).count() + 1)
    quote = factory.LazyAttribute(_next_quote)
    start = factory.LazyAttribute(lambda claim: claim.revision.text.index(claim.quote))
    end = factory.LazyAttribute(lambda claim: claim.start + len(claim.quote))
    role = ArticleRole.BODY
    kind = Kind.EVENT
    language = factory.LazyAttribute(lambda claim: claim.article.language or "de")
    desk = factory.LazyAttribute(lambda claim: claim.article.desk)
    status = Status.NEW
    priority = Priority.NORMAL
    found_at = factory.LazyFunction(timezone.now)
    changed_at = factory.LazyAttribute(lambda claim: claim.found_at)


class FactFactory(DjangoModelFactory[Fact]):
    """A part of a claim: `quote=` must stand in the claim's quote; by default its first word."""

    class Meta:
        model = Fact

    claim = factory.SubFactory(ClaimFactory)
    position = factory.LazyAttribute(lambda fact: Fact.objects.filter(claim=fact.claim).count())
    type = FactType.OTHER
    quote = factory.LazyAttribute(lambda fact: fact.claim.quote.split()[0])
    start = factory.LazyAttribute(lambda fact: fact.claim.start + fact.claim.quote.index(fact.quote))
    end = factory.LazyAttribute(lambda fact: fact.start + len(fact.quote))


class MatchFactory(DjangoModelFactory[Match]):
    """The claim says the same as the earlier one."""

    class Meta:
        model = Match

    claim = factory.SubFactory(ClaimFactory)
    earlier = factory.SubFactory(ClaimFactory)
    relation = Relation.SAME
    score = 0.9
    method = "test"
    found_at = factory.LazyFunction(timezone.now)


class HintFactory(DjangoModelFactory[Hint]):
    """A weekday in the claim does not fit its date."""

    class Meta:
        model = Hint

    claim = factory.SubFactory(ClaimFactory)
    position = factory.LazyAttribute(lambda hint: Hint.objects.filter(claim=hint.claim).count())
    kind = "weekday"
    spans = factory.LazyAttribute(lambda hint: [[hint.claim.start, hint.claim.end]])
    params = {"quote": "Mittwoch, 5. November 2024", "date": "2024-11-05"}


def in_hours(hours: float) -> datetime:
    """The time that many hours from now."""
    return timezone.now() + timedelta(hours=hours)
