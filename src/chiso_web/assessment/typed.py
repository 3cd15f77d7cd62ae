"""Numbers as people type them into a form, and why what they typed is none."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.assessment.asked import Field
from chiso_web.look.formats import echoed, language, number, short

MOST_LETTERS = 200
LARGEST = 2.0**53
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_GROUPED = {
    "vi": re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?"),
    "en": re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?"),
}
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")
_IN_PERCENT = frozenset({"percent", "share"})
_MARKS = {"vi": ".", "en": ","}


@dataclass(frozen=True, slots=True)
class Read:
    """What a typed text says: a number, nothing, or a fault in a sentence."""

    value: float | None = None
    fault: str = ""


def number_read(text: str, field: Field) -> Read:
    """The number that a text stands for in a field, by the language of the page.

    "12.466" is 12466 in Vietnamese; a mark that does not part thousands is the decimal mark. Where
    per cent is asked for, "96,5%" is 96.5; where a share of 1 is, it is 0.965.
    """
    typed = _BLANKS.sub("", text)
    if not typed:
        return Read()
    digits = typed.removesuffix("%") if field.unit in _IN_PERCENT else typed
    power = -2 if field.unit == "share" and digits != typed else 0
    value = _value(digits, language(), power=power)
    if value is None:
        return Read(
            fault=_("“%(typed)s” is no number. Type digits, such as %(example)s.")
            % _facts(text, field)
        )
    if field.unit == "share":
        return Read(value, _share_fault(value, echoed(text) if power else ""))
    return Read(value, _fault(value, field))


def share_fault(value: float, field: Field) -> str:
    """That a number is no share, where one is asked for: found, expected, and what to type."""
    return _share_fault(value, "") if field.unit == "share" else ""


def _share_fault(value: float, typed: str) -> str:
    """``typed``: the percentage as it was typed; empty for a number without the sign."""
    if 0 <= value <= 1:
        return ""
    facts = {"found": typed or short(value), "number": number(0.95, 2), "percent": "95%"}
    if typed or not 1 < value <= 100:
        return (
            _(
                "Found %(found)s; expected a share from 0 to 1, or from 0%% to 100%%. Type for "
                "example %(number)s or %(percent)s."
            )
            % facts
        )
    facts |= {"number": short(value / 100, 12), "percent": f"{short(value, 12)}%"}
    return (
        _(
            "Found %(found)s; expected a share from 0 to 1. If %(percent)s is meant, type "
            "%(number)s or %(percent)s."
        )
        % facts
    )


def _value(typed: str, lang: str, *, power: int) -> float | None:
    """The number times a power of ten, read at once: 0.961 from "96.1", not nearly so."""
    if len(typed) > MOST_LETTERS:
        return None
    if _GROUPED[lang].fullmatch(typed):
        typed = typed.replace(_MARKS[lang], "")
    elif not _PLAIN.fullmatch(typed):
        return None
    return float(f"{typed.replace(',', '.')}e{power}") + 0.0  # no minus zero


def _facts(text: str, field: Field) -> dict[str, str]:
    examples = {"percent": number(96.5, 1), "share": number(0.95, 2)}
    return {"typed": echoed(text), "example": examples.get(field.unit, number(1480, 0))}


def _fault(value: float, field: Field) -> str:
    if field.is_yes_no and value not in (0.0, 1.0):
        return _("Found %(found)s; expected yes or no.") % {"found": short(value)}
    if field.choices and value not in field.choices:
        allowed = "; ".join(short(one) for one in field.choices)
        return _("Found %(found)s; expected one of: %(allowed)s.") % {
            "found": short(value),
            "allowed": allowed,
        }
    if value < 0 or value > LARGEST:
        return _("Found %(found)s; expected a number from 0 up.") % {"found": short(value)}
    if field.is_whole and value != round(value):
        return _("Found %(found)s; expected a whole number.") % {"found": short(value)}
    return ""
