"""Boxes in and under an article that are not the article: its author's portrait, appeals for money, readers' posts."""

import re
from collections.abc import Iterator, Sequence

from claims.text.furniture import is_comment_trace, names_in
from claims.text.parts import Part
from claims.text.spans import Furniture, Role

_LONGEST_BOX = 900  # code points of a paragraph that is taken for a portrait or an appeal
_LONGEST_CONSENT = 1500
_BOX = 3  # parts behind the author's name that may be the portrait
_TOLD = (
    r"(?:,| \()?(?: ?\(?\d\d\)?,?| Jahrgang \d{4},?)? (?:ist|war|kam|arbeitet|schreibt|berichtet|studierte|leitet|lebt|hat"
    r"|verantwortet|gehört|beschäftigt sich|wurde|begann|volontierte|betreut|unterrichtet|is|has been|writes|covers|reports|works)\b"
)
_PORTRAIT = re.compile(
    r"(?:…|\.\.\.)?\s*(?:[a-zäöü]|Redakteur|Jahrgang|Geboren|Korrespondent|Reporter|Volontär|Freie[rn]? |Ressortleiter|Autor|Editor"
    r"|Correspondent|Chefredakteur|Leiter)"
)
_GOES_ON = re.compile(r"(?:Er|Sie|Zuvor|Seit|Davor|Vorher|Nach dem Studium|He|She|Previously)\b")
_ABOUT = re.compile(
    r"\W*(?:(?:zu[rm]?|über|der|die|den|das|unser[e]?|our|about the|zur person des) )*(?:gast)?(?:autor|author)(?:s|in|en|innen)?\W*",
    re.IGNORECASE,
)
_APPEAL = re.compile(
    r"(?:^|[.!?:] )(?:Jetzt|Hier|Gleich|Einfach)?(?: hier| jetzt| kostenlos| gratis)? ?(?:unterstützen|[Ss]penden|[Aa]bonnieren"
    r"|[Bb]estellen|testen|anmelden|registrieren|Abo sichern|Mitglied werden|Abonnent(?:in)? werden)(?: Sie(?: uns)?(?: jetzt| hier)?)?[!.]*$"
)
_HEADINGS = re.compile(
    r"(?:(?:\d[\d.]*|alle|neue(?:ste)?|die|unsere|ihre|bisherige)\s+)?(?:leser(?:innen)?[- ]?)?"
    r"(?:kommentare?|comments?|diskussion|postings|leserbriefe|lesermeinungen|meinungen|beiträge)\W*(?:\(?\d[\d.]*\)?)?\W*",
    re.IGNORECASE,
)
# "heizer77: War ja klar.", "max_muster schrieb am 3. Mai"
_POST = re.compile(
    r"(?:[a-zäöü][\w.-]{2,24}|[\w.-]*\d[\w.-]*[a-zA-Z][\w.-]*|[A-Za-z][\w.-]*\d[\w.-]*|\w+_\w+|@\w+)(?::\s|\s(?:schrieb|schreibt|sagt|meint|wrote|says)\b)"
)


_CONSENT = re.compile(
    r"\b(ip-adresse|datenschutz|einwilligung|zustimmung|cookies?|drittanbieter\w*|personenbezogene\w*|externe\w* (?:server|inhalte?)|nachgeladen"
    r"|widerrufen|einwillig\w+|zustimm\w+|partner\w*|tracking)",
    re.IGNORECASE,
)
_TO_READERS = re.compile(
    r"\b(?:Ihre?[nrm]?|[Dd]eine?[nrm]?|Sie|[Dd]u)\b.*\b(?:wir|uns|unsere?[nrm]?)\b|\b(?:[Ww]ir|[Uu]ns|[Uu]nsere?[nrm]?)\b.*\b(?:Ihre?[nrm]?|[Dd]eine?[nrm]?|Sie|[Dd]u)\b"
)
_PUR = re.compile(
    r"\b(?:pur-abo|werbetracking|(?:ohne|mit) (?:werbung und )?tracking|pur-abonnent)", re.IGNORECASE
)
_SIGNS_OF_CONSENT = 3  # of the words above, in one paragraph


