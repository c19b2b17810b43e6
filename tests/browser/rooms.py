"""Rows that fill the rooms beside the workbench: a morning of work through the real verbs."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from claims import day, history
from claims.choices import FactState, Kind, Role, Status
from claims.models import Article, Claim, Event, Fact, User, Verdict
from claims.pipeline import carry
from claims.workflow import assignment, correction, lifecycle, publication, review, verification
from tests.browser.newsroom import Newsroom
from tests.factories import ClaimFactory, DeskFactory, FactFactory, RevisionFactory, UserFactory
from tests.workflow.factories import EvidenceFactory, RatingFactory, SourceFactory, claim_at

BEFORE = (
    "Der Preis steigt um 8,9 Prozent auf 118 Euro je Megawattstunde.\n\n"
    "Rund 21.000 Haushalte sind betroffen.\n\nEs ist die dritte Erhöhung seit 2023."
)
AFTER = (
    "Der Preis steigt um 9,4 Prozent auf 118 Euro je Megawattstunde.\n\n"
    "Rund 21.000 Haushalte sind betroffen.\n\nDer Stadtrat stimmt am 4. Dezember ab."
)


@dataclass(frozen=True)
class Rooms:
    """Who looks, and at what."""

    jana: User  # checker and reviewer
    check: Claim  # published, corrected once
    changed: Article  # with two revisions


def fill(newsroom: Newsroom) -> Rooms:
    """The rows are in the database."""
    now = timezone.now()
    jana, business = newsroom.person, newsroom.article.desk
    ratings = _ratings()
    tom = User.objects.get(username="tom")
    editor = UserFactory(
        username="henrike", display_name="Henrike Sönksen", roles=[Role.EDITOR, Role.REVIEWER]
    )
    blind = DeskFactory(key="politik", blind_second_check=True)
    type(blind).objects.filter(pk=blind.pk).update(blind_second_check=True)
    blind.refresh_from_db()
    texts = iter(
        f"Die Stadt {name} gibt {n} Millionen Euro für Schulen aus, sagte die Kämmerin am Dienstag."
        for n, name in enumerate(
            ("Falkenrode", "Mittelau", "Osterfeld", "Lindhagen", "Bruchweiler", "Auental") * 20, 3
        )
    )

    def claim(status: str, **fields: object) -> Claim:
        quote = next(texts)
        revision = RevisionFactory(text=quote, article__desk=fields.get("desk", business))
        return claim_at(status, revision=revision, quote=quote, **{"desk": business, **fields})

    late = claim(Status.CHECKING, assignee=jana, due_at=now - timedelta(hours=5), check_worthiness=0.8)
    claim(Status.CHECKING, assignee=jana, due_at=now + timedelta(minutes=40), check_worthiness=0.5)
    claim(Status.ASSIGNED, assignee=jana, due_at=now + timedelta(days=2))
    aside = claim(Status.ASSIGNED, assignee=jana)
    day.snooze(aside, by=jana, until=now + timedelta(hours=20))
    back = claim(Status.IN_REVIEW, drafter=jana, assignee=jana, due_at=now + timedelta(hours=3))
    review.send_back(back.verdicts.get(), note="Bitte die Satzung im Wortlaut belegen.", by=editor, at=now)
    given = claim(Status.CHECKING, assignee=tom, due_at=now + timedelta(hours=1))
    assignment.hand_over(given, to=jana, note="Ich bin ab Mittag nicht da.", by=tom, at=now)
    verification.note(late, text="@jana der Haushaltsplan liegt in der Ablage", by=tom, at=now)
    verification.confront(
        late, person_asked="Kämmerin Ute Blank", question="Welche Zahl gilt?", by=tom, at=now,
        answer_due_at=now + timedelta(hours=1),
    )  # fmt: skip
    assignment.assign(claim(Status.QUEUED), to=jana, by=editor, at=now, note="Eilt")
    for n, rating in enumerate(ratings[:3]):
        open_one = claim(Status.IN_REVIEW, drafter=tom, due_at=now + timedelta(hours=n - 1))
        Verdict.objects.filter(claim=open_one).update(
            rating=rating, submitted_at=now - timedelta(hours=4 - n)
        )
    hidden = claim(Status.IN_REVIEW, drafter=tom, desk=blind)
    review.second_check(
        hidden.verdicts.get(), rating=ratings[2], by=editor, at=now, rationale="Die Zahl meint den Haushalt."
    )
    own = claim(Status.IN_REVIEW, drafter=jana, assignee=jana)
    Verdict.objects.filter(claim=own).update(exception="Die Behörde antwortet erst morgen.")
    overruled = claim(Status.IN_REVIEW, drafter=tom)
    review.overrule(
        overruled.verdicts.get(), because="Die Quelle sagt es anders.", rating=ratings[0], by=editor, at=now
    )
    _decided(claim, ratings, tom, jana, now)
    check = _published(claim, editor, tom, jana)
    return Rooms(jana, check, _changed(business))


def _ratings() -> list:
    rows = (
        ("true", "richtig", "true", "ok", "check", 5), ("partly-false", "teilweise falsch", "partly false", "partly", "circle-alert", 3),
        ("false", "falsch", "false", "false", "x", 1), ("unproven", "unbelegt", "unproven", "unproven", "circle-question-mark", None),
        ("misleading", "irreführend", "misleading", "misleading", "triangle-alert", 2),
    )  # fmt: skip
    return [
        RatingFactory(key=key, label_de=de, label_en=en, colour=colour, mark=mark, claimreview_value=value, order=n)
        for n, (key, de, en, colour, mark, value) in enumerate(rows)
    ]  # fmt: skip


def _decided(claim, ratings, tom, jana, now) -> None:
    """Two weeks of verdicts."""
    desks = [DeskFactory(key=key) for key in ("wirtschaft", "politik")]
    for n in range(12):
        made = claim(Status.APPROVED, drafter=tom, reviewer=jana, desk=desks[n % 2], kind=list(Kind)[n % 5])
        decided = now - timedelta(days=n % 12, hours=n % 7)
        Claim.objects.filter(pk=made.pk).update(found_at=decided - timedelta(hours=2 + n % 9))
        Verdict.objects.filter(claim=made).update(rating=ratings[(n * n) % 5], reviewed_at=decided)
        if n % 4:
            made.evidence.update(is_primary=True)
        fact = FactFactory(claim=made, quote="Millionen")
        Fact.objects.filter(pk=fact.pk).update(
            state=FactState.WRONG if n % 3 == 0 else FactState.RIGHT, checked_at=decided, type=["name", "number", "date"][n % 3]
        )  # fmt: skip
    for n, article in enumerate(Article.objects.order_by("pk")[:6]):
        for action, at in (("submit_article", now - timedelta(seconds=40 + 7 * n)), ("split_article", now)):
            Event.objects.create(at=at, actor_name="Factcheck", action=action, article=article)


def _published(claim, editor, tom, jana) -> Claim:
    """A check that was corrected."""
    check = claim(Status.APPROVED, drafter=tom, reviewer=jana, claimant="Kämmerin Ute Blank")
    EvidenceFactory(
        claim=check, stance="refutes", is_primary=True, quoted="7,3 Millionen Euro",
        source=SourceFactory(title="Haushaltsplan 2026", publisher="Stadt Falkenrode"),
    )  # fmt: skip
    at = timezone.now()
    publication.publish(check, by=editor, at=at)
    check.refresh_from_db()

    correction.correct(check, note="Die Summe war falsch übertragen.", by=tom, at=at)
    check.refresh_from_db()
    review.submit(check, by=tom, at=at)
    review.approve(check.verdicts.order_by("-number").first(), by=jana, at=at)
    check.refresh_from_db()
    publication.publish(check, by=editor, at=at)
    for _ in range(2):
        publication.publish(claim(Status.APPROVED, drafter=tom, reviewer=jana), by=editor, at=at)
    check.refresh_from_db()
    return check


def _changed(desk) -> Article:
    """An article with a newer revision: one claim touched, one the same, one gone."""
    first = RevisionFactory(text=BEFORE, article__title="Fernwärme wird teurer", article__desk=desk)
    lines = BEFORE.split("\n\n")
    touched = claim_at(Status.APPROVED, revision=first, quote=lines[0], desk=desk)
    same, gone = (ClaimFactory(revision=first, quote=line, status=Status.QUEUED) for line in lines[1:])
    second = RevisionFactory(article=first.article, text=AFTER)
    at = timezone.now()
    carry._move(same, second, AFTER.index(lines[1]), at=at)

    new = AFTER.split("\n\n", maxsplit=1)[0]
    Claim.objects.filter(pk=touched.pk).update(
        quote=new, start=0, end=len(new), revision=second, text_changed_at=at
    )
    history.record("move", by=None, at=at, claim=touched, before={"quote": lines[0]}, after={"quote": new})
    lifecycle.perform(gone, "withdraw", by=None, at=at)
    ClaimFactory(revision=second, quote=AFTER.split("\n\n")[2])
    return first.article
