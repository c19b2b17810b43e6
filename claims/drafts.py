"""Keeping what people type until it is sent: one draft per person and form."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from claims.errors import Invalid, WorkflowError
from claims.models import Draft, User

LONGEST = 600_000  # characters of all fields together: an article of the largest size and more
MOST_FIELDS = 60
LONGEST_NAME = 80
MOST_DRAFTS = 500  # of one person
KEPT_FOR = timedelta(days=30)
ANY = "*"  # whatever stands there may be written over


class Newer(WorkflowError):
    """Another window of the person has saved this form meanwhile; `draft` is what stands there, untouched."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(_("You have typed something else into this form in another window."))
        self.draft = draft


def save(
    key: str,
    fields: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    base: Mapping[str, Any] | None = None,
    seen: str | None = ANY,
) -> Draft:
    """The person's draft of this form holds the fields: each a list of texts, and nothing secret among them.

    `base` holds the versions that the form had seen. `seen` is the time of the draft that the text goes on
    from, None when it began without one. Raises Newer when another one stands there by now, Invalid for what is
    no form, WorkflowError when it is too large or the person has too many drafts.
    """
    kept, versions = _texts(fields), _versions(base or {})
    length = sum(len(text) for values in kept.values() for text in values)
    if length > LONGEST:
        told = _(
            "This is too long to be kept as a draft (%(length)s characters, at most %(most)s). "
            "It stays in this browser; send it soon."
        )
        raise WorkflowError(told % {"length": _grouped(length), "most": _grouped(LONGEST)})
    mine = Draft.objects.visible_to(by)
    if not mine.filter(key=key).exists() and mine.count() >= MOST_DRAFTS:
        raise WorkflowError(_("You have too many drafts. Send or discard some, then this one is kept too."))
    with transaction.atomic():
        there = mine.select_for_update().filter(key=key).first()
        if there and seen not in (ANY, there.saved_at.isoformat()) and there.fields != kept:
            raise Newer(there)
        draft, _made = Draft.objects.update_or_create(
            person=by, key=key, defaults={"fields": kept, "base": versions, "saved_at": at}
        )
    return draft


def discard(keys: Sequence[str], *, by: User, seen: str | None = ANY) -> int:
    """The person has no draft of these forms, but for one that is not of the time `seen`; answers how many went."""
    mine = Draft.objects.visible_to(by).filter(key__in=keys)
    if seen != ANY:
        mine = mine.filter(pk__in=[draft.pk for draft in mine if draft.saved_at.isoformat() == seen])
    return mine.delete()[0]


def arrived(key: str, sent: Mapping[str, Sequence[str]], *, by: User, seen: str | None = ANY) -> None:
    """The form was accepted: its draft is gone, unless another window has typed something else into it since."""
    there = Draft.objects.visible_to(by).filter(key=key).first()
    if there is None:
        return
    same = all(list(sent.get(name, [])) == texts for name, texts in there.fields.items())
    if same or seen in {ANY, there.saved_at.isoformat()}:
        discard([key], by=by)


def forget_old(at: datetime) -> int:
    """No draft is older than KEPT_FOR; answers how many were removed."""
    return Draft.objects.untouched_since(at - KEPT_FOR).delete()[0]


def _grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))


def _texts(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    if len(fields) > MOST_FIELDS or any(not name or len(name) > LONGEST_NAME for name in fields):
        raise Invalid(_("This is no form whose text can be kept."), field="fields")
    for name, values in fields.items():
        if not isinstance(values, list) or not all(isinstance(text, str) for text in values):
            raise Invalid(_("This is no form whose text can be kept."), field=name)
        if name == "csrfmiddlewaretoken" or "password" in name:
            raise Invalid(_("Passwords and tokens are not kept."), field=name)
    return {_storable(name): [_storable(text) for text in values] for name, values in fields.items()}


def _storable(words: str) -> str:
    """The words without what no database takes: a zero, and half of a character, as from an emoji cut in two."""
    return words.replace("\x00", "").encode("utf-8", "replace").decode()


def _versions(base: Mapping[str, Any]) -> dict[str, int]:
    if len(base) > 5 or any(
        len(name) > LONGEST_NAME or type(number) is not int or not 0 <= number < 2**53
        for name, number in base.items()
    ):
        raise Invalid(_("This is no form whose text can be kept."), field="base")
    return {_storable(name): number for name, number in base.items()}
