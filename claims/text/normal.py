"""A copy of a text for analysis: the same length, with the odd spaces and line ends made plain."""

import re

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_LINE_ENDS = "\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029"
_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys(_SPACES + _INVISIBLE + "\u001f", " "),
        **dict.fromkeys(_LINE_ENDS, "\n"),
        "\u00ad": "-",  # soft hyphen: inside a word, so a space would tear the word apart
        "\u2011": "-",  # no-break hyphen
    }
)
_CR_BEFORE_LF = re.compile(r"\r(?=\n)")


def same_length(text: str) -> str:
    """The text with every special space as " ", every line end as one "\\n"; offsets stay the same.

    The CR of a CR LF becomes a space, a lone CR becomes a line end, invisible format characters
    become spaces. `len(same_length(text)) == len(text)` always.
    """
    if text.isascii() and "\r" not in text:
        return text.translate(_ONE_TO_ONE)
    return _CR_BEFORE_LF.sub(" ", text).replace("\r", "\n").translate(_ONE_TO_ONE)
