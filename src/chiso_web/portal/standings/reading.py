"""Reading a group's table, once a process: a published evaluation never changes."""

from functools import lru_cache

from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.portal.outcome.reading import outcome_of
from chiso_web.portal.standings.table import Table, table_of
from chiso_web.results.models import Evaluation


def table_get(outcome: Outcome, group: Group) -> Table:
    """The table of one of an outcome's groups."""
    return _table(outcome.evaluation, group.id)


def table_list(outcome: Outcome) -> list[Table]:
    """The tables of all groups."""
    return [table_get(outcome, group) for group in outcome.groups]


@lru_cache(maxsize=64)
def _table(evaluation: Evaluation, group_id: str) -> Table:
    outcome = outcome_of(evaluation)
    group = next(group for group in outcome.groups if group.id == group_id)
    return table_of(outcome, group)
