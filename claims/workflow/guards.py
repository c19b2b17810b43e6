"""The conditions of the table: each answers in words why not, or None."""

from collections.abc import Callable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.choices import OutletKind, Role, Status
from claims.models import Claim, Desk, User, Verdict
from claims.workflow import lately
from claims.workflow.origins import independent_origins

Guard = Callable[[Claim, User | None], str | None]

ORIGINS_WANTED = 2  # for a claim without a desk
DEFAULT_DESK = Desk(origins_wanted=ORIGINS_WANTED, primary_suffices=True)


def desk_of(claim: Claim) -> Desk:
    """The desk whose rules hold for the claim."""
    return claim.desk or claim.article.desk or DEFAULT_DESK


# -- Whose hands ------------------------------------------------------------------------------------


def own_or_editor(claim: Claim, by: User | None) -> str | None:
    """Its assignee, or an editor, or nobody has it."""
    if by is None or claim.assignee_id in {None, by.pk} or by.holds(Role.EDITOR):
        return None
    return _in_hands_of(claim)


def own_or_free(claim: Claim, by: User | None) -> str | None:
    """Its assignee, or nobody has it; editors give it to themselves first."""
    if by is not None and claim.assignee_id in {None, by.pk}:
        return None
    return _in_hands_of(claim)


def own(claim: Claim, by: User | None) -> str | None:
    """Its assignee only."""
    if by is not None and claim.assignee_id == by.pk:
        return None
    return _in_hands_of(claim) if claim.assignee_id else _("Take it first: it is in nobody's hands.")


def free(claim: Claim, by: User | None) -> str | None:
    """Nobody has it."""
    if claim.assignee_id is None:
        return None
    if by is not None and claim.assignee_id == by.pk:
        return _("It is yours already.")
    return _in_hands_of(claim)


def of_another(claim: Claim, by: User | None) -> str | None:
    """Somebody else has it."""
    if claim.assignee_id is None:
        return _("Nobody has it: take it.")
    if by is not None and claim.assignee_id == by.pk:
        return _("It is yours already.")
    return None


def _in_hands_of(claim: Claim) -> str:
    return _("It is in the hands of %(person)s.") % {"person": claim.assignee}


# -- The verdict ------------------------------------------------------------------------------------
# The rooms read these from the database, whatever the claim that they were given has cached. The guards
# look at the rows that the claim has at hand: a list of claims loads them for all at once.


def draft_of(claim: Claim, by: User) -> Verdict | None:
    """The open draft of the person."""
    return _read(claim, _is_draft(by))


def under_review(claim: Claim) -> Verdict | None:
    """The verdict that was submitted and waits for a decision."""
    return _read(claim, _is_in_review)


def decided_on(claim: Claim) -> Verdict | None:
    """The verdict that a second person decides on now: under review, or approved and not yet published."""
    return _read(claim, _is_decided_on(claim))


def approved(claim: Claim) -> Verdict | None:
    """The newest verdict that a second person has agreed to, not yet published."""
    return _read(claim, _is_approved)


def standing(claim: Claim) -> Verdict | None:
    """The published verdict that holds: neither retracted nor corrected."""
    return _read(claim, _is_standing)


def standing_at_hand(claim: Claim) -> Verdict | None:
    """The same among the verdicts that the claim has at hand."""
    return _at_hand(claim, _is_standing)


def deciding_at_hand(claim: Claim) -> Verdict | None:
    """The verdict that a second person decides on now, among those that the claim has at hand."""
    return _at_hand(claim, _is_decided_on(claim))


Sort = Callable[[Verdict, Sequence[Verdict]], bool]  # the verdict, among all of its claim


def _read(claim: Claim, sort: Sort) -> Verdict | None:
    """The newest verdict of the sort, from the database."""
    rows = Verdict.objects.filter(claim=claim).select_related(
        "claim", "rating__scale", "drafted_by", "corrects"
    )
    return _newest(list(rows), sort)


def _at_hand(claim: Claim, sort: Sort) -> Verdict | None:
    """The newest verdict of the sort, as the claim has them at hand."""
    return _newest(list(claim.verdicts.all()), sort)


def _newest(verdicts: Sequence[Verdict], sort: Sort) -> Verdict | None:
    found = [verdict for verdict in verdicts if sort(verdict, verdicts)]
    return max(found, key=lambda verdict: verdict.number, default=None)


def _is_draft(by: User) -> Sort:
    return lambda verdict, _all: verdict.submitted_at is None and verdict.drafted_by_id == by.pk


def _is_in_review(verdict: Verdict, _all: Sequence[Verdict]) -> bool:
    return verdict.submitted_at is not None and verdict.reviewed_at is None


def _is_approved(verdict: Verdict, _all: Sequence[Verdict]) -> bool:
    return verdict.reviewed_at is not None and verdict.published_at is None


def _is_decided_on(claim: Claim) -> Sort:
    match claim.status:
        case Status.IN_REVIEW:
            return _is_in_review
        case Status.APPROVED:
            return _is_approved
    return lambda verdict, _all: False


def _is_standing(verdict: Verdict, all_of_them: Sequence[Verdict]) -> bool:
    corrected = any(v.corrects_id == verdict.pk and v.published_at for v in all_of_them)
    return verdict.published_at is not None and verdict.retracted_at is None and not corrected


def verdict_is_whole(claim: Claim, by: User | None) -> str | None:
    """The person's draft has a rating, reasons where it is to be published, and a note where it corrects."""
    draft = _at_hand(claim, _is_draft(by)) if by else None
    if draft is None or draft.rating is None:
        return _("Choose a rating first.")
    if draft.rating.scale.is_public and not draft.rationale.strip():
        return _("Write down the reasons for the rating first.")
    if _at_hand(claim, _is_standing) and not draft.correction_note.strip():
        return _("Write a note of correction first: it tells the readers what was wrong.")
    return None


