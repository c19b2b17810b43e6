"""Furniture inside a paragraph: datelines, ticker times, author codes and picture credits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.text import phrases
from claims.text.gazetteer import is_place
from claims.text.spans import Furniture, Span

_DASH = r"[-–—―]{1,2}"
_PLACE = (
    r"[A-ZÄÖÜÉ][\w'’.-]*(?: (?:a\. ?[MdD]\.|am|an der|im|in der|ob der|de|la|le|del|of|el|al|on|upon"
    r"|[A-ZÄÖÜÉ][\w'’.-]*)){0,3}"
)
_A_DAY = (
    r",? (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?"
    r"|\d{1,2}\. ?(?:\d{1,2}\.|[A-ZÄ][a-zä]{2,8}\.?)(?: ?\d{4})?)"
)
_DAY = rf"(?:{_A_DAY})?"
_CITY_SENTENCE = re.compile(r"([A-ZÄÖÜ][\w-]+(?:(?: am | an der |/)[A-ZÄÖÜ]\w+)?)\. (?=[„“\"»]?[A-ZÄÖÜ])")
_PLACES = rf"{_PLACE}(?: ?[/,] ?{_PLACE}){{0,3}}{_DAY},?"
_PLAIN_DATELINE = re.compile(rf"({_PLACES}) {{1,2}}{_DASH} {{1,2}}(?=[„“\"»«(‘]?[A-ZÄÖÜ0-9])")
_ARTICLE_PLACE = re.compile(r"Den Haag|The Hague|An Najaf|El |La |Las |Los ")
_SIGNED_DATELINE = re.compile(
    rf"{_PLACES}\s*\(([A-Z]{{2,8}}|[a-z]{{2,6}})\)\s*{_DASH}\s*(?=[„“\"»]?[A-ZÄÖÜ0-9])"
)
# "LONDON, Nov 19 (Meridian) -": the day makes sure of a service whose name nobody has listed.
_DATED_DATELINE = re.compile(
    rf"{_PLACE}(?: ?[/,] ?{_PLACE}){{0,3}}?{_A_DAY},?\s*\([A-Z][\w .&-]{{1,30}}\)\s*{_DASH}\s*(?=[„“”\"»]?[A-ZÄÖÜ0-9])"
)
_NO_AGENCY = frozenset(
    {"CDU", "CSU", "SPD", "FDP", "BSW", "EVP", "SPÖ", "FPÖ", "NEOS", "SVP", "SP", "FPD", "EU", "UN", "USA"}
)
_NO_PLACE = re.compile(
    r"(?:Update|Analyse|Kommentar|Exklusiv|Fazit|Frage|Antwort|Video|Foto|Eilmeldung|Und|Aber|Oder|Doch|Denn|Damit|Dann"
    r"|Die|Der|Das|Ein|Eine|Er|Sie|Es|Wir|Ich|The|A|An|He|She|It|They|We|I|But|And|Or|So|Yet|Yes|No|Ja|Nein|Nicht"
    r"|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|Analysis|Exclusive|Opinion|Note|Warning|Achtung|Hinweis|Korrektur|Platz|Punkt|Schritt)\b"
)
_FUNCTION_WORD = re.compile(
    r"[„“\"»«(‘]?(?:Der|Die|Das|Den|Dem|Des|Ein|Eine|Einen|Einem|Einer|Er|Sie|Es|Wir|Ich|Man|Dies\w*|Als|Am|An|Auf|Aus|Bei"
    r"|Beim|Bis|Durch|Für|Gegen|Hier|Im|In|Jetzt|Kein\w*|Laut|Mit|Nach|Nun|Nur|Ob|Rund|Seit|Sein\w*|So|Trotz|Um|Unter|Viele"
    r"|Vom|Von|Vor|Während|Was|Weil|Wenn|Wer|Wie|Wo|Zu|Zum|Zur|Zwei|Drei|Mehr\w*|Knapp|Fast|Etwa|Über|Wegen|Angesichts"
    r"|The|A|An|At|He|She|It|They|We|I|This|That|There|In|On|By|For|From|With|After|Before|As|When|While|Two|Three|More"
    r"|Hundreds|Thousands|Dozens)\b"
)
_TICKER = re.compile(
    r"(?:[A-ZÄÖÜ][\w -]{2,40} (?:im )?(?:[Ll]ive-?)?[Tt]icker )?\+{2,3}\s*(?:(?:(?:Update|News)[ :]*)?(?:\d{1,2}\. ?\w+,? )?\d{1,2}[:.]\d{2}(?:\s*Uhr)?\s*(?:\+{2,3}|[:|–—-])?\s*)?"
)
_TICKER_END = re.compile(r"\s*\+{2,3}$")
_CLOCK = re.compile(
    r"(?:(?:Update|Erstmeldung|Aktualisierung|Stand|News)(?: vom| von)?[ :,]*)?"
    r"(?:(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag),? )?"
    r"(?:\d{1,2}\. ?(?:\d{1,2}\.|[A-ZÄ][a-zä]+)(?: ?\d{2,4})?,? (?:um )?)?"
    r"[(\[]?\d{1,2}(?:[:.]\d{2})?(?: ?Uhr| ?h| ?[ap]\.?m\.?(?: [A-Z]{2,4})?| ?GMT| ?BST| ?ET| ?CET| ?MEZ)[)\]]?"
    rf"(?:\s*[:|]\s+|\s+{_DASH}\s+(?=[A-ZÄÖÜ„“\"»]))"
    r"|\d{1,2}[:.]\d{2}:?\s*[|:]\s+|\[\d{1,2}[:.]\d{2}(?: Uhr)?\]\s+"
)
_ENTRY_TIME = re.compile(r"\d{1,2}:\d{2}\s+(?=[A-ZÄÖÜ„“\"»][^\t]*[^\t.!?]$)")  # "16:41 Union rejects offer"
_LONGEST_BARE = 300  # code points of a caption whose source no mark sets off
_LONGEST_ENTRY = 140  # code points of the headline of an entry
_CAPTION_LEAD = re.compile(
    r"\[\d{1,2}/\d{1,2}\]\s*|(?:Image|Media|Picture) caption,\s*|(?:Bildunterschrift|Bildtext|Caption):\s*",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"\s*[(\[](?:(?:Symbol|Archiv|Agentur|Beispiel|Undatiert\w*|Serien)[ -]?(?:foto|bild|aufnahme|grafik)s?|Montage|Fotomontage|Archiv"
    r"|Symbolic image|File(?: photo| image| pic\w*)?|Stock (?:photo|image)|Composite|Screenshot)[)\]]\.?$",
    re.IGNORECASE,
)
_EDGE = r"(?:(?<=[.!?…)\]\"“”«»’‘|])\s+|(?<=\s[|–—-])\s+|(?<=\n)|^)"
_CREDIT_TEXT = r"(?:[^.!?\n]|[.!](?!\s+[A-ZÄÖÜ„“]\w+\s+[\wäöü]+)){1,110}"
_SIGN_CREDIT = re.compile(
    rf"\s*[(\[|–-]?\s*(?:(?:Bild|Foto|Photo|Image|Fotos)\s*)?(?:©|\(c\)|Copyright:)\s*{_CREDIT_TEXT}$"
)
_WORD_CREDIT = re.compile(
    rf"(?:{_EDGE}[(\[|–—-]?|\s+[|(\[]|(?=Credit\.{{3}}))\s*(?:(?:Agentur|Archiv|Symbol)?(?:Fotos?|[Ff]oto|[Bb]ild)|Bilder|Bildquelle|Bildnachweis|Bildrechte|Grafik"
    r"|Illustration|Infografik|Karte|Quelle|Screenshot|Photographs?|Photos?|Picture|Images?|Credit|(?:Image|Photo|Picture) (?:credit|source)"
    r"|Source|Graphic|Composite|FOTO|PHOTO|Foto-Credit)"
    rf"(?:\s?:\s*|\s?/\s?|\.\.\.\s?|…\s?| by (?=[A-Z])|,\s(?=Getty|Reuters|AFP|PA|EPA|BBC|AP))(?!\s*[„\"“]){_CREDIT_TEXT}[)\]]?\.?$"
)
_HIDDEN_CAPTION = re.compile(r"(?<=[.!?”\"])\s+[A-Z][^.!?]{2,60} (?:(?:hide|toggle) caption\s*)+$")
# "Police sealed off the car park Getty Images": grown together where the page set them apart.
_BARE_CREDIT = re.compile(
    r"(?<!\bthe)(?<!\bThe)(?<!\bder)(?<!\bvon)(?<!\bbei)(?<!\bfor)(?<!\bby)(?<!\bto)(?<!\blaut)(?<!\bdem) (?:Getty Images|PA Media|EPA(?:-EFE)?|AFP via Getty Images|AP Photo|imago images"
    r"|IMAGO(?: / .{2,40})?|picture alliance(?: ?/ ?.{2,40})?|Shutterstock|Alamy|Keystone|Reuters|REUTERS)$"
)
_REUTERS_CREDIT = re.compile(
    r"(?<=[.!?\"”])\s+(?:[A-Z][\w .'’-]{2,50} via )?REUTERS(?:/[^.!?]{2,80})?"
    r"(?:[. ]*(?:Acquire|Purchase) Licensing Rights.{0,40})?$"
)
_END_MARK = re.compile(r"[.!?…][\"“”«»‘’')\]]*\s*$")
_SHORTEST_RUNNING = 60
_RELATED_AFTER = re.compile(r"(?<=[.!?“”\"«)])\s+(?=\(?[A-Z])")
_LAST_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{3,80})[)\]]$")
_NOT_A_CODE = frozenset({"sic", "ja", "nein", "etc", "lol"})


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A paragraph without the furniture at its ends, and that furniture in text order."""

    core: Span
    pieces: tuple[tuple[Span, Furniture], ...]
    pictured: bool  # a credit or "(Symbolfoto)" was there: the core is a caption if it is short
    dated: bool  # a dateline was there: the core is running text


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    agency = phrases.AGENCIES
    mark = r"[/,;+&|]|\s[–-]\s|\sund\s|\s"
    code = rf"(?:(?:mit|with)\s(?:Material (?:von|der)\s)?)?(?:{agency}|[a-zäöüß]{{2,4}}|lnw|lsw|lby|lhe|lrs|lni|lno|lnm|lsa|lth|dpa\w*)"
    token = rf"(?:{phrases.PICTURES}|{agency}|via|für|by|von|and|und|/|[A-ZÄÖÜÉ][\w'’.&@-]*|@\w+|de|van|der|den|al|el|bin|\d{{4}})"
    source = rf"(?:{phrases.PICTURES}|{agency})"
    return {
        # "Kursk (dpa) –", "(AP) —", "NEW YORK, Nov 5 (Reuters) -"
        "agency dateline": re.compile(
            rf"(?:(?:{_PLACES})\s*)?\((?i:{agency})(?!\w)(?:[^()\n]{{0,40}})?\)\s*(?:{_DASH}|_|:|\.)?\s*(?=\S)"
        ),
        # "(pm)", "(dpa/lsw)", "(mit dpa)", "(red, APA, 5.11.2024)"
        "code": re.compile(
            rf"\((?:(?:mit|Mit|Quellen?:|Source:|red|Red\.?)\s?)?(?:{code})(?:(?:{mark})+(?i:{code})|[,;] \d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2,4}})*\)$"
            rf"|\([^().!?]{{2,60}}[,;]\s?\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}\)$"
            rf"|\((?:Mit )?(?:Material|Informationen) (?:von|der) [^().!?]{{2,60}}\)$"
            rf"|\((?i:{agency})(?:(?:{mark})+(?i:{agency}|[a-zäöü]{{2,4}}))*\)$"
        ),
        "bare code": re.compile(
            r"(?:dpa(?:-\w+)?|afp|apa|sda|epd|kna|rtr|dts|red)(?:/\s?[a-z]{2,4})*$|[–—-] (?:dpa|AFP|AP|Reuters)$"
            r"|©\s?dpa-infocom.{0,60}$|dpa:\d{6}-.{1,40}$"
        ),
        "source": re.compile(rf"[(\[]?(?i:{source})[)\]]?(?:(?:\s*[/|,–-]\s*|\s+)(?i:{source}|(?-i:{token})))*[)\]]?\.?$"),
        "source later": re.compile(
            rf"[(\[]?(?:{token})(?:(?:\s*[/|,]\s*|\s+)(?:{token})){{0,5}}\s*[/|]\s*(?i:{source})(?:(?:\s*[/|,–-]\s*|\s+)(?:{token}|(?i:{source})))*[)\]]?\.?$"
        ),
        "related": re.compile(phrases.RELATED_SENTENCE, re.IGNORECASE),
    }  # fmt: skip


