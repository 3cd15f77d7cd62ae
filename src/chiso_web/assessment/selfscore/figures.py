"""How far a form is: its figures, its tree, and what is to be seen to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.definition.model import Node
from chiso_web.assessment.addresses import content_address
from chiso_web.assessment.asked import SURVEY, is_asked
from chiso_web.assessment.locks import is_untouched
from chiso_web.assessment.moves import DecisionKind, LineState
from chiso_web.assessment.points import points_sum
from chiso_web.assessment.selfscore.contents import Content, content_list
from chiso_web.assessment.selfscore.sheet import Sheet
from chiso_web.look.formats import language, number
from chiso_web.results.contents import is_extra_leaf


@dataclass(frozen=True, slots=True)
class Figures:
    """Lines done of those asked, points of the most that there are, and the most of the survey."""

    done: int
    total: int
    points: str
    most: str
    survey: str

    @property
    def has_most(self) -> bool:
        """Whether there are points to have but by a bonus."""
        return self.most != number(0.0)

    @property
    def left(self) -> int:
        """The lines that are not done."""
        return self.total - self.done

    @property
    def percent(self) -> int:
        """How much is done, of 100."""
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Twig:
    """A leaf in the tree: its points, or how it is; ``is_wrong``: it must be mended."""

    code: str
    name: str
    told: str
    is_wrong: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A content in the tree; its leaves where it is the one shown (``is_here``)."""

    code: str
    name: str
    address: str
    figures: Figures
    is_here: bool
    twigs: Sequence[Twig]


@dataclass(frozen=True, slots=True)
class ToSee:
    """Lines of one state in words, each with where it stands: "1 lỗi (3.3.2)"."""

    text: str
    is_wrong: bool
    address: str


def states_of(sheet: Sheet, *, conflicts: Iterable[str] = ()) -> Mapping[str, str]:
    """How far each line is filled, by leaf; "conflict" where two people changed it at once."""
    states = {
        node: str(one.state(proven=sheet.form.is_proven(node))) for node, one in sheet.found.items()
    }
    return states | dict.fromkeys(conflicts, CONFLICT)


CONFLICT = "conflict"


def figures_of(sheet: Sheet, leaves: Iterable[Node], states: Mapping[str, str]) -> Figures:
    """The figures of some leaves."""
    every = list(leaves)
    asked = [leaf for leaf in every if is_asked(leaf)]
    scored = [leaf for leaf in asked if not is_extra_leaf(leaf)]
    surveyed = [leaf for leaf in every if leaf.part == SURVEY]
    return Figures(
        done=sum(states[leaf.id] == LineState.DONE for leaf in asked),
        total=len(asked),
        points=number(points_sum(sheet.found[leaf.id] for leaf in asked)),
        most=number(_most(scored)),
        survey=number(_most(surveyed)) if surveyed else "",
    )


def _most(leaves: Iterable[Node]) -> float:
    return sum(leaf.rule.maximum for leaf in leaves if leaf.rule)


def tree_of(sheet: Sheet, here: Content, states: Mapping[str, str]) -> list[Branch]:
    """Every content with its progress, the leaves of the one that is shown."""
    return [
        Branch(
            code=content.node.code,
            name=content.node.name.in_language(language()),
            address=content_address(sheet.entrant, content.node.id),
            figures=figures_of(sheet, content.leaves, states),
            is_here=content is here,
            twigs=[_twig(sheet, leaf, states) for leaf in content.leaves]
            if content is here
            else [],
        )
        for content in content_list(sheet.entrant.group.edition)
    ]


def _twig(sheet: Sheet, leaf: Node, states: Mapping[str, str]) -> Twig:
    state = states.get(leaf.id, SURVEY)
    told = number(sheet.found[leaf.id].points) if state == LineState.DONE else _word(state)
    return Twig(
        code=leaf.code or leaf.id,
        name=leaf.name.in_language(language()),
        told=told,
        is_wrong=state in (LineState.FAULT, CONFLICT),
        anchor=f"n{leaf.id}",
    )


def _word(state: str) -> str:
    words = {
        LineState.EMPTY: _("left empty"),
        LineState.FAULT: _("fault"),
        LineState.ACCOUNT: _("needs an account"),
        CONFLICT: _("conflict"),
        SURVEY: _("by survey"),
    }
    return words[state]


