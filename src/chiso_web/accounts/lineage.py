"""To which unit goes on what one unit was: roles pass there, and what it left is read there."""

from collections.abc import Sequence

from chiso_web.units.models import Link, Unit


def heir_of(links: Sequence[Link]) -> Unit | None:
    """Of the links of an ended unit to those that it passed to: the one unit, or that with the
    largest part that a source gives. None where it was divided and no part is known as the largest.
    """
    if len(links) == 1:
        return links[0].new
    known = [(one.share, one.new) for one in links if one.share is not None]
    if not known or len(known) < len(links):
        return None
    most = max(share for share, _ in known)
    largest = [unit for share, unit in known if share == most]
    return largest[0] if len(largest) == 1 else None


def reader_of(unit: Unit, links: Sequence[Link]) -> Unit | None:
    """The unit where what an ended one left is read: its heir, or, where it was divided and no part
    is known as the largest, the one that took its code on. None where no unit did.
    """
    heir = heir_of(links)
    if heir is not None:
        return heir
    coded = [one.new for one in links if (one.new.code, one.new.office) == (unit.code, unit.office)]
    return coded[0] if len(coded) == 1 else None
