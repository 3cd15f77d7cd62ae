"""Uploads, as a person's browser sends them and as services take them."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chiso_web.accounts.models import User
from chiso_web.audit.services import Actor
from chiso_web.files.arriving import Arrival, arrival_read
from chiso_web.files.models import File
from chiso_web.files.services import Outcome, file_add
from chiso_web.units.models import Unit
from tests.people import LONG_BIEN
from tests.web.files.samples import pdf

ACTOR = Actor(name="ha", full_name="Trần Thu Hà", role="reporter", unit=LONG_BIEN)


def arrival(raw: bytes | None = None, name: str = "Báo cáo.pdf") -> Arrival:
    """An upload that was looked at."""
    return arrival_read(SimpleUploadedFile(name, pdf() if raw is None else raw))


def file_kept(
    by: User, *, raw: bytes | None = None, name: str = "Báo cáo.pdf", unit: str = LONG_BIEN
) -> File:
    """A file of a unit, kept."""
    return outcome_of(by, raw=raw, name=name, unit=unit).version.file


def outcome_of(by: User, *, raw: bytes | None, name: str, unit: str = LONG_BIEN) -> Outcome:
    """What became of an upload to a unit."""
    of = Unit.objects.get(uid=unit)
    return file_add(of, arrival(raw, name), by=by, actor=ACTOR)


def sent(client: Client, address: str, files: Mapping[str, bytes], **words: str):
    """The page after a form with files was sent."""
    uploads = [SimpleUploadedFile(name, raw) for name, raw in files.items()]
    return client.post(address, {"files": uploads, **words}, follow=True)
