"""Columns as a table for reading."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table


def listing(columns: Mapping[str, Sequence[Any]], *, right: Sequence[str] = ()) -> "Table":
    """The columns under their headings; numbers, and the columns named in ``right``, to the right.

    Every column but the last keeps its cells on one line.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    last = list(columns)[-1]
    for heading, cells in columns.items():
        numbers = heading in right or {type(cell) for cell in cells} & {int, float}
        table.add_column(
            heading,
            justify="right" if numbers else "left",
            no_wrap=heading != last,
            overflow="fold",
        )
    for row in zip(*columns.values(), strict=True):
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return table
