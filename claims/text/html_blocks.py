"""The visible paragraphs of an HTML tree in reading order, each with what its surroundings say of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from claims.text.html_marks import BLOCK_TAGS, Mark, is_teaser_name, is_unseen, named_mark, tag_mark
from claims.text.spans import Furniture, Role

_SPACE = re.compile(r"[ \t\r\n\f]+")
_LOOSE_TAGS = frozenset({"span", "a", "time", "cite"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SHORTEST_GOOD = 60  # code points of a paragraph that counts as text of an article
_MOST_LINKED = 0.5  # share of its characters inside links up to which a paragraph counts as text
_LONGEST_CELL = 150  # code points; longer cells hold paragraphs
_LONGEST_BOX = 1500  # code points of a box of links to other articles
_MAIN_SHARE = 0.35  # an element with so much of the page's text is no furniture, whatever its name


@dataclass(slots=True)
class HtmlBlock:
    """One visible paragraph; `segments` are its stretches with their own marks (a credit in a caption)."""

    element: HtmlElement
    mark: Mark | None  # of the block as a whole, from the elements around it
    by_name: bool  # the mark comes from a class or id, not from a tag
    item: bool  # list item
    row: tuple[str, ...] = ()  # cells, for a row of a table
    segments: list[tuple[str, Mark | None]] = field(default_factory=list)
    linked: int = 0  # characters inside links

    @property
    def words(self) -> str:
        """The visible words, white space in single pieces."""
        return " ".join(_SPACE.sub(" ", "".join(words for words, _ in self.segments)).split(" ")).strip()

    @property
    def link_share(self) -> float:
        """The share of its characters that are links, 0 to 1."""
        return self.linked / max(1, sum(len(words.strip()) for words, _ in self.segments))

    @property
    def kind(self) -> Furniture | None:
        """What kind of furniture the surroundings make it, None for text."""
        return self.mark[1] if self.mark and self.mark[0] is Role.FURNITURE else None

    @property
    def role(self) -> Role | None:
        """The role that the surroundings give it, if any."""
        return self.mark[0] if self.mark else None


class Weights:
    """How many characters, and how many of the article's running text, every element holds.

    `evidence` are the letters and digits of what another extractor takes for the article; where it is
    given, only paragraphs found in it count as running text.
    """

    def __init__(self, root: HtmlElement, *, evidence: str = "") -> None:
        self._evidence = evidence
        self._length: dict[HtmlElement, int] = {}
        self._good: dict[HtmlElement, int] = {}
        self._linked: dict[HtmlElement, int] = {}
        for element in root.iter():
            self._length[element] = self._good[element] = self._linked[element] = 0
        for element in reversed(list(root.iter())):
            self._weigh(element)
        self.total = self._good.get(root, 0)

    def _weigh(self, element: HtmlElement) -> None:
        """Adds an element, whose children have been weighed, to its parent."""
        if not isinstance(element.tag, str) or element.tag in (
            "script",
            "style",
            "noscript",
            "template",
            "head",
        ):
            self._length[element] = self._good[element] = self._linked[element] = 0
        else:
            self._length[element] += len((element.text or "").strip())
            if element.tag == "a":
                self._linked[element] = self._length[element]
            if (
                element.tag in ("p", "li", "div", "section", "td", "blockquote", "article")
                and not self._good[element]
            ):
                length = self._length[element]
                linked = self._linked[element] >= _MOST_LINKED * length
                if length >= _SHORTEST_GOOD and not linked and self._is_known(element):
                    self._good[element] = length
        parent = element.getparent()
        if parent is not None and parent in self._length:
            self._length[parent] += self._length[element] + len((element.tail or "").strip())
            self._good[parent] += self._good[element]
            self._linked[parent] += self._linked[element]

    def _is_known(self, element: HtmlElement) -> bool:
        return not self._evidence or letters(_visible(element)[:200])[:50] in self._evidence

    def length(self, element: HtmlElement) -> int:
        """How many characters stand in the element."""
        return self._length.get(element, 0)

    def good(self, element: HtmlElement) -> int:
        """How many characters of running text stand in the element."""
        return self._good.get(element, 0)

    def link_share(self, element: HtmlElement) -> float:
        """The share of its characters that are links."""
        return self._linked.get(element, 0) / max(1, self._length.get(element, 0))

    def is_main(self, element: HtmlElement) -> bool:
        """Whether so much of the page's running text stands in it that its name means nothing."""
        return bool(self.total) and self.good(element) > _MAIN_SHARE * self.total