def mark_boxes(parts: Sequence[Part]) -> None:
    """Portraits of the author, appeals to support the paper and readers' posts are furniture afterwards."""
    _portraits(parts)
    _appeals(parts)
    _consents(parts)
    _posts(parts)


def _portraits(parts: Sequence[Part]) -> None:
    authors = {name for part in parts if part.furniture is Furniture.BYLINE for name in names_in(part.words)}
    for number, part in enumerate(parts):
        if part.is_furniture and not _ABOUT.fullmatch(part.words):
            continue
        name = next((a for a in authors if part.words.startswith(a)), "")
        if name and _portrays(part, name):
            part.become(Role.FURNITURE, Furniture.BYLINE)
        elif (name and part.words.strip(" :|") == name and number) or _ABOUT.fullmatch(part.words):
            box = list(_behind(parts, number, name))
            if box or _ABOUT.fullmatch(part.words):
                for one in (part, *box):
                    one.become(Role.FURNITURE, Furniture.BYLINE)


def _portrays(part: Part, name: str) -> bool:
    return len(part.words) <= _LONGEST_BOX and bool(re.match(re.escape(name) + _TOLD, part.words))


def _behind(parts: Sequence[Part], number: int, name: str) -> Iterator[Part]:
    """The parts of the portrait behind the line with the author's name, or "Über den Autor", in that line's place."""
    named = bool(name)
    for part in parts[number + 1 : number + 1 + _BOX]:
        if part.is_furniture:
            continue
        if len(part.words) > _LONGEST_BOX or part.role not in (None, Role.BODY):
            return
        if not named and not part.running and len(part.words.split()) <= 4:
            named = True  # "Über den Autor", then the name
        elif _PORTRAIT.match(part.words) or (named and _GOES_ON.match(part.words)):
            named = True
        elif not ((name and _portrays(part, name)) or (not name and _told_of(part))):
            return
        yield part


def _told_of(part: Part) -> bool:
    """Whether the paragraph says of somebody who he is."""
    first = next(iter(names_in(part.words[:80])), "")
    return bool(first) and part.words.find(first) < 25 and bool(re.search(_TOLD, part.words[:160]))


def _appeals(parts: Sequence[Part]) -> None:
    for part in parts:
        fits = part.role in (None, Role.BODY) and len(part.words) <= _LONGEST_BOX
        if fits and _APPEAL.search(part.words[-60:]):
            part.become(Role.FURNITURE, Furniture.ADVERTISEMENT)


def _consents(parts: Sequence[Part]) -> None:
    """Paragraphs in which the page asks its reader for consent are no part of an article, not of one on privacy either."""
    for part in parts:
        if part.role in (None, Role.BODY) and len(part.words) <= _LONGEST_CONSENT:
            signs = {found[1].lower()[:8] for found in _CONSENT.finditer(part.words)}
            paid = _PUR.search(part.words) and re.search(r"\b(?:Sie|Ihre?|[Dd]u|[Dd]eine?)\b", part.words)
            if paid or (len(signs) >= _SIGNS_OF_CONSENT and _TO_READERS.search(part.words)):
                part.become(Role.FURNITURE, Furniture.COOKIE)


def _posts(parts: Sequence[Part]) -> None:
    """From the heading of the readers' comments on everything is theirs, where posts or their traces follow."""
    running = [n for n, part in enumerate(parts) if part.running and not part.is_furniture]
    for number, part in enumerate(parts):
        heading = part.furniture is Furniture.COMMENTS or _HEADINGS.fullmatch(part.words)
        if not heading or not running or number <= running[0]:
            continue
        after = parts[number + 1 :]
        signs = sum(bool(_POST.match(p.words)) or is_comment_trace(p.words) for p in after)
        text = [p for p in after if not p.is_furniture]
        first = text[0].words if text else ""
        if signs >= 2 or (signs and _POST.match(first)):
            for following in (part, *after):
                following.become(Role.FURNITURE, Furniture.COMMENTS)
            return
