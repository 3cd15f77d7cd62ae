"""Files of units and their versions; what they hold lies in the storage, under a key of its own."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import User
from chiso_web.files.inspection.kinds import KINDS, PREVIEWED, Kind
from chiso_web.units.models import Unit


class File(models.Model):
    """One file of a unit through its versions. ``fold`` is the title and all names, as searched.

    ``newest`` is the number of its newest version, of which ``kind`` and ``changed_at`` are. A file
    is never deleted: withdrawn, it can be restored.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="files")
    title = models.CharField(_("title"), max_length=200)
    fold = models.TextField(editable=False)
    kind = models.CharField(_("kind"), max_length=8)
    newest = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="files_withdrawn"
    )
    withdrawn_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["unit", "-changed_at"], name="file_of_unit_by_change")]
        constraints = [
            models.CheckConstraint(condition=models.Q(newest__gte=1), name="file_has_a_version"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="file_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        """Whether its unit has taken it back."""
        return self.withdrawn_at is not None


class Version(models.Model):
    """A content that a file has had: never changed, never deleted.

    ``place`` is its key in the storage and says nothing of its name; ``pages`` those of a PDF.
    """

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=8)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    place = models.CharField(max_length=64, unique=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="versions")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["file", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="version_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def of_kind(self) -> Kind:
        """What it is."""
        return KINDS[self.kind]

    @property
    def media_type(self) -> str:
        """Under which type it is sent."""
        return self.of_kind.media_type

    @property
    def has_preview(self) -> bool:
        """Whether its kind can be shown in a page."""
        return self.kind in PREVIEWED
