"""Who may open which door: every page wants a sign-in, and rows come through `visible_to`."""

from collections.abc import Callable
from functools import update_wrapper, wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from claims.models import Article, User
from claims.web import unsent

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request behind `signed_in`: its user is a person."""

    user: User


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """The view is only reached by an active person; others are led to the sign-in and back.

    What a stranger has sent is carried along, and sent after the sign-in when the person says so.
    A poll gets a bare 401 instead: the sign-in page must not be swapped into a part of another one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(cast("SignedInRequest", request), *args, **kwargs)

    wall = login_required(guarded)

    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if "HX-Request" in request.headers and not request.user.is_authenticated:
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if not request.user.is_authenticated and (found := unsent.of(request)):
            return unsent.sign_in_first(request, found)
        return wall(request, *args, **kwargs)

    update_wrapper(door, view)
    return door


def article_of(user: User, pk: int) -> Article:
    """The article, if the person may see it; Http404 otherwise."""
    return get_object_or_404(
        Article.objects.visible_to(user).select_related("outlet", "desk", "submitted_by"),
        pk=pk,
    )
