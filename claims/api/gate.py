"""The gate for an article as a whole: what still blocks it, and letting it out."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.claims import address_of, slug_of
from claims.api.inputs import Input
from claims.api.views import Door, person_of
from claims.choices import Action
from claims.errors import Forbidden
from claims.models import Article, User
from claims.workflow import lifecycle, release


class BlockerOutput(serializers.Serializer[Any]):
    """One thing that keeps the article back, and who can clear it."""

    words = serializers.CharField()
    claim = serializers.IntegerField(allow_null=True, help_text="null: it is the article itself.")
    number = serializers.IntegerField(allow_null=True, help_text="Of the claim within the article.")
    href = serializers.URLField(allow_null=True)
    actions = serializers.ListField(child=serializers.CharField(), help_text="One of them leads on.")
    people = serializers.ListField(child=serializers.CharField(), help_text="Who can do it, by sign-in name.")
    roles = serializers.ListField(
        child=serializers.CharField(), help_text="Whoever has one of them can, too."
    )


class GateOutput(serializers.Serializer[Any]):
    """How the article stands at the gate."""

    is_released = serializers.BooleanField(help_text="The newest revision may go out.")
    released_at = serializers.DateTimeField(allow_null=True)
    released_by = serializers.CharField(allow_null=True)
    released_revision = serializers.IntegerField(allow_null=True)
    override = serializers.CharField(help_text="Why it went out although something blocked it.")
    release = serializers.CharField(
        allow_null=True, help_text="null when your roles let you release it, else why not."
    )
    blockers = BlockerOutput(many=True)


class ReleaseInput(Input):
    """Why it goes out although something still blocks it."""

    override = serializers.CharField(required=False, allow_blank=True, default="")


class Gate(Door):
    """What still blocks an article."""

    @extend_schema(operation_id="articles_gate", responses=GateOutput)
    def get(self, request: Request, pk: int) -> Response:
        """In the order of the text; nothing is left when the list is empty."""
        return Response(gate_of(article_in(request, pk), request))


class Release(Door):
    """Letting an article out."""

    problems = {"POST": (400, 409)}

    @extend_schema(operation_id="articles_release", request=ReleaseInput, responses=GateOutput)
    def post(self, request: Request, pk: int) -> Response:
        """The newest revision may go out; while something blocks it, `override` must say why."""
        article = article_in(request, pk)
        lifecycle.ensure_role(Action.RELEASE_ARTICLE, by=person_of(request))
        form = ReleaseInput(data=request.data)
        form.is_valid(raise_exception=True)
        release.release(article, by=person_of(request), at=timezone.now(), **form.validated_data)
        return Response(gate_of(article, request))


def article_in(request: Request, pk: int) -> Article:
    """The article of the address. Raises Http404 when there is none that the person may see."""
    articles = Article.objects.visible_to(person_of(request))
    return generics.get_object_or_404(articles.select_related("desk", "released_by"), pk=pk)


def gate_of(article: Article, request: Request) -> Any:
    """The members of GateOutput."""
    by = article.released_by
    return GateOutput(
        {
            "is_released": release.is_released(article),
            "released_at": article.released_at,
            "released_by": by.username if by else None,
            "released_revision": article.released_revision,
            "override": article.release_override,
            "release": _why_not(person_of(request)),
            "blockers": [_blocker(blocker, request) for blocker in release.blockers(article)],
        }
    ).data


def _why_not(person: User) -> str | None:
    try:
        lifecycle.ensure_role(Action.RELEASE_ARTICLE, by=person)
    except Forbidden as error:
        return str(error)
    return None


def _blocker(blocker: release.Blocker, request: Request) -> dict[str, Any]:
    claim = blocker.claim
    return {
        "words": blocker.words,
        "claim": claim.pk if claim else None,
        "number": claim.number if claim else None,
        "href": address_of(claim.pk, request) if claim else None,
        "actions": [slug_of(action) for action in blocker.actions],
        "people": [person.username for person in blocker.people],
        "roles": [str(role) for role in blocker.roles],
    }
