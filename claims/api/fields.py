"""Fields of what comes in, with refusals that name the way out."""

import re
from datetime import UTC, datetime
from typing import Any

from django.core.validators import URLValidator
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import Field

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
LISTED = 20  # this many keys are named in a refusal


@extend_schema_field(OpenApiTypes.DATETIME)
class Moment(Field[datetime, Any, str, Any]):
    """A time in ISO 8601; without an offset it is the newsroom's time, a day alone is its noon if `days`."""

    default_error_messages = {
        "invalid": _("Give the time as 2024-11-05T16:12+01:00."),
        "day": _("Give the time of day too, as in 2024-11-05T16:12+01:00."),
        "range": _("The year must lie between 1900 and 2200."),
    }

    def __init__(self, *, days: bool = False, **kwargs: Any) -> None:
        self.days = days
        super().__init__(**kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The aware time; None for an empty string, which is how forms say that they do not know."""
        return super().run_validation(None if data == "" and self.allow_null else data)

    def to_internal_value(self, data: Any) -> datetime:
        """The aware time. Raises ValidationError for what is no time."""
        if not isinstance(data, str):
            self.fail("invalid")
        words = data.strip()
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
                if not self.days:
                    self.fail("day")
                found = parse_datetime(words + "T12:00")
            else:
                found = parse_datetime(words) if "T" in words.upper() or " " in words else None
        except ValueError:
            found = None
        if found is None:
            self.fail("invalid")
        if not 1900 <= found.year < 2200:
            self.fail("range")
        if timezone.is_naive(found):
            found = timezone.make_aware(found, timezone.get_default_timezone())
        if not EARLIEST <= found <= LATEST:
            self.fail("range")
        return found

    def to_representation(self, value: datetime) -> str:
        """ISO 8601 again."""
        return value.isoformat()


class Keyed(serializers.CharField):
    """A row named by its key, such as an outlet."""

    default_error_messages = {
        "unknown": _("“%(key)s” is not known here. Known are: %(known)s."),
        "none": _("“%(key)s” is not known here; none has been set up yet."),
    }

    def __init__(self, queryset: QuerySet[Any], **kwargs: Any) -> None:
        self.queryset = queryset
        super().__init__(max_length=40, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The row with that key; None for a key that is empty. Raises ValidationError for an unknown one."""
        key = super().run_validation(data)
        if not key:
            return None
        row: Model | None = self.queryset.filter(key=key).first()
        if row is None:
            known = list(self.queryset.order_by("key").values_list("key", flat=True)[: LISTED + 1])
            words = ", ".join(known[:LISTED]) + (" …" if len(known) > LISTED else "")
            message = self.error_messages["unknown" if known else "none"]
            raise serializers.ValidationError(message % {"key": key, "known": words}, code="unknown")
        return row


class WebAddress(serializers.CharField):
    """An http or https address."""

    default_error_messages = {"scheme": _("The address must begin with http:// or https://.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """The address. Raises ValidationError for another scheme or an address that cannot be."""
        address = super().to_internal_value(data)
        if not address:
            return address
        if not address.lower().startswith(("http://", "https://")):
            self.fail("scheme")
        URLValidator(schemes=["http", "https"])(address)
        return address


class LanguageCode(serializers.CharField):
    """ISO 639-1, with or without a region: "de", "de-AT"."""

    default_error_messages = {"code": _("Give the language as two letters: de, en.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=35, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """The language without its region. Raises ValidationError for what is no code."""
        code = super().to_internal_value(data).lower()
        if not code:
            return code
        if not re.fullmatch(r"[a-z]{2}([-_][a-z0-9]{2,8})*", code):
            self.fail("code")
        return code[:2]
