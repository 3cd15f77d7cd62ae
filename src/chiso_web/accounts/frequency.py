"""How often something may happen in a minute before it is left out, for all servers together."""

import time

from django.core.cache import caches

MINUTE = 60


def few_a_minute(what: str, *, most: int) -> bool:
    """Whether this is among the first ``most`` of its kind in this minute.

    ``what`` is made of keys and names of ours, never of what a stranger typed.
    """
    key = f"chiso:few:{what}:{int(time.time() // MINUTE)}"
    kept = caches["trail"]
    if kept.add(key, 1, timeout=MINUTE):
        return True
    try:
        return int(kept.incr(key)) <= most
    except ValueError:  # it ended between the two
        return True
