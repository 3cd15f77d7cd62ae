"""The template of a list of people: empty, with an example, the roles and how units are written."""

from django.utils.translation import gettext as _

from chiso_web.accounts.people.listed import COLUMNS, column_name
from chiso_web.accounts.roles import SECOND_FACTOR, Role
from chiso_web.look.workbooks import Texts, workbook

EXAMPLE = (
    ("", "Nguyễn Thị Bình", "", Role.REPORTER, "Phường Long Biên", "2026-01-01", "", ""),
    ("hungtv", "Trần Văn Hùng", "", Role.HEAD, "00145", "2026-01-01", "2026-12-31", ""),
    ("", "Lê Minh Anh", "", Role.APPRAISER, "01.noi-vu", "2026-01-01", "", "ha-noi-communes:1.2"),
)


def template_columns() -> Texts:
    """The columns, without rows."""
    return {column_name(column): [] for column in COLUMNS}


def template_workbook() -> bytes:
    """The workbook: the list to fill in comes first, since that is the sheet that is read."""
    return workbook(
        {
            _("People"): template_columns(),
            _("Example"): _example(),
            _("Columns"): _columns(),
            _("Roles"): _roles(),
        }
    )


def _example() -> Texts:
    rows = [
        [str(cell.label) if isinstance(cell, Role) else cell for cell in row] for row in EXAMPLE
    ]
    names = [column_name(column) for column in COLUMNS]
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _columns() -> Texts:
    told = {
        "sign_in_name": _("Small letters without marks. Blank: made from the name."),
        "full_name": _("With all marks."),
        "email": _("May be blank."),
        "role": _("One of those on the sheet of roles. Several roles: a row each."),
        "unit": _(
            "Its whole name, its code (00145; of a department 01.noi-vu) or id (00145@2025-07-01)."
        ),
        "since": _("A day such as 01/07/2026. Blank: today."),
        "until": _("The last day of the role. Blank: until further notice."),
        "criteria": _("Of an appraiser: index:part, several with blanks between. Blank: all."),
    }
    return {
        _("Column"): [column_name(column) for column in COLUMNS],
        _("How to fill it in"): [told[column] for column in COLUMNS],
    }


def _roles() -> Texts:
    needs = _("second factor needed")
    return {
        _("Role"): [str(role.label) for role in Role],
        _("Short"): [role.value for role in Role],
        _("Mind"): [needs if role in SECOND_FACTOR else "" for role in Role],
    }
