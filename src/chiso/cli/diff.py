"""``chiso diff``: what one edition changes in another, and what that does to a ranking."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chiso.cli.inputs import read_observations
from chiso.cli.listing import listing
from chiso.cli.options import (
    EditionName,
    Format,
    FormatOption,
    JsonOption,
    Language,
    LanguageOption,
    OutOption,
    chosen_format,
    composed,
    language_of_environment,
)
from chiso.cli.output import write_columns, write_json, write_text
from chiso.cli.papi_words import unit_names
from chiso.errors import mark
from chiso.wording import Message, decimal, say

if TYPE_CHECKING:
    from chiso.definition.difference import EditionDifference
    from chiso.definition.model import Edition
    from chiso.evaluation.shifts import RankShift

_DECIMALS = 4
_NO_DIFFERENCE = mark("Both compute the same.")
_ADDED = mark("added")
_REMOVED = mark("removed")
_CLASSES = mark("Classes")
_FORMED_OTHERWISE = mark("formed otherwise")
_COUNTS = mark(
    "Added: {added}. Removed: {removed}. Reworded: {reworded}. Re-weighted: {reweighted}. "
    "Scored otherwise: {rescored}."
)
_RANKING = mark("The ranking on {node}, as it was and as it would be")
_MOVED = mark("Units that change place: {moved} of {ranked}.")
_REDUCED = mark("* Scored on a smaller base: parts are left out; compare with care.")
_COLUMNS = ("node", "name", "aspect", "before", "after")
_HEADINGS = {
    "unit": mark("Unit code"),
    "name": mark("Name"),
    "before": mark("Before"),
    "after": mark("After"),
    "rank_before": mark("Rank before"),
    "rank_after": mark("Rank after"),
    "places": mark("Places"),
}
Row = tuple[str, str, str, str, str]


def diff(
    before: EditionName,
    after: EditionName,
    observations: Annotated[
        str | None,
        typer.Option(
            "--observations",
            metavar="FILE|-",
            help="Last year's observations: also tell how their ranking would change.",
            show_default=False,
        ),
    ] = None,
    node: Annotated[
        str | None,
        typer.Option(
            "--node",
            metavar="NODE",
            callback=composed,
            help="The node that is ranked; default: the total.",
            show_default=False,
        ),
    ] = None,
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Tell what differs between two editions, and how a ranking would change.

    Nodes are the same by their id: what was added, removed, reworded, re-weighted, scored
    otherwise. With observations, both editions score them; CSV, XLSX and Parquet then hold the
    ranking, JSON both.

    \b
      chiso diff papi@2020 papi@2021
      chiso diff papi@2022 papi@2023 --observations papi-2022.csv --node 5
    """
    from chiso.definition.difference import difference
    from chiso.definition.editions import edition

    chosen = chosen_format(format, as_json=json, out=out, default=Format.TABLE)
    language = lang or language_of_environment()
    found = difference(edition(before), edition(after))
    rows = list(_rows(found, language))
    shifts = _shifts(found, observations, node, language)
    ranking = None if shifts is None else _ranking(shifts)
    if chosen is Format.TABLE:
        lines = _lines(found, rows, language)
        write_text(*lines, *_shown(shifts, found.after, node, language), out=out)
    elif ranking is not None and chosen is Format.JSON:
        write_json({"differences": _records(rows), "ranking": _by_row(ranking)}, out=out)
    else:
        write_columns(ranking or _as_columns(rows), chosen, out=out)


def _shifts(
    found: "EditionDifference", file: str | None, node: str | None, lang: Language
) -> "tuple[RankShift, ...] | None":
    """Every unit's place under both editions; None where no observations are given."""
    from chiso.evaluation import evaluate
    from chiso.evaluation.shifts import rank_shifts

    if file is None:
        return None
    place = node or found.after.root.id
    for one in (found.before, found.after):
        one.node(place)
    table = read_observations(file, found.before, lang)
    return rank_shifts(evaluate(found.before, table), evaluate(found.after, table), place)


