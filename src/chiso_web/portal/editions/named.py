"""From what a visitor typed to an edition, and the way to an edition's own address."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from chiso.definition import editions
from chiso.definition.model import Edition
from chiso.errors import ChisoError
from chiso.spelling import nearest
from chiso_web.look.formats import echoed
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.portal.addresses import edition_address

# checked before the library sees it, which would take anything else for a path
NAME = re.compile(r"(?P<index>[a-z0-9-]+)@[0-9]{4}(-[0-9]{2}-[0-9]{2})?")
OFFERS = 4


def edition_called(name: str) -> Edition:
    """The shipped edition of a full name, of a year (ID@YYYY) or of a day in force.

    Raises PageMissing with the nearest editions.
    """
    known = editions.edition_list()
    match = NAME.fullmatch(name)
    if match is None or match["index"] not in {one.id for one in known}:
        raise edition_missing(name, known)
    try:
        return editions.edition(name)
    except ChisoError as error:
        raise edition_missing(name, known) from error


def edition_missing(name: str, known: Sequence[Edition]) -> PageMissing:
    """An edition that is not there: the nearest names, else those of its index."""
    names = [one.name for one in known]
    index = name.partition("@")[0]
    close = nearest(name, names) or [one for one in names if one.startswith(f"{index}@")]
    return PageMissing(
        title=_("There is no edition “%(name)s”") % {"name": echoed(name)},
        sentence=_("An edition is named by its index and its first day of force. Nearest:"),
        offers=[Offer(found, edition_address(found)) for found in (close or names[::-1])[:OFFERS]],
    )


def edition_before(edition: Edition) -> Edition | None:
    """The edition of the same index that was in force before; None for the first."""
    earlier = [
        one
        for one in editions.edition_list()
        if one.id == edition.id and one.in_force.since < edition.in_force.since
    ]
    return earlier[-1] if earlier else None


def edition_after(edition: Edition) -> Edition | None:
    """The edition of the same index that follows; None for the last."""
    later = (
        one
        for one in editions.edition_list()
        if one.id == edition.id and one.in_force.since > edition.in_force.since
    )
    return next(later, None)
