"""Text documents of word processors (.docx, .odt) to stored text."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from docx.opc.exceptions import PackageNotFoundError
from odf.opendocument import load
from odf.teletype import extractText

from claims.text.errors import Unreadable
from claims.text.limits import MAX_DEPTH, MAX_PARTS, MAX_UNPACKED
from claims.text.sheet import Sheet
from claims.text.spans import Page, Role

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DOCX_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DOCX_ELSEWHERE = (f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom")
_TITLE_STYLES = ("title", "titel", "headline", "schlagzeile", "überschrift")
_TEASER_STYLES = ("subtitle", "untertitel", "teaser", "vorspann", "lead", "intro", "standfirst")
_CAPTION_STYLES = ("caption", "beschriftung", "bildunterschrift", "illustration", "bildtext")
_HEADING_STYLES = ("heading", "überschrift", "berschrift", "zwischentitel", "subhead")


def zipped_kind(content: bytes) -> str:
    """ "docx" or "odt" for an office file; raises Unreadable for any other or an unsafe zip archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise _bomb()
            if any(member.flag_bits & 1 for member in members):
                raise _encrypted()
            if "word/document.xml" in names:
                return "docx"
            if {"content.xml", "mimetype"} <= names and b"opendocument.text" in archive.read("mimetype")[
                :200
            ]:
                return "odt"
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise _broken() from fault
    raise Unreadable(
        "This is an archive or another kind of Office file, not a text document. "
        "Please unpack it, or save the article as .docx, .odt or .txt.",
        code="unknown_type",
    )


def read_docx(content: bytes) -> Page:
    """The paragraphs, headings, lists and tables of a Word document, text boxes included."""
    _check_parts(content, ("word/document.xml", "word/styles.xml"))
    try:
        document = docx.Document(io.BytesIO(content))
        styles = {style.style_id: (style.name or "").lower() for style in document.styles}
        sheet = Sheet()
        writer = _Writer(sheet)
        for words, style, is_row in _docx_paragraphs(document.element.body):
            writer.write(words, "" if is_row else styles.get(style, style.lower()), is_row=is_row)
        properties = document.core_properties
        author, title = (properties.author or "").strip(), (properties.title or "").strip()
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        SyntaxError,
    ) as fault:
        raise _broken() from fault
    return Page(text=_some(sheet.text), title=writer.title or title, author=author, hints=tuple(sheet.hints))


def read_odt(content: bytes) -> Page:
    """The paragraphs, headings, lists and tables of an OpenDocument text."""
    _check_parts(content, ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
        )
    if b"encryption-data" in manifest:
        raise _encrypted()
    try:
        document = load(io.BytesIO(content))
        parents = _odt_style_parents(document)
        sheet = Sheet()
        writer = _Writer(sheet)
        for words, style, is_row in _odt_paragraphs(document.text):
            writer.write(words, parents.get(style, style).lower(), is_row=is_row)
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError, RecursionError) as fault:
        raise _broken() from fault
    return Page(text=_some(sheet.text), title=writer.title, hints=tuple(sheet.hints))


