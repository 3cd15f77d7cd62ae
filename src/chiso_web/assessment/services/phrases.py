"""Reasons that appraisers use again."""

from django.db.models import F

from chiso_web.accounts.models import User
from chiso_web.assessment.models import Phrase

LONGEST_PHRASE = 500


def phrase_keep(by: User, reason: str) -> None:
    """Keep a short reason, so that it can be used again."""
    if len(reason) > LONGEST_PHRASE:
        return
    phrase, _made = Phrase.objects.get_or_create(user=by, text=reason)
    Phrase.objects.filter(pk=phrase.pk).update(used=F("used") + 1)


def phrase_unused(by: int | None, reason: str) -> None:
    """Count a use of a reason back, as its decision was undone; one without another use goes."""
    found = Phrase.objects.filter(user=by, text=reason)
    found.filter(used__lte=1).delete()
    found.update(used=F("used") - 1)
