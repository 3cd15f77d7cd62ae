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
_MARKS = {"vi": ".", "en": ","}


@dataclass(frozen=True, slots=True)
class Read:
    """What a typed text says: a number, nothing, or a fault in a sentence."""

    value: float | None = None
    fault: str = ""


def number_read(text: str, field: Field) -> Read:
    """The number that a text stands for in a field, by the language of the page.

    "12.466" is 12466 in Vietnamese; a mark that does not part thousands is the decimal mark. Where
    per cent is asked for, "96,5%" is 96.5.
    """
    typed = _BLANKS.sub("", text)
    if not typed:
        return Read()
    if field.unit == "percent":
        typed = typed.removesuffix("%")
    value = _value(typed, language())
    if value is None:
        return Read(
            fault=_("“%(typed)s” is no number. Type digits, such as %(example)s.")
            % _facts(text, field)
        )
    return Read(value, _fault(value, field))


def _value(typed: str, lang: str) -> float | None:
    if len(typed) > MOST_LETTERS:
        return None
    if _GROUPED[lang].fullmatch(typed):
        return float(typed.replace(_MARKS[lang], "").replace(",", ".")) + 0.0  # no minus zero
    return float(typed.replace(",", ".")) + 0.0 if _PLAIN.fullmatch(typed) else None


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
