"""The saved views of the queue: kept, renamed, put in order, taken away."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import shelf
from claims.choices import Role
from claims.errors import WorkflowError
from claims.models import Desk, SavedView
from claims.web.access import SignedInRequest, signed_in
from claims.web.queue_page import address_to_keep


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def view_list(request: SignedInRequest) -> HttpResponse:
    """The shelves, and the form that keeps the view of `?query` of the queue; POST keeps it."""
    query = address_to_keep(request.GET.urlencode(), request.user)
    context: dict[str, Any] = {"query": query, "name": "", "desk": "", "error": ""}
    status = HTTPStatus.OK
    if request.method == "POST":
        context |= {"name": request.POST.get("name", ""), "desk": request.POST.get("desk", "")}
        desk = Desk.objects.filter(key=context["desk"]).first() if context["desk"] else None
        try:
            view = shelf.keep(request.user, name=context["name"], query=query, at=timezone.now(), desk=desk)
        except WorkflowError as error:
            context["error"], status = str(error), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
            return redirect(f"{reverse('claim_queue')}?{query}".rstrip("?"))
    shelves: dict[str, list[dict[str, Any]]] = {}
    for view in shelf.views(request.user):
        name = view.desk.name if view.desk else ""
        shelves.setdefault(name, []).append({"view": view, "may": shelf.may_change(view, request.user)})
    context |= {"shelves": sorted(shelves.items()), "desks": _desks(request)}
    return render(request, "claim/views.html", context, status=status)


def _desks(request: SignedInRequest) -> list[Desk]:
    """Which desks the person may keep views for."""
    return list(Desk.objects.all()) if request.user.holds(Role.EDITOR) else []


@require_POST
@signed_in
def view_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """The view has another name or place, or is no more; the shelves say why not."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    by, do = request.user, request.POST.get("do", "rename")
    try:
        if do == "remove":
            shelf.remove(view, by=by)
            messages.success(request, _("The view “%(name)s” is gone.") % {"name": view.name})
        elif do in {"up", "down"}:
            shelf.move(view, up=do == "up", by=by)
        else:
            shelf.rename(view, name=request.POST.get("name", ""), by=by)
            messages.success(request, _("The view is called “%(name)s” now.") % {"name": view.name})
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("view_list")
