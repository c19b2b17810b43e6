"""The room where claims get their owner and their time: given, taken, handed over, distributed, released."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from claims import history, notices
from claims.choices import Action, Role, Status
from claims.errors import Forbidden, Invalid, WorkflowError
from claims.models import UNDECIDED, Article, Claim, Desk, User
from claims.workflow import inputs, lifecycle
from claims.workflow.guards import desk_of
from claims.workflow.lifecycle import IN_HAND, Outcome

UNTOLD: dict[str, Any] = {
    "reminded_at": None,
    "overdue_at": None,
    "escalated_at": None,
}  # a new due time is told anew
TRIES = 20  # claims that take_next reads at a time


def assign(
    claim: Claim,
    *,
    to: User | Desk,
    by: User,
    at: datetime,
    due_at: datetime | None = None,
    note: str = "",
    version: int | None = None,
) -> None:
    """The claim is in the hands of the person, or in the desk's pool for anybody to take; they are told.

    Raises Invalid for somebody deactivated, absent or no checker, and for a due time that has passed.
    """
    with history.writing():
        held = holders([claim])
        _assign(claim, to=to, by=by, at=at, due_at=due_at, note=note, version=version)
        notices.assigned([claim], by=by, at=at, note=note)
        tell_holders(held, [claim], by=by, at=at, note=note)


def assign_all(
    claims: Iterable[Claim],
    *,
    to: User | Desk,
    by: User,
    at: datetime,
    due_at: datetime | None = None,
    note: str = "",
) -> Outcome:
    """Every claim that allows it is given as by `assign`; the person is told once."""
    if isinstance(to, User):
        inputs.assignable(to, at=at)
    claims = list(claims)
    with history.writing():
        held = holders(claims)
        outcome = lifecycle.each(
            claims, lambda claim: _assign(claim, to=to, by=by, at=at, due_at=due_at, note=note)
        )
        if outcome.done:
            notices.assigned(outcome.done, by=by, at=at, note=note)
            tell_holders(held, outcome.done, by=by, at=at, note=note)
    return outcome


def holders(claims: Iterable[Claim]) -> dict[int, User]:
    """Who has the claims in hand now, by the claims' ids."""
    held = Claim.objects.filter(pk__in=[claim.pk for claim in claims], assignee__isnull=False)
    return {claim.pk: claim.assignee for claim in held.select_related("assignee") if claim.assignee}


def tell_holders(
    held: dict[int, User], claims: Iterable[Claim], *, by: User, at: datetime, note: str
) -> None:
    """Who had one of the claims before and no longer has it will be told."""
    lost: dict[User, list[Claim]] = {}
    for claim in claims:
        if (holder := held.get(claim.pk)) and holder.pk != claim.assignee_id:
            lost.setdefault(holder, []).append(claim)
    for holder, theirs in lost.items():
        notices.taken_over(theirs, taken_from=holder, by=by, at=at, note=note)


def _assign(
    claim: Claim,
    *,
    to: User | Desk,
    by: User,
    at: datetime,
    due_at: datetime | None = None,
    note: str = "",
    version: int | None = None,
) -> None:
    changes: dict[str, Any] = {"assignee": None, "desk": to}
    if isinstance(to, User):
        changes = {"assignee": inputs.assignable(to, at=at), "reminded_at": None}
    if due_at is not None:
        changes.update(UNTOLD, due_at=inputs.future(due_at, at=at))
    why = inputs.words(note, field="note")
    lifecycle.perform(claim, Action.ASSIGN, by=by, at=at, version=version, why=why, **changes)


def take(claim: Claim, *, by: User, at: datetime, version: int | None = None) -> None:
    """The claim is in the person's hands. Raises WorkflowError when somebody else has it."""
    lifecycle.perform(claim, Action.TAKE, by=by, at=at, version=version, assignee=by, reminded_at=None)


def take_over(claim: Claim, *, by: User, at: datetime, version: int | None = None) -> None:
    """The claim goes from somebody else's hands into the person's, who goes on where it stands; the other is told.

    Drafts and evidence stay. Raises WorkflowError when nobody or the person has it.
    """
    with history.writing():
        held = holders([claim])
        lifecycle.perform(
            claim, Action.TAKE_OVER, by=by, at=at, version=version, assignee=by, reminded_at=None
        )
        tell_holders(held, [claim], by=by, at=at, note="")


