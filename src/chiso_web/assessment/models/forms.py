"""A unit's form in a round: its values, its lines with their decisions, and their history."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso.values import MissingKind
from chiso_web.accounts.models import User
from chiso_web.assessment.models.rounds import RankGroup, Round
from chiso_web.assessment.moves import DecisionKind, FormState, LineState, Step
from chiso_web.units.models import Unit

NOT_APPLICABLE = MissingKind.NOT_APPLICABLE.value


class Entrant(models.Model):
    """A unit in a round, with the state of its form.

    ``signed_at``: when its head last signed it; kept when something is returned, for then only
    what was returned is open. ``turn`` counts the changes of state, so that two people who act on
    what one of them no longer sees are told.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="entrants")
    group = models.ForeignKey(RankGroup, on_delete=models.PROTECT, related_name="entrants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entrants")
    state = models.CharField(
        _("state"), max_length=16, choices=FormState.choices, default=FormState.FILLING
    )
    turn = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="forms_signed"
    )

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="entrant_once"),
            models.CheckConstraint(
                condition=models.Q(signed_at=None, signed_by=None)
                | models.Q(signed_at__isnull=False, signed_by__isnull=False),
                name="form_signed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="entrant_by_state")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"


class Value(models.Model):
    """What a form declares of one measure: a number, that it did not arise with the ground, or,
    while it cannot be read, what was typed.

    ``version`` counts its changes: who saves says which one they saw. ``held`` is the figure that
    the platform has itself, ``difference`` the reason why the declared one is another.
    """

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="values")
    measure = models.CharField(_("measure"), max_length=100)
    value = models.FloatField(_("value"), null=True, blank=True)
    missing = models.CharField(max_length=32, blank=True)
    ground = models.CharField(_("ground"), max_length=500, blank=True)
    typed = models.CharField(max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    held = models.FloatField(_("figure of the platform"), null=True, blank=True)
    held_source = models.CharField(max_length=200, blank=True)
    difference = models.CharField(_("reason for the difference"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="values_entered"
    )
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entrant", "measure"], name="value_once"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, missing="", typed="")
                | (models.Q(value=None, missing=NOT_APPLICABLE, typed="") & ~models.Q(ground=""))
                | models.Q(value=None, missing=""),
                name="value_is_number_or_ground_or_typed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entrant_id} {self.measure}"


class Line(models.Model):
    """One leaf of the edition in a form: how far it is filled, its points, account and decision.

    ``points`` follow from the values by the rule and are kept to be read quickly; with ``missing``
    they are the points of the policy, or there are none. ``how`` and ``counted`` are the account:
    how it was assessed, how the points were counted; ``account_points`` are those that it speaks
    of. ``decided_points`` are what an appraiser changed them to.
    """

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="lines")
    node = models.CharField(_("node"), max_length=64)
    place = models.PositiveIntegerField(_("place in the tree"))
    state = models.CharField(max_length=8, choices=LineState.choices, default=LineState.EMPTY)
    points = models.FloatField(_("points"), null=True, blank=True)
    missing = models.CharField(max_length=32, blank=True)
    how = models.TextField(_("how it was assessed"), blank=True)
    counted = models.TextField(_("how the points were counted"), blank=True)
    account_version = models.PositiveIntegerField(default=0)
    account_points = models.FloatField(null=True, blank=True)
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="lines_of_mine"
    )
    lead = models.CharField(_("lead department"), max_length=200, blank=True)
    filled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="lines_filled"
    )
    filled_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=8, choices=DecisionKind.choices, blank=True)
    decided_points = models.FloatField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="lines_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["entrant", "place"]
        constraints = [
            models.UniqueConstraint(fields=["entrant", "node"], name="line_once"),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_points=None, decided_by=None)
                | models.Q(decision="accept", decided_points=None, decided_by__isnull=False)
                | (
                    models.Q(decision="change", decided_points__isnull=False)
                    & models.Q(decided_by__isnull=False)
                    & ~models.Q(reason="")
                )
                | (
                    models.Q(decision="return", decided_points=None, decided_by__isnull=False)
                    & ~models.Q(reason="")
                ),
                name="decision_has_what_it_needs",
            ),
        ]
        indexes = [models.Index(fields=["node", "entrant"], name="line_by_node")]

    def __str__(self) -> str:
        return f"{self.entrant_id} {self.node}"

    @property
    def appraised_points(self) -> float | None:
        """The points after appraisal: those it was changed to, else its own."""
        return self.points if self.decided_points is None else self.decided_points


class Event(models.Model):
    """A step in the life of a line's points: declared, signed, appraised, published. Only added.

    ``values`` is what was declared then: a number, or a ground where it did not arise, by measure.
    """

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="events")
    node = models.CharField(max_length=64)
    step = models.CharField(max_length=16, choices=Step.choices)
    values = models.JSONField(_("figures"), default=dict, blank=True)
    points = models.FloatField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(_("of"), max_length=200, blank=True)
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["entrant", "node"], name="event_by_line")]

    def __str__(self) -> str:
        return f"{self.entrant_id} {self.node} {self.step}"


class Reopening(models.Model):
    """A named exception: a form is open again, or longer, through a day."""

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="reopenings")
    until = models.DateField(_("open through"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="reopening_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.entrant_id} {self.until.isoformat()}"
