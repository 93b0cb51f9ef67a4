"""Who is at the other end, and by which scheme: settled once, before anything else looks at the request.

Lock-out, rate limits, the list of sessions and the redirect to https all read REMOTE_ADDR and the scheme. What a client
claims of itself is struck out here; what a trusted proxy says of a client takes the place of the proxy's own address.
"""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
_CLAIMS = (
    "HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP",
)  # fmt: skip


class TrustedProxies:
    """The first middleware: REMOTE_ADDR becomes the client's address, X-Forwarded-Proto stays only from a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted: Networks = settings.PROXIES

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        peer = address_in(meta.get("REMOTE_ADDR", ""))
        if peer is None or not _is_in(peer, self.trusted):
            meta.pop("HTTP_X_FORWARDED_PROTO", None)
        if peer is not None:
            meta["REMOTE_ADDR"] = str(client_behind(peer, meta.get("HTTP_X_FORWARDED_FOR", ""), self.trusted))
        for name in _CLAIMS:
            meta.pop(name, None)
        return self.get_response(request)


def client_behind(peer: Address, forwarded: str, trusted: Networks) -> Address:
    """The client's address: each proxy writes behind the others whom it was called by, so it is read from the end.

    The first address that is no trusted proxy's is the client. What cannot be read ends the search: whatever stands
    before it may be invented, so the last proxy that was reached stands for the client.
    """
    client, hops = peer, forwarded.split(",") if forwarded else []
    while hops and _is_in(client, trusted):
        before = address_in(hops.pop())
        if before is None:
            break
        client = before
    return client


def address_in(text: str) -> Address | None:
    """The address in a text, with or without port, brackets and zone; IPv4 inside IPv6 is IPv4. None for others."""
    host = text.strip()
    if host.startswith("["):
        host, closed, port = host[1:].partition("]")
        if not closed or (port and not (port.startswith(":") and _is_port(port[1:]))):
            return None
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
        if not _is_port(port):
            return None
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text[:6]) <= 65_535


def _is_in(address: Address, networks: Networks) -> bool:
    return any(address in network for network in networks)
