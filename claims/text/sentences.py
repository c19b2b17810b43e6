"""Where the sentences of a paragraph begin and end."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from choppa import DEFAULT_SRX_RULESET, SrxDocument, SrxTextIterator

from claims.text.normal import same_length
from claims.text.quotations import quotations
from claims.text.spans import Span

# Languages with SRX rules of their own; the others have no break rule but for empty lines.
_WITH_RULES = frozenset(
    {
        "ca",
        "da",
        "de",
        "el",
        "en",
        "es",
        "fr",
        "it",
        "lt",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sv",
        "uk",
    }
)
# Abbreviations after which LanguageTool's rules still break, where a capital letter follows.
_ABBREVIATIONS = {
    "de": r"z\. ?B|u\. ?a|d\. ?h|i\. ?d\. ?R|o\. ?ä|u\. ?ä|s\. ?o|s\. ?u|v\. ?a|a\. ?D|i\. ?R|i\. ?V|a\. ?M"
    r"|e\. ?V|n\. ?Chr|v\. ?Chr|o\. ?g|m\. ?E|z\. ?T|u\. ?U|ca|bzw|Dr|Prof|Mio|Mrd|Bio|Nr|Abs|St|Art|Hr|Fr|Hrsg|Co"
    r"|evtl|ggf|inkl|exkl|zzgl|vgl|sog|gem|Tel|Str|Bd|Kap|Ziff|Aufl|Anm|Abb|Tab|Dipl|Ing|med|phil|jur|rer|nat"
    r"|habil|Jr|Sr|geb|gest|verh|Min|Std|Sek|max|min|mind|ehem|amtl|bayer|preuß|Hl|hl|Gebr|Lt|Obltn|Gen|Kfz|Mag"
    r"|Jan|Feb|Mrz|Apr|Jun|Jul|Aug|Sep|Sept|Okt|Nov|Dez|Mo|Di|Mi|Do|Sa|So|Reg|röm|kath|ev|lat|griech|engl|frz",
    "en": r"Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Lt|Maj|Capt|Cmdr|Sgt|Adm|Rev|Hon|Pres|Supt|Det|Insp|Jr|Sr"
    r"|Messrs|Mt|Ft|Ave|Blvd|Rd|No|Nos|vs|v|approx|est|ca|cf|e\.g|i\.e|al|a\.k\.a|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|Calif|Fla|Tex|Pa|Mass|Mich|Minn|Conn|Ariz|Ga|Ill|Ky|Md|Mo|Nev|Okla|Ore|Tenn|Va|Wash|Wis|Wyo|Ont"
    r"|Inc|Ltd|Co|Corp|Bros|Assn|Dept|Gov|Vol|Fig|Sec|Art|U\.S|U\.K|U\.N|D\.C|E\.U",
}
_MONTH_DE = re.compile(
    r"Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)
_CLOCK = re.compile(r"\b[ap]\.m\.\s*$")
_DAY_OR_ZONE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*\.? \d"
    r"|(?:[ECMP][SD]?T|GMT|BST|UTC|CET|AEST)\b|(?:Eastern|Central|Pacific|Mountain)\b)"
)
_ORDINAL = re.compile(r"\b\d{1,2}\.\s*$")
# A small letter after a closing quotation mark or an ellipsis: the sentence goes on.
_GOES_ON = re.compile(r"[!?.…][\"“”«»‘’')\]]+\s*$|(?:\.\.\.|…)\s*$")
# Words that begin a sentence with a capital letter and would be small inside one.
_STARTERS = {
    "de": r"Der|Die|Das|Den|Dem|Des|Ein|Eine|Einen|Einem|Einer|Er|Sie|Es|Wir|Ich|Ihr|Man|Dies|Diese|Dieser|Dieses"
    r"|Damit|Dabei|Dafür|Dagegen|Dann|Danach|Daher|Darum|Deshalb|Doch|Aber|Auch|Und|Oder|Denn|Als|Am|An|Auf|Aus|Bei"
    r"|Beim|Bis|Da|Durch|Für|Gegen|Hier|Im|In|Ins|Jetzt|Kein|Keine|Laut|Mit|Nach|Nachdem|Noch|Nun|Nur|Ob|Obwohl|Schon"
    r"|Sein|Seine|Seit|So|Sollte|Seither|Trotz|Trotzdem|Um|Unter|Viele|Vom|Von|Vor|Während|Was|Weil|Wenn|Wer|Wie|Wo"
    r"|Zu|Zudem|Zugleich|Zum|Zur|Zuletzt|Zuvor|Zwar|Zwischen|Über|Allerdings|Allein|Alle|Außerdem|Bereits|Bislang"
    r"|Insgesamt|Jedoch|Mehr|Mehrere|Rund|Etwa|Gestern|Heute",
    "en": r"The|A|An|He|She|It|They|We|I|You|This|That|These|Those|There|But|And|Or|So|Yet|In|On|At|By|For|From|With"
    r"|After|Before|Since|When|While|Where|If|As|His|Her|Its|Their|Our|My|Then|Now|Still|However|Although|Though"
    r"|Because|Many|Some|Most|Several|Last|No|Not|What|Who|How|Why|Earlier|Later|Meanwhile|Also|Both|Under|During",
}
# Abbreviations that often stand at the end of a sentence: "... 5 Mio. Die ...", "... in the U.S. The ...".
_CLOSING = {
    "de": r"\b(?:Mio|Mrd|Bio|Co|a\. ?D|e\. ?V|i\. ?R|u\. ?a|o\. ?ä|Chr|Std|Min|a\. ?M)\.",
    "en": r"\b(?:U\.S|U\.K|U\.N|D\.C|E\.U|[ap]\.m|Inc|Ltd|Corp|Jr|Sr)\.",
}
_BRACKET_RULE = re.compile(r"\\[(\[{]|\[\\\(")
_BRACKETS = re.compile(r"\([^()]{1,400}\)|\[[^\[\]]{1,400}\]")  # code points: longer ones may be split
_NOWHERE = re.compile(r"(?!)")
_END_MARK = re.compile(r"[.!?…]+[\"“”«»‘’')\]]*\s*$")
_LIST_MARK = re.compile(r"(?:[•●▪◦‣·■►▶➤–—*-]\s+|#{1,6}\s+|>\s+)+")
_MARK_WITHIN = re.compile(r"[.!?…][^.!?…]*\w")  # no end mark with a word after it: one sentence
_WINDOW = 40  # code points on both sides of a break that decide about it
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)]\s*$")
_MISSING_SPACE = re.compile(r"(?<=[a-zäöüß]{3})[.!?](?=[A-ZÄÖÜ])|(?<=[a-zäöüß][.!?])[“”«](?=[A-ZÄÖÜ])")


@cache
def _document(code: str) -> SrxDocument:
    """The SRX rules for a language code such as "de_two", without those for brackets.

    The bracket rules look back over up to five stretches of any length: two hundred full stops in a
    row keep them busy for seconds, a few thousand for hours. `_outside` does their work.
    """
    document = SrxDocument(ruleset=str(DEFAULT_SRX_RULESET))
    for group in document.get_language_rule_list(code):
        group.rules[:] = [
            rule for rule in group.rules if rule.is_break or not _BRACKET_RULE.match(rule.before_pattern)
        ]
    return document


@cache
def _unbroken(language: str) -> re.Pattern[str]:
    """What may not stand at the end of a sentence when more follows in the paragraph."""
    words = _ABBREVIATIONS.get(language, _ABBREVIATIONS["en"] + "|" + _ABBREVIATIONS["de"])
    return re.compile(rf"(?:^|[\s(\[„“»«\"‚‘/–—-])(?:{words}|www)\.\s*$")


@cache
def _starter(language: str) -> re.Pattern[str]:
    words = _STARTERS.get(language)
    return re.compile(rf"(?:{words})\b" if words else r"(?!)")


@cache
def _extra_breaks(language: str) -> re.Pattern[str]:
    """Places where LanguageTool's rules see no end: a number, a letter or an abbreviation ends the sentence."""
    words = _STARTERS.get(language)
    if words is None:
        return _NOWHERE
    left = (
        r"\b\d+\.|\b(?:Plan|Teil|Fall|Akte|Haus|Typ|Note|Part|Phase) [A-Z]\.|\.\.\.|…|" + _CLOSING[language]
    )
    marks = '["“”«»’‘)]*'
    return re.compile(
        rf"\b(?:auf|bei|via|über|on) X\.\s+(?=[„“\"»«‘]?[A-ZÄÖÜ])|(?:{left}){marks}\s+(?=[„“\"»«‘]?(?:{words})\b)|\.(?:[“”«»\"]|'')\s+(?=[„“\"»«]?[A-ZÄÖÜ][a-zäöüß])"
    )


