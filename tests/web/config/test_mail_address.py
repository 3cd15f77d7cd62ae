"""What CHISO_EMAIL_URL means, and what is refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from chiso_web.config.mail_address import Mail, mail
from chiso_web.config.middleware import without_secret

HOSTS = ["chiso.example.gov.vn"]
FROM = "chiso@example.gov.vn"


def read(monkeypatch: pytest.MonkeyPatch, url: str, sender: str = FROM, hosts=HOSTS) -> Mail | None:
    monkeypatch.setenv("CHISO_EMAIL_URL", url)
    monkeypatch.setenv("CHISO_EMAIL_FROM", sender)
    return mail("CHISO_EMAIL_URL", sender="CHISO_EMAIL_FROM", hosts=hosts)


def test_password_never_travels_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, "smtp://an:m%40t@mail.example")
    assert found is not None
    assert (found.user, found.password, found.port, found.starts_tls) == ("an", "m@t", 587, True)
    plain = read(monkeypatch, "smtp://localhost")
    assert plain is not None
    assert (plain.port, plain.starts_tls, plain.is_tls) == (25, False, False)
    encrypted = read(monkeypatch, "smtps://an:b@mail.example")
    assert encrypted is not None
    assert (encrypted.port, encrypted.starts_tls, encrypted.is_tls) == (465, False, True)


def test_folder_is_for_trying_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, "file:///tmp/th%C6%B0")
    assert found is not None
    assert (found.backend, found.folder) == ("filebased", "/tmp/thư")
    assert read(monkeypatch, "") is None


@pytest.mark.parametrize(
    ("url", "sender", "hosts"),
    [
        ("http://mail.example", FROM, HOSTS),
        ("smtp://", FROM, HOSTS),
        ("smtp://mail:port", FROM, HOSTS),
        ("smtp://mail.example", "", HOSTS),
        ("smtp://mail.example", FROM, ["*"]),
        ("smtp://mail.example", FROM, [".gov.vn"]),
    ],
)
def test_what_cannot_be_is_refused(monkeypatch, url: str, sender: str, hosts: list[str]) -> None:
    with pytest.raises(ImproperlyConfigured):
        read(monkeypatch, url, sender, hosts)


@pytest.mark.parametrize("path", ["/account/invitation/abc", "/en/account/invitation/abc/x"])
def test_log_keeps_no_secret_of_an_address(path: str) -> None:
    assert "abc" not in without_secret(path)
