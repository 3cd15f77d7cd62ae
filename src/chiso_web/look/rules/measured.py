"""Observed values as people read them: in the measure's unit, or the reason why there is none."""

import re

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.datasets.papi import NOTES
from chiso.definition.model import Edition
from chiso.values import Missing, MissingKind, Observation, ObservationTable
from chiso_web.look.formats import DASH, language, number, share, short

SCALE = re.compile(r"scale_(\d+)_(\d+)")
WHOLE = (0.0, 1.0)  # the range of a share


def value_text(value: float, unit: str, *, scale: tuple[float, float] | None = None) -> str:
    """A value with its unit: 67,57%; 1,9846 trên thang 0–5; 28.170 nghìn đồng.

    A share that its rule takes on another ``scale`` than 0–1 is no percentage: 0,7453 trên thang
    0–2.
    """
    printed = SCALE.fullmatch(unit)
    if printed:
        return _on_scale(value, float(printed[1]), float(printed[2]))
    if unit == "share" and scale is not None and scale != WHOLE:
        return _on_scale(value, *scale)
    if unit == "share":
        return share(value)
    if unit == "points":
        return points_words(number(value, 4), value)
    words = _unit_words(unit)
    digits = 0 if abs(value) >= 1000 else 2
    return f"{number(value, digits)} {words}".strip()


def points_words(printed: str, value: float) -> str:
    """A printed number of points with its word; one alone is singular: 1 point, 0.5 points."""
    return ngettext("%(value)s point", "%(value)s points", 1 if value == 1 else 2) % {
        "value": printed
    }


def _on_scale(value: float, low: float, high: float) -> str:
    return _("%(value)s on a scale of %(low)s–%(high)s") % {
        "value": number(value, 4),
        "low": short(low),
        "high": short(high),
    }


def _unit_words(unit: str) -> str:
    names = {
        "thousand_dong": _("thousand đồng"),
        "km": _("km"),
        "minutes": _("minutes"),
        "per_100_people": _("per 100 people"),
        "count": "",
    }
    return names.get(unit, unit.replace("_", " "))


def unit_of(edition: Edition, measure: str) -> str:
    """The unit of a measure; empty if the catalogue does not know it."""
    known = edition.measures.get(measure)
    return known.unit if known else ""


def measure_name(edition: Edition, measure: str) -> str:
    """What people call a measure."""
    known = edition.measures.get(measure)
    return known.name.in_language(language()) if known else measure


def observed_text(
    edition: Edition, item: Observation, *, scale: tuple[float, float] | None = None
) -> str:
    """The value of an observation, or a dash."""
    if isinstance(item.value, Missing):
        return DASH
    return value_text(item.value, unit_of(edition, item.measure), scale=scale)


def note_text(note: str) -> str:
    """A note as a sentence, where its code is known."""
    return NOTES[note].in_language(language()) if note in NOTES else note


def as_sentence(text: str) -> str:
    """A note that stands alone: with a capital and a full stop; empty stays empty."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def missing_text(missing: Missing) -> str:
    """Why a value is missing, in words."""
    if missing.note in NOTES:
        return note_text(missing.note)
    return _kind_text(missing.kind)


def _kind_text(kind: MissingKind) -> str:
    names = {
        MissingKind.NOT_PUBLISHED: _("not published; no reason is given"),
        MissingKind.WITHHELD: _("no score, since a part of it is missing"),
        MissingKind.TOO_FEW: _("too few answers to publish"),
        MissingKind.NOT_APPLICABLE: _("does not apply"),
        MissingKind.NOT_REPORTED: _("not reported"),
        MissingKind.NO_KEY: _("cannot be divided without a key"),
        MissingKind.NOT_CLASSIFIED: _("the rule for this value is not known"),
    }
    return names[kind]


def median_of(table: ObservationTable, measure: str) -> float | None:
    """The median of a measure over all units that have it."""
    if not table.has(measure):
        return None
    values = table.column(measure)[0]
    there = values[~np.isnan(values)]
    return float(np.median(there)) if len(there) else None