def enough_evidence(claim: Claim, by: User | None) -> str | None:
    """As many independent origins as the desk wants, or a primary source where that suffices, or an exception."""
    draft = _at_hand(claim, _is_draft(by)) if by else None
    if draft is not None and draft.exception.strip():
        return None
    return evidence_gap(claim)


def evidence_gap(claim: Claim) -> str | None:
    """What the evidence lacks, in words; None when it is enough."""
    desk = desk_of(claim)
    if desk.primary_suffices and any(e.is_primary and e.removed_at is None for e in claim.evidence.all()):
        return None
    count = independent_origins(claim)
    if count >= desk.origins_wanted:
        return None
    if desk.primary_suffices:
        told = ngettext(
            "Evidence of %(wanted)d independent origin or a primary source is wanted; there is %(count)d. "
            "Or write down why you submit it without.",
            "Evidence of %(wanted)d independent origins or a primary source is wanted; there is %(count)d. "
            "Or write down why you submit it without.",
            desk.origins_wanted,
        )
    else:
        told = ngettext(
            "Evidence of %(wanted)d independent origin is wanted; there is %(count)d. "
            "Or write down why you submit it without.",
            "Evidence of %(wanted)d independent origins is wanted; there is %(count)d. "
            "Or write down why you submit it without.",
            desk.origins_wanted,
        )
    return told % {"wanted": desk.origins_wanted, "count": count}


# -- The second person ------------------------------------------------------------------------------


def drafter(claim: Claim, by: User | None) -> str | None:
    """Who drafted the verdict under review."""
    verdict = _at_hand(claim, _is_in_review)
    if verdict is None or by is None or verdict.drafted_by_id != by.pk:
        return _("Only the one who submitted it can take it back.")
    return None


def second_person(claim: Claim, by: User | None) -> str | None:
    """Somebody else than the one who drafted."""
    verdict = _at_hand(claim, _is_decided_on(claim))
    if verdict is None:
        return _("There is no verdict to decide on.")
    if by is not None and verdict.drafted_by_id == by.pk:
        return _("You drafted this verdict: a second person has to decide on it.")
    return None


def second_check_wanted(claim: Claim, by: User | None) -> str | None:
    """The desk wants a blind second check, and this person has not given theirs."""
    verdict = _at_hand(claim, _is_in_review)
    if not desk_of(claim).blind_second_check:
        return _("This desk asks for no blind second check.")
    if verdict and by and _has_checked(verdict, by):
        return _("You have given your second check already.")
    return None


def second_check_given(claim: Claim, by: User | None) -> str | None:
    """Where the desk wants a blind second check, this person has given theirs before they decide."""
    verdict = _at_hand(claim, _is_in_review)
    if verdict is None or by is None or not desk_of(claim).blind_second_check:
        return None
    if _has_checked(verdict, by):
        return None
    return _("This desk asks for a blind second check: give yours first.")


def _has_checked(verdict: Verdict, by: User) -> bool:
    return any(check.given_by_id == by.pk for check in verdict.second_checks.all())


# -- Before the public ------------------------------------------------------------------------------


def publishable(claim: Claim, by: User | None) -> str | None:
    """A verdict of a public scale is approved, no embargo runs, and the article is not for practice."""
    verdict = _at_hand(claim, _is_approved)
    if verdict is None or verdict.rating is None:
        return _("There is no approved verdict.")
    if not verdict.rating.scale.is_public:
        return _("“%(rating)s” is a rating for checks before publication; it is not published.") % {
            "rating": verdict.rating.label
        }
    if claim.article.outlet.kind == OutletKind.PRACTICE:
        return _("This is a practice article: its checks are not published.")
    until = claim.article.embargo_until
    if until and until > timezone.now():
        return _("The article is under embargo until %(until)s.") % {
            "until": date_format(timezone.localtime(until), "DATETIME_FORMAT")
        }
    return None


def has_standing_check(claim: Claim, by: User | None) -> str | None:
    """Something is published that holds."""
    return None if _at_hand(claim, _is_standing) else _("There is no published check that could be kept.")


def no_standing_check(claim: Claim, by: User | None) -> str | None:
    """Nothing is published that would be left without a claim that carries it."""
    if _at_hand(claim, _is_standing) is None:
        return None
    return _("There is a published check: keep it as it is, correct it or retract it.")


# -- Back -------------------------------------------------------------------------------------------


def editor_when_approved(claim: Claim, by: User | None) -> str | None:
    """What two people have agreed on is opened again by an editor only."""
    if claim.status == Status.APPROVED and (by is None or not by.holds(Role.EDITOR)):
        return _("An approved verdict is opened again by an editor.")
    return None


def undoable(claim: Claim, by: User | None) -> str | None:
    """The person did something to it lately that can still be taken back."""
    if by is None or lately.last_of(lately.recent(claim), by, at=timezone.now()) is None:
        return _("There is nothing of yours that could be undone now.")
    return None


def unsettled(claim: Claim, by: User | None) -> str | None:
    """The text was touched since the check, or the verdict asks for a change that nobody has confirmed yet."""
    verdict = _at_hand(claim, lambda v, _all: v.reviewed_at is not None and v.retracted_at is None)
    if claim.text_changed_at or (verdict and asks_for_change(claim, verdict)):
        return None
    return _("The text has not changed since the check.")


def asks_for_change(claim: Claim, decided: Verdict) -> bool:
    """Whether the decided verdict wants the text changed ("change", "cut") and that has not been confirmed."""
    if decided.rating is None or decided.reviewed_at is None or not decided.rating.holds_back:
        return False
    return claim.confirmed_at is None or claim.confirmed_at < decided.reviewed_at
