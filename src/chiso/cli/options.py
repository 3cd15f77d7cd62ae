"""Options that several commands share, and the choices they stand for."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from chiso.errors import OptionsInvalid, mark
from chiso.spelling import nfc
from chiso.wording import Message, Text

Form = TypeVar("Form", bound=StrEnum)

_LANGUAGE = "chiso.language"
_CONTRADICTION = mark("--json and --format {format} contradict each other")
_OTHER_SUFFIX = mark("{path} asks for {found}; expected {expected}")


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


def chosen_format(asked: Form | None, *, as_json: bool, out: Path | None, default: Form) -> Form:
    """The format asked for; else by the suffix of ``out``; else the command's own.

    Raises OptionsInvalid where --json, --format and the suffix do not fit the command or each
    other.
    """
    forms = type(default)
    if as_json and asked not in (None, forms("json")):
        raise OptionsInvalid(reason=Message(_CONTRADICTION, {"format": asked}))
    if as_json or asked is not None:
        return asked or forms("json")
    suffix = "" if out is None else out.suffix.lower().removeprefix(".")
    if suffix in list(Format) and suffix not in list(forms):
        expected = Text(vi=" hoặc ".join(forms), en=" or ".join(forms))
        facts = {"path": out, "found": suffix, "expected": expected}
        raise OptionsInvalid(reason=Message(_OTHER_SUFFIX, facts))
    return forms(suffix) if suffix in list(forms) else default


def composed(name: str | None) -> str | None:
    """A name as typed, in the form that names have inside (Unicode NFC)."""
    return name and nfc(name)


def node_option(help: str) -> Any:
    """``--node``, with what it is for in a command."""
    return typer.Option("--node", metavar="NODE", callback=composed, help=help, show_default=False)


def day_option(help: str) -> Any:
    """``--on``, with what the day is for in a command."""
    return typer.Option("--on", metavar="DATE", formats=["%Y-%m-%d"], help=help, show_default=False)


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
FileFormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="Default: by the suffix of --out, else csv.", show_default=False),
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
OwnOption = Annotated[
    str | None,
    typer.Option(
        "--own",
        metavar="FILE",
        help="A CSV list of your own units, beside the public ones.",
        show_default=False,
    ),
]
RankByKindOption = Annotated[
    bool,
    typer.Option(
        "--rank-by-kind",
        help="Rank units apart by their kind in the lists of units, such as wards and communes.",
    ),
]