def to_see(sheet: Sheet, states: Mapping[str, str]) -> list[ToSee]:
    """What is not done, by state, faults first; each leads to the first such line."""
    codes = {leaf.id: leaf.code or leaf.id for leaf in sheet.edition.leaves}
    found = _returned(sheet, codes)
    for state in (LineState.FAULT, CONFLICT, LineState.ACCOUNT, LineState.EMPTY):
        nodes = [node for node in codes if states.get(node) == state]
        if nodes:
            told = f"{_counted(state, len(nodes))} ({_some([codes[one] for one in nodes])})"
            is_wrong = state in (LineState.FAULT, CONFLICT)
            found.append(ToSee(told, is_wrong, line_address(sheet, nodes[0])))
    return found


def changed_lines(sheet: Sheet) -> ToSee | None:
    """The lines whose points an appraiser changed, with where the first stands."""
    lines = sheet.form.lines
    nodes = [
        leaf.id
        for leaf in sheet.edition.leaves
        if leaf.id in lines and lines[leaf.id].decision == DecisionKind.CHANGE
    ]
    if not nodes:
        return None
    text = ngettext(
        "The appraiser changed the points of %(count)s line",
        "The appraiser changed the points of %(count)s lines",
        len(nodes),
    )
    told = text % {"count": len(nodes)}
    return ToSee(told, is_wrong=False, address=line_address(sheet, nodes[0]))


def untouched_lines(sheet: Sheet) -> ToSee | None:
    """The returned lines that still say what they said, with where the first stands."""
    lines = sheet.form.lines
    leaves = [
        one for one in sheet.edition.leaves if one.id in lines and is_untouched(lines[one.id])
    ]
    if not leaves:
        return None
    told = untouched_text(len(leaves), _some([one.code or one.id for one in leaves]))
    return ToSee(told, is_wrong=True, address=line_address(sheet, leaves[0].id))


def untouched_text(count: int, codes: str) -> str:
    """How many returned lines still say what they said."""
    text = ngettext(
        "%(count)s returned line is not touched yet: %(codes)s.",
        "%(count)s returned lines are not touched yet: %(codes)s.",
        count,
    )
    return text % {"count": count, "codes": codes}


def _returned(sheet: Sheet, codes: Mapping[str, str]) -> list[ToSee]:
    lines = sheet.form.lines
    nodes = [one for one in codes if one in lines and lines[one].decision == DecisionKind.RETURN]
    if not nodes:
        return []
    told = ngettext("%(count)s was returned", "%(count)s were returned", len(nodes))
    text = f"{told % {'count': len(nodes)}} ({_some([codes[one] for one in nodes])})"
    return [ToSee(text, is_wrong=True, address=line_address(sheet, nodes[0]))]


MOST_NAMED = 4


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:MOST_NAMED]) + ("…" if len(codes) > MOST_NAMED else "")


def _counted(state: str, count: int) -> str:
    words = {
        LineState.FAULT: ngettext("%(count)s fault", "%(count)s faults", count),
        CONFLICT: ngettext("%(count)s conflict", "%(count)s conflicts", count),
        LineState.ACCOUNT: ngettext(
            "%(count)s needs an account", "%(count)s need an account", count
        ),
        LineState.EMPTY: ngettext("%(count)s is empty", "%(count)s are empty", count),
    }
    return words[state] % {"count": count}


def line_address(sheet: Sheet, leaf: str) -> str:
    """Where a line stands: its content, at its place."""
    for content in content_list(sheet.entrant.group.edition):
        if any(one.id == leaf for one in content.leaves):
            return f"{content_address(sheet.entrant, content.node.id)}#n{leaf}"
    raise LookupError(leaf)


def first_to_do(sheet: Sheet, states: Mapping[str, str]) -> str:
    """The leaf to go on with: the first that was returned and is not touched yet, else the first
    that is not done; empty where every one is.
    """
    lines = sheet.form.lines
    untouched = [one for one in states if is_untouched(lines[one])]
    undone = [one for one, state in states.items() if state != LineState.DONE]
    return next(iter([*untouched, *undone]), "")


def first_returned(sheet: Sheet) -> str:
    """The first leaf that was returned, touched since or not; empty where none is."""
    lines = sheet.form.lines
    returned = (one for one in sheet.found if lines[one].decision == DecisionKind.RETURN)
    return next(returned, "")