def _rows(found: "EditionDifference", lang: Language) -> Iterator[Row]:
    """A row an aspect of a node; what was added or removed first."""
    from chiso.evaluation.edition_words import change_in_words

    for nodes, word in ((found.added, _ADDED), (found.removed, _REMOVED)):
        for node in nodes:
            yield node.id, node.name.in_language(lang), say(Message(word), lang), "", ""
    for one in found.changed:
        for told in change_in_words(found, one):
            aspect, was, now = (say(words, lang) for words in (told.name, told.before, told.after))
            yield one.after.id, one.after.name.in_language(lang), aspect, was, now
    if found.classes_changed:
        said = [say(Message(words), lang) for words in (_CLASSES, _FORMED_OTHERWISE)]
        yield "", said[0], said[1], "", ""


def _lines(found: "EditionDifference", rows: list[Row], lang: Language) -> Iterator[str]:
    """How much changed; then a node, and below it what of it changed."""
    if not rows:
        yield say(Message(_NO_DIFFERENCE), lang)
        return
    yield say(Message(_COUNTS, _counts(found)), lang)
    yield ""
    for (node, name), of_node in groupby(rows, key=itemgetter(0, 1)):
        yield f"{node} {name}".strip()
        for _, _, aspect, before, after in of_node:
            yield f"  {aspect}: {before} → {after}" if before or after else f"  {aspect}"


def _counts(found: "EditionDifference") -> dict[str, object]:
    from chiso.definition.difference import Aspect

    def with_aspect(aspect: Aspect) -> int:
        return sum(aspect in one.aspects for one in found.changed)

    return {
        "added": len(found.added),
        "removed": len(found.removed),
        "reworded": with_aspect(Aspect.NAME),
        "reweighted": with_aspect(Aspect.WEIGHT),
        "rescored": with_aspect(Aspect.RULE),
    }


def _ranking(shifts: "Sequence[RankShift]") -> dict[str, list[Any]]:
    """The ranking as the columns of a file."""
    return {
        "period": [one.after.period for one in shifts],
        "unit": [one.after.unit for one in shifts],
        "rank_group": [one.after.group for one in shifts],
        "score_before": [one.before.score for one in shifts],
        "rank_before": [one.before.rank for one in shifts],
        "score_after": [one.after.score for one in shifts],
        "rank_after": [one.after.rank for one in shifts],
        "places": [one.places for one in shifts],
        "reduced": [one.before.reduced or one.after.reduced for one in shifts],
    }


def _shown(
    shifts: "Sequence[RankShift] | None", edition: "Edition", node: str | None, lang: Language
) -> Iterator[Any]:
    """The ranking for reading, and how many units change place."""
    if shifts is None:
        return
    names = unit_names(edition)
    cells = [_cells(one, names, lang) for one in shifts]
    headings = [say(Message(words), lang) for words in _HEADINGS.values()]
    columns = {heading: [row[place] for row in cells] for place, heading in enumerate(headings)}
    ranked = [one for one in shifts if one.places is not None]
    moved = {"moved": sum(one.places != 0 for one in ranked), "ranked": len(ranked)}
    yield ""
    yield say(Message(_RANKING, {"node": edition.node(node or edition.root.id).name}), lang)
    yield ""
    filled = {name: of for name, of in columns.items() if any(of)}
    yield listing(filled, right=headings[2:])
    yield ""
    yield say(Message(_MOVED, moved), lang)
    if any(one.before.reduced or one.after.reduced for one in ranked):
        yield say(Message(_REDUCED), lang)


def _cells(one: "RankShift", names: Any, lang: Language) -> list[str]:
    unit = one.after.unit
    return [
        unit,
        names[unit].in_language(lang) if unit in names else "",
        *("–" if of.score is None else decimal(of.score, _DECIMALS, lang) for of in _both(one)),
        *("" if of.rank is None else f"{of.rank}{'*' if of.reduced else ''}" for of in _both(one)),
        "" if one.places is None else f"{one.places:+d}" if one.places else "0",
    ]


def _both(one: "RankShift") -> tuple[Any, Any]:
    return one.before, one.after


def _as_columns(rows: list[Row]) -> dict[str, list[str]]:
    cells = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    return {name: list(found) for name, found in zip(_COLUMNS, cells, strict=True)}


def _records(rows: list[Row]) -> list[dict[str, str]]:
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def _by_row(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