@dataclass(slots=True)
class _Context:
    mark: Mark | None = None
    by_name: bool = False
    linked: bool = False
    item: bool = False
    preformatted: bool = False
    inline: Mark | None = None  # of an inline element, for a segment


class BlockWalker:
    """Walks a tree once, without recursion, and collects its visible paragraphs."""

    def __init__(self, root: HtmlElement, weights: Weights) -> None:
        self._root, self._weights = root, weights
        self._stack: list[_Context] = [_Context()]
        self._owner: HtmlElement = root
        self._current: HtmlBlock | None = None
        self._joins_elements = False  # one inline element has ended and no text has come since
        self.blocks: list[HtmlBlock] = []

    def walk(self) -> list[HtmlBlock]:
        """The paragraphs in reading order, hidden ones left out."""
        walker = etree.iterwalk(self._root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event in ("comment", "pi"):
                self._text(element.tail)
            elif event == "start":
                if self._skips(element):
                    walker.skip_subtree()
                    self._stack.append(self._stack[-1])
                else:
                    self._open(element)
            else:
                self._close(element)
        self._flush()
        return self.blocks

    def _skips(self, element: HtmlElement) -> bool:
        if element.tag == "tr" and self._is_row(element):
            self._flush()
            context = self._inner(element)
            cells = tuple(" ".join(_visible(cell).split()) for cell in element if cell.tag in ("td", "th"))
            if any(cells):
                block = HtmlBlock(element, context.mark, context.by_name, item=False, row=cells)
                block.segments.append(("\t".join(cells), None))
                block.linked = int(self._weights.link_share(element) * sum(map(len, cells)))
                self.blocks.append(block)
            return True
        return is_unseen(element, self._weights.length(element))

    def _is_row(self, row: HtmlElement) -> bool:
        """A row of a real table: several short cells; layout tables of old pages hold the article."""
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        return len(cells) > 1 and not any(
            self._weights.length(cell) > _LONGEST_CELL
            or any(True for _ in cell.iter("table", "p", "h2", "h3"))
            for cell in cells
        )

    def _inner(self, element: HtmlElement) -> _Context:
        """The context inside an element: its own marks count unless the outer ones are furniture already."""
        outer = self._stack[-1]
        context = _Context(
            outer.mark, outer.by_name, outer.linked, outer.item, outer.preformatted, outer.inline
        )
        context.linked = outer.linked or element.tag == "a"
        context.preformatted = outer.preformatted or element.tag == "pre"
        context.item = element.tag in ("li", "dd", "dt") or (
            outer.item and element.tag not in ("article", "section")
        )
        if outer.mark and outer.mark[0] is Role.FURNITURE:
            return context
        mark, by_name = self._mark(element)
        if mark is None:
            return context
        if element.tag in BLOCK_TAGS or mark[0] is not Role.FURNITURE:
            context.mark, context.by_name = mark, by_name
        if element.tag not in BLOCK_TAGS:
            context.inline, context.mark = mark, outer.mark
        return context

    def _mark(self, element: HtmlElement) -> tuple[Mark | None, bool]:
        if element.tag in ("html", "body", "main") or self._weights.is_main(element):
            return None, False
        mark = tag_mark(element)
        if mark is not None:
            return mark, False
        length = self._weights.length(element)
        if element.tag in _HEADINGS:
            named = named_mark(element, length)
            furniture = named is not None and named[1] in (
                Furniture.LABEL,
                Furniture.RELATED,
                Furniture.NAVIGATION,
            )
            role = Role.HEADLINE if element.tag == "h1" else Role.SUBHEAD
            return (named if furniture and element.tag != "h1" else (role, None)), furniture
        mark = named_mark(element, length)
        if mark is not None and (mark[0] is not Role.TEASER or not _has_parts(element)):
            return mark, True
        if self._is_link_box(element, length):
            return (Role.FURNITURE, Furniture.RELATED), False
        if is_teaser_name(element) and length <= 900:
            elsewhere = element.tag == "aside" or self._weights.link_share(element) >= 0.3
            linked = elsewhere or _has_parts(element)
            return ((Role.FURNITURE, Furniture.RELATED) if linked else (Role.TEASER, None)), True
        return None, False

    def _is_link_box(self, element: HtmlElement, length: int) -> bool:
        """A box whose words are links, under a heading perhaps: teasers of other articles."""
        if element.tag not in ("div", "aside", "section", "figure", "ul") or length > _LONGEST_BOX:
            return False
        if length < 10 or self._weights.good(element):
            return False
        headings = sum(
            self._weights.length(heading)
            for heading in element.iter(*_HEADINGS)
            if not self._weights.link_share(heading)
        )
        share = self._weights.link_share(element) * length / max(1, length - headings)
        return share >= 0.9 and (headings > 0 or sum(1 for _ in element.iter("a")) > 1)

    def _open(self, element: HtmlElement) -> None:
        context = self._inner(element)
        if element.tag in BLOCK_TAGS:
            self._flush()
            self._owner = element
        self._stack.append(context)
        if element.tag == "br":
            self._line_break()
        self._text(element.text)

    def _close(self, element: HtmlElement) -> None:
        if element.tag in BLOCK_TAGS:
            self._flush()
            parent = element.getparent()
            self._owner = parent if parent is not None else self._root
        self._stack.pop()
        self._joins_elements = element.tag in _LOOSE_TAGS and not element.tail
        if element is not self._root:
            self._text(element.tail)

    def _line_break(self) -> None:
        if self._current is None:
            return
        if "".join(words for words, _ in self._current.segments).rstrip(" ").endswith("\n"):
            self._flush()
        else:
            self._current.segments.append(("\n", self._stack[-1].inline))

    def _text(self, words: str | None) -> None:
        if not words:
            return
        context = self._stack[-1]
        plain = words if context.preformatted else _SPACE.sub(" ", words)
        if self._current is None:
            if not plain.strip():
                return
            self._current = HtmlBlock(self._owner, context.mark, context.by_name, context.item)
        if self._joins_elements and self._grown_together(plain):
            plain = " " + plain
        self._current.segments.append((plain, context.inline))
        self._joins_elements = False
        if context.linked:
            self._current.linked += len(plain.strip())

    def _grown_together(self, words: str) -> bool:
        """Neighbouring inline elements that style sheets set apart: "Jane Doe" and "Reporter"."""
        before = self._current.segments[-1][0][-1:] if self._current and self._current.segments else ""
        return (before.islower() or before.isdigit() or before in ".!?:") and words[:1].isupper()

    def _flush(self) -> None:
        if self._current is not None:
            self.blocks.append(self._current)
            self._current = None


def letters(words: str) -> str:
    """Only the letters and digits, small: the same for differently set copies of a text."""
    return "".join(filter(str.isalnum, words.casefold()))


def _visible(element: HtmlElement) -> str:
    pieces = []
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in ("script", "style", "noscript", "template"):
            pieces.append(node.text or "")
        if node is not element:
            pieces.append((" " if node.tag in BLOCK_TAGS or node.tag == "br" else "") + (node.tail or ""))
    return "".join(pieces)


def _has_parts(element: HtmlElement) -> bool:
    """Whether headings, pictures or times stand in it, so that it is more than one stretch of text."""
    return any(True for _ in element.iter("h1", "h2", "h3", "h4", "figure", "time", "figcaption"))


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element itself and all around it, the nearest first."""
    yield element
    yield from element.iterancestors()
