"""Corrections to the German name model by what words and places say for certain."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from claims.text import gazetteer, morphology, name_places
from claims.text.morphology import Word
from claims.text.name_model import NO_NAMES, Mention, NameType
from claims.text.roles import german_role

# Last parts of hyphenated names: "Wallstein-Verlag", "Georg-Büchner-Preis".
_TAILS: dict[str, NameType] = {
    **dict.fromkeys(
        "zeitung nachrichten verlag stiftung institut universität gesellschaft gruppe konzern klinik klinikum museum partei kommission "
        "ministerium verband verein bank bund rat parlament kongress senat fraktion akademie schule gymnasium "
        "theater orchester chor brigade division bataillon miliz armee regierung behörde agentur redaktion werke "
        "werk union allianz liga club team zentrum kammer gericht".split(),
        "ORG",
    ),
    **dict.fromkeys(
        "kreis landkreis straße platz allee weg brücke see insel halbinsel region provinz gebiet park flughafen bahnhof stadion "
        "arena viertel tal berg gebirge küste kanal".split(),
        "LOC",
    ),
    **dict.fromkeys(
        "preis pokal cup festival abkommen vertrag gesetz krieg affäre prozess studie virus variante impfstoff "
        "gipfel konferenz".split(),
        "OTH",
    ),
}  # fmt: skip
# Nouns that make one name with the place behind them: "Landgericht Hamburg".
_HEADS = frozenset(
    "landgericht amtsgericht oberlandesgericht verwaltungsgericht oberverwaltungsgericht arbeitsgericht sozialgericht "
    "finanzgericht staatsanwaltschaft generalstaatsanwaltschaft universität universitätsklinikum uniklinik hochschule "
    "fachhochschule stadtwerke polizeipräsidium polizeidirektion bistum erzbistum bezirksregierung handwerkskammer "
    "ihk messe börse sparkasse volksbank zoo oper flughafen bahnhof hauptbahnhof kreis landkreis kanton bundesland "
    "bezirk polizei".split()
)
_PLACE_HEADS = frozenset("flughafen bahnhof hauptbahnhof kreis landkreis kanton bundesland bezirk".split())
# Endings of single words that name one institution: "Verteidigungsministerium", "Bundesverfassungsgericht".
_OFFICES = (
    "ministerium",
    "kanzleramt",
    "verfassungsgericht",
    "gerichtshof",
    "umweltamt",
    "kriminalamt",
    "rechnungshof",
    "verwaltungsgericht",
)
_FEDERAL = ("bundes", "landes", "staats", "reichs", "euro")
_FEDERAL_ENDINGS = (
    "amt", "gericht", "agentur", "anstalt", "bank", "polizei", "wehr", "regierung", "tag", "rat", "institut",
    "behörde", "anwaltschaft", "kartellamt", "parlament", "pol", "stat",
)  # fmt: skip
_ADDRESSES = frozenset(
    "Frau Herr Herrn Oberst Major Leutnant Hauptmann Pater Schwester Familie Ehepaar".split()
)
_SPEAKING = frozenset(
    "sagen erklären betonen fordern kritisieren versichern warnen berichten schreiben meinen mitteilen ankündigen "
    "hinzufügen loben erzählen antworten fragen finden glauben räumen behaupten bestätigen werfen sprechen reisen "
    "treffen gewinnen verlieren".split()
)
_OFFICE = 8  # words of an office before the comma
_RARE = -22.0  # logarithm of a noun's likelihood; "Freund" has -11, an unknown word -25 and less
_SURE_PLACES = frozenset({gazetteer.COUNTRY, gazetteer.REGION, gazetteer.BIG_CITY})
_COMPANIES = frozenset(
    "konzern gruppe werk werke team club partei verband miliz bank".split()
)  # of a country
_MONEY = frozenset(
    "Dollar US-Dollar Euro Cent Franken Rubel Yen Yuan Pfund Schilling Mark D-Mark Lira".split()
)
_STREETS = frozenset(
    "landstraße hauptstraße bundesstraße seitenstraße nebenstraße einbahnstraße straße kreisstraße platz marktplatz "
    "landstrasse hauptstrasse strasse".split()
)  # nobody's own
_SORTS = (
    "portal", "konzern", "unternehmen", "hersteller", "anbieter", "sender", "magazin", "plattform", "firma", "zeitung",
    "agentur", "gewerkschaft", "autobauer",
)  # fmt: skip
_CUTS = frozenset("– — | / : ; , ( ) [ ] „ “ ” » « …".split())
_ENGLISH_MEDIA = frozenset(
    "Herald Times Post Independent Guardian Tribune Journal News Telegraph Mail Street".split()
)


def repaired(words: Sequence[Word], mentions: Sequence[Mention], *, strict: bool = False) -> list[Mention]:
    """The mentions corrected and completed, in order, without overlap.

    `strict` follows annotated sets: a currency is a name, "Bundesregierung" and "Finanzministerium" are none.
    """
    kept = [r for m in mentions for piece in _pieces(words, m) for r in _kept(words, piece)]
    if strict:
        kept += [m for m in mentions if m.last - m.first == 1 and words[m.first].text in _MONEY]
    kept = [_with_given_name(words, m, kept) for m in kept]
    known = _known(words)
    for index in range(len(words)):
        common = words[index].lemma.lower().endswith(("regierung", "ministerium"))
        certain = [] if strict and common else _certain(words, index)
        certain += _speakers(words, index) + _apposed(words, index)
        for new in certain + known.get(index, []):
            if all(new.last <= k.first or k.last <= new.first or _swallows(new, k) for k in kept):
                kept = [k for k in kept if not _swallows(new, k)] + [new]
    return sorted(kept, key=lambda m: m.first)


def _swallows(new: Mention, old: Mention) -> bool:
    return new.first <= old.first and old.last <= new.last


def _pieces(words: Sequence[Word], mention: Mention) -> list[Mention]:
    """The mention cut at marks that no name holds: "Vogt – Danneberg" are two."""
    pieces, first = [], mention.first
    for index in range(mention.first, mention.last + 1):
        if index == mention.last or words[index].text in _CUTS:
            if first < index:
                pieces.append(replace(mention, first=first, last=index))
            first = index + 1
    return pieces


def _with_given_name(words: Sequence[Word], mention: Mention, others: Sequence[Mention]) -> Mention:
    """A surname with the given name that the model left out before it."""
    at = mention.first - 1
    if mention.type != "PER" or at < 0 or any(o.first <= at < o.last for o in others):
        return mention
    given = words[at].text in gazetteer.first_names() and words[
        at
    ].text not in gazetteer.first_names().intersection({"Regen", "Mark", "Pat", "Can", "Will"})
    return replace(mention, first=at) if given and mention.last - mention.first < 3 else mention


def _bare(words: Sequence[Word], mention: Mention) -> Mention:
    """The mention without marks at its ends, and with the place's name behind "Bad"."""
    first, last = mention.first, mention.last
    while first < last and (
        not words[first].text[0].isalpha()
        or words[first].tag.startswith(("APPR", "KON", "ADV", "PPER", "PROAV"))
    ):
        first += 1
    if (
        mention.type == "PER"
        and last - first > 2
        and words[last - 1].tag == "NN"
        and "-" in words[last - 1].text
        and words[last - 2].text.lower() not in {"von", "zu", "de"}
    ):
        last -= 1
    while last > first and not words[last - 1].text[-1].isalnum():
        if words[last - 1].text == "." and last - first > 1 and len(words[last - 2].text) <= 2:
            break
        last -= 1
    if last - first == 1 and words[first].text in {"Bad", "Sankt", "St"} and last < len(words):
        last += words[last].text[:1].isupper()
    return replace(mention, first=first, last=last)


