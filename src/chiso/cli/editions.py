"""``chiso editions``: what can be scored, on which days, and what differs between two."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import typer

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
    language_of_environment,
)
from chiso.cli.output import write_columns, write_text
from chiso.errors import mark
from chiso.wording import Message, say

if TYPE_CHECKING:
    from chiso.definition.difference import EditionDifference
    from chiso.definition.model import InForce

editions = typer.Typer(name="editions", invoke_without_command=True, rich_markup_mode=None)
_UNKNOWN = mark("not known")
_NO_DIFFERENCE = mark("Both compute the same.")
_ADDED = mark("added")
_REMOVED = mark("removed")
_COLUMNS = ("node", "name", "aspect", "before", "after")
_HEADINGS = {
    "edition": mark("Edition"),
    "from": mark("From"),
    "to": mark("To"),
    "title": mark("Title"),
}


@editions.callback()
def edition_listing(
    context: typer.Context,
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """List the shipped editions and the days on which each is in force."""
    from chiso.definition.editions import edition_list

    if context.invoked_subcommand is not None:
        return
    chosen = chosen_format(format, as_json=json, out=out, default=Format.TABLE)
    language = lang or language_of_environment()
    columns: dict[str, list[Any]] = {
        "edition": [one.name for one in edition_list()],
        "from": [one.in_force.since.isoformat() for one in edition_list()],
        "to": [_last_day(one.in_force, language) for one in edition_list()],
        "certainty": [one.in_force.certainty.value for one in edition_list()],
        "illustrative": [one.illustrative for one in edition_list()],
        "title": [one.title.in_language(language) for one in edition_list()],
        "sha256": [one.sha256 for one in edition_list()],
    }
    if chosen is Format.TABLE:
        headed = {say(Message(words), language): columns[name] for name, words in _HEADINGS.items()}
        write_text(listing(headed), out=out)
    else:
        write_columns(columns, chosen, out=out)


def _last_day(force: "InForce", lang: Language) -> str:
    """The last day of force; empty where it is open."""
    if not force.until_known:
        return say(Message(_UNKNOWN), lang)
    return force.until.isoformat() if force.until else ""


@editions.command("diff")
def edition_difference(
    before: EditionName,
    after: EditionName,
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Tell what differs between two editions: nodes added, removed and changed, and in what.

    \b
      chiso editions diff papi@2020 papi@2021
    """
    from chiso.definition.difference import difference
    from chiso.definition.editions import edition

    chosen = chosen_format(format, as_json=json, out=out, default=Format.TABLE)
    language = lang or language_of_environment()
    rows = list(_rows(difference(edition(before), edition(after)), language))
    if chosen is not Format.TABLE:
        cells = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
        write_columns(
            {name: list(found) for name, found in zip(_COLUMNS, cells, strict=True)},
            chosen,
            out=out,
        )
    else:
        lines = [*_lines(rows)] or [say(Message(_NO_DIFFERENCE), language)]
        write_text(*lines, out=out)


def _rows(found: "EditionDifference", lang: str) -> Iterator[tuple[str, str, str, str, str]]:
    """A row an aspect of a node; what was added or removed first."""
    from chiso.evaluation.edition_words import change_in_words

    for nodes, word in ((found.added, _ADDED), (found.removed, _REMOVED)):
        for node in nodes:
            yield node.id, node.name.in_language(lang), say(Message(word), lang), "", ""
    for one in found.changed:
        for told in change_in_words(found, one):
            aspect, was, now = (say(words, lang) for words in (told.name, told.before, told.after))
            yield one.after.id, one.after.name.in_language(lang), aspect, was, now


def _lines(rows: list[tuple[str, str, str, str, str]]) -> Iterator[str]:
    """The rows for reading: a node, and below it what of it changed."""
    for (node, name), of_node in groupby(rows, key=itemgetter(0, 1)):
        yield f"{node} {name}"
        for _, _, aspect, before, after in of_node:
            yield f"  {aspect}: {before} → {after}" if before or after else f"  {aspect}"
