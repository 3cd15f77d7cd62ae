"""An explanation as a tree to read, and as a record to keep."""

import math
from typing import TYPE_CHECKING, Any

from chiso.cli.inputs import covers
from chiso.cli.options import Language
from chiso.cli.papi_words import note_in_words, source_in_words
from chiso.errors import mark
from chiso.wording import Message, Text, exact, say

if TYPE_CHECKING:
    from rich.tree import Tree

    from chiso.definition.model import Edition
    from chiso.evaluation import Explanation
    from chiso.values import Missing, Observation

_DECIMALS = 6
_TITLE = mark("{unit}, {period}: {title}")
_OUTSIDE = mark("{unit}, {period}: {title}; the edition was not in force in that period")
_LEFT_OUT = mark("Left out: what it belongs to is scored without it")
_REDUCED = mark("Scored on a smaller base: something below is left out")
_NOTE = mark("Note: {note}")
_POINTS = mark("Points: {points}, of {minimum} to {maximum}")
_WEIGHTED = mark("Points: {points}, of {minimum} to {maximum}; × {weight} = {contribution}")
_NONE = mark("no points: {reason}")
_RULE = mark("Rule: {rule}")
_READ = mark("Read: {observation}")
_SHOWN = mark("Shown, not counted: {observation}")
_CITED = mark("Source: {title}, {place}")
_WITH_ERROR = mark("standard error {se}")
_WITH_COUNT = mark("n = {n}")
_WITHHELD = mark("withheld by its publisher")


def explanation_tree(
    found: "Explanation", edition: "Edition", name: Text | None, lang: Language
) -> tuple[Any, ...]:
    """The heading and the tree, for a console."""
    unit = found.unit if name is None else f"{name.in_language(lang)} ({found.unit})"
    facts = {"unit": unit, "period": found.period, "title": edition.title}
    title = _TITLE if covers(edition, found.period) else _OUTSIDE
    return say(Message(title, facts), lang), "", _tree(found, edition, lang)


def _tree(found: "Explanation", edition: "Edition", lang: Language) -> "Tree":
    from rich.text import Text as Line
    from rich.tree import Tree

    tree = Tree(_label(found, edition, lang), guide_style="dim")
    for child in found.children:
        tree.children.append(_tree(child, edition, lang))
    for one in found.shown:
        text = say(Message(_SHOWN, {"observation": _observed(one, edition, lang)}), lang)
        tree.add(Line(text, style="dim italic"))
    return tree


def _label(found: "Explanation", edition: "Edition", lang: Language) -> Any:
    from rich.text import Text as Line

    node = found.node
    name = node.name.in_language(lang)
    label = Line(name if node.parent is None else f"{node.id} {name}", style="bold")
    label.append(f"\n{_points(found, lang)}", style="not bold")
    rule = [*_base(found, lang), say(Message(_RULE, {"rule": found.rule}), lang)]
    read = [
        say(Message(_READ, {"observation": _observed(one, edition, lang)}), lang)
        for one in found.inputs
    ]
    for line in (*rule, *read, *_noted(node.note, lang), *_cited(found, edition, lang)):
        label.append(f"\n{line}", style="not bold dim")
    return label


def _points(found: "Explanation", lang: Language) -> str:
    from chiso.values import Missing

    score = found.score
    if isinstance(score.points, Missing):
        return say(Message(_NONE, {"reason": score.reason}), lang)
    facts = {
        "points": score.points,
        "minimum": score.minimum,
        "maximum": score.maximum,
        "weight": found.weight,
        "contribution": found.contribution,
    }
    text = _POINTS if found.weight == 1 else _WEIGHTED
    return say(Message(text, facts), lang, digits=_DECIMALS)


def _base(found: "Explanation", lang: Language) -> list[str]:
    """What says that a score stands on less than the edition's whole."""
    lines = ((_LEFT_OUT, found.left_out), (_REDUCED, found.reduced))
    return [say(Message(line), lang) for line, holds in lines if holds]


def _noted(note: Text | None, lang: Language) -> list[str]:
    return [] if note is None else [say(Message(_NOTE, {"note": note}), lang)]


def _cited(found: "Explanation", edition: "Edition", lang: Language) -> list[str]:
    cite = found.node.cite
    if cite is None:
        return []
    facts = {"title": edition.sources[cite.source].title, "place": cite.place}
    return [say(Message(_CITED, facts), lang)]


def _observed(one: "Observation", edition: "Edition", lang: Language) -> str:
    """An observation in a line: measure, name, value or why none, error, respondents, note."""
    known = edition.measures.get(one.measure)
    name = f" {known.name.in_language(lang)}" if known else ""
    note = note_in_words(one.note, edition, lang)
    beside = [] if _says_why(one, note) else [_value(one.value, lang)]
    if one.se is not None:
        beside.append(say(Message(_WITH_ERROR, {"se": one.se}), lang))
    if one.n is not None:
        beside.append(say(Message(_WITH_COUNT, {"n": one.n}), lang))
    source = source_in_words(one.source, edition, lang)
    beside += [text for text in (note, source) if text]
    return f"{one.measure}{name}: {'; '.join(beside)}"


def _says_why(one: "Observation", note: str) -> bool:
    """Whether the note, put in words, already says why the value is missing."""
    return not isinstance(one.value, float) and note != one.note


def _value(value: "float | Missing", lang: Language) -> str:
    from chiso.evaluation.explain import WHY_MISSING
    from chiso.values import MissingKind

    if isinstance(value, float):
        return exact(value, lang)
    withheld = value.kind is MissingKind.WITHHELD
    return say(Message(_WITHHELD if withheld else WHY_MISSING[value.kind]), lang)


def explanation_record(found: "Explanation", edition: "Edition", lang: Language) -> dict[str, Any]:
    """The explanation as plain values for JSON; numbers in full, absent ones null."""
    return {
        "edition": edition.name,
        "edition_sha256": edition.sha256,
        "unit": found.unit,
        "period": found.period,
        "explanation": _record(found, edition, lang),
    }


def _record(found: "Explanation", edition: "Edition", lang: Language) -> dict[str, Any]:
    from chiso.values import Missing

    node, score, cite = found.node, found.score, found.node.cite
    absent = score.points if isinstance(score.points, Missing) else None
    return {
        "node": node.id,
        "code": node.code,
        "kind": node.kind,
        "name": node.name.in_language(lang),
        "score": None if absent else score.points,
        "min": _finite(score.minimum),
        "max": _finite(score.maximum),
        "missing": absent.kind.value if absent else "",
        "reason": say(score.reason, lang, digits=_DECIMALS),
        "rule": say(found.rule, lang),
        "offset": found.offset,
        "weight": found.weight,
        "contribution": found.contribution,
        "left_out": found.left_out,
        "reduced": found.reduced,
        "note": node.note.in_language(lang) if node.note else "",
        "source": cite.source if cite else "",
        "place": cite.place.in_language(lang) if cite else "",
        "read": [_observation(one) for one in found.inputs],
        "shown_not_counted": [_observation(one) for one in found.shown],
        "children": [_record(child, edition, lang) for child in found.children],
    }


def _finite(end: float) -> float | None:
    return end if math.isfinite(end) else None


def _observation(one: "Observation") -> dict[str, Any]:
    from chiso.values import Missing

    absent = one.value if isinstance(one.value, Missing) else None
    return {
        "measure": one.measure,
        "value": None if absent else one.value,
        "missing": absent.kind.value if absent else "",
        "numerator": one.numerator,
        "denominator": one.denominator,
        "se": one.se,
        "n": one.n,
        "note": one.note,
        "source": one.source,
    }
