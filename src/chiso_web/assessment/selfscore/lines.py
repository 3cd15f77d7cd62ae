"""The lines of a content as the form shows them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from chiso.definition.model import MissingPolicy, Node
from chiso.values import MissingKind
from chiso_web.assessment.addresses import line_page_address
from chiso_web.assessment.asked import fields_of, takes_not_applicable
from chiso_web.assessment.last_year import figures_told
from chiso_web.assessment.library.chips import DocumentChip
from chiso_web.assessment.locks import is_untouched
from chiso_web.assessment.models import Line
from chiso_web.assessment.moves import DecisionKind, LineState
from chiso_web.assessment.points import Found
from chiso_web.assessment.scale import ScaleShown, scale_of
from chiso_web.assessment.selfscore.fields import FieldShown, Typed, fields_shown, share_text
from chiso_web.assessment.selfscore.moments import when_text
from chiso_web.assessment.selfscore.posted import version_read
from chiso_web.assessment.selfscore.sheet import Sheet
from chiso_web.assessment.selfscore.standoff import Standoff
from chiso_web.assessment.shown import outdated_text, shown_values
from chiso_web.look.formats import language, number


@dataclass(frozen=True, slots=True)
class Before:
    """The points of a line in the period before, and what was declared then, in words."""

    period: str
    points: str
    told: str


@dataclass(frozen=True, slots=True)
class Overtaken:
    """An account that somebody else changed meanwhile, as it stands."""

    who: str
    how: str
    counted: str
    version: int


@dataclass(frozen=True, slots=True)
class Appraised:
    """The points to which an appraiser changed a line, and why."""

    points: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line: its name, rule and evidence, its boxes, its points; ``sources`` are those of the
    figures that the platform has itself, ``answered`` the questions on it that have an answer;
    ``account_outdated`` says that the account was written for other points.

    ``state`` is how far it is filled by what stands; ``is_untouched``: it was returned, and says
    what it said; ``is_open``: it can be changed; ``is_folded``:
    it is done, and shown in two rows.
    """

    leaf: Node
    code: str
    name: str
    scale: ScaleShown
    fields: Sequence[FieldShown]
    sources: str
    share: str
    told: str
    points: str
    most: str
    state: str
    faults: Sequence[str]
    before: Before | None
    proofs: Sequence[DocumentChip]
    attach: str
    guidance: str
    answered: int
    history: str
    takes_none: bool
    none: bool
    ground: str
    how: str
    counted: str
    account_seen: int
    account_outdated: str
    asks_account: bool
    charge: str
    filled: str
    returned: str
    is_untouched: bool
    appraised: Appraised | None
    standoffs: Sequence[Standoff]
    overtaken: Overtaken | None
    is_open: bool
    is_folded: bool

    @property
    def account(self) -> str:
        """The account in one sentence."""
        return account_text(self.how, self.counted)

    @property
    def none_means(self) -> str:
        """What follows where it did not arise."""
        policy = self.leaf.missing.get(MissingKind.NOT_APPLICABLE)
        texts = {
            MissingPolicy.FULL: _("The edition then gives full points; the appraiser checks why."),
            MissingPolicy.EXCLUDED: _("The criterion then does not count for the unit."),
            MissingPolicy.ZERO: _("The edition then gives 0 points."),
        }
        return texts.get(policy, "") if policy else ""

    @property
    def is_wrong(self) -> bool:
        """Whether something in it must be mended before it counts."""
        return bool(self.faults or self.standoffs or self.overtaken)


