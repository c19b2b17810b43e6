"""The proof dossier of an article: as data, as a page and as a PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims import dossier, paper
from claims.api.claims import FactOutput, address_of
from claims.api.discussion import ConfrontationOutput, EventOutput, NoteOutput
from claims.api.evidence import EvidenceOutput
from claims.api.gate import article_in
from claims.api.verdicts import VerdictOutput
from claims.api.views import Door, person_of
from claims.dossier import ClaimFile, Dossier

PRIVATE = {"Cache-Control": "private, no-store"}


class ClaimFileOutput(serializers.Serializer[Any]):
    """Everything about one claim that you may see."""

    id = serializers.IntegerField(source="claim.pk")
    href = serializers.SerializerMethodField()
    number = serializers.IntegerField(source="claim.number")
    quote = serializers.CharField(source="claim.quote")
    wording = serializers.CharField(source="claim.wording")
    claimant = serializers.CharField(source="claim.claimant")
    status = serializers.CharField(source="claim.status")
    facts = FactOutput(many=True)
    evidence = EvidenceOutput(many=True)
    hidden = serializers.IntegerField(help_text="Pieces of evidence from confidential sources of others.")
    verdicts = VerdictOutput(many=True)
    confrontations = ConfrontationOutput(many=True)
    notes = NoteOutput(many=True)
    events = EventOutput(many=True)

    def get_href(self, file: ClaimFile) -> str:
        """The claim's own address in the API."""
        return address_of(file.claim.pk, self.context["request"])


class DossierOutput(serializers.Serializer[Any]):
    """The article as it was proved, claims in the order of the text."""

    article = serializers.IntegerField(source="article.pk")
    title = serializers.CharField(source="article.title")
    revision = serializers.IntegerField(source="revision.number", default=None, allow_null=True)
    made_at = serializers.DateTimeField()
    made_for = serializers.CharField(source="made_for.username")
    claims = ClaimFileOutput(many=True)
    events = EventOutput(many=True)
    last_hash = serializers.CharField(help_text="Of the newest line of history in it.")


class DossierDoor(Door):
    """The dossier as data."""

    @extend_schema(operation_id="articles_dossier", responses=DossierOutput)
    def get(self, request: Request, pk: int) -> Response:
        """Every claim with its evidence, verdicts, answers, notes and history, as you may see them."""
        body = DossierOutput(made(request, pk), context={"request": request}).data
        return Response(body, headers=PRIVATE)


class DossierPage(Door):
    """The dossier as a page to print."""

    @extend_schema(operation_id="articles_dossier_html", responses={(200, "text/html"): OpenApiTypes.STR})
    def get(self, request: Request, pk: int) -> HttpResponse:
        """In the language of Accept-Language."""
        found = made(request, pk)
        context = {"article": found.article, "dossier": found}
        page = render(request._request, "article/dossier.html", context)
        page["Cache-Control"] = PRIVATE["Cache-Control"]
        return page


class DossierPaper(Door):
    """The dossier as a PDF."""

    @extend_schema(
        operation_id="articles_dossier_pdf", responses={(200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        """In the language of Accept-Language; a long article takes some seconds."""
        found = made(request, pk)
        name = f'attachment; filename="factcheck-A-{found.article.pk}.pdf"'
        headers = {**PRIVATE, "Content-Disposition": name}
        return HttpResponse(paper.pdf(found), content_type="application/pdf", headers=headers)


def made(request: Request, pk: int) -> Dossier:
    """The dossier for whoever asks. Raises Http404 for an article that they may not see."""
    return dossier.dossier(article_in(request, pk), by=person_of(request), at=timezone.now())
