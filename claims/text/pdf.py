"""PDF to stored text: lines put together to paragraphs."""

import io
import re
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from claims.text.errors import Unreadable
from claims.text.limits import MAX_CHARACTERS, MAX_PAGES
from claims.text.normal import same_length
from claims.text.paragraphs import paragraphs
from claims.text.sheet import Sheet
from claims.text.spans import Page

_HYPHENATED = re.compile(r"(?<=[a-zäöüß])[-\u00ad]\n(?=[a-zäöüß])")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:Seite|Page|S\.)\s*)?\d{1,4}(?:\s*(?:von|of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_EVERY_PAGE = 3  # a line at the edge of so many pages is a running header or footer


def read_pdf(content: bytes) -> Page:
    """The text of a PDF; hyphens at line ends are taken out, running headers and page numbers left out."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(
                "This PDF is protected by a password. Please save it without one.", code="encrypted"
            )
        if len(reader.pages) > MAX_PAGES:
            raise _too_long()
        pages = _page_texts(reader)
        about = reader.metadata
        author = (about.author or "").strip() if about and isinstance(about.author, str) else ""
    except Unreadable:
        raise
    except DependencyError as fault:
        raise Unreadable(
            "This PDF is encrypted. Please save it without protection.", code="encrypted"
        ) from fault
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
    ) as fault:
        raise Unreadable(
            "This PDF is damaged and cannot be opened. Please save it again, or paste the text.",
            code="broken",
        ) from fault
    text = _paragraphs_of(_without_edges(pages))
    if not text.strip():
        raise Unreadable(
            "This PDF contains no text, only pictures of pages (a scan). "
            "Please run text recognition over it first, or paste the text.",
            code="no_text",
        )
    return Page(text=text, author=author)


def _page_texts(reader: PdfReader) -> list[str]:
    pages, length = [], 0
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        length += len(pages[-1])
        if length > MAX_CHARACTERS:
            raise _too_long()
    return pages


def _too_long() -> Unreadable:
    return Unreadable(
        f"This PDF is a book, not an article (more than {MAX_PAGES} pages or {MAX_CHARACTERS:,} characters). "
        "Please upload only the part to be checked.",
        code="too_large",
    )


def _without_edges(pages: list[str]) -> list[list[str]]:
    split = [[line.strip() for line in page.splitlines()] for page in pages]
    edges = Counter(line for page in split for line in {*page[:2], *page[-2:]} if line)
    return [
        [
            line
            for number, line in enumerate(page)
            if not (
                (number < 2 or number >= len(page) - 2)
                and (_PAGE_NUMBER.fullmatch(line) or edges[line] >= _EVERY_PAGE)
            )
        ]
        for page in split
    ]


def _paragraphs_of(pages: list[list[str]]) -> str:
    text = "\n".join("\n".join(page).strip("\n") for page in pages)
    sheet = Sheet()
    for paragraph in paragraphs(same_length(text)):
        words = re.sub(r" *\n *", "\n", text[paragraph.start : paragraph.end])
        sheet.add(_HYPHENATED.sub("", words).replace("\n", " "))
    return sheet.text
