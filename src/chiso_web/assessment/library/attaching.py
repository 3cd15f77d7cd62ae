"""The page on which documents are attached to a line of a form."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso_web.assessment.addresses import form_address, line_address, line_page_address
from chiso_web.assessment.asked import leaves_asked, leaves_surveyed
from chiso_web.assessment.library.addresses import library_address
from chiso_web.assessment.library.chips import proofs_by_form
from chiso_web.assessment.library.entering import Entered, document_form
from chiso_web.assessment.library.naming import document_title
from chiso_web.assessment.library.selectors import document_list_of, proven_by
from chiso_web.assessment.locks import form_closed, is_frozen
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Document, Entrant, Line, Reopening
from chiso_web.files.context import upload_facts
from chiso_web.look.formats import language
from chiso_web.look.not_found import PageMissing
from chiso_web.results.selectors import edition_named

MOST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One document of the library to choose; ``proves``: what it proves already."""

    document: Document
    title: str
    proves: Sequence[str]
    is_attached: bool


def leaf_of(entrant: Entrant, node: str) -> Node:
    """The line of an address. Raises PageMissing where the form has none."""
    return _among(leaves_asked(edition_named(entrant.group.edition)), node)


def leaf_scored(entrant: Entrant, node: str) -> Node:
    """The criterion of an address, of the form or of a survey. Raises PageMissing for none."""
    edition = edition_named(entrant.group.edition)
    return _among((*leaves_asked(edition), *leaves_surveyed(edition)), node)


def _among(leaves: Sequence[Node], node: str) -> Node:
    found = next((leaf for leaf in leaves if leaf.id == node), None)
    if found is None:
        raise PageMissing(
            title=_("The form has no such line"),
            sentence=_("The address names no criterion that the unit scores itself."),
            offers=[],
        )
    return found


def line_facts(entrant: Entrant, leaf: Node) -> dict[str, object]:
    """What every page of a line says first."""
    return {
        "entrant": entrant,
        "round": entrant.round,
        "unit": entrant.unit,
        "unit_name": entrant.unit.full_name(language()),
        "code": leaf.code or leaf.id,
        "leaf_name": leaf.name.in_language(language()),
        "form_address": form_address(entrant),
        "content_address": line_address(entrant, leaf.id),
        "mark": mark_of(entrant.round),
    }


def attach_facts(
    entrant: Entrant, leaf: Node, *, words: str, today: date, entered: Entered | None = None
) -> Mapping[str, object]:
    """Everything on the page; ``entered``: the document that was sent and not taken."""
    attached = proofs_by_form([entrant], nodes=[leaf.id]).get(entrant.pk, {}).get(leaf.id, ())
    known = {chip.uuid for chip in attached}
    standing = entered.standing if entered else None
    return {
        **line_facts(entrant, leaf),
        "title": _("Evidence for %(code)s") % {"code": leaf.code or leaf.id},
        "closed": line_closed(entrant, leaf.id, today=today),
        "attached": attached,
        "detach_address": line_page_address("detach", entrant, leaf.id),
        "words": words,
        "choices": choices_of(entrant, words=words, attached=known),
        "most": MOST,
        "library_address": library_address(entrant.unit),
        "form": entered.form if entered else document_form(entrant.unit),
        "entered": entered,
        "standing": standing,
        "standing_title": document_title(standing) if standing else "",
        "standing_attached": standing is not None and standing.uuid in known,
        **upload_facts(),
    }


def choices_of(entrant: Entrant, *, words: str, attached: Set[UUID]) -> list[Choice]:
    """The newest documents of the unit's library that have every word."""
    documents = list(document_list_of(entrant.unit, words=words)[:MOST])
    proves = proven_by(documents)
    return [
        Choice(one, document_title(one), proves.get(one.pk, ()), one.uuid in attached)
        for one in documents
    ]


def line_closed(entrant: Entrant, node: str, *, today: date) -> str:
    """Why nothing can be attached to a line; empty where something can."""
    reopenings = list(Reopening.objects.filter(entrant=entrant))
    refusal = form_closed(entrant, reopenings, today=today)
    if refusal:
        return refusal
    line = Line.objects.filter(entrant=entrant, node=node).first()
    if line is not None and is_frozen(entrant, line, reopenings, today=today):
        return _("This line was signed and not returned. Only what was returned can be changed.")
    return ""