class _Writer:
    """Puts paragraphs on a sheet with the roles that their styles stand for."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.title = ""

    def write(self, words: str, style: str, *, is_row: bool) -> None:
        if is_row:
            self._sheet.add_row(words.split("\t"))
            return
        role = self._role(style.replace("_20_", " "))
        if role is Role.HEADLINE and words.strip():
            self.title = " ".join(words.split())
        self._sheet.add(words, role)

    def _role(self, style: str) -> Role | None:
        if style.startswith(_HEADING_STYLES) and style != "überschrift":
            return Role.SUBHEAD if self.title or not style.rstrip().endswith("1") else Role.HEADLINE
        if style.startswith(_TITLE_STYLES):
            return Role.SUBHEAD if self.title else Role.HEADLINE
        if style.startswith(_TEASER_STYLES):
            return Role.TEASER
        if style.startswith(_CAPTION_STYLES):
            return Role.CAPTION
        return Role.BODY if style.startswith("list") else None


def _docx_paragraphs(node: Any) -> Iterator[tuple[str, str, bool]]:
    """Text, style and whether it is a table row, in document order; rows have their cells divided by tabs."""
    for child in node:
        tag = child.tag
        if tag == f"{_W}p":
            style = child.find(f"{_W}pPr/{_W}pStyle")
            yield _docx_words(child), "" if style is None else style.get(f"{_W}val", ""), False
            for box in child.iter(f"{_W}txbxContent"):
                if not any(parent.tag == f"{_COMPATIBLE}Fallback" for parent in box.iterancestors()):
                    yield from _docx_paragraphs(box)
        elif tag == f"{_W}tr":
            cells = [" ".join(_docx_words(p) for p in cell.iter(f"{_W}p")) for cell in child.iter(f"{_W}tc")]
            if len(cells) == 1:  # a frame, not a table
                yield from _docx_paragraphs(next(child.iter(f"{_W}tc")))
            else:
                yield "\t".join(cell.replace("\t", " ") for cell in cells), "", True
        elif tag in (
            f"{_W}tbl",
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}customXml",
            f"{_W}smartTag",
        ):
            yield from _docx_paragraphs(child)


def _docx_words(paragraph: Any) -> str:
    """The words of a paragraph without those of text boxes anchored in it."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in _DOCX_SIGNS:
            pieces.append(_DOCX_SIGNS[node.tag])
        elif node.tag not in _DOCX_ELSEWHERE:
            waiting.extend(reversed(node))
    return "".join(pieces)


def _odt_paragraphs(node: Any) -> Iterator[tuple[str, str, bool]]:
    for child in getattr(node, "childNodes", ()):
        name = getattr(child, "qname", ("", ""))[1]
        if name == "h":
            level = child.getAttribute("outlinelevel") or "2"
            yield extractText(child), f"heading {level}", False
        elif name == "p":
            yield extractText(child), child.getAttribute("stylename") or "", False
        elif name == "table-row":
            yield "\t".join(extractText(cell).replace("\t", " ") for cell in child.childNodes), "", True
        elif name == "list":
            for item in child.childNodes:
                yield from ((words, "list", row) for words, _, row in _odt_paragraphs(item))
        elif name not in ("tracked-changes", "sequence-decls"):
            yield from _odt_paragraphs(child)


def _odt_style_parents(document: Any) -> dict[str, str]:
    """Automatic styles such as "P1" by the name of the style that they vary."""
    found = {}
    for style in document.automaticstyles.childNodes:
        if style.qname[1] == "style":
            parent = style.getAttribute("parentstylename")
            if parent:
                found[style.getAttribute("name")] = str(parent)
    return found


def _check_parts(content: bytes, names: tuple[str, ...]) -> None:
    """Raises Unreadable for entities, document types or deep nesting in the XML that will be parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in set(names) & set(archive.namelist()):
                depth = 0
                with archive.open(name) as part:
                    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
                        depth += 1 if event == "start" else -1
                        if depth > MAX_DEPTH:
                            raise _bomb()
                        if event == "end":
                            element.clear()
    except DefusedXmlException as fault:
        raise _bomb() from fault
    except (SyntaxError, zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as fault:
        raise _broken() from fault
    except ValueError as fault:
        if isinstance(fault, Unreadable):
            raise
        raise _broken() from fault


def _some(text: str) -> str:
    if not text.strip():
        raise Unreadable(
            "This document contains no text. Pictures cannot be read: please put the article's words in.",
            code="no_text",
        )
    return text


def _bomb() -> Unreadable:
    return Unreadable(
        "This file unpacks to far more than an article and is refused for safety. "
        "Please copy the article's text into a new document.",
        code="bomb",
    )


def _broken() -> Unreadable:
    return Unreadable(
        "This document is damaged and cannot be opened. Please save it again from its program.", code="broken"
    )


def _encrypted() -> Unreadable:
    return Unreadable(
        "This document is protected by a password. Please save it without one.", code="encrypted"
    )
