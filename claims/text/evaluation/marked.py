"""Articles marked with what is right: the notation, read into a page and the gold for it.

A file begins with lines "key: value" (language, published, genre; for a page title, author, modified) up to
a line "---". In a text each line is "R| words" with R one of H headline, T teaser, S subhead, B body, C caption,
"+" next sentence of the same paragraph, ";" next statement of the same sentence, "-" furniture. A letter behind
R says what the sentence is: 0, 1, 2 a claim, the higher the more worth checking; "?" question, "o" opinion,
"x" may be a claim or not; none: no claim. In HTML the same stands between ⟦ and ⟧ around the words.
Inside the words {{ }} is furniture and [n name], [p place], [r role], [d date=ISO], [# number=value unit] are
facts ([x words] may be one or not), compared where the head says "facts: yes"; " @@ who < through whom" behind the words tells the claimant (other names for the same behind "|", "?"
where opinions differ), " ^^ words" the beginning of the body sentence that is repeated ("-" for none).
"""

import html
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from claims.text.html import read_html
from claims.text.spans import Page, Role, Span

CLAIMS = ("0", "1", "2")
_ROLES = {
    "H": Role.HEADLINE, "T": Role.TEASER, "S": Role.SUBHEAD, "B": Role.BODY, "C": Role.CAPTION, "-": Role.FURNITURE,
}  # fmt: skip
_LINE = re.compile(r"([HTSBC+;-])([012?ox]?)\| ?(.*)", re.DOTALL)
_IN_PAGE = re.compile(r"⟦([^⟦⟧]*)⟧")
_FACT = re.compile(r"\[([nprd#x]) ([^\[\]=]*)(?:=([^\[\]]*))?\]|\{\{|\}\}")
_TYPES = {"n": "name", "p": "place", "r": "role", "d": "date", "#": "number", "x": "either"}
_TAG = re.compile(r"<[^<>]*>")


