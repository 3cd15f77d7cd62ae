"""A loading before it is stored: read, checked with everything else that holds, and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core import signing
from django.utils.translation import gettext as _

from chiso.calendar import Day
from chiso.calendar.rows import iso_day
from chiso.wording import tell
from chiso_web.accounts.refusals import ActRefused
from chiso_web.look.formats import language
from chiso_web.workdays.models import Loading
from chiso_web.workdays.office import Office, holding, office_of
from chiso_web.workdays.reading import days_of

SALT = "workdays.draft"
CARRIED_FOR = 12 * 3600
CARRIED = ("kind", "year", "statutory_days", "document", "file_name", "text")
LONGEST_NAME = 200
MOST = 9_999
DATED = (Loading.Kind.HOURS, Loading.Kind.RULE)
LISTS = (Loading.Kind.DECISION, Loading.Kind.LOCAL)


def draft_of(
    kind: Loading.Kind,
    text: str,
    *,
    year: int | None = None,
    statutory_days: int | None = None,
    file_name: str = "",
    applies_from: date | None = None,
    document: str = "",
) -> Loading:
    """A loading that is not stored yet."""
    return Loading(
        kind=kind,
        year=year,
        statutory_days=statutory_days,
        file_name=file_name,
        applies_from=applies_from,
        document=document,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would change: the office before and after, and the days of its list."""

    draft: Loading
    before: Office
    after: Office
    days: tuple[Day, ...]
    newly_off: tuple[date, ...]
    newly_worked: tuple[date, ...]


def preview_of(draft: Loading, held: Sequence[Loading]) -> Preview:
    """What a draft would change among what is held.

    Raises:
        ChisoError: the text does not read, or does not fit the calendar; all faults at once.
        ActRefused: a value cannot be stored, the same text holds already, or another loading would
            no longer fit.
    """
    _fields_check(draft)
    _twice_check(draft, held)
    before, after = office_of(held), office_of([*held, draft])
    fit_check(before, after, draft=draft)
    touched = sorted({*before.calendar.days, *after.calendar.days})
    was, is_now = before.calendar.is_working, after.calendar.is_working
    return Preview(
        draft=draft,
        before=before,
        after=after,
        days=days_of(draft) if draft.kind in LISTS else (),
        newly_off=tuple(day for day in touched if was(day) and not is_now(day)),
        newly_worked=tuple(day for day in touched if not was(day) and is_now(day)),
    )


def _fields_check(draft: Loading) -> None:
    """Refuse what the table cannot hold, which a form has told already and the shell has not."""
    if len(draft.file_name) > LONGEST_NAME:
        raise ActRefused(
            _("The file's name has %(count)s letters, %(most)s at most. Give it a shorter one.")
            % {"count": len(draft.file_name), "most": LONGEST_NAME}
        )
    if draft.kind in DATED and not (draft.applies_from and draft.document.strip()):
        raise ActRefused(
            _("Name the day from which it applies and the document that says so, such as %(such)s.")
            % {"such": "12/QĐ-UBND"}
        )
    for name in ("year", "statutory_days"):
        value = getattr(draft, name)
        if value is not None and not 0 < value <= MOST:
            raise ActRefused(
                _("%(field)s: found %(value)s, expected a number from 1 to %(most)s.")
                % {
                    "field": Loading._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                    "value": value,
                    "most": MOST,
                }
            )


def _twice_check(draft: Loading, held: Sequence[Loading]) -> None:
    in_force = holding(held)
    for one in held:
        if one.pk in in_force and _print(one) == _print(draft):
            raise ActRefused(
                _("The same text holds already: number %(number)s, loaded by %(who)s.")
                % {"number": one.pk, "who": one.loaded_by}
            )


def _print(one: Loading) -> tuple[object, ...]:
    """What two loadings of the same have in common."""
    dated = (one.applies_from, one.document)
    return (one.kind, one.year, one.statutory_days, one.sha256, *dated)


def fit_check(before: Office, after: Office, *, draft: Loading | None = None) -> None:
    """Refuse a change after which a loading no longer fits that did so before.

    Raises CalendarInvalid of the draft itself, ActRefused for another loading.
    """
    unfit = {one.loading.pk for one in before.unfit}
    for one in after.unfit:
        if one.loading is draft:
            raise one.error
        if one.loading.pk not in unfit:
            raise ActRefused(
                _("Then number %(number)s (%(what)s) would no longer fit: %(why)s")
                % {
                    "number": one.loading.pk,
                    "what": one.loading.get_kind_display(),
                    "why": tell(one.error, language()),
                }
            )


def carried(draft: Loading) -> str:
    """A draft as a signed text that a form carries from the preview to the confirmation."""
    held = {name: getattr(draft, name) for name in CARRIED}
    held["applies_from"] = draft.applies_from.isoformat() if draft.applies_from else ""
    return signing.dumps(held, salt=SALT, compress=True)


def carried_back(text: str) -> Loading:
    """The draft that ``carried`` wrote. Raises ActRefused where it is too old or was changed."""
    try:
        held = signing.loads(text, salt=SALT, max_age=CARRIED_FOR)
    except signing.BadSignature as error:
        raise ActRefused(
            _("The preview is too old or was changed. Load the file again.")
        ) from error
    return draft_of(
        Loading.Kind(held["kind"]),
        held["text"],
        year=held["year"],
        statutory_days=held["statutory_days"],
        file_name=held["file_name"],
        applies_from=iso_day(held.get("applies_from", "")),
        document=held.get("document", ""),
    )
