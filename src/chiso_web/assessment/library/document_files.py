"""A unit's library as a file."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse

from chiso.synthesis import FILE_MARK
from chiso_web.assessment.library.library_page import Asked
from chiso_web.assessment.library.selectors import document_list_of, proven_by
from chiso_web.assessment.marking import mark_of_unit
from chiso_web.look.saving import file_response
from chiso_web.units.models import Unit


def library_file(unit: Unit, asked: Asked, *, kind: str) -> HttpResponse:
    """All documents that are asked for, newest first."""
    mark = FILE_MARK if mark_of_unit(unit) else ""
    name = f"{mark}evidence_{unit.uid.replace('@', '_')}"
    return file_response(columns(unit, asked), kind=kind, name=name)


def columns(unit: Unit, asked: Asked) -> Mapping[str, Sequence[object]]:
    """A column for each fact of a document."""
    documents = list(
        document_list_of(unit, words=asked.words, year=asked.year, withdrawn=asked.withdrawn)
    )
    proves = proven_by(documents)
    return {
        "number": [one.number for one in documents],
        "symbol": [one.symbol for one in documents],
        "issued_on": [one.issued_on.isoformat() if one.issued_on else "" for one in documents],
        "abstract": [one.abstract for one in documents],
        "signed": [int(one.signed) for one in documents],
        "proves": ["; ".join(proves.get(one.pk, ())) for one in documents],
        "file": [one.file.title if one.file else "" for one in documents],
        "link": [one.link for one in documents],
        "cleared": [int(one.is_cleared) for one in documents],
    }
