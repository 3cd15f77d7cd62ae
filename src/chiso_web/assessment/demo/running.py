"""Hà Nội 2026: every unit at its stage, the four wards in every detail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chiso.definition.model import Edition
from chiso.values import Observation
from chiso_web.accounts.models import User
from chiso_web.assessment.asked import fields_of, fields_surveyed, leaves_asked
from chiso_web.assessment.demo.cast import BO_DE, FRONT, LONG_BIEN, PHUC_LOI, SINCE, heads_make
from chiso_web.assessment.demo.days import working_day
from chiso_web.assessment.demo.documents import documents_make, proofs_of
from chiso_web.assessment.demo.drawing import Form, forms_drawn
from chiso_web.assessment.demo.forms import SOURCE_HELD, Hands, Rows, entrant_put, rows_of
from chiso_web.assessment.demo.front import BARE, typed_by_hand
from chiso_web.assessment.demo.rounds import round_begun, running_plan
from chiso_web.assessment.demo.stages import stages_of
from chiso_web.assessment.demo.storing import rows_store
from chiso_web.assessment.demo.talk import talk_make
from chiso_web.assessment.models import Entrant, Proof, Round
from chiso_web.assessment.points import Declared
from chiso_web.results.selectors import edition_named
from chiso_web.results.services import observations_put
from chiso_web.units.models import Unit

SEEDS = {"ha-noi-communes": 20261, "ha-noi-departments": 20262}
HELD = frozenset(
    {
        *("hn.dossiers.on_time", "hn.dossiers.handled", "hn.service766"),
        *("hn.feedback.on_time", "hn.feedback.received", "hn.online.share", "hn.payment.share"),
    }
)
"""What systems of the city know already: it stands in the forms from the start."""
SURVEYED_LATER = 9
"""One unit of so many has no survey results yet."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody in the round: those of the page by short name, the heads by unit; and today."""

    people: Mapping[str, User]
    heads: Mapping[int, User]
    today: date
    days: tuple[date, ...]
    """The working days up to today on which forms were filled in; some stopped earlier."""

    def hands(self, unit: Unit) -> Hands:
        """Whose hands a unit's form goes through."""
        fillers = {LONG_BIEN: "nhap-phieu", BO_DE: "nhap-phieu-bo-de"}
        heads = {LONG_BIEN: "thu-truong", PHUC_LOI: "thu-truong-phuc-loi"}
        name, head = fillers.get(unit.uid), heads.get(unit.uid)
        return Hands(
            filler=self.people[name] if name else None,
            head=self.people[head] if head else self.heads[unit.pk],
            appraisers={"": self.people["tham-dinh"], "3": self.people["tham-dinh-3"]},
            filled_on=working_day(self.today, -7),
            signed_on=working_day(self.today, -5),
            appraised_on=working_day(self.today, -1),
            days=self.days[: len(self.days) - unit.pk % 4 * 2],
            told=unit.uid in FRONT,
        )


def running_make(people: Mapping[str, User], *, after: Round, today: date) -> Round:
    """The running round, as of today."""
    made = round_begun(running_plan(today, after=after))
    entrants = list(made.entrants.select_related("round", "group", "unit").order_by("pk"))
    heads = heads_make([one.unit for one in entrants], since=SINCE)
    crew = Crew(people, heads, today, tuple(working_day(today, -back) for back in range(8, -1, -1)))
    communes = [one.unit for one in entrants if one.group.index == "ha-noi-communes"]
    rest = [one.unit for one in entrants if one.group.index != "ha-noi-communes"]
    stages = stages_of(communes, rest)
    forms = _forms(entrants)
    rows = Rows()
    for one in entrants:
        edition, hands = edition_named(one.group.edition), crew.hands(one.unit)
        stage, bare = stages[one.unit_id], BARE if one.unit.uid == LONG_BIEN else ()
        rows.add(rows_of(one, edition, forms[one.pk], stage, hands, bare=bare))
        entrant_put(one, stage, hands)
    rows_store(entrants, rows)
    _proofs_make(entrants, rows, crew)
    talk_make(made, people)
    return made


def _forms(entrants: Sequence[Entrant]) -> Mapping[int, Form]:
    """What every form would declare in the end, with the platform's own figures in it."""
    found: dict[int, Form] = {}
    for index, seed in SEEDS.items():
        own = {one.unit.uid: one for one in entrants if one.group.index == index}
        first = next(iter(own.values()))
        edition = edition_named(first.group.edition)
        complete = forms_drawn(edition, own, period=first.round.period, seed=seed)
        drawn = _without_surveys(edition, complete, own)
        known = _known(edition)
        _observe(drawn, known, own, index=index)
        for uid, entrant in own.items():
            form = {measure: _held(one, known) for measure, one in drawn[uid].items()}
            found[entrant.pk] = typed_by_hand(form) if uid == LONG_BIEN else form
    return found


def _without_surveys(
    edition: Edition, drawn: Mapping[str, Form], entrants: Mapping[str, Entrant]
) -> dict[str, Form]:
    """The forms, some without what the survey found: it is still to be recorded."""
    surveyed = fields_surveyed(edition)
    later = [uid for uid in sorted(entrants) if uid not in FRONT][::SURVEYED_LATER]
    return {
        uid: {measure: one for measure, one in form.items() if measure not in surveyed}
        if uid in later
        else form
        for uid, form in drawn.items()
    }


def _known(edition: Edition) -> frozenset[str]:
    """The measures that the platform has itself: of systems, and of surveys."""
    asked = {field.measure for leaf in leaves_asked(edition) for field in fields_of(edition, leaf)}
    return frozenset(one for one in edition.measures_read() if one in HELD or one not in asked)


def _held(one: Declared, known: frozenset[str]) -> Declared:
    return replace(one, held=one.value) if one.measure in known else one


def _observe(
    drawn: Mapping[str, Form],
    known: frozenset[str],
    entrants: Mapping[str, Entrant],
    *,
    index: str,
) -> None:
    """Let the platform have the figures that it knows itself."""
    seen = [
        Observation(
            uid, entrants[uid].round.period, measure, one.value, note=one.note, source=SOURCE_HELD
        )
        for uid, form in drawn.items()
        for measure, one in form.items()
        if measure in known and one.value is not None
    ]
    units = {uid: one.unit for uid, one in entrants.items()}
    observations_put(seen, index=index, period=seen[0].period, units=units)


def _proofs_make(entrants: Sequence[Entrant], rows: Rows, crew: Crew) -> None:
    """The libraries of the four wards, and what their documents prove."""
    for one in entrants:
        if one.unit.uid not in FRONT:
            continue
        hands = crew.hands(one.unit)
        by = hands.filler or hands.head
        found = documents_make(one.unit, year=int(one.round.period), by=by)
        bare = BARE if one.unit.uid == LONG_BIEN else ()
        lines = [line for line in rows.lines if line.entrant is one and line.filled_at]
        filled = [line.node for line in lines if line.node not in bare]
        Proof.objects.bulk_create(proofs_of(one, found, filled, by=by))
