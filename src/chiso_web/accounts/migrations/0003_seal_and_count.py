"""Seal the e-mail addresses that stand open, and make the table in which attempts are counted."""

from typing import Any

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from chiso.spelling import fold
from chiso_web.accounts.sealing import look_up_digest, sealed


def seal(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, username, full_name, email FROM accounts_user")
        for key, username, full_name, email in cursor.fetchall():
            found = [fold(f"{full_name} {username}")[:400]]
            found += [sealed(email), look_up_digest(email)] if email else ["", ""]
            cursor.execute(
                "UPDATE accounts_user SET fold = %s, email = %s, email_digest = %s WHERE id = %s",
                [*found, key],
            )


def cache_table(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_people_roles_and_ways_in'),
    ]

    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunPython(cache_table, migrations.RunPython.noop),
    ]
