"""Documents of a library with their files: entering, correcting, withdrawing, restoring."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.models import Document, Entrant, Proof
from chiso_web.assessment.moves import FormState
from chiso_web.assessment.services.evidence import (
    Told,
    document_add,
    document_checked,
    document_held,
    document_recorded,
    facts_of,
    proof_detach,
    unit_held,
)
from chiso_web.audit.services import Actor
from chiso_web.files.arriving import Arrival
from chiso_web.files.models import File
from chiso_web.files.services import Outcome, file_add
from chiso_web.units.models import Unit

FIXED = Q(entrant__signed_at__isnull=False) | Q(entrant__state=FormState.WAITING)
"""Proofs of lines of forms that are signed or wait for the signature."""


@transaction.atomic
def document_enter(
    unit: Unit, told: Told, arrival: Arrival, *, by: User, actor: Actor
) -> Document | Outcome:
    """Enter a document with an upload as its file; the upload's outcome where it has faults.

    All or nothing: what is refused as a document leaves no file. A content that the unit has is not
    kept twice. Raises as ``document_add``.
    """
    unit_held(unit.pk)
    if not arrival.is_taken:
        return file_add(unit, arrival, by=by, actor=actor)
    standing = _file_with(unit, arrival.sha256)
    draft = Document(unit=unit, file=standing, added_by=by)
    document_checked(draft, told, sha256=arrival.sha256)
    if standing is not None:
        return document_add(unit, told, file=standing, by=by, actor=actor)
    outcome = file_add(unit, arrival, by=by, actor=actor)
    if outcome.version is None:
        return outcome
    return document_add(unit, told, file=outcome.version.file, by=by, actor=actor)


def _file_with(unit: Unit, sha256: str) -> File | None:
    """A file in use whose newest version has that content."""
    found = File.objects.filter(
        unit=unit,
        withdrawn_at=None,
        versions__sha256=sha256,
        versions__number=F("newest"),
    )
    return found.first()


@transaction.atomic
def document_change(document: Document, told: Told, *, actor: Actor) -> Document:
    """Correct what is entered of a document; its file stays.

    Raises ActRefused where it proves a line of a signed form, and as ``document_add``.
    """
    unit_held(document.unit_id)
    forms_hold(Proof.objects.filter(document=document))
    held = document_held(document)
    _free_check(held)
    before = facts_of(held)
    document_checked(held, told)
    held.save()
    document_recorded(held, actor, "document.changed", before=before, after=facts_of(held))
    return held


@transaction.atomic
def document_withdraw(document: Document, *, by: User, actor: Actor, today: date) -> Document:
    """Take a document out of the library and off the lines that it proves; it can be restored.

    Raises ActRefused where it proves a line of a signed form, or of one that is closed.
    """
    forms_hold(Proof.objects.filter(document=document))
    held = document_held(document)
    _free_check(held)
    for proof in Proof.objects.filter(document=held):
        proof_detach(proof.entrant_id, proof.node, held.uuid, by=by, actor=actor, today=today)
    held.withdrawn_at = timezone.now()
    held.cleared_by = held.cleared_at = None
    held.full_clean()
    held.save()
    document_recorded(held, actor, "document.withdrawn", after=facts_of(held))
    return held


@transaction.atomic
def document_restore(document: Document, *, actor: Actor) -> Document:
    """Put a withdrawn document back into the library.

    Raises TwinFound where the same was entered meanwhile.
    """
    unit_held(document.unit_id)
    held = document_held(document)
    if held.withdrawn_at is None:
        raise ActRefused(_("The document is in the library; there is nothing to restore."))
    document_checked(held, told_of(held))
    held.withdrawn_at = None
    held.save()
    document_recorded(held, actor, "document.restored", after=facts_of(held))
    return held


def told_of(document: Document) -> Told:
    """What is entered of a document, as it would be entered again."""
    return Told(
        abstract=document.abstract,
        number=document.number,
        symbol=document.symbol,
        issued_on=document.issued_on,
        link=document.link,
        signed=document.signed,
    )


def forms_hold(proofs: QuerySet[Proof]) -> None:
    """Lock the forms of some proofs, in the order of their keys: before the document or file, as
    who attaches it does, so that none of two waits for the other, and none is signed meanwhile.
    """
    forms = Entrant.objects.filter(pk__in=proofs.values("entrant")).order_by("pk")
    list(forms.select_for_update().values_list("pk", flat=True))


def _free_check(document: Document) -> None:
    if document.withdrawn_at is not None:
        raise ActRefused(_("The document is withdrawn; restore it first."))
    refusal = document_fixed(document)
    if refusal:
        raise ActRefused(refusal)


def document_fixed(document: Document) -> str:
    """Why what is entered of a document cannot be changed; empty where it can."""
    proof = Proof.objects.filter(FIXED, document=document).select_related("entrant__round").first()
    if proof is None:
        return ""
    return _(
        "The document proves %(node)s of the form %(period)s, which is signed or waits for the "
        "signature. Enter the right one as a new document."
    ) % {"node": proof.node, "period": proof.entrant.round.period}
