"""What the templates of files are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.files.addresses import (
    content_address,
    file_address,
    picture_address,
    unit_address,
)
from chiso_web.files.asked import Asked
from chiso_web.files.inspection.kinds import KINDS
from chiso_web.files.inspection.reading import MEGABYTE
from chiso_web.files.models import File, Version
from chiso_web.files.permissions import FILES_WITHDRAWN, FILES_WRITE
from chiso_web.files.previews.drawing import page_count, picture_of
from chiso_web.files.receiving import MOST_AT_ONCE, MOST_BYTES
from chiso_web.files.selectors import (
    file_list_of,
    kind_list_of,
    newest_by_file,
    version_list,
    withdrawn_count,
)
from chiso_web.files.services import LONGEST_REASON
from chiso_web.files.told import Told
from chiso_web.files.uses import file_fixed
from chiso_web.look.formats import day, language, number
from chiso_web.units.models import Unit
from chiso_web.units.typed import TITLED

ON_A_PAGE = 25
KILOBYTE = 1_000
ENDINGS = ",".join(ending for kind in KINDS.values() for ending in kind.endings)


@dataclass(frozen=True, slots=True)
class Line:
    """One version in a table: alone, or as the newest of its file."""

    file: File
    version: Version
    address: str
    kind: str
    size: str
    at: str
    by: str


def moment(at: datetime) -> str:
    """A day and a time: 01/12/2026 16:45."""
    local = timezone.localtime(at)
    return f"{day(local.date())} {local:%H:%M}"


def size_shown(size: int) -> str:
    """A size: 1,2 MB; 45 kB; 300 B."""
    if size >= MEGABYTE:
        return f"{number(size / MEGABYTE, 1)} MB"
    return f"{number(size / KILOBYTE, 0)} kB" if size >= KILOBYTE else f"{size} B"


def index_facts(
    unit: Unit, asked: Asked, acting: Acting, told: Sequence[Told]
) -> Mapping[str, object]:
    """Everything on the page of a unit's files."""
    may_write = acting.may(FILES_WRITE, unit.uid)
    may_see = acting.may(FILES_WITHDRAWN, unit.uid)
    withdrawn = asked.withdrawn and may_see
    found = file_list_of(unit, words=asked.words, kind=asked.kind, withdrawn=withdrawn)
    page = Paginator(found, ON_A_PAGE).get_page(asked.page)
    files = list(page.object_list)
    newest = newest_by_file(files)
    name = unit.full_name(language())
    return {
        "title": _("Files of %(unit)s") % {"unit": _within_sentence(name)},
        "unit": unit,
        "unit_name": name,
        "asked": asked,
        "withdrawn": withdrawn,
        "withdrawn_count": withdrawn_count(unit) if may_see else 0,
        "withdrawn_address": unit_address(unit, withdrawn=1),
        "used_address": unit_address(unit),
        "kinds": [(kind, _(KINDS[kind].name)) for kind in kind_list_of(unit) if kind in KINDS],
        "lines": [_line(newest[file.pk], file_address(file)) for file in files],
        "count": page.paginator.count,
        "page": page,
        "earlier": unit_address(unit, **asked.values(), page=page.number - 1),
        "later": unit_address(unit, **asked.values(), page=page.number + 1),
        "may_write": may_write,
        "told": told,
        **upload_facts(),
    }


def upload_facts() -> Mapping[str, object]:
    """What a form that takes files says."""
    return {
        "endings": ENDINGS,
        "most": MOST_BYTES // MEGABYTE,
        "most_at_once": MOST_AT_ONCE,
        "longest": LONGEST_REASON,
    }


def file_facts(
    file: File, acting: Acting, *, page: int, number: int, told: Sequence[Told]
) -> Mapping[str, object]:
    """Everything on the page of a file; ``number`` is the version that is shown."""
    versions = version_list(file)
    for one in versions:
        one.file = file
    shown = next((one for one in versions if one.number == number), versions[0])
    uid = file.unit.uid
    may_write = acting.may(FILES_WRITE, uid)
    may_open = not file.is_withdrawn or acting.may(FILES_WITHDRAWN, uid)
    return {
        "title": file.title,
        "file": file,
        "unit_name": file.unit.full_name(language()),
        "unit_address": unit_address(file.unit),
        "shown": _line(shown, content_address(shown)),
        "lines": [_line(one, content_address(one)) for one in versions],
        "created": moment(file.created_at),
        "withdrawn_at": moment(file.withdrawn_at) if file.withdrawn_at else "",
        "may_write": may_write,
        "fixed": file_fixed(file) if may_write and not file.is_withdrawn else "",
        "may_open": may_open,
        "told": told,
        **(_preview_facts(shown, page) if may_open else {}),
        **upload_facts(),
    }


def _preview_facts(version: Version, page: int) -> Mapping[str, object]:
    """The picture is drawn before the page is sent, so that the page can say where it failed."""
    count = page_count(version)
    if not count:
        return {"preview": "none"}
    page = min(max(page, 1), count)
    drawn = picture_of(version, page) is not None
    facts = {"number": version.number}
    return {
        "preview": "drawn" if drawn else "broken",
        "picture": picture_address(version, page),
        "page_number": page,
        "page_count": count,
        "earlier": file_address(version.file, **facts, page=page - 1) if page > 1 else "",
        "later": file_address(version.file, **facts, page=page + 1) if page < count else "",
    }


def _within_sentence(name: str) -> str:
    """The full name inside a sentence: "phường Long Biên", "Long Bien Ward"."""
    return name[:1].lower() + name[1:] if TITLED.match(name.casefold()) else name


def _line(version: Version, address: str) -> Line:
    return Line(
        file=version.file,
        version=version,
        address=address,
        kind=_(version.of_kind.name),
        size=size_shown(version.size),
        at=moment(version.uploaded_at),
        by=version.uploaded_by.full_name,
    )
