"""Addresses of a unit's form and of what is done in it."""

from django.urls import reverse

from chiso_web.assessment.models import Entrant


def form_address(entrant: Entrant) -> str:
    """The form: leads to the first content that is not done."""
    return _named("form", entrant)


def content_address(entrant: Entrant, node: str) -> str:
    """One content of the form."""
    return _named("form-content", entrant, node=node)


def save_address(entrant: Entrant, node: str) -> str:
    """Where a content is saved."""
    return _named("form-save", entrant, node=node)


def sign_address(entrant: Entrant) -> str:
    """Where the head reads what is signed, and signs it."""
    return _named("form-sign", entrant)


def _named(name: str, entrant: Entrant, **more: str) -> str:
    facts = {"round": entrant.round.slug, "unit": entrant.unit.uid, **more}
    return reverse(f"assessment:{name}", kwargs=facts)


def addresses_of(entrant: Entrant) -> dict[str, str]:
    """The addresses of acts on the form as a whole."""
    acts = ("submit", "take-back", "sign", "divide")
    return {one.replace("-", "_"): _named(f"form-{one}", entrant) for one in acts} | {
        kind: _named("form-file", entrant, kind=kind) for kind in ("csv", "xlsx")
    }
