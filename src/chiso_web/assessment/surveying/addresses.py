"""The addresses of survey results."""

from django.urls import reverse

from chiso_web.assessment.models import Entrant, Round


def survey_address(one: Round) -> str:
    """The page of the survey results of a round."""
    return reverse("assessment:survey", kwargs={"round": one.slug})


def survey_unit_address(entrant: Entrant) -> str:
    """The page of what a survey found of one unit."""
    facts = {"round": entrant.round.slug, "unit": entrant.unit.uid}
    return reverse("assessment:survey-unit", kwargs=facts)
