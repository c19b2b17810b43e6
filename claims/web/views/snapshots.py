"""The copies that are kept of cited pages, to be saved by those who may see the source."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import archiving
from claims.web.access import SignedInRequest, signed_in


@require_safe
@signed_in
def snapshot(request: SignedInRequest, pk: int) -> HttpResponse:
    """The copy as a file; it is never shown within our own pages."""
    found = archiving.kept_for(request.user, pk)
    if found is None:
        raise Http404
    try:
        content = archiving.content_of(found)
    except FileNotFoundError as error:
        raise Http404(_("The copy is no longer there.")) from error
    return HttpResponse(content, headers=archiving.headers_of(found))
