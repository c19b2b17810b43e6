"""The proof dossier of an article: every claim with its evidence, verdicts, answers and history, ready to print."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from claims import history
from claims.models import (
    Article,
    Claim,
    Confrontation,
    Event,
    Evidence,
    Fact,
    Note,
    Revision,
    Source,
    User,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """Everything about one claim that the reader of the dossier may see."""

    claim: Claim
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]  # standing ones, as they were found
    hidden: int  # pieces of evidence from confidential sources that the reader may not see
    verdicts: tuple[
        Verdict, ...
    ]  # submitted ones, oldest first; a blind one is left out for whom it is hidden from
    confrontations: tuple[Confrontation, ...]
    notes: tuple[Note, ...]
    events: tuple[Event, ...]  # oldest first


@dataclass(frozen=True, slots=True)
class Dossier:
    """The article as it was proved."""

    article: Article
    revision: Revision | None  # the newest
    made_at: datetime
    made_for: User
    claims: tuple[ClaimFile, ...]  # in text order; those no longer in the text at the end
    events: tuple[Event, ...]  # of the article itself, oldest first
    last_hash: str  # of the newest event in it: proves later that nothing was added or changed


def dossier(article: Article, *, by: User, at: datetime) -> Dossier:
    """The dossier for this reader, at this time; a dozen queries, however many claims there are.

    Merged claims stand in the file of the one that they were merged into, by its history.
    """
    newest = article.revisions.order_by("-number").first()
    visible = set(
        Source.objects.visible_to(by).filter(citations__claim__article=article).values_list("pk", flat=True)
    )
    files = [_file(claim, by=by, visible=visible) for claim in _claims(article, by)]
    told = history.veiled((event for file in files for event in file.events), by=by)
    readable = {event.pk: event for event in told}
    files = [replace(file, events=tuple(readable[event.pk] for event in file.events)) for file in files]
    files.sort(key=lambda file: newest is None or file.claim.revision_id != newest.pk)
    events = tuple(article.events.filter(claim=None).order_by("pk"))
    last = max((e for file in files for e in file.events), key=lambda e: e.pk, default=None)
    newest_event = max([e for e in (last, *events) if e], key=lambda e: e.pk, default=None)
    return Dossier(
        article=article,
        revision=newest,
        made_at=at,
        made_for=by,
        claims=tuple(files),
        events=events,
        last_hash=newest_event.hash if newest_event else "",
    )


def _claims(article: Article, by: User) -> QuerySet[Claim]:
    """The claims of the article with everything that a file holds, in text order."""
    shown = Evidence.objects.standing().select_related("source__origin", "snapshot", "found_by")
    verdicts = Verdict.objects.filter(submitted_at__isnull=False).select_related(
        "rating__scale",
        "drafted_by",
        "reviewed_by",
        "published_by",
        "retracted_by",
        "corrects",
        "claim__desk",
        "claim__article__desk",
    )
    return (
        Claim.objects.visible_to(by)
        .filter(article=article, merged_into=None)
        .select_related("revision", "assignee", "reason", "answered_by__article", "marked_by", "desk")
        .prefetch_related(
            Prefetch("facts", Fact.objects.select_related("checked_by").order_by("position")),
            Prefetch("evidence", shown.order_by("found_at", "pk")),
            Prefetch(
                "verdicts",
                verdicts.order_by("number").prefetch_related(
                    "second_checks__rating", "second_checks__given_by"
                ),
            ),
            Prefetch(
                "confrontations", Confrontation.objects.select_related("asked_by").order_by("asked_at", "pk")
            ),
            Prefetch("notes", Note.objects.select_related("author").order_by("written_at", "pk")),
            Prefetch("events", Event.objects.order_by("pk")),
        )
        .in_text_order()
    )


def _file(claim: Claim, *, by: User, visible: set[int]) -> ClaimFile:
    evidence = tuple(claim.evidence.all())
    shown = tuple(e for e in evidence if e.source_id in visible)
    return ClaimFile(
        claim=claim,
        facts=tuple(claim.facts.all()),
        evidence=shown,
        hidden=len(evidence) - len(shown),
        verdicts=tuple(verdict for verdict in claim.verdicts.all() if not verdict.is_hidden_from(by)),
        confrontations=tuple(claim.confrontations.all()),
        notes=tuple(claim.notes.all()),
        events=tuple(claim.events.all()),
    )
