"""Addresses of evidence, guidance and histories, and of the form that they belong to."""

from urllib.parse import urlencode

from django.urls import reverse

from chiso_web.assessment.models import Document, Entrant, Round
from chiso_web.units.models import Unit


def line_address(name: str, entrant: Entrant, node: str, **more: str) -> str:
    """A page of one line of a form: attach, detach, guidance, history."""
    facts = {"round": entrant.round.slug, "unit": entrant.unit.uid, "node": node, **more}
    return reverse(f"assessment:{name}", kwargs=facts)


def form_address(entrant: Entrant) -> str:
    """The form itself."""
    facts = {"round": entrant.round.slug, "unit": entrant.unit.uid}
    return reverse("assessment:form", kwargs=facts)


def content_address(entrant: Entrant, node: str) -> str:
    """One line in the form."""
    return f"{line_address('form-content', entrant, node)}#n{node}"


def library_address(unit: Unit, **asked: str | int) -> str:
    """The documents of a unit."""
    return with_asked(reverse("assessment:library", kwargs={"unit": unit.uid}), asked)


def library_file_address(unit: Unit, kind: str, **asked: str | int) -> str:
    """The documents of a unit as a file."""
    facts = {"unit": unit.uid, "kind": kind}
    return with_asked(reverse("assessment:library-file", kwargs=facts), asked)


def document_address(document: Document, name: str = "document") -> str:
    """A document's page, or what is done with it."""
    facts = {"unit": document.unit.uid, "document": document.uuid}
    return reverse(f"assessment:{name}", kwargs=facts)


def round_address(one: Round) -> str:
    """The round itself."""
    return questions_address(one).removesuffix("/questions")


def questions_address(one: Round) -> str:
    """The questions of a round."""
    return reverse("assessment:questions", kwargs={"round": one.slug})


def guidance_edit_address(one: Round, kind: str, node: str) -> str:
    """Where the guidance of a criterion is written."""
    facts = {"round": one.slug, "kind": kind, "node": node}
    return reverse("assessment:guidance-edit", kwargs=facts)


def with_asked(address: str, asked: dict[str, str | int]) -> str:
    """The address with what is asked of it."""
    told = urlencode({name: value for name, value in asked.items() if value})
    return f"{address}?{told}" if told else address
