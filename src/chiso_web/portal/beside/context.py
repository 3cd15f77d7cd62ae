"""What the template of units side by side is given."""

from collections.abc import Mapping

from chiso_web.look.formats import language
from chiso_web.portal.addresses import (
    downloads,
    edition_address,
    outcome_compare_address,
    results_address,
)
from chiso_web.portal.beside import lines, sentences
from chiso_web.portal.beside.side_by_side import SideBySide
from chiso_web.portal.compare.choice import LEAST, MOST, Chosen
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import outcome_name
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.sources import source_lines
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.contents import BONUS, PENALTY
from chiso_web.units.models import Unit


def choosing_facts(outcome: Outcome, chosen: Chosen) -> Mapping[str, object]:
    """The form, and what was left out of what was asked for."""
    names = [unit.full_name(language()) for unit in chosen.units]
    example = _example(outcome)
    return {
        "title": sentences.title(outcome, chosen),
        "mark": mark_of(outcome.evaluation),
        "outcome_name": outcome_name(outcome),
        "outcome_address": address_of(outcome),
        "results_address": results_address(),
        "chosen": chosen,
        "left_out": sentences.not_shown(chosen),
        "fields": [(place + 1, (names + [""] * MOST)[place]) for place in range(MOST)],
        "names": [unit.full_name(language()) for unit in outcome.units.values()],
        "form_address": outcome_compare_address(outcome.index, outcome.period),
        "is_alone": len(outcome.units) < LEAST,
        "example": sentences.names_of(example) if example else "",
        "example_address": _address(outcome, example),
        "edition": outcome.edition,
        "edition_address": edition_address(outcome.edition.name),
        "sources": source_lines(outcome.edition),
        "provinces_of_today": True,
    }


def _example(outcome: Outcome) -> list[Unit]:
    """The first, the middle and the last of the first group; none of a single unit."""
    units = outcome.groups[0].units
    found = [units[0], units[len(units) // 2], units[-1]]
    return list(dict.fromkeys(found)) if len(units) >= LEAST else []


def _address(outcome: Outcome, units: list[Unit]) -> str:
    uids = [unit.uid for unit in units]
    return outcome_compare_address(outcome.index, outcome.period, uids)


def beside_facts(table: SideBySide, *, site: str) -> Mapping[str, object]:
    """Everything about the chosen units; ``site`` is what addresses begin with in a quote."""
    outcome = table.outcome
    own = _address(outcome, [side.unit for side in table.sides])
    page, _sign, query = own.partition("?")
    below = lines.below(table)
    return {
        "table": table,
        "lead": sentences.lead(table),
        "notices": sentences.notices(table),
        "totals": lines.totals(table),
        "with_bonus": _has(table, BONUS),
        "with_penalty": _has(table, PENALTY),
        "axis": lines.PERCENT,
        "contents": lines.parts(table, (*table.contents, *table.extras), drawn=True),
        "criteria": lines.parts(table, below, drawn=False),
        "count": sum(1 for node in below if node.rule),
        "quote": sentences.quote(table, f"{site}{own}"),
        "downloads": downloads(page, f"?{query}"),
        "canonical": own,
        "columns": 4 + len(table.sides),
    }


def _has(table: SideBySide, kind: str) -> bool:
    """Whether the edition has bonuses, or penalties."""
    return any(one.rule and one.rule.kind == kind for one in table.outcome.extras)
