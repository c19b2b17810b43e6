"""Every address of the machines' door, also the one that is added tomorrow: strangers stay out, and no role means no writing."""

from typing import Any

import pytest
from django.urls import URLPattern, reverse
from rest_framework.test import APIClient

from claims.api.urls import urlpatterns
from claims.choices import Status
from claims.models import Claim, Event
from tests.api.conftest import Caller
from tests.factories import UserFactory
from tests.workflow.factories import claim_at

pytestmark = pytest.mark.django_db

PUBLIC = {"schema", "nowhere"}  # the description itself, and what answers 404 for everything else
OF_ONESELF = {"absence"}  # everybody writes these of themselves
SUBMITS = {"articles", "article_retry"}  # who is signed in may send an article in, and start it again
METHODS = ("get", "post", "put", "patch", "delete")
NAMED = sorted({p.name for p in urlpatterns if isinstance(p, URLPattern) and p.name} - PUBLIC)


def address(name: str, claim: Claim) -> str:
    pattern = next(p for p in urlpatterns if isinstance(p, URLPattern) and p.name == name)
    values: dict[str, Any] = {"name": "me", "number": 1}
    of_article = str(pattern.pattern).startswith("articles/")
    values["pk"] = claim.article_id if of_article else claim.pk
    return reverse(f"api:{name}", kwargs={key: values[key] for key in pattern.pattern.converters})


@pytest.mark.parametrize("name", NAMED)
def test_a_stranger_gets_nothing_by_any_method(name: str) -> None:
    url = address(name, claim_at(Status.QUEUED))
    before = Event.objects.count()
    statuses = {getattr(APIClient(), method)(url, {}).status_code for method in METHODS}
    assert statuses <= {401, 405} and 401 in statuses
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", NAMED)
def test_who_has_no_role_or_reads_only_writes_nothing(name: str, caller: Caller) -> None:
    claim = claim_at(Status.QUEUED)
    url, before = address(name, claim), Event.objects.count()
    reading = caller(UserFactory(), read_only=True)
    for method in METHODS[1:]:
        assert getattr(reading, method)(url, {}).status_code in (403, 405)
    if name not in OF_ONESELF | SUBMITS:
        nobody = caller(UserFactory(roles=[]))
        for method in METHODS[1:]:
            assert getattr(nobody, method)(url, {}).status_code in (403, 404, 405)
    assert Event.objects.count() == before
    assert Claim.objects.get(pk=claim.pk).version == claim.version
