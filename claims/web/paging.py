"""Pages by a unique key: page 2,000 costs what page 1 costs."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows of a list, with the keys of its neighbours; an empty key means that there is none."""

    rows: list[M]
    before: str
    after: str


def page_of(
    rows: QuerySet[M],
    order: Sequence[str],
    *,
    size: int,
    before: str = "",
    after: str = "",
) -> Page[M]:
    """The `size` rows after or before a key, else the first ones. A key that cannot be read counts as none.

    `order` names fields that are never null, "-" for descending; the last one is unique.
    """
    key = _read(after or before, order, rows.model)
    backwards = bool(before and not after and key)
    asked = [_turned(name) for name in order] if backwards else list(order)
    found = rows.order_by(*asked)
    if key:
        found = found.filter(_beyond(asked, key))
    taken = list(found[: size + 1])
    more, taken = len(taken) > size, taken[:size]
    if backwards:
        taken.reverse()
    earlier = more if backwards else bool(key)
    later = True if backwards else more
    return Page(
        taken,
        before=_key(taken[0], order) if taken and earlier else "",
        after=_key(taken[-1], order) if taken and later else "",
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else "-" + name


def _beyond(order: Sequence[str], key: Sequence[Any]) -> Q:
    """Rows that come after the key in that order."""
    beyond, equal = Q(), Q()
    for name, value in zip(order, key, strict=True):
        field = name.lstrip("-")
        beyond |= equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{field: value})
    # The bound on the first column is implied; standing by itself it lets the database use its index.
    first = order[0].lstrip("-")
    return Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": key[0]}) & beyond


def _key(row: Model, order: Sequence[str]) -> str:
    values = [getattr(row, name.lstrip("-")) for name in order]
    words = json.dumps([v.isoformat() if isinstance(v, datetime) else v for v in values])
    return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")


def _read(words: str, order: Sequence[str], model: type[Model]) -> list[Any] | None:
    """The values of a key; None for one that this list did not give out."""
    try:
        values = json.loads(base64.urlsafe_b64decode(words + "=" * (-len(words) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            return None
        return [_value(value, name.lstrip("-"), model) for name, value in zip(order, values, strict=True)]
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return None


def _value(value: Any, name: str, model: type[Model]) -> Any:
    """The value as its field holds it; ValueError, TypeError or ValidationError when it cannot."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:  # an annotation: the orders of this project know only numbers there
        return float(value)
    found = getattr(field, "output_field", field).to_python(value)
    if found is None or (isinstance(found, datetime) and timezone.is_naive(found)):
        raise ValueError(name)
    if (
        isinstance(found, str) and b"\0" in found.encode()
    ):  # ValueError for half of a character: no database takes it
        raise ValueError(name)
    return (
        found.astimezone(UTC) if isinstance(found, datetime) else found
    )  # OverflowError outside of all years
