"""Every error as application/problem+json (RFC 9457)."""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.exceptions import (
    APIException,
    ErrorDetail,
    NotAuthenticated,
    NotFound,
    ParseError,
    ValidationError,
)
from rest_framework.response import Response
from rest_framework.views import exception_handler

from claims.errors import Forbidden, Invalid, Moved, WorkflowError, unreadable_in_words
from claims.text.files import Unreadable

log = logging.getLogger(__name__)

PROBLEM = "application/problem+json"

TITLES = {
    400: gettext_lazy("The request cannot be taken as it is"),
    401: gettext_lazy("Sign in first"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Not possible at this address"),
    406: gettext_lazy("Not available in this form"),
    409: gettext_lazy("Not possible now"),
    412: gettext_lazy("Changed in the meantime"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("This kind of content is not taken"),
    422: gettext_lazy("The text cannot be taken"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong here"),
    503: gettext_lazy("Not available at the moment"),
}


class Refused(APIException):
    """A WorkflowError on its way out with its words: 409, or 403 where another person may.

    412 when it is `stale`: the request named the state that it is meant for. `etag` is the present one.
    """

    def __init__(self, error: WorkflowError, *, stale: bool = False, etag: str = "") -> None:
        super().__init__(str(error), code=error.code)
        self.error, self.etag = error, etag
        self.status_code = 403 if isinstance(error, Forbidden) else status.HTTP_409_CONFLICT
        if stale:
            self.status_code = status.HTTP_412_PRECONDITION_FAILED


class TooLarge(APIException):
    """The body is larger than this installation takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"

    def __init__(self) -> None:
        limit = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        super().__init__(_("The request is too large: at most %(limit)s are taken.") % {"limit": limit})


class Unavailable(APIException):
    """The database does not answer; the same request may succeed in a moment."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = gettext_lazy("The database does not answer. Try again in a moment.")
    default_code = "unavailable"
    wait = 5  # seconds, sent as Retry-After


class Untaken(APIException):
    """What was sent in `field` is well-formed, but no article can be made of it."""

    STATUS: Mapping[str, int] = {"too_large": 413, "unknown_type": 415}

    def __init__(self, error: Unreadable, *, field: str) -> None:
        super().__init__(unreadable_in_words(error.code, str(error)), code=error.code)
        self.status_code = self.STATUS.get(error.code, status.HTTP_422_UNPROCESSABLE_ENTITY)
        self.field = field


def problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The error as a problem+json response; None for one that nobody expected (Django then answers 500)."""
    expected = _expected(error)
    if expected is None:
        return None
    response = exception_handler(expected, dict(context))
    if response is None:  # pragma: no cover - REST framework answers every APIException
        return None
    code = expected.get_codes()
    body = problem_of(
        response.status_code, str(expected.detail), code if isinstance(code, str) else "invalid"
    )
    if isinstance(expected, ValidationError):
        details = _sayable(expected.get_full_details())
        body["errors"] = details if isinstance(details, dict) else {"non_field_errors": details}
        body["detail"] = _("Some fields need another value; see errors.")
    elif isinstance(expected, Untaken):
        body["errors"] = {expected.field: [{"message": body["detail"], "code": body["code"]}]}
    elif isinstance(expected, Refused):
        if isinstance(expected.error, Moved):
            changes = [
                {**asdict(change), "action": change.action.replace("_", "-")}
                for change in expected.error.changes
            ]
            body |= {"version": expected.error.version, "changes": changes}
        if expected.etag:
            response["ETag"] = expected.etag
    response.data = body
    response.content_type = PROBLEM
    return response


def _sayable(told: Any) -> Any:
    """The same without halves of characters, which a refusal may quote and no answer can hold."""
    match told:
        case dict():
            return {_sayable(name): _sayable(inner) for name, inner in told.items()}
        case list():
            return [_sayable(inner) for inner in told]
        case str():
            return told.encode("utf-8", "backslashreplace").decode()
    return told


def problem_of(status_code: int, detail: str, code: str) -> dict[str, Any]:
    """The members of a problem document; the type about:blank says that the status tells its kind."""
    title = str(TITLES.get(status_code) or HTTPStatus(status_code).phrase)
    return {"type": "about:blank", "title": title, "status": status_code, "detail": detail, "code": code}


def _expected(error: Exception) -> APIException | None:
    """The error as one that REST framework knows how to answer; None for a fault of this program."""
    match error:
        case NotAuthenticated():
            words = _("Sign in with the header “Authorization: Bearer <token>” or in the browser.")
            error.detail = ErrorDetail(words, error.default_code)
            return error
        case APIException():
            return error
        case Invalid():
            return ValidationError({error.field: [str(error)]}, code=error.code)
        case WorkflowError():
            return Refused(error)
        case Http404():
            return NotFound(_("There is nothing at this address."))
        case PermissionDenied():
            return exceptions.PermissionDenied()
        case RequestDataTooBig():
            return TooLarge()
        case TooManyFieldsSent() | TooManyFilesSent():
            return ParseError(_("This form has more fields or files than any form here."))
        case UnreadablePostError():
            return ParseError(_("The request ended before its body was complete."))
        case SuspiciousOperation():
            return ParseError(_("The request cannot be read: %(why)s") % {"why": error})
        case OperationalError() | InterfaceError():
            log.error("the database does not answer", exc_info=error)
            return Unavailable()
    return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django could not read."""
    return _plain(400, _("The request cannot be read."), "bad_request")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What a middleware did not allow."""
    return _plain(403, _("You do not have permission to perform this action."), "permission_denied")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no address leads to."""
    return _plain(404, _("There is nothing at this address."), "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """What nobody expected; the log holds the traceback."""
    words = _("This is a fault of the program. The server's log says more about this request.")
    return _plain(500, words, "error")


def _plain(status_code: int, detail: str, code: str) -> HttpResponse:
    return JsonResponse(
        problem_of(status_code, detail, code),
        status=status_code,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
    )
