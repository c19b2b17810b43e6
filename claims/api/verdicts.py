"""The verdicts on a claim, one's own draft among them, and the published one as ClaimReview."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims import claimreview, intake
from claims.api.actions import claim_in
from claims.api.inputs import DraftInput
from claims.api.pagination import Key
from claims.api.resources import ON_STATE, UnderClaim
from claims.api.views import Door, person_of
from claims.choices import Action
from claims.claimreview import Publisher
from claims.models import Outlet, Rating, SecondCheck, Verdict
from claims.notices import links
from claims.workflow import guards


class GivenOutput(serializers.ModelSerializer[Rating]):
    """A rating as it was given."""

    scale = serializers.CharField(source="scale.key")
    label = serializers.CharField(help_text="In the language of Accept-Language.")  # type: ignore[assignment]

    class Meta:
        model = Rating
        fields = ("id", "scale", "key", "label", "colour", "mark")
        read_only_fields = fields


class SecondCheckOutput(serializers.ModelSerializer[SecondCheck]):
    """A blind second opinion."""

    rating = GivenOutput()
    given_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = SecondCheck
        fields = ("rating", "rationale", "given_by", "given_at", "agrees")
        read_only_fields = fields


PEOPLE = ("drafted_by", "reviewed_by", "published_by", "retracted_by")
HIDDEN = ("rating", "rationale", "proposed_wording", "exception", "correction_note", "second_checks")


class VerdictOutput(serializers.ModelSerializer[Verdict]):
    """A verdict; what it says is null while `is_hidden`."""

    rating = GivenOutput(allow_null=True)
    rationale = serializers.CharField(allow_null=True)
    proposed_wording = serializers.CharField(allow_null=True)
    exception = serializers.CharField(allow_null=True)
    correction_note = serializers.CharField(allow_null=True)
    drafted_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)
    reviewed_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)
    published_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)
    retracted_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)
    corrects = serializers.SlugRelatedField[Any](
        slug_field="number", read_only=True, allow_null=True, help_text="Number of the corrected one."
    )
    second_checks = SecondCheckOutput(many=True, allow_null=True)
    is_hidden = serializers.SerializerMethodField()

    class Meta:
        model = Verdict
        fields = (
            "id",
            "number",
            "version",
            "rating",
            "rationale",
            "proposed_wording",
            "exception",
            "correction_note",
            "corrects",
            "drafted_by",
            "drafted_at",
            "submitted_at",
            "reviewed_by",
            "reviewed_at",
            "review_note",
            "overruled_because",
            "published_by",
            "published_at",
            "retracted_by",
            "retracted_at",
            "retraction_note",
            "second_checks",
            "is_hidden",
        )
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.BOOL)
    def get_is_hidden(self, verdict: Verdict) -> bool:
        """A blind second check is wanted, and you have not given yours."""
        return verdict.is_hidden_from(person_of(self.context["request"]))

    def to_representation(self, instance: Verdict) -> dict[str, Any]:
        """Without what the person must not see yet."""
        told = super().to_representation(instance)
        return {**told, **dict.fromkeys(HIDDEN)} if told["is_hidden"] else told


class VerdictList(UnderClaim[Verdict]):
    """What was submitted at some time, and your own draft; the newest first."""

    queryset = Verdict.objects.none()
    serializer_class = VerdictOutput
    orders = {"-number": (Key("number", descending=True),), "number": (Key("number"),)}

    def get_queryset(self) -> QuerySet[Verdict]:
        """Not the drafts of others."""
        mine = Q(submitted_at__isnull=False) | Q(drafted_by=self.person())
        checks = SecondCheck.objects.select_related("rating__scale", "given_by").order_by("given_at", "pk")
        return (
            Verdict.objects.filter(mine, claim=self.claim())
            .select_related("rating__scale", "corrects", "claim__desk", "claim__article__desk", *PEOPLE)
            .prefetch_related(Prefetch("second_checks", checks))
        )

    @extend_schema(
        operation_id="claims_verdicts_create",
        request=DraftInput,
        responses={
            201: OpenApiResponse(VerdictOutput, description="Your draft has been begun."),
            200: OpenApiResponse(VerdictOutput, description="Your draft has been saved."),
        },
        parameters=ON_STATE,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Save your draft: everybody has one per claim. 409 when `version` is not the present one of the draft."""
        return self.grow(request, Action.DRAFT)


class LinkedRenderer(JSONRenderer):
    """JSON-LD."""

    media_type = "application/ld+json"
    format = "jsonld"


class ClaimReview(Door):
    """The published check for programs that collect checks."""

    renderer_classes = (LinkedRenderer, JSONRenderer)

    @extend_schema(operation_id="claims_claimreview", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: int) -> Response:
        """As schema.org ClaimReview; 404 when nothing is published that holds."""
        claim = claim_in(request, pk)
        verdict = guards.standing(claim)
        language = get_language() or settings.LANGUAGE_CODE
        own = Outlet.objects.filter(key=intake.OWN_OUTLET).first()
        told = verdict and claimreview.claim_review(
            verdict,
            url=settings.PUBLIC_URL + links.check_path(claim),
            publisher=Publisher(name=own.name if own else "Factcheck", url=settings.PUBLIC_URL + "/"),
            language=language,
        )
        if not told:
            raise Http404
        return Response(told)
