"""From an uploaded file to its text."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from claims.text.decoding import decode
from claims.text.errors import Unreadable
from claims.text.html import read_html
from claims.text.limits import MAX_BYTES, MAX_CHARACTERS
from claims.text.markdown import read_markdown
from claims.text.office import read_docx, read_odt, zipped_kind
from claims.text.pdf import read_pdf
from claims.text.spans import Page

__all__ = ["ACCEPTED", "MAX_BYTES", "MAX_CHARACTERS", "Unreadable", "check_text", "read_file"]

ACCEPTED = (".txt", ".html", ".htm", ".md", ".docx", ".odt", ".pdf")

_TEXTUAL: dict[str, str] = {
    "": "text", ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown",
    ".markdown": "markdown",
}  # fmt: skip
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ\x90",
    b"OggS", b"ID3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00 ftyp", b"II*\x00", b"MM\x00*", b"SQLite format",
)  # fmt: skip
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MANY_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_END_MARK = re.compile(r"[.!?…:][\"“”«»‘’')\]]*\s*$")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)  # scripts without word spaces


def read_file(content: bytes, *, name: str) -> Page:
    """The stored text of a file, with what its markup tells about headline, subheads and captions.

    The kind comes from the content where it is unmistakable and else from the name's ending. A plain
    text is stored exactly as decoded, without a byte order mark. Raises Unreadable with words for a
    person when there is no text to work on.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(
            f"This file is too large ({len(content) / 1_048_576:.1f} MB). An article may have up to "
            f"{MAX_BYTES // 1_048_576} MB: please save only the text.",
            code="too_large",
        )
    if not content.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise Unreadable(
            "This file is empty. Please choose a file that contains the article's text.", code="empty"
        )
    page = _reader(content, name)(content)
    check_text(page.text)
    return page


def check_text(text: str) -> str:
    """The text unchanged, when there is something in it to work on; else raises Unreadable.

    Refused are texts that are empty, longer than MAX_CHARACTERS, contain NUL characters, mostly control
    characters or lone surrogates, or have no sentence in them. One ordinary sentence suffices.
    """
    if not text.strip("\ufeff\u200b\u2060 \t\r\n\x0b\x0c\x00\u00a0"):
        raise Unreadable("There is no text in it. Please put in the words of the article.", code="empty")
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            f"This text is too long ({len(text):,} characters). Up to {MAX_CHARACTERS:,} can be worked on: "
            "please split it into parts.",
            code="too_large",
        )
    if "\x00" in text or len(_MANY_CONTROLS.findall(text)) > max(5, 0.02 * len(text)):
        raise Unreadable(
            "This text contains characters that no text has (NUL or control characters). "
            "Please copy the words again from where you can read them.",
            code="binary",
        )
    if _SURROGATE.search(text):
        raise Unreadable(
            "This text contains half characters (lone surrogates): it was damaged on the way. "
            "Please copy or send it again as UTF-8.",
            code="encoding",
        )
    if not any(map(_says_something, text.splitlines())) and not _says_something_in_pieces(text):
        raise Unreadable(
            "There is no sentence in this text. Please put in the article itself, at least one full sentence.",
            code="no_sentence",
        )
    return text


def _says_something(words: str) -> bool:
    found = _WORD.findall(words[:4000])
    if len(_UNSPACED.findall(words[:4000])) >= 6:
        return True
    if len(found) >= 3:
        return sum(map(len, found)) >= 10
    return len(found) == 2 and bool(_END_MARK.search(words))


def _says_something_in_pieces(text: str) -> bool:
    """A sentence broken into lines of one or two words, as narrow columns are."""
    ended = re.search(r"\w\w[.!?][\"“”«»‘’')]?\s*(?:\n|$)", text)
    return ended is not None and _says_something(text[max(0, ended.end() - 400) : ended.end()])


def _reader(content: bytes, name: str) -> Callable[[bytes], Page]:
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return read_pdf
    if content.startswith(b"PK\x03\x04"):
        return {"docx": read_docx, "odt": read_odt}[zipped_kind(content)]
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if content.startswith(_OLD_OFFICE):
        raise Unreadable(
            "This is an old or password-protected Office file. "
            "Please open it, remove the password and save it as .docx or .odt.",
            code="encrypted" if ending == ".docx" else "unknown_type",
        )
    if content.startswith(_SIGNATURES):
        raise Unreadable(
            f"This is not a text but a picture, archive, sound or program. Accepted are {', '.join(ACCEPTED)}.",
            code="binary",
        )
    if ending in (".docx", ".odt", ".pdf"):
        raise Unreadable(
            f"The name says {ending}, the content is something else: the file is damaged or was renamed. "
            "Please save it again from the program it comes from.",
            code="broken",
        )
    if ending not in _TEXTUAL or content.startswith(b"{\\rtf"):
        raise Unreadable(
            f"Files of this kind ({ending or 'rich text'}) cannot be read. Accepted are {', '.join(ACCEPTED)}.",
            code="unknown_type",
        )
    return {"text": _read_plain, "html": _read_html, "markdown": read_markdown}[_TEXTUAL[ending]]


def _read_plain(content: bytes) -> Page:
    text = decode(content)
    return read_html(text) if _HTML_START.match(text[:5000]) else Page(text=text)


def _read_html(content: bytes) -> Page:
    return read_html(content)
