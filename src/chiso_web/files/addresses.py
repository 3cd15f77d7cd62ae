"""Addresses of pages of files."""

from django.urls import reverse

from chiso_web.files.models import File, Version
from chiso_web.look.addresses import with_asked
from chiso_web.units.models import Unit


def unit_address(unit: Unit, **asked: str | int) -> str:
    """The files of a unit."""
    return with_asked(reverse("files:of", kwargs={"unit": unit.uid}), asked)


def file_address(file: File, **asked: str | int) -> str:
    """A file's page."""
    return with_asked(reverse("files:file", kwargs={"file": file.uuid}), asked)


def content_address(version: Version) -> str:
    """Where a version's content is downloaded."""
    return reverse("files:content", kwargs={"file": version.file.uuid, "number": version.number})


def picture_address(version: Version, page: int) -> str:
    """Where the picture of a page stands."""
    facts = {"file": version.file.uuid, "number": version.number, "page": page}
    return reverse("files:picture", kwargs=facts)
