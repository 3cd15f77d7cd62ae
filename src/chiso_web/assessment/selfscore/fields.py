"""The fields of a line as the form shows them: what stands in each, its unit, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.synthesis import MARK
from chiso_web.assessment.asked import Field, fields_of
from chiso_web.assessment.models import Value
from chiso_web.assessment.points import Found
from chiso_web.assessment.selfscore.posted import version_read
from chiso_web.assessment.selfscore.sheet import Sheet
from chiso_web.look.formats import number, short
from chiso_web.look.rules.amounts import amount_text, ratio_of, ratio_unit
from chiso_web.look.rules.measured import measure_name

MOST_DIGITS = 12
Typed = Mapping[str, str]
"""What somebody typed and was not kept, by the name of the box: it is shown again."""


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One box: ``text`` stands in it, ``seen`` is the version of the value behind it.

    ``choices`` are what is ticked instead of typed, each with its word. ``held`` is the platform's
    own figure in words, ``source`` where it is from; ``why`` the reason for another one.
    """

    measure: str
    name: str
    unit: str
    example: str
    text: str
    seen: int
    choices: tuple[tuple[str, str], ...]
    mode: str
    fault: str
    held: str
    held_text: str
    source: str
    why: str
    differs: bool
    shared: bool = False

    @property
    def is_prefilled(self) -> bool:
        """Whether the platform's own figure stands in it."""
        return bool(self.held) and not self.differs


def fields_shown(
    sheet: Sheet, found: Found, typed: Typed, *, shared: frozenset[str]
) -> list[FieldShown]:
    """The boxes of a line in the order in which its rule reads them; ``shared`` are measures that a
    line above on the page asks for already.
    """
    fields = fields_of(sheet.edition, found.leaf)
    return [_shown(sheet, field, found, typed, shared=field.measure in shared) for field in fields]


def _shown(sheet: Sheet, field: Field, found: Found, typed: Typed, *, shared: bool) -> FieldShown:
    measure = field.measure
    value = sheet.form.values.get(measure) or Value(measure=measure)
    standing = value_text(value, field)
    text = typed.get(f"value:{measure}", standing)
    held = "" if value.held is None else short(value.held, MOST_DIGITS)
    return FieldShown(
        measure=measure,
        name=measure_name(sheet.edition, measure),
        unit=_unit_word(field.unit),
        example=_example(field, in_share=ratio_of(found.leaf.rule) is not None),
        text=text,
        seen=_version(typed, measure, value.version),
        choices=_choices(field),
        mode="numeric" if field.is_whole else "decimal",
        fault=found.faults.get(measure, ""),
        held="" if value.held is None else amount_text(value.held, field.unit),
        held_text=held,
        source=value.held_source.removeprefix(f"{MARK.vi}; ") or _("the platform"),
        why=typed.get(f"why:{measure}", value.difference),
        differs=value.held is not None and bool(text) and text != held,
        shared=shared,
    )


def _version(typed: Typed, measure: str, standing: int) -> int:
    sent = typed.get(f"seen:{measure}")
    return standing if sent is None else version_read(sent)


def value_text(value: Value, field: Field) -> str:
    """A value as it is typed: with marks between thousands."""
    if value.typed or value.value is None:
        return value.typed
    if field.choices or field.is_yes_no:
        return f"{value.value:g}"
    return short(value.value, MOST_DIGITS)


def _choices(field: Field) -> tuple[tuple[str, str], ...]:
    if field.is_yes_no:
        return (("1", _("Yes")), ("0", _("No")))
    return tuple((f"{one:g}", amount_text(one, "points")) for one in field.choices)


def _unit_word(unit: str) -> str:
    words = {"days": _("days"), "percent": "%", "share": _("(0–1 or %)"), "points": _("points")}
    return words.get(unit, "")


def _example(field: Field, *, in_share: bool) -> str:
    """What may be typed; a count alone is of few cases, one in a share of many."""
    if field.choices or field.is_yes_no:
        return ""
    if field.unit == "share":
        return _("for example %(number)s, which is 95%%") % {"number": number(0.95, 2)}
    examples = {
        "days": "0",
        "percent": number(96.5, 1),
        "count": number(1480 if in_share else 3, 0),
    }
    text = examples.get(field.unit, "")
    return _("for example %(number)s") % {"number": text} if text else ""


def share_text(sheet: Sheet, found: Found) -> str:
    """The share that a line's figures make: "98,65%"; empty where it is none, or not to be told."""
    ratio = ratio_of(found.leaf.rule)
    if ratio is None:
        return _share_typed(sheet, found)
    top, bottom = sheet.declared.get(ratio.numerator), sheet.declared.get(ratio.denominator)
    if top is None or bottom is None or top.value is None or not bottom.value:
        return ""
    return amount_text(ratio.times * top.value / bottom.value, ratio_unit(ratio))


def _share_typed(sheet: Sheet, found: Found) -> str:
    """The only figure of a line in per cent, where it is typed as a share of 1."""
    fields = fields_of(sheet.edition, found.leaf)
    one = sheet.declared.get(fields[0].measure) if len(fields) == 1 else None
    if one is None or one.value is None or fields[0].unit != "share":
        return ""
    return amount_text(one.value, "share")
