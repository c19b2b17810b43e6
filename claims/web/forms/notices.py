"""How a person wants to be told: topic by topic and channel by channel, all at once, and by which chat."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import Channel, ChatKind, Rhythm
from claims.models import User
from claims.notices.topics import TOPICS, Topic
from claims.notify import channels

GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        _("My own work"),
        (
            "assigned",
            "handed_over",
            "taken_over",
            "checked_elsewhere",
            "sent_back",
            "approved",
            "mentioned",
            "due_soon",
            "overdue",
            "asked",
            "answer_overdue",
        ),
    ),
    (_("My desk"), ("released", "review_wanted", "to_publish", "escalated")),
    (
        _("Articles and published checks"),
        ("article_done", "article_failed", "published", "corrected", "retracted"),
    ),
)
PRESETS: dict[str, tuple[str | Promise, str | Promise]] = {
    "usual": (_("As usual"), _("Urgent things at once, the rest collected")),
    Rhythm.AT_ONCE: (_("Everything at once"), _("One message for each event")),
    Rhythm.COLLECTED: (_("Everything collected"), _("At most one message every five minutes")),
    Rhythm.DIGEST: (_("Everything in the morning"), _("One message a day, at seven")),
    Rhythm.OFF: (_("Only in the dashboard"), _("No mail and no chat message")),
}
OUTWARD: tuple[str, ...] = (Channel.EMAIL.value, Channel.CHAT.value)


@dataclass(frozen=True, slots=True)
class Line:
    """One topic of the matrix with its fields."""

    topic: Topic
    in_app: forms.BoundField
    email: forms.BoundField
    chat: forms.BoundField


class NoticesForm(forms.Form):
    """A field for every topic and channel: in the dashboard yes or no, by mail and chat a rhythm."""

    def __init__(self, sent: Any = None, *, person: User) -> None:
        self.person = person
        super().__init__(sent, auto_id="n_%s")
        self.now = rhythms_of(person)
        for topic in TOPICS.values():
            label = str(topic.label)
            self.fields[f"{topic.key}-{Channel.IN_APP}"] = forms.BooleanField(label=label, required=False)
            for channel in OUTWARD:
                self.fields[f"{topic.key}-{channel}"] = forms.ChoiceField(label=label, choices=Rhythm.choices)
            for channel in Channel.values:
                rhythm = self.now[topic.key, channel]
                first = rhythm != Rhythm.OFF if channel == Channel.IN_APP else rhythm
                self.initial[f"{topic.key}-{channel}"] = first

    def groups(self) -> list[tuple[str | Promise, list[Line]]]:
        """The matrix, group by group; a topic that stands in no group stands in the last one."""
        named = {key for _name, keys in GROUPS for key in keys}
        rest = tuple(key for key in TOPICS if key not in named)
        wanted = [*GROUPS, (_("Other"), rest)]
        lines = [(name, [self._line(key) for key in keys if key in TOPICS]) for name, keys in wanted]
        return [(name, found) for name, found in lines if found]

    def wishes(self) -> dict[tuple[str, str], str]:
        """What differs from how it is now; the form is valid."""
        wanted: dict[tuple[str, str], str] = {}
        for key, channel in self.now:
            value = self.cleaned_data[f"{key}-{channel}"]
            if channel == Channel.IN_APP:
                value = Rhythm.AT_ONCE if value else Rhythm.OFF
            wanted[key, channel] = str(value)
        return {place: rhythm for place, rhythm in wanted.items() if rhythm != self.now[place]}

    def _line(self, key: str) -> Line:
        return Line(TOPICS[key], *(self[f"{key}-{channel}"] for channel in Channel.values))


class ChatForm(forms.Form):
    """The address of a chat channel of the person's own."""

    kind = forms.ChoiceField(label=_("Program"), choices=ChatKind.choices)
    url = forms.URLField(
        label=_("Address of the webhook"),
        max_length=2000,
        assume_scheme="https",
        help_text=_(
            "From “Incoming webhooks” in Slack, or from a workflow “When a webhook request is received” in Teams. Whoever knows it can write there: it is shown only in part."
        ),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("This is no address. Write it like https://hooks.example.org/…")},
    )

    def clean_url(self) -> str:
        """An address that begins with https."""
        url = str(self.cleaned_data["url"])
        if not url.lower().startswith("https://"):
            raise forms.ValidationError(_("The address must begin with https://."))
        return url


def rhythms_of(person: User) -> dict[tuple[str, str], str]:
    """How the person is told now, by topic and channel: chosen, or as usual."""
    own = channels.chosen([person], TOPICS)
    return {
        (key, channel): own.get((person.pk, key, channel), topic.usual.of(channel))
        for key, topic in TOPICS.items()
        for channel in Channel.values
    }
