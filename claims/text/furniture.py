"""Which whole lines of an article are page furniture, by their words."""

import re
from functools import cache, lru_cache

from claims.text import phrases
from claims.text.spans import Furniture

_LONGEST = 400  # code points; nothing longer is taken for furniture by its words alone
_TRAILING = re.compile(r"[\s:>»›→▶►⟶|…,·•*_-]+$")
_LEADING = re.compile(r"^[\s>»›→▶►⟶|·•*_#+-]+")
_NAME = (
    r"(?:(?:Dr|Prof|Sir|Lord)\.? )*[A-ZÄÖÜÉÁŠŽŁ][\w'’.-]*"
    r"(?: (?:von|van|de|zu|del|di|la|le|bin|al)(?: (?:der|den|dem|la))?)?(?: [A-ZÄÖÜÉÁŠŽŁ][\w'’.-]*){1,3}"
)
_NAMES = rf"{_NAME}(?:(?:,| und| and| &|/) ?(?i:{phrases.AGENCIES})|(?:,| und| and| &|, und|, and| sowie|/| \|)\s?{_NAME}){{0,5}}"
_DAY_OF_BYLINE = r"(?:,? (?:am|vom|on) |, | ?\| ?)\d{1,2}\.? ?(?:\d{1,2}\.|[A-ZÄ]\w+) ?(?:\d{2,4})?(?:,? ?(?:um )?\d{1,2}[:.]\d\d(?: Uhr)?)?"
_PLACE_OR_OFFICE = (
    r"(?:(?:,? (?:in|aus|from|for|at)|,|;| \||/| [–—-]) ?[A-ZÄÖÜ][^.!?:]{1,60}"
    r"|, (?:\w+ ){0,3}(?:editor|correspondent|reporter|writer|columnist))"
)
_BYLINES = re.compile(
    rf"(?:[Vv]on|By|Artikel von|Von unser\w* \w+|Text|Autor(?:in|en)?|Author|(?:Words|Text|Photographs|Photos|Fotos) (?:by|von)|Words|Interview|Protokoll|Foto(?:s)? und Text|Ein(?:e)? [\w-]+ von"
    rf"|(?:Aus|Zusammengestellt|Notiert|Aufgezeichnet|Übersetzt|Moderation)[^.!?:]{{0,40}} von"
    rf"|(?:Analysis|Opinion|Review|Interview|Story|Written|Reported) by"
    rf"|(?:Analyse|Kommentar|Gastbeitrag|Essay|Kolumne|Reportage|Bericht|Porträt|Glosse|Leitartikel|Interview) von)"
    rf"(?: ?:)? {_NAMES}(?:{_PLACE_OR_OFFICE})?(?:{_DAY_OF_BYLINE})?"
)
_BY_CAPITALS = re.compile(r"(?:VON|BY) [A-ZÄÖÜ][A-ZÄÖÜ .,'’&-]{3,60}(?: (?:Associated Press|Reuters))?")
_BY_AGENCY = re.compile(rf"(?:Von|By|Quellen?:|Source:|Mit (?:Informationen|Material) (?:von|der)) (?:der )?"
                        rf"(?:{phrases.AGENCIES})(?:(?:,| und| and|/) ?(?:der )?(?:{phrases.AGENCIES}))*", re.IGNORECASE)  # fmt: skip
