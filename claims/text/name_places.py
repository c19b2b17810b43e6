"""German towns, streets and bodies that no list knows, told by the words around them: "in Quellin", "Stadt Phuket"."""

from collections.abc import Sequence
from functools import cache

from claims.text import gazetteer, morphology
from claims.text.morphology import Word
from claims.text.name_model import NO_NAMES, Mention
from claims.text.roles import german_role

_AT = frozenset("in aus nach bei zwischen".split())
_LIES_AT = frozenset("in aus".split())  # hardly ever before a person
_SORTS = (
    "stadt", "gemeinde", "dorf", "ortschaft", "ort", "insel", "provinz", "region", "kreis", "kanton", "bezirk",
    "stadtteil", "fluss", "metropole", "bundesland", "weiler", "viertel", "siedlung",
)  # fmt: skip
_NO_SORTS = frozenset("transport import export wort report sport support komfort antwort tatort".split())
_OF_PLACES = (
    "meister", "meisterin", "landrat", "landrätin", "pfarrer", "gemeinde", "stadt", "dorf", "insel", "bischof",
    "bewohner", "einwohner", "nähe", "norden", "süden", "westen", "osten", "hafen", "küste", "rand", "zentrum",
    "ortsteil", "stadtteil", "herzog", "umgebung", "bahnhof", "flughafen", "höhe",
)  # fmt: skip
_BESIDE = frozenset(
    "nördlich südlich östlich westlich nordöstlich nordwestlich südöstlich südwestlich unweit".split()
)
_TOWNS = (
    "burg", "berg", "dorf", "heim", "hausen", "rode", "roda", "bach", "feld", "stadt", "stedt", "münde", "see", "tal",
    "ingen", "furt", "hafen", "kirchen", "wald", "brück", "brücken", "horst", "büttel", "leben", "beck", "moor", "fehn",
    "werder", "holm", "ried", "stein", "fels", "wil", "ikon", "land", "sand", "hagen", "itz", "ow", "um", "husen",
    "kamp", "au", "rath", "scheid", "weiler", "hofen", "mark", "born", "grün", "reuth", "walde", "hain", "haven", "siel",
)  # fmt: skip
_STREETS = ("straße", "strasse", "gasse", "allee", "chaussee")
_BODIES = (
    "bund", "verband", "verein", "kammer", "gewerkschaft", "werke", "klinikum", "kliniken", "kasse", "halle",
    "gesellschaft", "zentrum", "orchester", "theater", "feuerwehr", "netzwerk", "verbund", "forum", "genossenschaft",
)  # fmt: skip
_FIRMS = (
    "konzern", "unternehmen", "hersteller", "anbieter", "betreiber", "versorger", "reederei", "autobauer", "verband",
    "gewerkschaft", "magazin", "zeitung", "zeitschrift", "sender", "institut", "agentur", "plattform", "portal",
    "verein", "bündnis", "initiative", "büro", "kanzlei", "firma", "stiftung", "start-up", "fluglinie", "airline", "kette", "nachrichtendienst",
)  # fmt: skip
_PEOPLE = frozenset(  # "ÖVP-Kenner" is nobody's name
    "kenner kennerin wähler wählerin wählern anhänger anhängern fan fans insider insidern kreise kreisen politiker politikern "
    "abgeordnete abgeordneten mitglied mitglieder mitgliedern vertreter vertretern chef chefs sprecher sprechern".split()
)
_OPENS, _CLOSES = frozenset('„ » « " “'.split()), frozenset('“ ” « » "'.split())
_QUOTED = 5  # words; no paper has a longer name
_SAYS = frozenset(
    "sagen erklären betonen meinen warnen fordern erzählen schreiben glauben finden lachen sterben".split()
)
_RARE = -16.5  # logarithm of a word's likelihood; "Haft" has -10, "Quellin" -17
_STRANGE = -20.0  # of a word that may be made of two known ones
_KNOWN_END = -16.0  # of the noun at the end of a compound: "-wohnungen"


