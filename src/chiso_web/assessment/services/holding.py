"""A form held while it is changed, so that those who change it at once come one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import fields_of, leaves_asked
from chiso_web.assessment.models import Entrant, Line, Proof, RankGroup, Reopening, Round, Value
from chiso_web.assessment.points import Declared
from chiso_web.audit.services import Actor, record
from chiso_web.results.selectors import edition_named

APP = "assessment"
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
        note=(value.note if value.value == value.held else "") or note,
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
    """As ``form_read``, locked until the transaction ends.

    Raises ActRefused where this installation no longer has the edition that the round is scored by.
    """
    held = entrant_held(key)
    edition_check(held.group)
    return form_read(held)


def entrant_held(key: int) -> Entrant:
    """The entrant, locked until the transaction ends; its round as it stands under the lock.

    Two queries: one that waits for a lock reads what it joins as it was before the wait. Raises
    ActRefused where there is none.
    """
    found = Entrant.objects.filter(pk=key).order_by()  # by itself: an order by group locks that too
    if not found.select_for_update().values_list("pk", flat=True).first():
        raise ActRefused(_("The unit takes no part in this round, or there is no such round."))
    return found.select_related("round__unit", "group", "unit").get()


def round_held(key: int) -> Round:
    """The round, locked until the transaction ends. Raises ActRefused where there is none."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("unit")
    found = locked.filter(pk=key).first()
    if found is None:
        raise ActRefused(_("There is no such round."))
    return found


def round_recorded(
    held: Round,
    actor: Actor,
    action: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """Write down what was done to a round as a whole."""
    record(
        app=APP,
        unit=held.unit.uid,
        actor=actor,
        action=action,
        subject=f"round {held.slug}",
        before=before,
        after=after,
        reason=reason,
    )


def edition_check(group: RankGroup) -> None:
    """Raise ActRefused where the edition is not the one that the round was set up with."""
    if edition_named(group.edition).sha256 != group.edition_sha256:
        raise ActRefused(
            _(
                "This installation has another text of %(edition)s than the round was set up "
                "with. Ask who runs the installation for the version that the round began with."
            )
            % {"edition": group.edition}
        )


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
