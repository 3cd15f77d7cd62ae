"""``chiso explain``: where one unit's points come from, down to every source."""

from enum import StrEnum
from typing import Annotated

import typer

from chiso.cli.explanation_tree import explanation_record, explanation_tree
from chiso.cli.inputs import read_observations
from chiso.cli.options import (
    EditionName,
    JsonOption,
    LanguageOption,
    ObservationFile,
    OutOption,
    chosen_format,
    composed,
    language_of_environment,
    node_option,
)
from chiso.cli.output import write_json, write_text
from chiso.cli.papi_words import unit_code, unit_names


class Layout(StrEnum):
    """How an explanation is written."""

    TREE = "tree"
    JSON = "json"


def explain(
    edition: EditionName,
    observations: ObservationFile,
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="UNIT",
            callback=composed,
            help='Its code, such as 01; for PAPI also its name, such as "ha noi".',
            show_default=False,
        ),
    ],
    node: Annotated[
        str | None, node_option("A node, such as 4 or 4.1; default: the total.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            callback=composed,
            help="A period of the file; default: its latest.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Layout | None,
        typer.Option(
            "--format", help="Default: by the suffix of --out, else tree.", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Explain a score, down to every source.

    Prints the tree of points: each node with its rule in words, what it read, and where the rule
    and the figure are published. What is shown with a node but never counted is marked.

    \b
      chiso explain papi@2023 --observations papi-2023.csv --unit 01 --node 4
    """
    from chiso.definition.editions import edition as named
    from chiso.evaluation import evaluate

    chosen = chosen_format(format, as_json=json, out=out, default=Layout.TREE)
    language = lang or language_of_environment()
    definition = named(edition)
    if node is not None:
        definition.node(node)
    table = read_observations(observations, definition, language)
    code = unit_code(unit, definition, table)
    found = evaluate(definition, table).explain(code, node, period)
    if chosen is Layout.JSON:
        write_json(explanation_record(found, definition, language), out=out)
        return
    name = unit_names(definition).get(found.unit)
    write_text(*explanation_tree(found, definition, name, language), out=out)
