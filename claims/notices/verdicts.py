"""Notices about verdicts: sent back, approved, wanting a second person, published, corrected, retracted; checked elsewhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from claims.choices import Action, Role
from claims.models import Claim, Event, User, Verdict
from claims.notices.readers import Reader, Roster, desk_of, others
from claims.notices.telling import loaded, tell
from claims.notices.words import Tail

RATED = {"de": "Bewertung: {}", "en": "rating: {}"}


def review_wanted(verdict: Verdict, *, by: User | None, at: datetime) -> None:
    """The desk's reviewers, without the one who drafted, will be told, and the desk's chat.

    The rating is not told: the desk may check blind.
    """
    claim = _claim_of(verdict)
    reviewers = [
        person
        for person in Roster(at).of(desk_of(claim), Role.REVIEWER)
        if person.pk not in {verdict.drafted_by_id, by.pk if by else None}
    ]
    desk = desk_of(claim)
    tell(
        "review_wanted",
        {person: [claim] for person in reviewers},
        desks={desk: [claim]} if desk else None,
        by=by,
        at=at,
        drafter=verdict.drafted_by.name,
        blind=bool(desk and desk.blind_second_check),
    )


def sent_back(verdict: Verdict, *, by: User | None, at: datetime, note: str) -> None:
    """Who drafted the verdict, and who has the claim, will be told what is missing."""
    claim = _claim_of(verdict)
    people = others((verdict.drafted_by, claim.assignee), than=by)
    tell("sent_back", {person: [claim] for person in people}, by=by, at=at, note=note)


def approved(verdict: Verdict, *, by: User | None, at: datetime) -> None:
    """Who drafted the verdict will be told that it stands, the desk's editors that they can publish it."""
    claim = _claim_of(verdict)
    authors = others((verdict.drafted_by, claim.assignee), than=by)
    tell("approved", {person: [claim] for person in authors}, by=by, at=at, tail=_rated(verdict))
    editors = others(Roster(at).of(desk_of(claim), Role.EDITOR), than=by)
    told = {person: [claim] for person in editors}
    tell("to_publish", told, by=by, at=at, tail=_rated(verdict), drafter=verdict.drafted_by.name)


def published(verdict: Verdict, *, by: User | None, at: datetime) -> None:
    """Who worked on the verdict, and who sent the article in, will be told, and the desk's chat."""
    _tell_all_of("published", verdict, _authors(verdict), by=by, at=at)


def corrected(verdict: Verdict, *, by: User | None, at: datetime) -> None:
    """Who worked on this verdict or on the one it corrects, and the desk's editors, will be told."""
    earlier = verdict.corrects
    people = [*_authors(verdict), *(_authors(earlier) if earlier else ())]
    editors = Roster(at).of(desk_of(verdict.claim), Role.EDITOR)
    _tell_all_of(
        "corrected",
        verdict,
        [*people, *editors],
        by=by,
        at=at,
        note=verdict.correction_note,
        before=_label(earlier) if earlier else "",
        after=_label(verdict),
    )


def retracted(verdict: Verdict, *, by: User | None, at: datetime) -> None:
    """Who worked on the verdict, and the desk's editors, will be told why it no longer stands."""
    editors = Roster(at).of(desk_of(verdict.claim), Role.EDITOR)
    people = [*_authors(verdict), *editors]
    _tell_all_of("retracted", verdict, people, by=by, at=at, note=verdict.retraction_note)


def checked_elsewhere(
    event: Event, verdict: Verdict | None, holders: Mapping[User, Sequence[Claim]], *, corrected: bool
) -> None:
    """Who holds an open claim that says the same will be told what was checked elsewhere, corrected or retracted."""
    retracted = event.action == Action.RETRACT
    for claims in holders.values():
        loaded(claims)
    tell(
        "checked_elsewhere",
        holders,
        by=event.actor,
        at=event.at,
        note=(verdict.retraction_note if retracted else verdict.correction_note) if verdict else "",
        tail=_rated(verdict) if verdict and not retracted else lambda claim, to: "",
        where=event.article.title if event.article else "",
        retracted="1" if retracted else "",
        corrected="1" if corrected else "",
    )


def _claim_of(verdict: Verdict) -> Claim:
    (claim,) = loaded([verdict.claim])
    return claim


def _authors(verdict: Verdict) -> tuple[User | None, ...]:
    return (verdict.drafted_by, verdict.reviewed_by, verdict.published_by, verdict.claim.article.submitted_by)


def _tell_all_of(
    topic: str,
    verdict: Verdict,
    people: Iterable[User | None],
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    **more: Callable[[Reader], str] | str,
) -> None:
    claim = _claim_of(verdict)
    desk = desk_of(claim)
    tell(
        topic,
        {person: [claim] for person in others(people, than=by)},
        desks={desk: [claim]} if desk else None,
        by=by,
        at=at,
        note=note,
        tail=_rated(verdict),
        **more,
    )


def _label(verdict: Verdict) -> Callable[[Reader], str]:
    rating = verdict.rating
    if rating is None:  # only a draft has none
        return lambda to: ""
    return lambda to: rating.label_de if to.language == "de" else rating.label_en


def _rated(verdict: Verdict) -> Tail:
    label = _label(verdict)
    return lambda claim, to: RATED[to.language].format(label(to))