def trim(plain: str, start: int, end: int, *, dateline: bool) -> Trimmed:
    """The paragraph `plain[start:end]` without the furniture at its two ends.

    `plain` comes from `same_length`. A dateline without an agency in it ("Kursk –") is looked for only
    when `dateline` is true, as it stands at the start of an article. The core may be empty.
    """
    pieces: list[tuple[Span, Furniture]] = []
    front, dated, pictured = start, False, False
    for stop, kind in _leading(plain, start, end, dateline=dateline):
        pieces.append((_tight(plain, front, stop), kind))
        front, dated, pictured = stop, dated or kind is Furniture.DATELINE, kind is Furniture.LABEL
    back = end
    trailing: list[tuple[Span, Furniture]] = []
    while back > front and (found := _trailing(plain, front, back)):
        at, kind, picture = found
        trailing.append((_tight(plain, at, back), kind))
        back, pictured = _tight(plain, front, at).end, pictured or picture
    core = _tight(plain, front, back)
    return Trimmed(core, tuple(pieces + trailing[::-1]), pictured, dated)


def _tight(plain: str, start: int, end: int) -> Span:
    words = plain[start:end]
    stripped = words.strip()
    if not stripped:
        return Span(start, start)
    begin = start + len(words) - len(words.lstrip())
    return Span(begin, begin + len(stripped))


