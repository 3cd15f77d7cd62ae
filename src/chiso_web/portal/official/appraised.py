"""What became of one criterion of a unit in the round: self-score, decision, evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from chiso.values import AWARDED, Missing
from chiso_web.assessment.models import Document, Line
from chiso_web.assessment.public import document_list, is_readable, line_get
from chiso_web.look.formats import day, number
from chiso_web.portal.derivation.derived import Derived
from chiso_web.portal.official.decided import official_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as far as disclosure allows: number, day and abstract; the file's ``address``
    where a person cleared it.
    """

    name: str
    abstract: str
    address: str


@dataclass(frozen=True, slots=True)
class Appraised:
    """What stands beside a published point: what appraisers decided, why, and the evidence."""

    decided: str
    reason: str
    documents: Sequence[Shown]


def appraised_of(found: Derived) -> Appraised | None:
    """The same of one criterion; None where no round published it, or its unit does not score it
    itself.
    """
    official = official_of(found.outcome.evaluation)
    line = line_get(official.made, found.unit, found.node.id) if official else None
    if official is None or line is None:
        return None
    documents = document_list(official.made, found.unit, found.node.id)
    return Appraised(
        decided=_decided(found, line),
        reason=_reason(found),
        documents=[_shown(one) for one in documents],
    )


def _decided(found: Derived, line: Line) -> str:
    """Self-score and published points, which are those of the observations."""
    awarded = _awarded(found)
    if awarded is None:
        return _("Accepted as the unit scored itself")
    return _("Self-scored %(own)s points, changed by the appraiser to %(points)s") % {
        "own": number(line.points),
        "points": number(awarded),
    }


def _awarded(found: Derived) -> float | None:
    given = (one for one in found.explanation.inputs if one.measure.endswith(AWARDED))
    return next((one.value for one in given if not isinstance(one.value, Missing)), None)


def _reason(found: Derived) -> str:
    """What the appraiser wrote beside the points, as it was published."""
    given = (one for one in found.explanation.inputs if one.measure.endswith(AWARDED))
    return next((one.note for one in given), "")


def _shown(document: Document) -> Shown:
    parts = [
        _("No. %(number)s") % {"number": document.reference} if document.reference else "",
        day(document.issued_on) if document.issued_on else "",
    ]
    own = {"document": document.uuid}
    address = reverse("assessment:document-disclosed", kwargs=own) if is_readable(document) else ""
    return Shown(", ".join(filter(None, parts)), document.abstract, address)
