"""The points of a form as it stands, leaf by leaf; nothing is queried."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Edition, Node
from chiso.evaluation import leaf_scores
from chiso.evaluation.leaves import LeafScore
from chiso.values import Missing, MissingKind, Observation, table_of
from chiso.wording import Message, say
from chiso_web.assessment.asked import Field, fields_of, leaves_asked
from chiso_web.assessment.moves import LineState
from chiso_web.assessment.typed import number_read, share_fault
from chiso_web.look.formats import language, number
from chiso_web.look.rules.amounts import amount_text
from chiso_web.look.rules.measured import measure_name
from chiso_web.results.contents import is_extra_leaf

ONE = "unit"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a form says of a measure: a number, that it did not arise (``ground``), or a text that
    cannot be read; ``held`` is the platform's own figure, ``difference`` why the number is another.
    """

    measure: str
    value: float | None = None
    ground: str = ""
    typed: str = ""
    note: str = ""
    held: float | None = None
    difference: str = ""

    @property
    def is_there(self) -> bool:
        """Whether it says anything that counts."""
        return self.value is not None or bool(self.ground)

    @property
    def differs(self) -> bool:
        """Whether it is another number than the platform's own, without a reason."""
        return self.held is not None and self.value != self.held and not self.difference


@dataclass(frozen=True, slots=True)
class Found:
    """One leaf of a form: its state but for evidence, its points, and what is wrong, in
    sentences by measure ("" for what concerns none).
    """

    leaf: Node
    is_complete: bool
    points: float | None
    missing: str
    faults: Mapping[str, str]

    def state(self, *, proven: bool) -> LineState:
        """How far the line is filled; ``proven``: it has evidence or an account."""
        if self.faults:
            return LineState.FAULT
        if not self.is_complete:
            return LineState.EMPTY
        return LineState.DONE if proven or self.needs_no_proof else LineState.ACCOUNT

    @property
    def needs_no_proof(self) -> bool:
        """Whether there is nothing to prove."""
        return needs_no_proof(self.leaf, self.points, self.missing)


def needs_no_proof(leaf: Node, points: float | None, missing: str) -> bool:
    """Whether a line has nothing to prove: no bonus is claimed, no penalty incurred; or it did not
    arise, which has its ground.
    """
    nothing = is_extra_leaf(leaf) and points == 0
    return nothing or missing == MissingKind.NOT_APPLICABLE


def form_points(
    edition: Edition, declared: Mapping[str, Declared], *, period: str
) -> dict[str, Found]:
    """Every leaf that a unit scores itself, by its id."""
    scores = leaf_scores(edition, table_of(_observations(edition, declared, period)))
    return {
        leaf.id: _found(edition, leaf, scores[leaf.id], declared) for leaf in leaves_asked(edition)
    }


def _observations(
    edition: Edition, declared: Mapping[str, Declared], period: str
) -> list[Observation]:
    """What is declared and can be scored; at least one cell, so that there is a row."""
    found = [observation_of(one, unit=ONE, period=period) for one in declared.values()]
    there = [one for one in found if one is not None]
    lacking = Missing(MissingKind.NOT_REPORTED)
    first = edition.measures_read()[0]
    return there or [Observation(ONE, period, first, lacking)]


def observation_of(
    declared: Declared, *, unit: str, period: str, source: str = ""
) -> Observation | None:
    """The observation that a declared value is; None where nothing counts yet."""
    if declared.ground:
        absent = Missing(MissingKind.NOT_APPLICABLE, declared.ground)
        return Observation(
            unit, period, declared.measure, absent, note=declared.ground, source=source
        )
    if declared.value is None:
        return None
    note = declared.note or declared.difference
    return Observation(unit, period, declared.measure, declared.value, note=note, source=source)


def _found(
    edition: Edition, leaf: Node, score: LeafScore, declared: Mapping[str, Declared]
) -> Found:
    fields = fields_of(edition, leaf)
    faults = faults_of(edition, fields, declared)
    if not faults and score.faults:
        sentences = [say(Message(one.sentence, one.facts), language()) for one in score.faults]
        faults = {"": "; ".join(dict.fromkeys(sentences))}
    complete = all(one.measure in declared and declared[one.measure].is_there for one in fields)
    counts = complete and not faults
    return Found(
        leaf=leaf,
        is_complete=complete,
        points=score.points if counts else None,
        missing=score.missing.value if counts and score.missing else "",
        faults=faults,
    )


def faults_of(
    edition: Edition, fields: Sequence[Field], declared: Mapping[str, Declared]
) -> dict[str, str]:
    """What is wrong with the fields of a leaf, a sentence a measure."""
    found: dict[str, str] = {}
    for field in fields:
        one = declared.get(field.measure)
        if one is None:
            continue
        fault = number_read(one.typed, field).fault if one.typed else _no_share(field, one)
        fault = fault or _beyond(edition, field, one, declared) or _unexplained(field, one)
        if fault:
            found[field.measure] = fault
    return found


def _no_share(field: Field, one: Declared) -> str:
    """That what stands is no share, kept before such were refused or brought by a file."""
    return "" if one.value is None else share_fault(one.value, field)


def _beyond(edition: Edition, field: Field, one: Declared, declared: Mapping[str, Declared]) -> str:
    """That a part is larger than its whole."""
    whole = declared.get(field.within) if field.within else None
    if whole is None or whole.value is None or one.value is None or one.value <= whole.value:
        return ""
    facts = {
        "part": number(one.value, 0),
        "whole": number(whole.value, 0),
        "name": measure_name(edition, field.within),
        "more": number(one.value - whole.value, 0),
    }
    return (
        _(
            "%(part)s is %(more)s more than “%(name)s” (%(whole)s). Type the part that "
            "belongs to it."
        )
        % facts
    )


def _unexplained(field: Field, one: Declared) -> str:
    """That it is another figure than the platform's own, without a reason."""
    if not one.is_there or not one.differs or one.held is None:
        return ""
    return _("The platform’s own figure is %(held)s. Say why this one is another.") % {
        "held": amount_text(one.held, field.unit)
    }


def points_sum(found: Iterable[Found]) -> float:
    """The points of leaves that have some."""
    return sum(one.points for one in found if one.points is not None)
