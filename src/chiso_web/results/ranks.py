"""Publishing how sure the ranks of an evaluation are."""

from collections.abc import Mapping

from django.db import transaction

from chiso import evaluation as library
from chiso.inference import rank_sets, ranks_taking_part
from chiso.values import Missing
from chiso_web.results.models import Evaluation, RankRange
from chiso_web.units.models import Unit

SEED = 2024
DRAWS = 1_000


@transaction.atomic
def rank_ranges_publish(
    evaluated: library.Evaluation,
    published: Evaluation,
    *,
    node: str,
    errors: Mapping[str, float],
    units: Mapping[str, Unit],
) -> int:
    """Publish the rank ranges of a node from its points and the standard ``errors`` by unit, in
    place of earlier ones; how many units have one. None has without an error.
    """
    RankRange.objects.filter(evaluation=published, node=node).delete()
    if not errors:
        return 0
    codes = evaluated.table.units
    points = [_points(evaluated, code, node) for code in codes]
    ses = [errors.get(code) for code in codes]
    joint = rank_sets(points, ses, seed=SEED, draws=DRAWS)
    own = rank_sets(points, ses, seed=SEED, draws=DRAWS, kind="marginal")
    ranks = ranks_taking_part(points, ses)
    among = sum(1 for rank in ranks if rank is not None)
    rows = [
        RankRange(
            evaluation=published,
            unit=units[code],
            node=node,
            rank=rank,
            among=among,
            lowest=every.lowest,
            highest=every.highest,
            own_lowest=alone.lowest,
            own_highest=alone.highest,
            seed=SEED,
            draws=DRAWS,
        )
        for code, rank, every, alone in zip(codes, ranks, joint, own, strict=True)
        if rank is not None and every is not None and alone is not None
    ]
    RankRange.objects.bulk_create(rows)
    return len(rows)


def _points(evaluated: library.Evaluation, unit: str, node: str) -> float | None:
    points = evaluated.score(unit, node).points
    return None if isinstance(points, Missing) else points
