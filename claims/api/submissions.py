"""An article on its way in: text, HTML or a file, and what the sender knows about it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from claims import intake
from claims.api.errors import Untaken
from claims.api.fields import Keyed, LanguageCode, Moment, WebAddress
from claims.intake import Receipt, Submission
from claims.models import Desk, Outlet, User
from claims.text.files import Unreadable, read_file
from claims.text.html import read_html

BODIES = ("text", "html", "file")
SYNONYMS = {"published_at": "published", "due_at": "due", "embargo_until": "embargo"}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Plain text",
            value={
                "text": "Der Preis steigt um 9,4 Prozent auf 118 Euro je Megawattstunde.",
                "title": "Stadtwerke erhöhen den Fernwärmepreis",
                "url": "https://www.example.org/stadt/fernwaerme-118.html",
                "published": "2024-11-05T16:12:00+01:00",
                "language": "de",
            },
            request_only=True,
        ),
        OpenApiExample(
            "A page",
            value={
                "html": "<html><body><article><h1>Ferry back</h1><p>It left at 6 a.m.</p></article></body></html>",
                "due": "2024-11-05T18:00",
            },
            request_only=True,
        ),
    ]
)
class ArticleInput(serializers.Serializer[Any]):
    """Exactly one of text, html and file; everything else may be left out or null.

    A time without an offset is the newsroom's time. The names of the answer (`published_at`, `due_at`,
    `embargo_until`) are taken as well.
    """

    text = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        trim_whitespace=False,
        help_text="Plain text, stored exactly as sent; offsets count its code points.",
    )
    html = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        trim_whitespace=False,
        help_text="A whole page or a fragment; what it tells about itself fills the fields left out.",
    )
    file = serializers.FileField(
        required=False,
        allow_null=True,
        allow_empty_file=True,
        help_text=".txt, .html, .md, .docx, .pdf or .odt, in a multipart form.",
    )
    title = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=500)
    url = WebAddress(required=False, allow_null=True, allow_blank=True, help_text="Where it was published.")
    outlet = Keyed(
        Outlet.objects.filter(is_active=True),
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text="Key of an outlet; the own newsroom by default.",
    )
    author = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=300)
    published = Moment(days=True, required=False, allow_null=True, help_text="Dates resolve against it.")
    language = LanguageCode(
        required=False, allow_null=True, allow_blank=True, help_text="Found in the text when left out."
    )
    desk = Keyed(
        Desk.objects.all(),
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text="Key of a desk; the outlet's own by default.",
    )
    due = Moment(required=False, allow_null=True, help_text="A time that has passed is taken: it is overdue.")
    embargo = Moment(required=False, allow_null=True)
    external_id = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        max_length=200,
        help_text="The sender's own id: another text under it becomes a new revision.",
    )

    def to_internal_value(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The fields under their own names. Raises ValidationError for names that nobody knows."""
        sent = {SYNONYMS.get(name, name): data[name] for name in data}
        problems: dict[str, list[Any]] = {}
        for name, meant in SYNONYMS.items():
            if name in data and meant in data:
                problems[name] = [_("This is the same as %(name)s: send one of them.") % {"name": meant}]
        known = ", ".join(self.fields)
        for name in sent.keys() - self.fields.keys():
            words = _("There is no such field. Known are: %(known)s.") % {"known": known}
            problems[name.encode("utf-8", "backslashreplace").decode()] = [words]
        if problems:
            raise ValidationError(problems, code="unknown")
        fields: dict[str, Any] = super().to_internal_value(sent)
        return {name: value for name, value in fields.items() if value is not None}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the three ways to send the words is used."""
        given = [name for name in BODIES if name in attrs]
        if len(given) > 1:  # a form sends its empty text field along with the file
            given = [name for name in given if attrs[name] != ""]
            attrs = {name: value for name, value in attrs.items() if name not in BODIES or name in given}
        if len(given) > 1:
            raise ValidationError({name: [_("Send only one of text, html and file.")] for name in given})
        if not given:
            raise ValidationError({"text": [_("Send the article as text, html or file.")]}, code="required")
        return attrs


def submit(fields: Mapping[str, Any], *, by: User) -> Receipt:
    """The validated article is taken in. Raises Untaken for words no article can be made of, WorkflowError."""
    field = next(name for name in BODIES if name in fields)
    told = {
        "title": fields.get("title", ""),
        "url": fields.get("url", ""),
        "outlet": fields.get("outlet"),
        "desk": fields.get("desk"),
        "author": fields.get("author", ""),
        "language": fields.get("language", ""),
        "published_at": fields.get("published"),
        "due_at": fields.get("due"),
        "embargo_until": fields.get("embargo"),
        "external_id": fields.get("external_id", ""),
    }
    try:
        return intake.submit_article(_submission(field, fields[field], told), by=by)
    except Unreadable as error:
        raise Untaken(error, field=field) from error


def _submission(field: str, words: Any, told: Mapping[str, Any]) -> Submission:
    if field == "text":
        return Submission(text=words, **told)
    if field == "html":
        return intake.from_page(read_html(words), **told)
    return intake.from_page(read_file(words.read(), name=words.name or ""), **told)
