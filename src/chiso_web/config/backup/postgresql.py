"""PostgreSQL: copied by pg_dump at one snapshot, and put back in one transaction.

The password goes to these programs in their environment, never on a command line.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from chiso_web.config.backup.manifest import Held, Manifest
from chiso_web.config.backup.refusals import BackupRefused, RestoreUnfinished, TargetRefused
from chiso_web.config.preparing import Progress

PIECE = 1 << 20
POLL_SECONDS = 0.3
REFUSED = {1, 3}  # what psql ends with when it or the server refused; 2: the connection broke
UNKNOWN = (
    "The connection to PostgreSQL broke while it switched, and nobody knows whether the database "
    "is the old one or the backup’s: %s Run `chiso manage restore --replace` again."
)
SECRET = {"password", "sslpassword"}
WAIT = "SET lock_timeout = '20s'; SET client_min_messages = warning;"
# Everything of the schema that no extension brought: what the archive lacks must go too.
CLEARED = """
DO $clear$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT c.oid::regclass::text AS name, CASE c.relkind WHEN 'v' THEN 'VIEW'
        WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind
    FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP %s IF EXISTS %s CASCADE', one.kind, one.name); END LOOP;
  FOR one IN
    SELECT c.oid::regclass::text AS name FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S' AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP SEQUENCE IF EXISTS %s CASCADE', one.name); END LOOP;
  FOR one IN
    SELECT p.oid::regprocedure::text AS name FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name); END LOOP;
END $clear$;
"""
PROOF = (
    "IF (SELECT count(*) FROM %s) <> %d THEN "
    "RAISE EXCEPTION 'a table has another number of rows than the manifest says'; END IF;"
)
TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p')
  AND c.relnamespace = current_schema()::regnamespace AND NOT EXISTS (
    SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname
"""


