"""What the queue's page shows: its views, the rows of the view that the address asks for, and what can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims import boards, shelf
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
    own: bool  # of the person; else of the newsroom


VIEWS: Final = (
    View("mine", _("My open claims"), "inbox", "assignee=me", own=True),
    View("today", _("Due today"), "calendar-clock", "due=today", own=True),
    View("overdue", _("Overdue"), "clock", "due=overdue", own=True),
    View("second", _("My second check"), "users", "second=on", own=True),
    View("open", _("Everything open"), "list-filter", "", own=False),
    View("unassigned", _("Unassigned"), "user-plus", "assignee=nobody", own=False),
    View("disputed", _("Disputed"), "triangle-alert", "disputed=on", own=False),
    View("changed", _("After a text change"), "refresh-cw", "changed=on", own=False),
)


class QueuePage:
    """The queue as one address of one person at one moment."""

    def __init__(self, request: SignedInRequest) -> None:
        self.person, self.at = request.user, timezone.now()
        self.people: Sequence[User] = list(User.objects.order_by("display_name", "username"))
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
        return page_of(self.claims(), ORDERS[self.sort][1], size=ROWS, **asked)

    def frame(self) -> dict[str, Any]:
        """What stands around the rows."""
        saved = shelf.views(self.person)
        forms = {view.pk: self._form(QueryDict(view.query)) for view in saved}
        counted = {view.key: self._form(QueryDict(view.query)).filters() for view in VIEWS}
        counted |= {f"saved-{pk}": form.filters() for pk, form in forms.items()}
        counted["here"] = self.form.filters()
        counts = boards.queue_counts(self.person, counted, at=self.at)
        here = self.form.address()
        builtin = [_link(view, counts, here) for view in VIEWS]
        kept = [_kept(view, forms[view.pk].address(), counts, here) for view in saved]
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

    def groups(self, claims: Sequence[Claim]) -> list[dict[str, Any]]:
        """The claims of each article together under its title, or all in one group without one."""
        rows = self._rows(claims)
        if not ORDERS[self.sort][2]:
            return [{"article": None, "rows": rows}] if rows else []
        together: dict[int, list[dict[str, Any]]] = {}
        for row in rows:
            together.setdefault(row["claim"].article_id, []).append(row)
        mixes = boards.verdict_mixes(together)
        return [
            {
                "article": own[0]["claim"].article,
                "rows": own,
                "mix": mixes[pk],
                "progress": boards.progress(own[0]["claim"].article, claims=mixes[pk].total),
            }
            for pk, own in together.items()
        ]

    def _rows(self, claims: Sequence[Claim]) -> list[dict[str, Any]]:
        beside = boards.beside(claims, self.person)
        return [{"claim": claim, "beside": beside[claim.pk]} for claim in claims]


def state_of(groups: Iterable[dict[str, Any]]) -> tuple[Any, ...]:
    """Everything in the groups that may have changed since a page was read."""
    return tuple(
        (
            group["article"] and (group["article"].pk, group["article"].stage, group["article"].done),
            group["mix"].counts if group["article"] else None,
            [
                (row["claim"].pk, row["claim"].version, row["claim"].changed_at, row["beside"].sources)
                for row in group["rows"]
            ],
        )
        for group in groups
    )


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


def _loads(counts: boards.QueueCounts, people: Sequence[User]) -> list[dict[str, Any]]:
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
