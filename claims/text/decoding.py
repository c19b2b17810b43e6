"""From bytes to characters, when nobody is sure of the encoding."""

import codecs
import re

from charset_normalizer import from_bytes

from claims.text.errors import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WESTERN = re.compile("[äöüßÄÖÜéèêëáàâçñóòôíìîúùûåæøÅÆØÉÀÇœŒ„“”‚‘’»«‹›–—…€§°©®·•´\u00a0\u00ad]")
_WELL_FORMED = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAMPLE = 200_000  # bytes that the guess looks at
_MOST_CONTROL = 0.02  # share of control bytes above which a file is no text


def decode(content: bytes, *, declared: str = "") -> str:
    """The characters of `content`; a byte order mark is dropped.

    Tried in this order: byte order mark, UTF-8, the declared encoding, Windows-1252 where the result
    looks like Western European text, then charset-normalizer's best guess. Raises Unreadable (binary,
    encoding) for bytes that are no text or text in a damaged encoding.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    sample = content[:_SAMPLE]
    if wide := _wide_encoding(sample):
        return _strictly(content, wide)
    if len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample) or b"\x00" in content:
        raise Unreadable(
            "This is a binary file, not a text. Please upload the article as .txt, .html, .md, .docx, .odt or .pdf.",
            code="binary",
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _single_byte(content, declared, fault)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise _damaged() from fault


def _damaged() -> Unreadable:
    return Unreadable(
        "The characters of this file are damaged: its encoding cannot be recognised. "
        "Please save it again as UTF-8 and upload it once more.",
        code="encoding",
    )


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark: every second byte of Western text is zero."""
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _single_byte(content: bytes, declared: str, fault: UnicodeDecodeError) -> str:
    high = sum(byte > 0x7F for byte in content)
    paired = sum(len(found) for found in _WELL_FORMED.findall(content))
    if paired >= 4 and paired >= 0.5 * high:
        raise _damaged() from fault  # UTF-8 with broken places: any other reading would garble it
    if declared:
        try:
            return content.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration is common; the guesses below follow
    try:
        western = content.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and len(_WESTERN.findall(western)) >= 0.9 * high:
        return western
    guess = from_bytes(content[:_SAMPLE]).best()
    if guess is None or guess.chaos > 0.2:
        raise _damaged() from fault
    return _strictly(content, guess.encoding)
