"""What own forms wait for: faults, what is empty, evidence, what was returned, the signature."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.definition.model import Edition, Node
from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.assessment.addresses import form_address, line_address
from chiso_web.assessment.asker import units_with
from chiso_web.assessment.locks import OPEN_STATES, is_untouched, last_day
from chiso_web.assessment.models import Entrant, Line, Reopening
from chiso_web.assessment.moves import DecisionKind, FormState, LineState, RoundState
from chiso_web.assessment.naming import node_name
from chiso_web.assessment.permissions import FORM_FILL, FORM_SIGN
from chiso_web.assessment.selfscore.addresses import sign_address
from chiso_web.assessment.selfscore.contents import content_get
from chiso_web.assessment.selfscore.figures import untouched_text
from chiso_web.desk.items import Item, codes_text, points_of
from chiso_web.look.formats import language
from chiso_web.results.selectors import edition_named

FAULT, RETURNED, EMPTY, ACCOUNT, FORM = range(5)


@dataclass(frozen=True, slots=True)
class Held:
    """A form of a unit of the person's, with its lines and last day."""

    entrant: Entrant
    edition: Edition
    lines: Sequence[Line]
    last: date
    signs: bool
    unit: str
    address: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who fills a part of a form: the person, a colleague, or a lead department."""

    name: str
    is_mine: bool


def form_items(acting: Acting, *, today: date) -> list[Item]:
    """Everything that forms of the person's units wait for."""
    found: list[Item] = []
    for held in _held(acting, today):
        found += _items(held, acting.user)
    return found


def _held(acting: Acting, today: date) -> list[Held]:
    """The forms of running rounds in units where the person fills or signs; three queries."""
    units = {one.pk for one in units_with(acting, FORM_FILL)}
    heads = {one.pk for one in units_with(acting, FORM_SIGN)}
    entrants = Entrant.objects.filter(unit__in=units | heads, round__state=RoundState.OPEN)
    chosen = list(entrants.select_related("round", "group", "unit"))
    keys = [one.pk for one in chosen]
    lines: dict[int, list[Line]] = {}
    for line in Line.objects.filter(entrant__in=keys).select_related("person").order_by("place"):
        lines.setdefault(line.entrant_id, []).append(line)
    reopened: dict[int, list[Reopening]] = {}
    for one in Reopening.objects.filter(entrant__in=keys):
        reopened.setdefault(one.entrant_id, []).append(one)
    return [
        Held(
            entrant=one,
            edition=edition_named(one.group.edition),
            lines=lines.get(one.pk, []),
            last=last_day(one.group, one.state, reopened.get(one.pk, [])),
            signs=one.unit_id in heads,
            unit=one.unit.full_name(language()),
            address=form_address(one),
        )
        for one in chosen
        if one.group.self_from <= today
    ]


def _items(held: Held, user: User | None) -> list[Item]:
    if held.entrant.state == FormState.WAITING:
        return [_signature(held)]
    if held.entrant.state not in OPEN_STATES:
        return []
    found = [_returned(held, line) for line in held.lines if line.decision == DecisionKind.RETURN]
    open_lines = _open_lines(held)
    for (state, content, party), lines in _grouped(held, open_lines, user).items():
        found.append(_lines_item(held, state, content, party, lines))
    if held.lines and not any(line.state != LineState.DONE for line in held.lines):
        found.append(_submission(held))
    return found


def _open_lines(held: Held) -> Iterable[Line]:
    """The lines that are not done: all, or those returned once the form was signed."""
    frozen = held.entrant.signed_at is not None and held.entrant.state == FormState.RETURNED
    for line in held.lines:
        if line.state != LineState.DONE and line.decision != DecisionKind.RETURN and not frozen:
            yield line


