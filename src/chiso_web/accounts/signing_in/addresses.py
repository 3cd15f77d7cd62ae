"""The address that a request comes from, as attempts are counted by it."""

import ipaddress
import re

from django.http import HttpRequest

PORTED = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::[0-9]+)?|([0-9.]+):[0-9]+")
IPV6_OF_ONE = 64  # bits that one subscriber's addresses share


def address_of(request: HttpRequest, *, behind_proxy: bool) -> str:
    """Who asks: the address that the proxy in front saw, or the connection's own; of IPv6 the part
    that all addresses of one subscriber share.
    """
    own = str(request.META.get("REMOTE_ADDR", ""))
    hops = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    asking = (hops[-1].strip() or own) if behind_proxy else own
    try:
        address = ipaddress.ip_address(_without_port(asking))
    except ValueError:
        return asking
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:  # as a server that listens on IPv6 sees a reader on IPv4
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, IPV6_OF_ONE), strict=False))


def _without_port(asking: str) -> str:
    """An address without the port that some proxies write behind it: 10.0.0.1:80, [::1]:80."""
    found = PORTED.fullmatch(asking)
    return (found[1] or found[2]) if found else asking
