"""Articles: taken in, listed, and how far the machine is with each."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims import intake
from claims.api.filters import ArticleFilters
from claims.api.pagination import Key
from claims.api.progress import ProgressOutput, progress_of
from claims.api.revisions import WITH_PASSAGES, RevisionOutput, RevisionTextOutput, newest
from claims.api.submissions import ArticleInput, submit
from claims.api.views import Door, etag_of, person_of, unchanged, with_state
from claims.choices import Status
from claims.models import UNDECIDED, Article, Claim, User
from claims.models.claim import FAR_FUTURE


class CountsOutput(serializers.Serializer[Any]):
    """The claims of an article by where people stand with them."""

    claims = serializers.IntegerField(help_text="Those that stand in the newest revision.")
    undecided = serializers.IntegerField(help_text="Somebody still has something to do with them.")
    by_status = serializers.DictField(child=serializers.IntegerField())


class ModelOutput(serializers.Serializer[Any]):
    """What the optional language model had to do with the claims."""

    name = serializers.CharField()
    tokens = serializers.IntegerField(help_text="That its answers took.")
    note = serializers.CharField(help_text="What it changed, or why the embedded reading stands.")


class ArticleOutput(serializers.ModelSerializer[Article]):
    """An article without its words."""

    href = serializers.SerializerMethodField()
    outlet = serializers.SlugRelatedField[Any](slug_field="key", read_only=True)
    desk = serializers.SlugRelatedField[Any](slug_field="key", read_only=True, allow_null=True)
    submitted_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)
    revision = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields: tuple[str, ...] = (
            "id",
            "href",
            "title",
            "url",
            "outlet",
            "desk",
            "author",
            "language",
            "language_confidence",
            "external_id",
            "due_at",
            "embargo_until",
            "received_at",
            "submitted_by",
            "revision",
            "progress",
        )
        read_only_fields = fields

    def get_href(self, article: Article) -> str:
        """The article's own address in the API."""
        return address_of(article, self.context["request"])

    @extend_schema_field(RevisionOutput)
    def get_revision(self, article: Article) -> Any:
        """The newest revision."""
        return RevisionOutput(_newest_of(article), context=self.context).data

    @extend_schema_field(ProgressOutput)
    def get_progress(self, article: Article) -> dict[str, Any]:
        """How far the machine is."""
        return progress_of(article, claims=getattr(article, "claims_standing", 0))


class ArticleDetailOutput(ArticleOutput):
    """An article with the words and passages of its newest revision."""

    counts = serializers.SerializerMethodField()
    language_model = serializers.SerializerMethodField()

    class Meta(ArticleOutput.Meta):
        fields = (*ArticleOutput.Meta.fields, "language_model", "counts")
        read_only_fields = fields

    @extend_schema_field(RevisionTextOutput)
    def get_revision(self, article: Article) -> Any:
        """The newest revision with its words; `passages` is empty until the clean step has been there."""
        return RevisionTextOutput(_newest_of(article), context=self.context).data

    @extend_schema_field(ModelOutput(allow_null=True))
    def get_language_model(self, article: Article) -> Any:
        """Null when none was asked."""
        if not article.model_name:
            return None
        told = {"name": article.model_name, "tokens": article.model_tokens, "note": article.model_note}
        return ModelOutput(told).data

    @extend_schema_field(CountsOutput)
    def get_counts(self, article: Article) -> dict[str, Any]:
        """How many claims stand where."""
        counts: dict[str, Any] = self.context["counts"]
        return counts


def address_of(article: Article, request: Request) -> str:
    """The article's own address in the API."""
    return reverse("api:article", kwargs={"pk": article.pk}, request=request)


def shown_to(user: User) -> QuerySet[Article]:
    """The articles with everything that an ArticleOutput shows, in two queries for any number of them."""
    standing = Claim.objects.standing().filter(article=OuterRef("pk")).order_by().values("article")
    counted = Subquery(standing.annotate(n=Count("pk")).values("n"))
    return (
        Article.objects.visible_to(user)
        .select_related("outlet", "desk", "submitted_by")
        .annotate(claims_standing=Coalesce(counted, 0))
        .annotate(sort_due=Coalesce(F("due_at"), Value(FAR_FUTURE)))
        .prefetch_related(Prefetch("revisions", newest(), to_attr="newest"))
    )


def counts_of(article: Article) -> dict[str, Any]:
    """The members of CountsOutput."""
    rows = article.claims.order_by("status").values_list("status").annotate(n=Count("pk"))
    by_status = dict(rows)
    return {
        "claims": sum(n for status_, n in by_status.items() if status_ != Status.GONE),
        "undecided": sum(by_status.get(status_, 0) for status_ in UNDECIDED),
        "by_status": by_status,
    }


