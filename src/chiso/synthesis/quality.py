"""How well each unit works, leaf by leaf, so that what a unit does well it does well together."""

import math

import numpy as np

from chiso.definition.model import Edition
from chiso.values import Floats

MIDDLE, SPREAD = 0.72, 0.27
OF_THE_UNIT, OF_THE_FIELD = 0.42, 0.23  # of the variance; the rest is the leaf's own


def ease_by_leaf(edition: Edition, rows: int, generator: np.random.Generator) -> dict[str, Floats]:
    """For every leaf how near to full points each unit stands (``Bench.ease``).

    Two leaves of one unit correlate by 0.42, of one field by 0.65.
    """
    fields = list(dict.fromkeys(leaf.parent for leaf in edition.leaves))
    unit = generator.standard_normal(rows)
    field = generator.standard_normal((len(fields), rows))
    own = generator.standard_normal((len(edition.leaves), rows))
    parts = (OF_THE_UNIT, OF_THE_FIELD, 1 - OF_THE_UNIT - OF_THE_FIELD)
    by_unit, by_field, by_leaf = map(math.sqrt, parts)
    return {
        leaf.id: MIDDLE
        + SPREAD
        * (by_unit * unit + by_field * field[fields.index(leaf.parent)] + by_leaf * own[at])
        for at, leaf in enumerate(edition.leaves)
    }
