"""Documents of a unit's library, and attaching them to the lines that they prove."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso.spelling import fold
from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.links import link_fault
from chiso_web.assessment.locks import lines_open_check
from chiso_web.assessment.models import Document, Proof
from chiso_web.assessment.points import form_points
from chiso_web.assessment.services.filling import Saved, line_of, lines_update
from chiso_web.assessment.services.holding import APP, Form, form_held, form_read
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


class TwinFound(ActRefused):
    """The library has the document already: ``standing``."""

    def __init__(self, standing: Document) -> None:
        super().__init__(
            _("The library has this document already: %(title)s, %(abstract)s. Attach that one.")
            % {"title": standing.reference or _("without number"), "abstract": standing.abstract}
        )
        self.standing = standing


@transaction.atomic
def document_add(unit: Unit, told: Told, *, file: File | None, by: User, actor: Actor) -> Document:
    """Enter a document into a unit's library.

    Raises ActRefused where it is marked Mật, has no abstract, neither file nor link, a link that is
    unsafe, or the file of another unit; TwinFound where the library has it already.
    """
    unit_held(unit.pk)
    document = document_checked(Document(unit=unit, file=file, added_by=by), told)
    document.save()
    document_recorded(document, actor, "document.entered", after=facts_of(document))
    return document


def unit_held(key: int) -> None:
    """Let those who change a unit's library at once come one after another."""
    Unit.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=key)


def document_checked(document: Document, told: Told, *, sha256: str = "") -> Document:
    """The document with what is told of it, checked and not saved; ``sha256`` is of an upload that
    will be its file.
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
    if document.file is None and not sha256 and not told.link.strip():
        raise ActRefused(_("Choose a file or enter a link, so that the document can be read."))
    if document.file is not None and document.file.unit_id != document.unit_id:
        raise ActRefused(_("The file belongs to another unit."), kept=True)
    fault = link_fault(told.link.strip()) if told.link.strip() else ""
    if fault:
        raise ActRefused(fault, kept=True)
    for name, value in _fields(told).items():
        setattr(document, name, value)
    document.fold = fold_of(document)
    document.full_clean()
    _twin_check(document, sha256)
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


def _twin_check(document: Document, sha256: str) -> None:
    """Raise TwinFound for a document with the same number, symbol and day; where they are not all
    there, for one of the same abstract with the same file or link.
    """
    others = Document.objects.filter(unit=document.unit, withdrawn_at=None).exclude(pk=document.pk)
    if document.number and document.symbol and document.issued_on:
        same = others.filter(
            number__iexact=document.number,
            symbol__iexact=document.symbol,
            issued_on=document.issued_on,
        )
    else:
        same = others.filter(
            _same_place(document, sha256), abstract=document.abstract, number=document.number
        )
    standing = same.first()
    if standing is not None:
        raise TwinFound(standing)


def _same_place(document: Document, sha256: str) -> Q:
    """That another document is read in the same place, or from the same content."""
    found = Q(pk=None)
    if document.link:
        found |= Q(link=document.link)
    if document.file is not None:
        found |= Q(file=document.file)
    if sha256:
        found |= Q(file__versions__sha256=sha256)
    return found


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
def document_clear(
    document: Document, *, by: User, actor: Actor, cleared: bool, seen: int | None = None
) -> Document:
    """Let the public read the file of a document, or not any more.

    ``seen`` is the number of the file's version that the person looked through. Raises ActRefused
    where it is not the newest any more, or the document or its file is withdrawn.
    """
    found = document_held(document)
    if cleared:
        _file_hold(found)
        _clearable_check(found, seen)
    found.cleared_by, found.cleared_at = (by, timezone.now()) if cleared else (None, None)
    found.full_clean()
    found.save()
    action = "document.cleared" if cleared else "document.closed"
    document_recorded(found, actor, action, after={**facts_of(found), "number": seen or None})
    return found


def _file_hold(found: Document) -> None:
    """Let a version that comes meanwhile wait, so that it is younger than what is cleared."""
    if found.file_id is not None:
        found.file = File.objects.select_for_update().get(pk=found.file_id)


def document_held(document: Document) -> Document:
    """The document, locked until the transaction ends; who holds a form too held it before."""
    held = Document.objects.select_for_update(of=("self",)).select_related("unit", "file")
    return held.get(pk=document.pk)


def _clearable_check(found: Document, seen: int | None) -> None:
    if found.withdrawn_at is not None or (found.file and found.file.is_withdrawn):
        raise ActRefused(_("The document or its file is withdrawn; restore it first."))
    if found.file is not None and seen is not None and found.file.newest != seen:
        raise ActRefused(
            _("The file has a new version since you opened this page. Look through that one first.")
        )


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
    standing = Document.objects.select_for_update(no_key=True).order_by()
    found = standing.filter(uuid=document, unit=form.entrant.unit, withdrawn_at=None).first()
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
    """Take a document off a line; it stays in the library, and twice is once.

    Raises ActRefused where the line is closed or the library never had such a document.
    """
    form = form_held(entrant)
    line = line_of(form, node)
    lines_open_check(form.entrant, [line], form.reopenings, today=today)
    proofs = Proof.objects.filter(entrant=form.entrant, node=node, document__uuid=document)
    proof = proofs.select_related("document__file").first()
    if proof is None:
        if not Document.objects.filter(unit=form.entrant.unit, uuid=document).exists():
            raise ActRefused(_("The library of the unit has no such document."), kept=True)
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


def document_recorded(
    document: Document,
    actor: Actor,
    action: str,
    *,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:
    """Write down what was done with a document."""
    record(
        app=APP,
        unit=document.unit.uid,
        actor=actor,
        action=action,
        subject=f"document {document.reference or document.abstract[:80]}",
        before=before or {},
        after=after,
    )
