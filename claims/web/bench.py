"""The workbench of one article for one person: how each claim looks, what is corrected, what is left to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from claims import boards
from claims.choices import Status
from claims.models import UNDECIDED, Claim, Evidence, Rating, User, Verdict
from claims.web import edits
from claims.web.words import LOOKS

# The style sheet's tone for a rating's colour.
TONES = {"partly": "part", "misleading": "mis", "unproven": "unv", "false": "false", "ok": "ok"}
WRONG = ("part", "mis", "false")  # tones that ask for a correction
RATED = (Status.APPROVED, Status.PUBLISHED)
UNASSIGNED = (Status.NEW, Status.QUEUED)
TO_DO = (Status.NEW, Status.QUEUED, Status.ASSIGNED, Status.CHECKING)


@dataclass(frozen=True, slots=True)
class Look:
    """Colour and kind of line, mark and words: never one of them alone."""

    tone: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the tally."""

    number: int
    words: str
    tone: str


def rating_look(rating: Rating) -> Look:
    """How a rating of the newsroom's scale looks."""
    return Look(TONES.get(rating.colour, "open"), rating.mark, rating.label)


def look_of(claim: Claim, verdict: Verdict | None) -> Look:
    """The rating's look once two people have agreed on it, the status's look before."""
    if claim.status in RATED and verdict is not None and verdict.rating is not None:
        return rating_look(verdict.rating)
    tone, icon = LOOKS.get(claim.status, ("open", "circle-dashed"))
    return Look(tone, icon, str(claim.get_status_display()))


class Bench:
    """Read once per page: verdicts and evidence of all claims in three queries, whatever their number."""

    def __init__(self, page: boards.ArticlePage, *, by: User) -> None:
        self.page, self.by = page, by
        self.verdicts = _speaking(page.claims, by)
        self.looks = {claim.pk: look_of(claim, self.verdicts.get(claim.pk)) for claim in page.claims}

    @cached_property
    def sources(self) -> Mapping[int, int]:
        """How many pieces of evidence each claim has."""
        rows = Evidence.objects.standing().filter(claim__in=[claim.pk for claim in self.page.claims])
        return dict(rows.order_by().values_list("claim").annotate(number=Count("pk")))

    @cached_property
    def proposed(self) -> dict[int, Look]:
        """Ratings that somebody proposes and that nobody has agreed to yet, of claims in check or review."""
        return {
            pk: rating_look(verdict.rating)
            for pk, verdict in self.verdicts.items()
            if verdict.rating is not None and verdict.reviewed_at is None
        }

    @cached_property
    def corrections(self) -> list[edits.Edit]:
        """What the verdicts correct in the text."""
        found = [edit for claim in self.page.claims for edit in self.edits_of(claim)]
        return edits.apart(found)

    def edits_of(self, claim: Claim) -> list[edits.Edit]:
        """What the verdict on this claim corrects: words of its proposed wording, or all of it when it is to be cut."""
        verdict = self.verdicts.get(claim.pk)
        if verdict is None or claim.status in (Status.DISMISSED, Status.NOT_CHECKABLE, Status.ANSWERED):
            return []
        if verdict.proposed_wording.strip() not in ("", claim.quote.strip()):
            return edits.edits(claim.quote, verdict.proposed_wording, at=claim.start)
        if verdict.rating is not None and verdict.rating.mark == "strikethrough":
            return [edits.Edit(claim.start, claim.end, claim.quote, "")]
        return []

    @cached_property
    def to_do(self) -> set[int]:
        """Claims that this person can go on with: theirs or nobody's."""
        return {claim.pk for claim in self.page.claims if _is_to_do(claim, self.by)}

    @property
    def unassigned(self) -> int:
        """How many open claims nobody has."""
        return sum(is_free(claim) for claim in self.page.claims)

    @cached_property
    def to_correct(self) -> set[int]:
        """Claims whose words are not right as they stand."""
        wrong = {pk for pk, look in (self.looks | self.proposed).items() if look.tone in WRONG}
        return wrong | {claim.pk for claim in self.page.claims if self.edits_of(claim)}

    @property
    def tally(self) -> list[Figure]:
        """How many claims stand how; what nobody has is left out, what is open is always told."""
        tones = [self.looks[claim.pk].tone for claim in self.page.claims if claim.status not in UNDECIDED]
        figures = [
            Figure(tones.count("ok"), _("confirmed"), "ok"),
            Figure(sum(tone in WRONG for tone in tones), _("to correct"), "false"),
            Figure(tones.count("unv"), _("not provable"), "unv"),
            Figure(tones.count("none") + tones.count("open"), _("set aside"), "none"),
        ]
        open_ones = Figure(self.page.mix.open, _("open"), "open")
        return [*(figure for figure in figures if figure.number), open_ones]

    def cards(self, wanted: str) -> dict[str, Any]:
        """Which cards are shown, and the choice between them with the number of each."""
        claims = self.page.claims
        kinds: dict[str, tuple[str, set[int]]] = {
            "": (_("All"), {claim.pk for claim in claims}),
            "open": (_("Open"), {claim.pk for claim in claims if claim.status in UNDECIDED}),
            "mine": (_("Mine"), {claim.pk for claim in claims if claim.assignee_id == self.by.pk}),
            "fix": (_("To correct"), self.to_correct),
        }
        wanted = wanted if wanted in kinds else ""
        return {
            "cards": wanted,
            "choices": [
                {"key": key, "words": words, "number": len(pks)} for key, (words, pks) in kinds.items()
            ],
            "hidden_cards": {claim.pk for claim in claims} - kinds[wanted][1],
        }


def next_open(claims: Sequence[Claim], *, after: Claim, by: User) -> Claim | None:
    """The next claim in the text that this person can go on with: theirs or nobody's; from the top at the end."""
    at = (after.start, after.end, after.pk)
    mine = [claim for claim in claims if claim.pk != after.pk and _is_to_do(claim, by)]
    later = [claim for claim in mine if (claim.start, claim.end, claim.pk) > at]
    return next(iter(later or mine), None)


def is_free(claim: Claim) -> bool:
    """Whether the claim waits for somebody to take it."""
    return claim.status in UNASSIGNED and claim.assignee_id is None


def _is_to_do(claim: Claim, by: User) -> bool:
    return claim.status in TO_DO and claim.assignee_id in (None, by.pk)


def _speaking(claims: Sequence[Claim], by: User) -> dict[int, Verdict]:
    """For each claim the verdict that speaks for it to this person: the newest one they may read, or their draft."""
    rows = (
        Verdict.objects.filter(claim__in=[claim.pk for claim in claims], retracted_at=None)
        .exclude(corrected_by__published_at__isnull=False)
        .select_related("rating__scale", "claim__desk", "claim__article__desk")
        .prefetch_related("second_checks")
        .order_by("claim", "number")
    )
    found: dict[int, Verdict] = {}
    for verdict in rows:
        own = verdict.drafted_by_id == by.pk
        if (verdict.submitted_at is None and not own) or verdict.is_hidden_from(by):
            continue
        found[verdict.claim_id] = verdict
    return found
