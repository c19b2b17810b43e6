"""The intake form: an article as pasted text, as a file, or by its address."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims import fetching
from claims.errors import unreadable_in_words
from claims.intake import Submission, from_page
from claims.models import Desk, Outlet
from claims.text.files import ACCEPTED, MAX_BYTES, Unreadable, check_text, read_file
from claims.text.spans import Page

MEGABYTE = 1_048_576
PATIENCE = 15.0  # seconds that a page may take to come, while somebody waits for the answer
HTML_STARTS = ("<!doctype html", "<html", "<head", "<body")


class Moment(forms.DateTimeField):
    """A date and time of the reader's time zone, in the browser's own field."""

    default_error_messages = {
        "invalid": _("This is no date with a time. Write it like 2024-11-05T16:12."),
        "range": _("The year must lie between 1900 and 2200."),
    }
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> Any:
        """The aware time. Raises ValidationError for what is no time, and for a year that nobody can mean."""
        found = super().clean(value)
        if (
            found is not None and not 1900 <= found.year < 2200
        ):  # some of them are outside of all years in UTC
            raise forms.ValidationError(self.error_messages["range"], code="range")
        return found


class ArticleForm(forms.Form):
    """Text or file, and what the sender knows about it."""

    text = forms.CharField(
        label=_("Text of the article"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("As it stands: headline, captions and page furniture are recognised."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        help_text=format_lazy(
            _("{kinds}, up to {size} MB"), kinds=" ".join(ACCEPTED), size=MAX_BYTES // MEGABYTE
        ),
    )
    title = forms.CharField(
        label=_("Title"), max_length=500, required=False, help_text=_("Left empty, it is read from the text.")
    )
    outlet = forms.ModelChoiceField(
        label=_("Outlet"),
        queryset=Outlet.objects.filter(is_active=True),
        required=False,
        empty_label=_("own newsroom"),
    )
    desk = forms.ModelChoiceField(
        label=_("Desk"),
        queryset=Desk.objects.all(),
        required=False,
        empty_label=_("the outlet's usual desk"),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[
            ("", _("to be recognised")),
            ("de", _("German")),
            ("en", _("English")),
        ],
    )
    author = forms.CharField(label=_("Author"), max_length=300, required=False)
    url = forms.URLField(
        label=_("Address"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        help_text=_("Without a text and a file, the page is fetched from here."),
        error_messages={"invalid": _("This is no address. Write it like https://example.org/article.")},
    )
    published_at = Moment(
        label=_("Published"),
        required=False,
        help_text=_("Days such as “on Tuesday” are read against it."),
    )
    due_at = Moment(label=_("Due"), required=False, help_text=_("Its claims are due at the same time."))
    known = forms.BooleanField(required=False, widget=forms.HiddenInput())  # the warning has been read

    page: Page | None = None  # what the file or a pasted page told, once it has been read

    def clean_text(self) -> str:
        """The text with the line ends of a file; of a pasted HTML page its words, which stand in `page`."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")  # how browsers send a line end
        if text[:200].lstrip().lower().startswith(HTML_STARTS):
            try:
                self.page = read_file(text.encode("utf-8", "replace"), name="paste.html")
            except Unreadable as error:
                raise _refused(error) from error
        elif text.strip():
            try:
                check_text(text)
            except Unreadable as error:
                raise _refused(error) from error
        return text

    def clean_file(self) -> "UploadedFile[Any] | None":
        """The file, read; its words stand in `page`."""
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        if upload is not None:
            size = upload.size or 0
            if size > MAX_BYTES:  # not even read: it may be larger than the memory
                sizes = {"size": size // MEGABYTE, "limit": MAX_BYTES // MEGABYTE}
                words = _(
                    "This file has %(size)s MB; up to %(limit)s MB are taken. Please send only the text."
                )
                raise forms.ValidationError(words, code="too_large", params=sizes)
            try:
                self.page = read_file(upload.read(), name=upload.name or "")
            except Unreadable as error:
                raise _refused(error) from error
        return upload

    def clean(self) -> dict[str, Any]:
        """Exactly one of text and file; with neither, what stands at the address."""
        sent = super().clean() or {}
        has_text = bool(str(sent.get("text") or "").strip())
        if "file" in self.errors or "text" in self.errors:
            return sent
        if has_text and sent.get("file"):
            self.add_error("file", _("Send either a text or a file: now there are both."))
        elif not has_text and not sent.get("file") and "url" not in self.errors:
            if sent.get("url"):
                self._fetch(str(sent["url"]))
            else:
                self.add_error("text", _("Paste the text of the article here, or choose a file."))
        return sent

    def _fetch(self, url: str) -> None:
        """The page at the address, read; its words stand in `page`. What went wrong stands at the address."""
        if self.errors:  # another field wants a correction first: the page would be fetched for nothing
            return
        try:
            came = fetching.fetch(url, most=MAX_BYTES, seconds=PATIENCE)
            ending = ".pdf" if came.media_type == "application/pdf" else ".html"
            self.page = read_file(came.body, name=f"page{ending}")
        except fetching.Unreachable as error:
            words = _("The page could not be fetched. %(why)s Paste its text instead.")
            self.add_error("url", words % {"why": error})
        except Unreadable as error:
            self.add_error("url", _refused(error))

    def submission(self) -> Submission:
        """The article on its way in; the form is valid."""
        fields: dict[str, Any] = {
            name: self.cleaned_data[name]
            for name in ("title", "outlet", "desk", "language", "author", "url", "published_at", "due_at")
        }
        if self.page is not None:
            return from_page(self.page, **fields)
        return Submission(text=self.cleaned_data["text"], **fields)


def _refused(error: Unreadable) -> forms.ValidationError:
    return forms.ValidationError(unreadable_in_words(error.code, str(error)), code=error.code)
