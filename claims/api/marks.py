"""Claims by hand: a passage of an article's text becomes one."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.actions import shown
from claims.api.claims import ArticleClaims, ClaimDetailOutput, address_of
from claims.api.gate import article_in
from claims.api.inputs import LARGEST, PassageInput
from claims.api.schema import NEW_ETAG
from claims.api.views import person_of
from claims.choices import Action, Priority
from claims.workflow import lifecycle, marking


class MarkInput(PassageInput):
    """A passage of the newest revision."""

    revision = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=LARGEST,
        help_text="Number of the one that you have marked in: refused when there is a newer one.",
    )
    priority = serializers.ChoiceField(choices=Priority.choices, required=False)


class MarkableClaims(ArticleClaims):
    """Claims of one article in the order of the text, and the door for those marked by hand."""

    problems = {"POST": (400, 409)}

    @extend_schema(
        operation_id="articles_claims_create",
        request=MarkInput,
        responses={201: ClaimDetailOutput},
        parameters=[NEW_ETAG],
    )
    def post(self, request: Request, pk: int, **kwargs: Any) -> Response:
        """Mark a passage: code points `start` up to `end`; white space at its ends is left out."""
        article, by = article_in(request, pk), person_of(request)
        lifecycle.ensure_role(Action.MARK, by=by)
        form = MarkInput(data=request.data)
        form.is_valid(raise_exception=True)
        claim = marking.mark(article, by=by, at=timezone.now(), **form.validated_data)
        return shown(request, claim, 201, headers={"Location": address_of(claim.pk, request)})
