"""How often one address may ask in a minute, counted for all processes together.

The counts lie in memory that the workers share because they are made after it (gunicorn's
``preload_app``, as `chiso serve` has it). A server that loads the program in each worker counts in
each on its own: its limit is then so many times higher. Two workers that count at the same moment
may count one; that does no harm. No address is kept, only the place that a keyed hash gives it.
"""

import hashlib
import mmap
import secrets
from dataclasses import dataclass
from threading import Lock

import numpy as np

SECONDS = 60
PLACES = 65_536


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
