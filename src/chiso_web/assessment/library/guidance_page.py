"""How a line is scored: the rule, its ground, what counts as evidence, an example, questions."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import Edition, MissingPolicy, Node
from chiso.scoring.words import rule_in_words
from chiso.values import MissingKind
from chiso.wording import say
from chiso_web.accounts.acting import Acting
from chiso_web.assessment.addresses import line_page_address
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.library.attaching import line_facts
from chiso_web.assessment.library.example import example_of
from chiso_web.assessment.library.questions_asked import question_list_on
from chiso_web.assessment.models import Entrant, Guidance, RankGroup
from chiso_web.assessment.permissions import FORM_FILL
from chiso_web.assessment.scale import scale_blank
from chiso_web.assessment.services.questions import LONGEST
from chiso_web.look.formats import language, short
from chiso_web.look.rules.cited import cite_text
from chiso_web.look.rules.measured import measure_name
from chiso_web.results.selectors import edition_named


def guidance_facts(
    entrant: Entrant, leaf: Node, acting: Acting, *, typed: str = "", refusal: str = ""
) -> Mapping[str, object]:
    """Everything on the page; ``typed`` and ``refusal``: a question that was not taken."""
    unit = entrant.unit
    return {
        **line_facts(entrant, leaf),
        "title": _("How %(code)s is scored") % {"code": leaf.code or leaf.id},
        **rule_facts(entrant.group, leaf),
        "questions": question_list_on(entrant.group, leaf.id, unit=unit),
        "may_ask": acting.may(FORM_FILL, unit.uid),
        "ask_address": line_page_address("question-ask", entrant, leaf.id),
        "typed": typed,
        "refusal": refusal,
        "longest": LONGEST,
    }


def rule_facts(group: RankGroup, leaf: Node) -> dict[str, object]:
    """The rule of a line with all that explains it."""
    edition = edition_named(group.edition)
    written = Guidance.objects.filter(group=group, node=leaf.id).first()
    return {
        "rule_text": rule_sentence(edition, leaf),
        "scale": scale_blank(edition, leaf),
        "most": short(leaf.rule.maximum, 4) if leaf.rule else "",
        "reads": [measure_name(edition, one.measure) for one in fields_of(edition, leaf)],
        "note": leaf.note.in_language(language()) if leaf.note else "",
        "cite": cite_text(edition, leaf),
        "absent": absent_text(leaf),
        "evidence": written.evidence if written else "",
        "example": written.example if written else "",
        "computed": None if written and written.example else example_of(edition, leaf),
    }


def rule_sentence(edition: Edition, leaf: Node) -> str:
    """The rule as a sentence, with the names of what it reads."""
    if leaf.rule is None:
        return ""

    def called(name: str) -> str:
        if name in edition.measures:
            return measure_name(edition, name)
        return edition.node(name).name.in_language(language())

    text = say(rule_in_words(leaf.rule, name_of=called), language(), digits=4)
    return f"{text[:1].upper()}{text[1:]}."


def absent_text(leaf: Node) -> str:
    """What the edition gives where nothing arose; empty where it does not say."""
    policy = leaf.missing.get(MissingKind.NOT_APPLICABLE)
    texts = {
        MissingPolicy.FULL: _("Where nothing arose, with its ground: full points."),
        MissingPolicy.ZERO: _("Where nothing arose: 0 points."),
        MissingPolicy.EXCLUDED: _(
            "Where nothing arose, with its ground: the points are taken out of the total."
        ),
    }
    return texts.get(policy, "") if policy else ""
