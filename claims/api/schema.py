"""What the OpenAPI document says beyond what the code tells by itself: problems, and the bearer token."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS

from claims.api.errors import PROBLEM


class FieldProblem(serializers.Serializer[Any]):
    """What is wrong with one field."""

    message = serializers.CharField(help_text="In the language of Accept-Language.")
    code = serializers.CharField()


class ChangeMeanwhile(serializers.Serializer[Any]):
    """What somebody else did since the state that was seen."""

    who = serializers.CharField()
    at = serializers.DateTimeField()
    action = serializers.CharField()
    words = serializers.CharField(help_text="The action in the language of Accept-Language.")
    before = serializers.CharField(help_text="Status in words; empty where it stayed.")
    after = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """An error after RFC 9457."""

    type = serializers.CharField(help_text="Always about:blank: the status tells the kind.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What went wrong, in the language of Accept-Language.")
    code = serializers.CharField(help_text="The same in a word for programs.")
    errors = serializers.DictField(  # type: ignore[assignment]  # the member's name, not the serializer's own
        child=FieldProblem(many=True), required=False, help_text="By the name of the field."
    )
    version = serializers.IntegerField(
        required=False, allow_null=True, help_text="The present one, where another was expected."
    )
    changes = ChangeMeanwhile(many=True, required=False, help_text="Who did what meanwhile, oldest first.")


MEANINGS = {
    400: "A parameter or field has a value that cannot be.",
    401: "Nobody is signed in, or the token is unknown, expired or revoked.",
    403: "The person or the token may not do this.",
    404: "There is nothing at this address.",
    409: "Not possible now; detail says why.",
    412: "If-Match names another state than the present one, whose ETag the answer carries.",
    413: "The body or the text is too large.",
    415: "The content type, or the kind of file, is not taken.",
    422: "Well-formed, but no article can be made of it: empty, binary, no sentence in it.",
}


class ProblemSchema(AutoSchema):
    """Adds the problems to every operation; a view names its further ones in `problems` by method."""

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in self._problems():
            answer = OpenApiResponse(Problem, description=MEANINGS[status], examples=EXAMPLES.get(status, []))
            body = self._get_response_for_code(answer, str(status), [PROBLEM], direction)  # type: ignore[no-untyped-call]
            bodies[str(status)] = body
        return bodies

    def _problems(self) -> list[int]:
        found = {401, *getattr(self.view, "problems", {}).get(self.method, ())}
        if self.method not in SAFE_METHODS:
            found.add(403)
        elif self._is_list_view():
            found.add(400)
        if "{" in self.path:
            found.add(404)
        return sorted(found)


class ActionSchema(ProblemSchema):
    """The operations of the one view behind all actions: what each takes, from the table."""

    def get_operation_id(self) -> str:
        """One for each action."""
        return f"claims_{self._door.action_name}"

    def get_summary(self) -> str:
        """The name of the action."""
        return self._action.replace("-", " ").capitalize()

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        """What it takes, which tells what it does."""
        told = f"{self._door.verb.takes.__doc__}\n\nThe answer is the claim as it stands afterwards."
        return f"`{self._action}`: {told} Whether you may do it now stands in the claim's `actions`."

    def get_request_serializer(self) -> Any:
        """The body."""
        return self._door.verb.takes

    def get_response_serializers(self) -> Any:
        """The claim."""
        return self._door.answers

    def get_override_parameters(self) -> list[Any]:
        """The condition, and the new state."""
        return [IF_MATCH, NEW_ETAG]

    @property
    def _action(self) -> str:
        return str(self._door.action_name).replace("_", "-")

    @property
    def _door(self) -> Any:
        return self.view


IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag of the claim as you have seen it: 412 when it has changed since.",
)
NEW_ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, description="Weak, of the claim.", response=[200, 201]
)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The header `Authorization: Bearer fck_…`."""

    target_class = "claims.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """The scheme as OpenAPI writes it."""
        scheme: dict[str, Any] = build_bearer_security_scheme_object(
            header_name="Authorization",
            token_prefix="Bearer",  # noqa: S106
        )
        return scheme


EXAMPLES = {
    400: [
        OpenApiExample(
            "A field has a value that cannot be",
            value={
                "type": "about:blank",
                "title": "The request cannot be taken as it is",
                "status": 400,
                "detail": "Some fields need another value; see errors.",
                "code": "invalid",
                "errors": {
                    "published": [{"message": "Give the time as 2024-11-05T16:12+01:00.", "code": "invalid"}]
                },
            },
            response_only=True,
            status_codes=["400"],
        )
    ],
    409: [
        OpenApiExample(
            "Not failed",
            value={
                "type": "about:blank",
                "title": "Not possible now",
                "status": 409,
                "detail": "Only an article that has failed can be tried again.",
                "code": "refused",
            },
            response_only=True,
            status_codes=["409"],
        )
    ],
}
