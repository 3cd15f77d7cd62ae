"""How sure are we: confidence sets for ranks, comparisons of estimates, and both in words."""

from chiso.inference.compare import (
    Comparison,
    RelativeChange,
    compare,
    compare_many,
    papi_rule,
)
from chiso.inference.ranks import RankSet, left_out, rank_sets, ranks_taking_part
from chiso.inference.sentences import (
    INDEPENDENT,
    NO_ERROR,
    PAPI_RULE,
    comparison_in_words,
    left_out_in_words,
    papi_rule_in_words,
    rank_in_words,
)

__all__ = [
    "INDEPENDENT",
    "NO_ERROR",
    "PAPI_RULE",
    "Comparison",
    "RankSet",
    "RelativeChange",
    "compare",
    "compare_many",
    "comparison_in_words",
    "left_out",
    "left_out_in_words",
    "papi_rule",
    "papi_rule_in_words",
    "rank_in_words",
    "rank_sets",
    "ranks_taking_part",
]