def _kept(words: Sequence[Word], mention: Mention) -> list[Mention]:
    """The mention with its type mended, cut in two, or nothing."""
    mention = _bare(words, mention)
    while mention.type == "PER" and mention.last - mention.first > 1 and _title(words[mention.first]):
        mention = replace(mention, first=mention.first + 1)
    if mention.type in {"ORG", "OTH"} and _sort_of_company(words, mention):
        mention = replace(mention, first=mention.first + 1)
    texts = [w.text for w in words[mention.first : mention.last]]
    if len(texts) == 1 and (texts[0] in _MONEY | NO_NAMES or _mere_compound(words[mention.first])):
        return []
    if len(texts) == 1 and name_places.people(texts[0]):
        return []
    if not texts or (len(texts) == 1 and _noun(words[mention.first], mention)):
        return []
    if len(texts) > 2 and mention.type == "PER" and _country(texts[-1]):
        return [replace(mention, last=mention.last - 1), Mention(mention.last - 1, mention.last, "LOC", 0.8)]
    if len(texts) > 1 and _place_of(texts[0]):
        rest = replace(mention, first=mention.first + 1)
        return [
            Mention(mention.first, rest.first, "LOC", 0.8),
            *_kept(words, rest),
        ]  # "Stuttgarts Daniel Didavi"
    if len(texts) > 1 and texts[-1] in _ENGLISH_MEDIA:
        return [replace(mention, type="ORG", weight=0.8)]
    before = words[mention.first - 1] if mention.first else None
    if before is not None and before.text in _ADDRESSES and mention.type != "PER":
        return [replace(mention, type="PER", weight=0.9)]
    if mention.type == "LOC" and _doubtful_place(words, mention):
        return [replace(mention, type="PER", weight=0.4)]
    if before is not None and len(texts) == 1 and mention.type != "ORG" and _names_company(before):
        return [replace(mention, type="ORG", weight=0.8)]
    titled = before is not None and before.tag.startswith("N") and german_role(before.lemma)
    if (
        titled
        and len(texts) > 1
        and mention.type != "PER"
        and not _country(texts[-1])
        and texts[0] not in {"der", "des"}
    ):
        return [replace(mention, type="PER", weight=0.9)]
    return [mention]


