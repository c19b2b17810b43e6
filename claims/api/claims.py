"""Claims: exact quotes of an article, with what the machine found out about each."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.filters import ClaimFilters
from claims.api.pagination import Key
from claims.api.views import Door, person_of
from claims.choices import Differs
from claims.models import Article, Claim, Fact, Hint, Match, User
from claims.text.words import REASONS, in_words
from claims.workflow import lifecycle
from claims.workflow.guards import DEFAULT_DESK


class FactOutput(serializers.ModelSerializer[Fact]):
    """A part of a claim that is ticked by itself; offsets count in the claim's revision."""

    checked_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)

    class Meta:
        model = Fact
        fields = (
            "id",
            "type",
            "start",
            "end",
            "quote",
            "value",
            "value_min",
            "value_max",
            "unit",
            "iso",
            "state",
            "checked_by",
            "checked_at",
        )
        read_only_fields = fields


class DifferenceOutput(serializers.Serializer[Any]):
    """Where two matching claims differ."""

    type = serializers.ChoiceField(choices=Differs.values)
    here = serializers.CharField(help_text="In this claim; empty where it does not speak of it.")
    there = serializers.CharField(help_text="In the earlier claim.")


class EarlierOutput(serializers.ModelSerializer[Claim]):
    """The earlier claim of a match, in short."""

    href = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = ("id", "href", "article", "quote", "status")
        read_only_fields = fields

    def get_href(self, claim: Claim) -> str:
        """The claim's own address in the API."""
        return address_of(claim.pk, self.context["request"])


class MatchOutput(serializers.ModelSerializer[Match]):
    """This claim says the same as that earlier one, or something near it."""

    earlier = EarlierOutput()
    differences = DifferenceOutput(many=True)
    rating = serializers.CharField(
        source="rating_key", allow_null=True, read_only=True, help_text="Key of what the earlier check found."
    )
    checked_at = serializers.DateTimeField(allow_null=True, read_only=True)
    is_stale = serializers.SerializerMethodField(help_text="So long ago that somebody has to look again.")

    class Meta:
        model = Match
        fields = (
            "earlier",
            "relation",
            "score",
            "differences",
            "rating",
            "checked_at",
            "is_stale",
            "method",
            "decision",
        )
        read_only_fields = fields

    def get_is_stale(self, match: Any) -> bool:
        """By the time that the claim's desk has set."""
        days = DEFAULT_DESK.stale_after_days if match.stale_after is None else match.stale_after
        return bool(match.checked_at and match.checked_at < timezone.now() - timedelta(days=days))


class ReasonOutput(serializers.Serializer[Any]):
    """Why a claim is or is not worth a check."""

    code = serializers.CharField()
    words = serializers.CharField(help_text="In the language of Accept-Language.")


class HintOutput(serializers.ModelSerializer[Hint]):
    """Something in the text that does not fit together: a reason to look, no verdict."""

    words = serializers.CharField(help_text="In the language of Accept-Language.")
    spans = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="Start and end (exclusive) in code points of the revision's text; the first lies in the claim.",
    )

    class Meta:
        model = Hint
        fields = ("kind", "words", "spans")
        read_only_fields = fields


class TextPositionSelector(serializers.Serializer[Any]):
    """A place, after the W3C Web Annotation Data Model."""

    type = serializers.ChoiceField(choices=["TextPositionSelector"])
    start = serializers.IntegerField(help_text="In code points of the source.")
    end = serializers.IntegerField(help_text="Exclusive.")


class TextQuoteSelector(serializers.Serializer[Any]):
    """A quote with the text around it, after the W3C Web Annotation Data Model."""

    type = serializers.ChoiceField(choices=["TextQuoteSelector"])
    exact = serializers.CharField()
    prefix = serializers.CharField()
    suffix = serializers.CharField()


