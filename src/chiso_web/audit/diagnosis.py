"""What was done to a chain that breaks: asked only once it is known to, so that it may read it all
again.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.audit.faults import Fault, Kind
from chiso_web.audit.rows import Row, rows_of_chain

ELSEWHERE = 1_000  # places after the last that an entry may have had before others were dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where a chain breaks: ``number`` and ``previous`` are what the next entry has to have;
    ``row`` is what stands there, None after the last; ``after`` is the previous digest that the row
    or head behind names, empty if there is none; ``last`` is the number of the last entry by head.
    """

    app: str
    unit: str
    number: int
    previous: str
    row: Row | None
    after: str
    last: int

    def fault(self, kind: Kind, *, found: str, expected: str, number: int = 0) -> Fault:
        """A fault of this chain, at the break unless at another number."""
        place = number or self.number
        return Fault(
            kind=kind, app=self.app, unit=self.unit, number=place, found=found, expected=expected
        )


def diagnosed(broken: Break) -> Fault:
    """The kind of the break, and the row that it is in."""
    row = broken.row
    if row is None or row.number != broken.number:
        return _gap(broken)
    if row.computed == row.digest:
        return _unlinked(broken, row)
    return _misplaced(broken, row) or _altered(broken, row)


def _gap(broken: Break) -> Fault:
    """A number is not there: its entry stands at another one, or nowhere; or a row is too many."""
    if broken.row and broken.row.number < broken.number:
        home = _home(broken, broken.row) or broken.number
        found, expected = _at(broken.row.number), _at(home)
        return broken.fault(Kind.REORDERED, found=found, expected=expected, number=home)
    moved = _true_entry(broken)
    if moved is not None:
        return broken.fault(Kind.REORDERED, found=_at(moved.number), expected=_at(broken.number))
    found = _entry(broken.row.number) if broken.row else _("the end of the chain")
    return broken.fault(Kind.MISSING, found=found, expected=_up_to(broken))


def _up_to(broken: Break) -> str:
    if broken.row is None and broken.last > broken.number:
        return _("entries up to %(number)s") % {"number": broken.last}
    return _entry(broken.number)


def _unlinked(broken: Break, row: Row) -> Fault:
    """The entry is whole but names another one before it: whose digest is the wrong one is told by
    what stands behind.
    """
    if broken.after == row.digest and broken.number > 1:
        before = broken.number - 1
        return broken.fault(Kind.LINK, found=broken.previous, expected=row.previous, number=before)
    return broken.fault(Kind.LINK, found=row.previous, expected=broken.previous)


def _misplaced(broken: Break, row: Row) -> Fault | None:
    """Another entry stands here, with the whole of it or with its content only."""
    home = _home(broken, row)
    if home is not None:
        if _true_entry(broken) is None:
            return broken.fault(Kind.MISSING, found=_entry(home), expected=_entry(broken.number))
        return broken.fault(Kind.REORDERED, found=_entry(home), expected=_entry(broken.number))
    for other in rows_of_chain(broken.app, broken.unit):
        if row.placed(number=other.number, previous=other.previous) == other.digest:
            return broken.fault(
                Kind.REORDERED,
                found=_content(other.number),
                expected=_content(broken.number),
            )
    return None


def _altered(broken: Break, row: Row) -> Fault:
    if (
        row.previous != broken.previous
        and row._replace(previous=broken.previous).computed == row.digest
    ):
        return broken.fault(Kind.LINK, found=row.previous, expected=broken.previous)
    if row.computed == broken.after:
        return broken.fault(Kind.LINK, found=row.digest, expected=row.computed)
    return broken.fault(Kind.CONTENT, found=row.computed, expected=row.digest)


def _home(broken: Break, row: Row) -> int | None:
    """The number that an entry was written with, if only its number was changed."""
    places = range(1, max(broken.last, broken.number) + ELSEWHERE)
    return next((n for n in places if row._replace(number=n).computed == row.digest), None)


def _true_entry(broken: Break) -> Row | None:
    """The entry that belongs at the break, if it stands at another number."""
    return next(
        (
            row
            for row in rows_of_chain(broken.app, broken.unit)
            if row.previous == broken.previous
            and row.number != broken.number
            and row.placed(number=broken.number, previous=broken.previous) == row.digest
        ),
        None,
    )


def _at(number: int) -> str:
    return _("at number %(number)s") % {"number": number}


def _entry(number: int) -> str:
    return _("entry %(number)s") % {"number": number}


def _content(number: int) -> str:
    return _("the content of entry %(number)s") % {"number": number}
