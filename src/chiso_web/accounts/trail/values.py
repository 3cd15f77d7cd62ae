"""The values of an entry as a reader sees them."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from chiso_web.accounts.trail.codes import code_label
from chiso_web.accounts.trail.labels import value_label
from chiso_web.audit.models import Entry
from chiso_web.look.formats import DASH, day, language, short
from chiso_web.units.models import Unit

Units = Mapping[str, Unit | None]
NO_UNIT = "-"  # what the filter for what belongs to no unit is recorded as
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def moment_shown(moment: datetime) -> str:
    """A moment in the office's time, to the second."""
    local = timezone.localtime(moment)
    return f"{day(local.date())} {local:%H:%M:%S}"


def unit_shown(uid: str, units: Units) -> str:
    """The unit's official name, or its id where it is not known any more."""
    unit = units.get(uid)
    return unit.full_name(language()) if unit else uid or _("no unit’s")


def units_named(entries: Iterable[Entry], units: Units) -> Units:
    """The units, and those others that entries name among their values or as their actors'."""
    told = (values_read(text).get("unit") for one in entries for text in (one.before, one.after))
    named = {uid for uid in told if isinstance(uid, str)} | {one.actor_unit for one in entries}
    missing = named - units.keys() - {"", NO_UNIT}
    if not missing:
        return units
    return {**units, **{unit.uid: unit for unit in Unit.objects.filter(uid__in=missing)}}


def values_read(text: str) -> dict[str, Any]:
    """The values of one side; what somebody made unreadable is shown as it stands."""
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {"": text}
    return found if isinstance(found, dict) else {"": found}


def shown(name: str, value: object, units: Units) -> str:
    """A value in the reader's words."""
    if name == "criteria" and value == []:
        return _("all")
    if value in (None, "", []):
        return DASH
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _text_shown(name, value, units)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(_text_shown(name, one, units) for one in value)
    if isinstance(value, float):
        return short(value)
    if isinstance(value, dict):
        return _parts_shown(value, units)
    return json.dumps(value, ensure_ascii=False)


def _parts_shown(parts: Mapping[str, object], units: Units) -> str:
    """The parts of a value that has several, each with its name."""
    return "; ".join(
        f"{value_label(name)}: {shown(name, part, units)}" for name, part in parts.items()
    )


def role_told(values: Mapping[str, Any], units: Units) -> str:
    """A role that is held, in a sentence; empty where its parts are not all there."""
    if not all(isinstance(values.get(name), str) for name in ("role", "unit", "since")):
        return ""
    facts = {name: shown(name, value, units) for name, value in values.items()}
    days = _("from %(since)s until %(until)s") if values.get("until") else _("from %(since)s on")
    parts = [facts["role"], facts["unit"], days % facts]
    if values.get("criteria"):
        parts.append(_("criteria: %(criteria)s") % facts)
    if values.get("revoked"):
        parts.append(_("taken back at once"))
    sentence = ", ".join(parts)
    return f"{facts['person']}: {sentence}" if values.get("person") else sentence


def _text_shown(name: str, value: str, units: Units) -> str:
    if name == "unit":
        return unit_shown("" if value == NO_UNIT else value, units)
    if _MOMENT.fullmatch(value):
        return _moment_told(value)
    if _DAY.fullmatch(value):
        return _day_told(value)
    return code_label(name, value)


def _moment_told(text: str) -> str:
    try:
        moment: datetime | None = parse_datetime(text)
    except ValueError:
        return text
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else text


def _day_told(text: str) -> str:
    try:
        found: date | None = parse_date(text)
    except ValueError:
        return text
    return day(found) if found else text