class Unmarked(ValueError):
    """A file that does not follow the notation; the words say where."""


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact that stands in the text; `value` is "" where only the words count."""

    type: str
    start: int
    end: int
    value: str = ""


@dataclass(slots=True)
class Unit:
    """One statement as it should be read."""

    start: int
    end: int
    role: Role
    mark: str  # one of "0 1 2 ? o x", "" for no claim
    claimants: (
        tuple[str, ...] | None
    ) = ()  # names for the claimant, () for nobody, None where opinions differ
    chain: tuple[str, ...] = ()
    facts: tuple[GoldFact, ...] = ()
    repeats: str = ""

    @property
    def is_claim(self) -> bool:
        """Whether it has to become a claim."""
        return self.mark in CLAIMS


@dataclass(slots=True)
class Marked:
    """An article and what is right about it."""

    name: str
    page: Page
    language: str
    published: date | None
    genre: str
    with_facts: bool = False  # every fact is marked
    units: list[Unit] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # words of the article that the page's text lacks
    head: dict[str, str] = field(default_factory=dict)  # what the page's head should have been read as


@dataclass(slots=True)
class _Words:
    """The words of one line without their marks; offsets count from their beginning."""

    plain: str
    furniture: list[Span]
    facts: list[GoldFact]
    claimants: tuple[str, ...] | None
    chain: tuple[str, ...]
    repeats: str


def read_marked(path: Path) -> Marked:
    """The article in the file with its gold; Unmarked where the file does not follow the notation."""
    head_text, rule, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not rule:
        raise Unmarked(f"{path.name}: there is no line --- behind the head")
    head = {
        key.strip(): value.strip()
        for key, _, value in (line.partition(":") for line in head_text.splitlines())
    }
    published = date.fromisoformat(head["published"][:10]) if "published" in head else None
    told = head.get("language", ""), published, head.get("genre", "")
    marked = Marked(path.name, Page(""), *told, with_facts=head.get("facts") == "yes")
    if path.suffix == ".html":
        marked.head = {key: head[key] for key in ("title", "author", "published", "modified") if key in head}
        _read_page(body, marked)
    else:
        _read_lines(body, marked)
    return marked


def _read_lines(body: str, marked: Marked) -> None:
    text, role, in_paragraph = "", Role.BODY, False
    for number, line in enumerate(body.split("\n"), start=1):
        if not line.strip():
            text, in_paragraph = text + "\n", False
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise Unmarked(f"{marked.name}, line {number}: no mark before {line[:40]!r}")
        code, mark, words = _words(found)
        joined = code in "+;"
        if joined and not in_paragraph:
            raise Unmarked(f"{marked.name}, line {number}: nothing stands before {line[:40]!r}")
        if joined:
            text = text.removesuffix("\n") + " "
        role = role if joined else _ROLES[code]
        _add(marked, len(text), words, role=role, mark=mark, same_sentence=code == ";")
        text += words.plain + "\n"
        in_paragraph = True
    marked.page = Page(text)


def _read_page(body: str, marked: Marked) -> None:
    lines = [found for piece in _IN_PAGE.finditer(body) if (found := _LINE.fullmatch(piece[1]))]
    if not lines:
        raise Unmarked(f"{marked.name}: nothing is marked")
    source = _IN_PAGE.sub(lambda piece: _source_of(piece[1]), body)
    marked.page = read_html(source)
    at, role = 0, Role.BODY
    for found in lines:
        code, mark, words = _words(found, page=True)
        role = role if code in "+;" else _ROLES[code]
        place = _find(marked.page.text, words.plain, 0 if role is Role.FURNITURE else at)
        if place is None:
            if role is not Role.FURNITURE:
                marked.missing.append(words.plain)
            continue
        if role is not Role.FURNITURE:
            at = place.end
        if place.end - place.start == len(words.plain):
            _add(marked, place.start, words, role=role, mark=mark, same_sentence=code == ";")
        elif role is Role.FURNITURE:
            marked.furniture.append(place)


def _source_of(piece: str) -> str:
    found = _LINE.fullmatch(piece)
    if found is None:
        raise Unmarked(f"no mark before {piece[:40]!r}")
    return _without_marks(_split_tail(found[3])[0])[0]


def _find(text: str, words: str, start: int) -> Span | None:
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(pattern).search(text, start)
    return Span(*found.span()) if found else None


def _add(marked: Marked, at: int, words: _Words, *, role: Role, mark: str, same_sentence: bool) -> None:
    marked.furniture += [Span(at + span.start, at + span.end) for span in words.furniture]
    if role is Role.FURNITURE:
        marked.furniture.append(Span(at, at + len(words.plain)))
        return
    begin, end = _outside(words)
    start, stop = at + begin, at + end
    facts = tuple(GoldFact(f.type, at + f.start, at + f.end, f.value) for f in words.facts)
    marked.units.append(Unit(start, stop, role, mark, words.claimants, words.chain, facts, words.repeats))
    if same_sentence and marked.sentences:
        marked.sentences[-1] = Span(marked.sentences[-1].start, stop)
    else:
        marked.sentences.append(Span(start, stop))


def _outside(words: _Words) -> tuple[int, int]:
    """Where the sentence stands between the furniture at its two ends."""
    begin, end = 0, len(words.plain)
    for span in words.furniture:
        if not words.plain[begin : span.start].strip():
            begin = span.end
    for span in reversed(words.furniture):
        if span.start >= begin and not words.plain[span.end : end].strip():
            end = span.start
    inner = words.plain[begin:end]
    return begin + len(inner) - len(inner.lstrip()), begin + len(inner.rstrip())


def _words(found: re.Match[str], *, page: bool = False) -> tuple[str, str, _Words]:
    text, claimants, chain, repeats = _split_tail(found[3])
    if page:
        text = " ".join(html.unescape(_TAG.sub("", text)).split())
    plain, furniture, facts = _without_marks(text)
    return found[1], found[2], _Words(plain, furniture, facts, claimants, chain, repeats)


def _split_tail(words: str) -> tuple[str, tuple[str, ...] | None, tuple[str, ...], str]:
    words, _, repeats = words.partition(" ^^ ")
    words, _, source = words.partition(" @@ ")
    names, *through = [part.strip() for part in source.split(" < ")]
    claimants = tuple(name.strip() for name in names.split("|") if name.strip())
    return words, None if names == "?" else claimants, tuple(through), repeats.strip()


def _without_marks(words: str) -> tuple[str, list[Span], list[GoldFact]]:
    plain, furniture, facts = "", [], []
    at = opened = 0
    for mark in _FACT.finditer(words):
        plain += words[at : mark.start()]
        at = mark.end()
        if mark[0] == "{{":
            opened = len(plain)
        elif mark[0] == "}}":
            furniture.append(Span(opened, len(plain)))
        else:
            facts.append(GoldFact(_TYPES[mark[1]], len(plain), len(plain) + len(mark[2]), mark[3] or ""))
            plain += mark[2]
    return plain + words[at:], furniture, facts
