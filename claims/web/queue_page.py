"""What the queue's page shows: its views, the rows of the view that the address asks for, and what can be done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims import boards, shelf
from claims.boards import ME, NOBODY, ClaimFilters
from claims.choices import Role
from claims.models import Claim, Desk, SavedView, User
from claims.models.claim import ClaimQuerySet
from claims.web.access import SignedInRequest
from claims.web.forms.filters import ClaimFilterForm
from claims.web.paging import Page, page_of

ROWS = 50
LIST, BOARD = "list", "board"
# What the list can be sorted by: its words, its order, whether claims of one article stand under its title.
ORDERS: Final[dict[str, tuple[Promise | str, tuple[str, ...], bool]]] = {
    "due": (_("Due"), ("priority", "sort_due", "id"), True),
    "worth": (_("Worth checking"), ("-sort_worth", "id"), False),
    "article": (_("Newest article"), ("-article_id", "start", "id"), True),
}


@dataclass(frozen=True, slots=True)
class View:
    """A view that the product brings: its words, its icon, its filters as an address."""

    key: str
    words: Promise | str
    icon: str
    query: str
    filters: ClaimFilters  # what the address stands for
    own: bool  # of the person; else of the newsroom


VIEWS: Final = (
    View("mine", _("My open claims"), "inbox", "assignee=me", ClaimFilters(assignee=(ME,)), own=True),
    View("today", _("Due today"), "calendar-clock", "due=today", ClaimFilters(due="today"), own=True),
    View("overdue", _("Overdue"), "clock", "due=overdue", ClaimFilters(due="overdue"), own=True),
    View("second", _("My second check"), "users", "second=on", ClaimFilters(second=True), own=True),
    View("open", _("Everything open"), "list-filter", "", ClaimFilters(), own=False),
    View(
        "unassigned",
        _("Unassigned"),
        "user-plus",
        "assignee=nobody",
        ClaimFilters(assignee=(NOBODY,)),
        own=False,
    ),
    View("disputed", _("Disputed"), "triangle-alert", "disputed=on", ClaimFilters(disputed=True), own=False),
    View(
        "changed", _("After a text change"), "refresh-cw", "changed=on", ClaimFilters(changed=True), own=False
    ),
)


class QueuePage:
    """The queue as one address of one person at one moment."""

    def __init__(self, request: SignedInRequest) -> None:
        self.person, self.at = request.user, timezone.now()
        self.people = User.objects.order_by("display_name", "username")  # read at first need, once
        self.form = self._form(request.GET)
        sort = request.GET.get("sort", "")
        self.sort = sort if sort in ORDERS else "due"
        self.shape = BOARD if request.GET.get("form") == BOARD else LIST
        self.asked = request.GET

    def _form(self, sent: QueryDict) -> ClaimFilterForm:
        return ClaimFilterForm(sent, people=self.people)

    def claims(self) -> ClaimQuerySet:
        """The claims of the view, in its order."""
        found = boards.queue(self.person, self.form.filters(), at=self.at)
        return found.order_by(*ORDERS[self.sort][1])

    def page(self) -> Page[Claim]:
        """The rows of this page of the view."""
        asked = {name: self.asked.get(name, "") for name in ("before", "after")}
        rows = boards.with_sources(self.claims(), self.person)
        return page_of(rows, ORDERS[self.sort][1], size=ROWS, **asked)

    @cached_property
    def saved(self) -> list[tuple[SavedView, ClaimFilterForm]]:
        """The views that are kept, with the filters of each."""
        return [(view, self._form(QueryDict(view.query))) for view in shelf.views(self.person)]

    @cached_property
    def counts(self) -> boards.QueueCounts:
        """The figures around the rows."""
        counted = {view.key: view.filters for view in VIEWS}
        counted |= {f"saved-{view.pk}": form.filters() for view, form in self.saved}
        counted["here"] = self.form.filters()
        return boards.queue_counts(self.person, counted, at=self.at)

    def frame(self) -> dict[str, Any]:
        """What stands around the rows."""
        counts = self.counts
        here = self.form.address()
        builtin = [_link(view, counts, here) for view in VIEWS]
        kept = [_kept(view, form.address(), counts, here) for view, form in self.saved]
        present = next((link for link in (*kept, *builtin) if link["current"]), None)
        return {
            "form": self.form,
            "shape": self.shape,
            "sort": self.sort,
            "orders": [(key, words) for key, (words, _order, _grouped) in ORDERS.items()],
            "counts": counts,
            "loads": _loads(counts, self.people),
            "own_views": [link for link in builtin if link["own"]],
            "own_saved": [link for link in kept if link["own"]],
            "common_views": [link for link in builtin if not link["own"]],
            "common_saved": [link for link in kept if not link["own"]],
            "present": present,
            "is_saved": bool(present and present.get("pk")),
            "address": self.asked.urlencode(),
            "desks": list(Desk.objects.all()) if self.person.holds(Role.EDITOR) else [],
            "may_share": self.person.holds(Role.EDITOR),
            "checks": self.person.holds(Role.CHECKER),
            "leads": self.person.holds(Role.EDITOR),
            "triages": self.person.holds(Role.CHECKER, Role.EDITOR),
        }

    def mixes(self, claims: Sequence[Claim]) -> dict[int, boards.VerdictMix]:
        """Of the articles under whose titles the claims stand."""
        return boards.verdict_mixes(claim.article_id for claim in claims) if ORDERS[self.sort][2] else {}

    def groups(self, claims: Sequence[Claim], mixes: Mapping[int, boards.VerdictMix]) -> list[dict[str, Any]]:
        """The claims of each article together under its title, or all in one group without one."""
        beside = boards.beside(claims)
        rows: list[dict[str, Any]] = [{"claim": claim, "beside": beside[claim.pk]} for claim in claims]
        if not ORDERS[self.sort][2]:
            return [{"article": None, "rows": rows}] if rows else []
        together: dict[int, list[dict[str, Any]]] = {}
        for row in rows:
            together.setdefault(row["claim"].article_id, []).append(row)
        return [
            {
                "article": own[0]["claim"].article,
                "rows": own,
                "mix": mixes[pk],
                "progress": boards.progress(own[0]["claim"].article, claims=mixes[pk].total),
            }
            for pk, own in together.items()
        ]


def state_of(claims: Iterable[Claim], mixes: Mapping[int, boards.VerdictMix]) -> tuple[Any, ...]:
    """Everything in the rows that may have changed since a page was read; the claims are those of `page`."""
    return tuple(
        (
            (claim.pk, claim.version, claim.changed_at, boards.sources_of(claim)),
            (claim.article_id, claim.article.stage, claim.article.done) if mixes else None,
        )
        for claim in claims
    ), [(pk, sorted(mix.counts.items())) for pk, mix in sorted(mixes.items())]


def address_to_keep(query: str, person: User) -> str:
    """The part of a queue's address that a saved view keeps: filters, order and form, nothing of a page."""
    sent = QueryDict(query)
    form = ClaimFilterForm(sent, people=User.objects.order_by("pk"))
    kept = QueryDict(form.address(), mutable=True)
    if sent.get("sort") in ORDERS and sent["sort"] != "due":
        kept["sort"] = sent["sort"]
    if sent.get("form") == BOARD:
        kept["form"] = BOARD
    return kept.urlencode()


def _link(view: View, counts: boards.QueueCounts, here: str) -> dict[str, Any]:
    return {
        "words": view.words,
        "icon": view.icon,
        "query": view.query,
        "own": view.own,
        "number": counts.views[view.key],
        "hot": view.key == "overdue" and counts.views[view.key] > 0,
        "current": here == view.query,
    }


def _kept(view: SavedView, address: str, counts: boards.QueueCounts, here: str) -> dict[str, Any]:
    return {
        "pk": view.pk,
        "words": view.name,
        "icon": "bookmark",
        "query": view.query,
        "own": view.desk_id is None,
        "desk": view.desk,
        "number": counts.views[f"saved-{view.pk}"],
        "hot": False,
        "current": here == address,
    }


def _loads(counts: boards.QueueCounts, people: Iterable[User]) -> list[dict[str, Any]]:
    """The bars of who has how much, drawn against the longest."""
    known = {person.pk: person for person in people}
    most = max((load.open for load in counts.load), default=0) or 1
    return [
        {
            "person": known[load.person],
            "open": load.open,
            "late": load.late,
            "late_width": round(100 * load.late / most, 1),
            "width": round(100 * (load.open - load.late) / most, 1),
        }
        for load in counts.load
        if load.person in known
    ]
