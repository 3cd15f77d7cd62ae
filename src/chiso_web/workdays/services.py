"""Loading what the office configures, and withdrawing it; both in the trail."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.services import Actor, chains_lock, record
from chiso_web.workdays.drafts import fit_check, preview_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.office import office_of
from chiso_web.workdays.selectors import loading_list_in_force
from chiso_web.workdays.telling import change_told

ROOM = "workdays"


@transaction.atomic
def loading_add(draft: Loading, *, by: Actor) -> Loading:
    """Store a draft, which holds from now on.

    Raises ChisoError or ActRefused as ``preview_of`` does; nothing is stored then.
    """
    preview = preview_of(draft, _held_alone())
    before, after = change_told(draft, preview.before, preview.after)
    draft.loaded_at = now()
    draft.loaded_by = _who(by)
    draft.full_clean()
    draft.save(force_insert=True)
    record(
        app=ROOM,
        unit="",
        actor=by,
        action=f"calendar.{draft.kind}.loaded",
        subject=_subject(draft),
        before=before,
        after=loading_facts(draft) | after,
    )
    return draft


@transaction.atomic
def loading_withdraw(loading: Loading, *, by: Actor, reason: str) -> Loading:
    """Let a loading hold no longer; what held before it holds again.

    Raises ActRefused without a reason, where it was withdrawn already, or where another loading
    would no longer fit.
    """
    held = _held_alone()
    found = next((one for one in held if one.pk == loading.pk), None)
    if found is None:
        raise ActRefused(_("Number %(number)s was withdrawn already.") % {"number": loading.pk})
    if not reason.strip():
        raise ActRefused(_("Give the reason for withdrawing it."))
    offices = office_of(held), office_of([one for one in held if one is not found])
    fit_check(*offices)
    before, after = change_told(found, *offices)
    found.withdrawn_at, found.withdrawn_by = now(), _who(by)
    found.withdrawn_reason = reason.strip()
    found.full_clean()
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(
        app=ROOM,
        unit="",
        actor=by,
        action=f"calendar.{found.kind}.withdrawn",
        subject=_subject(found),
        before=loading_facts(found) | before,
        after=after,
        reason=found.withdrawn_reason,
    )
    return found


def _held_alone() -> list[Loading]:
    """What holds, while nobody else loads or withdraws. Where nothing was loaded there is no row to
    lock: the room's chain of the trail is there in any case.
    """
    chains_lock(ROOM, [""])
    return list(loading_list_in_force())


def loading_facts(loading: Loading) -> dict[str, object]:
    """What the trail tells of a loading: everything but its text, which the digest stands for."""
    facts = {
        "kind": str(loading.kind),
        "year": loading.year,
        "statutory_days": loading.statutory_days,
        "applies_from": loading.applies_from.isoformat() if loading.applies_from else "",
        "document": loading.document,
        "file": loading.file_name,
        "sha256": loading.sha256,
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _subject(loading: Loading) -> str:
    return f"loading {loading.pk}"


def _who(by: Actor) -> str:
    return (by.full_name or by.name or "–")[:200]
