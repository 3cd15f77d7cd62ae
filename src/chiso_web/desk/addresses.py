"""Where things to be done lead to."""

from urllib.parse import quote

from django.urls import reverse

from chiso_web.assessment.models import RankGroup, Round
from chiso_web.assessment.running.addresses import round_address


def queue_address(group: RankGroup, node: str) -> str:
    """The appraiser's queue of a criterion in a ranking group."""
    return f"{round_address(group.round)}/appraise/{group.kind}/{quote(node)}"


def questions_address(one: Round) -> str:
    """The questions of a round."""
    return reverse("assessment:questions", kwargs={"round": one.slug})
