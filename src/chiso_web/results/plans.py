"""What PostgreSQL knows of its tables, on which its plans rest."""

from django.db import connection
from django.db.models import Model


def plans_refresh(*models: type[Model]) -> None:
    """Let PostgreSQL count what was loaded now, in these tables or in all: until it does by itself
    it plans for tables as they were, and a join of thousands of rows may take hours.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(one._meta.db_table) for one in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")
