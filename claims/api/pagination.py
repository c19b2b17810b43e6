"""Pages by a unique key: page 2,000 costs what page 1 costs."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

CURSOR, SIZE, ORDERING = "cursor", "page_size", "ordering"


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order: never null, its values are of the type `holds`."""

    column: str
    holds: type[int] | type[float] | type[str] | type[datetime] = int
    descending: bool = False

    def term(self, backwards: bool) -> str:
        """The column as order_by wants it."""
        return ("-" if self.descending != backwards else "") + self.column

    def beyond(self, value: Any, backwards: bool, *, inclusive: bool = False) -> Q:
        """The rows whose column lies behind the value in this order."""
        lookup = "lt" if self.descending != backwards else "gt"
        return Q(**{f"{self.column}__{lookup}{'e' if inclusive else ''}": value})


Order = tuple[Key, ...]  # the last column of an order is unique


class KeysetPagination(BasePagination):
    """`?cursor=` walks a list, `?page_size=` up to 200, `?ordering=` one of the view's `orders`.

    A view may set `orders`, a table from the name of an order to its columns, the first one being the
    default. A page is found by comparing columns, never by counting rows, so rows that come or go
    meanwhile neither shift nor repeat the others.
    """

    page_size = 50
    max_page_size = 200
    orders: Mapping[str, Order] = {"-id": (Key("pk", descending=True),)}

    def paginate_queryset(  # type: ignore[override]  # a list of rows has no columns to compare
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """The rows of the page asked for. Raises ValidationError for a parameter that makes no sense."""
        orders = getattr(view, "orders", self.orders)
        self.address = request.build_absolute_uri()
        self.name = request.query_params.get(ORDERING) or next(iter(orders))
        if self.name not in orders:
            raise _wrong(ORDERING, _("Lists can be ordered by: %(known)s.") % {"known": ", ".join(orders)})
        self.order: Order = orders[self.name]
        size = self._size(request)
        at, backwards = self._position(request)
        terms = [key.term(backwards) for key in self.order]
        queryset = queryset.order_by(*terms)
        if at is not None:
            queryset = queryset.filter(_beyond(self.order, at, backwards))
        rows = list(queryset[: size + 1])
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        self.has_next = more if not backwards else at is not None
        self.has_previous = more if backwards else at is not None
        self.rows = rows
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """The page with the addresses of its neighbours."""
        return Response({"next": self._link(False), "previous": self._link(True), "results": data})

    def _size(self, request: Request) -> int:
        words = request.query_params.get(SIZE, str(self.page_size))
        if not (words.isascii() and words.isdigit() and 1 <= int(words[:9]) <= self.max_page_size):
            raise _wrong(SIZE, _("A page holds 1 to %(most)s rows.") % {"most": self.max_page_size})
        return int(words)

    def _position(self, request: Request) -> tuple[list[Any] | None, bool]:
        """Behind which values the page begins, and whether it is read backwards."""
        words = request.query_params.get(CURSOR)
        if not words:
            return None, False
        try:
            name, backwards, values = json.loads(base64.urlsafe_b64decode(words.encode("ascii")))
            if name != self.name or not isinstance(backwards, bool) or len(values) != len(self.order):
                raise ValueError
            return [_read(key, value) for key, value in zip(self.order, values, strict=True)], backwards
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            hint = _("This cursor does not fit this list and its order. Begin again without it.")
            raise _wrong(CURSOR, hint) from error

    def _link(self, backwards: bool) -> str | None:
        if not (self.has_previous if backwards else self.has_next):
            return None
        if not self.rows:  # the rows behind a cursor have gone meanwhile: the way back is the beginning
            return remove_query_param(self.address, CURSOR) if backwards else None
        edge = self.rows[0] if backwards else self.rows[-1]
        values = [_written(getattr(edge, key.column)) for key in self.order]
        packed = json.dumps([self.name, backwards, values], separators=(",", ":"))
        return replace_query_param(self.address, CURSOR, base64.urlsafe_b64encode(packed.encode()).decode())

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a page, for the OpenAPI document."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The page behind this one; null on the last."},
                "previous": {**link, "description": "The page before this one; null on the first."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """The query parameters of a list, for the OpenAPI document."""
        orders: Sequence[str] = list(getattr(view, "orders", self.orders))
        sizes = {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        return [
            _parameter(CURSOR, "Where a page begins: taken from `next` or `previous`.", {"type": "string"}),
            _parameter(SIZE, "How many rows a page holds.", sizes),
            _parameter(
                ORDERING,
                "The order of the list; a minus means the largest first.",
                {"type": "string", "enum": orders, "default": orders[0]},
            ),
        ]


def _parameter(name: str, words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


def _beyond(order: Order, at: Sequence[Any], backwards: bool) -> Q:
    """The rows behind the position: (a, b, c) > (x, y, z), column by column, for mixed directions too."""
    first, *rest = order
    if not rest:
        return first.beyond(at[0], backwards)
    deeper = Q(**{first.column: at[0]}) & _beyond(tuple(rest), at[1:], backwards)
    # The bound on the first column is implied; standing by itself it lets the database use its index.
    bound = first.beyond(at[0], backwards, inclusive=True)
    return bound & (first.beyond(at[0], backwards) | deeper)


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(key: Key, value: Any) -> Any:
    """The value of a cursor as its column wants it; ValueError when it cannot be one."""
    if key.holds is datetime:
        if (at := datetime.fromisoformat(value)).tzinfo is None:
            raise ValueError(value)
        return at.astimezone(UTC)  # OverflowError outside of all years
    if key.holds is float and type(value) is int:
        value = float(value)
    if type(value) is not key.holds:
        raise ValueError(value)
    if isinstance(value, int) and abs(value) >= 2**63:
        raise ValueError(value)
    if isinstance(value, str) and not value.isprintable():
        raise ValueError(value)
    return value


def _wrong(parameter: str, words: str) -> ValidationError:
    return ValidationError({parameter: [words]})
