"""Which reporting regimes there are, and how each concerns this office."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chiso.calendar import WindowRule
from chiso_web.look.formats import day as day_text
from chiso_web.look.formats import language
from chiso_web.workdays.office import Office

NATIONAL = ("581/BNV-CCHC", "09/2019/NĐ-CP")


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime: since when, until when, and whether it is another place's, shown as an example."""

    name: str
    title: str
    since: date | None
    until: date | None
    note: str
    example: bool

    @property
    def days(self) -> str:
        """Since when it is in force, in words."""
        facts = {
            "since": day_text(self.since) if self.since else "",
            "until": day_text(self.until) if self.until else "",
        }
        if self.since and self.until:
            return _("In force from %(since)s to %(until)s.") % facts
        if self.since:
            return _("In force since %(since)s.") % facts
        if self.until:
            return _("In force until %(until)s; its first day is not known.") % facts
        return _("In force; its first year is not known.")


def regimes_of(office: Office) -> list[Regime]:
    """The national regimes, the office's own, then examples of elsewhere."""
    by_name: dict[str, WindowRule] = {}
    for rule in office.windows:
        by_name.setdefault(rule.regime, rule)
    found = [_regime(rule, office) for rule in by_name.values()]
    return sorted(found, key=lambda one: one.example)


def _regime(rule: WindowRule, office: Office) -> Regime:
    concerns = rule.regime in NATIONAL or rule.regime in office.own_regimes
    return Regime(
        name=rule.regime,
        title=_title(rule.regime, office),
        since=rule.since,
        until=rule.until,
        note=rule.note.in_language(language()),
        example=not concerns,
    )


def _title(name: str, office: Office) -> str:
    if name == NATIONAL[0]:
        return _("Reports on administrative reform (581/BNV-CCHC)")
    if name == NATIONAL[1]:
        return _("Periodic reports (Decree 09/2019/NĐ-CP)")
    own = name in office.own_regimes
    text = _("Of this office: %(name)s") if own else _("Example of another place: %(name)s")
    return text % {"name": name}
