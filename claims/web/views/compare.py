"""Two revisions of an article compared, and what is to be done about the claims that were touched."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims import comparing
from claims.choices import Action
from claims.comparing import Fate
from claims.models import User
from claims.web.access import SignedInRequest, article_of, signed_in
from claims.web.actions import slug_of
from claims.workflow import lifecycle

WORDS = {
    "touched": _("Touched"),
    "gone": _("No longer in the text"),
    "new": _("New"),
    "moved": _("Moved"),
    "same": _("Unchanged"),
}
AGAIN = (Action.CORRECT, Action.REOPEN)  # what leads to a new check: the first that the table allows


@require_safe
@signed_in
def article_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """The two revisions that the address names, by default the two newest, with every claim's fate between them."""
    article = article_of(request.user, pk)
    revisions = list(article.revisions.order_by("number"))
    by_number = {str(revision.number): revision for revision in revisions}
    after = by_number.get(request.GET.get("to", ""), revisions[-1] if revisions else None)
    earlier = [revision for revision in revisions if after and revision.number < after.number]
    before = by_number.get(request.GET.get("from", ""), earlier[-1] if earlier else None)
    context: dict[str, Any] = {
        "article": article,
        "revisions": revisions,
        "before": before,
        "after": after,
        "newest": revisions[-1] if revisions else None,
    }
    if before is not None and after is not None and before != after:
        fates = comparing.fates(article, before, after)
        context |= {
            "paragraphs": comparing.paragraphs(before.text, after.text),
            "titles": comparing.words_changed(before.title, after.title),
            "groups": [
                (kind, WORDS[kind], [_row(fate, request.user) for fate in fates if fate.kind == kind])
                for kind in comparing.KINDS
            ],
        }
    return render(request, "article/compare.html", context)


def _row(fate: Fate, person: User) -> dict[str, Any]:
    """One claim with what this person may decide about it, or why not."""
    if fate.kind not in {"touched", "gone"} or not fate.claim.text_changed_at:
        return {"fate": fate, "claim": fate.claim}
    allowed = lifecycle.available_actions(fate.claim, by=person)
    again = next((action for action in AGAIN if allowed[action] is None), None)
    return {
        "fate": fate,
        "claim": fate.claim,
        "holds": allowed[Action.CONFIRM] is None,
        "why_not": allowed[Action.CONFIRM],
        "again": slug_of(again) if again else "",
        "note": again == Action.CORRECT,
    }