def _leading(plain: str, start: int, end: int, *, dateline: bool) -> Iterator[tuple[int, Furniture]]:
    at = start
    patterns = (_TICKER, _CLOCK, _ENTRY_TIME) if end - start <= _LONGEST_ENTRY else (_TICKER, _CLOCK)
    for pattern in patterns:
        found = pattern.match(plain, at, end)
        if found and found.end() > at and plain[found.end() : end].strip():
            at = found.end()
            yield at, Furniture.TIMESTAMP
    lead = _CAPTION_LEAD.match(plain, at, end)
    if lead and lead.end() < end:
        yield lead.end(), Furniture.LABEL
        return
    stop = _dateline(plain, at, end, plain_place=dateline)
    if stop:
        yield stop, Furniture.DATELINE


def _dateline(plain: str, start: int, end: int, *, plain_place: bool) -> int | None:
    """Where the text begins after a dateline; None when the paragraph has none."""
    if end - start < _SHORTEST_RUNNING:
        return None
    words = plain[start : min(end, start + 400)]
    found = _patterns()["agency dateline"].match(words)
    if found and found.end() < 110:
        return start + found.end()
    if found := _DATED_DATELINE.match(words):
        return start + found.end()
    if plain_place and (found := _SIGNED_DATELINE.match(words)) and found[1] not in _NO_AGENCY:
        return start + found.end()
    if plain_place and (city := _CITY_SENTENCE.match(words)) and _is_town(city[1].split("/")[0], plain):
        return start + city.end()  # "Hamburg. Der Senat hat ..."
    found = _PLAIN_DATELINE.match(words) if plain_place else None
    if found is None or len(found[1]) > 60 or _NO_PLACE.match(words):
        return None
    if not _ARTICLE_PLACE.match(words) and _FUNCTION_WORD.match(words):
        return None
    first_sentence = re.split(r"[.!?](?:\s|$)", words[found.end() :], maxsplit=1)[0]
    inserted = re.search(rf"\s{_DASH}\s", first_sentence)
    if not _FUNCTION_WORD.match(words, found.end()):
        if inserted:
            return None  # "Kursk – Region an der Grenze – wurde getroffen"
        if (
            " - " in found[0]
            and not found[1].isupper()
            and not is_place(re.split(r"[/,]", found[1])[0].strip())
        ):
            return None  # "Wellness - Hotel"
    return start + found.end()


