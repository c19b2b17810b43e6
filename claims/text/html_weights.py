"""How much text every element of a page holds, and how much of it is the article's."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from claims.text.html_marks import BLOCK_TAGS

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "head"})
_PARAGRAPHS = frozenset({"p", "li", "div", "section", "td", "blockquote", "article"})
_PARTS = frozenset({"h1", "h2", "h3", "h4", "figure", "time", "figcaption"})
_SHORTEST_GOOD = 60  # code points of a paragraph that counts as text of an article
_MOST_LINKED = 0.5  # share of its characters inside links up to which a paragraph counts as text
_LONGEST_BOX = 1500  # code points of a box of links to other articles
_MAIN_SHARE = 0.35  # an element with so much of the page's text is no furniture, whatever its name
_COMPARED = 50  # letters at the beginning of a paragraph by which it is found again


@dataclass(slots=True)
class _Weight:
    length: int = 0  # characters
    own: int = 0  # characters outside the block elements in it
    good: int = 0  # characters of running text
    linked: int = 0  # characters inside links
    headings: int = 0  # characters of headings that are no links
    links: int = 0  # link elements
    parts: int = 0  # headings, pictures, times: it is more than one stretch of text


class Weights:
    """What stands in every element of a page.

    `evidence` are the letters and digits of what another extractor takes for the article; where it is
    given, only paragraphs found in it count as running text.
    """

    def __init__(self, root: HtmlElement, *, evidence: str = "") -> None:
        self._evidence = evidence
        elements = list(root.iter())
        self._of = {element: _Weight() for element in elements}
        for element in reversed(elements):
            self._weigh(element)
        self.total = self._of[root].good

    def _weigh(self, element: HtmlElement) -> None:
        """Adds an element, whose children have been weighed, to its parent."""
        weight = self._of[element]
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
            weight = self._of[element] = _Weight()
        else:
            self._complete(element, weight)
        parent = element.getparent()
        if parent is None or parent not in self._of:
            return
        above = self._of[parent]
        tail = len((element.tail or "").strip())
        above.length += weight.length + tail
        above.own += tail + (0 if element.tag in BLOCK_TAGS else weight.own)
        above.good += weight.good
        above.linked += weight.linked
        above.links += weight.links
        above.parts += weight.parts
        above.headings += weight.headings

    def _complete(self, element: HtmlElement, weight: _Weight) -> None:
        text = len((element.text or "").strip())
        weight.length += text
        weight.own += text
        weight.parts += element.tag in _PARTS
        if element.tag == "a":
            weight.linked = weight.length
            weight.links += 1
        if element.tag in HEADINGS and not weight.linked:
            weight.headings = weight.length
        whole = element.tag in _PARAGRAPHS and not weight.good and weight.own >= _SHORTEST_GOOD
        if whole and weight.linked < _MOST_LINKED * weight.length and self._is_known(element):
            weight.good = weight.length

    def _is_known(self, element: HtmlElement) -> bool:
        return not self._evidence or letters(beginning(element, 200))[:_COMPARED] in self._evidence

    def length(self, element: HtmlElement) -> int:
        """How many characters stand in the element."""
        return self._of[element].length if element in self._of else 0

    def good(self, element: HtmlElement) -> int:
        """How many characters of running text stand in the element."""
        return self._of[element].good if element in self._of else 0

    def link_share(self, element: HtmlElement) -> float:
        """The share of its characters that are links."""
        weight = self._of.get(element)
        return weight.linked / max(1, weight.length) if weight else 0.0

    def has_parts(self, element: HtmlElement) -> bool:
        """Whether headings, pictures or times stand in it, so that it is more than one stretch of text."""
        weight = self._of.get(element)
        return weight is not None and weight.parts > 0

    def is_link_box(self, element: HtmlElement) -> bool:
        """Whether it is a box of links, under a heading perhaps: teasers of other articles."""
        weight = self._of.get(element)
        if weight is None or weight.good or not 10 <= weight.length <= _LONGEST_BOX:
            return False
        share = weight.linked / max(1, weight.length - weight.headings)
        return share >= 0.9 and (weight.headings > 0 or weight.links > 1)

    def is_main(self, element: HtmlElement) -> bool:
        """Whether so much of the page's running text stands in it that its name means nothing."""
        return bool(self.total) and self.good(element) > _MAIN_SHARE * self.total


def letters(words: str) -> str:
    """Only the letters and digits, small: the same for differently set copies of a text."""
    return "".join(filter(str.isalnum, words.casefold()))


def beginning(element: HtmlElement, length: int) -> str:
    """The first `length` characters, or a few more, of the words in the element."""
    pieces, found = [], 0
    for piece in _pieces(element):
        pieces.append(piece)
        found += len(piece)
        if found >= length:
            break
    return "".join(pieces)


def _pieces(element: HtmlElement) -> Iterator[str]:
    for node in element.iter():
        if node is not element and (node.tag == "br" or node.tag in _PARAGRAPHS):
            yield " "
        if isinstance(node.tag, str) and node.tag not in _NO_TEXT and node.text:
            yield node.text
        # the words after an element come before those of the next one, unless it has children
        if not len(node) and node is not element:
            yield from _tails(node, element)


def _tails(node: HtmlElement, stop: HtmlElement) -> Iterator[str]:
    """The words after an element without children, and after each element that ends with it."""
    at = node
    while at is not stop:
        if at.tail:
            yield at.tail
        parent = at.getparent()
        if parent is None or at.getnext() is not None:
            return
        at = parent
