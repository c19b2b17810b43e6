"""Turning mails off by the link in a mail, without signing in: looking changes nothing, sending does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from claims.notices.topics import TOPICS
from claims.notify.unsubscribe import BadToken, end, read


@csrf_exempt  # mail programs send the POST of List-Unsubscribe-Post (RFC 8058), and they have no cookie of ours
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, word: str) -> HttpResponse:
    """What would end is shown; after a POST it has ended. 404 with words for an address that is not complete."""
    try:
        meant = read(word)
    except BadToken as error:
        return render(request, "person/unsubscribe.html", {"refusal": str(error)}, status=404)
    if request.method == "POST":
        end(meant)
    with translation.override(meant.person.language):
        labels = [TOPICS[topic].label for topic in meant.topics if topic in TOPICS]
        return render(
            request, "person/unsubscribe.html", {"topics": labels, "ended": request.method == "POST"}
        )
