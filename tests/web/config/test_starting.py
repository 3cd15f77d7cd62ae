"""How a machine starts: settings that refuse, a key of its own, a taken port."""

import json
import logging
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from chiso_web.cli import _allow
from chiso_web.config import environment
from chiso_web.config.logs import REQUEST_ID, JsonFormatter
from chiso_web.config.ports import port_claim
from chiso_web.config.refusals import PortRefused
from chiso_web.config.secret_key import secret_key_kept


def started(**facts: str) -> subprocess.CompletedProcess[str]:
    """Django set up in a process of its own with these variables."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHISO_")}
    clean |= {"DJANGO_SETTINGS_MODULE": "chiso_web.config.settings"} | facts
    command = [sys.executable, "-c", "import django; django.setup()"]
    return subprocess.run(command, env=clean, capture_output=True, text=True, check=False)


def test_production_refuses_to_start_without_its_own_key() -> None:
    found = started(CHISO_PRODUCTION="1", CHISO_ALLOWED_HOSTS="chiso.example")
    assert found.returncode != 0
    assert "CHISO_SECRET_KEY is not. Give this installation its own key" in found.stderr


def test_production_refuses_to_start_without_its_addresses() -> None:
    found = started(CHISO_PRODUCTION="1", CHISO_SECRET_KEY="k" * 50)
    assert "CHISO_ALLOWED_HOSTS is not" in found.stderr


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"CHISO_DEBUG": "1"}, "CHISO_PRODUCTION and CHISO_DEBUG are both set"),
        ({"CHISO_ALLOWED_HOSTS": "*"}, "CHISO_ALLOWED_HOSTS lets every name in"),
        ({"CHISO_ALLOWED_HOSTS": "chiso.example,*"}, "CHISO_ALLOWED_HOSTS lets every name in"),
        ({"CHISO_ALLOWED_HOSTS": " , "}, "CHISO_ALLOWED_HOSTS is not"),
        ({"CHISO_SECRET_KEY": " " * 60}, "CHISO_SECRET_KEY is not"),
        ({"CHISO_SECRET_KEY": " " * 9 + "k" * 49}, "CHISO_SECRET_KEY has 49 characters"),
    ],
)
def test_production_refuses_what_must_not_face_the_public(
    facts: dict[str, str], sentence: str
) -> None:
    fit = {"CHISO_SECRET_KEY": "k" * 50, "CHISO_ALLOWED_HOSTS": "chiso.example"}
    found = started(CHISO_PRODUCTION="1", **(fit | facts))
    assert found.returncode != 0
    assert sentence in found.stderr


def test_no_host_is_allowed_by_default_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_PRODUCTION", "1")
    monkeypatch.delenv("CHISO_ALLOWED_HOSTS", raising=False)
    _allow("0.0.0.0")
    assert "CHISO_ALLOWED_HOSTS" not in os.environ


@pytest.mark.parametrize("name", ["a b.sqlite3", "50%.sqlite3", "a#b?c.sqlite3", "số.sqlite3"])
def test_any_file_name_makes_an_address_that_names_it(tmp_path: Path, name: str) -> None:
    address = environment.sqlite_url(tmp_path / name)
    assert environment.database(address)["NAME"] == str(tmp_path / name)


def test_connections_to_postgresql_are_checked_before_use() -> None:
    assert environment.database("postgresql://an@db.example/chiso")["CONN_HEALTH_CHECKS"] is True


def test_production_starts_with_both() -> None:
    found = started(
        CHISO_PRODUCTION="1", CHISO_SECRET_KEY="k" * 50, CHISO_ALLOWED_HOSTS="chiso.example"
    )
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize(
    ("facts", "warning"),
    [
        ({}, ""),
        ({"CHISO_BEHIND_PROXY": "0"}, "security.W008"),  # nothing sends HTTP on to HTTPS
        ({"CHISO_SECRET_KEY": "k" * 50}, "security.W009"),
    ],
)
def test_production_passes_the_check_of_deployment_and_its_faults_are_seen(
    facts: dict[str, str], warning: str
) -> None:
    fit = {
        "CHISO_PRODUCTION": "1",
        "CHISO_BEHIND_PROXY": "1",
        "CHISO_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
        "CHISO_ALLOWED_HOSTS": "chiso.example",
        "CHISO_DATABASE_URL": "sqlite:///:memory:",
        "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHISO_")}
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    found = subprocess.run(
        command, env=clean | fit | facts, capture_output=True, text=True, check=False
    )
    assert (found.returncode == 0) is not bool(warning), found.stderr
    assert warning in found.stderr


def test_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = secret_key_kept(tmp_path / "chiso")
    path = tmp_path / "chiso" / "secret_key"
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_key_kept(tmp_path / "chiso") == first
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_taken_port_is_told_before_anything_is_built() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PortRefused):
            port_claim(host="127.0.0.1", port=other.getsockname()[1], command="demo")


def test_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="CHISO_DEBUG is “perhaps”; expected 1 or 0"):
        environment.flag("CHISO_DEBUG")


def test_sqlite_takes_its_write_lock_at_once() -> None:
    found = environment.database("sqlite:////tmp/chiso.sqlite3")
    assert found["NAME"] == "/tmp/chiso.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_address_of_postgresql_is_read_whole() -> None:
    found = environment.database("postgresql://an:p%40ss@db.example:5433/chiso?sslmode=require")
    names = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    assert [found[name] for name in names] == ["an", "p@ss", "db.example", "5433", "chiso"]
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_unknown_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="expected sqlite:///path or postgresql://"):
        environment.database("mysql://localhost/chiso")


def test_log_line_is_json_with_the_request_id() -> None:
    record = logging.LogRecord("chiso", logging.INFO, "", 0, "đã mở %s", ("trang",), None)
    token = REQUEST_ID.set("abc123")
    line = json.loads(JsonFormatter().format(record))
    REQUEST_ID.reset(token)
    assert (line["message"], line["request"]) == ("đã mở trang", "abc123")