class PostgresqlStore:
    """The database that the settings name."""

    vendor = "postgresql"
    migrates_aside = False

    def copy_out(self, target: Path, show: Progress) -> Held:
        """Dump the database as it is at one moment, while others write; say what it holds."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot(), pg_database_size(current_database())")
            snapshot, size = cursor.fetchone()
            held = _held(cursor)
            options = ("--format=custom", "--compress=0", f"--snapshot={snapshot}")
            what = (f"--schema={held.schema}", "--no-owner", "--no-comments", f"--file={target}")
            _run("pg_dump", *options, *what, watch=lambda: _grown(target, size, show))
        return held

    def is_empty(self) -> bool:
        """Whether there is no table."""
        with connection.cursor() as cursor:
            return not _tables(cursor)

    def put_back(self, staged: Path, manifest: Manifest, *, older: bool, show: Progress) -> None:
        """Make the database what the dump holds, in one transaction: all of it or nothing.

        It commits on a word that comes last from here: a killed restore leaves the old state.
        """
        schema = self._schema_check(manifest)
        with _psql() as (given, finished):
            given.write(
                (WAIT + f"SET search_path = {_quoted(schema)}; BEGIN;\n" + CLEARED).encode()
            )
            self._pump(staged, given, schema, show)
            given.write(_proof(manifest).encode())
            given.write(b"COMMIT;\n")
            finished()

    def _schema_check(self, manifest: Manifest) -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            schema = str(cursor.fetchone()[0])
        if schema != manifest.held.schema:
            raise TargetRefused(
                f"The backup’s tables stand in the schema “{manifest.held.schema}”, and this "
                f"database would keep them in “{schema}”. Give its user that search_path."
            )
        return schema

    def _pump(self, staged: Path, given: IO[bytes], schema: str, show: Progress) -> None:
        """Hand the dump as SQL to psql. Raises BackupRefused if it cannot be read to its end."""
        size, done = staged.stat().st_size, 0
        options = ("--no-owner", "--no-privileges", "--no-comments", f"--schema={schema}")
        command = [_program("pg_restore"), *options, "--file=-", str(staged)]
        with (
            tempfile.TemporaryFile() as told,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told) as reading,  # noqa: S603
        ):
            if reading.stdout is None:
                return
            while piece := reading.stdout.read(PIECE):
                given.write(piece)
                done += len(piece)
                show("Putting the database back", min(done, size), size)
            if reading.wait():
                raise BackupRefused(f"The dump in the backup cannot be read: {_said(told)}")


def _held(cursor: Any) -> Held:
    cursor.execute("SELECT current_schema()")
    schema = cursor.fetchone()[0]
    rows = {}
    for table in _tables(cursor):
        # a name that the database gave, quoted
        cursor.execute(f"SELECT count(*) FROM {_quoted(table)}")  # noqa: S608  # nosec B608
        rows[table] = cursor.fetchone()[0]
    applied = []
    if "django_migrations" in rows:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        applied = cursor.fetchall()
    return Held(migrations=tuple(f"{a}.{n}" for a, n in applied), rows=rows, schema=schema)


def _tables(cursor: Any) -> list[str]:
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _proof(manifest: Manifest) -> str:
    """SQL that fails where a table has not as many rows as the manifest says."""
    schema = _quoted(manifest.held.schema)
    checks = "\n".join(
        PROOF % (f"{schema}.{_quoted(table)}", count) for table, count in manifest.held.rows.items()
    )
    return f"DO $proof$ BEGIN\n{checks}\nEND $proof$;\n"


@contextmanager
def _psql() -> Iterator[tuple[IO[bytes], Any]]:
    """Where to write SQL to, and what waits for its end; a fault ends psql, which rolls back."""
    command = [_program("psql"), "--no-psqlrc", "--quiet", "--no-password"]
    options = ["--set=ON_ERROR_STOP=1", f"--dbname={_address()}"]
    with tempfile.TemporaryFile() as told:
        running = subprocess.Popen(  # noqa: S603  nothing of it comes from outside
            command + options,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        if running.stdin is None:
            raise BackupRefused("psql could not be started.")

        def finished() -> None:
            running.communicate()
            if running.returncode in REFUSED:
                raise BrokenPipeError
            if running.returncode:
                raise RestoreUnfinished(UNKNOWN % _said(told))

        try:
            yield running.stdin, finished
        except BrokenPipeError as error:
            running.kill()
            running.wait()
            raise TargetRefused(_restore_sentence(_said(told))) from error
        finally:
            running.kill()
            running.wait()


def _restore_sentence(cause: str) -> str:
    remedy = "Check CHISO_DATABASE_URL and that the server runs."
    if "lock timeout" in cause:
        remedy = "Another program uses the tables: stop `chiso serve` and try again."
    elif "must be owner" in cause or "permission denied" in cause:
        remedy = "Restore as the user who owns the tables, the one who migrates."
    return f"PostgreSQL did not take the backup: {cause} {remedy} The database is as it was."


def _run(name: str, *options: str, watch: Any) -> None:
    """Run a program of PostgreSQL on this database. Raises BackupRefused with what it says."""
    command = [_program(name), "--no-password", f"--dbname={_address()}", *options]
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(  # noqa: S603  nothing of it comes from outside
            command, env=_environment(), stdout=subprocess.DEVNULL, stderr=told
        ) as running,
    ):
        while running.poll() is None:
            watch()
            try:
                running.wait(POLL_SECONDS)
            except subprocess.TimeoutExpired:
                continue
        if running.returncode:
            raise BackupRefused(f"{name} did not finish: {_said(told)} {_dump_remedy(told)}")


def _dump_remedy(told: IO[bytes]) -> str:
    if "version mismatch" in _said(told):
        return "Install the client programs of the server’s version: postgresql-client-NN."
    return "Check CHISO_DATABASE_URL and the rights of its user."


def _said(told: IO[bytes]) -> str:
    """The line of the error that tells most."""
    told.seek(0)
    lines = told.read().decode(errors="replace").strip().splitlines() or ["no reason was told"]
    errors = [line for line in lines if "ERROR" in line or "error:" in line]
    return (errors or lines)[0].strip().rstrip(".") + "."


def _grown(target: Path, size: int, show: Progress) -> None:
    done = target.stat().st_size if target.exists() else 0
    show("Copying the database", min(done, size), size)


def _program(name: str) -> str:
    """Where the program is. Raises BackupRefused if it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise BackupRefused(
            f"{name} is not installed; mend it with: sudo apt install postgresql-client"
        )
    return found


def _facts() -> dict[str, str]:
    """What libpq has to know, the secrets too."""
    from psycopg import pq  # noqa: PLC0415  only where PostgreSQL is used

    known = {one.keyword.decode() for one in pq.Conninfo.get_defaults()}
    given = connection.get_connection_params()
    return {name: str(value) for name, value in given.items() if name in known}


def _address() -> str:
    """The database as libpq reads it, without secrets: others see command lines."""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415  only where PostgreSQL is used

    return make_conninfo(**{name: value for name, value in _facts().items() if name not in SECRET})


def _environment() -> dict[str, str]:
    password = _facts().get("password")
    return os.environ | ({"PGPASSWORD": password} if password else {})


def programs(names: Sequence[str]) -> None:
    """Raises BackupRefused for the first that is not installed."""
    for name in names:
        _program(name)