def _title(word: Word) -> bool:
    """True for the office that the model took into a person's name: "CEO Mike Jackson"."""
    if word.text in gazetteer.first_names() or word.text in gazetteer.words("surnames"):
        return False
    return word.text in NO_NAMES or (word.tag == "NN" and german_role(word.lemma) and not _rare(word))


def _names_company(word: Word) -> bool:
    """True for the noun in "des Instituts Yougov", "der Autobauer Kolb": an organisation's name follows."""
    lemma = word.lemma.lower()
    return word.tag == "NN" and lemma.endswith(
        ("institut", "konzern", "unternehmen", "agentur", "hersteller", "anbieter", "sender", "zeitung", "magazin",
         "plattform", "partei", "firma", "büro", "kanzlei", "bauer", "verband", "gewerkschaft", "portal", "band", "stiftung", "miliz")
    )  # fmt: skip


def _sort_of_company(words: Sequence[Word], mention: Mention) -> bool:
    """True for the noun that only says what the name behind it is: "Nachrichtenportals The Kyiv Independent"."""
    if mention.last - mention.first < 2:
        return False
    word, follows = words[mention.first : mention.first + 2]
    lemma = word.lemma.lower().removesuffix("s")
    return (
        word.tag == "NN"
        and follows.text[0].isupper()
        and (lemma.endswith(_SORTS) or (lemma == "institut" and word.text.endswith("s")))
        and (follows.tag in {"NE", "FM"} or _rare(follows))
    )


