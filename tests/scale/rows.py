"""A newsroom after years of work: any number of claims, spread over statuses, desks, people and days as work spreads them."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from claims.choices import ArticleRole, FactType, Kind, Priority, Role, Stage, Status
from claims.models import (
    Article,
    CheckText,
    Claim,
    Desk,
    Event,
    Evidence,
    Fact,
    Outlet,
    Rating,
    Reason,
    Revision,
    SearchText,
    Source,
    User,
    Verdict,
)
from claims.text.search import fold, index_text
from tests.factories import DeskFactory, OutletFactory, UserFactory
from tests.workflow.factories import RatingFactory, ReasonFactory, SourceFactory

PER_ARTICLE = 30
BATCH = 6_000  # claims written by hand: 200 articles
DAYS = 700
PERSON = "scale"
PEOPLE, DESKS, OUTLETS, SOURCES = 24, 8, 6, 400
HOUR = timedelta(hours=1)

# Of a hundred claims: most were set aside long ago, a backlog that nobody will ever take is open, few are in hand.
SPREAD = {
    Status.NEW: 18.0, Status.QUEUED: 3.0, Status.ASSIGNED: 1.0, Status.CHECKING: 0.6, Status.IN_REVIEW: 0.2,
    Status.APPROVED: 0.6, Status.PUBLISHED: 12.0, Status.DISMISSED: 50.0, Status.ANSWERED: 4.0,
    Status.NOT_CHECKABLE: 5.0, Status.GONE: 5.6,
}  # fmt: skip
PLACES = (
    "Falkenrode",
    "Mittelau",
    "Osterfeld",
    "Lindhagen",
    "Bruchweiler",
    "Auental",
    "Köln",
    "Graz",
    "Zürich",
    "Jena",
)
SAID = (
    "die Kämmerin",
    "der Werkleiter",
    "das Landesamt",
    "die Ministerin",
    "der Verband",
    "eine Sprecherin",
    "die Polizei",
)
THINGS = (
    ("Der Preis für Fernwärme", "stieg um"), ("Die Zahl der Schulen", "sank um"), ("Der Umsatz der Stadtwerke", "wuchs um"),
    ("Die Miete im Umland", "fiel um"), ("Der Haushalt der Stadt", "schrumpfte um"), ("Die Zahl der Krankenhäuser", "stieg um"),
    ("Der Verbrauch von Trinkwasser", "sank um"), ("Die Zahl der Verkehrstoten", "stieg um"),
    ("Die Förderung für Radwege", "wuchs um"), ("Der Anteil erneuerbarer Energien", "stieg um"),
)  # fmt: skip

MADE: tuple[Any, ...] = (
    Article,
    Revision,
    Claim,
    SearchText,
    Fact,
    Verdict,
    CheckText,
    Evidence,
    Event,
)  # in this order


@dataclass
class Cast:
    """Who and what the rows point at."""

    person: User
    people: list[User]
    desks: list[Desk]
    outlets: list[Outlet]
    ratings: list[Rating]
    reason: Reason
    sources: list[Source]
    told: dict[str, str] = field(default_factory=dict)  # search text by sentence, without its figure


def newsroom(number: int) -> tuple[User, int, bool]:
    """So many claims with what hangs on them are in the database, unless one has been filled before.

    Answers a person of every role but admin, how many claims there are, and whether they are new.
    """
    if there := Claim.objects.count():
        return User.objects.get(username=PERSON), there, False
    cast, chance, now = _cast(), random.Random(4), timezone.now()  # the same rows each time
    written = _batch(cast, chance, min(BATCH, number), now)
    with connection.cursor() as cursor:
        for copy in range(1, number // written):
            _copied(cursor, copy, written)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    return cast.person, Claim.objects.count(), True


def _copied(cursor: Any, copy: int, written: int) -> None:
    """The rows of the batch stand there once more, with other keys: the database does in a second what takes us a minute."""
    step = 10 * written  # more than any of the tables holds of one batch
    quoted = connection.ops.quote_name
    for model in MADE:
        columns: dict[str, str] = {}
        for one in model._meta.concrete_fields:
            if one.generated or one.column is None:
                continue
            name = quoted(one.column)
            made = one.related_model in MADE or (one.primary_key and not one.is_relation)
            columns[name] = f"{name} + {copy * step}" if made else name
            if one.column == "identity":
                columns[name] = f"{name} || '-{copy}'"
        chosen = f"SELECT {', '.join(columns.values())} FROM {quoted(model._meta.db_table)}"
        pk = quoted(str(model._meta.pk.column))
        into = f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(columns)})"
        cursor.execute(f"{into} {chosen} WHERE {pk} <= {step}")


def _cast() -> Cast:
    desks = [DeskFactory(key=f"ressort-{n}") for n in range(DESKS)]
    roles = [Role.CHECKER, Role.REVIEWER, Role.EDITOR]
    person = UserFactory(username=PERSON, roles=roles, desks=desks[:2])
    people = [person, *(UserFactory(username=f"p{n}", roles=roles[:2]) for n in range(PEOPLE - 1))]
    worded = (
        ("true", "ok", 5),
        ("partly", "partly", 3),
        ("false", "false", 1),
        ("unproven", "unproven", None),
    )
    ratings = [
        RatingFactory(key=key, label_de=key, label_en=key, colour=colour, claimreview_value=value, order=n)
        for n, (key, colour, value) in enumerate(worded)
    ]
    outlets = [OutletFactory(key=f"blatt-{n}", name=f"Blatt {n}") for n in range(OUTLETS)]
    sources = [
        SourceFactory(title=f"Quelle {n}", publisher="Statistisches Landesamt") for n in range(SOURCES)
    ]
    return Cast(person, people, desks, outlets, ratings, ReasonFactory(), sources)


def _batch(cast: Cast, chance: random.Random, number: int, now: datetime) -> int:
    articles, revisions = _articles(cast, chance, max(1, number // PER_ARTICLE), now)
    claims = [
        claim for pair in zip(articles, revisions, strict=True) for claim in _claims(cast, chance, *pair, now)
    ]
    Claim.objects.bulk_create(claims, batch_size=2_000)
    texts = (SearchText(claim=claim, text=_search_text(cast, claim)) for claim in claims)
    SearchText.objects.bulk_create(texts, batch_size=2_000)
    facts = [
        Fact(claim=claim, position=0, type=FactType.NUMBER, start=claim.start, end=claim.start + 3, quote=claim.quote[:3])
        for claim in claims[::10]
    ]  # fmt: skip
    Fact.objects.bulk_create(facts, batch_size=2_000)
    checked = [c for c in claims if c.status in {Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED}]
    verdicts = [_verdict(cast, chance, c, now) for c in checked]
    Verdict.objects.bulk_create(verdicts, batch_size=2_000)
    out = [verdict for verdict in verdicts if verdict.published_as]
    checks = (CheckText(verdict=v, text=f"{_search_text(cast, v.claim)} {fold(v.rationale)}") for v in out)
    CheckText.objects.bulk_create(checks, batch_size=2_000)
    cited = [_evidence(cast, chance, c) for c in checked for _ in range(2)]
    Evidence.objects.bulk_create(cited, batch_size=2_000)
    Event.objects.bulk_create(list(_events(cast, chance, articles, claims, now)), batch_size=2_000)
    return len(claims)


def _articles(
    cast: Cast, chance: random.Random, number: int, now: datetime
) -> tuple[list[Article], list[Revision]]:
    """Newer ones more often than older ones; their revisions hold the sentences that the claims quote."""
    articles = []
    for n in range(number):
        at = now - timedelta(days=DAYS * chance.random() ** 1.5, minutes=n)
        title = f"{chance.choice(THINGS)[0]} in {chance.choice(PLACES)}: was sich {at.year} ändert"
        articles.append(
            Article(
                outlet=chance.choice(cast.outlets), desk=chance.choice(cast.desks), title=title, language="de",
                identity=f"bench:{chance.getrandbits(64):x}", received_at=at, stage=Stage.READY, stage_since=at,
            )
        )  # fmt: skip
    Article.objects.bulk_create(articles, batch_size=2_000)
    revisions = []
    for article in articles:
        text = "\n\n".join(_sentence(chance) for _ in range(PER_ARTICLE))
        digest = hashlib.sha256(text.encode()).hexdigest()
        revisions.append(
            Revision(article=article, number=1, title=article.title, text=text, digest=digest, received_at=article.received_at)
        )  # fmt: skip
    Revision.objects.bulk_create(revisions, batch_size=2_000)
    return articles, revisions


def _sentence(chance: random.Random) -> str:
    thing, did = chance.choice(THINGS)
    figure = f"{chance.randint(1, 9_999)},{chance.randint(0, 9)}"
    return f"{thing} in {chance.choice(PLACES)} {did} {figure} Prozent, sagte {chance.choice(SAID)}."


def _claims(
    cast: Cast, chance: random.Random, article: Article, revision: Revision, now: datetime
) -> Iterator[Claim]:
    statuses, weights = list(SPREAD), list(SPREAD.values())
    start = 0
    for number, quote in enumerate(revision.text.split("\n\n"), start=1):
        status = chance.choices(statuses, weights)[0]
        held = status in {
            Status.ASSIGNED,
            Status.CHECKING,
            Status.IN_REVIEW,
            Status.APPROVED,
            Status.PUBLISHED,
        }
        due = None
        if chance.random() < 0.3:
            base = (
                now if status in {Status.ASSIGNED, Status.CHECKING, Status.IN_REVIEW} else article.received_at
            )
            due = base + HOUR * chance.randint(-30, 200)
        changed = chance.random() < 0.002 and status in {Status.APPROVED, Status.PUBLISHED}
        yield Claim(
            article=article, revision=revision, number=number, start=start, end=start + len(quote), quote=quote,
            role=ArticleRole.BODY, kind=chance.choice(Kind.values), language="de", desk=article.desk, status=status,
            claimant=quote.rsplit("sagte ", 1)[1].rstrip("."), check_worthiness=round(chance.random(), 4),
            priority=chance.choices(Priority.values, (1, 20, 4))[0], due_at=due,
            reason=cast.reason if status == Status.NOT_CHECKABLE else None,
            assignee=chance.choice(cast.people) if held else None,
            text_changed_at=now if changed else None,
            found_at=article.received_at, changed_at=article.received_at,
        )  # fmt: skip
        start += len(quote) + 2


def _search_text(cast: Cast, claim: Claim) -> str:
    """As claims.search writes it; the lemmas of each sentence are looked up once, whatever its figure is."""
    figure = next(word for word in claim.quote.split() if word[0].isdigit())
    words = claim.quote.replace(figure, "7")
    if words not in cast.told:
        cast.told[words] = index_text((words, "", claim.claimant, ""), language="de")
    title = (
        claim.article.title.lower().replace(":", "").replace("ä", "ae").replace("ü", "ue").replace("ö", "oe")
    )
    return f"{cast.told[words]} {figure.replace(',', ' ')} {title}"


def _verdict(cast: Cast, chance: random.Random, claim: Claim, now: datetime) -> Verdict:
    drafter = chance.choice(cast.people)
    reviewer = next(person for person in cast.people if person != drafter)
    submitted = min(now, claim.found_at + HOUR * chance.randint(1, 40))
    decided = claim.status != Status.IN_REVIEW
    out = claim.status == Status.PUBLISHED
    rating = chance.choice(cast.ratings)
    return Verdict(
        claim=claim, number=1, rating=rating, rationale="Die Statistik des Landesamtes nennt eine andere Zahl.",
        drafted_by=drafter, drafted_at=submitted, submitted_at=submitted,
        reviewed_by=reviewer if decided else None, reviewed_at=submitted if decided else None,
        published_by=reviewer if out else None, published_at=submitted if out else None,
        published_as=_told(claim, rating) if out else {},
    )  # fmt: skip


def _told(claim: Claim, rating: Rating) -> dict[str, Any]:
    """In the shape of workflow.publication.frozen."""
    said = {"number": claim.number, "quote": claim.quote, "wording": "", "claimant": claim.claimant}
    rated = {
        "key": rating.key,
        "label_de": rating.label_de,
        "label_en": rating.label_en,
        "colour": rating.colour,
    }
    return {
        "claim": {**said, "language": "de", "revision": 1},
        "article": {
            "title": claim.article.title, "url": "", "author": "", "outlet": claim.article.outlet.name, "published_at": None,
        },
        "rating": {**rated, "mark": rating.mark, "value": rating.claimreview_value, "worst": 1, "best": 5},
        "rationale": "Die Statistik des Landesamtes nennt eine andere Zahl.",
        "proposed_wording": "", "correction_note": "", "evidence": [],
    }  # fmt: skip


def _evidence(cast: Cast, chance: random.Random, claim: Claim) -> Evidence:
    return Evidence(
        claim=claim, source=chance.choice(cast.sources), stance="supports", is_primary=chance.random() < 0.4,
        found_by=claim.assignee, found_at=claim.found_at + HOUR,
    )  # fmt: skip


def _events(
    cast: Cast, chance: random.Random, articles: Sequence[Article], claims: Sequence[Claim], now: datetime
) -> Iterator[Event]:
    for article in articles:
        for action, seconds in (("submit_article", 0), ("split_article", chance.randint(1, 30))):
            at = article.received_at + timedelta(seconds=seconds)
            yield Event(at=at, actor_name="Factcheck", action=action, article=article)
    decisions = {
        Status.APPROVED: "approve", Status.PUBLISHED: "approve", Status.DISMISSED: "dismiss",
        Status.ANSWERED: "answer", Status.NOT_CHECKABLE: "rule_out",
    }  # fmt: skip
    for claim in claims:
        if action := decisions.get(claim.status):
            at = min(now, claim.found_at + HOUR * chance.randint(1, 60))
            person = chance.choice(cast.people)
            yield Event(
                at=at,
                actor=person,
                actor_name=person.name,
                action=action,
                article_id=claim.article_id,
                claim=claim,
            )
