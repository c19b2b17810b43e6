"""The room where somebody is asked to clear what keeps an article back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from claims import history, notices
from claims.choices import Action
from claims.errors import WorkflowError
from claims.models import Article, Claim, Event, User
from claims.workflow import release
from claims.workflow.release import Blocker

AT_MOST_EVERY = timedelta(hours=1)  # per claim and person, whoever asks


def remind(claim: Claim, *, to: User, by: User, at: datetime) -> None:
    """The person will be told that this claim keeps its article back; the history says who asked.

    Raises WorkflowError when the claim blocks nothing, the person cannot clear it, they ask themselves, or
    they were asked within the last hour.
    """
    if to == by:
        raise WorkflowError(_("This is yours to do: nobody has to remind you."))
    with history.writing():
        present = Claim.objects.select_related("article__desk", "desk", "assignee").get(pk=claim.pk)
        blocker = next((found for found in release.blockers(present.article) if found.claim == present), None)
        if blocker is None:
            raise WorkflowError(_("This claim no longer keeps the article back."))
        if to not in able(present.article, [blocker])[0]:
            raise WorkflowError(_("%(person)s cannot clear this.") % {"person": to})
        if asked_lately(present, at=at).get(to.pk):
            told = _("%(person)s was reminded of this claim less than an hour ago.")
            raise WorkflowError(told % {"person": to})
        history.record(Action.REMIND, by=by, at=at, claim=present, after={"to": to})
        notices.asked_to_clear([present], to=to, by=by, at=at)


def remind_of_all(article: Article, *, to: User, by: User, at: datetime) -> int:
    """The person will be told, in one notice, of every claim by which they keep the article back; answers how many.

    What they were asked about within the last hour is left out. Raises WorkflowError when nothing is left, or
    when they ask themselves.
    """
    if to == by:
        raise WorkflowError(_("This is yours to do: nobody has to remind you."))
    with history.writing():
        present = Article.objects.select_related("desk").get(pk=article.pk)
        blockers = [found for found in release.blockers(present) if found.claim]
        theirs = [
            found.claim
            for found, people in zip(blockers, able(present, blockers), strict=True)
            if found.claim and to in people
        ]
        if not theirs:
            raise WorkflowError(_("%(person)s cannot clear this.") % {"person": to})
        asked = lately(theirs, at=at)
        fresh = [claim for claim in theirs if to.pk not in asked.get(claim.pk, {})]
        if not fresh:
            told = _("%(person)s was reminded of this article less than an hour ago.")
            raise WorkflowError(told % {"person": to})
        for claim in fresh:
            history.record(Action.REMIND, by=by, at=at, claim=claim, after={"to": to})
        notices.asked_to_clear(fresh, to=to, by=by, at=at)
    return len(fresh)


def able(article: Article, blockers: Sequence[Blocker]) -> list[list[User]]:
    """Who can clear each of the blockers: the people that it names, else those of its roles at the article's desk.

    Where the desk has nobody of these roles, everybody who has them. Three queries, however many there are.
    """
    wanted = {role for blocker in blockers if not blocker.people for role in blocker.roles}
    holders = User.objects.filter(is_active=True, grants__role__in=wanted).distinct().order_by("pk")
    everybody = list(holders.prefetch_related("grants", "desks")) if wanted else []
    found = []
    for blocker in blockers:
        people = [person for person in everybody if person.role_set & set(blocker.roles)]
        own = [person for person in people if article.desk in person.desks.all()]
        found.append(list(blocker.people) or own or people)
    return found


def asked_lately(claim: Claim, *, at: datetime) -> dict[int, datetime]:
    """Who was asked about the claim within the last hour, and when."""
    return lately([claim], at=at).get(claim.pk, {})


def lately(claims: Sequence[Claim], *, at: datetime) -> dict[int, dict[int, datetime]]:
    """By claim: who was asked about it within the last hour, and when; one query."""
    found: dict[int, dict[int, datetime]] = {}
    rows = Event.objects.filter(claim__in=claims, action=Action.REMIND, at__gt=at - AT_MOST_EVERY)
    for event in rows.order_by("pk"):
        to = event.after.get("to")
        if event.claim_id and isinstance(to, dict):
            found.setdefault(event.claim_id, {})[to["id"]] = event.at
    return found
