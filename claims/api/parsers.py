"""Bodies of requests: JSON and forms with a file, refused in words that say where the fault is."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import DataAndFiles, JSONParser, MultiPartParser

from claims.api.errors import TooLarge


class JsonBody(JSONParser):
    """JSON in UTF-8, as RFC 8259 wants it; its size is limited by DATA_UPLOAD_MAX_MEMORY_SIZE."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """The JSON object. Raises ParseError in words for anything else."""
        body: bytes = stream.read()
        try:
            found = json.loads(body.decode("utf-8-sig"), parse_constant=_no_number)
        except UnicodeDecodeError as error:
            words = _(
                "The body is not valid UTF-8: byte %(at)s cannot be read. JSON is always sent in UTF-8."
            )
            raise ParseError(words % {"at": error.start + 1}) from error
        except json.JSONDecodeError as error:
            words = _("The body is not valid JSON: line %(line)s, column %(column)s (%(why)s).")
            where = {"line": error.lineno, "column": error.colno, "why": error.msg}
            raise ParseError(words % where) from error
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        except ValueError as error:  # NaN, or a number of thousands of digits
            raise ParseError(
                _("The body is not valid JSON: it holds a number that cannot be read.")
            ) from error
        if not isinstance(found, dict):
            raise ParseError(_('The body must be a JSON object, such as {"text": "…", "title": "…"}.'))
        return found


class FormBody(MultiPartParser):
    """A form with a file; the whole body counts against DATA_UPLOAD_MAX_MEMORY_SIZE."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        """The fields and files of the form. Raises TooLarge before anything is read, and ParseError."""
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        return super().parse(stream, media_type, parser_context)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
