"""Editions of any size as the files that definition.load reads: made up, the same every time."""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from chiso.definition.load import load
from chiso.definition.model import Edition

Tree = list[dict[str, Any]]
LEFT_OUT = 7
"""In so many fields, the first ones, what does not apply is left out of the mean."""
_CITE = {"source": "made_up", "place": "benchmark"}
_LEVELS = ("index", "field", "group", "criterion")


def both(text: str) -> dict[str, str]:
    """A text that reads the same in both languages."""
    return {"vi": text, "en": text}


def hundred_indicators() -> Tree:
    """100 indicators under 25 groups, 5 fields and the index; half linear, half given."""
    tree = [root("sum")]
    for field in range(5):
        tree.append(inner(f"{field}", "total", "field", "weighted_sum"))
        for group in range(5):
            parent = f"{field}.{group}"
            tree.append(inner(parent, f"{field}", "group", "weighted_sum", weight=0.2, offset=1.0))
            tree += [_indicator(parent, place) for place in range(4)]
    return tree


def _indicator(parent: str, place: int) -> dict[str, Any]:
    number = f"{parent}.{place}"
    if place < 2:
        rule = {"kind": "given", "measure": f"given.{number}", "min": 0.0, "max": 1.0}
        rule |= {"range_source": "benchmark"}
    else:
        rule = {"kind": "linear", "measure": f"linear.{number}", "zero_at": 10.0 + place}
        rule |= {"full_at": 90.0 - place, "points": 2.5, "capped": True}
    return leaf(number, parent, rule, weight=0.25 + place / 8)


def three_hundred_criteria() -> Tree:
    """300 criteria, 20 of each of the 15 rule kinds, in 60 groups, 15 fields and the index.

    What was not reported counts zero and what was not published withholds. What does not apply is
    left out of the mean in the first ``LEFT_OUT`` fields and gives full points in the others.
    """
    tree = [root("sum")]
    for field, kind in enumerate(_RULES):
        otherwise = "excluded" if field < LEFT_OUT else "full"
        missing = {"not_reported": "zero", "not_applicable": otherwise, "otherwise": "withhold"}
        combine = "weighted_mean" if field < LEFT_OUT else "weighted_sum"
        tree.append(inner(kind, "total", "field", "sum"))
        for group in range(4):
            parent = f"{kind}.{group}"
            tree.append(inner(parent, kind, "group", combine))
            for place in range(5):
                number = group * 5 + place
                rule = _RULES[kind](kind, number)
                tree.append(
                    leaf(f"{parent}.{place}", parent, rule, weight=1.0 + place / 4)
                    | {"missing": missing}
                )
    return tree


def root(combine: str) -> dict[str, Any]:
    return {
        "id": "total",
        "kind": "index",
        "name": both("total"),
        "combine": combine,
        "cite": _CITE,
    }


def inner(number: str, parent: str, kind: str, combine: str, **more: Any) -> dict[str, Any]:
    """An inner node of the tree, as index.yaml has it."""
    named = {"id": number, "parent": parent, "kind": kind, "name": both(number)}
    return named | {"combine": combine, "cite": _CITE} | more


def leaf(number: str, parent: str, rule: Mapping[str, Any], *, weight: float) -> dict[str, Any]:
    """A leaf of the tree, as index.yaml has it."""
    named = {"id": number, "parent": parent, "kind": "criterion", "name": both(number)}
    return named | {"cite": _CITE, "weight": weight, "rule": dict(rule)}


def _given(kind: str, place: int) -> dict[str, Any]:
    return _one(kind, place, min=0.0, max=1.0, range_source="benchmark")


def _linear(kind: str, place: int) -> dict[str, Any]:
    return _one(kind, place, zero_at=5.0 + place, full_at=95.0, points=2.0, capped=True)


def _bands(kind: str, place: int) -> dict[str, Any]:
    low, high = 40.0 + place, 70.0 + place
    steps = [
        {"below": low, "points": 0.0},
        {"from": low, "below": high, "points": 0.5},
        {"from": high, "points": 1.0},
    ]
    return _one(kind, place, bands=steps)


def _ratio(kind: str, place: int) -> dict[str, Any]:
    then = {"kind": "linear", "zero_at": 0.0, "full_at": 90.0, "points": 1.5, "capped": True}
    return {
        "kind": kind,
        "numerator": f"{kind}.over.{place:02}",
        "denominator": f"{kind}.under.{place:02}",
        "times": 100.0,
        "zero_denominator": "full",
        "then": then,
    }


def _proportional(kind: str, place: int) -> dict[str, Any]:
    return _one(kind, place, target=80.0 + place / 2, floor=30.0, points=2.0)


