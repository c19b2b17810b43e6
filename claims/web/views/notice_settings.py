"""How a person is told: topics and channels, their own chat, and what could not be sent."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.choices import Carriage, Channel, Rhythm
from claims.models import ChatChannel, Notification
from claims.notices.topics import TOPICS
from claims.notify import channels, chat, outbox, reasons
from claims.notify.errors import Refused
from claims.web.access import SignedInRequest, signed_in
from claims.web.forms.notices import OUTWARD, PRESETS, ChatForm, NoticesForm

FAILURES = 5  # of the last messages that are shown


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice_settings(request: SignedInRequest) -> HttpResponse:
    """The matrix; sent, it holds from now on, and so does a choice for everything at once."""
    if request.method != "POST":
        return _page(request)
    preset = request.POST.get("preset", "")
    if preset in PRESETS:
        channels.as_usual(request.user)
        if preset != "usual":
            every = {(topic, channel): preset for topic in TOPICS for channel in OUTWARD}
            channels.choose_all(request.user, every)
        messages.success(request, _("From now on: %(how)s.") % {"how": PRESETS[preset][0]})
        return redirect("notice_settings")
    form = NoticesForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, form=form)
    channels.choose_all(request.user, form.wishes())
    messages.success(request, _("Your notices are saved."))
    return redirect("notice_settings")


@require_POST
@signed_in
def chat_new(request: SignedInRequest) -> HttpResponse:
    """The person's chat channel stands there, in place of one of the same address."""
    form = ChatForm(request.POST, auto_id="chat_%s")
    if not form.is_valid():
        return _page(request, chat_form=form)
    ChatChannel.objects.update_or_create(
        person=request.user,
        url=form.cleaned_data["url"],
        defaults={"kind": form.cleaned_data["kind"], "is_active": True},
    )
    messages.success(request, _("The chat channel is saved. Send a test to see whether it works."))
    return redirect("notice_settings")


@require_POST
@signed_in
def chat_test(request: SignedInRequest, pk: int) -> HttpResponse:
    """A test message stands in the channel, or the page says why not."""
    channel = get_object_or_404(ChatChannel, pk=pk, person=request.user)
    words = _("A test from Factcheck: notices for %(person)s arrive here.") % {"person": request.user.name}
    try:
        chat.try_out(channel, words=words, language=request.user.language, at=timezone.now())
    except Refused as error:
        messages.error(
            request, _("The test did not get through. %(why)s") % {"why": reasons.read(str(error))}
        )
    else:
        messages.success(request, _("The test is in your chat."))
    return redirect("notice_settings")


@require_POST
@signed_in
def chat_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nothing goes to the channel any more."""
    get_object_or_404(ChatChannel, pk=pk, person=request.user).delete()
    messages.success(request, _("The chat channel is removed."))
    return redirect("notice_settings")


@require_POST
@signed_in
def notice_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """A message to the person that was given up is tried once more."""
    rows = Notification.objects.filter(pk=pk, recipient=request.user)
    if outbox.send_again(rows, at=timezone.now()):
        messages.success(request, _("It is tried again within a minute."))
    else:
        messages.info(request, _("It is on its way already."))
    return redirect("notice_settings")


def _page(
    request: SignedInRequest, *, form: NoticesForm | None = None, chat_form: ChatForm | None = None
) -> HttpResponse:
    failed = (
        Notification.objects.filter(recipient=request.user, channel__in=OUTWARD)
        .exclude(failure="")
        .exclude(state=Carriage.DROPPED)
    )
    failed = failed.exclude(sent_at__isnull=False)
    own = [(channel, _hidden(channel.url)) for channel in request.user.chat_channels.all()[:20]]
    context = {
        "form": form or NoticesForm(person=request.user),
        "presets": PRESETS.items(),
        "chat_form": chat_form or ChatForm(auto_id="chat_%s"),
        "chats": own,
        "failed": failed.order_by("-written_at", "-pk")[:FAILURES],
        "channels": {channel.value: channel.label for channel in Channel},
        "off": Rhythm.OFF,
        "section": "notice_settings",
    }
    return render(request, "person/notices.html", context, status=422 if form or chat_form else 200)


def _hidden(url: str) -> str:
    """Enough of an address to know it again, too little to write there."""
    return f"{urlsplit(url).hostname}/…{url[-4:]}"
