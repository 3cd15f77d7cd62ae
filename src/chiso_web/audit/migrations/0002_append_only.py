from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from chiso_web.audit.append_only import guards_drop, guards_make, words_index_make


def forwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards_make(schema_editor.connection)
    words_index_make(schema_editor.connection)


def backwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards_drop(schema_editor.connection)


class Migration(migrations.Migration):
    """Written by hand: no model says this."""

    dependencies = [("audit", "0001_trail")]

    operations = [migrations.RunPython(forwards, backwards)]
