"""Every error as application/problem+json (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, NotAuthenticated, NotFound, ValidationError
from rest_framework.exceptions import PermissionDenied as Forbidden
from rest_framework.response import Response
from rest_framework.views import exception_handler

from claims.errors import WorkflowError


class Refused(APIException):
    """A WorkflowError on its way out: 409 with its words."""

    status_code = status.HTTP_409_CONFLICT

    def __init__(self, error: WorkflowError) -> None:
        super().__init__(str(error), code=error.code)


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The error as a problem+json response; None for one that nobody expected (Django then answers 500)."""
    if isinstance(error, WorkflowError):
        error = Refused(error)
    elif isinstance(error, Http404):
        error = NotFound()
    elif isinstance(error, PermissionDenied):
        error = Forbidden()
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        return response
    body: dict[str, Any] = {"type": "about:blank", "title": _title(error), "status": response.status_code}
    if isinstance(error, ValidationError):
        body["detail"] = _("Some fields need another value; see errors.")
        body["errors"] = error.get_full_details()
    else:
        body["detail"] = str(error.detail)
        body["code"] = error.get_codes() if isinstance(error.get_codes(), str) else "error"
    response.data = body
    response.content_type = "application/problem+json"
    return response


def _title(error: APIException) -> str:
    if isinstance(error, ValidationError):
        return _("The request cannot be taken as it is.")
    if isinstance(error, NotAuthenticated):
        return _("Sign in first.")
    return str(error.default_detail)
