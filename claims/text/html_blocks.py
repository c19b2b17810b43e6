"""The visible paragraphs of an HTML tree in reading order, each with what its surroundings say of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from claims.text.html_marks import BLOCK_TAGS, Mark, is_teaser_name, is_unseen, named_mark, tag_mark
from claims.text.html_weights import HEADINGS, Weights, beginning
from claims.text.spans import Furniture, Role

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BOXES = frozenset({"div", "aside", "section", "figure", "ul"})
_LOOSE_TAGS = frozenset({"span", "a", "time", "cite"})
_LONGEST_CELL = 150  # code points; longer cells hold paragraphs


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
            cells = tuple(
                " ".join(beginning(cell, _LONGEST_CELL).split())
                for cell in element
                if cell.tag in ("td", "th")
            )
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
        if element.tag in HEADINGS:
            named = named_mark(element, length)
            furniture = named is not None and named[1] in (
                Furniture.LABEL,
                Furniture.RELATED,
                Furniture.NAVIGATION,
            )
            role = Role.HEADLINE if element.tag == "h1" else Role.SUBHEAD
            return (named if furniture and element.tag != "h1" else (role, None)), furniture
        mark = named_mark(element, length)
        if mark == (Role.FURNITURE, Furniture.RELATED) and self._is_plain_list(element):
            return None, False
        if mark is not None and (mark[0] is not Role.TEASER or not self._weights.has_parts(element)):
            return mark, True
        if element.tag in _BOXES and self._weights.is_link_box(element):
            return (Role.FURNITURE, Furniture.RELATED), False
        if is_teaser_name(element) and length <= 900:
            elsewhere = element.tag == "aside" or self._weights.link_share(element) >= 0.3
            linked = elsewhere or self._weights.has_parts(element)
            return ((Role.FURNITURE, Furniture.RELATED) if linked else (Role.TEASER, None)), True
        return None, False

    def _is_plain_list(self, element: HtmlElement) -> bool:
        """A list without a single link, which leads nowhere: the points at the head of an article."""
        return element.tag in ("ul", "ol") and not self._weights.link_share(element)

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
        last = next((words for words, _ in reversed(self._current.segments) if words.strip(" ")), "")
        if last.rstrip(" ").endswith("\n"):
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


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element itself and all around it, the nearest first."""
    yield element
    yield from element.iterancestors()
