"""After a load PostgreSQL knows how much stands in its tables."""

import pytest
from django.db import connection

from chiso_web.results.plans import plans_refresh

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_rows_of_the_lineage_are_counted_after_a_load() -> None:
    plans_refresh()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'units_link'")
        (rows,) = cursor.fetchone()
    assert rows == 10_658  # the links of the lists: 10,597 of communes and 61 others
