"""The page of a round's questions, and of guidance by criterion, for who runs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso_web.assessment.addresses import round_address
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.library.addresses import guidance_edit_address
from chiso_web.assessment.library.guidance_page import rule_facts
from chiso_web.assessment.library.questions_asked import Asked, asked_of, question_list_of
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Guidance, RankGroup, Round
from chiso_web.assessment.services.questions import LONGEST
from chiso_web.look.formats import language
from chiso_web.look.not_found import PageMissing
from chiso_web.results.selectors import edition_named
from chiso_web.units.selectors import kind_by_id


@dataclass(frozen=True, slots=True)
class Listed:
    """A question in the list: the criterion that it is on, and whether its answer was refused."""

    asked: Asked
    code: str
    leaf_name: str
    guidance_address: str


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion and how far its guidance is written."""

    code: str
    name: str
    address: str
    has_evidence: bool
    has_example: bool
    questions: int


def questions_facts(
    one: Round, *, refusal: str = "", refused: int = 0, typed: str = ""
) -> Mapping[str, object]:
    """Everything on the page; ``refused``: the question whose answer was not taken, and why."""
    questions = [_listed(one, asked_of(question)) for question in question_list_of(one)]
    return {
        "title": _("Questions and guidance, round %(period)s") % {"period": one.period},
        "round": one,
        "round_address": round_address(one),
        "mark": mark_of(one),
        "open": [each for each in questions if not each.asked.answered],
        "answered": [each for each in questions if each.asked.answered],
        "groups": [_group(one, group, questions) for group in one.groups.all()],
        "longest": LONGEST,
        "refusal": refusal,
        "refused": refused,
        "typed": typed,
    }


def _listed(one: Round, asked: Asked) -> Listed:
    group, node = asked.question.group, asked.question.node
    leaf = edition_named(group.edition).node(node)
    return Listed(
        asked,
        leaf.code or leaf.id,
        leaf.name.in_language(language()),
        guidance_edit_address(one, group.kind, node),
    )


def _group(
    one: Round, group: RankGroup, questions: Sequence[Listed]
) -> tuple[str, str, list[CriterionLine], int]:
    """The kind of the group's units, what it is called, its criteria, how many have guidance."""
    written = {each.node: each for each in Guidance.objects.filter(group=group)}
    on_node = [q.asked.question.node for q in questions if q.asked.question.group_id == group.pk]
    lines = []
    for leaf in leaves_asked(edition_named(group.edition)):
        found = written.get(leaf.id)
        lines.append(
            CriterionLine(
                code=leaf.code or leaf.id,
                name=leaf.name.in_language(language()),
                address=guidance_edit_address(one, group.kind, leaf.id),
                has_evidence=bool(found and found.evidence),
                has_example=bool(found and found.example),
                questions=on_node.count(leaf.id),
            )
        )
    done = sum(line.has_evidence or line.has_example for line in lines)
    return group.kind, kind_title(group.kind), lines, done


def kind_title(kind: str) -> str:
    """What units of a kind are called, as a heading."""
    known = kind_by_id().get(kind)
    name = known.name(language()) if known else kind
    return f"{name[:1].upper()}{name[1:]}"


def group_get(one: Round, kind: str) -> RankGroup:
    """The ranking group of an address. Raises PageMissing where the round has none."""
    found = RankGroup.objects.select_related("round__unit").filter(round=one, kind=kind).first()
    if found is None:
        raise PageMissing(
            title=_("There is no such ranking group"),
            sentence=_("The round has no units of that kind."),
            offers=[],
        )
    return found


def criterion_of(group: RankGroup, node: str) -> Node:
    """The criterion of an address. Raises PageMissing where units do not score it."""
    leaves = leaves_asked(edition_named(group.edition))
    found = next((leaf for leaf in leaves if leaf.id == node), None)
    if found is None:
        raise PageMissing(
            title=_("There is no such criterion"),
            sentence=_("The address names no criterion that units score themselves."),
            offers=[],
        )
    return found


def guidance_edit_facts(
    group: RankGroup, leaf: Node, *, typed: Mapping[str, str] | None = None, refusal: str = ""
) -> Mapping[str, object]:
    """Everything on the page where guidance is written; ``typed``: what was not taken."""
    facts = rule_facts(group, leaf)
    return {
        **facts,
        "title": _("Guidance for %(code)s") % {"code": leaf.code or leaf.id},
        "round": group.round,
        "round_address": round_address(group.round),
        "mark": mark_of(group.round),
        "leaf_name": leaf.name.in_language(language()),
        "kind_name": kind_title(group.kind),
        "evidence_typed": typed["evidence"] if typed else facts["evidence"],
        "example_typed": typed["example"] if typed else facts["example"],
        "refusal": refusal,
        "longest": LONGEST,
    }
