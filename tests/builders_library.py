"""Small editions and observation tables for the library's tests, in a line or two each."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from chiso.definition.model import (
    Break,
    Certainty,
    Citation,
    Class,
    Classes,
    Combination,
    Edition,
    InForce,
    Level,
    Measure,
    MissingPolicy,
    Node,
    Source,
)
from chiso.definition.rules import Given, Rule
from chiso.scoring.rules import Points, Sheet
from chiso.values import Missing, MissingKind, Observation, ObservationTable, table_of
from chiso.wording import Text

EDITIONS = Path(__file__).parent / "unit" / "editions"
CITE = Citation("decision", Text("Phụ lục", "Annex"))
SOURCE = Source("decision", Text("Quyết định", "Decision"), "UBND tỉnh", "none found")
NOT_PUBLISHED = Missing(MissingKind.NOT_PUBLISHED)
NOT_APPLICABLE = Missing(MissingKind.NOT_APPLICABLE)

Policy = str | Mapping[str, str]
Value = float | Missing | None | tuple[float | Missing, str]


def text(word: str) -> Text:
    return Text(f"{word} (vi)", f"{word} (en)")


def policy_of(policy: Policy) -> dict[MissingKind, MissingPolicy]:
    """The policy by kind of missing value: one word for all, or by kind with ``otherwise``."""
    if isinstance(policy, str):
        return dict.fromkeys(MissingKind, MissingPolicy(policy))
    return {kind: MissingPolicy(policy.get(kind, policy["otherwise"])) for kind in MissingKind}


def given(measure: str, *, low: float = 0.0, high: float = 1.0) -> Given:
    return Given(measure=measure, low=low, high=high, range_source=text("range"))


def leaf(
    id: str,
    rule: Rule | None = None,
    *,
    parent: str = "total",
    weight: float = 1.0,
    missing: Policy = "withhold",
    shown: tuple[str, ...] = (),
) -> Node:
    """A leaf; without a rule it reads the published score ``m.<id>``, from 0 to 1."""
    return Node(
        id=id,
        parent=parent,
        kind="criterion",
        code=id,
        name=text(id),
        cite=CITE,
        weight=weight,
        rule=rule or given(f"m.{id}"),
        missing=policy_of(missing),
        shown=shown,
    )


def inner(
    id: str = "total",
    combine: str = "sum",
    *,
    parent: str | None = "total",
    weight: float = 1.0,
    offset: float = 0.0,
    missing: Policy = "withhold",
) -> Node:
    return Node(
        id=id,
        parent=None if id == "total" else parent,
        kind="index" if id == "total" else "field",
        code="" if id == "total" else id,
        name=text(id),
        cite=CITE,
        combine=Combination(combine),
        weight=weight,
        offset=offset,
        missing=policy_of(missing),
    )


def classes_by(by: str, *cuts: float) -> Classes:
    """Classes c0, c1, … with rising cuts, on every level."""
    ends: list[float | None] = [None, *cuts]
    named = tuple(Class(f"c{place}", text(f"c{place}"), end) for place, end in enumerate(ends))
    return Classes(by, ("index", "field", "criterion"), named, CITE)


def edition_of(
    *nodes: Node,
    root: Node | None = None,
    classes: Classes | None = None,
    breaks: tuple[Break, ...] = (),
    id: str = "trial",
) -> Edition:
    """An edition of the nodes under a root, which sums them unless one is given."""
    tree = (root or inner(), *nodes)
    read = [
        one for node in tree for one in (*(node.rule.measures if node.rule else ()), *node.shown)
    ]
    return Edition(
        id=id,
        title=text("trial"),
        in_force=InForce(date(2024, 1, 1), None, Certainty.EXACT, "decision"),
        levels=tuple(Level(kind, text(kind)) for kind in ("index", "field", "criterion")),
        nodes=tree,
        sources={"decision": SOURCE},
        measures={name: Measure(name, "points", "higher", text(name)) for name in read},
        rank_group=Level("ward", text("wards")),
        classes=classes,
        breaks=breaks,
        illustrative=True,
        sha256="0" * 64,
        file="index.yaml",
    )


def table(
    columns: Mapping[str, Sequence[Value]], *, units: Sequence[str] = (), period: str = "2024"
) -> ObservationTable:
    """A table of one period: a list of values a measure, a row a unit (u0, u1, … unless named).

    None leaves the cell out; (value, note) gives it a note.
    """
    return table_of(observations(columns, units=units, period=period))


def observations(
    columns: Mapping[str, Sequence[Value]], *, units: Sequence[str] = (), period: str = "2024"
) -> list[Observation]:
    """The observations of ``table``, to be joined with those of other periods."""
    rows = max(len(values) for values in columns.values())
    names = units or [f"u{row}" for row in range(rows)]
    return [
        Observation(unit, period, measure, value[0], note=value[1])
        if isinstance(value, tuple)
        else Observation(unit, period, measure, value)
        for measure, values in columns.items()
        for unit, value in zip(names, values, strict=True)
        if value is not None
    ]


def sheet(
    columns: Mapping[str, Sequence[Value]], *, scored: Mapping[str, Points] | None = None
) -> Sheet:
    """What a rule looks at: a table of one period, and the lines scored before."""
    return Sheet(table(columns), dict(scored or {}))
