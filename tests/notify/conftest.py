"""A mail server and a chat server on loopback, real ones, that can be stopped, started again and told to refuse."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """Takes mails on a port that stays its own over stops and starts."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.mails: list[EmailMessage] = []
        self.sessions = 0
        self.refuse: dict[str, str] = {}  # address: what the server says to it
        self.die_after: int | None = None  # mails, after which it breaks every connection
        self.hold: threading.Event | None = None  # when set: mails are taken in only after it
        self.reached = threading.Event()  # a mail is in the air
        self.controller: Controller | None = None
        self.policy: Any = policy.default

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.die_after is not None and len(self.mails) >= self.die_after:
            server.transport.abort()
            return "421 going down"
        self.reached.set()
        if self.hold is not None:
            await asyncio.get_running_loop().run_in_executor(None, self.hold.wait, 30)
            return "451 held too long"
        mail: Any = message_from_bytes(envelope.content, policy=self.policy)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A running mail server that the product sends to."""
    found = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", found.port, 5
    settings.MAIL_DOMAIN = "faktencheck.example"
    settings.PUBLIC_URL = "https://faktencheck.example"
    found.start()
    yield found
    found.stop()


class ChatServer(ThreadingHTTPServer):
    """Takes posts; says what it is told to say."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Chat)
        self.posts: list[tuple[str, dict[str, Any]]] = []
        self.says: list[tuple[int, dict[str, str]]] = []  # for the next posts; then 200
        self.trickle = 0.0  # seconds between two bytes of the answer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Chat(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, json.loads(body)))
        status, headers = self.server.says.pop(0) if self.server.says else (200, {})
        if self.server.trickle:
            try:
                for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
                    self.wfile.write(bytes([byte]))
                    time.sleep(self.server.trickle)
            except OSError:
                return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"ok" if status == 200 else b"no\nwith <words>")

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def chat_server(settings: Any) -> Iterator[ChatServer]:
    """A running chat server on loopback that the product may send to."""
    settings.CHAT_PRIVATE_ALLOWED = True
    settings.PUBLIC_URL = "https://faktencheck.example"
    with ChatServer() as found:
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()
