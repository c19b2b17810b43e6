"""What the verdict and the decisions on it ask for, as plain forms."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Rating, Scale, User, Verdict
from claims.web.bench import Look, rating_look
from claims.web.forms.actions import ActionForm, checkers, number_field, words_field
from claims.workflow import guards


class RatingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not so at run time
    """A rating that is given today, with the scale that it is of."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Rating.objects.none(), widget=forms.RadioSelect, empty_label=None, blank=True, **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        """The scale and the rating in the language of the page."""
        return f"{obj.scale.label}: {obj.label}"


@dataclass(slots=True)
class ScaleChoice:
    """A scale of the newsroom with its ratings, whether each is the chosen one, and how it looks."""

    scale: Scale
    ratings: list[tuple[Rating, bool, Look]]
    shown: bool


class DraftForm(ActionForm):
    """What the verdict says so far."""

    seen = number_field(widget=forms.HiddenInput())
    rating = RatingChoice(label=_("Rating"), required=False)
    rationale = words_field(_("Rationale"), rows=6)
    proposed_wording = words_field(_("Proposed wording"), rows=3)
    exception = words_field(_("Why without the evidence asked for"), rows=3)
    correction_note = words_field(
        _("Note of correction"), rows=3, help_text=_("What was wrong before: readers see this.")
    )

    def fit(self) -> None:
        """As the person has saved it last."""
        offer_ratings(self)
        verdicts = list(self.claim.verdicts.all())
        draft = next((v for v in verdicts if not v.submitted_at and v.drafted_by_id == self.by.pk), None)
        if not any(v.published_at for v in verdicts):
            del self.fields["correction_note"]
        self.draft: Verdict | None = draft
        self.begin(seen=draft.version if draft else 0)
        if draft:
            names = ("rationale", "proposed_wording", "exception", "correction_note")
            self.begin(rating=draft.rating_id, **{name: getattr(draft, name) for name in names})

    def entered(self) -> dict[str, Any]:
        """What was sent: a text that the form did not hold stays as it is."""
        return {name: value for name, value in super().entered().items() if name in {*self.data, "seen"}}

    @property
    def scales(self) -> list[ScaleChoice]:
        """The ratings by scale; the one to choose from first is that of the chosen rating, or fits the article."""
        chosen = str(self["rating"].value() or "")
        ratings: Any = self.fields["rating"]
        found: dict[int, ScaleChoice] = {}
        for rating in ratings.queryset:
            choice = found.setdefault(rating.scale_id, ScaleChoice(rating.scale, [], shown=False))
            choice.ratings.append((rating, str(rating.pk) == chosen, rating_look(rating)))
        wanted = next((c for c in found.values() if any(on for _rating, on, _look in c.ratings)), None)
        published = bool(self.claim.article.url)
        wanted = wanted or next((c for c in found.values() if c.scale.is_public == published), None)
        for choice in found.values():
            choice.shown = choice is (wanted or next(iter(found.values())))
        return sorted(found.values(), key=lambda choice: not choice.shown)

    def seen_now(self) -> None:
        """The draft as it is saved stands on the page too: the person has compared the two."""
        super().seen_now()
        self.data["seen"] = str(self.draft.version if self.draft else 0)  # type: ignore[index]  # a copy by now


def offer_ratings(form: ActionForm, *, beside: Verdict | None = None) -> None:
    """The ratings that are given now: of every scale, or of that of the verdict."""
    valid = Rating.objects.valid(timezone.now()).select_related("scale")
    if beside is not None and beside.rating is not None:
        valid = valid.filter(scale=beside.rating.scale_id)
    form.offer("rating", valid.order_by("-scale__is_public", "scale__key", "order"))


class SecondCheckForm(ActionForm):
    """The own rating, given before the first one is seen."""

    rating = RatingChoice(label=_("Rating"))
    rationale = words_field(_("Rationale"), rows=3)

    def fit(self) -> None:
        """The ratings of the verdict's scale."""
        offer_ratings(self, beside=guards.deciding_at_hand(self.claim))


class RemarkForm(ActionForm):
    """A note on the decision."""

    note = words_field(_("Note"), rows=3)


class OverruleForm(ActionForm):
    """Why, and what holds instead."""

    because = words_field(_("Why"), rows=3, help_text=_("Needed: the one who drafted it reads this."))
    rating = RatingChoice(label=_("Rating"), required=False)
    rationale = words_field(_("Rationale instead"), rows=3, help_text=_("Left empty, it stays as it is."))

    def fit(self) -> None:
        """The ratings of the verdict's scale."""
        offer_ratings(self, beside=guards.deciding_at_hand(self.claim))

    def entered(self) -> dict[str, Any]:
        """A rationale only when one is given."""
        sent = super().entered()
        return {**sent, "rationale": sent["rationale"] or None}


class CorrectForm(ActionForm):
    """What is to be corrected, and by whom."""

    note = words_field(_("Note of correction"), rows=3, help_text=_("Needed: readers see this."))
    to = forms.ModelChoiceField(
        label=_("Who writes it"), queryset=User.objects.none(), required=False, empty_label=_("as is usual")
    )

    def fit(self) -> None:
        """The checkers."""
        self.offer("to", checkers())
