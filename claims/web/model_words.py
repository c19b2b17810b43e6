"""What the optional language model had to do with an article, stored in English, in the reader's words."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_COUNTED = re.compile(r"(\d+) dropped, (\d+) added, (\d+) worded")
_STATUS = re.compile(r"the server answers (\d+)")
_TROUBLE = {
    "the limit of tokens is reached": gettext_noop("the limit of tokens is reached"),
    "the limit of time is reached": gettext_noop("the limit of time is reached"),
    "the answer took too long": gettext_noop("the answer took too long"),
    "the server is away or too slow": gettext_noop("the server is away or too slow"),
    "the answer has another form than a chat completion": gettext_noop(
        "the answer has another form than a chat completion"
    ),
}


def told(note: str) -> str:
    """The note part by part; what nobody here has worded stays as it came."""
    return "; ".join(_part(part) for part in note.split("; ") if part)


def _part(part: str) -> str:
    if found := _COUNTED.fullmatch(part):
        dropped, added, worded = found.groups()
        words = _("%(dropped)s claims dropped, %(added)s added, %(worded)s worded anew")
        return words % {"dropped": dropped, "added": added, "worded": worded}
    if found := _STATUS.fullmatch(part):
        return _("the server answers %(status)s") % {"status": found[1]}
    known = part if part in _TROUBLE else part.rpartition(": ")[2]
    return _(_TROUBLE[known]) if known in _TROUBLE else part
