"""Work given to people: several claims at once, the next one, the slot of an article, a proposal set aside."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.actions import claim_in, shown
from claims.api.claims import ClaimDetailOutput
from claims.api.gate import article_in
from claims.api.inputs import LARGEST, AssignInput, DueInput, Input, Person
from claims.api.schema import NEW_ETAG
from claims.api.views import Door, person_of
from claims.choices import Action, Role
from claims.errors import Forbidden, WorkflowError
from claims.models import Claim, User
from claims.workflow import assignment, lifecycle, triage
from claims.workflow.lifecycle import Outcome

MOST = 500  # claims in one request


class SeveralInput(Input):
    """Which claims."""

    claims = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST),
        min_length=1,
        max_length=MOST,
        help_text="Their ids.",
    )


class DistributeInput(SeveralInput):
    """Which claims, and among whom."""

    among = serializers.ListField(
        child=Person(),
        required=False,
        min_length=1,
        max_length=MOST,
        help_text="Sign-in names of checkers; all who are there, when left out.",
    )
    of_desk = serializers.BooleanField(
        required=False,
        help_text="Only the checkers of a claim's desk get it, as many as the desk's rule allows (default).",
    )


class AssignSeveralInput(SeveralInput, AssignInput):
    """Which claims, and who gets them."""


class RefusedOutput(serializers.Serializer[Any]):
    """A claim that stayed as it was."""

    claim = serializers.IntegerField()
    why = serializers.CharField()


class OutcomeOutput(serializers.Serializer[Any]):
    """What became of each claim."""

    done = serializers.ListField(
        child=serializers.IntegerField(), help_text="Ids of those that were changed."
    )
    refused = RefusedOutput(many=True)


class Several(Door):
    """Something done to several claims: those that do not allow it stay as they are, with the reason."""

    takes: type[Input] = SeveralInput
    problems = {"POST": (400, 409)}

    def fields(self, request: Request) -> dict[str, Any]:
        """The body, with the claims that there are. Raises ValidationError when one is missing."""
        form = self.takes(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        fields: dict[str, Any] = form.validated_data
        wanted = dict.fromkeys(fields["claims"])
        rows = Claim.objects.visible_to(person_of(request)).select_related(
            "article__desk", "desk", "assignee"
        )
        found = rows.in_bulk(list(wanted))
        if missing := [str(number) for number in wanted if number not in found]:
            words = _("There is none with the id %(id)s.") % {"id": ", ".join(missing[:10])}
            raise serializers.ValidationError({"claims": [words]}, code="unknown")
        return {**fields, "claims": [found[number] for number in wanted]}


class Distribute(Several):
    """Claims spread over the checkers."""

    takes = DistributeInput

    @extend_schema(operation_id="claims_distribute", request=DistributeInput, responses=OutcomeOutput)
    def post(self, request: Request) -> Response:
        """Each goes to whoever has least to do, the most pressing first; each person is told once."""
        by = person_of(request)
        lifecycle.ensure_role(Action.DISTRIBUTE, by=by)
        return told(assignment.distribute(by=by, at=timezone.now(), **self.fields(request)))


class AssignSeveral(Several):
    """Claims given to one person or pool."""

    takes = AssignSeveralInput

    @extend_schema(operation_id="claims_assign_several", request=AssignSeveralInput, responses=OutcomeOutput)
    def post(self, request: Request) -> Response:
        """All go to the same person, who is told once, or to the pool of a desk."""
        by = person_of(request)
        lifecycle.ensure_role(Action.DISTRIBUTE, by=by)  # whoever may not give work at all hears it first
        return told(assignment.assign_all(by=by, at=timezone.now(), **self.fields(request)))


class TakeNext(Door):
    """The next claim."""

    problems = {"POST": (409,)}

    @extend_schema(
        operation_id="claims_take_next", request=None, responses=ClaimDetailOutput, parameters=[NEW_ETAG]
    )
    def post(self, request: Request) -> Response:
        """Take the most pressing free claim of your desks; 409 when there is none."""
        by = person_of(request)
        _ensure_checker(by)
        claim = assignment.take_next(by=by, at=timezone.now())
        if claim is None:
            raise WorkflowError(_("No claim is waiting for somebody."))
        return shown(request, claim)


class Slot(Door):
    """The due time of an article."""

    problems = {"POST": (400, 409)}

    @extend_schema(operation_id="articles_set_due", request=DueInput, responses=OutcomeOutput)
    def post(self, request: Request, pk: int) -> Response:
        """Its undecided claims follow, except those with a due time of their own."""
        article, by = article_in(request, pk), person_of(request)
        lifecycle.ensure_role(Action.SET_DUE, by=by)
        form = DueInput(data=request.data)
        form.is_valid(raise_exception=True)
        at = timezone.now()
        return told(assignment.set_due_of_article(article, by=by, at=at, **form.validated_data))


class MatchRejection(Door):
    """A proposal of the machine that an earlier claim says the same."""

    problems = {"POST": (409,)}

    @extend_schema(
        operation_id="claims_matches_reject",
        request=None,
        responses=ClaimDetailOutput,
        parameters=[NEW_ETAG],
    )
    def post(self, request: Request, pk: int, number: int) -> Response:
        """Set aside the match with the earlier claim of this id; the action `answer` takes it over instead."""
        claim = claim_in(request, pk)
        match = generics.get_object_or_404(claim.matches, earlier=number)
        triage.reject_match(match, by=person_of(request), at=timezone.now())
        return shown(request, claim)


def told(outcome: Outcome) -> Response:
    """What became of each claim."""
    refused = [{"claim": claim.pk, "why": str(error)} for claim, error in outcome.refused]
    return Response({"done": [claim.pk for claim in outcome.done], "refused": refused})


def _ensure_checker(person: User) -> None:
    if not person.holds(Role.CHECKER):
        raise Forbidden(_("Only these may do this: %(roles)s.") % {"roles": Role.CHECKER.label})
