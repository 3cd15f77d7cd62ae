"""Lists of people as files, and the template of a list."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from chiso_web.accounts.people.listing import Line
from chiso_web.look.formats import language
from chiso_web.look.saving import encoded, saved
from chiso_web.look.workbooks import Texts, workbook


def file_saved(columns: Texts, *, kind: str, name: str) -> HttpResponse:
    """A table as a file to save."""
    content = workbook({_("People"): columns}) if kind == "xlsx" else encoded(columns, "csv")
    return saved(content, kind=kind, name=name)


def people_columns(lines: Sequence[Line]) -> Texts:
    """A row a person and role; days as 2026-07-01. No e-mail address."""
    rows = [(line, held) for line in lines for held in line.roles]
    lang = language()
    return {
        "full_name": [line.name for line, _held in rows],
        "sign_in_name": [line.username for line, _held in rows],
        "state": [line.state.value for line, _held in rows],
        "role": [held.holding.role for _line, held in rows],
        "role_name": [held.holding.get_role_display() for _line, held in rows],
        "unit": [held.holding.unit.uid for _line, held in rows],
        "unit_name": [held.holding.unit.full_name(lang) for _line, held in rows],
        "since": [held.holding.since.isoformat() for _line, held in rows],
        "until": [str(held.holding.until or "") for _line, held in rows],
        "criteria": [" ".join(held.holding.criteria) for _line, held in rows],
        "last_signed_in": [f"{line.seen:%Y-%m-%d}" if line.seen else "" for line, _held in rows],
    }