def _doubtful_place(words: Sequence[Word], mention: Mention) -> bool:
    """True for a single unknown place that stands where persons stand: "mit Akajew", "von Bolton"."""
    word = words[mention.first]
    if (
        mention.last - mention.first > 1
        or mention.weight > 0.75
        or word.tag == "NN"
        or _known_place(word.text)
    ):
        return False
    before = words[mention.first - 1].text.lower() if mention.first else ""
    after = words[mention.last] if mention.last < len(words) else None
    speaks = after is not None and after.tag == "VV(FIN)" and after.lemma.lower() in _SPEAKING
    return before in {"mit", "gegen", "für", "durch", "noch", "ohne", "laut", "neben"} or speaks


def _known_place(word: str) -> bool:
    return gazetteer.is_place(word) or gazetteer.is_place(word.removesuffix("s"))


def _place_of(word: str) -> bool:
    """True for the genitive of a place that nobody is called: "Stuttgarts", but not "Lars"."""
    if not word.endswith("s") or gazetteer.kinds_of(word) or word in gazetteer.first_names():
        return False
    return gazetteer.is_place(word[:-1]) and bool(gazetteer.kinds_of(word[:-1]) & _SURE_PLACES)


def _noun(word: Word, mention: Mention) -> bool:
    """True for an ordinary noun that the model is not sure about."""
    if word.lemma.lower() in _STREETS:
        return True
    if mention.weight > 0.8 or not word.tag.startswith("NN") or "-" in word.text or word.text[1:2].isupper():
        return False
    known = gazetteer.kinds_of(word.text) or gazetteer.kinds_of(word.text.removesuffix("s"))
    if mention.type == "LOC" and name_places.town(word.text):
        return False
    if mention.type == "LOC" and mention.weight < 0.6 and _rather_noun(word.text):
        return not gazetteer.kinds_of(word.text)
    return not known and "NE" not in morphology.likelihoods(word.text, "de")


def _rather_noun(word: str) -> bool:
    """True for a word that ends in a noun, and for one that the tagger rather takes for a noun: "Holzpellets"."""
    chances = morphology.likelihoods(word, "de")
    return name_places.compound(word) or chances.get("NN", -50.0) > chances.get("NE", -50.0)


@cache
def _country(word: str) -> bool:
    bare = word[:-1] if word.endswith("s") and not gazetteer.kinds_of(word) else word
    return bool(gazetteer.kinds_of(bare) & {gazetteer.COUNTRY, gazetteer.REGION})


def _mere_compound(word: Word) -> bool:
    """True for a hyphenated noun without a name in it: "Online-Nachrichtenportal"."""
    parts = word.text.split("-")
    if len(parts) < 2 or not word.tag.startswith("NN"):
        return False
    return not any(_name_part(part) for part in parts)


def _name_part(part: str) -> bool:
    known = gazetteer.kinds_of(part) or part in gazetteer.first_names() or part.isupper()
    return bool(known) and part not in {"Online", "Live", "Top", "Ex"}


def _certain(words: Sequence[Word], index: int) -> list[Mention]:
    """The names that start at a word for certain: institutions, and names closed by a telling noun."""
    word = words[index]
    if not word.text[:1].isupper():
        return []
    lemma = word.lemma.lower() or word.text.lower()
    if lemma in _HEADS and index + 1 < len(words) and _placed(words, index + 1):
        return [Mention(index, index + 2, "LOC" if lemma in _PLACE_HEADS else "ORG", 0.8)]
    if "-" in word.text:
        tail = lemma.rsplit("-", 1)[-1]
        kind = _TAILS.get(tail) or _TAILS.get(tail.removesuffix("s")) or _TAILS.get(tail.removesuffix("es"))
        if tail.endswith(("fraktion", "ministerium", "regierung", "verband")):
            kind = "ORG"
        front = word.text.rsplit("-", 1)[0].split("-")
        if tail in _COMPANIES and all(_country(part) for part in front):
            return []
        named = len(front) > 1 or _name_part(front[0]) or tail == "verlag"
        return [Mention(index, index + 1, kind, 0.6)] if kind and named else []
    if lemma.endswith(_OFFICES) and len(lemma) > 9:
        return [Mention(index, index + 1, "ORG", 0.7)]
    if lemma.startswith(_FEDERAL) and lemma.endswith(_FEDERAL_ENDINGS) and len(lemma) > 8:
        return [Mention(index, index + 1, "ORG", 0.7)]
    return []


