"""What two statements have in common: their content words in one form each."""

from claims.text import morphology
from claims.text.spans import Statement
from claims.text.wordlists import listed

_CONTENT = ("NN", "NE", "VV", "ADJ", "FM", "NP", "AJ", "UNC")
_EMPTY = listed(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday friday saturday "
    "sunday januar februar märz april mai juni juli august september oktober november dezember january february march "
    "may june july october december jahr jahre monat woche tag uhr mal prozent million millionen milliarde milliarden euro dollar "
    "year years month week day time times percent per cent million billion euro pound sagen geben machen kommen gehen "
    "lassen stehen liegen sehen heißen weit neu ander groß klein gut letzter vergangen kommend say make take go get come "
    "give have new other last first next erste erster ersten erstes erstmals mal wert zahl rund haben sein werden"
)
_LONGEST_STEM = 7


def content(statement: Statement, *, language: str) -> frozenset[str]:
    """The nouns, names, full verbs and adjectives of the statement, cut to their stems."""
    found = set()
    for word in morphology.words(statement.quote, 0, len(statement.quote), language=language):
        lemma = word.lemma.lower().replace("ß", "ss")
        if (
            word.tag.startswith(_CONTENT)
            and len(lemma) > 2
            and not {lemma, word.lower} & _EMPTY
            and lemma[0].isalpha()
        ):
            found.add(lemma[:_LONGEST_STEM])
    return frozenset(found)
