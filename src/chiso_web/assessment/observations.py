"""What a round gives the index: the observations that its forms and their appraisal are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chiso.synthesis import MARK
from chiso.values import AWARDED, Missing, MissingKind, Observation
from chiso_web.assessment.asked import fields_of, fields_surveyed, leaves_asked
from chiso_web.assessment.models import Entrant, Line, RankGroup, Round, Value
from chiso_web.assessment.moves import DecisionKind, FormState
from chiso_web.results.selectors import edition_named

SOURCE = "Phiếu tự chấm điểm đã ký và thẩm định, kỳ đánh giá {period}"
EVIDENCED = "Có tài liệu kiểm chứng kèm theo phiếu"
VALUES = (
    *("entrant__unit__uid", "entrant_id", "entrant__group_id", "measure", "value", "missing"),
    *("ground", "note", "held", "difference", "held_source"),
)


def entrant_list_appraised(one: Round) -> list[Entrant]:
    """The entrants whose form is signed and every line of it decided."""
    signed = Entrant.objects.filter(round=one, state=FormState.SIGNED).select_related("unit")
    undecided = set(
        Line.objects.filter(entrant__round=one, decision__in=("", DecisionKind.RETURN))
        .order_by()
        .values_list("entrant_id", flat=True)
        .distinct()
    )
    return [entrant for entrant in signed if entrant.pk not in undecided]


def round_observations(one: Round, entrants: Sequence[Entrant]) -> list[Observation]:
    """Every declared value of some entrants, and the points that appraisers changed, by unit then
    measure.
    """
    keys = [entrant.pk for entrant in entrants]
    groups = list(one.groups.all())
    sources = _Sources(source_of(one), one.synthetic, _measures_surveyed(groups))
    notes = _accounts(groups, keys)
    rows = Value.objects.filter(entrant__in=keys).values_list(*VALUES)
    found = [_observed(row, one.period, sources, notes) for row in rows if _counts(row)]
    awards = _awards(one, keys, sources.form)
    return sorted([*found, *awards], key=lambda seen: (seen.unit, seen.measure))


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where observations are from: the forms, but for what surveys answer."""

    form: str
    synthetic: bool
    surveyed: frozenset[tuple[int, str]]

    def of(self, group: int, measure: str, held: str) -> str:
        """The source of a measure in a group, ``held`` that of the figure that the platform has."""
        if (group, measure) not in self.surveyed or not held:
            return self.form
        return held if MARK.vi in held else _marked(held, synthetic=self.synthetic)


def source_of(one: Round) -> str:
    """Where the observations of the forms of a round are from."""
    return _marked(SOURCE.format(period=one.period), synthetic=one.synthetic)


def _marked(source: str, *, synthetic: bool) -> str:
    return f"{MARK.vi}; {source}"[:200] if synthetic else source


def _counts(row: Sequence[object]) -> bool:
    return row[4] is not None or bool(row[5])


def _measures_surveyed(groups: Sequence[RankGroup]) -> frozenset[tuple[int, str]]:
    """The measures that surveys answer, each with the key of a group that is asked for it."""
    return frozenset(
        (group.pk, measure)
        for group in groups
        for measure in fields_surveyed(edition_named(group.edition))
    )


def _observed(
    row: Sequence[object],
    period: str,
    sources: _Sources,
    notes: dict[tuple[int, str], str],
) -> Observation:
    unit, entrant, group, measure, value, missing, ground, note, held, difference, held_source = row
    known = note if value == held else difference  # the note is of the platform's own figure
    told = str(ground or known or notes.get((int(str(entrant)), str(measure)), ""))
    seen = Missing(MissingKind(str(missing)), told) if missing else float(str(value))
    source = sources.of(int(str(group)), str(measure), str(held_source))
    return Observation(str(unit), period, str(measure), seen, note=told, source=source)


def _accounts(groups: Sequence[RankGroup], keys: Sequence[int]) -> dict[tuple[int, str], str]:
    """The account of points that a person chose, by entrant and measure: their observation needs
    a note.
    """
    chosen = {group.pk: _measures_chosen(group) for group in groups}
    nodes = {node for by_node in chosen.values() for node in by_node}
    lines = Line.objects.filter(entrant__in=keys, node__in=nodes).order_by()
    found = {}
    for entrant, group, node, how, counted in lines.values_list(
        "entrant_id", "entrant__group_id", "node", "how", "counted"
    ):
        note = "; ".join(part for part in (how, counted) if part) or EVIDENCED
        for measure in chosen[group].get(node, ()):
            found[entrant, measure] = note
    return found


def _measures_chosen(group: RankGroup) -> dict[str, list[str]]:
    edition = edition_named(group.edition)
    found = {
        leaf.id: [field.measure for field in fields_of(edition, leaf) if field.choices]
        for leaf in leaves_asked(edition)
    }
    return {node: measures for node, measures in found.items() if measures}


def _awards(one: Round, keys: Iterable[int], source: str) -> list[Observation]:
    changed = Line.objects.filter(entrant__in=keys, decision=DecisionKind.CHANGE).order_by()
    rows = changed.values_list("entrant__unit__uid", "node", "decided_points", "reason")
    return [
        Observation(unit, one.period, node + AWARDED, points, note=reason, source=source)
        for unit, node, points, reason in rows
        if points is not None
    ]
