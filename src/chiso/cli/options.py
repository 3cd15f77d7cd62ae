"""Options that several commands share, and the choices they stand for."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

_LANGUAGE = "chiso.language"


class Language(StrEnum):
    """The languages that Chiso speaks."""

    VI = "vi"
    EN = "en"


class Format(StrEnum):
    """The formats of results."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    PARQUET = "parquet"


def language_of_environment() -> Language:
    """Vietnamese where CHISO_LANG, LC_ALL, LC_MESSAGES or LANG says so first; else English."""
    asked = (os.environ.get(name) for name in ("CHISO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((one for one in asked if one), "")
    return Language.VI if first.lower().startswith("vi") else Language.EN


def _remember(context: typer.Context, asked: Language | None) -> Language:
    chosen = asked or language_of_environment()
    context.meta[_LANGUAGE] = chosen
    return chosen


def chosen_language(context: Any) -> Language:
    """The language that a command was asked to use, also once it has failed."""
    return context.meta.get(_LANGUAGE) or language_of_environment()


def chosen_format(
    asked: Format | None, *, as_json: bool, out: Path | None, default: Format = Format.TABLE
) -> Format:
    """The format asked for; else by the suffix of ``out``; else the command's own."""
    if as_json and asked not in (None, Format.JSON):
        raise typer.BadParameter(f"--json and --format {asked} contradict each other")
    if as_json:
        return Format.JSON
    suffix = "" if out is None else out.suffix.lower().removeprefix(".")
    by_suffix = Format(suffix) if suffix in list(Format) else default
    return asked or by_suffix


EditionName = Annotated[
    str,
    typer.Argument(
        metavar="EDITION",
        help="An edition: papi@2023, papi@2023-05-01, or the path of its folder.",
        show_default=False,
    ),
]
ObservationFile = Annotated[
    str,
    typer.Option(
        "--observations",
        metavar="FILE|-",
        help="Observations as CSV, JSON, Parquet or XLSX; - reads CSV or JSON from standard input.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="Default: by the suffix of --out, else table.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="PATH",
        help="Write there, whole or not at all; default: standard output.",
        show_default=False,
    ),
]
LanguageOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        callback=_remember,
        help="Language of tables and messages; default: CHISO_LANG, else the system's.",
        show_default=False,
    ),
]
