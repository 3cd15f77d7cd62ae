"""``chiso new``: the folder of an edition to begin with, that checks and has a worked case."""

import re
import shutil
import tempfile
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from chiso.cli.options import Language, LanguageOption, language_of_environment
from chiso.cli.output import write_text
from chiso.errors import FileUnwritable, OptionsInvalid, mark
from chiso.wording import Message, say, why_refused

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NO_ID = mark("“{found}” is no id of an index; expected small letters, digits and hyphens")
_NO_DAY = mark("found “{found}”, expected a day of the calendar as YYYY-MM-DD")
_THERE = mark("it is there already")
_MADE = mark("{path}: an edition to begin with, and a worked case.")
_NEXT = mark("Write it down, then: chiso check {path}")


def new(
    index: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="What the index shall be called, such as ward-index.",
            show_default=False,
        ),
    ],
    since: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="YYYY-MM-DD",
            help="The first day on which the edition is in force.",
            show_default=False,
        ),
    ],
    folder: Annotated[
        Path,
        typer.Option("--folder", metavar="PATH", help="Where to put the folder of the index."),
    ] = Path(),
    lang: LanguageOption = None,
) -> None:
    """Set up an edition with a worked case, to be written down.

    Makes ID/YYYY-MM-DD with index.yaml, sources.yaml and cases/, and ID/measures.yaml, each with
    remarks on what to write. What is made checks; nothing that exists is touched.

    \b
      chiso new ward-index --from 2026-01-01
      chiso check ward-index/2026-01-01
      chiso score ward-index/2026-01-01 --observations ward-2026.csv
    """
    language = lang or language_of_environment()
    day = _day(since)
    if not _ID.fullmatch(index):
        raise OptionsInvalid(reason=Message(_NO_ID, {"found": index}))
    place = folder / index / day.isoformat()
    if place.exists():
        raise FileUnwritable(path=str(place), reason=Message(_THERE))
    try:
        _make(folder / index, place, lang=language)
    except OSError as error:
        raise FileUnwritable(path=str(place), reason=why_refused(error)) from error
    said = [say(Message(words, {"path": str(place)}), language) for words in (_MADE, _NEXT)]
    write_text(*said, out=None)


def _day(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise OptionsInvalid(reason=Message(_NO_DAY, {"found": text}))


def _make(home: Path, place: Path, *, lang: Language) -> None:
    """The files under their names, whole or not at all."""
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as made:
        draft = Path(made) / place.name
        (draft / "cases").mkdir(parents=True)
        facts = {"INDEX": home.name, "DAY": place.name, "YEAR": place.name[:4]}
        for name, target in _FILES.items():
            text = _template(name, lang, facts)
            (draft / target).write_text(text, encoding="utf-8")
        if not (home / "measures.yaml").exists():
            text = _template("measures.yaml", lang, facts)
            (home / "measures.yaml").write_text(text, encoding="utf-8")
        shutil.move(draft, place)


_FILES = {
    "index.yaml": "index.yaml",
    "sources.yaml": "sources.yaml",
    "case.yaml": "cases/first-case.yaml",
}


def _template(name: str, lang: Language, facts: dict[str, str]) -> str:
    """A template in the reader's language; ``@NAME@`` stands for a fact."""
    text = (files("chiso.cli") / "templates" / lang / name).read_text(encoding="utf-8")
    for key, fact in facts.items():
        text = text.replace(f"@{key}@", fact)
    return text
