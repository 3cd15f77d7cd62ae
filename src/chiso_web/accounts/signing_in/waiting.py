"""How long somebody has to wait after too many attempts."""

import math
import time
from collections.abc import Mapping

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from allauth.core.ratelimit import respond_429
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

LIMITS = "allauth.account"  # where the library looks for our limits
WAIT = "chiso.wait_seconds"  # where the page finds it, beside the id of the request
LEAST_SECONDS = 60


def too_many(request: HttpRequest, counted: Mapping[str, str]) -> HttpResponse:
    """The page that says when to come back. ``counted``: the limits that may be used up, each with
    what it counts by.
    """
    request.META[WAIT] = max(
        [LEAST_SECONDS, *(_seconds(request, action, key) for action, key in counted.items())]
    )
    response: HttpResponse = respond_429(request)
    return response


def _seconds(request: HttpRequest, action: str, key: str) -> int:
    """Until each rate of a limit lets one attempt through again; 0 where none is used up."""
    now, waits = time.time(), [0]
    for rate in get_rates(app=LIMITS, action=action):
        place = get_cache_key(request, app=LIMITS, action=action, rate=rate, key=key)
        left = [at + rate.duration - now for at in cache.get(place, [])]
        counting = [one for one in left if one > 0]
        if len(counting) >= rate.amount:
            waits.append(math.ceil(min(counting)))
    return max(waits)
