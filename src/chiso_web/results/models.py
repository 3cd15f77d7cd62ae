"""Observations, and published evaluations with their scores."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso.values import MissingKind
from chiso_web.units.models import Unit

REASONS = [kind.value for kind in MissingKind]


class Dataset(models.Model):
    """A data set of the package that was loaded, and the fingerprint of what it was loaded from."""

    name = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """One value of one measure for one unit in one period, or the reason why it is missing."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(_("period"), max_length=16)
    measure = models.CharField(_("measure"), max_length=150)
    value = models.FloatField(_("value"), null=True)
    missing = models.CharField(_("reason if missing"), max_length=32, blank=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    se = models.FloatField(_("standard error"), null=True)
    n = models.PositiveIntegerField(_("respondents"), null=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "measure", "unit"], name="observation_once_a_measure"
            ),
            models.CheckConstraint(
                condition=models.Q(value=None, missing__in=REASONS)
                | models.Q(value__isnull=False, missing=""),
                name="observation_has_value_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.unit_id} {self.period}"


class Evaluation(models.Model):
    """A published result of one index in one period, and what is needed to compute it again.

    ``keyed_by`` tells which column of a unit its observations and scores are computed under;
    ``synthetic`` results come from drawn observations and are marked wherever they are shown.
    ``decision`` is what made it official, where a round's result was published; ``version`` counts
    its corrections.
    """

    CODE, UID = "code", "uid"

    index = models.CharField(_("index"), max_length=64)
    period = models.CharField(_("period"), max_length=16)
    edition = models.CharField(_("edition"), max_length=100)
    edition_sha256 = models.CharField(max_length=64)
    rule_set_version = models.CharField(max_length=32)
    package_version = models.CharField(max_length=32)
    keyed_by = models.CharField(max_length=4, default=CODE)
    synthetic = models.BooleanField(_("synthetic"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    decision = models.CharField(_("decision"), max_length=100, blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    signer = models.CharField(_("signer"), max_length=200, blank=True)
    note = models.TextField(_("what this version corrects"), blank=True)

    class Meta:
        ordering = ["index", "period"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(keyed_by__in=("code", "uid")), name="evaluation_key_is_known"
            ),
            models.UniqueConstraint(fields=["index", "period"], name="evaluation_once_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.period}"


class Score(models.Model):
    """Points of one unit on one node, with rank and class, or why there are none."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="scores")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scores")
    node = models.CharField(_("node"), max_length=64)
    place = models.PositiveIntegerField(_("place in the tree"))
    code = models.CharField(_("code"), max_length=32, blank=True)
    kind = models.CharField(_("level"), max_length=32)
    points = models.FloatField(_("points"), null=True)
    minimum = models.FloatField(null=True)
    maximum = models.FloatField(null=True)
    missing = models.CharField(_("reason if missing"), max_length=32, blank=True)
    rank_group = models.CharField(_("ranking group"), max_length=32)
    rank = models.PositiveIntegerField(_("rank"), null=True)
    class_id = models.CharField(_("class"), max_length=32, blank=True)
    reduced = models.BooleanField(_("on a smaller base"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "node", "unit"], name="score_once_a_node"
            ),
            models.CheckConstraint(
                condition=models.Q(points=None, rank=None, class_id="", missing__in=REASONS)
                | models.Q(points__isnull=False, missing__in=["", *REASONS]),
                name="score_has_points_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node} {self.unit_id}"


class RankRange(models.Model):
    """The ranks of one unit on one node that sampling error leaves open, among the units with a
    published error (``chiso.inference.rank_sets``).

    ``rank`` is its place among these ``among`` units; ``lowest`` to ``highest`` hold for all units
    at once, ``own_lowest`` to ``own_highest`` for this unit alone. Seed and number of draws repeat
    the computation.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="rank_ranges")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rank_ranges")
    node = models.CharField(_("node"), max_length=64)
    rank = models.PositiveIntegerField(_("rank"))
    among = models.PositiveIntegerField(_("units with a published error"))
    lowest = models.PositiveIntegerField()
    highest = models.PositiveIntegerField()
    own_lowest = models.PositiveIntegerField()
    own_highest = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField()
    draws = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "node", "unit"], name="rank_range_once_a_node"
            ),
            models.CheckConstraint(
                condition=models.Q(lowest__gte=1)
                & models.Q(lowest__lte=models.F("rank"))
                & models.Q(rank__lte=models.F("highest"))
                & models.Q(highest__lte=models.F("among")),
                name="rank_range_holds_the_rank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node} {self.unit_id}: {self.lowest}–{self.highest}"
