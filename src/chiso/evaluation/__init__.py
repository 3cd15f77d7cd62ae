"""Where the stages meet: an edition on a table of observations, its ranking, explanation and
change.
"""

from chiso.evaluation.change import Change, UnitChange
from chiso.evaluation.evaluate import Evaluation, evaluate
from chiso.evaluation.explain import Explanation
from chiso.evaluation.leaves import LeafScore, leaf_scores
from chiso.evaluation.ranking import Ranked
from chiso.evaluation.restate import restate
from chiso.evaluation.restated import Basis, Restated

__all__ = [
    "Basis",
    "Change",
    "Evaluation",
    "Explanation",
    "LeafScore",
    "Ranked",
    "Restated",
    "UnitChange",
    "evaluate",
    "leaf_scores",
    "restate",
]
