"""Files as rows alone, without a content: what permissions and lists ask for."""

from datetime import UTC, datetime

from chiso.spelling import fold
from chiso_web.accounts.models import User
from chiso_web.files.models import File, Version
from chiso_web.units.models import Unit

AT = datetime(2026, 12, 1, 9, 45, tzinfo=UTC)  # 16:45 in Hà Nội


def file_row(unit: str, title: str = "Báo cáo") -> File:
    """A file of a unit with one version, made if there is none of that title."""
    by = User.objects.filter(username="rows").first() or User.objects.create(
        username="rows", full_name="Trần Thu Hà"
    )
    file, made = File.objects.get_or_create(
        unit=Unit.objects.get(uid=unit),
        title=title,
        defaults={"fold": fold(title), "kind": "txt", "changed_at": AT},
    )
    if made:
        Version.objects.create(
            file=file,
            number=1,
            name=f"{title}.txt",
            kind="txt",
            size=1_234_567,
            sha256="0" * 64,
            place=f"00/{file.uuid.hex}",
            uploaded_by=by,
        )
    return file
