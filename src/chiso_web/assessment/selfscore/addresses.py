"""Addresses of what is done in a unit's form."""

from chiso_web.assessment.addresses import form_page_address
from chiso_web.assessment.models import Entrant


def save_address(entrant: Entrant, node: str) -> str:
    """Where a content is saved."""
    return form_page_address("form-save", entrant, node=node)


def sign_address(entrant: Entrant) -> str:
    """Where the head reads what is signed, and signs it."""
    return form_page_address("form-sign", entrant)


def addresses_of(entrant: Entrant) -> dict[str, str]:
    """The addresses of acts on the form as a whole."""
    acts = ("submit", "take-back", "sign", "divide")
    return {one.replace("-", "_"): form_page_address(f"form-{one}", entrant) for one in acts} | {
        kind: form_page_address("form-file", entrant, kind=kind) for kind in ("csv", "xlsx")
    }
