"""What Django answers when no view does: a page at the people's door, a problem document at the machines'."""

from django.http import HttpRequest, HttpResponse

import claims.api.errors as machines
import claims.web.views.errors as people

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    door = machines if request.path.startswith(API) else people
    return door.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    door = machines if request.path.startswith(API) else people
    return door.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    door = machines if request.path.startswith(API) else people
    return door.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    door = machines if request.path.startswith(API) else people
    return door.server_error(request)