@cache
def _may_end(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_CLOSING[language]})\s*$") if language in _CLOSING else _NOWHERE


def sentences(text: str, start: int, end: int, *, language: str) -> list[Span]:
    """The sentences of the paragraph `text[start:end]`, in order, without white space around them.

    LanguageTool's SRX rules find the candidates; then ordinals, abbreviations and initials are mended
    and a quotation of several sentences stays whole together with its attribution clause. A bullet or
    heading mark before the first sentence belongs to none. No sentence for an empty paragraph.
    """
    paragraph = same_length(text[start:end]).replace("\n", " ")
    mark = _LIST_MARK.match(paragraph, _lead(paragraph))
    first = mark.end() if mark and mark.end() < len(paragraph.rstrip()) else 0
    cuts = sorted(_candidates(paragraph, first, language)) if _MARK_WITHIN.search(paragraph, first) else []
    quoted = [(q.start - start, q.end - start) for q in quotations(text, start, end)] if cuts else []
    cuts = _outside(paragraph, _sound(paragraph, first, cuts, language), quoted)
    spans = []
    for left, right in pairwise([first, *cuts, len(paragraph)]):
        piece = paragraph[left:right]
        if stripped := piece.strip():
            begin = start + left + len(piece) - len(piece.lstrip())
            spans.append(Span(begin, begin + len(stripped)))
    return spans


