"""How often one address may ask in a minute, counted for all processes together.

The counts lie in memory that the workers share because they are made after it (gunicorn's
``preload_app``, as `chiso serve` has it). A server that loads the program in each worker counts in
each on its own: its limit is then so many times higher. Two workers that count at the same moment
may count one; that does no harm. No address is kept, only the place that a keyed hash gives it.
"""

import hashlib
import ipaddress
import mmap
import re
import secrets
from dataclasses import dataclass
from threading import Lock

import numpy as np
from django.http import HttpRequest

SECONDS = 60
PLACES = 65_536
PORTED = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::[0-9]+)?|([0-9.]+):[0-9]+")
IPV6_OF_ONE = 64  # bits that one subscriber's addresses share


@dataclass(frozen=True, slots=True)
class Used:
    """How many requests an address made in this minute, and the seconds until the next one."""

    requests: int
    seconds_left: int


class Counts:
    """Counts of a minute by address, in memory shared with processes that are made later."""

    def __init__(self) -> None:
        self._shared = np.frombuffer(mmap.mmap(-1, PLACES * 8), np.uint32).reshape(PLACES, 2)
        self._key = secrets.token_bytes(16)
        self._lock = Lock()

    def add(self, address: str, *, now: float) -> Used:
        """Count a request at a time in seconds; what is used with it."""
        minute, place = int(now // SECONDS), self._place(address)
        with self._lock:
            counted, so_far = self._shared[place].tolist()
            requests = so_far + 1 if counted == minute else 1
            self._shared[place] = minute, requests
        return Used(requests, SECONDS - int(now % SECONDS))

    def _place(self, address: str) -> int:
        digest = hashlib.blake2b(address.encode(), key=self._key, digest_size=8).digest()
        return int.from_bytes(digest) % PLACES


COUNTS = Counts()  # made when the program is loaded, before the workers are


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
