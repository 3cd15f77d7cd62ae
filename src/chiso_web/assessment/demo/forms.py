"""The rows of a form at its stage: values, lines with accounts and decisions, history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chiso.definition.model import Edition, Node
from chiso.definition.rules import Bonus, Penalty
from chiso.scoring.domain import allowed_points
from chiso.synthesis import MARK
from chiso_web.accounts.models import User
from chiso_web.assessment.asked import fields_of, fields_surveyed, leaves_asked
from chiso_web.assessment.demo.days import moment
from chiso_web.assessment.demo.drawing import Form
from chiso_web.assessment.demo.stages import Stage
from chiso_web.assessment.models import Entrant, Event, Line, Value
from chiso_web.assessment.models.forms import NOT_APPLICABLE
from chiso_web.assessment.moves import DecisionKind, FormState, Step
from chiso_web.assessment.points import Declared, Found, form_points
from chiso_web.assessment.shown import shown_values
from chiso_web.look.formats import short

HOW = "Đối chiếu sổ theo dõi và số liệu trên hệ thống thông tin của đơn vị."
CHANGED = (
    "Tài liệu kiểm chứng chỉ chứng minh được một phần; tính lại theo phần có tài liệu.",
    "Số liệu đơn vị kê khai cao hơn số liệu trên hệ thống của Thành phố; lấy theo hệ thống.",
    "Báo cáo ban hành sau thời hạn quy định; trừ điểm phần chậm.",
)
RETURNED = (
    "Đề nghị đơn vị bổ sung tài liệu có số, ngày ban hành và chữ ký của người có thẩm quyền.",
    "Số liệu kỳ báo cáo chưa thống nhất với báo cáo năm; đề nghị rà soát và giải trình.",
)
LEADS: Mapping[str, str] = {
    "1": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "3": "Trung tâm Phục vụ hành chính công",
    "6": "Phòng Kinh tế, Hạ tầng và Đô thị",
    "7": "Phòng Văn hóa - Xã hội",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who did what, and when: who filled the form in, its head, the appraisers by the uppermost
    part of a criterion ("" for all others); the days of filling, signing and appraisal.
    ``days``: those on which a form that is still being filled in was gone on with.
    """

    filler: User | None
    head: User
    appraisers: Mapping[str, User]
    filled_on: date
    signed_on: date
    appraised_on: date
    days: Sequence[date] = ()
    told: bool = False
    """Whether every step of the history is kept, not only the signatures and decisions."""

    def appraiser(self, node: str) -> User:
        """Who appraises a criterion."""
        return self.appraisers.get(node.partition(".")[0], self.appraisers[""])


@dataclass(slots=True)
class Rows:
    """Rows of many forms, still to be stored."""

    values: list[Value] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def add(self, other: "Rows") -> None:
        """Take the rows of another form in."""
        self.values += other.values
        self.lines += other.lines
        self.events += other.events


def rows_of(
    entrant: Entrant,
    edition: Edition,
    form: Form,
    stage: Stage,
    hands: Hands,
    *,
    bare: Collection[str] = (),
) -> Rows:
    """The rows of one form; ``bare`` are the lines left without an account."""
    filled = _nodes_filled(edition, stage)
    declared = _surveyed(edition, _declared(edition, form, filled))
    found = form_points(edition, declared, period=entrant.round.period)
    surveyed = fields_surveyed(edition)
    made = Rows(
        values=[
            _value(entrant, one, hands, SOURCE_SURVEY if one.measure in surveyed else SOURCE_HELD)
            for one in declared.values()
        ]
    )
    decisions = _decisions(edition, found, stage)
    for leaf in leaves_asked(edition):
        line = _line(entrant, edition, leaf, found[leaf.id], declared)
        if leaf.id in filled:
            _fill(line, hands, _day_of(leaf.id, filled, edition, stage, hands))
            accounted = leaf.id not in bare
            if accounted:
                _account(line, edition, declared)
            line.state = found[leaf.id].state(proven=accounted)
        if leaf.id in decisions:
            _decide(line, leaf, decisions[leaf.id], hands)
        made.lines.append(line)
        made.events.extend(_history(line, edition, declared, stage, hands))
    return made


def _nodes_filled(edition: Edition, stage: Stage) -> set[str]:
    leaves = [leaf.id for leaf in leaves_asked(edition)]
    return set(leaves[: round(stage.filled * len(leaves))])


def _declared(edition: Edition, form: Form, filled: set[str]) -> Form:
    """What is declared so far: the lines filled, and what the platform holds itself."""
    there = {
        field.measure
        for leaf in leaves_asked(edition)
        if leaf.id in filled
        for field in fields_of(edition, leaf)
    }
    asked = {field.measure for leaf in leaves_asked(edition) for field in fields_of(edition, leaf)}
    return {
        measure: one
        for measure, one in form.items()
        if measure in there or measure not in asked or one.held is not None
    }


def _surveyed(edition: Edition, form: Form) -> Form:
    """The form with what a survey found as figures that the platform has, not the unit."""
    surveyed = fields_surveyed(edition)
    return {
        measure: replace(one, held=one.value) if measure in surveyed else one
        for measure, one in form.items()
    }