def _lead(paragraph: str) -> int:
    return len(paragraph) - len(paragraph.lstrip())


def _candidates(paragraph: str, first: int, language: str) -> Iterator[int]:
    body = paragraph[first:]
    found = set()
    at = first
    code = f"{language if language in _WITH_RULES else 'en'}_two"
    for piece in SrxTextIterator(_document(code), code, body):
        at += len(piece)
        if at < len(paragraph):
            found.add(at)
    found.update(m.end() for m in _extra_breaks(language).finditer(paragraph, first))
    starter = _starter(language)
    found.update(
        m.end() for m in _MISSING_SPACE.finditer(paragraph, first) if starter.match(paragraph, m.end())
    )
    yield from found


def _sound(paragraph: str, first: int, cuts: list[int], language: str) -> list[int]:
    """The cuts that tear no sentence apart."""
    kept: list[int] = []
    for cut in cuts:
        begin = kept[-1] if kept else first
        left = paragraph[max(begin, cut - _WINDOW) : cut]
        numbered = cut - begin < _WINDOW and _ITEM_NUMBER.fullmatch(left.strip())
        if left.strip() and not numbered and not _wrong(left, paragraph[cut : cut + _WINDOW], language):
            kept.append(cut)
    return kept


def _wrong(left: str, right: str, language: str) -> bool:
    """Whether a break between the characters `left` and `right` tears a sentence apart."""
    following, window = right.lstrip(), left
    if not following:
        return True
    if language == "en" and _CLOCK.search(window) and _DAY_OR_ZONE.match(following):
        return True  # "at 7 p.m. Thursday", "8:46 p.m. ET"
    starts = bool(_starter(language).match(following.lstrip('„“"»«‘')))
    if _unbroken(language).search(window):
        return not starts or not _may_end(language).search(window)
    if not window[-1].isspace() and not right[0].isspace() and not starts:
        return True  # "Statista.Com"
    if language == "de" and _ORDINAL.search(window) and _MONTH_DE.match(following):
        return True
    if following[0] in ",;:)]" or (following[0].islower() and not _END_MARK.search(window)):
        return True
    return following[0].islower() and language in _STARTERS and bool(_GOES_ON.search(window))


def _outside(paragraph: str, cuts: list[int], quoted: list[tuple[int, int]]) -> list[int]:
    """The cuts that do not tear a quotation or a bracket apart."""
    if not cuts:
        return cuts
    whole = sorted([*quoted, *(found.span() for found in _BRACKETS.finditer(paragraph))])
    kept: list[int] = []
    number, end = 0, 0
    for cut in cuts:
        while number < len(whole) and whole[number][0] < cut:
            end = max(end, whole[number][1])
            number += 1
        if cut >= end:
            kept.append(cut)
    return kept
