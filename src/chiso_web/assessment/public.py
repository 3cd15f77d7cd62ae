"""What everybody may read of a published round: its versions, what appraisers decided, and of
documents what disclosure allows. Nothing here is of a version that is not confirmed.
"""

from collections.abc import Mapping

from chiso_web.assessment.models import Document, Entrant, Line, Proof, Publication
from chiso_web.results.models import Evaluation
from chiso_web.units.models import Unit
from chiso_web.units.selectors import in_order


def publication_list(evaluation: Evaluation) -> list[Publication]:
    """The confirmed versions of the round that a result is of, the newest first; none where no
    round is behind it.
    """
    if not evaluation.decision:
        return []
    confirmed = Publication.objects.filter(
        confirmed_at__isnull=False,
        round__period=evaluation.period,
        round__synthetic=evaluation.synthetic,
        round__groups__edition=evaluation.edition,
    )
    own = confirmed.filter(number=evaluation.version, decision=evaluation.decision)
    rounds = own.order_by("-confirmed_at").values_list("round", flat=True)[:1]
    return list(confirmed.filter(round__in=list(rounds)).distinct().order_by("-number"))


def unit_list_left_out(made: Publication, evaluation: Evaluation) -> list[Unit]:
    """The units of the round and index that a published version has no score of."""
    scored = evaluation.scores.values("unit")
    entrants = Entrant.objects.filter(round=made.round_id, group__edition=evaluation.edition)
    left = entrants.exclude(unit__in=scored).select_related("unit")
    return in_order(one.unit for one in left)


def line_get(made: Publication, unit: Unit, node: str) -> Line | None:
    """A unit's line in the round, as it was self-scored."""
    lines = Line.objects.filter(entrant__round=made.round_id, entrant__unit=unit, node=node)
    return lines.first()


def points_own(made: Publication, unit: Unit) -> Mapping[str, float]:
    """The points that a unit gave itself, by node."""
    lines = Line.objects.filter(entrant__round=made.round_id, entrant__unit=unit)
    rows = lines.filter(points__isnull=False).values_list("node", "points")
    return {node: float(points or 0) for node, points in rows}


def document_list(made: Publication, unit: Unit, node: str) -> list[Document]:
    """The documents that proved a line when the version was confirmed."""
    proofs = Proof.objects.filter(
        entrant__round=made.round_id,
        entrant__unit=unit,
        node=node,
        at__lte=made.confirmed_at,
        document__withdrawn_at=None,
    )
    return [one.document for one in proofs.select_related("document__file").order_by("pk")]


def is_readable(document: Document) -> bool:
    """Whether everybody may read the file of a document that proves a published line."""
    return document.is_cleared and document.file is not None
