"""One guarded POST to an address that a person has typed in: no private networks, no redirects, a hard time limit."""

import http.client
import json
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

from claims.notify import reasons

CONNECT_LIMIT = 5.0  # seconds until a connection stands
WHOLE_LIMIT = 15.0  # seconds until the answer is there, however slowly it trickles
READ_LIMIT = 2000  # bytes of the answer that are read
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


class Forbidden(Exception):
    """The address leads where this program must not go, or is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said."""

    status: int
    text: str
    wait: float  # seconds, from Retry-After; 0 when it does not say


def post_json(url: str, payload: dict[str, Any], *, private_allowed: bool) -> Answer:
    """The payload was posted and answered, with whatever status. Raises Forbidden, OSError or HTTPException.

    The name is resolved once and every address found is judged before a byte leaves, so that a name cannot
    change between looking and connecting. With `private_allowed` also http: and every address are taken.
    """
    parts = _checked(url, private_allowed=private_allowed)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port)
    connection.sock = _connect(host, port, tls=parts.scheme == "https", private_allowed=private_allowed)
    guard = threading.Timer(WHOLE_LIMIT, _cut, (connection.sock,))
    guard.daemon = True
    guard.start()
    try:
        connection.request(
            "POST",
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            body=json.dumps(payload).encode(),
            headers={
                "Content-Type": "application/json",
                "User-Agent": "Factcheck",
                "Host": parts.netloc.rpartition("@")[2],
                "Connection": "close",
            },
        )
        answer = connection.getresponse()
        text = answer.read(READ_LIMIT).decode(errors="replace")
        return Answer(answer.status, text, _seconds(answer.getheader("Retry-After", "")))
    finally:
        guard.cancel()
        connection.close()


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address, and the IPv4 address that may hide in it, belongs to the open internet."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo:
            inner = address.teredo[1]
        if inner is None and address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _checked(url: str, *, private_allowed: bool) -> Any:
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError as error:
        raise Forbidden(reasons.NO_URL) from error
    if parts.scheme not in ({"https", "http"} if private_allowed else {"https"}) or not parts.hostname:
        raise Forbidden(reasons.NOT_SECURE)
    return parts


def _connect(host: str, port: int, *, tls: bool, private_allowed: bool) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not private_allowed and not all(is_public(address) for address in addresses):
        raise Forbidden(reasons.PRIVATE)
    last: OSError = OSError("the name has no address")
    for family, kind, protocol, _name, target in found:
        plain = socket.socket(family, kind, protocol)
        plain.settimeout(CONNECT_LIMIT)
        try:
            plain.connect(target)
            if tls:
                return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            return plain
        except OSError as error:
            plain.close()
            last = error
    raise last


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _seconds(words: str) -> float:
    return float(min(int(words), 86_400)) if words.isdecimal() else 0.0
