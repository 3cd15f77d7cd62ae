"""The table of a form as it is signed, and as it is saved in a file: a row a line."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.assessment.addresses import content_address
from chiso_web.assessment.locks import signing_closed
from chiso_web.assessment.moves import FormState, LineState
from chiso_web.assessment.selfscore.contents import content_list
from chiso_web.assessment.selfscore.context import form_facts, standing_facts
from chiso_web.assessment.selfscore.figures import Figures, figures_of, states_of
from chiso_web.assessment.selfscore.lines import account_text, most_of
from chiso_web.assessment.selfscore.sheet import Sheet
from chiso_web.assessment.shown import outdated_text, shown_values
from chiso_web.look.formats import language, number


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what is declared, its points of the most there are, and what proves it."""

    code: str
    name: str
    told: str
    points: float | None
    most: float
    documents: int
    account: str
    state: str
    before: str
    filled: str

    @property
    def points_text(self) -> str:
        """The points as they are shown."""
        return number(self.points)

    @property
    def most_text(self) -> str:
        """The most points as they are shown."""
        return number(self.most)

    @property
    def state_text(self) -> str:
        """How far it is filled, in words."""
        return str(LineState(self.state).label)


@dataclass(frozen=True, slots=True)
class Group:
    """A content with its rows, its figures and its address."""

    title: str
    address: str
    figures: Figures
    rows: tuple[Row, ...]


def groups_of(sheet: Sheet) -> list[Group]:
    """Every line of the form by content, in tree order."""
    states = states_of(sheet)
    return [
        Group(
            title=content.title,
            address=content_address(sheet.entrant, content.node.id),
            figures=figures_of(sheet, content.leaves, states),
            rows=tuple(_row(sheet, leaf.id, states[leaf.id]) for leaf in content.asked),
        )
        for content in content_list(sheet.entrant.group.edition)
    ]


def _row(sheet: Sheet, node: str, state: str) -> Row:
    leaf, line = sheet.edition.node(node), sheet.form.lines[node]
    last = sheet.last(node)
    return Row(
        code=leaf.code or leaf.id,
        name=leaf.name.in_language(language()),
        told=shown_values(sheet.edition, node, sheet.declared),
        points=sheet.found[node].points,
        most=most_of(leaf),
        documents=len(sheet.proofs.get(node, ())),
        account=" ".join(filter(None, (account_text(line.how, line.counted), outdated_text(line)))),
        state=state,
        before=number(last.points) if last else "",
        filled=sheet.person(line.filled_by_id),
    )


def signing_facts(sheet: Sheet) -> Mapping[str, object]:
    """Everything on the page on which the head signs."""
    facts = form_facts(sheet.entrant)
    told = {"period": sheet.entrant.round.period, "unit": facts["unit_name"]}
    figures = figures_of(sheet, sheet.edition.leaves, states_of(sheet))
    return {
        **facts,
        **standing_facts(sheet, left=figures.left),
        "form_title": facts["title"],
        "title": _("To be signed: self-score form %(period)s, %(unit)s") % told,
        "act": _("Sign the self-score form %(period)s of %(unit)s") % told,
        "sheet": sheet,
        "groups": groups_of(sheet),
        "figures": figures,
        "refusal": _refusal(sheet),
    }


def _refusal(sheet: Sheet) -> str:
    """Why it cannot be signed on this day although it waits for that; empty where it can."""
    if sheet.entrant.state != FormState.WAITING:
        return sheet.closed
    return signing_closed(sheet.entrant, sheet.form.reopenings, today=sheet.today)
