"""A split step that does its work, and what a word in the text tells it to suffer."""

import os
import signal
import time

from claims.models import Article
from claims.pipeline import split as real
from claims.pipeline.lease import Lease

KILLS = "Absturzwort"  # the step kills its own process, every time
RAISES = "Fehlerwort"
SLOW = "Langsamwort"  # the claims stand, the stage not yet: the worst moment for a test to strike
NAP = 3.0  # seconds


def split(article: Article, lease: Lease) -> None:
    """The article is split, unless its text wants it otherwise."""
    text = article.revisions.order_by("-number")[0].text
    if KILLS in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if RAISES in text:
        raise RuntimeError("the step was told to fail")
    real.run(article, lease)
    if SLOW in text:
        time.sleep(NAP)
