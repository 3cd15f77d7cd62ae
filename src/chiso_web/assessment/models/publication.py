"""Versions of a round's result: prepared by one person, confirmed by another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import User
from chiso_web.assessment.models.rounds import Round


class Publication(models.Model):
    """A version of the result with the decision that makes it official.

    ``observations`` is canonical JSON: all that the result is computed from, with its ``sha256``.
    Prepared: ``confirmed_at`` None. What was not confirmed can be withdrawn. ``note`` says in
    public what a version after the first corrects, ``left_out`` why units without a finished
    appraisal are not in it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField(_("version"))
    decision = models.CharField(_("decision"), max_length=100)
    decided_on = models.DateField(_("day"))
    signer = models.CharField(_("signer"), max_length=200)
    note = models.TextField(_("public note"), blank=True)
    left_out = models.TextField(_("why units are left out"), blank=True)
    observations = models.TextField()
    sha256 = models.CharField(max_length=64)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="publication_once"),
            models.CheckConstraint(
                condition=~models.Q(decision="") & ~models.Q(signer=""),
                name="publication_has_its_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(note=""),
                name="correction_has_a_public_note",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, confirmed_by=None)
                | (
                    models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                    & ~models.Q(confirmed_by=models.F("prepared_by"))
                ),
                name="publication_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"