def placed(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of one German sentence with the places and bodies that the words around tell, in order."""
    kept = list(mentions)
    for index in range(len(words)):
        new = _body(words, index, kept) or _place(words, index, kept)
        if new and not any(new.first == k.first and new.last == k.last and new.type == k.type for k in kept):
            kept = [k for k in kept if k.last <= new.first or new.last <= k.first] + [new]
    return sorted(kept, key=lambda m: m.first)


def town(word: str) -> bool:
    """True for a strange word with the ending of a town's name: "Norderland", "Falkenrode"."""
    return word[:1].isupper() and word.isalpha() and word.endswith(_TOWNS) and _likely(word) < _STRANGE


def people(word: str) -> bool:
    """True for the people of a party or country: "ÖVP-Kenner"."""
    return "-" in word and word.rpartition("-")[2].lower() in _PEOPLE


@cache
def _likely(word: str) -> float:
    return max((v for part, v in morphology.likelihoods(word, "de").items() if part != "NE"), default=-50.0)


def _at(mentions: Sequence[Mention], index: int) -> Mention | None:
    return next((m for m in mentions if m.first <= index < m.last), None)


def _strange(word: Word) -> bool:
    """True for a capitalised word that is no noun of the language and no person's or body's name in the lists."""
    text = word.text
    if len(text) < 4 or not text[0].isupper() or not text.isalpha() or not text[1:].islower():
        return False
    if text in NO_NAMES or text in gazetteer.first_names() or german_role(text) or german_role(word.lemma):
        return False
    if (
        gazetteer.kinds_of(text)
        or text in gazetteer.words("surnames")
        or not word.tag.startswith(("N", "ADJ", "FM"))
    ):
        return False
    if text.endswith(("er", "ers")) and word.tag.startswith("ADJ"):
        return False  # "Dresdner"
    return word.tag == "NE" or (_likely(text) < _RARE and (town(text) or not compound(text)))


def _local(word: Word) -> bool:
    """True for a strange word, and for a rare one with the ending of a town or land: "Südmark"."""
    return _strange(word) or (
        word.text[0].isupper() and word.text.endswith(_TOWNS) and _likely(word.text) < _RARE
    )


@cache
def compound(word: str) -> bool:
    """True where the end of the word is a noun of its own: "Holzpellets", but not "Quellin"."""
    if word.endswith(
        ("ung", "ungen", "heit", "keit", "schaft", "tion", "ismus", "tät", "ität", "isten", "ern")
    ):
        return True
    return any(_likely(word[cut:].capitalize()) > _KNOWN_END for cut in range(2, len(word) - 2))


def _place(words: Sequence[Word], index: int, mentions: Sequence[Mention]) -> Mention | None:
    """The unknown place that one word is, where the words before it say so."""
    word, old = words[index], _at(mentions, index)
    sure = 0.98 if town(word.text) else 0.7  # what the model has to say against the words around
    if old and (old.last - old.first > 1 or old.type == "LOC" or old.weight >= max(sure, 0.9)):
        return None
    if word.text.lower().endswith(_STREETS) and word.text[0].isupper() and len(word.text) > 8:
        return Mention(index, index + 1, "LOC", 0.6) if _likely(word.text) < _STRANGE and not old else None
    if not index and not old and town(word.text) and _strange(word) and _acts(words, 1):
        return Mention(index, index + 1, "LOC", 0.6)  # "Norderland streicht Stellen"
    if not index or _goes_on(words, index, mentions):
        return None
    before = words[index - 1]
    if old and before.tag == "NN" and _sort(before) and gazetteer.is_place(word.text):
        return Mention(index, index + 1, "LOC", 0.8)
    if not _strange(word):
        return None
    low, two = before.text.lower(), words[index - 2] if index > 1 else None
    if before.tag == "NN" and _sort(before):
        return Mention(index, index + 1, "LOC", 0.7)
    if low in _BESIDE or (
        low == "von" and two and (two.lemma.lower().endswith(_OF_PLACES) or two.text.lower() in _BESIDE)
    ):
        return Mention(index, index + 1, "LOC", 0.7)
    stuff = low == "aus" and word.text.endswith(("s", "en")) and not town(word.text)  # "aus Holzpellets"
    if low in _LIES_AT and not stuff and (not old or old.weight < sure):
        return Mention(index, index + 1, "LOC", 0.7)
    if low in _AT - _LIES_AT and (old.weight < 0.7 if old else low != "bei") and (not old or town(word.text)):
        return Mention(index, index + 1, "LOC", 0.6)
    row = low in {"und", "oder", ","} and index > 1 and (beside := _at(mentions, index - 2))
    if row and beside and beside.type == "LOC" and not old and (low != "," or town(word.text)):
        return Mention(index, index + 1, "LOC", 0.5)
    if low == "der" and two and two.text == "an" and index > 2 and _is_place(mentions, index - 3):
        return Mention(index, index + 1, "LOC", 0.6)  # "Bad Lauen an der Ilse"
    return None


def _acts(words: Sequence[Word], index: int) -> bool:
    """True where a verb stands there that lands and towns have as well as persons: not "sagte"."""
    if index >= len(words) or not words[index].tag.endswith("(FIN)"):
        return False
    return words[index].tag.startswith("VV") and words[index].lemma.lower() not in _SAYS


def _is_place(mentions: Sequence[Mention], index: int) -> bool:
    mention = _at(mentions, index)
    return mention is not None and mention.type == "LOC"


def _goes_on(words: Sequence[Word], index: int, mentions: Sequence[Mention]) -> bool:
    """True where a name or compound goes on behind the word: "in Bergmanns Haus", "aus Klima- und ..."."""
    after = words[index + 1] if index + 1 < len(words) else None
    if after is None:
        return False
    joined = after.start == words[index].end and after.text in {"-", "/", "“"}
    return joined or (
        after.text[:1].isupper() and after.tag.startswith("N") and _at(mentions, index + 1) is not None
    )


def _sort(word: Word) -> bool:
    """True for the noun in "Stadt Phuket", "der Touristenort Patong"."""
    low = word.lemma.lower()
    return word.text[0].isupper() and low.endswith(_SORTS) and not low.endswith(tuple(_NO_SORTS))


def _body(words: Sequence[Word], index: int, mentions: Sequence[Mention]) -> Mention | None:
    """The body that starts at a word: "Beamtenbund Norderland", "AOK Südmark", "Magazin „Schiene“"."""
    word = words[index]
    if not word.text[:1].isupper() or index + 1 >= len(words) or not word.tag.startswith("N"):
        return None
    old, after = _at(mentions, index), _at(mentions, index + 1)
    lone = after is not None and after.type == "LOC" and after.last - after.first == 1
    low, lemma = word.text.lower(), word.lemma.lower()
    follows = words[index + 1]
    local = (lone or town(follows.text)) and follows.text[0].isupper()
    if local and low.endswith(_BODIES) and len(low) > 6 and not follows.text.endswith("s"):
        return Mention(index, index + 2, "ORG", 0.8)
    if (
        old
        and old.type == "ORG"
        and old.last == index + 1
        and old.last - old.first == 1
        and word.text.isupper()
    ):
        known = gazetteer.kinds_of(follows.text)
        if (
            (local or (after is None and _local(follows)))
            and gazetteer.COUNTRY not in known
            and not follows.text.endswith("s")
        ):
            return Mention(old.first, index + 2, "ORG", 0.8)
    if lemma.endswith(_FIRMS) and follows.text in _OPENS:
        return _quoted(words, index)
    if (
        lemma.endswith(_FIRMS)
        and after is None
        and old is None
        and follows.text[0].isupper()
        and follows.text.isalpha()
    ):
        last = index + 2
        while (
            last < len(words)
            and words[last].text[:1].isupper()
            and _at(mentions, last) is None
            and words[last].tag.startswith("N")
        ):
            last += 1
        strange = _likely(follows.text) < _RARE or (follows.text == "Pro" and last > index + 2)
        role = german_role(follows.text) or german_role(follows.lemma)
        return Mention(index + 1, last, "ORG", 0.6) if strange and not role and last - index < 5 else None
    return None


def _quoted(words: Sequence[Word], index: int) -> Mention | None:
    """The paper or body between quotation marks behind a word: "das Magazin „Schiene“"."""
    for last in range(index + 3, min(index + 3 + _QUOTED, len(words))):
        if words[last].text in _CLOSES:
            return Mention(index + 2, last, "ORG", 0.7) if words[index + 2].text[:1].isupper() else None
    return None