class TargetOutput(serializers.Serializer[Any]):
    """What the claim quotes: the revision, and twice where in it."""

    source = serializers.URLField(help_text="The revision.")  # type: ignore[assignment]
    selector = serializers.SerializerMethodField()

    @extend_schema_field(
        PolymorphicProxySerializer(
            component_name="Selector",
            serializers={
                "TextPositionSelector": TextPositionSelector,
                "TextQuoteSelector": TextQuoteSelector,
            },
            resource_type_field_name="type",
            many=True,
        )
    )
    def get_selector(self, target: Any) -> Any:
        """By place and by quote."""
        return target["selector"]


class ClaimOutput(serializers.ModelSerializer[Claim]):
    """A claim: `quote` is exactly the text of its revision from `start` up to `end`."""

    href = serializers.SerializerMethodField()
    article_href = serializers.SerializerMethodField()
    outlet = serializers.CharField(source="article.outlet.key", help_text="Key of the article's outlet.")
    revision = serializers.IntegerField(source="revision.number", help_text="Number of the revision quoted.")
    target = serializers.SerializerMethodField()
    chain = serializers.ListField(
        child=serializers.CharField(), help_text="From the claimant towards the article."
    )
    hedges = serializers.ListField(child=serializers.CharField(), help_text="As they stand in the text.")
    reasons = serializers.SerializerMethodField()
    facts = FactOutput(many=True)
    hints = HintOutput(
        many=True,
        source="shown_hints",
        help_text="Found by the machine, no verdict; without those put aside.",
    )
    repeats = serializers.PrimaryKeyRelatedField[Claim](
        read_only=True, allow_null=True, help_text="The claim of the same article that this one says again."
    )
    matches = MatchOutput(many=True, help_text="Earlier claims of other articles, the nearest first.")
    desk = serializers.SlugRelatedField[Any](slug_field="key", read_only=True, allow_null=True)
    assignee = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)
    version = serializers.IntegerField(help_text="Counts the changes by people; the ETag carries it.")

    class Meta:
        model = Claim
        fields: tuple[str, ...] = (
            "id",
            "href",
            "article",
            "article_href",
            "outlet",
            "revision",
            "number",
            "quote",
            "start",
            "end",
            "target",
            "wording",
            "role",
            "kind",
            "origin",
            "claimant",
            "chain",
            "hedges",
            "language",
            "check_worthiness",
            "reasons",
            "facts",
            "hints",
            "repeats",
            "matches",
            "status",
            "priority",
            "desk",
            "assignee",
            "due_at",
            "text_changed_at",
            "found_at",
            "changed_at",
            "version",
        )
        read_only_fields = fields
        extra_kwargs = {
            "number": {"help_text": "Within the article, never given twice."},
            "start": {"help_text": "In code points of the revision's text."},
            "end": {"help_text": "Exclusive."},
            "check_worthiness": {"help_text": "0 to 1; null until it has been scored."},
        }

    def get_href(self, claim: Claim) -> str:
        """The claim's own address in the API."""
        return address_of(claim.pk, self.context["request"])

    def get_article_href(self, claim: Claim) -> str:
        """The address of its article in the API."""
        return reverse("api:article", kwargs={"pk": claim.article_id}, request=self.context["request"])

    @extend_schema_field(TargetOutput)
    def get_target(self, claim: Claim) -> Any:
        """The place in the revision, as selectors of the W3C Web Annotation Data Model."""
        parts = {"pk": claim.article_id, "number": claim.revision.number}
        place = {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}
        quote = {
            "type": "TextQuoteSelector",
            "exact": claim.quote,
            "prefix": claim.prefix,
            "suffix": claim.suffix,
        }
        source = reverse("api:revision", kwargs=parts, request=self.context["request"])
        return {"source": source, "selector": [place, quote]}

    @extend_schema_field(ReasonOutput(many=True))
    def get_reasons(self, claim: Claim) -> list[dict[str, str]]:
        """The reasons of the score; one that this version no longer knows speaks for itself."""
        language = (get_language() or "de")[:2]
        return [
            {"code": code, "words": in_words(code, language=language) if code in REASONS else code}
            for code in claim.reasons
        ]


