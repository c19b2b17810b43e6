"""What a person does to a hint: put it aside, or take it up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.errors import WorkflowError
from claims.models import Claim, Hint
from claims.web.access import SignedInRequest, signed_in
from claims.web.ways import way_back
from claims.workflow import hints


@require_POST
@signed_in
def hint_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """The hint is put aside, or with `again` shown again; back to the page that it stood on."""
    seen = Claim.objects.visible_to(request.user)
    hint = get_object_or_404(Hint.objects.filter(claim__in=seen).select_related("claim"), pk=pk)
    try:
        if "again" in request.POST:
            hints.take_up(hint, by=request.user)
        else:
            hints.put_aside(hint, by=request.user, at=timezone.now())
            messages.success(request, _("The hint has been put aside."))
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect(way_back(request, otherwise=reverse("claim_detail", args=[hint.claim_id])))
