"""A new revision meets what people have done: published checks stand, merged and dismissed claims stay what they are."""

import pytest
from django.utils import timezone

from claims.choices import Role, Status
from claims.intake import Submission, submit_article
from claims.models import Claim
from claims.pipeline import runner
from claims.workflow import triage
from tests.pipeline.test_carry import FIRST
from tests.workflow.factories import ReasonFactory, person

pytestmark = pytest.mark.django_db

DEPOT = " Im Mai brannte ein Bus im Depot vollständig aus."


def revised(text: str) -> None:
    receipt = submit_article(Submission(text=text, external_id="x"), by=None)
    assert runner.run(receipt.article.pk) == "ready"


def of(start: str) -> Claim:
    return Claim.objects.get(quote__startswith=start)


def test_a_published_claim_whose_words_are_gone_stays_published_and_says_so() -> None:
    revised(FIRST)
    claim = of("Im Mai")
    Claim.objects.filter(pk=claim.pk).update(status=Status.PUBLISHED)
    revised(FIRST.replace(DEPOT, ""))
    claim.refresh_from_db()
    assert (claim.status, claim.revision.number) == (
        Status.PUBLISHED,
        1,
    ) and claim.text_changed_at is not None
    revised(FIRST.replace("Neue Busse", "Zwölf neue Busse"))
    claim.refresh_from_db()
    assert (claim.status, claim.revision.number) == (Status.PUBLISHED, 3)


def test_a_merged_claim_moves_along_and_is_not_found_a_second_time() -> None:
    revised(FIRST)
    editor, now, count = person(Role.EDITOR), timezone.now(), Claim.objects.count()
    merged, into = of("Im Mai"), of("Die alten")
    triage.merge(merged, into=into, by=editor, at=now)
    triage.dismiss(of("Der Rat"), reason=ReasonFactory(), by=editor, at=now)
    revised("Ein ganz neuer Absatz berichtet, dass 14 Busse in Köln stehen.\n\n" + FIRST)
    assert Claim.objects.count() == count + 1
    merged.refresh_from_db()
    assert (merged.merged_into, merged.status, merged.revision.number) == (into, Status.DISMISSED, 2)
    assert of("Der Rat").status == Status.DISMISSED
