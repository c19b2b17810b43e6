"""What came in and what the people of the demo newsroom have done so far, from seeds/: a fortnight and a working day."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.dateparse import parse_date

from claims import archiving
from claims.choices import Carriage, Channel, FactState, ReasonKind, SourceKind, Status
from claims.fetching import Fetched, Unreachable
from claims.management.demo_pieces import Piece, duration
from claims.models import Article, Claim, Notification, Rating, Reason, User, Verdict
from claims.notify import inbox
from claims.pipeline import runner
from claims.workflow import (
    assignment,
    correction,
    publication,
    release,
    review,
    several,
    triage,
    verification,
)
from claims.workflow.verification import SourceSheet

MINUTE = timedelta(minutes=1)
AHEAD = timedelta(seconds=45)  # of the full minute: an article is split before the next deed is done
NEWS = timedelta(hours=4)  # what people were told longer ago, they have read
Deed = tuple[datetime, Callable[[], object]]


def play(seeds: Path, pieces: Mapping[str, Piece], *, at: datetime) -> int:
    """The articles are in and split, and what day.json tells is done; answers how many articles are new.

    Everything goes through the rooms of the workflow, one deed after the other as the clock ran: an article
    is split when it came in. A claim that somebody has touched already is left alone. Nobody gets mail about it.
    """
    desk = Desk(
        pieces=pieces,
        sources=json.loads((seeds / "sources.json").read_text(encoding="utf-8")),
        people={person.username: person for person in User.objects.all()},
        now=at,
    )
    told = json.loads((seeds / "day.json").read_text(encoding="utf-8"))
    for check in told:
        if "claim" in check:
            desk.named.setdefault(check["article"], []).append(check["claim"])
    arrivals = [
        (when - AHEAD, partial(_arrive, piece, version, when - AHEAD))
        for piece in pieces.values()
        if not piece.is_here()
        for version, when in piece.versions(at)
    ]
    deeds: list[Deed] = [*arrivals]
    for one in told:
        deeds += (Check(one, desk) if "claim" in one else Bulk(one, desk)).deeds()
    last = Notification.objects.aggregate(last=Max("pk"))["last"] or 0
    letters = Notification.objects.exclude(channel=Channel.IN_APP).filter(pk__gt=last, written_at__lte=at)
    for _when, deed in sorted(deeds, key=lambda deed: deed[0]):
        with transaction.atomic():  # before the clock can send what the deed told of
            deed()
            letters.filter(state=Carriage.WAITING).delete()
    for person in desk.people.values():
        known = inbox.of(person).unread().filter(written_at__lt=at - NEWS)
        inbox.mark_read(person, at=at, only=list(known.values_list("pk", flat=True)))
    return len({deed.args[0] for _when, deed in arrivals})


def _arrive(piece: Piece, version: Mapping[str, Any], when: datetime) -> None:
    """The version is in and split before anybody else sees it: no worker has to be woken for it."""
    with transaction.atomic():
        article = piece.submit(version, at=when)
        runner.run(article.pk, holder="demo", begun=when)


@dataclass(frozen=True, slots=True)
class Desk:
    """What everything that is told refers to."""

    pieces: Mapping[str, Piece]
    sources: Mapping[str, dict[str, Any]]
    people: Mapping[str, User]
    now: datetime
    named: dict[str, list[str]] = field(default_factory=dict)  # the words by which day.json names claims

    def when(self, told: Mapping[str, Any]) -> datetime:
        """`after` counts from when the article came in, `begun` back from now."""
        if "after" in told:
            return self.pieces[told["article"]].came_in(self.now) + duration(told["after"])
        return self.now - duration(told["begun"])

    def claim(self, article: str, words: str) -> Claim | None:
        """The first claim of the article in which the words stand."""
        claims = self.pieces[article].article().claims.standing().in_text_order()
        return next((claim for claim in claims if words in " ".join(claim.quote.split())), None)

    def page(self, url: str, **_limits: Any) -> Fetched:
        """The page of the demo at this address; none of these addresses exists outside. Raises Unreachable."""
        sheet = next((sheet for sheet in self.sources.values() if sheet["url"] == url), None)
        if sheet is None:
            raise Unreachable("This page is not part of the demo newsroom.", for_good=True)
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in sheet["page"])
        title = escape(sheet["title"])
        page = f'<!doctype html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>{text}'
        return Fetched(url=url, media_type="text/html", charset="utf-8", body=page.encode(), whole=True)


def _reason(kind: str, key: str) -> Reason:
    return Reason.objects.get(kind=kind, key=key)


@dataclass(frozen=True, slots=True)
class Bulk:
    """One entry of day.json about several claims of an article: a slice of those that it does not name."""

    told: dict[str, Any]
    desk: Desk

    def deeds(self) -> Iterator[Deed]:
        """What was done with them in one go, and that the article was let out."""
        when = self.desk.when(self.told)
        yield when, partial(self._done, when)
        if "released_by" in self.told:
            yield when + 5 * MINUTE, partial(self._released, when + 5 * MINUTE)

    def _article(self) -> Article:
        return self.desk.pieces[self.told["article"]].article()

    def _claims(self) -> list[Claim]:
        """Those of them that nobody has touched; most worth a check first."""
        article = self.told["article"]
        named = [self.desk.claim(article, words) for words in self.desk.named.get(article, ())]
        rows = self._article().claims.standing().order_by("-sort_worth", "pk")
        rest = list(rows.exclude(pk__in=[claim.pk for claim in named if claim]))
        return [claim for claim in rest[slice(*self.told["several"])] if claim.status == Status.NEW]

    def _done(self, when: datetime) -> None:
        claims, by = self._claims(), self.desk.people[self.told["by"]]
        match self.told["until"]:
            case Status.DISMISSED:
                reason = _reason(ReasonKind.DISMISS, self.told["reason"])
                outcome = several.dismiss(claims, reason=reason, by=by, at=when)
            case Status.ASSIGNED:
                to = self.desk.people[self.told["to"]]
                due_at = self.desk.now + duration(self.told["due"]) if "due" in self.told else None
                outcome = assignment.assign_all(claims, to=to, by=by, at=when, due_at=due_at)
            case _:
                outcome = several.accept(claims, by=by, at=when)
        for _claim, refusal in outcome.refused:
            raise refusal

    def _released(self, when: datetime) -> None:
        article = self._article()
        if not release.is_released(article) and not release.blockers(article):
            release.release(article, by=self.desk.people[self.told["released_by"]], at=when)


@dataclass(slots=True)
class Check:
    """One entry of day.json about one claim: who did what with it."""

    told: dict[str, Any]
    desk: Desk
    claim: int | None = None  # its id, 0 when it is left alone; None before the first deed

    def deeds(self) -> Iterator[Deed]:
        """Everything that was done to the claim, with its time, oldest first."""
        begun, until = self.desk.when(self.told), self.told["until"]
        by = self.desk.people[self.told["by"]]
        if until == Status.DISMISSED:
            reason = partial(_reason, ReasonKind.DISMISS, self.told["reason"])
            yield begun, self._of(triage.dismiss, by, begun, reason=reason)
            return
        if until == Status.NOT_CHECKABLE:
            reason = partial(_reason, ReasonKind.NOT_CHECKABLE, self.told["reason"])
            yield begun, self._of(triage.rule_out, by, begun, reason=reason)
            return
        yield from self._given_out(begun, by)
        if until == Status.ASSIGNED:
            return
        yield begun + MINUTE, self._of(verification.start, by, begun + MINUTE)
        yield from self._verified(begun + 2 * MINUTE, by)
        if until == Status.CHECKING:
            return
        sent = begun + timedelta(minutes=self.told["minutes"])
        yield from self._judged(sent, by)
        if until == Status.IN_REVIEW:
            return
        yield from self._agreed(sent + 20 * MINUTE)
        if until == Status.PUBLISHED:
            editor, when = self.desk.people[self.told["editor"]], sent + 50 * MINUTE
            yield when, self._of(publication.publish, editor, when)
            yield from self._corrected()

    def _present(self) -> Claim | None:
        """The claim as it stands by now; None for one that is not there or was touched before all this."""
        if self.claim is None:
            found = self.desk.claim(self.told["article"], self.told["claim"])
            self.claim = found.pk if found and found.status == Status.NEW else 0
        return Claim.objects.get(pk=self.claim) if self.claim else None

    def _of(
        self, room: Callable[..., object], by: User, when: datetime, **words: Any
    ) -> Callable[[], object]:
        """The room's verb, done to the claim as it stands by then; words that are callable are asked then."""

        def done() -> None:
            if claim := self._present():
                said = {name: word() if callable(word) else word for name, word in words.items()}
                room(claim, by=by, at=when, **said)

        return done

    def _given_out(self, when: datetime, by: User) -> Iterator[Deed]:
        if giver := self.told.get("assigned_by"):
            due = {"due_at": self.desk.now + duration(self.told["due"])} if "due" in self.told else {}
            yield when, self._of(assignment.assign, self.desk.people[giver], when, to=by, **due)
            return
        yield when, self._of(triage.accept, by, when)
        yield when + MINUTE / 2, self._of(assignment.take, by, when + MINUTE / 2)

    def _verified(self, when: datetime, by: User) -> Iterator[Deed]:
        for step, evidence in enumerate(self.told.get("evidence", ()), start=1):
            found = when + step * MINUTE
            yield found, self._of(self._cite, by, found, evidence=evidence)
        if "note" in self.told:
            author, text = self.told["note"]
            asked = when + 4 * MINUTE
            yield asked, self._of(verification.note, self.desk.people[author], asked, text=text)
        if question := self.told.get("confront"):
            words = {
                "person_asked": question["who"],
                "question": question["question"],
                "answer_due_at": self.desk.now + duration(question["due"]),
            }
            yield when, self._of(verification.confront, by, when, **words)
        if self.told.get("rating"):
            yield when + 5 * MINUTE, self._of(self._tick, by, when + 5 * MINUTE)

    def _cite(self, claim: Claim, *, by: User, at: datetime, evidence: Mapping[str, Any]) -> None:
        """The source is cited, and its copy made before the clock asks the world for a page that is only here."""
        sheet = self.desk.sources[evidence["source"]]
        source = SourceSheet(
            url=sheet["url"],
            title=sheet["title"],
            kind=sheet.get("kind", SourceKind.WEB),
            publisher=sheet["publisher"],
            author=sheet.get("author", ""),
            published_on=parse_date(sheet.get("published_on", "")),
        )
        words = {name: evidence.get(name, "") for name in ("stance", "place", "quoted")}
        with transaction.atomic():
            verification.cite(claim, source=source, is_primary=evidence["primary"], by=by, at=at, **words)
            archiving.archive_waiting(at, fetch=self.desk.page)

    def _tick(self, claim: Claim, *, by: User, at: datetime) -> None:
        """All facts of the claim are ticked, those of `wrong_facts` as wrong."""
        wrong = set(self.told.get("wrong_facts", ()))
        for fact in claim.facts.order_by("position"):
            state = FactState.WRONG if fact.quote in wrong else FactState.RIGHT
            verification.tick(fact, state=state, by=by, at=at)

    def _judged(self, sent: datetime, by: User) -> Iterator[Deed]:
        texts = {"rationale": self.told["rationale"], "proposed_wording": self.told.get("wording", "")}
        rating, drafted = partial(self._rating, self.told), sent - MINUTE / 2
        yield drafted, self._of(review.draft_verdict, by, drafted, rating=rating, **texts)
        if back := self.told.get("sent_back"):
            early, back_at = drafted + MINUTE / 4, drafted + MINUTE / 3
            yield early, self._of(review.submit, by, early)
            yield back_at, self._decided(review.send_back, back["by"], back_at, note=back["note"])
        yield sent, self._of(review.submit, by, sent)

    def _agreed(self, when: datetime) -> Iterator[Deed]:
        if second := self.told.get("second"):
            given = when - 5 * MINUTE
            words = {"rating": partial(self._rating, second), "rationale": second.get("rationale", "")}
            yield given, self._decided(review.second_check, second["by"], given, **words)
        if other := self.told.get("overruled"):
            words = {"rating": partial(self._rating, other), "because": other["because"]}
            words["rationale"] = other["rationale"]
            yield when, self._decided(review.overrule, other["by"], when, **words)
            return
        yield when, self._decided(review.approve, self.told["reviewer"], when)

    def _corrected(self) -> Iterator[Deed]:
        if not (told := self.told.get("correction")):
            return
        when, by = self.desk.when({"article": self.told["article"], **told}), self.desk.people[told["by"]]
        yield when, self._of(correction.correct, by, when, note=told["note"])
        drafted, sent = when + 9 * MINUTE, when + 10 * MINUTE
        yield drafted, self._of(review.draft_verdict, by, drafted, rationale=told["rationale"])
        yield sent, self._of(review.submit, by, sent)
        agreed, out = when + 25 * MINUTE, when + 30 * MINUTE
        yield agreed, self._decided(review.approve, self.told["reviewer"], agreed)
        yield out, self._of(publication.publish, self.desk.people[self.told["editor"]], out)

    def _decided(
        self, room: Callable[..., object], by: str, when: datetime, **words: Any
    ) -> Callable[[], object]:
        """The room's verb, done to the verdict that waits for a decision by then."""

        def on_verdict(claim: Claim, **said: Any) -> object:
            verdict = Verdict.objects.get(claim=claim, submitted_at__isnull=False, reviewed_at=None)
            return room(verdict, **said)

        return self._of(on_verdict, self.desk.people[by], when, **words)

    @staticmethod
    def _rating(told: Mapping[str, Any]) -> Rating:
        return Rating.objects.get(key=told["rating"], valid_to=None)
