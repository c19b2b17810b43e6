"""What a list is narrowed to: the address of the view is the view."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.boards import ME, NOBODY, ArticleFilters, ClaimFilters
from claims.choices import ArticleRole, Kind, Priority, Stage, Status
from claims.models import Desk, Outlet, User
from claims.text.search import LONGEST_QUERY
from claims.web.words import HIGH, LOW

WORTH: dict[str, tuple[Any, tuple[float | None, float | None]]] = {
    "high": (_("high"), (HIGH, None)),
    "medium": (_("medium"), (LOW, HIGH)),
    "low": (_("low"), (None, LOW)),
}
LANGUAGES = [("de", _("German")), ("en", _("English"))]
WHOSE = {ME: _("me"), NOBODY: _("nobody")}
CHECKABLE_KINDS = [
    kind for kind in Kind.choices if kind[0] not in (Kind.QUESTION, Kind.COMMAND, Kind.TRANSITION)
]


class FilterForm(forms.Form):
    """A form whose wrong values count as not chosen: an old bookmark still opens a list."""

    def chosen(self, name: str) -> Any:
        """The cleaned value, or nothing."""
        self.is_valid()
        return self.cleaned_data.get(name) or ()

    def keys(self, name: str) -> tuple[int, ...]:
        """The primary keys of the rows chosen."""
        rows: Iterable[Model] = self.chosen(name)
        return tuple(row.pk for row in rows)

    def chips(self) -> list[dict[str, str]]:
        """One chip for each field that narrows the list: its name, its label, its values in words."""
        found = []
        for name, field in self.fields.items():
            if not (value := self.chosen(name)):
                continue
            found.append(
                {
                    "name": name,
                    "label": str(field.label),
                    "words": _in_words(field, value),
                }
            )
        return found


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return ""
    if isinstance(field, forms.IntegerField):
        return f"A-{value}"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(row) for row in value)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in _flat(field)}
        chosen = [value] if isinstance(value, str) else value
        return ", ".join(labels[key] for key in chosen)
    return str(value)


def _flat(field: forms.ChoiceField) -> Iterable[tuple[Any, Any]]:
    choices: Any = field.choices
    return [(key, label) for key, label in choices if key != ""]


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ArticleFilterForm(FilterForm):
    """Filters of the article list."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    stage = _several(
        _("Progress"),
        [
            ("working", _("being split")),
            (Stage.READY.value, _("ready")),
            (Stage.FAILED.value, _("failed")),
        ],
    )
    outlet = forms.ModelMultipleChoiceField(
        label=_("Outlet"),
        queryset=Outlet.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    desk = forms.ModelMultipleChoiceField(
        label=_("Desk"),
        queryset=Desk.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = _several(_("Language"), LANGUAGES)

    FIRST = ("q",)  # the others are lists to tick

    def filters(self) -> ArticleFilters:
        """What the list is narrowed to."""
        return ArticleFilters(
            stage=tuple(self.chosen("stage")),
            outlet=self.keys("outlet"),
            desk=self.keys("desk"),
            language=tuple(self.chosen("language")),
            q=self.chosen("q") or "",
        )


class _Whose(forms.MultipleChoiceField):
    """People, whose names are not read to know that "me" and "nobody" are among them."""

    def valid_value(self, value: str) -> bool:
        """Whether it is one of the choices."""
        return value in WHOSE or super().valid_value(value)


class ClaimFilterForm(FilterForm):
    """Filters of the queue."""

    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST_QUERY)
    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[
            ("", _("any time")),
            ("overdue", _("overdue")),
            ("today", _("by the end of today")),
            ("tomorrow", _("by the end of tomorrow")),
            ("none", _("at no time")),
        ],
    )
    article = forms.IntegerField(
        label=_("Article"),
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.NumberInput(attrs={"placeholder": "A-…"}),
    )
    second = forms.BooleanField(label=_("waits for my second check"), required=False)
    disputed = forms.BooleanField(label=_("disputed"), required=False)
    changed = forms.BooleanField(label=_("text changed since the check"), required=False)
    status = _several(_("Status"), [("any", _("any")), *[s for s in Status.choices if s[0] != Status.GONE]])
    assignee = _Whose(label=_("Assignee"), required=False, widget=forms.CheckboxSelectMultiple)
    desk = forms.ModelMultipleChoiceField(
        label=_("Desk"),
        queryset=Desk.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    priority = _several(_("Priority"), Priority.choices)
    worth = _several(_("Worth checking"), [(key, words) for key, (words, _span) in WORTH.items()])
    outlet = forms.ModelMultipleChoiceField(
        label=_("Outlet"),
        queryset=Outlet.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = _several(_("Kind"), CHECKABLE_KINDS)
    role = _several(_("Place in the article"), ArticleRole.choices)
    language = _several(_("Language"), LANGUAGES)

    FIRST = ("q", "due", "article", "second", "disputed", "changed")  # the others are lists to tick

    def __init__(self, sent: QueryDict, *, people: Iterable[User]) -> None:
        super().__init__(sent)
        self.sent = sent

        def choices() -> list[tuple[str, Any]]:
            """The people are read when somebody asks for more than the first two."""
            return [*WHOSE.items(), *((str(person.pk), person.name) for person in people)]

        whose: Any = self.fields["assignee"]
        whose.choices = choices

    def filters(self) -> ClaimFilters:
        """What the queue is narrowed to."""
        return ClaimFilters(
            status=tuple(self.chosen("status")),
            outlet=self.keys("outlet"),
            desk=self.keys("desk"),
            language=tuple(self.chosen("language")),
            kind=tuple(self.chosen("kind")),
            role=tuple(self.chosen("role")),
            priority=tuple(self.chosen("priority")),
            worth=tuple(WORTH[level][1] for level in self.chosen("worth")),
            assignee=tuple(self.chosen("assignee")),
            article=self.chosen("article") or None,
            due=self.chosen("due") or "",
            disputed=bool(self.chosen("disputed")),
            second=bool(self.chosen("second")),
            changed=bool(self.chosen("changed")),
            q=self.chosen("q") or "",
        )

    def address(self) -> str:
        """The filters as part of an address, the same for the same filters however they were written."""
        kept = QueryDict(mutable=True)
        for name in self.fields:
            if self.chosen(name):
                kept.setlist(name, sorted(set(self.sent.getlist(name))))
        return kept.urlencode()