def _sum_of_checks(kind: str, place: int) -> dict[str, Any]:
    checks = [{"measure": f"{kind}.{one}.{place:02}", "points": 0.5} for one in "abc"]
    return {"kind": kind, "checks": checks}


def _on_time(kind: str, place: int) -> dict[str, Any]:
    steps = [{"up_to": 0.0, "points": 1.0}, {"up_to": 5.0 + place, "points": 0.5}, {"points": 0.0}]
    return _one(kind, place, steps=steps)


def _per_count(kind: str, place: int) -> dict[str, Any]:
    return _one(kind, place, points=2.0, each=0.25, floor=0.0)


def _requires(kind: str, place: int) -> dict[str, Any]:
    line = f"linear.{place // 5}.{place % 5}"
    return {
        "kind": kind,
        "line": line,
        "then": _one("linear", place, measure=f"{kind}.{place:02}")
        | {"zero_at": 0.0, "full_at": 100.0, "points": 1.0, "capped": True},
    }


def _events(kind: str, place: int) -> dict[str, Any]:
    return _one(kind, place, each=0.5, cap=2.0)


def _scale(kind: str, place: int) -> dict[str, Any]:
    ends = {"low": 1.0, "high": 5.0, "points_low": 0.0, "points_high": 2.0}
    return _one(kind, place, reversed=False, **ends)


def _observed_range(kind: str, place: int) -> dict[str, Any]:
    return _one(kind, place, points_low=0.0, points_high=1.0)


def _answer_shares(kind: str, place: int) -> dict[str, Any]:
    shares = {"a": 1.0, "b": 0.6, "c": 0.2, "d": 0.0}
    options = [
        {"measure": f"{kind}.{one}.{place:02}", "share": share} for one, share in shares.items()
    ]
    return {"kind": kind, "options": options, "points": 2.0}


def _appraised(kind: str, place: int) -> dict[str, Any]:
    return _one(kind, place, allowed=[0.0, 0.5, 1.0])


def _one(kind: str, place: int, **parameters: Any) -> dict[str, Any]:
    return {"kind": kind, "measure": f"{kind}.{place:02}"} | parameters


_RULES = {
    "given": _given,
    "linear": _linear,
    "requires": _requires,
    "ratio": _ratio,
    "answer_shares": _answer_shares,
    "bands": _bands,
    "scale": _scale,
    "proportional": _proportional,
    "sum_of_checks": _sum_of_checks,
    "on_time": _on_time,
    "per_count": _per_count,
    "bonus": _events,
    "penalty": _events,
    "observed_range": _observed_range,
    "appraised": _appraised,
}


def measures_of(part: Any) -> list[str]:
    """The measures that a tree, or a part of it, reads."""
    if isinstance(part, list):
        return list(dict.fromkeys(name for item in part for name in measures_of(item)))
    if not isinstance(part, dict):
        return []
    own = [part[key] for key in ("measure", "numerator", "denominator") if key in part]
    return [*own, *measures_of(list(part.values()))]


def kinds() -> list[str]:
    """The rule kinds in the order of the fields of the edition of 300 criteria."""
    return list(_RULES)


def loaded(tree: Tree) -> Edition:
    """The edition of a tree, by way of files as an author writes them."""
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "bench" / "2025-01-01"
        folder.mkdir(parents=True)
        write_yaml(folder / "index.yaml", _index(tree))
        write_yaml(folder / "sources.yaml", {"schema": 1, "sources": [_source()]})
        write_yaml(
            folder / "measures.yaml",
            {"schema": 1, "measures": list(map(_measure, measures_of(tree)))},
        )
        return load(folder)


class _WrittenOut(yaml.SafeDumper):
    """YAML without aliases, which an edition may not have."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def write_yaml(path: Path, content: Mapping[str, Any]) -> None:
    """Write a file as an author of an edition does."""
    written = yaml.dump(dict(content), Dumper=_WrittenOut, allow_unicode=True, sort_keys=False)
    path.write_text(written, encoding="utf-8")


def _index(tree: Tree) -> dict[str, Any]:
    dates = {"from": date(2025, 1, 1), "to": "open", "certainty": "exact", "source": "made_up"}
    return {
        "schema": 1,
        "id": "bench",
        "title": both("Benchmark"),
        "in_force": dates,
        "illustrative": True,
        "rank_group": {"kind": "unit", "name": both("units")},
        "levels": [{"kind": kind, "name": both(kind)} for kind in _LEVELS],
        "missing": "withhold",
        "nodes": tree,
    }


def _source() -> dict[str, Any]:
    named = {"id": "made_up", "title": both("Benchmark"), "publisher": "Chiso"}
    return named | {"licence": "none found"}


def _measure(name: str) -> dict[str, Any]:
    return {"id": name, "unit": "points", "direction": "higher", "name": both(name)}
