"""The table of a queue: one page of its rows, what needs a look before the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from chiso_web.assessment.appraisal.addresses import row_key
from chiso_web.assessment.appraisal.mine import Mine
from chiso_web.assessment.appraisal.order import PAGE, Ordered
from chiso_web.assessment.appraisal.rows import Own, Row
from chiso_web.assessment.appraisal.showing import RowShown, Shown, row_shown
from chiso_web.assessment.appraisal.turns import Turn
from chiso_web.assessment.last_year import last_year
from chiso_web.look.formats import language


@dataclass(frozen=True, slots=True)
class Table:
    """One page of the rows of a queue, what needs a look before the rest."""

    look: Sequence[RowShown]
    rest: Sequence[RowShown]
    look_count: int
    rest_count: int
    all_agree: bool
    all_proven: bool
    pages: Sequence[Turn]
    first: int
    last: int
    total: int
    year: str


def table_of(mine: Mine, ordered: Ordered, here: str, *, base: str, by: str) -> Table:
    """The page of the table on which the row in hand is."""
    page = ordered.page_of(here)
    first = (page - 1) * PAGE
    rows, keys = ordered.rows[first : first + PAGE], ordered.keys[first : first + PAGE]
    leaves = list({row.leaf.id: row.leaf for row in rows}.values())
    units, group = {row.entrant.unit_id for row in rows}, mine.group
    last = last_year(leaves, units, index=group.index, before=group.round.period)
    shown = Shown(mine.edition, base, by == "unit", here, last)
    name = _name_of_leaf if by == "unit" else _name_of_unit
    texts = [
        (row, row_shown(row, key, name(row), shown)) for row, key in zip(rows, keys, strict=True)
    ]
    rest = [row for row in ordered.rows if not row.needs_look]
    return Table(
        look=[text for row, text in texts if row.needs_look],
        rest=[text for row, text in texts if not row.needs_look],
        look_count=len(ordered.rows) - len(rest),
        rest_count=len(rest),
        all_agree=all(row.own == Own.SAME for row in rest),
        all_proven=all(row.proven.documents for row in rest),
        pages=_pages(ordered, page, base),
        first=first + 1,
        last=first + len(rows),
        total=len(ordered.rows),
        year=last.period,
    )


def _pages(ordered: Ordered, page: int, base: str) -> list[Turn]:
    """The pages of a table, by the first row of each; the one that is shown has no address."""
    if ordered.pages == 1:
        return []
    found = []
    for number in range(1, ordered.pages + 1):
        first = (number - 1) * PAGE
        ends = min(first + PAGE, len(ordered.rows))
        address = "" if number == page else f"{base}{row_key(ordered.keys[first])}"
        found.append(Turn(f"{first + 1}–{ends}", address))
    return found


def _name_of_unit(row: Row) -> str:
    return row.entrant.unit.name(language())


def _name_of_leaf(row: Row) -> str:
    return row.leaf.name.in_language(language())


def seal_of(rows: Sequence[Row]) -> str:
    """What tells rows from those that another moment would show, so that nobody accepts what they
    have not seen.
    """
    told = (
        f"{one.line.entrant} {one.line.node} {one.line.version} {one.line.points}" for one in rows
    )
    return sha256("\n".join(told).encode()).hexdigest()[:16]
