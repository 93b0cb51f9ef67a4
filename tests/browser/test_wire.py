"""The real server, spoken to byte by byte: what no browser sends breaks no worker, and slow ones shut nobody out."""

import socket
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.browser.conftest import Site

LOGIN = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
SPOKEN = {
    "two lengths": LOGIN + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    "length and chunks": LOGIN
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    "a length that is none": LOGIN + b"Content-Length: -5\r\n\r\n",
    "a megabyte of a header": LOGIN + b"X-Long: " + b"x" * 1_048_576 + b"\r\n\r\n",
    "ten thousand headers": LOGIN + b"".join(b"X-%d: 1\r\n" % number for number in range(10_000)) + b"\r\n",
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
    "an address with bytes": b"GET /\xff\xfe%00%zz/../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a very long address": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "another host": b"GET /accounts/login/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a host with a line": b"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
}


def speak(site: Site, sent: bytes, *, patience: float = 5.0) -> bytes:
    """Send these bytes and read the beginning of the answer; nothing where the server hangs up."""
    parts = urlsplit(site.url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=patience) as line:
        try:
            line.sendall(sent)
            return line.recv(65_536)
        except (ConnectionError, TimeoutError):
            return b""


@pytest.mark.parametrize("what", SPOKEN)
def test_broken_requests_are_refused_and_the_worker_stays(site: Site, what: str) -> None:
    answer = speak(site, SPOKEN[what])
    status = answer.split(b" ", 2)[1:2]
    # 403: read as a form, which it is, and refused for want of its token.
    assert status in ([], [b"400"], [b"403"], [b"404"], [b"413"], [b"414"], [b"431"]), answer[:200]
    assert b"evil" not in answer
    assert b"root:" not in answer
    for _ in range(4):
        assert urlopen(f"{site.url}/accounts/login/", timeout=5).status == 200


def test_whoever_sends_slowly_shuts_nobody_out(site: Site) -> None:
    parts = urlsplit(site.url)
    lines = [socket.create_connection((parts.hostname or "", parts.port or 0)) for _ in range(20)]
    try:
        for line in lines:
            line.sendall(LOGIN + b"Content-Length: 100000\r\n\r\nlogin=")
        for _ in range(6):
            assert urlopen(f"{site.url}/accounts/login/", timeout=5).status == 200
    finally:
        for line in lines:
            line.close()
