"""Verification on demand: the reader's chains only, and one run at a time for all workers."""

from django.core.cache import cache
from django.utils.translation import gettext as _

from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.trail.scope import Scope
from chiso_web.audit.selectors import entry_count_by_heads
from chiso_web.audit.verifying import Verification, verify
from chiso_web.look.formats import number

MOST = 200_000  # entries that a page reads again; more are for the command
RUNNING, LONGEST = "chiso:trail:verifying", 600


def verified_once(scope: Scope) -> Verification:
    """What came of reading the chains of a scope again.

    Raises ActRefused where they are too long for a page, or somebody else verifies just now.
    """
    units = None if scope.whole else frozenset(scope.units)
    count = entry_count_by_heads(units)
    if count > MOST:
        raise ActRefused(
            _(
                "Found %(count)s entries; a page verifies %(most)s at most. Let who runs the "
                "machine run chiso manage trail_verify."
            )
            % {"count": number(count, 0), "most": number(MOST, 0)}
        )
    if not cache.add(RUNNING, 1, timeout=LONGEST):
        raise ActRefused(
            _(
                "Somebody else verifies the trail just now. Try again in some minutes, or let who "
                "runs the machine run chiso manage trail_verify."
            )
        )
    try:
        return verify(units=units)
    finally:
        cache.delete(RUNNING)
