"""``chiso score``: points of every unit on every node, as a ranking to read or a file to keep."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from chiso.cli.inputs import read_observations
from chiso.cli.listing import listing
from chiso.cli.options import (
    EditionName,
    Format,
    FormatOption,
    JsonOption,
    Language,
    LanguageOption,
    ObservationFile,
    OutOption,
    OwnOption,
    RankByKindOption,
    chosen_format,
    language_of_environment,
    node_option,
)
from chiso.cli.output import note, write_columns, write_text
from chiso.cli.progress import working
from chiso.cli.rank_words import rank_cell, rank_remarks
from chiso.cli.unit_lists import UnitWords, unit_words
from chiso.errors import mark
from chiso.wording import NO_LIMIT, Message, decimal, say

if TYPE_CHECKING:
    from chiso.evaluation import Evaluation

_DECIMALS = 4
_TITLE = mark("{title}: {node}")
_NO_RESULT = mark("no result: {reason}")
_ORDER = mark("Best first; equal scores share a rank. Shown with {digits} decimals, ranked on all.")
_SOME_REDUCED = mark("Some units are scored on a smaller base: chiso explain says which parts.")
_SYNTHETIC = mark("{mark}: the observations say so.")
_COLUMNS = mark("Every node with all columns: --format csv, json or xlsx. Another node: --node.")


def score(
    edition: EditionName,
    observations: ObservationFile,
    node: Annotated[
        str | None,
        node_option(
            "Only this node, such as 4 or 4.1. Default: the table shows the total, files all."
        ),
    ] = None,
    rank_by_kind: RankByKindOption = False,
    own: OwnOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Score observations under an edition.

    The table ranks the units on one node, best first. CSV, JSON, XLSX and Parquet hold a row for
    every unit and node, with the columns edition, period, unit, node, code, kind, score, min, max,
    missing, rank_group, rank, class; numbers carry all their digits. With --rank-by-kind a unit is
    ranked among those of its kind, and rank_group is the kind. Scores of synthetic observations
    say so in a column note.

    \b
      chiso score papi@2023 --observations papi-2023.csv
      chiso score papi@2023 --observations papi-2023.csv --node 4
      chiso score papi@2023 --observations papi-2023.csv --out scores.xlsx
      chiso observations papi --year 2023 | chiso score papi@2023 --observations - --json
      chiso score ha-noi-communes@2025 --observations communes.csv --rank-by-kind
    """
    from chiso.definition.editions import edition as named
    from chiso.evaluation import evaluate

    chosen = chosen_format(format, as_json=json, out=out, default=Format.TABLE)
    language = lang or language_of_environment()
    definition = named(edition)
    if node is not None:
        definition.node(node)
    table = read_observations(observations, definition, language)
    words = unit_words(table, definition, rank_by_kind=rank_by_kind, own=own)
    with working(say(Message(mark("Scoring")), language)):
        evaluation = evaluate(definition, table, groups=words.kinds)
        columns = _noted(_of_node(evaluation.columns(), node), evaluation)
    if chosen is Format.TABLE:
        told = _ranking(evaluation, node or definition.root.id, words, lang=language)
        write_text(*told, out=out)
    else:
        for said in _marks(evaluation):
            note(said, language)
        if _reduced(evaluation, node or definition.root.id):
            note(Message(_SOME_REDUCED), language)
        write_columns(columns, chosen, out=out)


def _of_node(columns: Mapping[str, Sequence[Any]], node: str | None) -> Mapping[str, Sequence[Any]]:
    if node is None:
        return columns
    rows = [row for row, one in enumerate(columns["node"]) if one == node]
    return {name: [cells[row] for row in rows] for name, cells in columns.items()}


