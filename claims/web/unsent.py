"""What was sent after the session had ended: it is carried through the sign-in, shown, and sent when the person says so."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from claims.web.forms.people import SignInForm

SALT = "unsent"
LASTS = timedelta(hours=24)
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
WHOSE = "draft_by"  # field with the id of the person who typed, added by the page's script


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that did not arrive: where it was to go, its fields, and whether files are missing."""

    path: str
    fields: tuple[tuple[str, str], ...]
    back: str  # the page where it stood
    files: bool = False
    person: str = ""  # whose page it stood on, as far as the page said so

    @property
    def texts(self) -> list[str]:
        """What a person would know again: values with words in them."""
        hidden = {"draft", "draft_sent", "draft_seen", "next"}
        return [
            text
            for name, text in self.fields
            if name not in hidden and any(letter.isalpha() for letter in text)
        ]


def of(request: HttpRequest) -> Unsent | None:
    """What the person has just sent; None for nothing, and for whatever holds a password."""
    fields = tuple(
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in {TOKEN, WHOSE}
        for value in values
    )
    if request.method != "POST" or not fields or any("password" in name for name, _value in fields):
        return None
    path = request.get_full_path()
    return Unsent(
        path, fields, _page_before(request) or path, bool(request.FILES), request.POST.get(WHOSE, "")
    )


def _page_before(request: HttpRequest) -> str:
    """The path of the page that the form stood on, if it is one of ours."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        return ""
    return (
        "/" + page.split("/", 3)[3].lstrip("/\\") if page.count("/") >= 3 else ""
    )  # "//" names another host


def sign_in_first(request: HttpRequest, found: Unsent) -> HttpResponse:
    """The page of the sign-in, which carries along what was sent."""
    context = {"form": SignInForm(request), "next": found.back, "unsent": packed(found), "kept": found}
    return render(request, "person/sign_in.html", context, status=HTTPStatus.UNAUTHORIZED)


def packed(found: Unsent) -> str:
    """As a hidden field carries it: signed, so that nobody puts anything else in its place."""
    content = [found.path, [list(pair) for pair in found.fields], found.back, found.files, found.person]
    return signing.dumps(content, salt=SALT, compress=True)


def unpacked(word: str) -> Unsent | None:
    """What was packed; None for what was not, or too long ago."""
    if not word:
        return None
    try:
        path, fields, back, files, person = signing.loads(word, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return Unsent(path, tuple((name, value) for name, value in fields), back, files, person)


class Carrying:
    """A sign-in that leads on to what could not be sent, if there is anything."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page goes on carrying it when the password was wrong."""
        found = unpacked(self.request.POST.get("unsent", ""))
        if found is not None:
            kwargs |= {"unsent": packed(found), "kept": found}
        return super().get_context_data(**kwargs)  # type: ignore[misc,no-any-return]  # of the view beside it

    def form_valid(self, form: Any) -> HttpResponse:
        """The person is signed in; what they could not send waits in their session.

        What somebody else had typed is not shown to them: it waits in its author's drafts.
        """
        word = self.request.POST.get("unsent", "")
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the view beside it
        found = unpacked(word)
        if found is None or found.person not in {"", str(self.request.user.pk)}:
            return answer
        self.request.session["unsent"] = word
        return redirect("unsent")


def waiting(request: HttpRequest) -> Unsent | None:
    """What waits in the session to be sent."""
    return unpacked(request.session.get("unsent", ""))


def arrived(request: HttpRequest) -> None:
    """What waited for this address has arrived."""
    found = waiting(request)
    if found is not None and found.path == request.get_full_path():
        del request.session["unsent"]


def page(request: HttpRequest, found: Unsent, *, status: int = HTTPStatus.OK) -> HttpResponse:
    """What was typed, and a button that sends it now."""
    return render(request, "person/unsent.html", {"kept": found, "own": reverse("unsent")}, status=status)
