"""A round and its ranking groups, each with its edition and its windows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso_web.assessment.moves import RoundState
from chiso_web.units.models import Unit


class Round(models.Model):
    """One exercise: units under ``unit`` score themselves for a period and are appraised.

    ``slug`` names it in addresses. What is declared is of the days from ``reported_from`` to
    ``reported_until``. ``synthetic`` rounds hold drawn figures and invented people.
    """

    slug = models.SlugField(max_length=64, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rounds")
    period = models.CharField(_("period"), max_length=16)
    state = models.CharField(
        _("state"), max_length=16, choices=RoundState.choices, default=RoundState.DRAFT
    )
    reported_from = models.DateField(_("figures from"))
    reported_until = models.DateField(_("figures to"))
    synthetic = models.BooleanField(_("synthetic"), default=False)
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-period", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reported_until__gte=models.F("reported_from")),
                name="round_period_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class RankGroup(models.Model):
    """Units of one kind in a round: ranked with each other, scored by one edition, on one time
    table; every window with both days included.

    ``edition_sha256`` and ``rule_set_version`` say what the round is scored by for good.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="groups")
    kind = models.CharField(_("kind of unit"), max_length=32)
    edition = models.CharField(_("edition"), max_length=100)
    edition_sha256 = models.CharField(max_length=64)
    rule_set_version = models.CharField(max_length=32)
    self_from = models.DateField(_("self-score from"))
    self_until = models.DateField(_("self-score to"))
    appraisal_from = models.DateField(_("appraisal from"))
    appraisal_until = models.DateField(_("appraisal to"))
    publication_on = models.DateField(_("publication planned for"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="rank_group_once"),
            models.CheckConstraint(
                condition=models.Q(self_until__gte=models.F("self_from"))
                & models.Q(appraisal_from__gte=models.F("self_from"))
                & models.Q(appraisal_until__gte=models.F("appraisal_from"))
                & models.Q(appraisal_until__gte=models.F("self_until"))
                & models.Q(publication_on__gte=models.F("appraisal_until")),
                name="rank_group_windows_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind}"

    @property
    def index(self) -> str:
        """The id of the index that its edition is of."""
        return self.edition.partition("@")[0]
