"""What the guarded POST lets through and what it does not."""

import shutil
import socket
import ssl
import subprocess
from ipaddress import ip_address

import pytest

from claims.notify import outgoing
from claims.notify.outgoing import Forbidden, is_public, post_json


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_the_open_internet_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
        "2002:c0a8:101::1",
    ],
)  # fmt: skip
def test_everything_else_is_not_in_whatever_dress(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/x", "ftp://hooks.example/x", "file:///etc/passwd", "https://", "https:///x", "",
        "https://hooks.example:99999/x", "https://[::1", "https://127.0.0.1/", "https://[::1]/",
        "https://[::ffff:127.0.0.1]/", "https://2130706433/", "https://0x7f.1/", "https://localhost/",
        "https://127.0.0.1%00.example/", "https://user:pass@127.0.0.1/",
    ],
)  # fmt: skip
def test_addresses_that_lead_home_are_refused_before_anything_is_sent(url, monkeypatch):
    def connect(*_: object) -> None:
        pytest.fail("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises((Forbidden, OSError, UnicodeError)):
        post_json(url, {}, private_allowed=False)


def test_a_name_with_one_private_address_among_its_own_is_refused(monkeypatch):
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
        for address in ("93.184.216.34", "127.0.0.1")
    ]
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(Forbidden, match="private"):
        post_json("https://hooks.example/x", {}, private_allowed=False)


def test_a_post_is_answered(chat_server):
    answer = post_json(f"{chat_server.url}/a?b=c", {"ä": 1}, private_allowed=True)
    assert (answer.status, answer.text, answer.wait) == (200, "ok", 0.0)
    assert chat_server.posts == [("/a?b=c", {"ä": 1})]


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make a certificate with")
def test_a_post_over_tls_wants_a_certificate_that_holds(chat_server, tmp_path, monkeypatch):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    there = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    there.load_cert_chain(certificate, key)
    chat_server.socket = there.wrap_socket(chat_server.socket, server_side=True)
    port = chat_server.server_address[1]
    with pytest.raises(ssl.SSLCertVerificationError):
        post_json(f"https://localhost:{port}/", {}, private_allowed=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert post_json(f"https://localhost:{port}/x", {"a": 1}, private_allowed=True).status == 200
    with pytest.raises(ssl.SSLCertVerificationError):  # another name than the certificate's
        post_json(f"https://127.0.0.1:{port}/", {}, private_allowed=True)
    assert chat_server.posts == [("/x", {"a": 1})]
