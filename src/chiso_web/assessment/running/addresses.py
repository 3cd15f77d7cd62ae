"""The addresses that pages of a round lead to."""

from django.urls import reverse

from chiso_web.assessment.models import Round


def rounds_address() -> str:
    """The list of rounds."""
    return reverse("assessment:rounds")


def round_address(one: Round) -> str:
    """The page of a round."""
    return reverse("assessment:round", kwargs={"round": one.slug})


def form_address(slug: str, unit: str) -> str:
    """The form of a unit in a round."""
    return reverse("assessment:form", kwargs={"round": slug, "unit": unit})


def line_address(slug: str, unit: str, node: str) -> str:
    """Where a line of a form stands: its place in the content that holds it."""
    facts = {"round": slug, "unit": unit, "node": node}
    return f"{reverse('assessment:form-content', kwargs=facts)}#n{node}"


def history_address(slug: str, unit: str, node: str) -> str:
    """The life of a line's points."""
    return reverse("assessment:line-history", kwargs={"round": slug, "unit": unit, "node": node})


def reopen_address(slug: str, unit: str) -> str:
    """The page of an exception for a form."""
    return reverse("assessment:form-reopen", kwargs={"round": slug, "unit": unit})
