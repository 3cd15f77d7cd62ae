"""Where the stages meet: an edition on a table of observations, its ranking, explanation and
change.
"""

from chiso.evaluation.change import Change, UnitChange
from chiso.evaluation.evaluate import Evaluation, evaluate
from chiso.evaluation.explain import Explanation
from chiso.evaluation.ranking import Ranked

__all__ = ["Change", "Evaluation", "Explanation", "Ranked", "UnitChange", "evaluate"]
