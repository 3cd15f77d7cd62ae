"""Make the table in which it is counted what the trail has of strangers."""

from typing import Any

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def cache_tables(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_holding_revoked'),
    ]

    operations = [
        migrations.RunPython(cache_tables, migrations.RunPython.noop),
    ]