_SIGNATURE = re.compile(
    rf"(?:(?i:{phrases.AGENCIES})|[a-zäöü]{{2,5}})(?:/(?:(?i:{phrases.AGENCIES})|[a-zäöü]{{2,5}})){{1,4}}"
)
_REPORTS_FROM = re.compile(
    rf"(?!The |A ){_NAME} at (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}}|"
    rf"(?:[Aa]us|[Vv]om|[Vv]on|[Ff]rom)(?: de[rmn]| the)? [A-ZÄÖÜ][\w/ -]{{1,30}} (?:berichte[nt]|reports?) {_NAMES}\.?"
    rf"|(?:Das (?:Interview|Gespräch) (?:führten?|hat)|Die Fragen stellten?|(?:Interview|Gespräch|Protokoll|Aufzeichnung|Übersetzung)"
    rf"(?: geführt)?(?::| von)|Es berichten?t?|(?:As )?[Tt]old to|Interviewed by|Translated by|(?:Es )?[Ss]prach mit ihm?r?) ?"
    rf"{_NAMES}(?: geführt)?\.?|(?:Reported|Reporting) from [A-Z][\w .,'’-]{{1,40}}"
)
_CONTRIBUTED = re.compile(
    r"\(?(?:Additional r|R)eporting by .{1,240}|.{1,200} contributed (?:reporting|to this (?:report|story|article)).{0,80}"
    r"|(?:Mitarbeit|Mitarbeiter|Redaktion|Editing|Edited|Schlussredaktion)(?: by|:) .{1,120}"
    r"|(?:Mit )?(?:Informationen|Material) (?:von|der) .{1,80}"
    r"|[A-Z][\w. ’'-]{3,40} (?:covers|reports|writes) .{1,160} for [Tt]he .{1,80}"
    r"|[A-Z][\w. ’'-]{3,40} is (?:an? |the |[A-Z][\w'’ ]{1,40}’s )?(?:[\w'’-]+ ){0,5}(?:reporter|correspondent|editor|columnist|writer)\b.{0,120}"
    r"|[—–-] ?.{1,60} \(@\w{1,30}\) .{4,40}|Von (?:[\w.-]{2,20}, ){1,4}[a-z]{2,5}"
    r"|[A-Za-z]{2,4}\d{3,5} (?:\d )?[a-z]{2,4} .{0,80}"
    r"|dpa-infocom.{0,60}|dpa:\d{6}-.{1,60}"
    r"|Associated Press (?:writers?|journalists?|reporters?|video journalists?) .{1,240}",
    re.DOTALL,
)
_DATE_WORD = re.compile(
    r"\d{1,6}(?:[.:/-]\d{1,4}){0,2}\.?(?:[ap]m|h|m|Uhr)?|(?:gmt|utc)[+-]\d{1,2}|\d{4}-\d{2}-\d{2}T[\d:.+Z-]+|[ap]\.?m\.?|uhr|um|am|vom|vor|ago|on|at"
    r"|mo(?:ntag|n|nday)?|di(?:enstag)?|tue(?:s|sday)?|mi(?:ttwoch)?|wed(?:nesday)?|do(?:nnerstag)?|thu(?:r|rs|rsday)?"
    r"|fr(?:eitag|i|iday)?|sa(?:mstag|t|turday)?|so(?:nntag|nnabend)?|sonnabend|sun(?:day)?"
    r"|jan(?:uar|uary|ner)?|jänner|feb(?:ruar|ruary)?|m(?:är|a?r)z|mar(?:ch)?|apr(?:il)?|mai|may|jun[ie]?|jul[iy]?"
    r"|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|gmt|bst|utc|est|edt|et|cet|cest|mez|mesz|pst"
    r"|stand|aktualisiert|zuletzt|letzte|aktualisierung|änderung|geändert|veröffentlicht|erstellt|erschienen|publiziert|update"
    r"|upd|updated?|published|last|modified|first|posted|created|seit|stunden?|std|minuten?|min|sekunden?|tage?n?|wochen?|hours?"
    r"|minutes?|mins?|hrs?|days?|weeks?|months?|lesezeit|lesedauer|lesen|ca|read|reading|time|gestern|heute|yesterday|today"
    r"|ist|uhrzeit|datum|date|and|und|bis|edition|ausgabe|ein|eine|einer|a|an|der|the|online|seit|exklusiv|just|now|gerade|eben",
    re.IGNORECASE,
)
_DATE_SEPARATORS = re.compile(r"[\s,;|()·•/–—:-]+")
_DATE_SIGN = re.compile(r"\d|\bago\b|\bgestern\b|\bheute\b|just now|gerade eben", re.IGNORECASE)
_CLOCK_OR_DATE = re.compile(
    r"^\d{1,3} ?min(?:uten|utes|\.)?$|"
    r"\d{1,2}[:.]\d{2}|\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄJFMASOND][a-zäé]{2,})|\d{4}-\d{2}-\d{2}|\b(?:ago|vor|lese\w+|read(?:ing)?)\b"
    r"|(?:stand|aktualisiert|update[d]?|published|veröffentlicht|erstellt|modified)\b|\b[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}"
    r"|\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{1,2}/\d{1,2}/\d{2,4}",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[|•·/–—]\s+|\t+|\s{3,}")
_GROWN_TOGETHER = re.compile(r"(?<=[a-zäöüß\d])(?=[A-ZÄÖÜ])")  # "KommentareDruckenTeilen", "2024Lesedauer"
_ARROWS = re.compile(r"\s*(?:[>›»→/|\\]|\s·)\s*")
_SECOND_PERSON = re.compile(r"\b(?:Sie|Ihr\w*|dein\w*|[Uu]nser\w*|your?|our)\b")
_NEWSLETTER_CUE = re.compile(
    r"abonnier|melden sie|postfach|verpassen sie|sign up|subscrib|inbox|jeden (?:morgen|abend|tag)|kostenlos|bestellen",
    re.IGNORECASE,
)
_COMMENT_TRACE = re.compile(
    r"(?:#?\d+(?:\.\d+)? ?[—–-] ?)?(?:vor \d+ (?:std|stunde|min|minute|tag|woche|monat|jahr)\w*\.?|\d+ (?:hour|minute|day)s? ago"
    r"|(?:antworten|melden|empfehlen|zitieren|bewerten|beantworten|kommentar melden|permalink)(?: (?:melden|empfehlen|teilen|bewerten|zitieren))*"
    r"|reply|report|gefällt(?: mir)?.{0,20}|antwort auf #?\d.{0,40}|.{0,20}\d+ (?:weitere )?antworten.{0,20})",
    re.IGNORECASE,
)

_TABLES = (
    (Furniture.COOKIE, phrases.COOKIE),
    (Furniture.NEWSLETTER, phrases.NEWSLETTER),
    (Furniture.ADVERTISEMENT, phrases.ADVERTISEMENT),
    (Furniture.RELATED, phrases.RELATED),
    (Furniture.COMMENTS, phrases.COMMENTS),
    (Furniture.SHARE, phrases.SHARE),
    (Furniture.LABEL, phrases.LABEL),
    (Furniture.LABEL, phrases.SITE),
    (Furniture.NAVIGATION, phrases.NAVIGATION),
    (Furniture.OTHER, phrases.OTHER),
    (Furniture.ADVERTISEMENT, phrases.PROMOTION),
)
_MAY_BE_SENTENCE = (
    Furniture.COMMENTS,
    Furniture.COOKIE,
    Furniture.NEWSLETTER,
    Furniture.OTHER,
    Furniture.ADVERTISEMENT,
)


@cache
def _tables() -> tuple[tuple[Furniture, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(table, re.IGNORECASE | re.DOTALL)) for kind, table in _TABLES)


@cache
def _matcher(table: str) -> re.Pattern[str]:
    return re.compile(table, re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=2048)
def whole_line(words: str) -> Furniture | None:
    """What kind of furniture the words of a whole line or paragraph are; None for text of the article."""
    if len(words) > _LONGEST:
        return None
    core = _LEADING.sub("", _TRAILING.sub("", words)) or words.strip()
    if not any(map(str.isalnum, core)):
        return Furniture.OTHER if len(core) <= 12 or len(set(core)) <= 3 else None
    if is_byline(core):
        return Furniture.BYLINE
    if is_timestamp(core):
        return Furniture.TIMESTAMP
    return _by_phrases(core) or _by_lead(core) or _compound(core)


def _by_phrases(core: str) -> Furniture | None:
    sentence = core.endswith((".", "!", "?")) and len(core.split()) > 3
    core = core.rstrip("! ")
    for kind, table in _tables():
        if sentence and kind not in _MAY_BE_SENTENCE:
            continue
        if table.fullmatch(core):
            return kind
    if "newsletter" in core.lower() and _SECOND_PERSON.search(core) and _NEWSLETTER_CUE.search(core):
        return Furniture.NEWSLETTER
    return None


def _by_lead(core: str) -> Furniture | None:
    if len(core) > 200 or len(re.findall(r"[.!?](?=\s+[A-ZÄÖÜ])", core)) > 1:
        return None
    if _matcher(phrases.RELATED_LEAD).match(core) or _matcher(phrases.THEMES_LEAD).match(core):
        return Furniture.RELATED
    return Furniture.RELATED if _matcher(phrases.RELATED_SENTENCE).fullmatch(core) else None


def _compound(core: str) -> Furniture | None:
    """Several labels in one line: "Teilen Merken Drucken", "Von Max Muster | 05.11.2024, 14:03 Uhr"."""
    if is_breadcrumb(core):
        return Furniture.NAVIGATION
    byline = re.search(r"\s+(?=(?:Von|By)\b)", core)
    if byline and is_timestamp(core[: byline.start()]) and is_byline(core[byline.end() :]):
        return Furniture.TIMESTAMP
    parts = [part.strip() for part in _PARTS.split(core) if part.strip()]
    if len(parts) > 1:
        kinds = [_by_phrases(p) or (Furniture.BYLINE if is_byline(p) or is_name(p) else None)
                 or (Furniture.TIMESTAMP if is_timestamp(p) else None) for p in parts]  # fmt: skip
        if all(kinds) and any(kind is not Furniture.BYLINE for kind in kinds):
            return kinds[0]
    labels = _GROWN_TOGETHER.sub(" ", core).split()
    if 2 <= len(labels) <= 12 and not re.search(r"[.!?]$", core):
        share, comments = _matcher(phrases.SHARE), _matcher(phrases.COMMENTS)
        if all(share.fullmatch(label) or comments.fullmatch(label) or label.isdigit() for label in labels):
            return Furniture.SHARE
    return None


def is_byline(words: str) -> bool:
    """Whether a line only says who wrote the article."""
    if len(words) > 300 or (not words[:1].isalnum() and words[:1] not in "(—–"):
        return False
    return any(
        pattern.fullmatch(words)
        for pattern in (_BYLINES, _BY_CAPITALS, _BY_AGENCY, _REPORTS_FROM, _CONTRIBUTED, _SIGNATURE)
    )


def is_name(words: str) -> bool:
    """Whether a line is nothing but one to three names as people have them."""
    return len(words) < 80 and bool(re.fullmatch(rf"{_NAME}(?:(?:,| und| and| &) {_NAME}){{0,2}}", words))


def names_in(words: str) -> list[str]:
    """The full names in the line of an author: "Von Max Muster und Eva Beispiel, Berlin"."""
    line = re.sub(
        r"^(?:[Vv]on|By|Text|Interview|Autor(?:in|en)?|Ein\w* [\w-]+ von|[\w-]+ von)\b:? ?", "", words
    )
    return [name for name in re.findall(_NAME, line) if len(name.split()) >= 2]


def is_signed_place(words: str) -> bool:
    """Whether a line is a name with where its bearer writes from: "Max Muster, Bern"."""
    name, comma, place = words.partition(", ")
    return (
        bool(comma)
        and is_name(name)
        and bool(re.fullmatch(r"[A-ZÄÖÜ][\w-]{2,20}(?: [A-ZÄÖÜ][\w-]{2,20})?", place))
    )


def is_timestamp(words: str) -> bool:
    """Whether a line only says when the article appeared, or how long it takes to read."""
    if len(words) > 140 or not _DATE_SIGN.search(words) or not _CLOCK_OR_DATE.search(words):
        return False
    tokens = [t for t in _DATE_SEPARATORS.split(_GROWN_TOGETHER.sub(" ", words)) if t and t != "."]
    return len(tokens) <= 20 and all(
        _DATE_WORD.fullmatch(t) or _DATE_WORD.fullmatch(t.rstrip(".,")) for t in tokens
    )


def is_breadcrumb(words: str) -> bool:
    """Whether a line is a path through the site: "Startseite > Politik > Ausland"."""
    parts = [p for p in _ARROWS.split(words) if p.strip()]
    if len(parts) < 2 or len(words) > 160 or words.rstrip().endswith((".", "!", "?")):
        return False
    if parts[0].strip().lower() in {"home", "startseite", "start"} and all(
        len(p.split()) <= 3 for p in parts
    ):
        return True
    known = sum(is_section(part) for part in parts)
    return known >= 2 or (is_section(parts[0]) and re.search(r"[>›»→]", words) is not None)


def is_section(words: str) -> bool:
    """Whether the words are the name of a section or an entry of the menu."""
    core = _LEADING.sub("", _TRAILING.sub("", re.sub(r"^\d{1,2}[.)]\s+", "", words.strip())))
    return any(
        _matcher(table).fullmatch(core) for table in (phrases.SECTION, phrases.NAVIGATION, phrases.SITE)
    )


def opens_related(words: str) -> bool:
    """Whether the line announces other articles in the lines after it, as "Auch interessant" does."""
    core = _LEADING.sub("", _TRAILING.sub("", words))
    return bool(_matcher(phrases.RELATED).fullmatch(core))


def is_comment_trace(words: str) -> bool:
    """Whether the line stands under readers' comments: "vor 2 Stunden", "Antworten"."""
    return bool(_COMMENT_TRACE.fullmatch(words.strip()))
