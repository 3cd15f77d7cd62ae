"""The addresses of rounds, of the forms in them, and of the lines of forms.

An entrant comes with its round and unit: many are read with them in one query.
"""

from django.urls import reverse

from chiso_web.assessment.models import Entrant, Round


def rounds_address() -> str:
    """The list of rounds."""
    return reverse("assessment:rounds")


def round_address(one: Round) -> str:
    """The page of a round."""
    return _of_round("round", one)


def questions_address(one: Round) -> str:
    """The questions of a round."""
    return _of_round("questions", one)


def publish_address(one: Round) -> str:
    """The page of publication of a round."""
    return _of_round("publish", one)


def result_address(one: Round) -> str:
    """The result of a round."""
    return _of_round("result", one)


def survey_address(one: Round) -> str:
    """The page of the survey results of a round."""
    return _of_round("survey", one)


def survey_unit_address(entrant: Entrant) -> str:
    """The page of what a survey found of one unit."""
    return form_page_address("survey-unit", entrant)


def form_address(entrant: Entrant) -> str:
    """The form of a unit: leads to the first content that is not done."""
    return form_page_address("form", entrant)


def content_address(entrant: Entrant, node: str) -> str:
    """One content of a form, or the one in which a line stands."""
    return form_page_address("form-content", entrant, node=node)


def line_address(entrant: Entrant, node: str) -> str:
    """Where a line of a form stands: its place in the content that holds it."""
    return f"{content_address(entrant, node)}#n{node}"


def line_page_address(name: str, entrant: Entrant, node: str, **more: str) -> str:
    """A page of one line: evidence, guidance, history, appraisal, or what is done there."""
    return form_page_address(name, entrant, node=node, **more)


def form_page_address(name: str, entrant: Entrant, **more: str) -> str:
    """A page of a form, or what is done there."""
    facts = {"round": entrant.round.slug, "unit": entrant.unit.uid, **more}
    return reverse(f"assessment:{name}", kwargs=facts)


def _of_round(name: str, one: Round) -> str:
    return reverse(f"assessment:{name}", kwargs={"round": one.slug})