def account_text(how: str, counted: str) -> str:
    """An account in one line: how it was assessed, then how the points came about."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in (how, counted) if part)


@dataclass(frozen=True, slots=True)
class Asking:
    """How a content is asked for: the done lines shown unfolded (``unfolded``), and what is shown
    instead of what stands: typed texts, figures and accounts that two people changed at once, and
    lines that did not arise without a ground yet.
    """

    unfolded: Collection[str] = ()
    typed: Typed = field(default_factory=dict)
    standoffs: Mapping[str, Sequence[Standoff]] = field(default_factory=dict)
    overtaken: Mapping[str, Line] = field(default_factory=dict)
    groundless: Collection[str] = ()


def lines_shown(sheet: Sheet, leaves: Sequence[Node], asking: Asking) -> list[LineShown]:
    """The lines of some leaves, which the unit scores itself."""
    told, shared = [], frozenset[str]()
    for leaf in leaves:
        told.append(_shown(sheet, leaf, asking, shared))
        shared |= {field.measure for field in fields_of(sheet.edition, leaf)}
    return told


def _shown(sheet: Sheet, leaf: Node, asking: Asking, shared: frozenset[str]) -> LineShown:
    line, found = sheet.form.lines[leaf.id], sheet.found[leaf.id]
    typed = asking.typed
    state = found.state(proven=sheet.form.is_proven(leaf.id))
    standoffs = asking.standoffs.get(leaf.id, ())
    ground = typed.get(f"ground:{leaf.id}", _ground(sheet, leaf))
    is_open = sheet.is_open(line)
    fields = fields_shown(sheet, found, typed, shared=shared)
    returned = line.reason if line.decision == DecisionKind.RETURN else ""
    stays = leaf.id in asking.unfolded or bool(standoffs or returned)
    folds = state == LineState.DONE and not stays
    account = typed.get(f"account:{leaf.id}")
    how, counted = (typed.get(f"{one}:{leaf.id}", getattr(line, one)) for one in ACCOUNT)
    return LineShown(
        leaf=leaf,
        code=leaf.code or leaf.id,
        name=leaf.name.in_language(language()),
        scale=scale_of(sheet.edition, leaf, sheet.seen),
        fields=fields,
        sources=", ".join(dict.fromkeys(one.source for one in fields if one.held)),
        share=share_text(sheet, found),
        told=shown_values(sheet.edition, leaf.id, sheet.declared),
        points=number(found.points),
        most=number(most_of(leaf)),
        state=state,
        faults=[*found.faults.values(), *_groundless(leaf, asking)],
        before=_before(sheet, leaf),
        proofs=sheet.proofs.get(leaf.id, ()),
        attach=line_page_address("attach", sheet.entrant, leaf.id),
        guidance=line_page_address("guidance", sheet.entrant, leaf.id),
        answered=sheet.answered.get(leaf.id, 0),
        history=line_page_address("line-history", sheet.entrant, leaf.id),
        takes_none=takes_not_applicable(leaf),
        none=bool(ground) or bool(typed.get(f"none:{leaf.id}")),
        ground=ground,
        how=how,
        counted=counted,
        account_seen=line.account_version if account is None else version_read(account),
        account_outdated=outdated_text(line),
        asks_account=_asks_account(sheet, line, found, how + counted),
        charge=", ".join(part for part in (line.lead, sheet.person(line.person_id)) if part),
        filled=_filled(sheet, line),
        returned=returned,
        is_untouched=is_untouched(line),
        appraised=_appraised(line),
        standoffs=standoffs,
        overtaken=_overtaken(sheet, asking.overtaken.get(leaf.id)),
        is_open=is_open,
        is_folded=(folds or not is_open) and not _is_typed(typed, leaf, fields),
    )


def _appraised(line: Line) -> Appraised | None:
    if line.decision != DecisionKind.CHANGE:
        return None
    return Appraised(number(line.decided_points), line.reason)


def _before(sheet: Sheet, leaf: Node) -> Before | None:
    line, last = sheet.last(leaf.id), sheet.before
    return Before(last.period, number(line.points), figures_told(last, line)) if line else None


ACCOUNT = ("how", "counted")


def _groundless(leaf: Node, asking: Asking) -> list[str]:
    if leaf.id not in asking.groundless:
        return []
    return [_("Give the ground on which this did not arise: the line is kept with it.")]


def _overtaken(sheet: Sheet, line: Line | None) -> Overtaken | None:
    if line is None:
        return None
    who = sheet.person(line.filled_by_id)
    return Overtaken(who, line.how, line.counted, line.account_version)


def _ground(sheet: Sheet, leaf: Node) -> str:
    """The ground on which a line did not arise; empty where it did."""
    values = (sheet.form.values.get(one.measure) for one in fields_of(sheet.edition, leaf))
    return next((one.ground for one in values if one is not None and one.missing), "")


def _is_typed(typed: Typed, leaf: Node, fields: Sequence[FieldShown]) -> bool:
    """Whether something was typed in the line that could not be kept."""
    names = {f"account:{leaf.id}", f"ground:{leaf.id}", *(f"seen:{one.measure}" for one in fields)}
    return not names.isdisjoint(typed)


def _asks_account(sheet: Sheet, line: Line, found: Found, account: str) -> bool:
    """Whether the line shows the boxes for its account: points, and nothing that proves them."""
    if account:
        return True
    lacks = found.is_complete and not found.faults and not found.needs_no_proof
    return lacks and line.node not in sheet.form.proven


def most_of(leaf: Node) -> float:
    """The most points of a leaf."""
    return leaf.rule.maximum if leaf.rule else 0.0


def _filled(sheet: Sheet, line: Line) -> str:
    """Who filled a line, and when."""
    name = sheet.person(line.filled_by_id)
    if not name or line.filled_at is None:
        return ""
    return _("%(name)s, %(when)s") % {"name": name, "when": when_text(line.filled_at, sheet.today)}
