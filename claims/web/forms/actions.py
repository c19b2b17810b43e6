"""What each action on a claim asks for on its page, as plain forms."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.choices import FactState, Priority, ReasonKind, Role, SourceKind, Stance, Status
from claims.models import Claim, Desk, Reason, Source, User
from claims.web.forms.intake import Moment

LARGEST = 2**63 - 1  # the largest id that a database holds


def words_field(label: Any, *, rows: int = 0, help_text: Any = "") -> forms.CharField:
    """Words that may be left out here: what is needed, and how long it may be, is for the room to say."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=False, widget=widget, help_text=help_text)


def number_field(**kwargs: Any) -> forms.IntegerField:
    """An id, a version: nothing that a database could not hold."""
    return forms.IntegerField(min_value=0, max_value=LARGEST, **kwargs)


def _row() -> forms.IntegerField:
    """The id of a row of the claim, such as a fact."""
    return number_field(widget=forms.HiddenInput())


class ActionForm(forms.Form):
    """Nothing but the version of the claim that the person has seen."""

    version = number_field(widget=forms.HiddenInput())

    def __init__(
        self,
        sent: QueryDict | None = None,
        *,
        claim: Claim,
        by: User,
        at: datetime,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self.claim, self.by, self.at = claim, by, at
        where = f"c{claim.pk}-{'again' if sent is not None else type(self).__name__.lower()}"
        if given:
            where += "-" + "-".join(str(value) for value in given.values())
        super().__init__(sent, auto_id=f"{where}_%s", initial={"version": claim.version, **(given or {})})
        self.fit()

    def fit(self) -> None:
        """Choices and first values are those of the claim and the person."""

    def begin(self, **values: Any) -> None:
        """The form opens with these values."""
        self.initial.update(values)

    def offer(self, name: str, rows: Any) -> None:
        """The field lets one choose among these rows."""
        field: Any = self.fields[name]
        field.queryset = rows

    def entered(self) -> dict[str, Any]:
        """What the room takes; the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def refuse(self, words: str, *, field: str) -> None:
        """The words stand beside the field, or over the form when it has no such field."""
        self.add_error(field if field in self.fields else None, words)

    def seen_now(self) -> None:
        """Sent again, the form has seen the claim as it stands now; what was typed stays."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["version"] = str(self.claim.version)
        self.data = sent

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.visible_fields())


class WhyForm(ActionForm):
    """A reason in words."""

    why = words_field(_("Why"), help_text=_("Kept in the history."))


class _FromTheList(WhyForm):
    """A reason of the newsroom's list."""

    reason = forms.ModelChoiceField(
        label=_("Reason"), queryset=Reason.objects.none(), required=False, empty_label=_("choose")
    )
    field_order = ["reason", "why"]
    kind = ""

    def fit(self) -> None:
        """The reasons for this purpose that are in use."""
        self.offer("reason", Reason.objects.filter(kind=self.kind, is_active=True))


class DismissForm(_FromTheList):
    """Why it needs no check."""

    kind = ReasonKind.DISMISS


class RuleOutForm(_FromTheList):
    """Why it cannot be checked."""

    kind = ReasonKind.NOT_CHECKABLE


class AnswerForm(WhyForm):
    """Which earlier claim answers this one."""

    earlier = number_field(label=_("Number of the earlier claim"), help_text=_("As on its page: C-12 is 12."))
    field_order = ["earlier", "why"]

    def clean_earlier(self) -> Claim:
        """The claim of this number that the person may see."""
        number = self.cleaned_data["earlier"]
        found = Claim.objects.visible_to(self.by).filter(pk=number).first()
        if found is None:
            raise forms.ValidationError(_("There is none with the id %(id)s.") % {"id": number})
        return found


class RejectMatchForm(ActionForm):
    """Which proposal of the machine is none."""

    match = _row()


class MergeForm(WhyForm):
    """Which claim of the same article this one is a part of."""

    into = forms.ModelChoiceField(
        label=_("Into which claim"), queryset=Claim.objects.none(), empty_label=_("choose")
    )
    field_order = ["into", "why"]

    def fit(self) -> None:
        """The other claims of the article that somebody checks or has checked."""
        others = Claim.objects.visible_to(self.by).filter(article=self.claim.article_id, merged_into=None)
        others = others.exclude(status__in=[Status.DISMISSED, Status.NOT_CHECKABLE])
        self.offer("into", others.standing().exclude(pk=self.claim.pk).in_text_order())