def _ranking(
    evaluation: "Evaluation", node: str, words: UnitWords, *, lang: Language
) -> tuple[Any, ...]:
    """The heading, the ranking of one node, and how to read it."""
    edition = evaluation.edition
    name = edition.node(node).name
    facts = {
        "title": edition.title,
        "node": name if node == "total" else f"{node} {name.in_language(lang)}",
    }
    rows = _ranked_rows(evaluation, node, words, lang=lang)
    columns = {
        heading: [row[place] for row in rows] for place, heading in enumerate(_headings(lang))
    }
    numbers = [*columns][:1] + [*columns][5:8]
    filled = {name: cells for name, cells in columns.items() if any(cells)}
    return (
        *(say(said, lang) for said in _marks(evaluation)),
        say(Message(_TITLE, facts), lang),
        "",
        listing(filled, right=numbers),
        "",
        say(Message(_ORDER, {"digits": _DECIMALS}), lang),
        *rank_remarks(grouped=bool(words.kinds), reduced=_reduced(evaluation, node), lang=lang),
        say(Message(_COLUMNS), lang),
    )


def _marks(evaluation: "Evaluation") -> list[Message]:
    """The mark of synthetic figures, where the observations have it."""
    from chiso.synthesis import MARK, is_marked

    return [Message(_SYNTHETIC, {"mark": MARK})] if is_marked(evaluation.table) else []


def _noted(
    columns: Mapping[str, Sequence[Any]], evaluation: "Evaluation"
) -> Mapping[str, Sequence[Any]]:
    """The columns, with the mark in every row where the observations are synthetic."""
    from chiso.synthesis import MARK, is_marked

    if not is_marked(evaluation.table):
        return columns
    return {**columns, "note": [f"{MARK.vi} / {MARK.en}"] * len(columns["unit"])}


def _reduced(evaluation: "Evaluation", node: str) -> bool:
    """Whether any unit with a rank stands on a smaller base than the edition's whole."""
    return any(one.reduced and one.rank for one in evaluation.ranking(node))


def _headings(lang: Language) -> list[str]:
    headings = (
        mark("Rank"),
        mark("Period"),
        mark("Group"),
        mark("Unit code"),
        mark("Name"),
        mark("Score"),
        mark("Min"),
        mark("Max"),
        mark("Class"),
    )
    return [say(Message(heading), lang) for heading in headings]


def _ranked_rows(
    evaluation: "Evaluation", node: str, words: UnitWords, *, lang: Language
) -> list[list[str]]:
    place = evaluation.edition.place(node)
    classes = dict(zip(_keys(evaluation), _class_names(evaluation, node, lang), strict=True))
    rows = []
    for one in evaluation.ranking(node):
        row = evaluation.row(one.unit, one.period)
        low = float(evaluation.minimum[row, place])
        high = float(evaluation.maximum[row, place])
        rows.append(
            [
                rank_cell(one),
                one.period,
                words.group(one.unit, lang),
                one.unit,
                words.name(one.unit, lang),
                "–" if one.score is None else decimal(one.score, _DECIMALS, lang),
                _end(low, lang),
                _end(high, lang),
                classes[one.period, one.unit],
            ]
        )
    return rows


def _end(end: float, lang: Language) -> str:
    return decimal(end, _DECIMALS, lang) if math.isfinite(end) else say(Message(NO_LIMIT), lang)


def _keys(evaluation: "Evaluation") -> list[tuple[str, str]]:
    return list(zip(evaluation.table.periods, evaluation.table.units, strict=True))


def _class_names(evaluation: "Evaluation", node: str, lang: Language) -> list[str]:
    """Every row's class in words; for rows without points, why there are none."""
    by = evaluation.edition.classes
    names = {one.id: one.name.in_language(lang) for one in by.named} if by else {}
    place = evaluation.edition.place(node)
    return [
        names.get(one or "", "") if points == points else _no_result(evaluation, key, node, lang)
        for one, points, key in zip(
            evaluation.classes(node),
            evaluation.points[:, place].tolist(),
            _keys(evaluation),
            strict=True,
        )
    ]


def _no_result(evaluation: "Evaluation", key: tuple[str, str], node: str, lang: Language) -> str:
    period, unit = key
    reason = evaluation.score(unit, node, period).reason
    return say(Message(_NO_RESULT, {"reason": reason}), lang)
