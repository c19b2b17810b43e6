"""When two claims say the same in the same words, give or take punctuation, case and quotation marks."""

import hashlib
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*", re.UNICODE)
SHORTEST = 4  # words: shorter statements are alike by accident


def fingerprint(quote: str, *, claimant: str = "") -> str:
    """SHA-256 in hex over the words of the quote and its claimant; "" when there are too few words.

    Case, punctuation, white space, ß/ss and Unicode forms do not count; every number and every
    word does, so that another figure, year, name or a "nicht" gives another fingerprint.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", quote).casefold())
    if len(words) < SHORTEST:
        return ""
    who = _WORD.findall(unicodedata.normalize("NFKC", claimant).casefold())
    return hashlib.sha256(" ".join([*who, "|", *words]).encode("utf-8", "replace")).hexdigest()
