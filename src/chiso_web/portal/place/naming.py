"""A unit in words: within a sentence, with its days, with what is above it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso_web.look.formats import day, language
from chiso_web.units.models import Kind, Unit
from chiso_web.units.typed import TITLED

Kinds = Mapping[str, Kind]


def within(unit: Unit) -> str:
    """The full name inside a sentence: "phường Long Biên", "Long Bien Ward"."""
    name = unit.full_name(language())
    return name[:1].lower() + name[1:] if TITLED.match(name.casefold()) else name


def kind_word(unit: Unit, kinds: Kinds) -> str:
    """The word for its kind: "phường"."""
    kind = kinds.get(unit.kind)
    return kind.name(language()) if kind else unit.kind


def level_word(unit: Unit, kinds: Kinds) -> str:
    """The word for its level: "cấp xã"."""
    kind = kinds.get(unit.level)
    return kind.name(language()) if kind else unit.level


def above(unit: Unit) -> tuple[Unit, ...]:
    """The units above, the nearest first; as far as they were fetched with it."""
    found: list[Unit] = []
    while unit.parent is not None:
        unit = unit.parent
        found.append(unit)
    return tuple(found)


def above_text(unit: Unit) -> str:
    """The units above: "quận Long Biên, thành phố Hà Nội"."""
    return ", ".join(map(within, above(unit)))


def since_text(unit: Unit) -> str:
    """The first day, or that it is not known."""
    return day(unit.valid_from) if unit.valid_from else _("unknown")


def until_text(unit: Unit) -> str:
    """The last day, "today", or by when it had ended."""
    if unit.until_latest:
        return _("not later than %(day)s") % {"day": day(unit.until_latest)}
    return day(unit.valid_until) if unit.valid_until else _("today")


def span(unit: Unit) -> str:
    """Its days: "01/07/2025 – nay"."""
    return f"{since_text(unit)} – {until_text(unit)}"


def title(unit: Unit) -> str:
    """The full name, with its days where it has ended or its first day is known."""
    name = unit.full_name(language())
    if unit.valid_until:
        return _("%(name)s (until %(day)s)") % {"name": name, "day": day(unit.valid_until)}
    if unit.until_latest:
        facts = {"name": name, "day": day(unit.until_latest)}
        return _("%(name)s (until %(day)s at the latest)") % facts
    if unit.valid_from:
        return _("%(name)s (since %(day)s)") % {"name": name, "day": day(unit.valid_from)}
    return name


def described(unit: Unit) -> str:
    """The full name with what is above and the days, to tell it from others of the same name."""
    facts = [text for text in (above_text(unit), span(unit)) if text]
    return f"{unit.full_name(language())} ({'; '.join(facts)})"


def introduced(unit: Unit, kinds: Kinds) -> str:
    """What it is, under what, and when: one sentence."""
    facts = {"kind": kind_word(unit, kinds), "above": above_text(unit)}
    what = _("%(kind)s of %(above)s") % facts if facts["above"] else facts["kind"]
    return f"{what[:1].upper()}{what[1:]}, {_days(unit)}."


def _days(unit: Unit) -> str:
    facts = {"first": since_text(unit), "last": until_text(unit)}
    if unit.ended and unit.valid_from:
        return _("from %(first)s to %(last)s") % facts
    if unit.until_latest:
        return _("ended not later than %(day)s, on a day that no source gives") % {
            "day": day(unit.until_latest)
        }
    if unit.ended:
        return _("until %(last)s; no source says since when") % facts
    if unit.valid_from:
        return _("since %(first)s") % facts
    return _("today too; no source says since when")
