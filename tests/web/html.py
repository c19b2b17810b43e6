"""A page without the white space that only its templates' layout brings."""

import re


def flat(html: str) -> str:
    """The page on one line, without spaces beside tags; entities stay as they are."""
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", " ".join(html.split()))
