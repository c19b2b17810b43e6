"""Pages for what went wrong; they stand without a database."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string

from claims.web import unsent

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read, mostly because it was far too large."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person may not do this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing stands at this address."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the request, so that neither session nor database is asked."""
    return HttpResponse(render_to_string("500.html"), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection against forgery did not fit: mostly it was open for too long."""
    log.warning("form refused at %s: %s", request.path, reason)
    found = unsent.of(request)
    if found is not None and "Origin" in request.headers and "Origin" not in reason:  # it was a form of ours
        if request.user.is_authenticated:
            return unsent.page(request, found, status=HTTPStatus.FORBIDDEN)
        return unsent.sign_in_first(request, found)
    no_cookie = reason == REASON_NO_CSRF_COOKIE
    return render(request, "403_csrf.html", {"no_cookie": no_cookie}, status=403)
