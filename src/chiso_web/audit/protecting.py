"""The rights of the database user that the platform connects as, on PostgreSQL."""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from chiso_web.audit.append_only import GUARDED
from chiso_web.audit.models import Head

OWN = "chiso manage trail_protect is run as the owner of the tables"


class ProtectionRefused(Exception):
    """Why a user's rights cannot be bounded."""


@transaction.atomic
def user_protect(name: str) -> None:
    """Give a user of the database what the platform needs of all tables, and of the trail only
    SELECT and INSERT; of heads no DELETE; of the list of migrations only SELECT.

    Tables that later migrations make are given it by default. Raises ProtectionRefused where that
    would bound nothing: another database, a superuser, the owner or a member of the owner.
    """
    if connection.vendor != "postgresql":
        raise ProtectionRefused(
            "The database is SQLite, whose file belongs to one user who may do anything to it; the "
            "trail’s triggers still refuse. For rights of users take PostgreSQL."
        )
    with connection.cursor() as cursor:
        _user_check(cursor, name)
        user = connection.ops.quote_name(name)
        for statement in _statements(user, *_named(cursor)):
            cursor.execute(statement)


def _user_check(cursor: CursorWrapper, name: str) -> None:
    """Whether rights bound this user at all."""
    cursor.execute(
        "SELECT rolsuper, pg_has_role(rolname, current_user, 'MEMBER'), "
        "pg_has_role(rolname, relowner, 'MEMBER') "
        "FROM pg_roles, pg_class WHERE rolname = %s AND pg_class.oid = 'audit_entry'::regclass",
        [name],
    )
    found = cursor.fetchone()
    if found is None:
        raise ProtectionRefused(
            f"The database has no user “{name}”. Make it first: CREATE ROLE {name} LOGIN PASSWORD …"
        )
    if any(found):
        raise ProtectionRefused(
            f"“{name}” is a superuser or owns the tables, so that no right bounds it. Name a user "
            "of the platform’s own: CREATE ROLE chiso_app LOGIN PASSWORD …"
        )


def _named(cursor: CursorWrapper) -> tuple[str, str]:
    cursor.execute("SELECT current_database(), current_schema()")
    database, schema = cursor.fetchone()
    quoted = connection.ops.quote_name
    return quoted(database), quoted(schema)


def _statements(user: str, database: str, schema: str) -> list[str]:
    """Everything first, then the trail's bounds; what PUBLIC has is taken away too."""
    rows = "SELECT, INSERT, UPDATE, DELETE"
    trail = ", ".join(GUARDED)
    head = Head._meta.db_table
    return [
        f"GRANT CONNECT ON DATABASE {database} TO {user}",
        f"GRANT USAGE ON SCHEMA {schema} TO {user}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM {user}, PUBLIC",
        f"GRANT {rows} ON ALL TABLES IN SCHEMA {schema} TO {user}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {user}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rows} ON TABLES TO {user}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {user}",
        f"REVOKE ALL ON {trail}, {head}, django_migrations FROM {user}, PUBLIC",
        f"GRANT SELECT, INSERT ON {trail} TO {user}",
        f"GRANT SELECT, INSERT, UPDATE ON {head} TO {user}",
        f"GRANT SELECT ON django_migrations TO {user}",
    ]
