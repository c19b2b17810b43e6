"""The gate for the article as a whole: what still blocks it, who can clear that, and letting it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import history, notices
from claims.choices import Action, Role, Stage, Status
from claims.errors import Invalid, WorkflowError
from claims.models import UNDECIDED, Article, Claim, Desk, User, Verdict
from claims.workflow import inputs, lifecycle
from claims.workflow.guards import asks_for_change
from claims.workflow.review import LONGEST_WORDING


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that keeps the article back."""

    words: str
    claim: Claim | None = None  # None: it is the article itself
    actions: tuple[str, ...] = ()  # one of them would clear it, or lead on to that
    people: tuple[User, ...] = ()  # who can do that; nobody is named where everybody with a role can
    roles: tuple[str, ...] = ()


def blockers(article: Article) -> list[Blocker]:
    """What still blocks the article, in text order; [] when it can go out."""
    found: list[Blocker] = []
    if article.stage != Stage.READY:
        found.append(
            Blocker(
                _("The text is not yet split into claims: %(stage)s.")
                % {"stage": article.get_stage_display()}
            )
        )
    verdicts = Verdict.objects.select_related("rating", "drafted_by").order_by("-number")
    waiting = (
        Claim.objects.filter(article=article, merged_into=None)
        .filter(
            Q(status__in=(*UNDECIDED, Status.APPROVED, Status.PUBLISHED)) | Q(text_changed_at__isnull=False)
        )
        .standing()
        .select_related("assignee", "desk")
        .prefetch_related(Prefetch("verdicts", verdicts))
        .in_text_order()
    )
    reviewers = _reviewers(article.desk)
    return found + [blocker for claim in waiting if (blocker := _blocker(claim, reviewers))]


def release(article: Article, *, by: User, at: datetime, override: str = "") -> None:
    """The newest revision may go out; the newsroom is told once. `override` says why, when something still blocks it.

    Raises WorkflowError when something blocks it and no reason is given, or when it is released already.
    """
    lifecycle.ensure_role(Action.RELEASE_ARTICLE, by=by)
    override = inputs.words(override, field="override", longest=LONGEST_WORDING)
    with history.writing():
        newest = article.revisions.order_by("-number").values_list("number", flat=True).first()
        if newest is None:
            raise WorkflowError(_("The article has no text yet."))
        open_points = blockers(Article.objects.get(pk=article.pk))
        if open_points and not override:
            told = ngettext(
                "%(count)d point still blocks the article. Clear it, or say why it goes out all the same.",
                "%(count)d points still block the article. Clear them, or say why it goes out all the same.",
                len(open_points),
            )
            raise Invalid(told % {"count": len(open_points)}, field="override")
        unreleased = Article.objects.filter(pk=article.pk).exclude(released_revision=newest)
        if not unreleased.update(
            released_at=at,
            released_by=by,
            released_revision=newest,
            release_override=override if open_points else "",
        ):
            raise WorkflowError(_("This revision is released already."))
        article.refresh_from_db()
        history.record(
            Action.RELEASE_ARTICLE,
            by=by,
            at=at,
            article=article,
            after={"revision": newest, "open": [b.claim.number for b in open_points if b.claim]},
            why=override if open_points else "",
        )
        notices.article_done(article, by=by, at=at)


def is_released(article: Article) -> bool:
    """Whether the newest revision may go out."""
    newest = article.revisions.order_by("-number").values_list("number", flat=True).first()
    return newest is not None and article.released_revision == newest


def _blocker(claim: Claim, reviewers: Iterable[User]) -> Blocker | None:
    """What keeps the article back about this claim."""
    editors, desk, second = (Role.EDITOR,), (Role.CHECKER, Role.EDITOR), (Role.REVIEWER, Role.EDITOR)
    holder = claim.assignee
    match claim.status:
        case Status.NEW:
            actions = (Action.ACCEPT, Action.DISMISS, Action.RULE_OUT, Action.ANSWER)
            return Blocker(_("Nobody has looked at it yet."), claim, actions, roles=desk)
        case Status.ASSIGNED | Status.CHECKING if holder:
            action = Action.START if claim.status == Status.ASSIGNED else Action.SUBMIT
            words = _("It is in the hands of %(person)s.") % {"person": holder}
            return Blocker(words, claim, (action,), people=(holder,))
        case Status.QUEUED | Status.ASSIGNED | Status.CHECKING:
            return Blocker(_("It waits for somebody."), claim, (Action.TAKE, Action.ASSIGN), roles=desk)
        case Status.IN_REVIEW:
            waiting = next((v for v in claim.verdicts.all() if v.submitted_at and not v.reviewed_at), None)
            able = tuple(person for person in reviewers if not waiting or person.pk != waiting.drafted_by_id)
            words = _("Its verdict waits for a second person.")
            return Blocker(
                words, claim, (Action.APPROVE, Action.SEND_BACK), people=able, roles=(Role.REVIEWER,)
            )
    if claim.text_changed_at:
        words = _("Its text was changed after the check.")
        return Blocker(words, claim, (Action.CONFIRM, Action.REOPEN), roles=second)
    decided = next((v for v in claim.verdicts.all() if v.reviewed_at and not v.retracted_at), None)
    if decided and asks_for_change(claim, decided):
        words = _("The verdict is “%(rating)s”: the text has to change.") % {"rating": decided.rating}
        return Blocker(words, claim, (Action.CONFIRM,), roles=editors)
    return None


def _reviewers(desk: Desk | None) -> list[User]:
    """The reviewers of the desk, of the whole newsroom where it has none."""
    all_of_them = User.objects.holding(Role.REVIEWER).order_by("pk")
    return list(all_of_them.filter(desks=desk) if desk else all_of_them) or list(all_of_them)
