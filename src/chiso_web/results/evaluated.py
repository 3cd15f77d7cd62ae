"""A published evaluation computed again from its stored observations, to explain it."""

from functools import lru_cache

from chiso import evaluation as library
from chiso.definition.model import ROOT, Edition
from chiso.evaluation import evaluate
from chiso.values import AWARDED
from chiso_web.results.models import Evaluation, Score
from chiso_web.results.selectors import edition_named, observation_table


@lru_cache(maxsize=32)
def evaluated_get(evaluation: Evaluation) -> library.Evaluation:
    """The evaluation of every observation that its edition reads or shows, with the index's own
    figures ("papi.4") beside them. Read once a process: a published evaluation never changes.
    """
    edition = edition_named(evaluation.edition)
    table = observation_table(evaluation, measures_of(edition))
    return evaluate(edition, table, groups=_groups(evaluation))


def measures_of(edition: Edition) -> list[str]:
    """The measures that an edition reads or shows, what was awarded over its rules, and the
    publisher's own figures of its nodes.
    """
    awarded = [node.id + AWARDED for node in edition.nodes]
    own = [f"{edition.id}.{node.id}" for node in edition.nodes]
    return list(dict.fromkeys([*edition.measures_read(), *awarded, *own]))


def _groups(evaluation: Evaluation) -> dict[str, str]:
    """The ranking group of every unit."""
    scores = Score.objects.filter(evaluation=evaluation, node=ROOT)
    return dict(scores.values_list(f"unit__{evaluation.keyed_by}", "rank_group"))
