"""``chiso check``: editions read strictly, and their worked cases computed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chiso.cli.fault_lines import in_order, quoted
from chiso.cli.listing import listing
from chiso.cli.options import (
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    OutOption,
    chosen_format,
    language_of_environment,
)
from chiso.cli.output import write_columns, write_text
from chiso.cli.progress import counted
from chiso.errors import EditionInvalid, Fault, FileUnreadable, UnknownName, mark
from chiso.wording import Message, say

if TYPE_CHECKING:
    from chiso.definition.model import Edition

_NO_EDITION = mark("it is no edition; expected a folder with index.yaml, or that file")
_HEADINGS = {"edition": mark("Edition"), "cases": mark("Cases"), "faults": mark("Faults")}


def check(
    editions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|PATH]...",
            help="Editions (papi@2023), whole indices (papi), or folders; default: all shipped.",
            show_default=False,
        ),
    ] = None,
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Check editions and their worked cases.

    Reads the files strictly and computes every case beside them. All faults go to standard error,
    each with its file and line, what stands there and where its rule is described, and end with
    exit code 2.
    """
    chosen = chosen_format(format, as_json=json, out=out, default=Format.TABLE)
    language = lang or language_of_environment()
    columns: dict[str, list[object]] = {name: [] for name in _HEADINGS}
    faults: list[Fault] = []
    places = list(_places(editions or []))
    words = say(Message(mark("Checking")), language)
    for place in counted(places, words, total=len(places)):
        name, cases, found = _checked(place)
        faults += found
        for column, cell in zip(columns.values(), (name, cases, len(found)), strict=True):
            column.append(cell)
    if chosen is Format.TABLE:
        headed = {say(Message(_HEADINGS[name]), language): columns[name] for name in columns}
        write_text(listing(headed), out=out)
    else:
        write_columns(columns, chosen, out=out)
    if faults:
        what = ", ".join(map(str, editions or [])) or "chiso"
        raise EditionInvalid(
            what=what, faults=[quoted(fault, language) for fault in in_order(faults)]
        )


def _places(names: list[str]) -> Iterator[Path]:
    """The folders of the editions named; of all shipped where none is."""
    from chiso.definition.editions import edition_names
    from chiso.definition.load import INDICES

    shipped = edition_names()
    indices = list(dict.fromkeys(one.split("@")[0] for one in shipped))
    for name in names or indices:
        if name in indices:
            of_index = [one for one in shipped if one.split("@")[0] == name]
            yield from (INDICES.joinpath(*one.split("@")) for one in of_index)
        elif name in shipped:
            yield INDICES.joinpath(*name.split("@"))
        else:
            yield _place(name, indices)


def _place(name: str, indices: list[str]) -> Path:
    """The folder of an edition named by its path or by a year or day."""
    from chiso.definition.editions import edition
    from chiso.spelling import nearest

    path = Path(name)
    if path.is_dir() or (path.exists() and path.suffix in (".yaml", ".yml")):
        return path.resolve()
    if path.exists():
        raise FileUnreadable(path=name, reason=Message(_NO_EDITION))
    if "@" not in name and "/" not in name:
        raise UnknownName(what="index", name=name, nearest=nearest(name, indices))
    return Path(edition(name).file).parent


def _checked(place: Path) -> "tuple[str, int, tuple[Fault, ...]]":
    """The edition's name, how many cases it has, and all faults of both."""
    from chiso.definition.load import load

    try:
        edition = load(place)
    except EditionInvalid as error:
        return str(place), 0, error.faults
    return _with_cases(edition)


def _with_cases(edition: "Edition") -> "tuple[str, int, tuple[Fault, ...]]":
    from chiso.evaluation.cases import case_faults, case_files

    files = case_files(edition)
    found = [fault for file in files for fault in case_faults(edition, file)]
    return edition.name, len(files), tuple(found)
