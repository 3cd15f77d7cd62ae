"""A process that uploads, or is killed as it does: run by tests.web.in_django."""

import os
import signal
import sys

from django.core.files.uploadedfile import SimpleUploadedFile

from chiso_web.accounts.models import User
from chiso_web.audit.services import Actor
from chiso_web.files import services, storage
from chiso_web.files.arriving import arrival_read
from chiso_web.files.models import File
from chiso_web.units.models import Unit

ACTOR = Actor(name="ha", full_name="Trần Thu Hà", role="reporter", unit="w@2026-01-01")


def prepared() -> None:
    """A unit, a person, and a file of theirs with one version."""
    names = dict.fromkeys(("name_vi", "name_en", "full_name_vi", "full_name_en"), "Phường W")
    unit = Unit.objects.create(
        uid="w@2026-01-01", kind="ward", level="commune", code="w", place=1, fold="w", **names
    )
    by = User.objects.create(username="ha", full_name="Trần Thu Hà")
    services.file_add(unit, arrived("first"), by=by, actor=ACTOR)


def arrived(text: str):
    return arrival_read(SimpleUploadedFile("a.txt", f"{text}\n".encode() * 1000))


def versions_added(tag: str, count: int) -> None:
    for number in range(count):
        services.version_add(
            File.objects.get(), arrived(f"{tag} {number}"), by=User.objects.get(), actor=ACTOR
        )


def killed(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    action, *more = sys.argv[1:]
    if action == "prepare":
        prepared()
    elif action == "versions":
        versions_added(more[0], int(more[1]))
    elif action == "killed-before-commit":
        services.record = killed
        versions_added("killed", 1)
    elif action == "killed-while-writing":
        storage.os.fsync = killed
        versions_added("killed", 1)


if __name__ == "__main__":
    main()
