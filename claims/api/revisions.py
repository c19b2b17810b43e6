"""Revisions of an article: its words as they were sent, and how the clean step read them."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from rest_framework import generics, serializers
from rest_framework.reverse import reverse

from claims.api.pagination import Key
from claims.api.views import Door, person_of
from claims.models import Article, Passage, Revision


class PassageOutput(serializers.ModelSerializer[Passage]):
    """A block of the text: its role, or what kind of furniture it is, and its sentences."""

    sentences = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="Start and end of each sentence, in code points of the text.",
    )

    class Meta:
        model = Passage
        fields = ("position", "start", "end", "role", "furniture", "sentences")
        read_only_fields = fields


class RevisionOutput(serializers.ModelSerializer[Revision]):
    """A revision without its words."""

    href = serializers.SerializerMethodField()
    received_from = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)

    class Meta:
        model = Revision
        fields: tuple[str, ...] = (
            "number",
            "href",
            "title",
            "digest",
            "published_at",
            "received_at",
            "received_from",
        )
        read_only_fields = fields
        extra_kwargs = {"digest": {"help_text": "SHA-256 of the text in UTF-8, hex."}}

    def get_href(self, revision: Revision) -> str:
        """The revision's own address."""
        parts = {"pk": revision.article_id, "number": revision.number}
        return reverse("api:revision", kwargs=parts, request=self.context["request"])


class RevisionTextOutput(RevisionOutput):
    """A revision with its words and its passages; no passages until the clean step has been there."""

    text = serializers.CharField(help_text="All offsets count Unicode code points of this text.")
    passages = PassageOutput(many=True)

    class Meta(RevisionOutput.Meta):
        fields = (*RevisionOutput.Meta.fields, "text", "passages")
        read_only_fields = fields


WITH_PASSAGES = Prefetch("passages", Passage.objects.order_by("position"))


def newest() -> QuerySet[Revision]:
    """The newest revision of each article, without the words."""
    later = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    revisions = Revision.objects.filter(~Exists(later))
    return revisions.select_related("received_from").defer("text", "hints").order_by("number")


class RevisionList(Door, generics.ListAPIView[Revision]):
    """Revisions of an article, the newest first."""

    queryset = Revision.objects.none()
    serializer_class = RevisionOutput
    orders = {
        "-number": (Key("number", descending=True),),
        "number": (Key("number"),),
    }

    def get_queryset(self) -> QuerySet[Revision]:
        """Those of the article in the address; 404 for an unknown one."""
        articles = Article.objects.visible_to(person_of(self.request))
        article = generics.get_object_or_404(articles.only("pk"), pk=self.kwargs["pk"])
        return article.revisions.select_related("received_from").defer("text", "hints")


class RevisionDetail(Door, generics.RetrieveAPIView[Revision]):
    """One revision with its words and passages."""

    queryset = Revision.objects.none()
    serializer_class = RevisionTextOutput
    lookup_field = "number"

    def get_queryset(self) -> QuerySet[Revision]:
        """Those of the article in the address."""
        articles = Article.objects.visible_to(person_of(self.request)).filter(pk=self.kwargs["pk"])
        revisions = Revision.objects.filter(article__in=articles)
        return revisions.select_related("received_from").prefetch_related(WITH_PASSAGES)
