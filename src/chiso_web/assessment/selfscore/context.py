"""What the template of a content is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.accounts.models import User
from chiso_web.assessment.addresses import content_address, form_address
from chiso_web.assessment.asked import is_asked
from chiso_web.assessment.deadlines import deadline_text
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.moves import DecisionKind, FormState
from chiso_web.assessment.selfscore.addresses import addresses_of, save_address
from chiso_web.assessment.selfscore.contents import Content
from chiso_web.assessment.selfscore.figures import (
    changed_lines,
    figures_of,
    first_to_do,
    line_address,
    states_of,
    to_see,
    tree_of,
    untouched_lines,
)
from chiso_web.assessment.selfscore.lines import Asking, lines_shown
from chiso_web.assessment.selfscore.said import said
from chiso_web.assessment.selfscore.sheet import Sheet
from chiso_web.assessment.shown import shown_values
from chiso_web.look.formats import day, language


@dataclass(frozen=True, slots=True)
class Shown:
    """A content that is shown: the form, the content, and how it is asked for."""

    sheet: Sheet
    content: Content
    asking: Asking = field(default_factory=Asking)
    refused: str = ""


def form_facts(entrant: Entrant) -> Mapping[str, object]:
    """What every page of a form says of it."""
    unit = entrant.unit.full_name(language())
    facts = {"period": entrant.round.period, "unit": unit}
    return {
        "title": _("Self-score form %(period)s, %(unit)s") % facts,
        "entrant": entrant,
        "unit_name": unit,
        "office_name": entrant.round.unit.full_name(language()),
        "form": form_address(entrant),
        "acts": addresses_of(entrant),
        "mark": mark_of(entrant.round),
    }


def content_facts(shown: Shown, *, reader: User | None) -> Mapping[str, object]:
    """Everything on the page of a content."""
    sheet, content = shown.sheet, shown.content
    return {
        **form_facts(sheet.entrant),
        **moving_facts(shown),
        "content": content,
        "address": content_address(sheet.entrant, content.node.id),
        "save": save_address(sheet.entrant, content.node.id),
        "reader": reader.pk if reader else 0,
        "surveyed": [
            (leaf, shown_values(sheet.form.edition, leaf.id, sheet.declared))
            for leaf in content.leaves
            if not is_asked(leaf)
        ],
        "refused": shown.refused,
        "said": said(),
        "sign_in": reverse("account_login"),
    }


def moving_facts(shown: Shown) -> Mapping[str, object]:
    """What a save may change on the page: figures, tree, what is to be seen to, lines."""
    sheet, content = shown.sheet, shown.content
    conflicts = list(shown.asking.standoffs)
    states = states_of(sheet, conflicts=conflicts)
    going_on = first_to_do(sheet, states)
    rows = lines_shown(sheet, content.asked, shown.asking)
    whole = figures_of(sheet, sheet.edition.leaves, states)
    return {
        "sheet": sheet,
        "figures": whole,
        "here": figures_of(sheet, content.leaves, states),
        "tree": tree_of(sheet, content, states),
        "to_see": to_see(sheet, states),
        "changed": changed_lines(sheet),
        "next": line_address(sheet, going_on) if going_on else "",
        "rows": rows,
        "is_open": any(row.is_open for row in rows),
        "deadline": deadline_text(sheet.deadline),
        "last_day": day(sheet.deadline.last),
        "is_late": sheet.deadline.is_over,
        "saved_at": f"{timezone.localtime():%H:%M}",
        **standing_facts(sheet, left=whole.left),
    }


def standing_facts(sheet: Sheet, *, left: int) -> Mapping[str, object]:
    """Where the form stands: who signed it when, what was returned, until when it is open again;
    ``left``: the lines that are not done.
    """
    entrant = sheet.entrant
    state = FormState(entrant.state)
    signed = entrant.signed_at
    again = [one for one in sheet.form.reopenings if one.until >= sheet.today]
    returned = sum(bool(line.decision == DecisionKind.RETURN) for line in sheet.form.lines.values())
    return {
        "state": state,
        "is_filling": state in (FormState.FILLING, FormState.RETURNED),
        "is_waiting": state == FormState.WAITING,
        "is_signed": state == FormState.SIGNED,
        "signed_by": sheet.person(entrant.signed_by_id),
        "signed_on": day(timezone.localtime(signed).date()) if signed else "",
        "reopened": [(day(one.until), one.reason) for one in again],
        "returned": returned,
        "untouched": untouched_lines(sheet),
        "returned_text": ngettext(
            "%(count)s line was returned by the appraiser. It is open until %(day)s; the rest "
            "stays as it was signed.",
            "%(count)s lines were returned by the appraiser. They are open until %(day)s; the "
            "rest stays as it was signed.",
            returned,
        )
        % {"count": returned, "day": day(sheet.deadline.last)},
        "left_text": ngettext(
            "Hand over to be signed: %(count)s line left",
            "Hand over to be signed: %(count)s lines left",
            left,
        )
        % {"count": left},
    }