def _value(entrant: Entrant, one: Declared, hands: Hands, source: str) -> Value:
    touched = one.held is None or one.value != one.held
    return Value(
        entrant=entrant,
        measure=one.measure,
        value=one.value,
        missing=NOT_APPLICABLE if one.ground else "",
        ground=one.ground,
        typed=one.typed,
        note=one.note,
        held=one.held,
        held_source=source if one.held is not None else "",
        difference=one.difference,
        version=int(touched),
        entered_by=hands.filler if touched else None,
        entered_at=moment(hands.filled_on, 10) if touched else None,
    )


SOURCE_HELD = f"{MARK.vi}; Hệ thống thông tin giải quyết thủ tục hành chính Thành phố"
SOURCE_SURVEY = f"{MARK.vi}; Báo cáo kết quả điều tra xã hội học"


def _line(entrant: Entrant, edition: Edition, leaf: Node, found: Found, declared: Form) -> Line:
    return Line(
        entrant=entrant,
        node=leaf.id,
        place=edition.place(leaf.id),
        state=found.state(proven=False),
        points=found.points,
        missing=found.missing,
    )


def _day_of(
    node: str, filled: Collection[str], edition: Edition, stage: Stage, hands: Hands
) -> date:
    """The day on which a line was filled in: one after another while the form is not finished."""
    if stage.state is not FormState.FILLING or not hands.days:
        return hands.filled_on
    order = [leaf.id for leaf in leaves_asked(edition) if leaf.id in filled]
    return hands.days[order.index(node) * len(hands.days) // len(order)]


def _fill(line: Line, hands: Hands, day: date) -> None:
    line.filled_by, line.filled_at = hands.filler, moment(day, 10)
    if hands.told:
        line.lead = LEADS.get(line.node.partition(".")[0], "")


def _account(line: Line, edition: Edition, declared: Form) -> None:
    line.how = HOW
    points = "" if line.points is None else f"; theo quy tắc chấm: {short(line.points, 4)} điểm"
    line.counted = f"{shown_values(edition, line.node, declared)}{points}."
    line.account_version, line.account_points = 1, line.points


Decision = tuple[DecisionKind, str]


def _decisions(edition: Edition, found: Mapping[str, Found], stage: Stage) -> dict[str, Decision]:
    """What appraisers decided, by line: the first ones in the order of the tree."""
    nodes = [leaf.id for leaf in leaves_asked(edition)][: round(stage.decided * len(found))]
    made: dict[str, Decision] = dict.fromkeys(nodes, (DecisionKind.ACCEPT, ""))
    lowered = [one for one in nodes if _lower(edition.node(one), found[one].points) is not None]
    for place, node in enumerate(_spread(lowered, round(stage.changed * len(found)))):
        made[node] = (DecisionKind.CHANGE, CHANGED[place % len(CHANGED)])
    for place, node in enumerate(_spread(nodes, stage.returned)):
        made[node] = (DecisionKind.RETURN, RETURNED[place % len(RETURNED)])
    return made


def _spread(nodes: Sequence[str], count: int) -> list[str]:
    """So many of some nodes, far apart."""
    step = len(nodes) // (count + 1)
    return [nodes[step * (place + 1)] for place in range(count)] if step else []


def _lower(leaf: Node, points: float | None) -> float | None:
    """Fewer points than a line has, as an appraiser would give; None where there are none."""
    rule = leaf.rule
    if rule is None or not points or isinstance(rule, Bonus | Penalty):
        return None
    allowed = [one for one in allowed_points(rule) if one < points]
    lower = max(allowed) if allowed else points / 2
    whole = not allowed_points(rule) or bool(allowed)
    return round(lower, 4) if whole and lower >= rule.minimum else None


def _decide(line: Line, leaf: Node, decision: Decision, hands: Hands) -> None:
    kind, reason = decision
    line.decision, line.reason, line.decision_version = kind, reason, 1
    line.decided_points = _lower(leaf, line.points) if kind is DecisionKind.CHANGE else None
    line.decided_by = hands.appraiser(line.node)
    line.decided_at = moment(hands.appraised_on, 14)


def _history(
    line: Line, edition: Edition, declared: Form, stage: Stage, hands: Hands
) -> list[Event]:
    kept = {
        one.measure: declared[one.measure].ground or declared[one.measure].value
        for one in fields_of(edition, edition.node(line.node))
        if one.measure in declared and declared[one.measure].is_there
    }
    own = {"entrant": line.entrant, "node": line.node, "values": kept}
    made: list[Event] = []
    if hands.told and line.filled_at is not None:
        told = {"by": hands.filler, "at": line.filled_at, "why": line.counted}
        made.append(Event(step=Step.DECLARED, points=line.points, office=line.lead, **told, **own))
    if stage.is_signed:
        at = moment(hands.signed_on, 16, 30)
        made.append(Event(step=Step.SIGNED, points=line.points, by=hands.head, at=at, **own))
    if line.decision:
        step = Step.RETURNED if line.decision == DecisionKind.RETURN else Step.APPRAISED
        told = {"by": line.decided_by, "at": line.decided_at, "why": line.reason}
        made.append(Event(step=step, points=line.appraised_points, **told, **own))
    return made


def entrant_put(entrant: Entrant, stage: Stage, hands: Hands) -> None:
    """The form's state as its stage has it."""
    entrant.state = stage.state
    if stage.state is not FormState.FILLING:
        entrant.submitted_at, entrant.turn = moment(hands.signed_on, 15), 2
    if stage.is_signed:
        entrant.signed_at, entrant.signed_by = moment(hands.signed_on, 16, 30), hands.head
        entrant.turn = 3
