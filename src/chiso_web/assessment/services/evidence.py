"""Documents of a unit's library, and attaching them to the lines that they prove."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso.spelling import fold
from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.locks import lines_open_check
from chiso_web.assessment.models import Document, Proof
from chiso_web.assessment.points import form_points
from chiso_web.assessment.services.filling import APP, Saved, line_of, lines_update
from chiso_web.assessment.services.holding import Form, form_held, form_read
from chiso_web.audit.services import Actor, record
from chiso_web.files.models import File
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is entered of a document; ``secret``: it is marked Mật, which is refused."""

    abstract: str
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    link: str = ""
    signed: bool = True
    secret: bool = False


@transaction.atomic
def document_add(unit: Unit, told: Told, *, file: File | None, by: User, actor: Actor) -> Document:
    """Enter a document into a unit's library.

    Raises ActRefused where it is marked Mật, has no abstract, neither file nor link, the file of
    another unit, or a number and symbol of that day that the library has already.
    """
    if told.secret:
        raise ActRefused(
            _(
                "A document marked Mật must not be entered here. Give the account of the score "
                "without it."
            ),
            kept=True,
        )
    if not told.abstract.strip():
        raise ActRefused(_("Enter the abstract (trích yếu) of the document."))
    if file is None and not told.link:
        raise ActRefused(_("Choose a file or enter a link, so that the document can be read."))
    if file is not None and file.unit_id != unit.pk:
        raise ActRefused(_("The file belongs to another unit."), kept=True)
    twin = _twin(unit, told)
    if twin is not None:
        raise ActRefused(
            _("The library has %(reference)s of that day already: %(abstract)s. Attach that one.")
            % {"reference": twin.reference, "abstract": twin.abstract}
        )
    document = Document(unit=unit, file=file, added_by=by, **_fields(told))
    document.fold = fold_of(document)
    document.full_clean()
    document.save()
    _recorded(document, actor, "document.entered", after=facts_of(document))
    return document


def _fields(told: Told) -> dict[str, object]:
    return {
        "number": told.number.strip(),
        "symbol": told.symbol.strip(),
        "issued_on": told.issued_on,
        "abstract": " ".join(told.abstract.split()),
        "link": told.link.strip(),
        "signed": told.signed,
    }


def _twin(unit: Unit, told: Told) -> Document | None:
    if not (told.number and told.symbol and told.issued_on):
        return None
    return Document.objects.filter(
        unit=unit,
        number=told.number.strip(),
        symbol=told.symbol.strip(),
        issued_on=told.issued_on,
        withdrawn_at=None,
    ).first()


def fold_of(document: Document) -> str:
    """What a document is searched by."""
    issued = document.issued_on.strftime("%d/%m/%Y") if document.issued_on else ""
    return fold(f"{document.reference} {issued} {document.abstract}")


def facts_of(document: Document) -> dict[str, object]:
    """A document as the trail keeps it."""
    return {
        "uuid": str(document.uuid),
        "reference": document.reference,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "abstract": document.abstract,
        "file": str(document.file.uuid) if document.file else None,
        "link": document.link,
    }


@transaction.atomic
def document_clear(document: Document, *, by: User, actor: Actor, cleared: bool) -> Document:
    """Let the public read the file of a document, or not any more."""
    held = Document.objects.select_for_update(of=("self",)).select_related("unit", "file")
    found = held.get(pk=document.pk)
    found.cleared_by, found.cleared_at = (by, timezone.now()) if cleared else (None, None)
    found.full_clean()
    found.save()
    action = "document.cleared" if cleared else "document.closed"
    _recorded(found, actor, action, after=facts_of(found))
    return found


@transaction.atomic
def proof_attach(
    entrant: int, node: str, document: UUID, *, by: User, actor: Actor, today: date
) -> Saved:
    """Let a document of the unit's library prove a line; twice is once.

    Raises ActRefused where the line is closed or the library has no such document.
    """
    form = form_held(entrant)
    line = line_of(form, node)
    lines_open_check(form.entrant, [line], form.reopenings, today=today)
    found = Document.objects.filter(
        uuid=document, unit=form.entrant.unit, withdrawn_at=None
    ).first()
    if found is None:
        raise ActRefused(_("The library of the unit has no such document."), kept=True)
    _proof, made = Proof.objects.get_or_create(
        entrant=form.entrant, node=node, document=found, defaults={"by": by}
    )
    return _after(form, node, found, by=by, actor=actor, action="proof.attached" if made else "")


@transaction.atomic
def proof_detach(
    entrant: int, node: str, document: UUID, *, by: User, actor: Actor, today: date
) -> Saved:
    """Take a document off a line; it stays in the library. Raises ActRefused where it is closed."""
    form = form_held(entrant)
    line = line_of(form, node)
    lines_open_check(form.entrant, [line], form.reopenings, today=today)
    proofs = Proof.objects.filter(entrant=form.entrant, node=node, document__uuid=document)
    proof = proofs.select_related("document__file").first()
    if proof is None:
        return _after(form, node, None, by=by, actor=actor, action="")
    proof.delete()
    return _after(form, node, proof.document, by=by, actor=actor, action="proof.detached")


def _after(
    form: Form, node: str, document: Document | None, *, by: User, actor: Actor, action: str
) -> Saved:
    fresh = form_read(form.entrant)
    found = form_points(fresh.edition, fresh.declared(), period=fresh.entrant.round.period)
    if action and document is not None:
        lines_update(fresh, found, {node}, by=by)
        record(
            app=APP,
            unit=fresh.entrant.unit.uid,
            actor=actor,
            action=action,
            subject=f"round {fresh.entrant.round.slug} {node}",
            after=facts_of(document),
        )
    return Saved(fresh, found)


def _recorded(document: Document, actor: Actor, action: str, *, after: dict[str, object]) -> None:
    record(
        app=APP,
        unit=document.unit.uid,
        actor=actor,
        action=action,
        subject=f"document {document.reference or document.abstract[:80]}",
        after=after,
    )
