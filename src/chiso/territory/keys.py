"""Keys that divide units and weights that average them: CSV files that name their source."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from chiso.errors import KeyInvalid, mark
from chiso.territory.sheets import Sheet, Source, read_sheet

_A_UNIT = mark("a unit")
_A_SOURCE = mark("a source")
_PAIR_TWICE = mark("found {old} to {new} a second time; expected it once")
_UNIT_TWICE = mark("found the unit {found} a second time; expected it once")
_SUM = mark("the shares of {old} add to {found}; expected 1 (write thirds as 1/3)")
_CLOSE = Fraction(1, 10**9)


@dataclass(frozen=True)
class Key:
    """Shares by (old, new) as the file names them; those of each old unit add to 1."""

    name: str
    shares: Mapping[tuple[str, str], Fraction]
    lines: Mapping[tuple[str, str], int]
    source: str


@dataclass(frozen=True)
class Weights:
    """Weights above 0 by unit, as the file names units."""

    name: str
    by_unit: Mapping[str, float]
    source: str

    def of(self, unit: str) -> float | None:
        """The weight of a unit, which the file may name by its id or its bare code."""
        return self.by_unit.get(unit, self.by_unit.get(unit.partition("@")[0]))


def read_key(source: Source) -> Key:
    """The key of a CSV file with the columns old, new, share, source.

    A share is a part of 1, such as 0.25 or 13092/17909. Raises KeyInvalid with all faults.
    """
    sheet = read_sheet(
        source, required=("old", "new", "share", "source"), optional=(), refuse=KeyInvalid
    )
    shares: dict[tuple[str, str], Fraction] = {}
    lines: dict[tuple[str, str], int] = {}
    sources: dict[str, None] = {}
    for row in sheet:
        pair = row.text("old", expected=_A_UNIT), row.text("new", expected=_A_UNIT)
        sources[row.text("source", expected=_A_SOURCE)] = None
        if pair in shares:
            row.fault(_PAIR_TWICE, old=pair[0], new=pair[1])
        shares[pair] = row.share("share") or Fraction(0)
        lines[pair] = row.line
    if not sheet.faults:
        _check_sums(sheet, shares, lines)
    if sheet.faults:
        raise KeyInvalid(what=sheet.name, faults=sheet.faults)
    return Key(sheet.name, shares, lines, "; ".join(sources))


def _check_sums(
    sheet: Sheet,
    shares: Mapping[tuple[str, str], Fraction],
    lines: Mapping[tuple[str, str], int],
) -> None:
    sums: dict[str, Fraction] = {}
    for (old, _), share in shares.items():
        sums[old] = sums.get(old, Fraction(0)) + share
    for old, total in sums.items():
        if abs(total - 1) > _CLOSE:
            line = min(at for pair, at in lines.items() if pair[0] == old)
            sheet.fault(_SUM, "share", line=line, old=old, found=float(total))


def read_weights(source: Source) -> Weights:
    """The weights of a CSV file with the columns unit, weight, source. Raises KeyInvalid."""
    sheet = read_sheet(
        source, required=("unit", "weight", "source"), optional=(), refuse=KeyInvalid
    )
    weights: dict[str, float] = {}
    sources: dict[str, None] = {}
    for row in sheet:
        unit, weight = row.text("unit", expected=_A_UNIT), row.positive("weight")
        sources[row.text("source", expected=_A_SOURCE)] = None
        if unit in weights:
            row.fault(_UNIT_TWICE, "unit", found=unit)
        weights[unit] = weight or 0.0
    if sheet.faults:
        raise KeyInvalid(what=sheet.name, faults=sheet.faults)
    return Weights(sheet.name, weights, "; ".join(sources))
