"""Addresses of documents and of guidance."""

from django.urls import reverse

from chiso_web.assessment.models import Document, Round
from chiso_web.look.addresses import with_asked
from chiso_web.units.models import Unit


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


def guidance_edit_address(one: Round, kind: str, node: str) -> str:
    """Where the guidance of a criterion is written."""
    facts = {"round": one.slug, "kind": kind, "node": node}
    return reverse("assessment:guidance-edit", kwargs=facts)