class ClaimDetailOutput(ClaimOutput):
    """A claim with what the person may do to it."""

    reason = serializers.SlugRelatedField[Any](slug_field="key", read_only=True, allow_null=True)
    actions = serializers.SerializerMethodField()

    class Meta(ClaimOutput.Meta):
        fields = (*ClaimOutput.Meta.fields, "reason", "answered_by", "merged_into", "split_from", "actions")
        read_only_fields = fields
        extra_kwargs = {
            **ClaimOutput.Meta.extra_kwargs,
            "answered_by": {"help_text": "The earlier claim whose check holds for this one."},
            "merged_into": {"help_text": "The claim of the same article that this one is a part of."},
            "split_from": {"help_text": "The claim that this one is a part of."},
        }

    @extend_schema_field(
        {
            "type": "object",
            "additionalProperties": {"type": "string", "nullable": True},
            "description": "By action, as in POST {href}{action}/: null when you may do it now, else why not.",
        }
    )
    def get_actions(self, claim: Claim) -> dict[str, str | None]:
        """Every action of people."""
        told = lifecycle.available_actions(claim, by=person_of(self.context["request"]))
        return {slug_of(action): why_not for action, why_not in told.items()}


def slug_of(action: str) -> str:
    """The action as addresses spell it."""
    return str(action).replace("_", "-")


def tag_of(version: int | None) -> str:
    """The weak ETag of a claim at this version."""
    return f'W/"{version}"'


def address_of(claim_id: int, request: Request) -> str:
    """The claim's own address in the API."""
    return reverse("api:claim", kwargs={"pk": claim_id}, request=request)


def shown_to(user: User) -> QuerySet[Claim]:
    """The claims with everything that a ClaimOutput shows, in four queries for any number of them."""
    return (
        Claim.objects.visible_to(user)
        .select_related("article__outlet", "revision", "desk", "assignee")
        .defer("revision__text", "revision__hints")
        .prefetch_related(
            Prefetch("facts", Fact.objects.select_related("checked_by").order_by("position")),
            "hints",
            Prefetch(
                "matches", Match.objects.with_check().select_related("earlier").order_by("-score", "pk")
            ),
        )
    )


class ClaimList(Door, generics.ListAPIView[Claim]):
    """Claims of all articles. Those no longer in the text are listed only by `status=gone`."""

    queryset = Claim.objects.none()
    serializer_class = ClaimOutput
    filterset_class = ClaimFilters
    orders = {
        "-id": (Key("pk", descending=True),),
        "id": (Key("pk"),),
        "due_at": (Key("sort_due", datetime), Key("pk")),
        "queue": (Key("priority", str), Key("sort_due", datetime), Key("pk")),
        "-check_worthiness": (Key("sort_worth", float, descending=True), Key("pk")),
    }

    def get_queryset(self) -> QuerySet[Claim]:
        """Every claim that the person may see."""
        return shown_to(person_of(self.request))


class ArticleClaims(Door, generics.ListAPIView[Claim]):
    """Claims of one article in the order of the text; they appear as soon as they are found."""

    queryset = Claim.objects.none()
    serializer_class = ClaimOutput
    filterset_class = ClaimFilters
    orders = {
        "position": (Key("start"), Key("end"), Key("pk")),
        "-check_worthiness": (Key("sort_worth", float, descending=True), Key("pk")),
    }

    def get_queryset(self) -> QuerySet[Claim]:
        """Those of the article in the address; 404 for an unknown one."""
        articles = Article.objects.visible_to(person_of(self.request))
        article = generics.get_object_or_404(articles.only("pk"), pk=self.kwargs["pk"])
        return shown_to(person_of(self.request)).filter(article=article)


class ClaimDetail(Door, generics.RetrieveAPIView[Claim]):
    """One claim."""

    queryset = Claim.objects.none()
    serializer_class = ClaimDetailOutput

    def get_queryset(self) -> QuerySet[Claim]:
        """Every claim that the person may see."""
        return shown_to(person_of(self.request))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The claim, with its version as ETag."""
        claim = self.get_object()
        response = Response(self.get_serializer(claim).data)
        response["ETag"] = tag_of(claim.version)
        return response
