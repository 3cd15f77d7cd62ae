"""The system check of what is stored, apart from the others since it needs the models."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.db import connections

from chiso_web.config.preparing import named, remedy_of
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import evaluation_list_stale_any


def results_are_current(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Stored points of another version beside explanations of this one contradict each other.

    Nothing is read of a database that is behind: this check runs before ``migrate`` too.
    """
    if not any(_is_up_to_date(alias) for alias in databases or ()):
        return []
    stale = evaluation_list_stale_any()
    if not stale:
        return []
    return [
        CheckWarning(
            f"Results of {named(stale)} were computed by another version of Chiso.",
            hint=f"Compute them anew with `{remedy_of(stale)}`; until then `chiso serve` refuses "
            "to start.",
            id="chiso.W002",
        )
    ]


def _is_up_to_date(alias: str) -> bool:
    """Whether the table of results has every column that this version reads."""
    table, known = Evaluation._meta.db_table, connections[alias].introspection
    with connections[alias].cursor() as cursor:
        if table not in known.table_names(cursor):
            return False
        held = {column.name for column in known.get_table_description(cursor, table)}
    return {field.column for field in Evaluation._meta.concrete_fields} <= held