def take_next(*, by: User, at: datetime) -> Claim | None:
    """The person holds the most pressing free claim of their desks (of all, when they have none); None without one.

    First what an editor has put into a pool or accepted: by priority, then due time.
    """
    free = Claim.objects.without_practice_of_others(by).filter(
        assignee=None, merged_into=None, status__in=[Status.QUEUED, Status.ASSIGNED]
    )
    if desks := list(by.desks.all()):
        free = free.filter(Q(desk__in=desks) | Q(desk=None))
    tried: list[int] = []
    while rows := list(free.exclude(pk__in=tried).order_by("priority", "sort_due", "pk")[:TRIES]):
        for claim in rows:  # somebody else may be quicker with each of them; then the next one is asked for
            try:
                take(claim, by=by, at=at)
            except Forbidden:
                raise
            except WorkflowError:
                tried.append(claim.pk)
                continue
            return claim
    return None


def release(claim: Claim, *, by: User, at: datetime, why: str = "", version: int | None = None) -> None:
    """The claim is in nobody's hands and waits for somebody."""
    why = inputs.words(why, field="why")
    with history.writing():
        held = holders([claim])
        lifecycle.perform(claim, Action.RELEASE, by=by, at=at, version=version, why=why, assignee=None)
        notices.released([claim], by=by, at=at)
        tell_holders(held, [claim], by=by, at=at, note=why)


def hand_over(
    claim: Claim, *, to: User, note: str, by: User, at: datetime, version: int | None = None
) -> None:
    """The claim is in the other person's hands, who is told with the note. Drafts and evidence stay."""
    note = inputs.words(note, field="note", needed=_("Write a note: it says where the check stands."))
    inputs.assignable(to, at=at)
    if to.pk == claim.assignee_id:
        raise Invalid(_("%(person)s has this claim already.") % {"person": to}, field="to")
    with history.writing():
        holder = Claim.objects.select_related("assignee").get(pk=claim.pk).assignee
        lifecycle.perform(
            claim, Action.HAND_OVER, by=by, at=at, version=version, why=note, assignee=to, reminded_at=None
        )
        notices.handed_over([claim], by=by, at=at, note=note, taken_from=holder)


def set_due(
    claim: Claim, *, due_at: datetime | None, by: User, at: datetime, version: int | None = None
) -> None:
    """The claim is due at this time, or at none; reminders begin anew. Raises Invalid for a past time."""
    if due_at is not None:
        inputs.future(due_at, at=at)
    lifecycle.perform(claim, Action.SET_DUE, by=by, at=at, version=version, due_at=due_at, **UNTOLD)


def set_due_of_article(article: Article, *, due_at: datetime | None, by: User, at: datetime) -> Outcome:
    """The article has this slot, and so have its undecided claims, except those with a due time of their own."""
    lifecycle.ensure_role(Action.SET_DUE, by=by)
    if due_at is not None:
        inputs.future(due_at, at=at)
    with history.writing():
        slot = Article.objects.values_list("due_at", flat=True).get(pk=article.pk)
        Article.objects.filter(pk=article.pk).update(due_at=due_at)
        history.record(
            Action.SET_DUE, by=by, at=at, article=article, before={"due_at": slot}, after={"due_at": due_at}
        )
        inherited = Claim.objects.undecided().filter(article=article, due_at=slot).in_text_order()
        outcome = lifecycle.each(inherited, lambda claim: set_due(claim, due_at=due_at, by=by, at=at))
    article.refresh_from_db()
    return outcome


# -- Distribution -----------------------------------------------------------------------------------


