"""When an edition is in force, who answers for it, and the parts that its points fall into."""

from collections.abc import Mapping
from datetime import date

from chiso.definition.citing import check_known, cited
from chiso.definition.model import Certainty, InForce, Owner, Part, Source
from chiso.definition.reading import Cursor, Fields
from chiso.errors import mark


def read_in_force(cursor: Cursor, sources: Mapping[str, Source]) -> InForce:
    """The days of force; ``to`` is a day, ``open``, or ``unknown`` where no source gives it."""
    fields = cursor.fields(required=("from", "to", "certainty", "source"), optional=("note",))
    since, end = _days(fields)
    certainty = fields.choice("certainty", [item.value for item in Certainty], default="unknown")
    known = certainty in set(Certainty)
    until_known = fields.has("to") and fields.at("to").node.value != "unknown"
    if (certainty == Certainty.UNKNOWN or not until_known) and not fields.has("note"):
        cursor.fault(mark("a day of force is not known; expected a note that says what is"))
    source = fields.word("source")
    check_known(fields.at("source"), "source", source, sources)
    return InForce(
        since,
        end,
        Certainty(certainty) if known else Certainty.UNKNOWN,
        source,
        until_known=until_known,
        note=fields.at("note").place() if fields.has("note") else None,
    )


def _days(fields: Fields) -> tuple[date, date | None]:
    """The first and the last day; no last day where it is open or not known."""
    since = fields.at("from").day() if fields.has("from") else date.min
    until = fields.at("to")
    open_end = not fields.has("to") or until.node.value in ("open", "unknown")
    end = None if open_end else until.day()
    if end is not None and date.min < end < since:
        until.fault(
            mark("the last day ({found}) comes before the first ({expected})"),
            found=end,
            expected=since,
        )
    return since, end


def read_owners(fields: Fields, sources: Mapping[str, Source]) -> tuple[Owner, ...]:
    """Who answers for the method, in the order given; an absent day is an open end."""
    return tuple(_owner(item, sources) for item in fields.items("owners"))


def _owner(cursor: Cursor, sources: Mapping[str, Source]) -> Owner:
    fields = cursor.fields(required=("name", "cite"), optional=("from", "to"))
    since = fields.at("from").day() if fields.has("from") else None
    until = fields.at("to").day() if fields.has("to") else None
    return Owner(fields.text("name"), since, until, cited(fields, sources))


def read_parts(fields: Fields) -> tuple[Part, ...]:
    """The parts of the points, the first being the one that a leaf counts in unless it says so."""
    return tuple(_part(item) for item in fields.items("parts"))


def _part(cursor: Cursor) -> Part:
    fields = cursor.fields(required=("id", "name", "points"))
    return Part(fields.word("id"), fields.text("name"), fields.number("points"))
