"""Whose address counts: a trusted proxy's word about its client is taken, anybody else's claim is struck out."""

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.config.settings import MIDDLEWARE, proxies
from pilothouse.web.shell.checks import proxies_are_named
from pilothouse.web.shell.proxies import TrustedProxies, address_in, client_behind
from tests.cast import Cast
from tests.cli.running import run
from tests.trust.test_sign_in import sign_in

TRUSTED = proxies("127.0.0.1, 10.0.0.0/8, ::1, fd00::/8")
Seen = dict[str, str | bool | None]


def seen(trusted: str = "127.0.0.1", **meta: str) -> Seen:
    """What axes, allauth and Django make of a request that has passed the first middleware."""
    found: Seen = {}

    def look(request: HttpRequest) -> HttpResponse:
        found.update(
            axes=get_client_ip_address(request), allauth=get_adapter().get_client_ip(request),
            secure=request.is_secure(), claims=", ".join(name for name in request.META if "FORWARD" in name),
        )  # fmt: skip
        return HttpResponse()

    with override_settings(PROXIES=proxies(trusted), SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        TrustedProxies(look)(RequestFactory().get("/", **meta))  # type: ignore[arg-type]
    assert found["axes"] == found["allauth"]
    return found


def test_it_comes_before_everything_that_looks() -> None:
    assert MIDDLEWARE[0] == "pilothouse.web.shell.proxies.TrustedProxies"


def test_a_trusted_proxy_is_believed() -> None:
    found = seen(HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_X_FORWARDED_PROTO="https")
    assert (found["axes"], found["secure"]) == ("203.0.113.9", True)
    assert not seen(HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_X_FORWARDED_PROTO="http")["secure"]


@pytest.mark.parametrize(("trusted", "peer"), [("", "127.0.0.1"), ("127.0.0.1", "198.51.100.4"), ("::1", "127.0.0.1")])
def test_anybody_else_is_not(trusted: str, peer: str) -> None:
    claims = {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https", "HTTP_FORWARDED": "for=1.1.1.1",
        "HTTP_X_REAL_IP": "203.0.113.9", "HTTP_X_FORWARDED_HOST": "evil.example"}  # fmt: skip
    assert seen(trusted, REMOTE_ADDR=peer, **claims) == {"axes": peer, "allauth": peer, "secure": False, "claims": ""}


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9:51234", "203.0.113.9"),
        ("127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "[2001:db8::7]", "2001:db8::7"),
        ("127.0.0.1", "[2001:db8::7]:51234", "2001:db8::7"),
        ("127.0.0.1", "fe80::1%eth0", "fe80::1"),
        ("127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::1", "203.0.113.9", "203.0.113.9"),
        ("fd00::5", "2001:db8::7", "2001:db8::7"),
        # What the client itself wrote stands before what the proxies wrote.
        ("127.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.0.0.1, 1.1.1.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "junk, <script>, 203.0.113.9", "203.0.113.9"),
        # Only proxies: the one that is farthest away; and nothing to be read: the last one that was reached.
        ("127.0.0.1", "10.0.0.7, 10.0.0.8", "10.0.0.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, , 10.0.0.8", "10.0.0.8"),
        ("127.0.0.1", "203.0.113.9:port", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9:999999", "127.0.0.1"),
        ("127.0.0.1", "[2001:db8::7", "127.0.0.1"),
        ("127.0.0.1", "[2001:db8::7]x", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.256", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.٩", "127.0.0.1"),
        ("203.0.113.1", "1.1.1.1", "203.0.113.1"),
    ],
)
def test_the_client_is_the_first_from_the_end_that_is_no_proxy(peer: str, forwarded: str, client: str) -> None:
    known = address_in(peer)
    assert known is not None
    assert str(client_behind(known, forwarded, TRUSTED)) == client


@given(st.text(max_size=80))
def test_no_header_breaks_it_or_invents_a_client(junk: str) -> None:
    proxy, real = ip_address("10.0.0.1"), "203.0.113.9"
    assert str(client_behind(proxy, f"{junk},{real}", TRUSTED)) == real
    client_behind(proxy, junk, TRUSTED)


def test_a_request_without_a_readable_peer_trusts_nobody() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="1.1.1.1", HTTP_X_FORWARDED_PROTO="https")
    with override_settings(PROXIES=TRUSTED):
        TrustedProxies(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == ""
    assert not {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"} & request.META.keys()


def test_behind_a_proxy_one_client_locks_out_nobody_else(cast: Cast) -> None:
    with override_settings(PROXIES=proxies("127.0.0.1")):
        attacker = Client(headers={"x-forwarded-for": "203.0.113.66"})
        assert [sign_in(attacker, password=f"wrong {n}") for n in range(7)][-1] == 429
        assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"203.0.113.66"}
        assert sign_in(Client(headers={"x-forwarded-for": "203.0.113.7"})) == 302
        forging = Client(headers={"x-forwarded-for": "203.0.113.7, 203.0.113.66"})
        assert sign_in(forging) == 429


def test_the_list_of_sessions_shows_the_client(cast: Cast) -> None:
    with override_settings(PROXIES=proxies("127.0.0.1")):
        client = Client(headers={"x-forwarded-for": "203.0.113.7"})
        assert sign_in(client) == 302
        assert cast.owner.account.usersession_set.get().ip == "203.0.113.7"


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.1/8", "10.0.0.0/33", "2", "1.2.3.4;5.6.7.8"])
def test_what_is_no_network_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PILOT_PROXIES holds addresses or networks"):
        proxies(text)


@pytest.mark.parametrize("text", ["0.0.0.0/0", "127.0.0.1,::/0"])
def test_nobody_trusts_everybody(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="every address"):
        proxies(text)


def test_networks_are_read() -> None:
    assert proxies("") == proxies(" , ") == []
    assert proxies("127.0.0.1, fd00::/8") == [ip_network("127.0.0.1/32"), ip_network("fd00::/8")]


@pytest.mark.parametrize(("https", "trusted", "found"), [(True, "", 1), (True, "127.0.0.1", 0), (False, "", 0)])
def test_https_without_a_proxy_is_remarked(https: bool, trusted: str, found: int) -> None:
    with override_settings(HTTPS=https, PROXIES=proxies(trusted)):
        assert len(proxies_are_named()) == found


def test_it_is_not_served(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "pilothouse.cli", "run", "--port", "64999", PILOT_HTTPS="1")
    assert done.returncode == 2
    assert "PILOT_HTTPS is on, but PILOT_PROXIES names no proxy" in done.stderr
    assert len(done.stderr.splitlines()) == 2
