"""Databases of their own, on the kind that the run is about: SQLite, or PostgreSQL where
CHISO_DATABASE_URL names one.
"""

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

SERVER = os.environ.get("CHISO_DATABASE_URL", "")
ON_POSTGRESQL = SERVER.startswith("postgres")


@contextmanager
def database_made(folder: Path, *, like: str = "") -> Iterator[str]:
    """The address of an empty database, or of a copy of another one; it is gone afterwards."""
    name = f"chiso_{secrets.token_hex(6)}"
    if not ON_POSTGRESQL:
        address = f"sqlite:///{folder / name}.sqlite3"
        if like:
            with opened(like) as source, opened(address) as copy:
                source.backup(copy)
        yield address
        return
    template = urlsplit(like).path.removeprefix("/") or "template0"
    run(SERVER, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    finally:
        run(SERVER, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def opened(address: str) -> Iterator[Any]:
    """A connection by the database's own module; nothing is committed by itself on SQLite."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as connection:
            yield connection
        return
    with closing(psycopg.connect(address)) as connection:
        yield connection


def run(address: str, statement: str, given: tuple[Any, ...] = ()) -> None:
    """One statement, committed. Values stand as ? on both."""
    if address.startswith("sqlite"):
        with opened(address) as connection:
            connection.execute(statement, given)
            connection.commit()
        return
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(statement.replace("?", "%s"), given or None)


def rows(address: str, question: str) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with opened(address) as connection:
        return list(connection.execute(question).fetchall())


def tables(address: str) -> list[str]:
    """The names of its tables, in order."""
    question = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if address.startswith("sqlite")
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    return sorted(name for (name,) in rows(address, question))


def environment(address: str, **facts: str) -> dict[str, str]:
    """The variables of a program on that database."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHISO_")}
    return clean | {
        "CHISO_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
        "CHISO_LOG_LEVEL": "ERROR",
        **facts,
    }


def manage(address: str, *arguments: str, **facts: str) -> None:
    """A management command on that database, which has to succeed."""
    _run_well([sys.executable, "-W", "ignore", "-m", "django", *arguments], address, facts)


def python(address: str, source: str, **facts: str) -> str:
    """What a program on that database prints; it has to succeed."""
    return _run_well([sys.executable, "-W", "ignore", "-c", source], address, facts)


def _run_well(command: list[str], address: str, facts: dict[str, str]) -> str:
    found = subprocess.run(
        command, env=environment(address, **facts), capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()
