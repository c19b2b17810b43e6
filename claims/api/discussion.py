"""What people say about a claim: notes, people asked to answer, facts ticked, and the history of it all."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims import history
from claims.api.actions import ClaimAction, act, claim_in, shown
from claims.api.claims import ClaimDetailOutput, slug_of, tag_of
from claims.api.inputs import ConfrontInput, NoteInput, RecordInput, TickFactInput
from claims.api.pagination import Key
from claims.api.resources import ON_STATE, WRITING, UnderClaim
from claims.api.views import Door
from claims.choices import Action
from claims.models import Claim, Confrontation, Event, Note
from claims.workflow import mentions


class NoteOutput(serializers.ModelSerializer[Note]):
    """A remark in the discussion."""

    author = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)
    mentions = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, many=True)

    class Meta:
        model = Note
        fields: tuple[str, ...] = ("id", "author", "text", "mentions", "written_at")
        read_only_fields = fields


class UnknownName(serializers.Serializer[Any]):
    """A name in a note that nobody active has."""

    name = serializers.CharField(help_text="As it was written, without the @.")
    near = serializers.ListField(
        child=serializers.CharField(), help_text="Sign-in names that may have been meant."
    )


class WrittenOutput(NoteOutput):
    """A remark that was just written."""

    unknown_names = serializers.SerializerMethodField()

    class Meta(NoteOutput.Meta):
        fields = (*NoteOutput.Meta.fields, "unknown_names")
        read_only_fields = fields

    @extend_schema_field(UnknownName(many=True))
    def get_unknown_names(self, note: Note) -> Any:
        """The names after @ that nobody has: nobody was told by them."""
        return UnknownName(mentions.unknown(note.text), many=True).data


class NotedOutput(ClaimDetailOutput):
    """The claim, and the names in the remark that nobody has."""

    unknown_names = serializers.SerializerMethodField()

    class Meta(ClaimDetailOutput.Meta):
        fields = (*ClaimDetailOutput.Meta.fields, "unknown_names")
        read_only_fields = fields

    @extend_schema_field(UnknownName(many=True))
    def get_unknown_names(self, claim: Claim) -> Any:
        """The names after @ that nobody has: nobody was told by them."""
        return UnknownName(mentions.unknown(self.context["note"].text), many=True).data


class NoteAction(ClaimAction):
    """A note as an action on the claim."""

    action_name = Action.NOTE
    answers = NotedOutput

    def post(self, request: Request, pk: int) -> Response:
        """Write it; the answer is the claim as it stands afterwards."""
        claim = claim_in(request, pk)
        note = act(request, claim, Action.NOTE)
        return shown(request, claim, output=NotedOutput, note=note)


class NoteList(UnderClaim[Note]):
    """The discussion, oldest first."""

    queryset = Note.objects.none()
    serializer_class = NoteOutput
    orders = {"written_at": (Key("written_at", datetime), Key("pk"))}

    def get_queryset(self) -> QuerySet[Note]:
        """All of it."""
        rows = Note.objects.filter(claim=self.claim())
        return rows.select_related("author").prefetch_related("mentions")

    @extend_schema(
        operation_id="claims_notes_create",
        request=NoteInput,
        responses={201: WrittenOutput},
        parameters=ON_STATE,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Write a note; whoever is named in it with @ is told."""
        return self.grow(request, Action.NOTE, output=WrittenOutput)


class ConfrontationOutput(serializers.ModelSerializer[Confrontation]):
    """A named person was asked to answer to the claim."""

    asked_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)

    class Meta:
        model = Confrontation
        fields = (
            "id",
            "person_asked",
            "question",
            "asked_by",
            "asked_at",
            "answer_due_at",
            "answered_at",
            "answer",
            "overdue_at",
        )
        read_only_fields = fields
        extra_kwargs = {"answer": {"help_text": "Empty with answered_at: none was given."}}


class ConfrontationList(UnderClaim[Confrontation]):
    """Who was asked, oldest first."""

    queryset = Confrontation.objects.none()
    serializer_class = ConfrontationOutput
    orders = {"asked_at": (Key("asked_at", datetime), Key("pk"))}

    def get_queryset(self) -> QuerySet[Confrontation]:
        """All of them."""
        return Confrontation.objects.filter(claim=self.claim()).select_related("asked_by")

    @extend_schema(
        operation_id="claims_confrontations_create",
        request=ConfrontInput,
        responses={201: ConfrontationOutput},
        parameters=ON_STATE,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Write down that a person was asked."""
        return self.grow(request, Action.CONFRONT)


class ConfrontationAnswer(Door):
    """What the person answered."""

    problems = {"POST": WRITING}

    @extend_schema(
        operation_id="claims_confrontations_answer",
        request=RecordInput,
        responses=ConfrontationOutput,
        parameters=ON_STATE,
    )
    def post(self, request: Request, pk: int, number: int) -> Response:
        """Write the answer down, once."""
        claim = claim_in(request, pk)
        asked = generics.get_object_or_404(claim.confrontations.select_related("asked_by"), pk=number)
        answered = act(
            request, claim, Action.RECORD_ANSWER, takes=RecordInput, also={"confrontation": asked.pk}
        )
        return Response(ConfrontationOutput(answered).data, headers={"ETag": tag_of(claim.version)})


class FactTick(Door):
    """The check of one fact."""

    problems = {"POST": WRITING}

    @extend_schema(
        operation_id="claims_facts_tick",
        request=TickFactInput,
        responses=ClaimDetailOutput,
        parameters=ON_STATE,
    )
    def post(self, request: Request, pk: int, number: int) -> Response:
        """Tick the fact with this id: right, wrong, or open again."""
        claim = claim_in(request, pk)
        fact = generics.get_object_or_404(claim.facts, pk=number)
        act(request, claim, Action.TICK, takes=TickFactInput, also={"fact": fact.pk})
        return shown(request, claim)


class EventOutput(serializers.ModelSerializer[Event]):
    """One line of history."""

    actor = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)
    action = serializers.SerializerMethodField(help_text="As the claim's `actions` spell it.")
    words = serializers.CharField(
        source="get_action_display", help_text="The action in the language of Accept-Language."
    )
    before = serializers.DictField(read_only=True)
    after = serializers.DictField(read_only=True)

    class Meta:
        model = Event
        fields = ("id", "at", "actor", "actor_name", "action", "words", "before", "after", "why", "version")
        read_only_fields = fields
        extra_kwargs = {"actor_name": {"help_text": "Stays when the person has left."}}

    @extend_schema_field(OpenApiTypes.STR)
    def get_action(self, event: Event) -> str:
        """With hyphens."""
        return slug_of(event.action)


class EventList(UnderClaim[Event]):
    """The history of the claim, newest first."""

    queryset = Event.objects.none()
    serializer_class = EventOutput
    orders = {"-id": (Key("pk", descending=True),), "id": (Key("pk"),)}

    def get_queryset(self) -> QuerySet[Event]:
        """Every line."""
        return Event.objects.filter(claim=self.claim()).select_related("actor")

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        """Without what a blind second checker must not read yet."""
        rows = super().paginate_queryset(queryset)
        return None if rows is None else history.veiled(rows, by=self.person())
