"""``chiso editions``: what can be scored, and on which days."""

from typing import Any

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
        "to": [
            one.in_force.until.isoformat() if one.in_force.until else "" for one in edition_list()
        ],
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
