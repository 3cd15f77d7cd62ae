"""Where things to be done lead to."""

from django.urls import reverse

from chiso_web.assessment.models import RankGroup, Round


def queue_address(group: RankGroup, node: str) -> str:
    """The appraiser's queue of a criterion in a ranking group."""
    facts = {"round": group.round.slug, "kind": group.kind, "node": node}
    return reverse("assessment:queue", kwargs=facts)


def questions_address(one: Round) -> str:
    """The questions of a round."""
    return reverse("assessment:questions", kwargs={"round": one.slug})
