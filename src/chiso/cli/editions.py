"""``chiso editions``: what can be scored, and on which days."""

from typing import TYPE_CHECKING, Any

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
from chiso.errors import mark
from chiso.wording import Message, say

if TYPE_CHECKING:
    from chiso.definition.model import InForce

_UNKNOWN = mark("not known")
_HEADINGS = {
    "edition": mark("Edition"),
    "from": mark("From"),
    "to": mark("To"),
    "title": mark("Title"),
}


def editions(
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """List the shipped editions and the days on which each is in force."""
    from chiso.definition.editions import edition_list

    chosen = chosen_format(format, as_json=json, out=out, default=Format.TABLE)
    language = lang or language_of_environment()
    columns: dict[str, list[Any]] = {
        "edition": [one.name for one in edition_list()],
        "from": [one.in_force.since.isoformat() for one in edition_list()],
        "to": [_last_day(one.in_force) for one in edition_list()],
        "certainty": [one.in_force.certainty.value for one in edition_list()],
        "illustrative": [one.illustrative for one in edition_list()],
        "title": [one.title.in_language(language) for one in edition_list()],
        "sha256": [one.sha256 for one in edition_list()],
    }
    if chosen is Format.TABLE:
        unknown = say(Message(_UNKNOWN), language)
        columns["to"] = [unknown if day == "unknown" else day for day in columns["to"]]
        headed = {say(Message(words), language): columns[name] for name, words in _HEADINGS.items()}
        write_text(listing(headed), out=out)
    else:
        write_columns(columns, chosen, out=out)


def _last_day(force: "InForce") -> str:
    """The last day of force; empty where it is open, ``unknown`` where no source gives it."""
    if not force.until_known:
        return "unknown"
    return force.until.isoformat() if force.until else ""
