"""The words before a number that blur it: which bound "rund", "mehr als" and "knapp" leave."""

import re

_ROUGH = (
    r"rund|etwa|circa|ca\.|zirka|ungefähr|schätzungsweise|um\s+die|grob|about|around|roughly|approximately|some"
    r"|an\s+estimated|circa|exactly|genau|exakt|insgesamt|a\s+total\s+of"
)
_LOWER = (
    r"mehr\s+als|mindestens|wenigstens|über|gut|ab|nicht\s+weniger\s+als|more\s+than|at\s+least|over|upwards\s+of"
    r"|no\s+fewer\s+than|no\s+less\s+than|well\s+over|just\s+over|not\s+less\s+than"
)
_UPPER = (
    r"knapp|fast|nahezu|beinahe|bis\s+zu|höchstens|maximal|weniger\s+als|unter|kaum\s+mehr\s+als|annähernd|nearly"
    r"|almost|up\s+to|fewer\s+than|less\s+than|under|at\s+most|as\s+many\s+as|as\s+much\s+as|just\s+under|no\s+more\s+than"
)
_APPROACH = re.compile(
    rf"(?<![\w-])(?:(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<rough>{_ROUGH}))\s+(?:der\s+|den\s+|the\s+)?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?<!\w)(?:zwischen|between|von|from)\s+$", re.IGNORECASE)


def approach(text: str, first: int, start: int, is_range: bool) -> tuple[int, str]:
    """Where the words "rund", "mehr als" before a number start, and which bound they leave."""
    if is_range:
        between = BETWEEN.search(text[max(start, first - 10) : first])
        first -= len(between.group()) if between else 0
    match = _APPROACH.search(text[max(start, first - 30) : first])
    if not match:
        return first, ""
    kind = "lower" if match["lower"] else "upper" if match["upper"] else ""
    return first - len(match.group()), "" if is_range else kind


def plain(value: float) -> str:
    """The number in digits, without exponent and without needless zeros."""
    if value == int(value):
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")
