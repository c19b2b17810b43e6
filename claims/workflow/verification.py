"""The room where a claim is checked: evidence, facts ticked one by one, notes, people asked to answer."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import history, notices
from claims.choices import Action, FactState, SourceKind, Stance
from claims.errors import Invalid, WorkflowError
from claims.models import Claim, Confrontation, Evidence, Fact, Note, Snapshot, Source, User
from claims.workflow import inputs, lifecycle, mentions
from claims.workflow.origins import independent_origins, normal_url, origins, registrable

__all__ = [
    "SourceSheet",
    "cite",
    "confront",
    "find_source",
    "independent_origins",
    "link_origin",
    "note",
    "origins",
    "record_answer",
    "start",
    "tick",
    "uncite",
]

LONGEST_QUOTED = 5_000


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """A source as somebody enters it: by its address, or in words."""

    url: str = ""
    title: str = ""
    kind: str = SourceKind.WEB
    publisher: str = ""
    author: str = ""
    published_on: date | None = None
    confidential: bool = False
    confidants: tuple[User, ...] = field(default=())  # who may see it besides the one who adds it


def start(claim: Claim, *, by: User, at: datetime, version: int | None = None) -> None:
    """The person checks the claim; it is in their hands."""
    lifecycle.perform(claim, Action.START, by=by, at=at, version=version, assignee=by)


# -- Evidence ---------------------------------------------------------------------------------------


def cite(
    claim: Claim,
    *,
    source: Source | SourceSheet,
    stance: str,
    by: User,
    at: datetime,
    is_primary: bool = False,
    place: str = "",
    quoted: str = "",
    note: str = "",
) -> Evidence:
    """The source says this about the claim; a copy of a web page is asked for.

    A source entered again by an address that means the same page is the same source. Raises Invalid for an
    address that is not http(s), a source without any name, an unknown stance, and texts that are too long,
    WorkflowError for the very same citation again.
    """
    lifecycle.ensure(claim, Action.CITE, by=by)
    if stance not in Stance.values:
        raise Invalid(
            _("Say whether the source supports or refutes the claim, or gives context."), field="stance"
        )
    place = inputs.line(place, field="place", longest=200)
    quoted = inputs.words(quoted, field="quoted", longest=LONGEST_QUOTED)
    note = inputs.words(note, field="note")
    with history.writing():
        row = source if isinstance(source, Source) else _source(source, by=by, at=at)
        if not Source.objects.visible_to(by).filter(pk=row.pk).exists():
            raise Invalid(_("There is no such source."), field="source")
        if claim.evidence.standing().filter(source=row, place=place, quoted=quoted).exists():
            raise WorkflowError(_("This is among the evidence already."))
        snapshot = Snapshot.objects.ask(row, at=at) if row.kind == SourceKind.WEB and row.url else None
        evidence = Evidence.objects.create(
            claim=claim,
            source=row,
            stance=Stance(stance),
            is_primary=is_primary,
            place=place,
            quoted=quoted,
            note=note,
            snapshot=snapshot,
            found_by=by,
            found_at=at,
        )
        lifecycle.perform(claim, Action.CITE, by=by, at=at, after=_told(evidence))
    return evidence


def uncite(evidence: Evidence, *, by: User, at: datetime, why: str = "") -> None:
    """The evidence no longer counts; it stays readable in the history. Raises WorkflowError when it is removed already."""
    why = inputs.words(why, field="why")
    with history.writing():
        lifecycle.perform(evidence.claim, Action.UNCITE, by=by, at=at, why=why, before=_told(evidence))
        if not Evidence.objects.standing().filter(pk=evidence.pk).update(removed_by=by, removed_at=at):
            raise WorkflowError(_("This evidence has been removed already."))
    evidence.refresh_from_db()


def find_source(url: str, *, by: User) -> Source | None:
    """The source with this address that the person may see; an own confidential one before a public one."""
    key = url_key(inputs.web_address(url))
    return Source.objects.visible_to(by).filter(url_key=key).order_by("-confidential", "pk").first()


def link_origin(source: Source, *, origin: Source | None, by: User, at: datetime) -> None:
    """The source takes its text from the other one (an agency, a press release): both are one origin.

    Raises Invalid when that would go in a circle, and for a source that the person may not see.
    """
    lifecycle.ensure_role(Action.LINK_ORIGIN, by=by)
    visible = Source.objects.visible_to(by)
    with history.writing():
        for row in (source, origin):
            if row is not None and not visible.filter(pk=row.pk).exists():
                raise Invalid(_("There is no such source."), field="source")
        above, seen = origin, set[int]()
        while above is not None and above.pk not in seen:
            if above.pk == source.pk:
                raise Invalid(_("Two sources cannot take their text from each other."), field="origin")
            seen.add(above.pk)
            above = above.origin
        before = Source.objects.get(pk=source.pk).origin
        Source.objects.filter(pk=source.pk).update(origin=origin)
        secret = any(row is not None and row.confidential for row in (source, origin, before))
        history.record(
            Action.LINK_ORIGIN,
            by=by,
            at=at,
            before={"source": source.pk, "origin": before and (before.pk if secret else before)},
            after={"source": source.pk, "origin": origin and (origin.pk if secret else origin)},
        )
    source.refresh_from_db()


def url_key(url: str) -> str:
    """What makes two addresses the same source: SHA-256 in hex of the normal form."""
    return hashlib.sha256(normal_url(url).encode()).hexdigest()


def _source(sheet: SourceSheet, *, by: User, at: datetime) -> Source:
    """The source of the sheet: the known one, or a new row."""
    if sheet.kind not in SourceKind.values:
        raise Invalid(_("There is no such kind of source."), field="kind")
    url = inputs.web_address(sheet.url) if sheet.url.strip() or sheet.kind == SourceKind.WEB else ""
    title = inputs.line(sheet.title, field="title", longest=500)
    if not (title or url):
        raise Invalid(_("Name the source."), field="title")
    if url:
        same = Source.objects.visible_to(by).filter(url_key=url_key(url), confidential=sheet.confidential)
        if known := same.order_by("pk").first():
            return known
    fresh = Source(
        kind=SourceKind(sheet.kind),
        title=title or url[:500],
        url=url,
        url_key=url_key(url) if url else "",
        publisher=inputs.line(sheet.publisher, field="publisher", longest=200) or registrable(url),
        author=inputs.line(sheet.author, field="author", longest=300),
        published_on=sheet.published_on,
        confidential=sheet.confidential,
        added_by=by,
        added_at=at,
    )
    with transaction.atomic():
        fresh.save(force_insert=True)
        fresh.confidants.set(sheet.confidants)
    return fresh


def _told(evidence: Evidence) -> dict[str, object]:
    """What everybody may read in the history about the evidence: of a confidential source, only that it is one."""
    told: dict[str, object] = {"evidence": evidence.pk, "stance": evidence.stance}
    if evidence.source.confidential:
        return {**told, "confidential": True}
    return {
        **told,
        "source": evidence.source,
        "url": evidence.source.url,
        "is_primary": evidence.is_primary,
        "place": evidence.place,
        "quoted": evidence.quoted,
    }


# -- Facts ------------------------------------------------------------------------------------------


def tick(fact: Fact, *, state: str, by: User, at: datetime, why: str = "") -> None:
    """The fact is right, wrong, or open again. Raises Invalid for an unknown state."""
    if state not in FactState.values:
        raise Invalid(_("A fact is right, wrong or open."), field="state")
    why = inputs.words(why, field="why")
    checked: dict[str, Any] = {"checked_by": None, "checked_at": None}
    if state != FactState.OPEN:
        checked = {"checked_by": by, "checked_at": at}
    with history.writing():
        present = Fact.objects.select_related("claim").get(pk=fact.pk)
        lifecycle.perform(
            fact.claim,
            Action.TICK,
            by=by,
            at=at,
            why=why,
            before={
                "fact": fact.pk,
                "quote": present.quote,
                "state": present.state,
                "checked_by": present.checked_by,
                "checked_at": present.checked_at,
            },
            after={"fact": fact.pk, "quote": present.quote, "state": state},
        )
        Fact.objects.filter(pk=fact.pk).update(state=FactState(state), **checked)
    fact.refresh_from_db()


# -- Discussion -------------------------------------------------------------------------------------


def note(claim: Claim, *, text: str, by: User, at: datetime) -> Note:
    """The remark stands in the discussion; active people named in it with @username are told."""
    text = inputs.words(text, field="text", needed=_("Write something first."))
    with history.writing():
        written = Note.objects.create(claim=claim, author=by, text=text, written_at=at)
        mentioned = [person for person in mentions.mentioned(text) if person.pk != by.pk]
        written.mentions.set(mentioned)
        lifecycle.perform(
            claim,
            Action.NOTE,
            by=by,
            at=at,
            after={"note": written.pk, **({"mentions": mentioned} if mentioned else {})},
        )
        notices.mentioned(written, by=by, at=at)
    return written


def confront(
    claim: Claim,
    *,
    person_asked: str,
    question: str,
    by: User,
    at: datetime,
    answer_due_at: datetime | None = None,
) -> Confrontation:
    """The named person was asked to answer to the claim, until a time that is still to come."""
    lifecycle.ensure(claim, Action.CONFRONT, by=by)
    person_asked = inputs.line(
        person_asked, field="person_asked", longest=300, needed=_("Name the person who was asked.")
    )
    question = inputs.words(question, field="question")
    if answer_due_at is not None:
        answer_due_at = inputs.future(answer_due_at, at=at, field="answer_due_at")
    with history.writing():
        asked = Confrontation.objects.create(
            claim=claim,
            person_asked=person_asked,
            question=question,
            asked_by=by,
            asked_at=at,
            answer_due_at=answer_due_at,
        )
        lifecycle.perform(
            claim,
            Action.CONFRONT,
            by=by,
            at=at,
            after={"confrontation": asked.pk, "person_asked": person_asked, "answer_due_at": answer_due_at},
        )
    return asked


def record_answer(
    confrontation: Confrontation, *, answer: str, by: User, at: datetime, answered_at: datetime | None = None
) -> None:
    """What the person answered is written down, once. An answer of "" says that none was given.

    Raises WorkflowError when an answer stands already.
    """
    answer = inputs.words(answer, field="answer")
    when = answered_at or at
    if when > at:
        raise Invalid(_("This time is still to come."), field="answered_at")
    with history.writing():
        lifecycle.perform(
            confrontation.claim,
            Action.RECORD_ANSWER,
            by=by,
            at=at,
            after={"confrontation": confrontation.pk, "answer": answer, "answered_at": when},
        )
        open_one = Confrontation.objects.filter(pk=confrontation.pk, answered_at__isnull=True)
        if not open_one.update(answer=answer, answered_at=when):
            raise WorkflowError(_("An answer is recorded already."))
    confrontation.refresh_from_db()
