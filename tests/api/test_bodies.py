"""Bodies without an announced length, and bodies that nobody reads."""

import io
from collections.abc import Iterable
from typing import Any

import pytest

from factcheck.bodies import KnownLength


class Stream(io.BytesIO):
    """A body that remembers the largest piece asked for."""

    asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None and size > 0, "a body must be read in pieces"
        self.asked = max(self.asked, size)
        return super().read(size)


def answering(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > 100:
        return [b"too large"]
    return [environ["wsgi.input"].read(length) if length else b"nothing"]


def ask(body: Stream, limit: int = 100, patience: int = 1000, **environ: Any) -> bytes:
    application = KnownLength(answering, limit=limit, patience=patience)
    given = {"wsgi.input": body, "wsgi.input_terminated": True, **environ}
    return b"".join(application(given, lambda *_: None))


def test_a_chunked_body_arrives_with_its_length() -> None:
    assert ask(Stream(b"x" * 100), HTTP_TRANSFER_ENCODING="chunked") == b"x" * 100


def test_a_chunked_body_that_is_too_large_is_not_kept() -> None:
    body = Stream(b"x" * 900)
    assert ask(body, HTTP_TRANSFER_ENCODING="chunked") == b"too large"
    assert body.tell() == 900  # read to its end all the same, so that the client listens


@pytest.mark.parametrize(("sent", "read"), [(900, 900), (5000, 1000)])
def test_what_nobody_reads_is_thrown_away_up_to_a_limit(sent: int, read: int) -> None:
    body = Stream(b"x" * sent)
    assert ask(body, CONTENT_LENGTH=str(sent)) == b"too large"
    assert body.tell() == read


def test_a_body_is_thrown_away_in_pieces() -> None:
    body = Stream(b"x" * 10)
    ask(body, patience=10**9, CONTENT_LENGTH="200")
    assert body.asked <= 64 * 1024


def test_a_stream_that_does_not_end_is_left_alone() -> None:
    body = Stream(b"x" * 100)
    given = {"CONTENT_LENGTH": "10", "wsgi.input_terminated": False}
    assert ask(body, **given) == b"x" * 10
    assert body.tell() == 10