def _is_town(name: str, plain: str) -> bool:
    """Whether the name is a known place, or the text speaks of it as of one."""
    if _NO_PLACE.match(name) or _FUNCTION_WORD.match(name):
        return False
    return is_place(name) or bool(re.search(rf"\b(?:in|bei|nach|aus) {re.escape(name)}\b", plain))


def _trailing(plain: str, start: int, end: int) -> tuple[int, Furniture, bool] | None:
    """Where the last piece of furniture of the paragraph begins, its kind, and whether it is a picture's."""
    words = plain[start:end]
    if found := _TICKER_END.search(words, max(0, len(words) - 20)):
        return start + found.start(), Furniture.TIMESTAMP, False
    if found := _SYMBOL.search(words, max(0, len(words) - 60)):
        return start + found.start(), Furniture.LABEL, True
    tail = max(0, len(words) - 160)
    for pattern in (_SIGN_CREDIT, _WORD_CREDIT, _REUTERS_CREDIT, _HIDDEN_CAPTION):
        found = pattern.search(words, tail)
        if found and (found.start() > 0 or len(words) <= 140):
            code = "dpa-infocom" in found[0]
            return start + found.start(), Furniture.BYLINE if code else Furniture.CREDIT, not code
    if signed := _signature(words, start):
        return signed
    bare = _BARE_CREDIT.search(words, max(0, len(words) - 60)) if len(words) <= _LONGEST_BARE else None
    return (start + bare.start(), Furniture.CREDIT, True) if bare else None


