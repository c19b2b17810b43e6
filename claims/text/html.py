"""From an HTML page as news sites write it to the article's stored text."""

import re
from collections.abc import Callable, Sequence

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from claims.text.decoding import decode
from claims.text.errors import Unreadable
from claims.text.furniture import whole_line
from claims.text.html_blocks import BlockWalker, HtmlBlock, ancestors
from claims.text.html_byline import shown_author, shown_date
from claims.text.html_head import Head, read_head
from claims.text.html_marks import leads_elsewhere
from claims.text.html_weights import Weights, letters
from claims.text.language import LANGUAGES, detect
from claims.text.limits import MAX_BYTES, MAX_CHARACTERS, MAX_DEPTH, MAX_TAGS
from claims.text.sheet import Segment, Sheet
from claims.text.spans import Furniture, Page, Role

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})|<\?xml[^>]{0,100}?encoding=[\"']([\w-]{2,30})",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# A tag up to its ">", which a quoted value may hide; possessive, so that an open quote costs one look only.
_TAG = re.compile(r"<[a-zA-Z](?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s=/]+")
_MAX_ATTRIBUTES = 20_000  # of one tag: the parser compares each with all before it, 20,000 take 2 s
_ENOUGH_TO_TELL, _SURELY = (
    400,
    0.98,
)  # code points and confidence that outdo what the head says of the language
_LARGEST_BOX = 1500  # code points of a box with other articles
_LONGEST_AD = 150  # code points of a paragraph that is an advertisement because a name around it says so
_MAIN_SHARE = 0.8  # of the running text: the innermost element with so much of it holds the article
_SENTENCE = re.compile(r"\w{2}[.!?][\"“”«»‘’')\]]*(?:\s|$)")
_END_MARK = re.compile(r"[.!?…][\"“”«»‘’')\]]*$")
# Furniture that is left out of the stored text; the other kinds stay in it and carry their hint.
_LEFT_OUT = frozenset({
    Furniture.NAVIGATION, Furniture.SHARE, Furniture.COMMENTS, Furniture.COOKIE, Furniture.NEWSLETTER,
    Furniture.ADVERTISEMENT, Furniture.OTHER,
})  # fmt: skip


def read_html(source: bytes | str, *, url: str = "") -> Page:
    """The article of a page as stored text, with hints from its markup and what its head says.

    Paragraphs are divided by empty lines; list items and table rows are paragraphs of their own.
    Menus, share bars, comments, advertisements and cookie layers are left out. `url` resolves relative
    addresses. Raises Unreadable when the page is too large, nested too deep or has no text.
    """
    root = _tree(source)
    head = read_head(root, url=url)
    evidence = _main_text(root)
    weights = Weights(root, evidence=evidence)
    if not weights.total:
        weights = Weights(root)
    blocks = BlockWalker(root, weights).walk()
    sheet = Sheet()
    article = _Article(blocks, weights, head, root, evidence)
    title = article.write(sheet)
    if not sheet.text.strip():
        raise Unreadable(
            "There is no article text in this page; it may be put together by a script in the browser. "
            "Please copy the text from the page and paste it.",
            code="no_text",
        )
    if len(sheet) > MAX_CHARACTERS:
        raise Unreadable(f"This page has more than {MAX_CHARACTERS:,} characters of text.", code="too_large")
    return Page(
        text=sheet.text,
        title=title,
        author=head.author or article.first(shown_author),
        language=_language(head.language, sheet.text),
        published=head.published or article.first(shown_date),
        modified=head.modified,
        url=head.url,
        site=head.site,
        hints=tuple(sheet.hints),
    )


def _language(told: str, text: str) -> str:
    """The language that the head tells, unless a text that is long enough is surely in another one."""
    found, confidence = detect(text)
    surely = len(text) >= _ENOUGH_TO_TELL and confidence >= _SURELY
    return found if told in LANGUAGES and found != told and surely else told


def _tree(source: bytes | str) -> HtmlElement:
    if len(source) > MAX_BYTES:
        raise Unreadable(
            f"This page is too large ({len(source) / 1_048_576:.1f} MB); {MAX_BYTES // 1_048_576} MB are the limit. "
            "Please paste only the article's text.",
            code="too_large",
        )
    text = source if isinstance(source, str) else _decoded(source)
    if not text.strip():
        raise Unreadable("This page is empty. Please choose one with the article's text.", code="empty")
    if text.count("<") > MAX_TAGS or any(map(_is_overloaded, _TAG.finditer(text))):
        raise _bomb()
    clean = _XML_DECLARATION.sub("", text.replace("\x00", "")).encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable("There is no text in this page.", code="empty") from fault
    if _depth(root) > MAX_DEPTH:
        raise _bomb()
    return root


def _is_overloaded(tag: re.Match[str]) -> bool:
    if tag.end() - tag.start() <= 2 * _MAX_ATTRIBUTES:
        return False
    return sum(1 for _ in _BETWEEN_ATTRIBUTES.finditer(tag[0])) > _MAX_ATTRIBUTES


def _bomb() -> Unreadable:
    return Unreadable(
        "This page has far more elements, or elements inside each other, than an article has. "
        "Please paste the article's text instead.",
        code="bomb",
    )


def _decoded(content: bytes) -> str:
    declared = _DECLARED.search(content[:8192])
    name = next((group.decode("ascii") for group in declared.groups() if group), "") if declared else ""
    return decode(
        content, declared="cp1252" if name.lower() in ("iso-8859-1", "latin1", "us-ascii") else name
    )


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _main_text(root: HtmlElement) -> str:
    """The letters of what trafilatura takes for the article; "" when it finds none."""
    found = trafilatura.extract(
        etree.tostring(root, encoding="unicode", method="html"),
        output_format="txt", include_comments=False, include_tables=True, favor_recall=True, with_metadata=False,
        fast=True,  # its fall-backs look from every paragraph at all others: minutes for a long page
    )  # fmt: skip
    return letters(found) if found and len(found) > 200 else ""


class _Article:
    """Chooses the blocks that belong to the article and writes them on a sheet."""

    def __init__(
        self, blocks: Sequence[HtmlBlock], weights: Weights, head: Head, root: HtmlElement, evidence: str
    ) -> None:
        self._blocks, self._weights, self._head, self._evidence = blocks, weights, head, evidence
        self._container = self._innermost(root)
        self._inside = [self._container in ancestors(block.element) for block in blocks]
        self._last_inside = max((n for n, inside in enumerate(self._inside) if inside), default=len(blocks))
        self._first_text = next(
            (
                n
                for n, inside in enumerate(self._inside)
                if inside and blocks[n].mark is None and self._is_text(blocks[n])
            ),
            len(blocks),
        )
        self._last_text = max(
            (n for n, inside in enumerate(self._inside) if inside and self._is_evident(blocks[n])),
            default=len(blocks),
        )
        self._headline = self._find_headline()

    def write(self, sheet: Sheet) -> str:
        """The article's paragraphs are on the sheet afterwards; returns its title."""
        title = self._blocks[self._headline].words if self._headline is not None else ""
        if self._headline is None and self._head.headline:
            title = self._head.headline
            sheet.add(title, Role.HEADLINE)
        first = self._headline if self._headline is not None else 0
        written = 0
        for number, block in enumerate(self._blocks):
            segments = self._segments(number, block, first)
            if segments is None:
                continue
            if block.row:
                sheet.add_row(block.row)
            else:
                sheet.add_segments(segments)
            written += len(block.words) * (block.role in (None, Role.BODY, Role.TEASER))
        if len(self._head.body) > 200 and written < 0.5 * len(self._head.body):
            _add_body(sheet, self._head.body)
        return _title_of(sheet, title or self._head.title)

    def first(self, reader: Callable[[str], str]) -> str:
        """What the reader finds in the first short block around the headline, "" when in none."""
        last = min(self._first_text, len(self._blocks)) + 3
        near = self._blocks[max(0, (self._headline or 0) - 8) : last]
        return next(
            (found for block in near if len(block.words) <= 200 and (found := reader(block.words))), ""
        )

    def _innermost(self, root: HtmlElement) -> HtmlElement:
        """The innermost element that holds nearly all of the running text."""
        wanted = _MAIN_SHARE * self._weights.total
        at = root
        while wanted:
            child = next((c for c in at if self._weights.good(c) >= wanted), None)
            if child is None or child.tag == "p":
                break
            at = child
        return at

    def _find_headline(self) -> int | None:
        """The block that is this article's headline: the title's words, else the last h1 above the text."""
        wanted = letters(self._head.title)
        headings = [
            n
            for n, block in enumerate(self._blocks)
            if block.role is Role.HEADLINE and block.words and block.kind is None
        ]
        for candidates in (headings, self._heading_like(), range(len(self._blocks))):
            for number in candidates:
                if wanted and self._says(self._blocks[number], wanted):
                    self._blocks[number].mark = (Role.HEADLINE, None)
                    return number
        first = next(
            (n for n, inside in enumerate(self._inside) if inside and self._is_text(self._blocks[n])),
            len(self._blocks),
        )
        above = [n for n in headings if n <= first and len(self._blocks[n].words.split()) >= 3]
        return above[-1] if above else next((n for n in headings if self._inside[n]), None)

    def _heading_like(self) -> list[int]:
        return [n for n, block in enumerate(self._blocks) if block.role in (Role.HEADLINE, Role.SUBHEAD)]

    def _says(self, block: HtmlBlock, wanted: str) -> bool:
        """Whether a block says what the page's head gives as headline, with or without a kicker."""
        if len(block.words) > 400 or block.link_share >= 0.9:
            return False
        found = letters(
            "".join(words for words, mark in block.segments if not mark or mark[0] is not Role.FURNITURE)
        )
        if not found or found == wanted:
            return found == wanted
        heading = block.role in (Role.HEADLINE, Role.SUBHEAD)
        longer, shorter = max(found, wanted, key=len), min(found, wanted, key=len)
        return heading and shorter in longer and 2 * len(shorter) >= len(longer)

    def _is_evident(self, block: HtmlBlock) -> bool:
        """Whether the other extractor keeps the block too."""
        words = block.words
        return (
            block.kind is None
            and len(words) >= 25
            and (not self._evidence or letters(words)[:50] in self._evidence)
        )

    def _is_text(self, block: HtmlBlock) -> bool:
        return block.kind is None and len(block.words) >= 60 and block.link_share < 0.5

    def _segments(self, number: int, block: HtmlBlock, first: int) -> list[Segment] | None:
        """The stretches of a block with their marks; None when it is not part of the article."""
        if not block.words or self._is_repeated_headline(number, block):
            return None
        mark = block.mark
        if block.kind is not None and self._is_told_by_evidence(number, block):
            mark = None
        kind = mark[1] if mark and mark[0] is Role.FURNITURE else None
        if kind in _LEFT_OUT or not self._belongs(number, block, first, kind):
            return None
        listed = mark is None or (mark[0] is Role.TEASER and block.item)
        if listed and kind is None and self._is_link(block):
            mark = (Role.FURNITURE, Furniture.RELATED)
        if mark and mark[0] is Role.TEASER and number > self._first_text + 1:
            mark = None  # the article's own teaser stands above its text
        if mark and mark[0] is Role.HEADLINE and number != self._headline:
            mark = (Role.SUBHEAD, None)
        if mark is None and block.item:
            mark = (Role.BODY, None)
        return _marked(block, mark)

    def _belongs(self, number: int, block: HtmlBlock, first: int, kind: Furniture | None) -> bool:
        if number == self._headline:
            return True
        near = self._headline is not None and first - 3 <= number < first and self._shares_header(block)
        if number < first and self._headline is not None:
            if kind is Furniture.LABEL or block.role in (Role.TEASER, Role.CAPTION):
                return near
            return self._inside[number] and self._is_text(block) and bool(_SENTENCE.search(block.words))
        if self._inside[number]:
            return (
                kind is not Furniture.RELATED
                or not block.by_name
                or self._weights.length(block.element) <= 300
            )
        if number > self._last_inside:
            return kind is None and self._is_text(block) and letters(block.words)[:50] in self._evidence
        top = block.role in (Role.TEASER, Role.CAPTION, Role.SUBHEAD) or kind in (
            Furniture.BYLINE,
            Furniture.TIMESTAMP,
        )
        return top or self._is_text(block)

    def _shares_header(self, block: HtmlBlock) -> bool:
        """Whether a block stands close to the headline in the tree, so that it belongs to it."""
        if self._headline is None:
            return False
        around = list(ancestors(self._blocks[self._headline].element))[:4]
        return any(
            element in around and element.tag not in ("body", "html") for element in ancestors(block.element)
        )

    def _is_repeated_headline(self, number: int, block: HtmlBlock) -> bool:
        if self._headline is None or number == self._headline or len(block.words) > 400:
            return False
        return letters(block.words) == letters(self._blocks[self._headline].words)

    def _is_told_by_evidence(self, number: int, block: HtmlBlock) -> bool:
        """Furniture by its class name only, but long running text that the other extractor keeps: body."""
        sure = block.kind in (
            Furniture.COMMENTS,
            Furniture.COOKIE,
            Furniture.NEWSLETTER,
        ) or (block.kind is Furniture.ADVERTISEMENT and len(block.words) < _LONGEST_AD)
        if block.kind is Furniture.RELATED and self._stands_elsewhere(block):
            return False
        return (
            block.by_name and not sure and self._inside[number]
            and len(block.words) >= 80 and block.link_share < 0.3 and whole_line(block.words) is None
            and letters(block.words)[:60] in self._evidence
        )  # fmt: skip

    def _stands_elsewhere(self, block: HtmlBlock) -> bool:
        """In a small box whose name says that it shows other articles, and that holds links."""
        return any(
            leads_elsewhere(box)
            and self._weights.length(box) <= _LARGEST_BOX
            and self._weights.link_share(box) > 0
            for box in ancestors(block.element)
        )

    def _is_link(self, block: HtmlBlock) -> bool:
        """Nothing but a link without an end mark, mostly to another article."""
        return block.link_share >= 0.9 and not _END_MARK.search(block.words) and len(block.words) <= 250


def _marked(block: HtmlBlock, mark: tuple[Role, Furniture | None] | None) -> list[Segment]:
    role, kind = mark or (None, None)
    segments: list[Segment] = []
    for words, inner in block.segments:
        own_role, own_kind = role, kind
        if inner is not None and inner[0] is Role.FURNITURE and role is not Role.FURNITURE:
            in_text = role in (None, Role.BODY, Role.TEASER, Role.SUBHEAD)
            if not in_text or (
                inner[1] in (Furniture.LABEL, Furniture.CREDIT) and len(words.strip()) < len(block.words)
            ):
                own_role, own_kind = inner
        if segments and (segments[-1][1], segments[-1][2]) == (own_role, own_kind):
            segments[-1] = (segments[-1][0] + words, own_role, own_kind)
        else:
            segments.append((words, own_role, own_kind))
    return segments


def _add_body(sheet: Sheet, body: str) -> None:
    """The article's words from JSON-LD where the page itself shows less than half of them."""
    known = letters(sheet.text)
    for paragraph in body.split("\n\n"):
        if letters(paragraph)[:80] not in known:
            sheet.add(paragraph)


def _title_of(sheet: Sheet, title: str) -> str:
    """The title without a kicker that stands in the same element."""
    headline = [hint for hint in sheet.hints if hint.role is Role.HEADLINE]
    if headline:
        text = sheet.text
        words = " ".join(text[hint.start : hint.end] for hint in headline if hint.end - hint.start > 1)
        return " ".join(words.split())
    return " ".join(title.split())
