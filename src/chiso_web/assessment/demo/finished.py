"""Rounds that are over: their observations are those that the synthetic results were drawn as."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from chiso_web.accounts.models import User
from chiso_web.accounts.roles import Role
from chiso_web.assessment.demo.cast import (
    FRONT,
    LONG_BIEN,
    PHUC_LOI,
    SINCE,
    heads_make,
)
from chiso_web.assessment.demo.days import moment
from chiso_web.assessment.demo.documents import documents_make, proofs_of
from chiso_web.assessment.demo.drawing import forms_observed
from chiso_web.assessment.demo.forms import Hands, Rows, entrant_put, rows_of
from chiso_web.assessment.demo.rounds import finished_plan, history_plan, round_begun
from chiso_web.assessment.demo.stages import Stage
from chiso_web.assessment.demo.storing import rows_store
from chiso_web.assessment.models import Entrant, Event, Proof, Publication, Round
from chiso_web.assessment.moves import FormState, Step
from chiso_web.assessment.services.opening import RoundPlan
from chiso_web.assessment.services.publishing import (
    Decided,
    publication_confirm,
    publication_prepare,
)
from chiso_web.audit.services import Actor
from chiso_web.results.selectors import edition_named

APPRAISED = Stage(state=FormState.SIGNED, decided=1.0)
CORRECTED = Stage(state=FormState.SIGNED, decided=1.0, changed=0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A finished round: its plan, the prefix of its measures, since when and until when its heads
    were in office, the decision, and the units whose points appraisers changed.
    """

    plan: RoundPlan
    prefix: str
    since: date
    until: date | None
    decided: Decided
    changed: frozenset[str] = frozenset()


def finished_past() -> Past:
    """Hà Nội 2025, with changes of appraisers in two of the four wards."""
    return Past(
        plan=finished_plan(),
        prefix="hn",
        since=SINCE,
        until=None,
        decided=_decided("412/QĐ-UBND (giả lập)", date(2026, 1, 27), "Chủ tịch mẫu (giả lập)"),
        changed=frozenset({PHUC_LOI, "00127@2025-07-01"}),
    )


def history_past() -> Past:
    """Long Biên 2018, nothing changed, for the district's own result counts its units'."""
    return Past(
        plan=history_plan(),
        prefix="lb",
        since=date(2018, 1, 1),
        until=date(2019, 12, 31),
        decided=_decided("97/QĐ-UBND (giả lập)", date(2019, 1, 28), "Chủ tịch quận mẫu (giả lập)"),
    )


def _decided(decision: str, day: date, signer: str) -> Decided:
    return Decided(decision=decision, decided_on=min(day, timezone.localdate()), signer=signer)


def past_make(past: Past, people: Mapping[str, User]) -> Round:
    """A finished round, published."""
    made = round_begun(past.plan)
    entrants = list(made.entrants.select_related("round", "group", "unit").order_by("pk"))
    units = [one.unit for one in entrants]
    heads = heads_make(units, since=past.since, until=past.until)
    forms = forms_observed(units, period=made.period, prefix=past.prefix)
    rows = Rows()
    for one in entrants:
        hands = _hands(one, people, heads[one.unit_id])
        stage = CORRECTED if one.unit.uid in past.changed else APPRAISED
        edition = edition_named(one.group.edition)
        part = rows_of(one, edition, forms[one.unit_id], stage, hands)
        if not hands.told:
            part.events.clear()  # of the others only the publication: it is a third of all rows
        rows.add(part)
        entrant_put(one, stage, hands)
    rows_store(entrants, rows)
    _proofs_make(entrants, rows, people)
    _publish(made, past.decided, people)
    made.refresh_from_db()
    return made


def _hands(entrant: Entrant, people: Mapping[str, User], head: User) -> Hands:
    group, unit = entrant.group, entrant.unit.uid
    own = unit == LONG_BIEN
    return Hands(
        filler=people["nhap-phieu"] if own else None,
        head=people["thu-truong"] if own else head,
        appraisers={"": people["tham-dinh"], "3": people["tham-dinh-3"]},
        filled_on=group.self_from,
        signed_on=group.self_until,
        appraised_on=group.appraisal_until,
        told=unit in FRONT,
    )


def _proofs_make(entrants: Sequence[Entrant], rows: Rows, people: Mapping[str, User]) -> None:
    for one in entrants:
        if one.unit.uid not in FRONT:
            continue
        by = people["nhap-phieu"] if one.unit.uid == LONG_BIEN else one.signed_by
        found = documents_make(one.unit, year=int(one.round.period), by=by or people["thu-truong"])
        nodes = [line.node for line in rows.lines if line.entrant is one and line.filled_at]
        Proof.objects.bulk_create(proofs_of(one, found, nodes, by=by))


def _publish(made: Round, told: Decided, people: Mapping[str, User]) -> None:
    """By two people, as always; then dated back to when it would have been."""
    member, chair = people["hoi-dong"], people["chu-tich-hoi-dong"]
    prepared = publication_prepare(
        made.pk,
        told,
        by=member,
        actor=_actor(member, Role.COUNCIL_MEMBER, made),
        today=timezone.localdate(),
    )
    publication_confirm(prepared.pk, by=chair, actor=_actor(chair, Role.COUNCIL_CHAIR, made))
    _date_back(made, moment(told.decided_on, 16))


def _actor(user: User, role: Role, made: Round) -> Actor:
    return Actor(name=user.username, full_name=user.full_name, role=role, unit=made.unit.uid)


def _date_back(made: Round, at: datetime) -> None:
    Publication.objects.filter(round=made).update(prepared_at=at, confirmed_at=at)
    Event.objects.filter(entrant__round=made, step=Step.PUBLISHED).update(at=at)
    Proof.objects.filter(entrant__round=made).update(at=at)
