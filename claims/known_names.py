"""The spellings of names in earlier checks: which are known, and which of an article's names are almost one of them.

A slip of one letter is found by keys: two words that differ by one letter changed, added, left out or swapped
with its neighbour are the same with one letter less each. So a question costs one indexed read, whatever the
number of checks, and one more for each name that is answered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from claims.choices import FactState
from claims.models import Article, Claim, NameKey, NameWord, SearchText
from claims.models.hint import LONGEST_NAME
from claims.text.hints.shapes import Known
from claims.text.hints.shapes import NameWord as Asked
from claims.text.hints.spelling import almost, name_words
from claims.text.search import Term, fold

_MOST_ASKED: Final = 60  # names of one article
_MOST_COUNTED: Final = 100  # checks of one name
_SURE = 8  # letters of a name without a first name that is long enough to be no other
_BATCH = 500


def learn(claims: Iterable[Claim]) -> None:
    """The names of these claims are known from now on; facts that a person has marked wrong are left out."""
    for claim in claims:
        facts = [fact for fact in claim.facts.all() if fact.state != FactState.WRONG]
        right = {(fact.start, fact.end) for fact in facts}
        for asked, span in name_words(claim.as_statement()):
            if any(start <= span.start and span.end <= end for start, end in right):
                _learn(asked, claim)


def _learn(asked: Asked, claim: Claim) -> None:
    word, given = asked.word.casefold(), asked.given[:LONGEST_NAME]
    if len(word) > LONGEST_NAME:
        return
    name, new = NameWord.objects.get_or_create(
        word=word, given=given, defaults={"spelling": asked.word, "claim": claim}
    )
    if new:
        NameKey.objects.bulk_create(
            [NameKey(name=name, key=key) for key in keys_of(word)], ignore_conflicts=True
        )


def rebuild() -> Iterator[int]:
    """The names of all checks that hold are known, and no others; yields how many checks so far."""
    NameWord.objects.all().delete()
    done = last = 0
    while True:
        rows = Claim.objects.filter(pk__gt=last, verdicts__reviewed_at__isnull=False).distinct()
        batch = list(rows.prefetch_related("facts").order_by("pk")[:_BATCH])
        if not batch:
            return
        learn(batch)
        done, last = done + len(batch), batch[-1].pk
        yield done


def keys_of(word: str) -> set[str]:
    """The word itself and the word without each of its letters in turn."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def alike(asked: Sequence[Asked], *, article: Article) -> Mapping[str, Known]:
    """For each name that no check holds but that is almost one of a check of another article: that one."""
    keys: dict[str, set[str]] = {name.word: keys_of(name.word.casefold()) for name in asked[:_MOST_ASKED]}
    given = {name.word: name.given for name in asked}
    every = set().union(*keys.values()) if keys else set()
    names = NameWord.objects.filter(keys__key__in=every).distinct().order_by("pk")
    rows = list(names.values_list("word", "given", "spelling", "claim_id")[: 100 * _MOST_ASKED])
    known = {row[0] for row in rows}
    found: dict[str, Known] = {}
    for word in keys:
        folded = word.casefold()
        if folded in known:
            continue
        for other, theirs, spelling, claim_id in rows:
            if other[0] != folded[0] or not almost(folded, other):
                continue
            if given[word] != theirs if given[word] and theirs else len(folded) < _SURE:
                continue
            checks = _checks(spelling, article)
            if checks:
                found[word] = Known(spelling, checks=checks, claim=claim_id)
                break
    return found


def _checks(spelling: str, article: Article) -> int:
    """How many checked claims of other articles hold the spelling, as far as it is worth counting."""
    term = Term(((fold(spelling),),))
    rows = SearchText.objects.filter(text__words=(term,), claim__verdicts__reviewed_at__isnull=False)
    return rows.exclude(claim__article=article).distinct()[:_MOST_COUNTED].count()