def _newest_of(article: Article) -> Any:
    return article.newest[0]  # type: ignore[attr-defined]  # to_attr of shown_to


LOCATION = OpenApiParameter(
    "Location",
    OpenApiTypes.URI,
    OpenApiParameter.HEADER,
    description="The article's address.",
    response=[200, 202],
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag of the last answer: 304 if nothing changed.",
)
ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, description="Weak.", response=[200])
NOT_MODIFIED = OpenApiResponse(description="Nothing changed since the ETag in If-None-Match.")


class ArticleList(Door, generics.ListAPIView[Article]):
    """Articles, and the door through which they come in."""

    queryset = Article.objects.none()
    serializer_class = ArticleOutput
    filterset_class = ArticleFilters
    problems = {"POST": (400, 409, 413, 415, 422)}
    orders = {
        "-received_at": (Key("received_at", datetime, descending=True), Key("pk", descending=True)),
        "received_at": (Key("received_at", datetime), Key("pk")),
        "due_at": (Key("sort_due", datetime), Key("pk")),
    }

    def get_queryset(self) -> QuerySet[Article]:
        """Every article that the person may see."""
        return shown_to(person_of(self.request))

    @extend_schema(
        operation_id="articles_create",
        request={"application/json": ArticleInput, "multipart/form-data": ArticleInput},
        responses={
            202: OpenApiResponse(ArticleOutput, description="Taken; a worker splits it into claims."),
            200: OpenApiResponse(ArticleOutput, description="The same text was known: the same article."),
        },
        parameters=[LOCATION],
    )
    def post(self, request: Request) -> Response:
        """Take an article in.

        202 with the article and its progress, to be followed at the address in Location. The same text
        again (same outlet, no other external id) gives 200 and the same article. A known external id or
        address with another text gives that article a new revision: 202.
        """
        sent = ArticleInput(data=request.data)
        sent.is_valid(raise_exception=True)
        receipt = submit(sent.validated_data, by=person_of(request))
        article = shown_to(person_of(request)).get(pk=receipt.article.pk)
        body = ArticleOutput(article, context=self.get_serializer_context()).data
        return Response(
            body,
            status.HTTP_202_ACCEPTED if receipt.is_new else status.HTTP_200_OK,
            headers={"Location": address_of(article, request)},
        )


class ArticleDetail(Door):
    """One article."""

    @extend_schema(
        operation_id="articles_retrieve",
        responses={200: ArticleDetailOutput, 304: NOT_MODIFIED},
        parameters=[IF_NONE_MATCH, ETAG],
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """An article with its text, passages, progress and counts; the ETag changes with any of them."""
        article = generics.get_object_or_404(shown_to(person_of(request)), pk=pk)
        context = {"request": request, "counts": counts_of(article)}
        etag = etag_of(ArticleOutput(article, context=context).data, context["counts"], article.attempt)
        if known := unchanged(request, etag):
            return known
        words = newest().defer(None).prefetch_related(WITH_PASSAGES).filter(article=article)
        article.newest = list(words)  # type: ignore[attr-defined]
        return with_state(Response(ArticleDetailOutput(article, context=context).data), etag)


class ArticleProgress(Door):
    """How far the machine is with one article."""

    @extend_schema(
        operation_id="articles_progress",
        responses={200: ProgressOutput, 304: NOT_MODIFIED},
        parameters=[IF_NONE_MATCH, ETAG],
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The progress alone: small enough to ask for every second."""
        articles = Article.objects.visible_to(person_of(request))
        article = generics.get_object_or_404(articles, pk=pk)
        progress = progress_of(article, claims=article.claims.standing().count())
        etag = etag_of(progress)
        return unchanged(request, etag) or with_state(Response(ProgressOutput(progress).data), etag)


class ArticleRetry(Door):
    """A failed article is tried again."""

    problems = {"POST": (409,)}

    @extend_schema(
        operation_id="articles_retry",
        request=None,
        responses={202: OpenApiResponse(ArticleOutput, description="Waits for a worker again.")},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Begin again at the step that failed; 409 for an article that has not failed."""
        article = generics.get_object_or_404(Article.objects.visible_to(person_of(request)), pk=pk)
        intake.retry(article, by=person_of(request))
        again = shown_to(person_of(request)).get(pk=pk)
        return Response(ArticleOutput(again, context={"request": request}).data, status.HTTP_202_ACCEPTED)
