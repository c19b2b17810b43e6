"""Bodies of requests as Django wants them: of known length, and read to their end."""

import io
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PIECE = 64 * 1024  # bytes read at once while a body is thrown away


class KnownLength:
    """Wraps a WSGI application, which gets every body with its length and need not read it.

    Django takes a body without Content-Length for an empty one: a chunked body is read first, up to one
    byte more than `limit`, which the application then refuses as too large. What the application leaves
    unread is thrown away before its answer goes out, up to `patience` bytes: a client that is still
    sending does not listen, and would see a broken connection instead of the refusal.
    """

    def __init__(self, application: Application, *, limit: int, patience: int = 256 * 1024 * 1024) -> None:
        self.application = application
        self.limit = limit
        self.patience = patience

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The application's answer."""
        if not environ.get("wsgi.input_terminated"):  # a server whose stream must not be read to its end
            return self.application(environ, start_response)
        rest = environ["wsgi.input"]
        if "CONTENT_LENGTH" not in environ and "HTTP_TRANSFER_ENCODING" in environ:
            body = _read(rest, self.limit + 1)
            environ["CONTENT_LENGTH"] = str(len(body))
            environ["wsgi.input"] = io.BytesIO(body)
        answer = self.application(environ, start_response)
        left = self.patience
        while left > 0 and (piece := rest.read(min(PIECE, left))):
            left -= len(piece)
        return answer


def _read(stream: Any, most: int) -> bytes:
    pieces: list[bytes] = []
    while most > 0 and (piece := stream.read(min(PIECE, most))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)
