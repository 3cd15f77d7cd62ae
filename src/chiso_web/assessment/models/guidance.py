"""What helps to fill and to appraise: guidance by criterion, questions answered to all, phrases."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import User
from chiso_web.assessment.models.rounds import RankGroup
from chiso_web.units.models import Unit


class Guidance(models.Model):
    """What counts as evidence for a criterion, and a worked example, as who runs the round says."""

    group = models.ForeignKey(RankGroup, on_delete=models.CASCADE, related_name="guidance")
    node = models.CharField(max_length=64)
    evidence = models.TextField(_("what counts as evidence"), blank=True)
    example = models.TextField(_("worked example"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "node"], name="guidance_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.node}"


class Question(models.Model):
    """A unit's question on a criterion: answered once, read by all."""

    group = models.ForeignKey(RankGroup, on_delete=models.CASCADE, related_name="questions")
    node = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("question"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="question_asks"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by=None)
                | (~models.Q(answer="") & models.Q(answered_by__isnull=False)),
                name="answer_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.node} {self.pk}"


class Phrase(models.Model):
    """A reason that an appraiser uses again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="phrases")
    text = models.CharField(_("phrase"), max_length=500)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-used", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "text"], name="phrase_once")]

    def __str__(self) -> str:
        return self.text
