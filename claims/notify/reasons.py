"""Why a message did not go out: sentences stored in English, read in the reader's own language."""

import re

from django.utils.translation import gettext, gettext_noop

SWITCHED_OFF = gettext_noop("The chat channel was switched off.")
LEFT = gettext_noop("The person has left.")
AWAY = gettext_noop("The person is away; it stands in the dashboard.")
NO_ADDRESS = gettext_noop("The person has no usable e-mail address.")
NO_URL = gettext_noop("This is not an address.")
NOT_SECURE = gettext_noop("The address must begin with https://.")
PRIVATE = gettext_noop("The address leads into a private network.")
CHAT_SILENT = gettext_noop("The chat did not answer: %(why)s.")
CHAT_SAID = gettext_noop("The chat said %(status)s: %(why)s")
MAIL_SAID = gettext_noop("The mail server said %(status)s: %(why)s")
MAIL_AWAY = gettext_noop("The mail server cannot be reached: %(why)s")
MAIL_BROKE = gettext_noop("The connection to the mail server broke: %(why)s")
NO_MAIL = gettext_noop("This cannot be written as a mail: %(why)s")
STOPPED_ONCE = gettext_noop("The sender stopped in the middle.")
DECIDED = gettext_noop("The claim has been decided meanwhile.")
ELSEWHERE = gettext_noop("The claim is in other hands meanwhile.")
DONE = gettext_noop("What this asked for has been done meanwhile.")
UNWANTED = gettext_noop("What this asked for is no longer wanted.")
OUTDATED = gettext_noop("What this told no longer holds.")
GONE = gettext_noop("The claim or article is no longer there.")
NO_RIGHT = gettext_noop("The person may no longer do what this asked for.")
STOPPED = gettext_noop("The sender stopped in the middle, %(times)s times.")

_ALL = (
    SWITCHED_OFF, LEFT, AWAY, NO_ADDRESS, NO_URL, NOT_SECURE, PRIVATE, CHAT_SILENT, CHAT_SAID, MAIL_SAID,
    MAIL_AWAY, MAIL_BROKE, NO_MAIL, STOPPED, STOPPED_ONCE, DECIDED, ELSEWHERE, DONE, UNWANTED, OUTDATED, GONE, NO_RIGHT,
)  # fmt: skip
_WHY = {
    "TimeoutError": gettext_noop("no answer in time"),
    "gaierror": gettext_noop("nobody knows this name"),
    "ConnectionRefusedError": gettext_noop("the connection was refused"),
    "ConnectionResetError": gettext_noop("the connection broke"),
    "RemoteDisconnected": gettext_noop("the connection broke"),
    "SSLCertVerificationError": gettext_noop("its certificate is not valid"),
}


def read(stored: str) -> str:
    """The sentence in the language of the reader; the other side's own words stay as they came."""
    for sentence, shape in _SHAPES:
        if found := shape.fullmatch(stored):
            told = {name: gettext(_WHY.get(part, part)) for name, part in found.groupdict().items() if part}
            return gettext(sentence) % {**found.groupdict(), **told} if told else gettext(sentence)
    return stored


def _shape(sentence: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"%\\?\((\w+)\\?\)s", r"(?P<\1>.*)", re.escape(sentence)), re.DOTALL)


_SHAPES = [(sentence, _shape(sentence)) for sentence in _ALL]
