"""What Django answers when no view does: a page at the people's door, a problem document at the machines'."""

from django.http import HttpRequest, HttpResponse

import claims.api.errors as machines
import claims.web.views.errors as people

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    if request.path.startswith(API):
        return machines.bad_request(request, exception)
    return people.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    if request.path.startswith(API):
        return machines.forbidden(request, exception)
    return people.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    if request.path.startswith(API):
        return machines.not_found(request, exception)
    return people.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    if request.path.startswith(API):
        return machines.server_error(request)
    return people.server_error(request)
