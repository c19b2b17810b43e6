"""Several people take the next claim at the same moment, each from a thread and a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from claims.choices import Role, Status
from claims.models import Claim, Event, User
from claims.workflow import assignment
from tests.factories import ClaimFactory, RevisionFactory
from tests.workflow.factories import person

PEOPLE = 4


@pytest.mark.django_db(transaction=True)
def test_people_who_ask_at_once_get_different_claims_and_nobody_goes_without() -> None:
    revision = RevisionFactory(text=" ".join(f"Satz {n}." for n in range(PEOPLE)))
    for n in range(PEOPLE):
        ClaimFactory(revision=revision, quote=f"Satz {n}.", status=Status.QUEUED)
    people = [person(Role.CHECKER) for _ in range(PEOPLE)]
    together = Barrier(PEOPLE)

    def ask(user: User) -> Claim | None:
        try:
            together.wait(timeout=30)
            return assignment.take_next(by=user, at=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        taken = list(pool.map(ask, people))
    assert {claim.pk for claim in taken if claim} == set(Claim.objects.values_list("pk", flat=True))
    assert set(Claim.objects.values_list("assignee", flat=True)) == {user.pk for user in people}
    assert Event.objects.filter(action="take").count() == PEOPLE
    assert assignment.take_next(by=people[0], at=timezone.now()) is None
