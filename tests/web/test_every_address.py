"""Every address of the people's door, judged once: what a stranger and each role meets there, reading and sending."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from claims.choices import Role, Status
from claims.models import Claim, Event, Snapshot
from claims.web import urls
from tests.factories import UserFactory
from tests.workflow.factories import SourceFactory, claim_at

pytestmark = pytest.mark.django_db

WHO = ("stranger", "nobody", "checker", "reviewer", "editor", "admin")  # "nobody": signed in, without a role
PAGE = "302 200 200 200 200 200"  # whoever is signed in reads it
NONE = "405 405 405 405 405 405"  # the address does not know the method
FORM = "302 422 422 422 422 422"  # sent empty: what is missing is named
MISSING = "302 404 404 404 404 404"  # nothing of that number or name is theirs
ONWARD = "302 302 302 302 302 302"  # to the sign-in or, with a word of what was done or not, to a page
PUBLIC = "200 200 200 200 200 200"
EDITORS = "302 403 403 403 200 200"
JUDGED: dict[str, tuple[str, str]] = {  # by name: read, sent with nothing in it
    "absence_of": (EDITORS, EDITORS),
    "article_assign": (NONE, ONWARD),
    "article_compare": (PAGE, NONE),
    "article_detail": (PAGE, NONE),
    "article_dossier": (PAGE, NONE),
    "article_dossier_pdf": (ONWARD, NONE),  # to the page that tells how far it is
    "article_gate": (PAGE, "302 403 403 403 409 409"),
    "article_here": (NONE, "302 204 204 204 204 204"),
    "article_list": (PAGE, NONE),
    "article_live": (PAGE, NONE),
    "article_mark": (PAGE, FORM),
    "article_new": (PAGE, FORM),
    "article_paper": (PAGE, ONWARD),
    "article_retry": (NONE, ONWARD),
    "chat_new": (NONE, FORM),
    "chat_remove": (NONE, MISSING),
    "chat_test": (NONE, MISSING),
    "check_detail": ("404 404 404 404 404 404", NONE),
    "check_feed": (PUBLIC, NONE),
    "check_list": (PUBLIC, NONE),
    "claim_act": (NONE, FORM),
    "claim_bulk": (ONWARD, MISSING),
    "claim_card": (PAGE, NONE),
    "claim_detail": (PAGE, NONE),
    "claim_move": (NONE, MISSING),
    "claim_queue": (PAGE, NONE),
    "claims_live": (PAGE, NONE),
    "day_looked": (NONE, ONWARD),
    "disputes": (PAGE, NONE),
    "draft": (MISSING, "302 400 400 400 400 400"),
    "draft_list": (PAGE, NONE),
    "figures": (PAGE, NONE),
    "figures_csv": (MISSING, NONE),
    "gate_remind": (NONE, MISSING),
    "help_index": (PAGE, NONE),
    "help_page": (PAGE, NONE),
    "hint_aside": (NONE, MISSING),
    "home": (ONWARD, ONWARD),
    "my_day": (PAGE, NONE),
    "notice_again": (NONE, ONWARD),
    "notice_list": (PAGE, ONWARD),
    "notice_settings": (PAGE, FORM),
    "own_absence": (PAGE, PAGE),
    "people_list": (EDITORS, NONE),
    "practice_end": (NONE, ONWARD),
    "practice_start": (NONE, ONWARD),
    "preferences": (PAGE, FORM),
    "review_queue": (PAGE, NONE),
    "scales_load": (NONE, ONWARD),
    "sign_in": ("200 302 302 302 302 302", "200 302 302 302 302 302"),
    "sign_in_settings": (PAGE, FORM),
    "sign_out": (NONE, ONWARD),
    "snapshot": (MISSING, NONE),
    "snooze": (NONE, ONWARD),
    "start": (PAGE, NONE),
    "step_aside": (NONE, ONWARD),
    "switch_language": (NONE, ONWARD),
    "switch_theme": (NONE, ONWARD),
    "take_next": (NONE, ONWARD),
    "token_new": (NONE, FORM),
    "token_revoke": (NONE, MISSING),
    "undo": (NONE, ONWARD),
    "unsent": (ONWARD, ONWARD),
    "unsubscribe": ("404 404 404 404 404 404", "404 404 404 404 404 404"),
    "view_change": (NONE, MISSING),
    "view_list": (PAGE, FORM),
}
SUBMITS = {"article_retry", "practice_start", "practice_end"}  # whoever is signed in
PATTERNS = {p.name: p for p in urls.urlpatterns if isinstance(p, URLPattern) and p.name}
WORDS = {
    "slug": "workflow",
    "word": "x",
    "key": "claim-1-note",
    "step": "people",
    "chart": "pace",
    "action": "note",
}


def address(name: str, claim: Claim, own: int) -> str:
    """Where the name leads, at a claim, article or person that is there."""
    pattern = str(PATTERNS[name].pattern)
    numbers = {
        "articles/": claim.article_id,
        "claims/": claim.pk,
        "day/snooze/": claim.pk,
        "checks/": claim.pk,
        "people/": own,
        "snapshots/": _kept(),
        "start/practice/": claim.article_id,
    }
    number = next((pk for start, pk in numbers.items() if pattern.startswith(start)), 1)
    known = {"pk": number, **WORDS}
    return reverse(name, kwargs={key: known[key] for key in PATTERNS[name].pattern.converters})


def _kept() -> int:
    return Snapshot.objects.create(source=SourceFactory(), asked_at=timezone.now()).pk


def met(name: str, claim: Claim, method: str) -> str:
    """The statuses that everybody in WHO meets, one after the other; who has no role writes no history."""
    statuses = []
    for who in WHO:
        client = Client()
        person = UserFactory(roles=[] if who in ("stranger", "nobody") else [Role(who)])
        if who != "stranger":
            client.force_login(person)
        before = Event.objects.count()
        answer: Any = getattr(client, method)(address(name, claim, person.pk))
        statuses.append(str(answer.status_code))
        if who in ("stranger", "nobody") and name not in SUBMITS:
            assert Event.objects.count() == before
    return " ".join(statuses)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_everybody_meets_what_was_judged(name: str) -> None:
    assert name in JUDGED, "a new address: say in the table what a stranger and each role meets there"
    claim = claim_at(Status.QUEUED)
    assert (met(name, claim, "get"), met(name, claim, "post")) == JUDGED[name]
    claim.refresh_from_db()
    assert claim.status == (Status.ASSIGNED if name == "take_next" else Status.QUEUED)


def test_no_judgement_is_of_an_address_that_is_gone() -> None:
    assert set(JUDGED) == set(PATTERNS)
