"""A form held while it is changed, so that those who change it at once come one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso.definition.model import Edition
from chiso_web.assessment.asked import fields_of, leaves_asked
from chiso_web.assessment.models import Entrant, Line, Proof, Reopening, Value
from chiso_web.assessment.points import Declared
from chiso_web.results.selectors import edition_named

GIVEN = "…"  # a person's points need a note; that of a form is its account, which has a state


@dataclass(frozen=True, slots=True)
class Form:
    """A form with all that its points depend on."""

    entrant: Entrant
    edition: Edition
    values: Mapping[str, Value]
    lines: Mapping[str, Line]
    proven: frozenset[str]
    """The nodes with evidence that is not withdrawn."""
    reopenings: Sequence[Reopening]

    def declared(self) -> dict[str, Declared]:
        """What it says, by measure."""
        chosen = {
            field.measure
            for leaf in leaves_asked(self.edition)
            for field in fields_of(self.edition, leaf)
            if field.choices
        }
        return {
            measure: declared_of(value, note=GIVEN if measure in chosen else "")
            for measure, value in self.values.items()
        }

    def is_proven(self, node: str) -> bool:
        """Whether a line has evidence, or an account in both its parts."""
        line = self.lines[node]
        return node in self.proven or bool(line.how and line.counted)


def declared_of(value: Value, *, note: str = "") -> Declared:
    """What a value says."""
    return Declared(
        measure=value.measure,
        value=value.value,
        ground=value.ground if value.missing else "",
        typed=value.typed,
        note=value.note or note,
        held=value.held,
        difference=value.difference,
    )


def form_read(entrant: Entrant) -> Form:
    """The form of an entrant; five queries, and one for its unit and group where not there yet."""
    proofs = Proof.objects.filter(entrant=entrant, document__withdrawn_at=None)
    return Form(
        entrant=entrant,
        edition=edition_named(entrant.group.edition),
        values={one.measure: one for one in Value.objects.filter(entrant=entrant)},
        lines={one.node: one for one in Line.objects.filter(entrant=entrant)},
        proven=frozenset(proofs.values_list("node", flat=True)),
        reopenings=list(Reopening.objects.filter(entrant=entrant)),
    )


def form_held(key: int) -> Form:
    """As ``form_read``, locked until the transaction ends."""
    return form_read(entrant_held(key))


def entrant_held(key: int) -> Entrant:
    """The entrant, locked until the transaction ends."""
    locked = Entrant.objects.select_for_update(of=("self",))
    return locked.select_related("round__unit", "group", "unit").get(pk=key)


def values_kept(form: Form, node: str) -> dict[str, float | str]:
    """What a line declares, as a history keeps it: a number or a ground by measure."""
    found: dict[str, float | str] = {}
    for field in fields_of(form.edition, form.edition.node(node)):
        value = form.values.get(field.measure)
        if value is not None and value.value is not None:
            found[field.measure] = value.value
        elif value is not None and value.missing:
            found[field.measure] = value.ground
    return found