def _grouped(
    held: Held, lines: Iterable[Line], user: User | None
) -> Mapping[tuple[str, str, Party], list[Line]]:
    found: dict[tuple[str, str, Party], list[Line]] = {}
    for line in lines:
        key = (
            line.state,
            content_get(held.entrant.group.edition, line.node).node.id,
            _party(held, line, user),
        )
        found.setdefault(key, []).append(line)
    return found


def _party(held: Held, line: Line, user: User | None) -> Party:
    """Whose a line is: the person named for it, its lead department, else whoever fills."""
    if line.person is not None:
        mine = user is not None and line.person_id == user.pk
        return Party(line.person.full_name, mine)
    if line.lead:
        return Party(line.lead, False)
    return Party("", True)


def _nodes(held: Held, lines: Iterable[Line]) -> list[Node]:
    return [held.edition.node(line.node) for line in lines]


def _lines_item(held: Held, state: str, content: str, party: Party, lines: Sequence[Line]) -> Item:
    nodes = _nodes(held, lines)
    facts = {"count": len(nodes), "codes": codes_text(nodes)}
    what, button, rank = _words(state, len(nodes))
    return Item(
        due=held.last,
        what=what % facts,
        detail=f"{node_name(held.edition.node(content))} · {held.unit}",
        turn=_("me") if party.is_mine else party.name,
        then=_("the head of the unit"),
        points=points_of(nodes),
        button=button if party.is_mine else _("Look"),
        address=line_address(held.entrant, nodes[0].id),
        is_mine=party.is_mine,
        rank=rank,
        is_synthetic=held.entrant.round.synthetic,
    )


def _words(state: str, count: int) -> tuple[str, str, int]:
    """What is to be done with lines of a state, the button, and the order."""
    if state == LineState.FAULT:
        text = ngettext("Mend the fault in %(codes)s", "Mend %(count)s faults: %(codes)s", count)
        return text, _("Mend"), FAULT
    if state == LineState.EMPTY:
        text = ngettext("Fill in %(codes)s", "Fill in %(count)s lines: %(codes)s", count)
        return text, _("Fill in"), EMPTY
    text = ngettext(
        "Attach evidence or an account to %(codes)s",
        "Attach evidence or an account to %(count)s lines: %(codes)s",
        count,
    )
    return text, _("Attach"), ACCOUNT


def _returned(held: Held, line: Line) -> Item:
    node = held.edition.node(line.node)
    return Item(
        due=held.last,
        what=_("Mend what was returned: %(name)s") % {"name": node_name(node)},
        detail=f"{line.reason} · {held.unit}",
        turn=_("me"),
        then=_("the head of the unit"),
        points=points_of([node]),
        button=_("Open and mend"),
        address=line_address(held.entrant, node.id),
        is_mine=True,
        rank=RETURNED,
        is_synthetic=held.entrant.round.synthetic,
    )


def _signature(held: Held) -> Item:
    return Item(
        due=held.last,
        what=_("Sign the form of %(unit)s") % {"unit": held.unit},
        detail=_("All lines are done; the form is frozen and submitted with the signature."),
        turn=_("me") if held.signs else _("the head of the unit"),
        then=_("the appraisers"),
        points=None,
        button=_("Read and sign") if held.signs else _("Look"),
        address=sign_address(held.entrant) if held.signs else held.address,
        is_mine=held.signs,
        rank=FORM,
        is_synthetic=held.entrant.round.synthetic,
        is_whole=True,
    )


def _submission(held: Held) -> Item:
    untouched = _nodes(held, [line for line in held.lines if is_untouched(line)])
    lacks = untouched_text(len(untouched), codes_text(untouched)) if untouched else ""
    return Item(
        due=held.last,
        what=_("Hand the form of %(unit)s to the head for signature") % {"unit": held.unit},
        detail=lacks or _("Every line is done."),
        turn=_("me"),
        then=_("the head of the unit"),
        points=None,
        button=_("Hand over"),
        address=held.address,
        is_mine=True,
        rank=FORM,
        is_synthetic=held.entrant.round.synthetic,
        is_whole=True,
    )