def distribute(
    claims: Sequence[Claim],
    *,
    by: User,
    at: datetime,
    among: Sequence[User] | None = None,
    of_desk: bool = True,
) -> Outcome:
    """The claims are with the people who have least to do; each person is told once.

    `of_desk`: only the checkers of a claim's desk get it, and none more than the desk's `open_at_most` open
    ones. Otherwise all checkers get some, whatever their desk. `among` names the people to choose from.
    Claims for which nobody is left stand as refused. The most pressing claims go first.
    """
    lifecycle.ensure_role(Action.DISTRIBUTE, by=by)
    checkers = (
        among if among is not None else list(User.objects.holding(Role.CHECKER).present(at).order_by("pk"))
    )
    people = [inputs.assignable(person, at=at) for person in checkers]
    load = open_load(people)
    desks = {person.pk: set(person.desks.values_list("pk", flat=True)) for person in people}
    per_person: dict[int, list[Claim]] = {person.pk: [] for person in people}

    def give(claim: Claim) -> None:
        person = _least_busy(claim, people, load, desks, of_desk=of_desk)
        _assign(claim, to=person, by=by, at=at)
        load[person.pk] += 1
        per_person[person.pk].append(claim)

    with history.writing():
        held = holders(claims)
        outcome = lifecycle.each(sorted(claims, key=lambda c: (c.priority, c.sort_due, c.pk)), give)
        for given in per_person.values():
            if given:
                notices.assigned(given, by=by, at=at)
        tell_holders(held, outcome.done, by=by, at=at, note="")
    return outcome


def open_load(people: Iterable[User]) -> dict[int, int]:
    """How many undecided claims each person has in hand."""
    load = {person.pk: 0 for person in people}
    rows = Claim.objects.filter(assignee__in=load, status__in=UNDECIDED).order_by().values_list("assignee")
    load.update(dict(rows.annotate(number=Count("pk"))))
    return load


def _least_busy(
    claim: Claim, people: Sequence[User], load: dict[int, int], desks: dict[int, set[int]], *, of_desk: bool
) -> User:
    """The person for the claim. Raises WorkflowError when nobody may have one more."""
    able = list(people)
    desk = desk_of(claim)
    if of_desk and desk.pk:
        able = [person for person in able if desk.pk in desks[person.pk]]
        if not able:
            raise WorkflowError(_("No checker of the desk %(desk)s is there.") % {"desk": desk})
        able = [person for person in able if load[person.pk] < desk.open_at_most]
    if not able:
        raise WorkflowError(_("Everybody who could check this has enough to do already."))
    return min(able, key=lambda person: (load[person.pk], person.pk))


# -- Absence ----------------------------------------------------------------------------------------


def be_absent(
    person: User, *, since: datetime | None, until: datetime | None, by: User, at: datetime
) -> list[Claim]:
    """The person is absent from `since` until `until` (None: for now); what they have in hand is offered again.

    At once when the absence has begun, otherwise by the clock. `since` None ends an absence. Answers the
    released claims. Everybody may say so of themselves, editors of others.
    """
    if by.pk != person.pk and not by.holds(Role.EDITOR):
        raise Forbidden(_("Only editors enter the absence of others."))
    if since and until and until <= since:
        raise Invalid(_("An absence ends after it begins."), field="until")
    if since is None and until is not None:
        raise Invalid(_("Say when the absence begins."), field="since")
    with history.writing():
        User.objects.filter(pk=person.pk).update(absent_from=since, absent_until=until)
        history.record(
            Action.BE_ABSENT,
            by=by,
            at=at,
            before={"person": person, "since": person.absent_from, "until": person.absent_until},
            after={"person": person, "since": since, "until": until},
        )
        person.refresh_from_db()
        return reoffer(person, at=at) if person.is_absent(at) else []


def reoffer(person: User, *, at: datetime) -> list[Claim]:
    """What an absent or deactivated person has in hand waits for somebody else; drafts and evidence stay."""
    why = _("%(person)s is absent.") if person.is_active else _("%(person)s has been deactivated.")
    held = Claim.objects.filter(assignee=person, status__in=IN_HAND).order_by("pk")
    with history.writing():
        outcome = lifecycle.each(
            held,
            lambda claim: lifecycle.perform(
                claim, Action.RELEASE, by=None, at=at, why=why % {"person": person}, assignee=None
            ),
        )
        if outcome.done:
            notices.released(outcome.done, by=None, at=at)
    return outcome.done
