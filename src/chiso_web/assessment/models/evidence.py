"""A unit's library of documents, and what they prove."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import User
from chiso_web.assessment.models.forms import Entrant
from chiso_web.files.models import File
from chiso_web.units.models import Unit


class Document(models.Model):
    """An official document of a unit, entered once: its number, symbol, day and abstract, with a
    file or a link.

    ``cleared``: a person found that the file itself may be published; number and day always are.
    ``fold`` is what it is searched by.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    number = models.CharField(_("number"), max_length=20, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    issued_on = models.DateField(_("day"), null=True, blank=True)
    abstract = models.CharField(_("abstract"), max_length=500)
    signed = models.BooleanField(_("signed and stamped"), default=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.ForeignKey(
        File, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    cleared_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    fold = models.TextField(editable=False)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["unit", "-issued_on"], name="document_of_unit"),
            models.Index(fields=["number", "issued_on"], name="document_same"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cleared_at=None, cleared_by=None)
                | models.Q(cleared_at__isnull=False, cleared_by__isnull=False),
                name="document_cleared_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(abstract=""), name="document_has_an_abstract"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.abstract}".strip()

    @property
    def reference(self) -> str:
        """Number and symbol as they are written: 127/BC-UBND."""
        return "/".join(part for part in (self.number, self.symbol) if part)

    @property
    def is_cleared(self) -> bool:
        """Whether the public may read what it is now: a version that came after was not looked
        through.
        """
        if self.cleared_at is None or self.withdrawn_at is not None:
            return False
        if self.file is None:
            return True
        return not self.file.is_withdrawn and self.file.changed_at <= self.cleared_at


class Proof(models.Model):
    """That a document proves a line of a form."""

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="proofs")
    node = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="proofs")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entrant", "node", "document"], name="proof_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entrant_id} {self.node} {self.document_id}"