class SplitForm(ActionForm):
    """The parts in the words of the claim."""

    passages = forms.CharField(
        label=_("Parts"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One part a line, in the very words of the claim; at least two."),
    )

    def clean_passages(self) -> list[tuple[int, int]]:
        """Where the parts stand in the revision. Raises ValidationError for words that are not in the claim."""
        found, after = [], 0
        for line in self.cleaned_data["passages"].splitlines():
            if not line.strip():
                continue
            place = passage(self.claim.quote, line, after=after) or passage(self.claim.quote, line)
            if place is None:
                told = _now("These words do not stand in the claim: “%(words)s”.")
                raise forms.ValidationError(told % {"words": line.strip()})
            found.append((self.claim.start + place[0], self.claim.start + place[1]))
            after = place[1]
        return found


def passage(text: str, words: str, *, after: int = 0, occurrence: int = 1) -> tuple[int, int] | None:
    """Where the words stand in the text for the n-th time, white space being all alike; None where they do not."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    for number, match in enumerate(pattern.finditer(text, after), start=1):
        if number == occurrence and match.end() > match.start():
            return match.start(), match.end()
    return None


class EditForm(ActionForm):
    """The self-contained wording."""

    wording = words_field(_("Self-contained wording"), rows=3, help_text=_("Empty takes it away."))

    def fit(self) -> None:
        """As it is."""
        self.begin(wording=self.claim.wording)


class PrioritiseForm(ActionForm):
    """How soon it wants a check."""

    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices)

    def fit(self) -> None:
        """As it is."""
        self.begin(priority=self.claim.priority)


NOT_NOW = {"invalid_choice": _("This person gets no claims now: deactivated or no checker. Choose another.")}


class AssignForm(ActionForm):
    """Who gets it: a person, or the pool of a desk."""

    to = forms.ModelChoiceField(
        label=_("To a person"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody"),
        error_messages=NOT_NOW,
    )
    desk = forms.ModelChoiceField(
        label=_("Or to a desk's pool"), queryset=Desk.objects.none(), required=False, empty_label=_("no pool")
    )
    due_at = Moment(label=_("Due"), required=False)
    note = words_field(_("Note"), help_text=_("The person reads it."))

    def fit(self) -> None:
        """Checkers and desks."""
        self.offer("to", checkers())
        self.offer("desk", Desk.objects.all())
        self.begin(due_at=self.claim.due_at)

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        sent = super().clean() or {}
        if not self.errors and bool(sent.get("to")) == bool(sent.get("desk")):
            self.add_error("to", _("Name either a person or a desk."))
        return sent

    def entered(self) -> dict[str, Any]:
        """The one who gets it; a due time only when one is given."""
        sent = super().entered()
        desk = sent.pop("desk")
        return {**sent, "to": sent["to"] or desk}


class HandOverForm(ActionForm):
    """Who goes on, and where the check stands."""

    to = forms.ModelChoiceField(
        label=_("To"), queryset=User.objects.none(), empty_label=_("choose"), error_messages=NOT_NOW
    )
    note = words_field(_("Note"), rows=3, help_text=_("Needed: the other one reads it."))

    def fit(self) -> None:
        """The other checkers."""
        self.offer("to", checkers().exclude(pk=self.claim.assignee_id))


class DueForm(ActionForm):
    """When it is due."""

    due_at = Moment(label=_("Due"), required=False, help_text=_("Empty: at no time."))

    def fit(self) -> None:
        """As it is."""
        self.begin(due_at=self.claim.due_at)


class CiteForm(ActionForm):
    """What a source says about the claim."""

    url = words_field(_("Address"), help_text=_("A page that is known by this address is the same source."))
    title = words_field(_("Title"))
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices, initial=SourceKind.WEB)
    publisher = words_field(_("Publisher"))
    author = words_field(_("Author"))
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices)
    place = words_field(_("Place in the source"))
    quoted = words_field(_("Words quoted"), rows=3)
    note = words_field(_("Note"))
    is_primary = forms.BooleanField(label=_("Primary source"), required=False)
    confidential = forms.BooleanField(label=_("Confidential"), required=False)
    confidants = forms.ModelMultipleChoiceField(
        label=_("Confidential: who else may see it"), queryset=User.objects.none(), required=False
    )

    SHEET = ("url", "title", "kind", "publisher", "author", "published_on", "confidential")

    def fit(self) -> None:
        """Everybody of the newsroom can be a confidant."""
        self.offer("confidants", User.objects.active().exclude(pk=self.by.pk).order_by("username"))

    def entered(self) -> dict[str, Any]:
        """What is known of the source apart from what it says."""
        sent = super().entered()
        sheet = {name: sent.pop(name) for name in self.SHEET}
        sheet["confidants"] = tuple(sent.pop("confidants"))
        return {**sent, "sheet": sheet}


class UnciteForm(WhyForm):
    """Which evidence no longer counts."""

    evidence = _row()


class OriginForm(ActionForm):
    """Whose text the source retells."""

    source = _row()
    origin = forms.ModelChoiceField(
        label=_("Takes its text from"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("nobody else: an origin of its own"),
    )

    def fit(self) -> None:
        """The other sources of this claim and of its article that the person may see."""
        beside = Source.objects.visible_to(self.by).filter(citations__claim__article=self.claim.article_id)
        self.offer("origin", beside.order_by("title", "pk").distinct())

    def choose_from(self, sources: Iterable[Source]) -> None:
        """The list shows these sources, read once for all forms of a page, without the one it is about."""
        field: Any = self.fields["origin"]
        others = [(row.pk, str(row)) for row in sources if row.pk != self.initial.get("source")]
        field.choices = [("", field.empty_label), *others]


class TickForm(ActionForm):
    """Which fact, and what its check gave."""

    fact = _row()
    state = forms.ChoiceField(label=_("State"), choices=FactState.choices, widget=forms.HiddenInput())


class NoteForm(ActionForm):
    """A remark."""

    text = words_field(_("Note"), rows=3, help_text=_("@name tells that person."))


class ConfrontForm(ActionForm):
    """Who was asked what, and until when."""

    person_asked = words_field(_("Who was asked"))
    question = words_field(_("Question"), rows=3)
    answer_due_at = Moment(label=_("Answer due"), required=False)


class RecordAnswerForm(ActionForm):
    """What the person answered."""

    confrontation = _row()
    answer = words_field(_("Answer"), rows=3, help_text=_("Empty: none was given."))
    answered_at = Moment(label=_("Answered"), required=False, help_text=_("Empty: now."))


def checkers() -> Any:
    """Who can be given a claim to check."""
    return User.objects.holding(Role.CHECKER).order_by("username")
