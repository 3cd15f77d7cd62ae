"""Ranks and comparisons in words, as docs/glossary.md writes them."""

from chiso.errors import mark
from chiso.inference.compare import Comparison, RelativeChange
from chiso.inference.ranks import RankSet
from chiso.wording import Message, Text, decimal, percent, shortest

NO_ERROR = Message(mark("PAPI published no errors for this year; ranks are for reference only."))
"""Said of a year without any standard error."""

INDEPENDENT = Message(
    mark(
        "Computed by Chiso, not published. The units are taken to be sampled independently of each "
        "other; a unit without a published error takes no part and is counted in no other’s range."
    )
)
"""Said wherever rank sets are shown."""

PAPI_RULE = Message(
    mark(
        "PAPI’s ±5% rule looks at the size of a change only, not at sampling error. It is inferred "
        "from the provinces that PAPI’s report on 2017 names; no document that states it was found."
    )
)
"""Said wherever the rule is printed."""


def rank_in_words(
    rank: int | None, ranks: RankSet | None, *, level: float = 0.95, among: int | None = None
) -> Message:
    """A rank and what sampling error leaves open, or why nothing can be said.

    ``rank`` is the one among the units that take part (``ranks_taking_part``). ``among`` is their
    number, to be given where others were left out: the sentence then says so.
    """
    if rank is None or ranks is None:
        return Message(
            mark("No published error: the range of ranks of this unit cannot be computed.")
        )
    facts = {
        "rank": rank,
        "lowest": ranks.lowest,
        "highest": ranks.highest,
        "level": _level(level),
        "place": _place(rank, among),
    }
    if ranks.lowest == ranks.highest:
        return Message(
            mark("{place}; sampling error leaves no other rank open ({level} confidence)."), facts
        )
    return Message(
        mark(
            "{place}; because of sampling error the true rank may lie anywhere from {lowest} to "
            "{highest} ({level} confidence)."
        ),
        facts,
    )


def _place(rank: int, among: int | None) -> Message:
    if among is None:
        return Message(mark("Rank {rank}"), {"rank": rank})
    text = mark("Rank {rank} of the {among} units with a published error")
    return Message(text, {"rank": rank, "among": among})


def left_out_in_words(count: int) -> Message | None:
    """How many units were left out for want of an error; None if none was."""
    if count == 0:
        return None
    text = mark("Left out, since no score or no standard error was published: {count} units.")
    return Message(text, {"count": count})


def comparison_in_words(one: Comparison, *, digits: int = 2) -> Message:
    """The difference, its interval, and whether sampling error alone could explain it."""
    facts: dict[str, object] = {"difference": _signed(one.difference, digits)}
    if one.interval is None or one.p is None or one.adjusted_p is None:
        text = mark(
            "Difference {difference} points. No error is published, so it cannot be said whether "
            "this is more than sampling error."
        )
        return Message(text, facts)
    facts["interval"] = Message(
        mark("{level} confidence interval from {low} to {high}"),
        {
            "level": _level(one.level),
            "low": _signed(one.interval[0], digits),
            "high": _signed(one.interval[1], digits),
        },
    )
    return Message(_verdict(one), facts | {"together": one.together})


def _verdict(one: Comparison) -> str:
    if one.beyond_error:
        if one.together > 1:
            return mark(
                "Difference {difference} points ({interval}): more than sampling error explains, "
                "also when {together} comparisons are made together."
            )
        return mark(
            "Difference {difference} points ({interval}): more than sampling error explains."
        )
    if one.interval is not None and not one.interval[0] <= 0 <= one.interval[1]:
        return mark(
            "Difference {difference} points ({interval}): one of {together} comparisons made "
            "together, and then not more than sampling error may explain."
        )
    return mark(
        "Difference {difference} points ({interval}): within sampling error, no ground to say that "
        "there is a difference."
    )


def papi_rule_in_words(change: RelativeChange | None) -> Message:
    """What PAPI's ±5% rule says of a change."""
    if change is None:
        return Message(mark("No relative change: the earlier score is missing or not above 0."))
    text = {
        1: mark("By PAPI’s ±5% rule: risen ({share})."),
        -1: mark("By PAPI’s ±5% rule: fallen ({share})."),
        0: mark("By PAPI’s ±5% rule: no notable change ({share})."),
    }[change.direction]
    share = Text(*(_sign(change.share) + percent(change.share, 2, lang) for lang in ("vi", "en")))
    return Message(text, {"share": share})


def _level(level: float) -> Text:
    return Text(*(shortest(100 * level, lang) + "%" for lang in ("vi", "en")))


def _signed(value: float, digits: int) -> Text:
    return Text(
        *(_sign(round(value, digits)) + decimal(value, digits, lang) for lang in ("vi", "en"))
    )


def _sign(value: float) -> str:
    return "+" if value > 0 else ""
