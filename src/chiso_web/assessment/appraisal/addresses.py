"""The addresses of appraisal."""

from urllib.parse import quote

from django.urls import reverse

from chiso_web.assessment.addresses import line_page_address
from chiso_web.assessment.models import Entrant, RankGroup, Round
from chiso_web.look.addresses import with_asked


def appraise_address(one: Round) -> str:
    """What of a round is the appraiser's."""
    return reverse("assessment:appraise", kwargs={"round": one.slug})


def queue_address(group: RankGroup, node: str, **asked: str | int) -> str:
    """The queue of a criterion in a ranking group."""
    facts = {"round": group.round.slug, "kind": group.kind, "node": node}
    return with_asked(reverse("assessment:queue", kwargs=facts), asked)


def unit_address(entrant: Entrant, **asked: str | int) -> str:
    """The queue of a unit: all its criteria."""
    facts = {"round": entrant.round.slug, "unit": entrant.unit.uid}
    return with_asked(reverse("assessment:queue-unit", kwargs=facts), asked)


def decide_address(entrant: Entrant, node: str) -> str:
    """Where a line is decided on."""
    return line_page_address("decide", entrant, node)


def take_back_address(entrant: Entrant, node: str) -> str:
    """Where a decision on a line is taken back."""
    return line_page_address("decision-take-back", entrant, node)


def rest_address(group: RankGroup, node: str) -> str:
    """Where the rest of a criterion is accepted."""
    facts = {"round": group.round.slug, "kind": group.kind, "node": node}
    return reverse("assessment:accept-rest", kwargs=facts)


def unit_rest_address(entrant: Entrant) -> str:
    """Where the rest of a unit's form is accepted."""
    facts = {"round": entrant.round.slug, "unit": entrant.unit.uid}
    return reverse("assessment:accept-unit", kwargs=facts)


def line_addresses(entrant: Entrant, node: str) -> dict[str, str]:
    """The history of a line's points, and how it is scored."""
    names = {"history": "line-history", "guidance": "guidance"}
    return {key: line_page_address(name, entrant, node) for key, name in names.items()}


def row_base(address: str, name: str) -> str:
    """The beginning of the addresses of rows: what is in hand is added to it."""
    return f"{address}?{name}="


def row_key(key: str) -> str:
    """What is added: a key as addresses write it."""
    return quote(key, safe="@")
