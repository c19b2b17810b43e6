"""What the lists can be narrowed by; a parameter that no list knows is refused rather than overlooked."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import rest_framework as filters
from django_filters.fields import IsoDateTimeField
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import search
from claims.api.fields import EARLIEST, LATEST
from claims.api.pagination import CURSOR, ORDERING, SIZE
from claims.choices import ArticleRole, Kind, Priority, Stage, Status
from claims.models import Article, Claim, Desk, Outlet
from claims.models.claim import ClaimQuerySet


class NarrowingBackend(filters.DjangoFilterBackend):
    """Declared filters; any other query parameter gets a 400, so that a slip does not widen the list."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        """The rows that fit. Raises ValidationError for an unknown parameter or a value that cannot be."""
        filterset_class = self.get_filterset_class(view, queryset)
        names = set(filterset_class.base_filters) if filterset_class else set()
        unknown = sorted(set(request.query_params) - names - {CURSOR, ORDERING, SIZE})
        if unknown:
            known = ", ".join(sorted(names | {CURSOR, ORDERING, SIZE}))
            words = _("There is no such parameter here. Known are: %(known)s.") % {"known": known}
            raise ValidationError({name: [words] for name in unknown}, code="unknown")
        narrowed: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return narrowed


class _Several(filters.MultipleChoiceFilter):
    """One of several words; the parameter may be repeated."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(distinct=False, **kwargs)


@extend_schema_field({"type": "string", "description": "Key, as the list of outlets or desks shows it."})
class _ByKey(filters.ModelMultipleChoiceFilter):
    """Rows named by their keys; the parameter may be repeated."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(distinct=False, to_field_name="key", **kwargs)


class _Words(filters.CharFilter):
    """Words that stand in the column, in capitals or not: SQLite's LIKE knows only those of ASCII."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lookup_expr="iregex", max_length=200, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The rows that hold the words."""
        narrowed: QuerySet[Any] = super().filter(qs, re.escape(value))
        return narrowed


class _TimeField(IsoDateTimeField):
    """A time in ISO 8601 that somebody can mean: some others are outside of all years in UTC."""

    def clean(self, value: Any) -> Any:
        """The aware time. Raises ValidationError for what is no time, and for one outside of EARLIEST to LATEST."""
        found = super().clean(value)
        if found is not None and not EARLIEST <= found <= LATEST:
            raise forms.ValidationError(_("The year must lie between 1900 and 2200."), code="range")
        return found


class _Time(filters.IsoDateTimeFilter):
    """A time in ISO 8601."""

    field_class = _TimeField


class ArticleFilters(filters.FilterSet):
    """Which articles."""

    stage = _Several(choices=Stage.choices)
    outlet = _ByKey(field_name="outlet__key", queryset=Outlet.objects.order_by("key"))
    desk = _ByKey(field_name="desk__key", queryset=Desk.objects.order_by("key"))
    language = filters.CharFilter(max_length=3, lookup_expr="iexact")
    external_id = filters.CharFilter(max_length=200)
    url = filters.CharFilter(max_length=2000, help_text=gettext_lazy("Exactly this address."))
    search = _Words(field_name="title", help_text=gettext_lazy("Words of the title."))
    received_after = _Time(field_name="received_at", lookup_expr="gte")
    received_before = _Time(field_name="received_at", lookup_expr="lt")
    due_before = _Time(field_name="due_at", lookup_expr="lt")

    class Meta:
        model = Article
        fields: list[str] = []


class ClaimFilters(filters.FilterSet):
    """Which claims; those no longer in the text only when `status=gone` asks for them."""

    status = _Several(choices=Status.choices)
    stage = _Several(
        field_name="article__stage", choices=Stage.choices, help_text=gettext_lazy("Stage of the article.")
    )
    outlet = _ByKey(field_name="article__outlet__key", queryset=Outlet.objects.order_by("key"))
    desk = _ByKey(field_name="desk__key", queryset=Desk.objects.order_by("key"))
    language = filters.CharFilter(max_length=3, lookup_expr="iexact")
    kind = _Several(choices=Kind.choices)
    role = _Several(choices=ArticleRole.choices)
    priority = _Several(choices=Priority.choices)
    assignee = filters.CharFilter(
        method="of_assignee",
        max_length=150,
        help_text=gettext_lazy("A sign-in name, `me`, or `nobody`."),
    )
    article = filters.NumberFilter(
        method="of_article",
        min_value=1,
        max_value=2**63 - 1,
        decimal_places=0,
        help_text=gettext_lazy("Its id."),
    )
    min_worthiness = filters.NumberFilter(
        field_name="check_worthiness",
        lookup_expr="gte",
        min_value=0,
        max_value=1,
        help_text=gettext_lazy("0 to 1; leaves out claims that have not been scored."),
    )
    search = filters.CharFilter(
        method="of_words",
        max_length=200,
        help_text=gettext_lazy(
            "Words of the quote, the wording, the claimant or the article's title, in any of their forms; "
            "words in quotation marks as they stand."
        ),
    )
    received_after = _Time(field_name="article__received_at", lookup_expr="gte")
    received_before = _Time(field_name="article__received_at", lookup_expr="lt")
    found_after = _Time(field_name="found_at", lookup_expr="gte")
    due_before = _Time(field_name="due_at", lookup_expr="lt")

    class Meta:
        model = Claim
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        """The claims that fit."""
        narrowed: QuerySet[Claim] = super().filter_queryset(queryset)
        return narrowed if self.form.cleaned_data["status"] else narrowed.exclude(status=Status.GONE)

    def of_assignee(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Those of the person, of oneself, or of nobody."""
        if value == "nobody":
            return queryset.filter(assignee__isnull=True)
        if value == "me":
            return queryset.filter(assignee=self.request.user)
        return queryset.filter(assignee__username=value)

    def of_words(self, queryset: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        """Those in which everything occurs that is asked for."""
        return search.matching(queryset, value)

    def of_article(self, queryset: QuerySet[Claim], name: str, value: Any) -> QuerySet[Claim]:
        """Those of one article."""
        return queryset.filter(article=int(value))
