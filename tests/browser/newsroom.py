"""A small newsroom in which every state of the pages occurs; also what the pictures in the README show."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from claims.choices import ArticleRole, FactState, FactType, Kind, Relation, Stage, Status
from claims.models import Article, Claim, Reason, Revision, User
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DeskFactory,
    FactFactory,
    MatchFactory,
    OutletFactory,
    PassageFactory,
    RevisionFactory,
    UserFactory,
    in_hours,
)

TEXT = """Stadtwerke erhöhen Fernwärmepreis um 9,4 Prozent
Startseite
Wirtschaft
Rund 21.000 Haushalte in Falkenrode zahlen ab Januar mehr. Es ist die dritte Erhöhung seit 2023.
Falkenrode – Der Preis für Fernwärme steigt zum 1. Januar um 9,4 Prozent auf 118 Euro je Megawattstunde. Das teilten die Stadtwerke am Dienstag mit.
Für eine Wohnung mit 70 Quadratmetern ergeben sich nach Angaben der Stadtwerke Mehrkosten von 122 Euro im Jahr. Was heißt das für die Mieter?
„Wir haben keine Wahl. Die Beschaffung ist um 31 Prozent teurer geworden“, sagte Werkleiterin Inga Moritz dem Mittelauer Tagblatt.
Das Heizwerk Nord in Falkenrode, aufgenommen im Oktober. © Bildwerk Nord
Mieterbund prüft Klage gegen die Erhöhung
Der Mieterbund hält die Erhöhung für rechtswidrig. Die Stadtwerke sollen im vergangenen Jahr 7,3 Millionen Euro Gewinn gemacht haben. (hb)
Auch interessant
Kommentare"""
LINES = TEXT.split("\n")


@dataclass(frozen=True)
class Newsroom:
    """Who and what there is."""

    person: User
    reader: User  # of English
    article: Article
    working: Article
    failed: Article
    claims: tuple[Claim, ...]


def furnish() -> Newsroom:
    """The rows are in the database."""
    business = DeskFactory(key="wirtschaft", name_de="Wirtschaft", name_en="Business")
    politics = DeskFactory(key="politik", name_de="Politik", name_en="Politics")
    outlet = OutletFactory(key="tagblatt", name="Mittelauer Tagblatt")
    jana = UserFactory(
        username="jana", display_name="Jana Weber", roles=["checker", "reviewer"], desks=[business]
    )
    tom = UserFactory(username="tom", display_name="Tom Berger", roles=["checker"], colour=1)
    priya = UserFactory(
        username="priya", display_name="Priya Nandakumar", roles=["editor"], colour=5, language="en"
    )
    now = timezone.now()
    earlier = RevisionFactory(
        text="Die Fernwärme wird um 8,9 Prozent teurer.",
        article__title="Fernwärme in Falkenrode wird teurer",
        article__outlet=OutletFactory(key="nka", name="Nachrichtenkontor (nka)"),
        article__desk=business,
        article__received_at=now - timedelta(days=40),
    )
    checked = ClaimFactory(revision=earlier, status=Status.PUBLISHED, found_at=now - timedelta(days=40))
    article = ArticleFactory(
        title=LINES[0],
        outlet=outlet,
        desk=business,
        author="Hilke Boysen",
        url="https://tagblatt.example/fernwaerme",
        due_at=in_hours(0.7),
        received_at=now - timedelta(hours=2),
    )
    revision = RevisionFactory(article=article, text=TEXT)
    _passages(revision)
    claims = _claims(revision, jana, tom)
    MatchFactory(claim=claims[1], earlier=checked, relation=Relation.CONTRADICTING, score=0.86)
    working = RevisionFactory(
        text=TEXT.replace("Stadtwerke", "Stadtversorger"),
        article__title="Haushalt: Land plant zwölf neue Polizeistationen",
        article__outlet=outlet,
        article__desk=politics,
        article__stage=Stage.SPLIT,
        article__due_at=in_hours(5),
    )
    Article.objects.filter(pk=working.article_id).update(done=14, total=22)
    _passages(working)
    ClaimFactory(revision=working, quote="Es ist die dritte Erhöhung seit 2023.")
    failed = RevisionFactory(
        article__title="The women who brought the kelp back",
        article__language="en",
        article__stage=Stage.FAILED,
        article__desk=politics,
    ).article
    Article.objects.filter(pk=failed.pk).update(
        tries=3, failure="The worker died 3 times while it was at this step."
    )
    for row in (working.article, failed):
        row.refresh_from_db()
    return Newsroom(jana, priya, article, working.article, failed, claims)


def _passages(revision: Revision) -> None:
    furniture = {1: "navigation", 2: "navigation", 10: "related", 11: "comments"}
    roles = {0: "headline", 3: "teaser", 8: "subhead"}
    start = 0
    for number, line in enumerate(revision.text.split("\n")):
        if number == 7:
            caption = line.index(" ©")
            PassageFactory(revision=revision, quote=line[:caption], role="caption")
            PassageFactory(revision=revision, quote=line[caption + 1 :], role="furniture", furniture="credit")
        elif number == 4:
            PassageFactory(revision=revision, quote="Falkenrode –", role="furniture", furniture="dateline")
            PassageFactory(revision=revision, quote=line.removeprefix("Falkenrode – "))
        else:
            kind = furniture.get(number, "")
            role = "furniture" if kind else roles.get(number, "body")
            PassageFactory(revision=revision, quote=line, role=role, furniture=kind)
        start += len(line) + 1


def _claims(revision: Revision, jana: User, tom: User) -> tuple[Claim, ...]:
    reason = Reason.objects.create(
        kind="not_checkable",
        key="no-source",
        label_de="keine zugängliche Quelle",
        label_en="no source within reach",
    )
    due = in_hours(0.7)
    common = {"revision": revision, "due_at": due}
    headline = ClaimFactory(
        **common, quote=LINES[0], role=ArticleRole.HEADLINE, kind=Kind.QUANTITY, status=Status.NEW,
        check_worthiness=0.62, reasons=["figure", "share"],
    )  # fmt: skip
    price = ClaimFactory(
        **common,
        quote="Der Preis für Fernwärme steigt zum 1. Januar um 9,4 Prozent auf 118 Euro je Megawattstunde.",
        kind=Kind.QUANTITY, status=Status.CHECKING, assignee=jana, claimant="Stadtwerke Falkenrode",
        chain=["Mittelauer Tagblatt"], check_worthiness=0.81, reasons=["figure", "money", "single_source"],
    )  # fmt: skip
    FactFactory(claim=price, type=FactType.DATE, quote="zum 1. Januar", iso="2027-01-01",
                state=FactState.RIGHT, checked_at=timezone.now())  # fmt: skip
    FactFactory(claim=price, type=FactType.NUMBER, quote="um 9,4 Prozent", value_min=9.4, value_max=9.4, unit="%",
                state=FactState.WRONG, checked_at=timezone.now())  # fmt: skip
    FactFactory(claim=price, type=FactType.NUMBER, quote="118 Euro", value_min=118, value_max=118, unit="EUR")
    headline.repeats = price
    headline.save()
    households = ClaimFactory(
        **common, quote="Rund 21.000 Haushalte in Falkenrode zahlen ab Januar mehr.", role=ArticleRole.TEASER,
        kind=Kind.QUANTITY, status=Status.APPROVED, assignee=tom, check_worthiness=0.55, reasons=["figure"],
    )  # fmt: skip
    quote = ClaimFactory(
        **common, quote=LINES[6], kind=Kind.QUOTE, status=Status.IN_REVIEW, assignee=tom,
        claimant="Inga Moritz", chain=["Mittelauer Tagblatt"], check_worthiness=0.48, reasons=["quote", "figure"],
    )  # fmt: skip
    nested = ClaimFactory(
        **common, quote="Die Beschaffung ist um 31 Prozent teurer geworden", kind=Kind.COMPARISON,
        status=Status.ASSIGNED, assignee=jana, claimant="Inga Moritz", check_worthiness=0.7, reasons=["comparison"],
    )  # fmt: skip
    caption = ClaimFactory(
        **common, quote="Das Heizwerk Nord in Falkenrode, aufgenommen im Oktober.", role=ArticleRole.CAPTION,
        status=Status.DISMISSED, check_worthiness=0.1,
    )  # fmt: skip
    profit = ClaimFactory(
        **common,
        quote="Die Stadtwerke sollen im vergangenen Jahr 7,3 Millionen Euro Gewinn gemacht haben.",
        kind=Kind.ATTRIBUTION, status=Status.NOT_CHECKABLE, reason=reason, hedges=["sollen"],
        check_worthiness=0.66, reasons=["money", "hedged"],
    )  # fmt: skip
    costs = ClaimFactory(
        **common,
        quote="Für eine Wohnung mit 70 Quadratmetern ergeben sich nach Angaben der Stadtwerke Mehrkosten von "
        "122 Euro im Jahr.",
        kind=Kind.QUANTITY, status=Status.PUBLISHED, claimant="Stadtwerke", check_worthiness=0.6, reasons=["money"],
    )  # fmt: skip
    return headline, price, households, quote, nested, caption, profit, costs
