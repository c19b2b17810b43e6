"""Sources beside the claims that cite them: where one takes its text from, and the copies kept of them."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from claims import archiving
from claims.api.evidence import SourceOutput
from claims.api.inputs import Input, Numbered
from claims.api.views import Door, person_of
from claims.choices import Action
from claims.models import Source
from claims.workflow import lifecycle, verification


class OriginInput(Input):
    """Where the source takes its text from."""

    origin = Numbered(
        Source, allow_null=True, help_text="Id of the agency text or press release; null: of none."
    )


class OriginLink(Door):
    """Independent origins are counted: several sources with the same text are one."""

    problems = {"POST": (400, 409)}

    @extend_schema(operation_id="sources_link_origin", request=OriginInput, responses=SourceOutput)
    def post(self, request: Request, pk: int) -> Response:
        """Say where the source takes its text from, for all claims that cite it."""
        by = person_of(request)
        source = generics.get_object_or_404(Source.objects.visible_to(by), pk=pk)
        lifecycle.ensure_role(Action.LINK_ORIGIN, by=by)
        form = OriginInput(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        verification.link_origin(source, by=by, at=timezone.now(), **form.validated_data)
        return Response(SourceOutput(source).data)


class SnapshotFile(Door):
    """The copy that is kept of a cited page."""

    @extend_schema(operation_id="snapshots_retrieve", responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> HttpResponse:
        """The file as it was fetched; `sha256` of the evidence's snapshot is its digest."""
        found = archiving.kept_for(person_of(request), pk)
        if found is None:
            raise NotFound
        try:
            content = archiving.content_of(found)
        except FileNotFoundError as error:
            raise NotFound(_("The copy is no longer there.")) from error
        return HttpResponse(content, headers=archiving.headers_of(found))
