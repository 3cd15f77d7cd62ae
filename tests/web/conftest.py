"""The platform's tests run on a real database, with PAPI of a few years in it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.utils.translation import activate
from pytest_django import Settings

from chiso_web.audit.append_only import guards_drop, guards_make
from tests.builders import papi_published, synthetic_published
from tests.web.databases import database_made, manage
from tests.web.upgrade.dumps import DUMPS, loaded


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """The test database, filled once a worker."""
    with django_db_blocker.unblock():
        papi_published()
        synthetic_published()


@pytest.fixture(autouse=True)
def language_of_the_site() -> None:
    """Each test begins in Vietnamese, whatever page the one before it read last."""
    activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session", autouse=True)
def trail_emptied_between_tests() -> Iterator[None]:
    """Tests in transactions of their own end with every table emptied, which the trail refuses: its
    guards are lifted for that moment only.
    """
    empty = connection.ops.execute_sql_flush

    def lifted(statements: Sequence[str]) -> None:
        guards_drop(connection)
        empty(statements)
        guards_make(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "execute_sql_flush", lifted)
        yield


@pytest.fixture(scope="session")
def up_to_date(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the newest dump's database after this version's migrations.

    It takes long to make: tests copy it and leave it as it is.
    """
    with database_made(tmp_path_factory.mktemp("newest")) as address:
        loaded(DUMPS[-1], address)
        manage(address, "migrate", "--no-input", "--verbosity", "0")
        yield address


@pytest.fixture(scope="session", autouse=True)
def collected_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Style sheet and pictures, collected as they are served."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


@pytest.fixture(autouse=True)
def quick_passwords(request: pytest.FixtureRequest, settings: Settings) -> None:
    """Passwords hashed in no time, but where a test is about them."""
    if request.node.get_closest_marker("real_passwords") is None:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def client(db: None) -> Client:
    """A reader without cookies."""
    return Client(HTTP_HOST="localhost")
