"""Who is away and when: one's own absence, and for editors that of everybody."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from claims.choices import Role
from claims.errors import Invalid
from claims.models import UNDECIDED, Claim, User
from claims.web.access import SignedInRequest, signed_in
from claims.web.forms.absences import AbsenceForm
from claims.web.paging import page_of
from claims.web.words import moment_words
from claims.workflow import assignment
from claims.workflow.lifecycle import IN_HAND

ROWS = 30
BY_NAME = ("display_name", "pk")
SHOWN = 8  # claims that are named before an absence is saved


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_absence(request: SignedInRequest) -> HttpResponse:
    """The person's own absence: entered, looked at, saved, ended."""
    return _absence(request, request.user, back="own_absence")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def absence_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same for somebody else, by an editor."""
    _editors_only(request)
    return _absence(request, get_object_or_404(User.objects.active(), pk=pk), back="people_list")


@require_safe
@signed_in
def people_list(request: SignedInRequest) -> HttpResponse:
    """Everybody with what they have in hand and when they are away, for editors."""
    _editors_only(request)
    now = timezone.now()
    mine = Q(claims__status__in=UNDECIDED)
    people = User.objects.active().annotate(
        open_claims=Count("claims", filter=mine),
        late_claims=Count("claims", filter=mine & Q(claims__due_at__lt=now)),
    )
    page = page_of(
        people.prefetch_related("grants", "desks"),
        BY_NAME,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    most = max([person.open_claims for person in page.rows], default=0)
    rows = [(person, person.is_absent(now), _is_to_come(person, now)) for person in page.rows]
    return render(request, "person/people.html", {"page": page, "rows": rows, "most": max(1, most)})


def _absence(request: SignedInRequest, person: User, *, back: str) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST":
        return _page(request, person, AbsenceForm.of(person, at=now), now)
    if "end" in request.POST:
        assignment.be_absent(person, since=None, until=None, by=request.user, at=now)
        messages.success(request, _("The absence has ended."))
        return redirect(back)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, now)
    since, until = form.cleaned_data["since"] or now, form.cleaned_data["until"]
    if "save" not in request.POST:  # first the look at what it means
        return _page(request, person, form, now, looked=True)
    try:
        offered = assignment.be_absent(person, since=since, until=until, by=request.user, at=now)
    except Invalid as error:
        form.add_error(error.field, str(error))
        return _page(request, person, form, now)
    messages.success(request, _said(person, since, len(offered), now))
    return redirect(back)


def _said(person: User, since: datetime, offered: int, now: datetime) -> str:
    """What has become of the claims, in words."""
    if since > now:
        return _("The absence is entered. It begins %(when)s.") % {"when": moment_words(since, now=now)}
    told = _("The absence is entered.")
    return (
        told
        + " "
        + ngettext("%(number)s claim is offered again.", "%(number)s claims are offered again.", offered)
        % {"number": offered}
    )


def _page(
    request: SignedInRequest, person: User, form: AbsenceForm, now: datetime, *, looked: bool = False
) -> HttpResponse:
    held = Claim.objects.filter(assignee=person, status__in=IN_HAND).order_by("priority", "sort_due", "pk")
    number = held.count()
    context = {
        "person": person,
        "own": person.pk == request.user.pk,
        "form": form,
        "looked": looked,
        "at_once": not form.is_bound or not form.is_valid() or (form.cleaned_data["since"] or now) <= now,
        "in_hand": number,
        "held": held.select_related("article")[:SHOWN],
        "rest": max(0, number - SHOWN),
        "away": person.is_absent(now),
        "to_come": _is_to_come(person, now),
        "section": "own_absence",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "person/absence.html", context, status=status)


def _is_to_come(person: User, now: datetime) -> bool:
    return person.absent_from is not None and person.absent_from > now


def _editors_only(request: SignedInRequest) -> None:
    if not request.user.holds(Role.EDITOR):
        raise PermissionDenied
