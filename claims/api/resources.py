"""What stands under a claim: a list of it, and one of the actions by which it grows."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.db.models import Model
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from claims.api.actions import act, claim_in
from claims.api.claims import tag_of
from claims.api.schema import IF_MATCH, NEW_ETAG
from claims.api.views import Door, person_of
from claims.models import Claim, User

Row = TypeVar("Row", bound=Model)

WRITING = (400, 409, 412)
ON_STATE = [IF_MATCH, NEW_ETAG]


class UnderClaim(Door, generics.ListAPIView[Row]):
    """Rows of the claim in the address; 404 for a claim that the person may not see."""

    problems: ClassVar[Mapping[str, Any]] = {"POST": WRITING}

    def claim(self) -> Claim:
        """The claim of the address."""
        return claim_in(self.request, self.kwargs["pk"])

    def person(self) -> User:
        """Who asks."""
        return person_of(self.request)

    def grow(
        self, request: Request, action: str, *, output: type[BaseSerializer[Row]] | None = None
    ) -> Response:
        """The action is done; the answer is the row that it left, as the list shows it (or as `output` does), and the claim's new ETag."""
        claim = self.claim()
        row = act(request, claim, action)
        shown = output or self.get_serializer_class()
        body = shown(self.get_queryset().get(pk=row.pk), context=self.get_serializer_context()).data
        status = 200 if getattr(row, "version", 1) > 1 else 201  # only a draft is saved more than once
        return Response(body, status, headers={"ETag": tag_of(claim.version)})
