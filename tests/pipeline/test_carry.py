"""A new revision: what becomes of the claims of the one before."""

from difflib import SequenceMatcher

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims.choices import Action, Origin, Status
from claims.intake import Submission, submit_article
from claims.models import Article, Claim, Event
from claims.pipeline import carry, runner

FIRST = """Neue Busse für Beispielhausen

Die Stadt Beispielhausen zahlt 2025 rund 3,5 Millionen Euro für zwölf neue Busse.

Die alten Busse sind nach Angaben der Stadt im Schnitt 20 Jahre alt. Im Mai brannte ein Bus im Depot vollständig aus.

Der Rat stimmt am 4. Dezember über den Kauf ab.
"""

pytestmark = pytest.mark.django_db


def revised(text: str) -> Article:
    receipt = submit_article(Submission(text=text, external_id="x"), by=None)
    assert runner.run(receipt.article.pk) == "ready"
    return receipt.article


def number_of(start: str) -> int:
    return Claim.objects.get(quote__startswith=start).number


def test_words_that_stay_keep_their_claim_and_its_offsets_follow() -> None:
    article = revised(FIRST)
    before = {c.quote: (c.pk, c.start) for c in Claim.objects.all()}
    headline, rest = FIRST.split("\n\n", 1)
    before.pop(headline, None)
    revised(f"{headline}\n\nEin ganz neuer Absatz berichtet, dass 14 Busse in Köln stehen.\n\n{rest}")
    text = article.revisions.get(number=2).text
    for claim in Claim.objects.filter(quote__in=before):
        pk, start = before[claim.quote]
        assert claim.pk == pk and claim.revision.number == 2 and claim.start > start
        assert text[claim.start : claim.end] == claim.quote
        assert all(text[f.start : f.end] == f.quote for f in claim.facts.all())
    assert not Claim.objects.filter(status=Status.GONE).exists()


def test_a_touched_sentence_keeps_its_claim_and_says_so() -> None:
    revised(FIRST)
    number = number_of("Die Stadt")
    revised(FIRST.replace("3,5 Millionen", "3,8 Millionen"))
    claim = Claim.objects.get(number=number)
    assert "3,8" in claim.quote and claim.text_changed_at is not None and claim.version == 2
    assert any("3,8" in fact.quote for fact in claim.facts.all())
    event = Event.objects.get(action=Action.MOVE)
    assert "3,5" in event.before["quote"] and "3,8" in event.after["quote"]


def test_a_sentence_that_is_gone_withdraws_its_claim_and_can_come_back() -> None:
    revised(FIRST)
    number = number_of("Im Mai")
    Claim.objects.filter(number=number).update(status=Status.QUEUED)
    revised(FIRST.replace(" Im Mai brannte ein Bus im Depot vollständig aus.", ""))
    claim = Claim.objects.get(number=number)
    assert (claim.status, claim.revision.number) == (Status.GONE, 1)
    assert claim.revision.text[claim.start : claim.end] == claim.quote
    revised(FIRST.replace("Neue Busse", "Zwölf neue Busse"))
    claim.refresh_from_db()
    assert (claim.status, claim.revision.number) == (Status.QUEUED, 3)
    assert [e.action for e in claim.events.order_by("pk")] == [Action.WITHDRAW, Action.REAPPEAR]


def test_a_passage_marked_by_hand_moves_along() -> None:
    article = revised(FIRST)
    revision = article.revisions.get()
    start = FIRST.index("im Schnitt")
    now = timezone.now()
    by_hand = Claim.objects.create(
        article=article, revision=revision, number=99, start=start, end=start + 10, quote="im Schnitt", role="body",
        prefix=FIRST[start - 40 : start], kind="state", origin=Origin.HAND, language="de", found_at=now, changed_at=now,
    )  # fmt: skip
    revised("Wer im Schnitt fährt, fährt gut, sagt der Bürgermeister aus Erfahrung.\n\n" + FIRST)
    by_hand.refresh_from_db()
    text = article.revisions.get(number=2).text
    assert by_hand.revision.number == 2 and text[by_hand.start : by_hand.end] == "im Schnitt"
    assert text[: by_hand.start].endswith("nach Angaben der Stadt ")


def test_nothing_is_doubled_by_a_revision() -> None:
    article = revised(FIRST)
    first = Claim.objects.count()
    revised(FIRST + "\nDas Land gibt 400.000 Euro dazu.\n")
    assert Claim.objects.count() == first + 1
    assert Claim.objects.filter(revision__article=article, revision__number=2).count() == first + 1


_words = st.lists(
    st.sampled_from("aus bei Köln drei Busse fahren nicht mehr".split()), min_size=1, max_size=9
)


@given(_words, st.lists(_words, min_size=1, max_size=6))
def test_what_is_alike_is_always_among_what_is_worth_comparing(
    words: list[str], others: list[list[str]]
) -> None:
    holding: dict[str, set[int]] = {}
    for at, other in enumerate(others):
        for word in other:
            holding.setdefault(word, set()).add(at)
    compared = carry._worth_comparing(words, holding)
    for at, other in enumerate(others):
        if SequenceMatcher(None, words, other, autojunk=False).ratio() >= carry.ALIKE:
            assert at in compared


def test_only_what_shares_a_rare_word_is_compared() -> None:
    lines = [f"Der Ort {at} zahlt {at * 7} Euro" for at in range(200)]
    holding: dict[str, set[int]] = {}
    for at, line in enumerate(lines):
        for word in line.split():
            holding.setdefault(word, set()).add(at)
    assert len(carry._worth_comparing("Im Mai brannte ein Bus aus".split(), holding)) == 0
    assert len(carry._worth_comparing("Der Ort 3 kaufte für 22 Millionen drei Busse".split(), holding)) < 5
