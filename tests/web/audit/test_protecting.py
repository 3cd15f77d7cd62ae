"""On PostgreSQL the platform's own user can read the trail and add to it, and nothing else."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.web.databases import database_made, manage, python, run

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
USER = f"chiso_app_{os.getpid()}"  # a user belongs to the cluster, which the workers share
RECORD = """
import django
django.setup()
from django.db import transaction
from chiso_web.audit.manifests import manifest_make
from chiso_web.audit.services import SYSTEM, record
from chiso_web.accounts.models import User
from django.utils import timezone
with transaction.atomic():
    User.objects.create(username="an", full_name="Nguyễn Văn An")
    User.objects.filter(username="an").update(full_name="An")
    for subject in ("user an", "user bình"):
        record(app="accounts", unit="", actor=SYSTEM, action="user.made", subject=subject)
    User.objects.all().delete()
print(manifest_make(timezone.localdate()).digest)
"""


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The owner's address of a database with a user whose rights are bounded."""
    with database_made(tmp_path_factory.mktemp("protected")) as made:
        manage(made, "migrate", "--no-input", "--verbosity", "0")
        run(made, f"CREATE ROLE {USER} LOGIN")
        try:
            manage(made, "trail_protect", "--user", USER)
            manage(made, "trail_protect", "--user", USER)  # repeatable
            yield made
        finally:
            run(made, f"DROP OWNED BY {USER}")
            run(made, f"DROP ROLE {USER}")


@pytest.fixture(scope="module")
def user(owner: str) -> str:
    """The address by which the platform would connect."""
    parts = urlsplit(owner)
    address = urlunsplit(parts._replace(netloc=f"{USER}@{parts.netloc.rpartition('@')[2]}"))
    python(address, RECORD)
    return address


def test_the_user_can_record_and_make_manifests(owner: str, user: str) -> None:
    manage(user, "trail_verify")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = ''",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE audit_manifest SET heads = '[]'",
        "DELETE FROM audit_manifest",
        "TRUNCATE audit_manifest",
        "DELETE FROM audit_head",
        "TRUNCATE audit_head",
        "DELETE FROM django_migrations",
        "DROP TABLE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_entry_not_changed ON audit_entry",
        "CREATE TABLE mine (id int)",
    ],
)
def test_the_user_is_refused(user: str, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(user, statement)


@pytest.mark.parametrize("name", ["chiso", "nobody_at_all"])
def test_rights_that_would_bound_nothing_are_refused(owner: str, name: str) -> None:
    with pytest.raises(AssertionError, match=r"superuser or owns|has no user"):
        manage(owner, "trail_protect", "--user", name)
