"""The proof dossier of an article: as data, as a page and as a PDF."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims import dossier, intake, printing
from claims.api.claims import FactOutput, address_of
from claims.api.discussion import ConfrontationOutput, EventOutput, NoteOutput
from claims.api.evidence import EvidenceOutput
from claims.api.gate import article_in
from claims.api.verdicts import VerdictOutput
from claims.api.views import Door, person_of
from claims.choices import Carriage
from claims.dossier import ClaimFile, Dossier
from claims.errors import WorkflowError

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


class PaperOutput(serializers.Serializer[Any]):
    """How far the PDF is; ask the address again until it answers 200."""

    state = serializers.ChoiceField(choices=[Carriage.WAITING.value, Carriage.CLAIMED.value])
    href = serializers.CharField(help_text="Where the PDF will be: this same address.")
    asked_at = serializers.DateTimeField()


class DossierPaper(Door):
    """The dossier as a PDF."""

    problems: ClassVar = {"GET": [409]}

    @extend_schema(
        operation_id="articles_dossier_pdf",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, 202: PaperOutput},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        """In the language of Accept-Language. 202 with Retry-After while a worker makes it, then 200 with the file.

        It is kept for you for two days and made anew when the article has changed. 409 when it could not be made.
        """
        article, language = article_in(request, pk), get_language() or "de"
        row = intake.ask_for_paper(article, by=person_of(request), language=language)
        if (content := printing.content_of(row)) is not None:
            name = f'attachment; filename="factcheck-A-{article.pk}.pdf"'
            headers = {**PRIVATE, "Content-Disposition": name}
            return HttpResponse(content, content_type="application/pdf", headers=headers)
        if not row.is_under_way:
            raise WorkflowError(_("The dossier could not be made (%(failure)s).") % {"failure": row.failure})
        href = request.build_absolute_uri(request.path)
        body = PaperOutput({"state": row.state, "href": href, "asked_at": row.asked_at}).data
        return Response(body, status=202, headers={**PRIVATE, "Location": href, "Retry-After": "2"})


def made(request: Request, pk: int) -> Dossier:
    """The dossier for whoever asks. Raises Http404 for an article that they may not see."""
    return dossier.dossier(article_in(request, pk), by=person_of(request), at=timezone.now())
