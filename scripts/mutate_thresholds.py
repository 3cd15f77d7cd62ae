"""Whether the worked cases hold every threshold: `python scripts/mutate_thresholds.py [ID|PATH…]`.

Each number of a rule, weight, offset, class cut and condition is moved by one step of its last
digit, up and down, and each end of a band passes to its neighbour. Some case must then fail; a
change that no case notices is a survivor. Exit 1 if there is one. Without names: every shipped
edition. Nothing is drawn at random.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np

from chiso.definition.editions import edition, edition_list
from chiso.definition.model import Classes, Combination, Edition, Node
from chiso.definition.rules import LowestOf
from chiso.errors import ChisoError
from chiso.evaluation.cases import Case, case_files, case_outcomes, read_case

FINEST = Decimal("0.01")
SIDES = ("includes_lower", "capped", "reversed")


@dataclass(frozen=True, slots=True)
class Mutant:
    """An edition with one number moved, and what was moved."""

    where: str
    edition: Edition


def moved(value: float) -> tuple[float, float]:
    """The value one step of its last digit down and up; a step of 0.01 where it has no end."""
    exact = Decimal(repr(value)).normalize()
    exponent = exact.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else FINEST
    step = step if step > Decimal("0.000001") else FINEST
    return float(exact - step), float(exact + step)


def variants(thing: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every copy of a rule, or of what it holds, with one number or side changed.

    Of the rules whose lowest counts, none can raise the points by itself: that is no change.
    """
    if isinstance(thing, LowestOf):
        for place, rule in enumerate(thing.rules):
            for what, other in variants(rule, f"{path}.rules[{place}]"):
                if other.maximum <= max(rule.maximum, thing.maximum):
                    rules = (*thing.rules[:place], other, *thing.rules[place + 1 :])
                    yield what, LowestOf(rules=rules)
        return
    for field in fields(thing):
        value, place = getattr(thing, field.name), f"{path}.{field.name}"
        for what, other in _changed(thing, value, place):
            yield what, replace(thing, **{field.name: other})


def _changed(owner: Any, value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, bool):
        if place.endswith(SIDES) and getattr(owner, "lower", 0) is not None:
            yield f"{place} {value} → {not value}", not value
    elif isinstance(value, int | float):
        if not _is_unwritten(owner, value, place):
            yield from ((f"{place} {value:g} → {one:g}", one) for one in moved(float(value)))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            for what, other in _changed(owner, item, f"{place}[{index}]"):
                yield what, (*value[:index], other, *value[index + 1 :])
    elif is_dataclass(value) and not hasattr(value, "vi"):
        yield from variants(value, place)


def _is_unwritten(owner: Any, value: float, place: str) -> bool:
    """A floor that the edition does not state: nothing lies below 0 to show it."""
    return place.endswith(".floor") and value == 0 and owner.kind == "proportional"


def mutants(edition: Edition) -> Iterator[Mutant]:
    """Every edition that differs from this one by one step in one place."""
    for place, node in enumerate(edition.nodes):
        for what, other in _nodes(edition, node):
            nodes = (*edition.nodes[:place], other, *edition.nodes[place + 1 :])
            yield Mutant(f"{node.id}{what}", replace(edition, nodes=nodes))
    if edition.classes is not None:
        for what, classes in _classes(edition.classes):
            yield Mutant(f"classes{what}", replace(edition, classes=classes))


def _nodes(edition: Edition, node: Node) -> Iterator[tuple[str, Node]]:
    if node.rule is not None:
        for what, rule in variants(node.rule, ""):
            yield what, replace(node, rule=rule)
    parent = edition.node(node.parent) if node.parent else None
    if parent is not None and parent.combine is not Combination.SUM:
        for one in moved(node.weight):
            yield f".weight {node.weight:g} → {one:g}", replace(node, weight=one)
    for name in ("offset", "rescale_to"):
        value = getattr(node, name)
        for one in moved(value) if value else ():
            yield f".{name} {value:g} → {one:g}", replace(node, **{name: one})


def _classes(classes: Classes) -> Iterator[tuple[str, Classes]]:
    """Cuts and conditions; a percentile has no meaning for the one unit of a case."""
    if classes.by == "points":
        for what, other in _changed(classes, classes.classes, ".classes"):
            yield what, replace(classes, classes=other)
    for what, other in _changed(classes, classes.conditions, ".conditions"):
        yield what, replace(classes, conditions=other)


def notices(edition: Edition, cases: Sequence[Case]) -> bool:
    """Whether some case comes out otherwise than it demands."""
    try:
        with np.errstate(all="ignore"):  # a step may make the two ends of a line one
            return any(not one.passes for case in cases for one in case_outcomes(edition, case))
    except ChisoError:
        return True


def survivors(edition: Edition) -> tuple[int, list[str]]:
    """How many mutants there are, and those that no case of the edition notices."""
    cases = [read_case(edition, file) for file in case_files(edition)]
    made = list(mutants(edition))
    return len(made), [one.where for one in made if not notices(one.edition, cases)]


def main(names: Sequence[str]) -> int:
    """Print each edition's mutants and survivors; 1 if there is a survivor."""
    shipped = [one for one in edition_list() if not names or one.id in names or one.name in names]
    chosen = [*shipped, *(edition(name) for name in names if "/" in name)]
    left = 0
    for one in chosen:
        made, alive = survivors(one)
        left += len(alive)
        print(f"{one.name:<40} {made:>6} mutants {len(alive):>5} survivors")
        for where in alive:
            print(f"    {where}")
    print(f"survivors: {left or 'none'}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
