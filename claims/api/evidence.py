"""The evidence of a claim: what sources say about it, and the copies kept of them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.actions import act, claim_in
from claims.api.claims import tag_of
from claims.api.inputs import CiteInput, NothingInput
from claims.api.pagination import Key
from claims.api.resources import ON_STATE, WRITING, UnderClaim
from claims.api.views import Door, person_of
from claims.choices import Action
from claims.models import Evidence, Snapshot, Source


class SourceOutput(serializers.ModelSerializer[Source]):
    """What is cited."""

    class Meta:
        model = Source
        fields = (
            "id",
            "kind",
            "title",
            "url",
            "publisher",
            "author",
            "published_on",
            "origin",
            "confidential",
            "alive_at",
            "dead_since",
        )
        read_only_fields = fields
        extra_kwargs = {"origin": {"help_text": "The source that this one takes its text from."}}


class SnapshotOutput(serializers.ModelSerializer[Snapshot]):
    """The copy that is kept of a page, or how far it is."""

    class Meta:
        model = Snapshot
        fields = ("id", "state", "asked_at", "taken_at", "failure", "media_type", "size", "sha256")
        read_only_fields = fields


class EvidenceOutput(serializers.ModelSerializer[Evidence]):
    """What one source says about the claim."""

    source = SourceOutput()  # type: ignore[assignment]  # the member's name, not the serializer's own
    snapshot = SnapshotOutput(allow_null=True)
    found_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)

    class Meta:
        model = Evidence
        fields = (
            "id",
            "source",
            "stance",
            "is_primary",
            "place",
            "quoted",
            "note",
            "snapshot",
            "found_by",
            "found_at",
        )
        read_only_fields = fields


class EvidenceList(UnderClaim[Evidence]):
    """What counts as evidence now, in the order it was found; not the confidential sources of others."""

    queryset = Evidence.objects.none()
    serializer_class = EvidenceOutput
    orders = {"found_at": (Key("found_at", datetime), Key("pk"))}

    def get_queryset(self) -> QuerySet[Evidence]:
        """What has not been removed."""
        rows = Evidence.objects.standing().visible_to(self.person()).filter(claim=self.claim())
        return rows.select_related("source", "snapshot", "found_by")

    @extend_schema(
        operation_id="claims_evidence_create",
        request=CiteInput,
        responses={201: EvidenceOutput},
        parameters=ON_STATE,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Cite a source; a copy of a web page is made by and by."""
        return self.grow(request, Action.CITE)


class EvidenceDetail(Door):
    """One piece of evidence."""

    problems = {"DELETE": WRITING}

    @extend_schema(
        operation_id="claims_evidence_destroy",
        parameters=ON_STATE,
        responses={204: OpenApiResponse(description="It no longer counts; the history keeps it.")},
    )
    def delete(self, request: Request, pk: int, number: int) -> Response:
        """Remove it; the action `uncite` does the same with a reason."""
        claim = claim_in(request, pk)
        shown = Evidence.objects.standing().visible_to(person_of(request)).filter(claim=claim)
        evidence = generics.get_object_or_404(shown, pk=number)
        act(request, claim, Action.UNCITE, takes=NothingInput, also={"evidence": evidence.pk})
        return Response(status=204, headers={"ETag": tag_of(claim.version)})
