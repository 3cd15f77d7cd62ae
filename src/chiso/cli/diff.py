"""``chiso diff``: what one edition changes in another, and what that does to a ranking."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

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
    OwnOption,
    RankByKindOption,
    chosen_format,
    language_of_environment,
    node_option,
)
from chiso.cli.output import write_columns, write_json, write_text
from chiso.cli.rank_words import rank_cell, rank_remarks
from chiso.cli.unit_lists import UnitWords, unit_words
from chiso.errors import mark
from chiso.wording import Message, Text, decimal, say

if TYPE_CHECKING:
    from chiso.definition.difference import EditionDifference
    from chiso.evaluation.shifts import RankShift
    from chiso.values import ObservationTable

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
_COLUMNS = ("node", "name", "aspect", "before", "after")
_HEADINGS = {
    "group": mark("Group"),
    "unit": mark("Unit code"),
    "name": mark("Name"),
    "before": mark("Before"),
    "after": mark("After"),
    "rank_before": mark("Rank before"),
    "rank_after": mark("Rank after"),
    "places": mark("Places"),
}
Row = tuple[str, str, str, str, str]


class _Shifted(NamedTuple):
    """Every unit's place on a node under both editions, and what the units are called."""

    node: Text
    shifts: "Sequence[RankShift]"
    words: UnitWords


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
    node: Annotated[str | None, node_option("The node that is ranked; default: the total.")] = None,
    rank_by_kind: RankByKindOption = False,
    own: OwnOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Tell what differs between two editions, and how a ranking would change.

    Nodes are the same by their id: what was added, removed, reworded, re-weighted, scored
    otherwise. With observations, both editions score them; CSV, XLSX and Parquet then hold the
    ranking, JSON both. With --rank-by-kind a unit is ranked among those of its kind.

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
    shifted = None
    if observations is not None:
        place = node or found.after.root.id
        for one in (found.before, found.after):
            one.node(place)
        table = read_observations(observations, found.before, language)
        words = unit_words(table, found.after, rank_by_kind=rank_by_kind, own=own)
        shifted = _shifted(found, table, place, words)
    ranking = None if shifted is None else _ranking(shifted.shifts)
    if chosen is Format.TABLE:
        told = () if shifted is None else _shown(shifted, language)
        write_text(*_lines(found, rows, language), *told, out=out)
    elif ranking is not None and chosen is Format.JSON:
        write_json({"differences": _records(rows), "ranking": _by_row(ranking)}, out=out)
    else:
        write_columns(ranking or _as_columns(rows), chosen, out=out)


def _shifted(
    found: "EditionDifference", table: "ObservationTable", node: str, words: UnitWords
) -> _Shifted:
    from chiso.evaluation import evaluate
    from chiso.evaluation.shifts import rank_shifts

    before, after = (
        evaluate(one, table, groups=words.kinds) for one in (found.before, found.after)
    )
    return _Shifted(found.after.node(node).name, rank_shifts(before, after, node), words)


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


def _shown(shifted: _Shifted, lang: Language) -> Iterator[Any]:
    """The ranking for reading, and how many units change place."""
    cells = [_cells(one, shifted.words, lang) for one in shifted.shifts]
    headings = [say(Message(words), lang) for words in _HEADINGS.values()]
    columns = {heading: [row[place] for row in cells] for place, heading in enumerate(headings)}
    ranked = [one for one in shifted.shifts if one.places is not None]
    moved = {"moved": sum(one.places != 0 for one in ranked), "ranked": len(ranked)}
    yield ""
    yield say(Message(_RANKING, {"node": shifted.node}), lang)
    yield ""
    filled = {name: of for name, of in columns.items() if any(of)}
    yield listing(filled, right=headings[3:])
    yield ""
    yield say(Message(_MOVED, moved), lang)
    reduced = any(one.before.reduced or one.after.reduced for one in ranked)
    yield from rank_remarks(grouped=bool(shifted.words.kinds), reduced=reduced, lang=lang)


def _cells(one: "RankShift", words: UnitWords, lang: Language) -> list[str]:
    unit = one.after.unit
    return [
        words.group(unit, lang),
        unit,
        words.name(unit, lang),
        *("–" if of.score is None else decimal(of.score, _DECIMALS, lang) for of in _both(one)),
        *map(rank_cell, _both(one)),
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
