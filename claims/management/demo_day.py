"""What the people of the demo newsroom have done so far, from seeds/day.json: a desk in the middle of its day."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from django.utils.dateparse import parse_date, parse_duration

from claims import archiving
from claims.choices import Carriage, Channel, FactState, ReasonKind, SourceKind, Stage, Status
from claims.fetching import Fetched, Unreachable
from claims.models import Article, Claim, Notification, Rating, Reason, User, Verdict
from claims.pipeline import runner
from claims.workflow import assignment, correction, publication, review, triage, verification
from claims.workflow.verification import SourceSheet

MINUTE = timedelta(minutes=1)
Deed = tuple[datetime, Callable[[], object]]


def play(seeds: Path, *, at: datetime) -> int:
    """The articles of day.json are split and their claims stand where day.json says; answers how many.

    Everything goes through the rooms of the workflow, one deed after the other as the clock ran. A claim
    that somebody has touched already is left alone. Nobody gets mail about it.
    """
    sources = json.loads((seeds / "sources.json").read_text(encoding="utf-8"))
    checks = json.loads((seeds / "day.json").read_text(encoding="utf-8"))
    articles = {key: _split(seeds, key) for key in dict.fromkeys(check["article"] for check in checks)}
    people = {person.username: person for person in User.objects.all()}
    told = [
        Told(claim, check, sources, people, at)
        for check in checks
        if (claim := _claim(articles[check["article"]], check["claim"])) and claim.status == Status.NEW
    ]
    deeds = [deed for one in told for deed in one.deeds()]
    for _when, deed in sorted(deeds, key=lambda deed: deed[0]):
        deed()
    archiving.archive_waiting(at, limit=10 * len(sources), fetch=partial(_page, sources))
    Notification.objects.filter(state=Carriage.WAITING).exclude(channel=Channel.IN_APP).delete()
    return len(told)


def _split(seeds: Path, key: str) -> Article:
    """The article of this file name, split into its claims."""
    piece = json.loads((seeds / "articles" / f"{key}.json").read_text(encoding="utf-8"))
    article = Article.objects.get(outlet__key=piece["outlet"], url=piece["url"])
    while article.is_working and runner.run(article.pk, holder="demo"):
        article.refresh_from_db()
    article.refresh_from_db()
    if article.stage == Stage.READY:
        article.claims.update(found_at=article.received_at + MINUTE)
    return article


def _claim(article: Article, words: str) -> Claim | None:
    """The first claim of the article in which the words stand."""
    return next(
        (c for c in article.claims.standing().in_text_order() if words in " ".join(c.quote.split())), None
    )


def _page(sources: Mapping[str, Any], url: str, **_limits: Any) -> Fetched:
    """The page of the demo at this address; none of these addresses exists outside. Raises Unreachable."""
    sheet = next((sheet for sheet in sources.values() if sheet["url"] == url), None)
    if sheet is None:
        raise Unreachable("This page is not part of the demo newsroom.", for_good=True)
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in sheet["page"])
    title = escape(sheet["title"])
    page = f'<!doctype html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>{text}'
    return Fetched(url=url, media_type="text/html", charset="utf-8", body=page.encode(), whole=True)


def _duration(words: str) -> timedelta:
    found = parse_duration(words)
    if found is None:
        raise ValueError(f"{words!r} is not an ISO 8601 duration.")
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of day.json: who did what with one claim."""

    claim: Claim
    check: dict[str, Any]
    sources: Mapping[str, dict[str, Any]]
    people: Mapping[str, User]
    now: datetime

    def deeds(self) -> Iterator[Deed]:
        """Everything that was done to the claim, with its time, oldest first."""
        begun = self.now - _duration(self.check["begun"])
        by, until = self.people[self.check["by"]], self.check["until"]
        if until == Status.DISMISSED:
            reason = Reason.objects.get(kind=ReasonKind.DISMISS, key=self.check["reason"])
            yield begun, self._of(triage.dismiss, by, begun, reason=reason)
            return
        if until == Status.NOT_CHECKABLE:
            reason = Reason.objects.get(kind=ReasonKind.NOT_CHECKABLE, key=self.check["reason"])
            yield begun, self._of(triage.rule_out, by, begun, reason=reason)
            return
        yield from self._given_out(begun, by)
        if until == Status.ASSIGNED:
            return
        yield begun + MINUTE, self._of(verification.start, by, begun + MINUTE)
        yield from self._verified(begun + 2 * MINUTE, by)
        if until == Status.CHECKING:
            return
        sent = begun + _duration(f"PT{self.check['minutes']}M")
        yield from self._judged(sent, by)
        if until == Status.IN_REVIEW:
            return
        yield from self._agreed(sent + 20 * MINUTE)
        if until == Status.PUBLISHED:
            editor, when = self.people[self.check["editor"]], sent + 50 * MINUTE
            yield when, self._of(publication.publish, editor, when)
            yield from self._corrected()

    def _of(
        self, room: Callable[..., object], by: User, when: datetime, **words: Any
    ) -> Callable[[], object]:
        """The room's verb, done to the claim as it stands by then."""
        return lambda: room(Claim.objects.get(pk=self.claim.pk), by=by, at=when, **words)

    def _given_out(self, when: datetime, by: User) -> Iterator[Deed]:
        if giver := self.check.get("assigned_by"):
            due = {"due_at": self.now + _duration(self.check["due"])} if "due" in self.check else {}
            yield when, self._of(assignment.assign, self.people[giver], when, to=by, **due)
            return
        yield when, self._of(triage.accept, by, when)
        yield when + MINUTE / 2, self._of(assignment.take, by, when + MINUTE / 2)

    def _verified(self, when: datetime, by: User) -> Iterator[Deed]:
        for step, evidence in enumerate(self.check.get("evidence", ()), start=1):
            found = when + step * MINUTE
            sheet = self.sources[evidence["source"]]
            source = SourceSheet(
                url=sheet["url"],
                title=sheet["title"],
                kind=sheet.get("kind", SourceKind.WEB),
                publisher=sheet["publisher"],
                author=sheet.get("author", ""),
                published_on=parse_date(sheet.get("published_on", "")),
            )
            words = {name: evidence[name] for name in ("stance", "place", "quoted")}
            yield (
                found,
                self._of(
                    verification.cite, by, found, source=source, is_primary=evidence["primary"], **words
                ),
            )
        if "note" in self.check:
            author, text = self.check["note"]
            asked = when + 4 * MINUTE
            yield asked, self._of(verification.note, self.people[author], asked, text=text)
        if question := self.check.get("confront"):
            yield (
                when,
                self._of(
                    verification.confront,
                    by,
                    when,
                    person_asked=question["who"],
                    question=question["question"],
                    answer_due_at=self.now + _duration(question["due"]),
                ),
            )
        if self.check.get("rating"):
            yield when + 5 * MINUTE, partial(self._tick, by, when + 5 * MINUTE)

    def _tick(self, by: User, when: datetime) -> None:
        """All facts of the claim are ticked, those of `wrong_facts` as wrong."""
        wrong = set(self.check.get("wrong_facts", ()))
        for fact in self.claim.facts.order_by("position"):
            state = FactState.WRONG if fact.quote in wrong else FactState.RIGHT
            verification.tick(fact, state=state, by=by, at=when)

    def _judged(self, sent: datetime, by: User) -> Iterator[Deed]:
        texts = {"rationale": self.check["rationale"], "proposed_wording": self.check.get("wording", "")}
        drafted = sent - MINUTE / 2
        yield drafted, self._of(review.draft_verdict, by, drafted, rating=self._rating(self.check), **texts)
        if back := self.check.get("sent_back"):
            early, back_at = drafted + MINUTE / 4, drafted + MINUTE / 3
            yield early, self._of(review.submit, by, early)
            yield back_at, self._decided(review.send_back, back["by"], back_at, note=back["note"])
        yield sent, self._of(review.submit, by, sent)

    def _agreed(self, when: datetime) -> Iterator[Deed]:
        if second := self.check.get("second"):
            given = when - 5 * MINUTE
            words = {"rating": self._rating(second), "rationale": second.get("rationale", "")}
            yield given, self._decided(review.second_check, second["by"], given, **words)
        yield when, self._decided(review.approve, self.check["reviewer"], when)

    def _corrected(self) -> Iterator[Deed]:
        if not (told := self.check.get("correction")):
            return
        when, by = self.now - _duration(told["ago"]), self.people[told["by"]]
        yield when, self._of(correction.correct, by, when, note=told["note"])
        drafted, sent = when + 9 * MINUTE, when + 10 * MINUTE
        yield drafted, self._of(review.draft_verdict, by, drafted, rationale=told["rationale"])
        yield sent, self._of(review.submit, by, sent)
        agreed, out = when + 25 * MINUTE, when + 30 * MINUTE
        yield agreed, self._decided(review.approve, self.check["reviewer"], agreed)
        yield out, self._of(publication.publish, self.people[self.check["editor"]], out)

    def _decided(
        self, room: Callable[..., object], by: str, when: datetime, **words: Any
    ) -> Callable[[], object]:
        """The room's verb, done to the verdict that waits for a decision by then."""

        def done() -> object:
            verdict = Verdict.objects.get(claim=self.claim.pk, submitted_at__isnull=False, reviewed_at=None)
            return room(verdict, by=self.people[by], at=when, **words)

        return done

    @staticmethod
    def _rating(told: Mapping[str, Any]) -> Rating:
        return Rating.objects.get(key=told["rating"], valid_to=None)
