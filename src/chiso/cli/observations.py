"""``chiso observations``: published data as an observation file."""

from typing import Annotated

import typer

from chiso.cli.listing import listing
from chiso.cli.options import (
    FileFormatOption,
    Format,
    JsonOption,
    LanguageOption,
    OutOption,
    chosen_format,
    composed,
)
from chiso.cli.output import write_columns, write_text

_INDICES = ("papi", "papi-weighted")


def observations(
    index: Annotated[
        str,
        typer.Argument(
            metavar="INDEX",
            help="papi or papi-weighted.",
            callback=composed,
            show_default=False,
        ),
    ],
    year: Annotated[
        int, typer.Option("--year", metavar="YYYY", help="The survey year.", show_default=False)
    ],
    format: FileFormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,  # noqa: ARG001  its callback keeps it for messages
) -> None:
    """Write published data as an observation file.

    The file holds exactly the measures that the edition of that year reads or shows, for every
    province; what was not published is there as missing, with its kind.

    \b
      chiso observations papi --year 2023 --out papi-2023.csv
    """
    from chiso import tables
    from chiso.datasets import papi
    from chiso.definition.editions import edition
    from chiso.errors import UnknownName
    from chiso.spelling import nearest

    chosen = chosen_format(format, as_json=json, out=out, default=Format.CSV)
    if index not in _INDICES:
        raise UnknownName(what="index", name=index, nearest=nearest(index, _INDICES) or _INDICES)
    published = papi.measures_of(year) if year in papi.YEARS else ()
    read = edition(f"{index}@{year:04d}").measures_read()
    table = papi.observations(year, [measure for measure in read if measure in published])
    columns = tables.observation_columns(table)
    if chosen is Format.TABLE:
        write_text(listing(columns), out=out)
    else:
        write_columns(columns, chosen, out=out)
