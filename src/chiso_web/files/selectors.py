"""Finding files."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from chiso.spelling import fold
from chiso_web.files.models import File, Version
from chiso_web.units.models import Unit
from chiso_web.units.selectors import in_order


def file_get(uuid: UUID | str) -> File | None:
    """A file with its unit, or None."""
    return File.objects.select_related("unit", "withdrawn_by").filter(uuid=uuid).first()


def unit_of_file(uuid: UUID | str) -> str | None:
    """The id of the unit that a file is of, or None where there is no such file."""
    return File.objects.filter(uuid=uuid).values_list("unit__uid", flat=True).first()


def version_get(uuid: UUID | str, number: int) -> Version | None:
    """A version with its file and unit, or None."""
    found = Version.objects.select_related("file__unit", "file__withdrawn_by", "uploaded_by")
    return found.filter(file__uuid=uuid, number=number).first()


def version_list(file: File) -> list[Version]:
    """The versions of a file, the newest first."""
    return list(file.versions.select_related("uploaded_by").order_by("-number"))


def file_list_of(
    unit: Unit, *, words: str = "", kind: str = "", withdrawn: bool = False
) -> QuerySet[File]:
    """The files of a unit whose title or names have every word, the newest change first."""
    found = File.objects.filter(unit=unit, withdrawn_at__isnull=not withdrawn)
    for word in fold(words).split():
        found = found.filter(fold__contains=word)
    return found.filter(kind=kind) if kind else found


def newest_by_file(files: Iterable[File]) -> Mapping[int, Version]:
    """The newest version of each file, by the file's key."""
    found = Version.objects.filter(file__in=list(files), number=F("file__newest"))
    return {one.file_id: one for one in found.select_related("uploaded_by", "file")}


def kind_list_of(unit: Unit) -> list[str]:
    """The kinds that a unit has files of."""
    return sorted(File.objects.filter(unit=unit).values_list("kind", flat=True).distinct())


def withdrawn_count(unit: Unit) -> int:
    """How many files a unit has taken back."""
    return File.objects.filter(unit=unit, withdrawn_at__isnull=False).count()


def twin_list(unit: Unit, sha256: str, *, but: File | None = None) -> list[File]:
    """Other files of a unit that have, or had, the same content."""
    found = File.objects.filter(unit=unit, versions__sha256=sha256).distinct()
    return list(found.exclude(pk=but.pk) if but else found)


def file_count_by_unit(units: Collection[int]) -> Mapping[int, int]:
    """How many files each unit has that are not withdrawn."""
    counted = Unit.objects.filter(pk__in=units).annotate(
        found=Count("files", filter=Q(files__withdrawn_at=None))
    )
    return dict(counted.values_list("pk", "found"))


def unit_list_with_files(*, under: Collection[int], most: int) -> list[Unit]:
    """The units under some others that have files in use, each with their ``file_count``."""
    found = Unit.objects.filter(parent__in=under, files__withdrawn_at=None).annotate(
        file_count=Count("files", filter=Q(files__withdrawn_at=None))
    )
    return in_order(found.filter(file_count__gt=0)[:most])


def places_kept() -> set[str]:
    """Every place in the storage that a version names."""
    return set(Version.objects.values_list("place", flat=True))
