"""A form with everything that its pages show, read in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chiso.definition.model import Edition
from chiso.scoring.steps import Seen
from chiso_web.accounts.models import User
from chiso_web.assessment.deadlines import Deadline, deadline_of
from chiso_web.assessment.last_year import Last, LastYear, last_year
from chiso_web.assessment.library.chips import DocumentChip, proofs_by_line
from chiso_web.assessment.library.questions_asked import answered_by_node
from chiso_web.assessment.locks import form_closed, is_frozen, last_day
from chiso_web.assessment.models import Entrant, Line
from chiso_web.assessment.points import Declared, Found, form_points
from chiso_web.assessment.scale import seen_in
from chiso_web.assessment.services.holding import Form, form_read
from chiso_web.workdays.selectors import office_get


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on a day: what is declared, what it scores, what proves it, what was a year ago.

    ``closed`` says why nothing can be changed; empty where something can. ``may_fill``: whether the
    reader is one who fills it.
    """

    form: Form
    declared: Mapping[str, Declared]
    found: Mapping[str, Found]
    seen: Seen
    proofs: Mapping[str, Sequence[DocumentChip]]
    answered: Mapping[str, int]
    before: LastYear
    people: Mapping[int, str]
    deadline: Deadline
    closed: str
    today: date
    may_fill: bool

    @property
    def entrant(self) -> Entrant:
        """The unit in its round."""
        return self.form.entrant

    @property
    def edition(self) -> Edition:
        """What the form is scored by."""
        return self.form.edition

    def is_open(self, line: Line) -> bool:
        """Whether the reader may change a line now."""
        frozen = is_frozen(self.entrant, line, self.form.reopenings, today=self.today)
        return self.may_fill and not self.closed and not frozen

    def last(self, node: str) -> Last | None:
        """A line a year ago; None where the result of then has none such."""
        return self.before.lines.get((self.entrant.unit_id, node))

    def person(self, key: int | None) -> str:
        """The name of a person who filled something; empty for nobody."""
        return self.people.get(key or 0, "")


def sheet_read(entrant: Entrant, *, today: date, may_fill: bool) -> Sheet:
    """The form of an entrant with all that its pages show."""
    form = form_read(entrant)
    declared = form.declared()
    found = form_points(form.edition, declared, period=entrant.round.period)
    last = last_day(entrant.group, entrant.state, form.reopenings)
    return Sheet(
        form=form,
        declared=declared,
        found=found,
        seen=seen_in(declared, found),
        proofs=proofs_by_line(entrant),
        answered=answered_by_node(entrant.group),
        before=_before(form),
        people=_people(form),
        deadline=deadline_of(office_get().calendar, last, today=today),
        closed=form_closed(entrant, form.reopenings, today=today),
        today=today,
        may_fill=may_fill,
    )


def _before(form: Form) -> LastYear:
    """The last result before the round that has the unit."""
    entrant = form.entrant
    leaves = (form.edition.node(node) for node in form.lines)
    return last_year(
        leaves, {entrant.unit_id}, index=entrant.group.index, before=entrant.round.period
    )


def _people(form: Form) -> Mapping[int, str]:
    """Everybody who filled, charges or decided something, by key."""
    keys = {one.entered_by_id for one in form.values.values()} | {form.entrant.signed_by_id}
    for line in form.lines.values():
        keys |= {line.filled_by_id, line.person_id, line.decided_by_id}
    rows = User.objects.filter(pk__in=[key for key in keys if key])
    return dict(rows.values_list("pk", "full_name"))
