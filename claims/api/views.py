"""What all views of the API share: who may come in, which problems they document, answers that may be 304."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated, NotFound
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.errors import PROBLEM, problem_of
from claims.api.filters import NarrowingBackend
from claims.api.parsers import FormBody, JsonBody
from claims.api.permissions import MayWrite
from claims.api.schema import ProblemSchema
from claims.models import User

Answer = TypeVar("Answer", bound=HttpResponseBase)


class Door(APIView):
    """Before every view: signed in to read, with a role to write."""

    permission_classes = (IsAuthenticated, MayWrite)
    parser_classes = (JsonBody, FormBody)
    filter_backends: Sequence[Any] = (NarrowingBackend,)
    schema = ProblemSchema()
    problems: ClassVar[Mapping[str, Sequence[int]]] = {}  # documented besides the usual ones, by method


class Nowhere(APIView):
    """Any address under /api/ that nothing else answers: 404, or 308 where only the slash is missing."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    schema = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Every method gets the same answer."""
        self.http_method_names = [str(request.method).lower()]
        setattr(self, str(request.method).lower(), self.answer)
        return super().dispatch(request, *args, **kwargs)

    def answer(self, request: Request, **kwargs: Any) -> Response:
        """308 keeps method and body, so that a POST without the slash arrives too."""
        if not request.path.endswith("/") and _leads_somewhere(request.path + "/"):
            query = request.META.get("QUERY_STRING", "")
            address = request.build_absolute_uri(f"{request.path}/{'?' * bool(query)}{query}")
            words = _("Addresses of this API end with a slash: %(address)s") % {"address": address}
            body = problem_of(status.HTTP_308_PERMANENT_REDIRECT, words, "slash")
            return Response(body, body["status"], headers={"Location": address}, content_type=PROBLEM)
        raise NotFound(_("There is nothing at this address."))


def person_of(request: Request) -> User:
    """Who is signed in. Raises NotAuthenticated for nobody, which the permissions have asked before."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def _leads_somewhere(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "view_class", None) is not Nowhere
    except Resolver404:
        return False


def etag_of(*seen: Any) -> str:
    """A weak ETag of everything the answer shows, in the language it is shown in."""
    packed = json.dumps([get_language(), *seen], cls=DjangoJSONEncoder, sort_keys=True)
    return f'W/"{hashlib.sha256(packed.encode()).hexdigest()[:24]}"'


def unchanged(request: Request, etag: str) -> HttpResponseBase | None:
    """304 when the caller has this state already; None when it needs the answer."""
    answer = get_conditional_response(request._request, etag=etag)
    return with_state(answer, etag) if answer is not None else None


def with_state(response: Answer, etag: str) -> Answer:
    """The answer with its ETag, kept by nobody but its reader, who asks again each time."""
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
    return response