def _known(words: Sequence[Word]) -> dict[int, list[Mention]]:
    """By their first word the names that the lists know and that nothing else can be."""
    found: dict[int, list[Mention]] = {}
    marks = gazetteer.marks([w.text for w in words])
    for index, kinds in enumerate(marks):
        if not any(kind.startswith("B-") for kind in kinds):
            continue
        last = index + 1
        while last < len(words) and any(kind.startswith("I-") for kind in marks[last]):
            last += 1
        bare = {kind[2:] for kind in kinds}
        one = words[index]
        sure = last - index > 1 or one.text[1:2].isupper() or one.tag == "NE"
        if gazetteer.ORGANISATION in bare and sure:
            found[index] = [Mention(index, last, "ORG", 0.8)]
        elif bare & _SURE_PLACES and sure and not gazetteer.is_city_word(one.text):
            found[index] = [Mention(index, last, "LOC", 0.7)]
    return found


def _speakers(words: Sequence[Word], index: int) -> list[Mention]:
    """A person whom only the words around tell: "sagte Freund", "Steinmeier sagte", "Frau Klein"."""
    word = words[index]
    if (
        not word.text[:1].isupper()
        or len(word.text) < 3
        or not word.tag.startswith("N")
        or german_role(word.lemma)
        or name_places.people(word.text)
    ):
        return []
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if before and before.text in _ADDRESSES:
        return [Mention(index, index + 1, "PER", 0.8)]
    if not _rare(word):
        return []
    if before and before.text.lower() == "laut" and not gazetteer.is_place(word.text):
        return [Mention(index, index + 1, "ORG", 0.5)]
    speaks = before is not None and before.tag.startswith("VV") and before.lemma.lower() in _SPEAKING
    opens = before is None or before.text in {":", "„", "“", "–", "."}
    spoken = opens and after is not None and after.tag == "VV(FIN)" and after.lemma.lower() in _SPEAKING
    ends = after is None or not (after.text[:1].isupper() or after.text == "-")
    return [Mention(index, index + 1, "PER", 0.6)] if (speaks and ends) or spoken else []


def _apposed(words: Sequence[Word], index: int) -> list[Mention]:
    """The person between commas behind an office: "die Vorsitzende der Fraktion, Lindner, widersprach"."""
    word = words[index]
    if not 2 < index < len(words) - 2 or words[index - 1].text != "," or words[index + 1].text != ",":
        return []
    if not word.text[:1].isupper() or not _rare(word) or _known_place(word.text) or german_role(word.lemma):
        return []
    if not words[index + 2].tag.endswith("(FIN)"):
        return []
    for before in reversed(words[max(index - 1 - _OFFICE, 0) : index - 1]):
        if before.text in _CUTS or before.tag.endswith("(FIN)"):
            return []
        if before.tag.startswith("NN") and german_role(before.lemma):
            return [Mention(index, index + 1, "PER", 0.9)]
    return []


def _rare(word: Word) -> bool:
    """True for a name and for a word that is hardly ever met as a noun."""
    likely = morphology.likelihoods(word.text, "de")
    return word.tag == "NE" or max((v for part, v in likely.items() if part != "NE"), default=-50.0) < _RARE


def _placed(words: Sequence[Word], index: int) -> bool:
    """True for a known place that is no adjective: "Landgericht Hamburg", but not "Polizei Hamburger"."""
    return gazetteer.is_place(words[index].text) or (
        words[index].tag == "NE" and words[index].text[0].isupper()
    )