def _signature(words: str, start: int) -> tuple[int, Furniture, bool] | None:
    """An author code, an unmarked source of a picture, or a pointer elsewhere as the last sentence."""
    patterns = _patterns()
    bracket = _LAST_BRACKET.search(words, max(0, len(words) - 90))
    signed = bracket and patterns["code"].fullmatch(bracket[0].strip())
    if bracket and not signed and "/" in bracket[1] and patterns["source later"].fullmatch(bracket[1]):
        return start + bracket.start(), Furniture.CREDIT, True
    for edge in _last_edges(words):
        rest = words[edge:].strip(" |")
        if not rest or len(rest) > 110:
            continue
        if patterns["related"].fullmatch(rest):
            return start + edge, Furniture.RELATED, False
        if edge and (patterns["code"].fullmatch(rest) or patterns["bare code"].fullmatch(rest)):
            if rest.strip("()") not in _NOT_A_CODE:
                return start + edge, Furniture.BYLINE, False
        elif len(rest) <= 80 and (
            patterns["source"].fullmatch(rest) or patterns["source later"].fullmatch(rest)
        ):
            return start + edge, Furniture.CREDIT, True
    return None


def _last_edges(words: str) -> list[int]:
    """Places in the last stretch where something may follow an ended sentence, the last first; the start."""
    tail = max(0, len(words) - 130)
    edges = [m.start() for m in re.finditer(r"\s+", words[tail:])]
    found = [tail + e for e in edges if _END_MARK.search(words[max(0, tail + e - 8) : tail + e])]
    return found[::-1] + ([0] if len(words) <= 110 else [])
