"""Who is away: everybody says so of themselves, editors of others too."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.fields import Moment
from claims.api.inputs import Input
from claims.api.views import Door, person_of
from claims.choices import Role
from claims.errors import Forbidden
from claims.models import User
from claims.workflow import assignment

ME = "me"


class AbsenceInput(Input):
    """From when until when; both null end an absence."""

    since = Moment(required=False, allow_null=True, help_text="When it begins.")
    until = Moment(required=False, allow_null=True, help_text="When it ends; null: not known yet.")


class AbsenceOutput(serializers.Serializer[Any]):
    """How the person is away, and what of theirs was offered to others at once."""

    person = serializers.CharField(help_text="Sign-in name.")
    since = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    is_absent = serializers.BooleanField(help_text="Now.")
    released = serializers.ListField(child=serializers.IntegerField(), help_text="Ids of claims.")


class Absence(Door):
    """The absence of one person; `me` is whoever asks."""

    problems = {"PUT": (400, 409)}

    @extend_schema(operation_id="people_absence_retrieve", responses=AbsenceOutput)
    def get(self, request: Request, name: str) -> Response:
        """One's own, or for editors that of anybody."""
        return Response(_told(_person(request, name)))

    @extend_schema(operation_id="people_absence_update", request=AbsenceInput, responses=AbsenceOutput)
    def put(self, request: Request, name: str) -> Response:
        """Enter or end it; once it has begun, what the person has in hand waits for somebody else."""
        person = _person(request, name)
        form = AbsenceInput(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        entered = {"since": None, "until": None, **form.validated_data}
        released = assignment.be_absent(person, by=person_of(request), at=timezone.now(), **entered)
        return Response(_told(person, [claim.pk for claim in released]))


def _person(request: Request, name: str) -> User:
    """The person of the address. Raises Forbidden for somebody else than an editor who asks for another."""
    by = person_of(request)
    if name in (ME, by.username):
        return by
    if not by.holds(Role.EDITOR):
        raise Forbidden(_("Only editors enter the absence of others."))
    found: User = generics.get_object_or_404(User.objects.active(), username=name)
    return found


def _told(person: User, released: list[int] | None = None) -> Any:
    return AbsenceOutput(
        {
            "person": person.username,
            "since": person.absent_from,
            "until": person.absent_until,
            "is_absent": person.is_absent(timezone.now()),
            "released": released or [],
        }
    ).data
