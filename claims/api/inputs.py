"""What the actions on a claim take, and the fields that name a person, a rating or another row."""

from collections.abc import Mapping
from typing import Any, NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from claims.api.fields import Keyed, Moment
from claims.choices import FactState, Priority, ReasonKind, SourceKind, Stance
from claims.models import Claim, Desk, Rating, Reason, Source, User

MOST_PASSAGES = 50
LARGEST = 2**63 - 1  # the largest id that a database holds


# -- Fields -----------------------------------------------------------------------------------------


@extend_schema_field(OpenApiTypes.STR)
class Person(serializers.CharField):
    """Somebody by their sign-in name; whether they can get work is for the room to say."""

    default_error_messages = {"unknown": gettext_lazy("Nobody here signs in as “%(name)s”.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=150, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The person; None for an empty name. Raises ValidationError for an unknown one."""
        name = super().run_validation(data)
        if not name or isinstance(name, User):
            return name or None
        person = User.objects.filter(username=name).first()
        if person is None:
            raise ValidationError(self.error_messages["unknown"] % {"name": name}, code="unknown")
        return person


@extend_schema_field(OpenApiTypes.STR)
class RatingKey(serializers.CharField):
    """A rating that is given today: "scale/key", or the key alone where only one scale has it."""

    default_error_messages = {
        "unknown": gettext_lazy("“%(key)s” is no rating that is given now. Known are: %(known)s."),
        "several": gettext_lazy("Several scales have “%(key)s”: write %(known)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=81, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The rating; None for an empty key. Raises ValidationError for an unknown one."""
        words = super().run_validation(data)
        if not words:
            return None
        scale, _slash, key = words.rpartition("/")
        valid = Rating.objects.valid(timezone.now()).select_related("scale").order_by("scale__key", "order")
        rows = [row for row in valid if row.key == key and scale in ("", row.scale.key)]
        if len(rows) == 1:
            return rows[0]
        known = ", ".join(f"{row.scale.key}/{row.key}" for row in rows or valid)
        message = self.error_messages["several" if rows else "unknown"]
        raise ValidationError(message % {"key": words, "known": known or "–"}, code="unknown")


@extend_schema_field(OpenApiTypes.INT)
class Numbered(serializers.IntegerField):
    """A row by its id, among those that the person may see."""

    default_error_messages = {"unknown": gettext_lazy("There is none with the id %(id)s.")}

    def __init__(self, model: type[Claim] | type[Source], **kwargs: Any) -> None:
        self.model = model
        super().__init__(min_value=1, max_value=LARGEST, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The row; None for null where that is allowed. Raises ValidationError for an unknown one."""
        number = super().run_validation(data)
        if number is None:
            return None
        row = self.model.objects.visible_to(self.context["request"].user).filter(pk=number).first()
        if row is None:
            raise ValidationError(self.error_messages["unknown"] % {"id": number}, code="unknown")
        return row


def _words(help_text: str = "", **kwargs: Any) -> serializers.CharField:
    """Words that may be left out; how long they may be is for the room to say."""
    return serializers.CharField(required=False, allow_blank=True, help_text=help_text, **kwargs)


def _number(help_text: str, **kwargs: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=LARGEST, help_text=help_text, **kwargs)


class OneOf(serializers.ChoiceField):
    """One of some words; a refusal names them all."""

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        """Raises ValidationError that says what could have been sent instead."""
        if key != "invalid_choice":
            super().fail(key, **kwargs)
        words = _("“%(key)s” is not known here. Known are: %(known)s.")
        known = ", ".join(str(choice) for choice in self.choices)
        raise ValidationError(words % {"key": str(kwargs["input"])[:80], "known": known}, code=key)


# -- Bodies -----------------------------------------------------------------------------------------


class Input(serializers.Serializer[Any]):
    """Nothing, or the fields named here; any other name is refused."""

    def to_internal_value(self, data: Any) -> Any:
        """The fields. Raises ValidationError for names that nobody knows, so that a slip does not pass as nothing."""
        if isinstance(data, Mapping) and (unknown := data.keys() - self.fields.keys()):
            known = ", ".join(self.fields)
            words = (
                _("There is no such field. Known are: %(known)s.") if known else _("There is no such field.")
            )
            names = sorted(name.encode("utf-8", "backslashreplace").decode() for name in unknown)
            raise ValidationError({name: [words % {"known": known}] for name in names}, code="unknown")
        return super().to_internal_value(data)


class NothingInput(Input):
    """The body is empty."""


class WhyInput(Input):
    """A reason in words, kept in the history."""

    why = _words("Kept in the history.")


class DismissInput(WhyInput):
    """Why it needs no check."""

    reason = Keyed(
        Reason.objects.filter(kind=ReasonKind.DISMISS, is_active=True),
        help_text="Key of a reason of the list.",
    )


class RuleOutInput(WhyInput):
    """Why it cannot be checked."""

    reason = Keyed(
        Reason.objects.filter(kind=ReasonKind.NOT_CHECKABLE, is_active=True),
        help_text="Key of a reason of the list.",
    )


class AnswerInput(WhyInput):
    """Which earlier claim answers this one."""

    earlier = Numbered(Claim, help_text="Id of the earlier claim.")


class MergeInput(WhyInput):
    """Which claim of the same article this one is a part of."""

    into = Numbered(Claim, help_text="Id of the other claim.")


class PassageInput(Input):
    """A passage of the revision."""

    start = _number("In code points of the revision's text.")
    end = _number("Exclusive.")


class SplitInput(Input):
    """The parts, each a claim of its own."""

    passages = serializers.ListField(child=PassageInput(), min_length=1, max_length=MOST_PASSAGES)

    def validate_passages(self, passages: list[dict[str, int]]) -> list[tuple[int, int]]:
        """As pairs."""
        return [(passage["start"], passage["end"]) for passage in passages]


class EditInput(Input):
    """The self-contained wording; the quote never changes."""

    wording = serializers.CharField(allow_blank=True, help_text="Empty takes it away.")


class PrioritiseInput(Input):
    """How soon it wants a check."""

    priority = OneOf(choices=Priority.choices)


class AssignInput(Input):
    """Who gets it: a person, or the pool of a desk."""

    to = Person(required=False, help_text="Sign-in name of a checker.")
    desk = Keyed(Desk.objects.all(), required=False, help_text="Key of the desk for whose pool it is.")
    due_at = Moment(required=False, allow_null=True)
    note = _words("The person reads it.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the two."""
        person, desk = attrs.pop("to", None), attrs.pop("desk", None)
        if (person is None) == (desk is None):
            raise ValidationError({"to": [_("Name either a person (to) or a desk.")]}, code="required")
        return {**attrs, "to": person or desk}


class HandOverInput(Input):
    """Who goes on, and where the check stands."""

    to = Person(help_text="Sign-in name of a checker.")
    note = _words("Needed: the other one reads it.", default="")


class DueInput(Input):
    """When it is due."""

    due_at = Moment(allow_null=True, help_text="null: at no time.")


class CiteInput(Input):
    """What a source says about the claim: a known `source`, or a new one by its address or title."""

    source = Numbered(  # type: ignore[assignment]  # the member's name, not the field's own
        Source, required=False, allow_null=True, help_text="Id of a known one."
    )
    url = _words("http or https; a page that is known by this address is the same source.")
    title = _words()
    kind = OneOf(choices=SourceKind.choices, required=False)
    publisher = _words()
    author = _words()
    published_on = serializers.DateField(required=False, allow_null=True)
    confidential = serializers.BooleanField(required=False)
    confidants = serializers.ListField(
        child=Person(), required=False, max_length=100, help_text="Who may see it, by sign-in name."
    )
    stance = OneOf(choices=Stance.choices)
    is_primary = serializers.BooleanField(required=False)
    place = _words("Where in the source: page, minute, table.")
    quoted = _words("Its words.")
    note = _words()

    SHEET = ("url", "title", "kind", "publisher", "author", "published_on", "confidential", "confidants")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Either a known source, or what is known of a new one."""
        sheet = {name: attrs.pop(name) for name in self.SHEET if name in attrs}
        source = attrs.pop("source", None)
        if source is not None and sheet:
            words = _("Name a known source, or describe a new one: not both.")
            raise ValidationError({"source": [words]}, code="invalid")
        return {**attrs, "source": source, "sheet": sheet}


class UnciteInput(WhyInput):
    """Which evidence no longer counts."""

    evidence = _number("Its id.")


class TickFactInput(WhyInput):
    """What the check of the fact gave."""

    state = OneOf(choices=FactState.choices)


class TickInput(TickFactInput):
    """Which fact, and what its check gave."""

    fact = _number("Its id.")


class NoteInput(Input):
    """A remark; @names are told."""

    text = _words("@name tells that person.", default="")


class ConfrontInput(Input):
    """Who was asked what, and until when."""

    person_asked = _words("Needed.", default="")
    question = _words(default="")
    answer_due_at = Moment(required=False, allow_null=True)


class RecordInput(Input):
    """What the person answered."""

    answer = _words("Empty: none was given.", default="")
    answered_at = Moment(required=False, allow_null=True, help_text="Now, when left out.")


class RecordAnswerInput(RecordInput):
    """Which confrontation was answered how."""

    confrontation = _number("Its id.")


class DraftInput(Input):
    """What the verdict says so far; what is left out stays as it is."""

    rating = RatingKey(required=False, help_text="As scale/key.")
    rationale = _words()
    proposed_wording = _words()
    exception = _words("Why it comes without the evidence wanted.")
    correction_note = _words("What was wrong before: readers see this.")
    version = _number("Of the draft as you have seen it: refused when it was saved since.", required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The version is the draft's, not the claim's."""
        seen = attrs.pop("version", None)
        return {**attrs, "seen": seen}


class SubmitInput(Input):
    """Why it comes without the evidence wanted, if it does."""

    exception = serializers.CharField(required=False, allow_blank=True, allow_null=True)


class SecondCheckInput(Input):
    """The own rating, given before the first one is seen."""

    rating = RatingKey(help_text="As scale/key.")
    rationale = _words()


class RemarkInput(Input):
    """A note on the decision."""

    note = _words(default="")


class OverruleInput(Input):
    """Why, and what holds instead."""

    because = _words("Needed.", default="")
    rating = RatingKey(required=False, help_text="As scale/key.")
    rationale = _words()


class CorrectInput(Input):
    """What is to be corrected, and by whom."""

    note = _words("Needed: readers see this.", default="")
    to = Person(required=False, allow_null=True, help_text="Who writes it; you, when left out.")


class UndoInput(Input):
    """What is taken back."""

    event = _number(
        "Id of the line of history; the last that you can take back, when left out.", required=False
    )
