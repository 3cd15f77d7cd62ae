"""What the office itself configured of its working days: each loading is a row kept for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Loading(models.Model):
    """One file or setting as it was loaded, by whom and when; withdrawn with a reason, never lost.

    ``text`` is what was loaded: a list of days (CSV or iCalendar by the name's suffix), a CSV list
    of windows, office hours as ``07:30-11:30,13:00-17:00``, or a counting rule as JSON. Hours
    and rules name the day they apply from and their document; older rows without a day apply from
    the day on which they were loaded.
    """

    class Kind(models.TextChoices):
        """What a loading configures."""

        DECISION = "decision", _("decision on a year's days off")
        LOCAL = "local", _("local exceptions")
        WINDOWS = "windows", _("own reporting windows")
        HOURS = "hours", _("office hours")
        RULE = "rule", _("counting rule")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    statutory_days = models.PositiveSmallIntegerField(_("statutory days"), null=True, blank=True)
    applies_from = models.DateField(_("applies from"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=100, blank=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(_("loaded"))
    loaded_by = models.CharField(_("loaded by"), max_length=300)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=300, blank=True)
    withdrawn_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="decision", year__isnull=False)
                | models.Q(kind__in=["local", "windows", "hours", "rule"], year=None),
                name="loading_of_a_decision_has_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by="", withdrawn_reason="")
                | (
                    models.Q(withdrawn_at__isnull=False)
                    & ~models.Q(withdrawn_by="")
                    & ~models.Q(withdrawn_reason="")
                ),
                name="loading_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        what = f"{self.kind} {self.year}" if self.year else self.kind
        return f"{what} {self.sha256[:8]}"
