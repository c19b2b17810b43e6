"""The first days: which steps a newsroom has taken, by its rows, and an article to practise on."""

import json
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims import history
from claims.choices import Action, OutletKind, ReasonKind, Role, Status
from claims.errors import Forbidden, WorkflowError
from claims.intake import Submission, submit_article
from claims.models import (
    Article,
    Claim,
    Desk,
    Evidence,
    Outlet,
    Preference,
    Rating,
    Reason,
    Scale,
    SecondCheck,
    Token,
    User,
    Verdict,
)

PRACTICE = "practice"  # key of the outlet whose articles are for learning
OF_ADMINS = ("desks", "people", "scale", "article", "api")
OF_EVERYBODY = ("practice", "notices")
GUIDE = ("look", "take", "evidence", "verdict", "second")


def steps(person: User) -> dict[str, bool]:
    """The steps of the start page for this person, in order, and whether each is done."""
    done = _newsroom() if person.holds(Role.ADMIN) else {}
    done["practice"] = _has_practised(person)
    done["notices"] = bool(person.email) or Preference.objects.filter(person=person).exists()
    return done


def is_new() -> bool:
    """Whether no real article has come in yet."""
    return not Article.objects.exclude(outlet__kind=OutletKind.PRACTICE).exists()


def put_aside(person: User, step: str, *, back: bool = False) -> None:
    """The person sees the step no more among those to do; with `back` it stands there again."""
    kept = [name for name in person.put_aside if name != step]
    User.objects.filter(pk=person.pk).update(put_aside=kept if back else [*kept, step])
    person.refresh_from_db()


def load_scales(*, by: User, at: datetime) -> int:
    """The usual scales and lists of reasons stand there; what is there already stays. Answers how many ratings are new.

    Raises Forbidden for anybody but an admin.
    """
    if not by.holds(Role.ADMIN):
        raise Forbidden(_("Only an admin sets up the newsroom."))
    usual = json.loads((settings.DEMO_SEEDS / "newsroom.json").read_text(encoding="utf-8"))
    fresh = 0
    with transaction.atomic():
        for row in usual["scales"]:
            Scale.objects.get_or_create(key=row["key"], defaults={k: v for k, v in row.items() if k != "key"})
        for row in usual["ratings"]:
            scale = Scale.objects.get(key=row["scale"])
            if not scale.ratings.filter(key=row["key"]).exists():
                Rating.objects.create(**{**row, "scale": scale}, valid_from=at)
                fresh += 1
        for kind in ReasonKind:
            for order, row in enumerate(usual["reasons"][kind], start=1):
                words = {name: value for name, value in row.items() if name != "key"}
                Reason.objects.get_or_create(kind=kind, key=row["key"], defaults={**words, "order": order})
    return fresh


# -- The article to practise on ----------------------------------------------------------------------


def practice_article(person: User) -> Article | None:
    """The newest practice article of the person."""
    own = Article.objects.filter(outlet__kind=OutletKind.PRACTICE, submitted_by=person)
    return own.order_by("-pk").first()


def start_practice(*, by: User) -> Article:
    """The person has an article to practise on, in their language, on its way through the steps."""
    language = by.language if by.language in {"de", "en"} else "en"
    text = (settings.DEMO_SEEDS / PRACTICE / f"{language}.txt").read_text(encoding="utf-8")
    outlet, _created = Outlet.objects.get_or_create(
        key=PRACTICE,
        defaults={"name": "Übungsartikel / Practice", "kind": OutletKind.PRACTICE, "language": language},
    )
    return submit_article(
        Submission(
            text=text,
            title=text.partition("\n")[0],
            outlet=outlet,
            desk=by.desks.first(),
            language=language,
            external_id=f"{PRACTICE}-{by.pk}-{language}",
        ),
        by=by,
    ).article


def end_practice(article: Article, *, by: User, at: datetime) -> None:
    """The practice article is gone with everything made of it; the history keeps that it was there.

    Raises WorkflowError for another kind of article, for somebody else's, and while it is being split.
    """
    if article.outlet.kind != OutletKind.PRACTICE:
        raise WorkflowError(_("Only practice articles can be removed."))
    if article.submitted_by_id != by.pk and not by.holds(Role.EDITOR):
        raise Forbidden(_("This is the practice article of somebody else."))
    if article.is_working:
        raise WorkflowError(_("It is still being split. Try again in a moment."))
    with history.writing():
        history.record(Action.REMOVE_ARTICLE, by=by, at=at, article=article, before={"title": article.title})
        SecondCheck.objects.filter(verdict__claim__article=article).delete()
        Verdict.objects.filter(claim__article=article).delete()
        Claim.objects.filter(article=article).delete()
        Article.objects.filter(pk=article.pk).delete()


def guide(article: Article, person: User) -> dict[str, bool]:
    """The five steps of practice and whether each is done, by the rows of the article."""
    claims = Claim.objects.filter(article=article)
    verdicts = Verdict.objects.filter(claim__article=article)
    return {
        "look": claims.exclude(status=Status.NEW).exists(),
        "take": claims.filter(assignee=person).exists() or verdicts.filter(drafted_by=person).exists(),
        "evidence": Evidence.objects.filter(claim__article=article, removed_at=None).exists(),
        "verdict": verdicts.filter(submitted_at__isnull=False).exists(),
        "second": verdicts.filter(reviewed_at__isnull=False).exists(),
    }


def _newsroom() -> dict[str, bool]:
    """The steps that set up the newsroom as a whole."""
    return {
        "desks": Desk.objects.exists(),
        "people": User.objects.active().count() > 1,
        "scale": Rating.objects.filter(valid_to__isnull=True).exists(),
        "article": not is_new(),
        "api": Token.objects.filter(last_used_at__isnull=False).exists(),
    }


def _has_practised(person: User) -> bool:
    """Whether the person has submitted a verdict: in practice or in earnest."""
    return Verdict.objects.filter(drafted_by=person, submitted_at__isnull=False).exists()
