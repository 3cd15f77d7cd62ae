"""The states of rounds and forms, and the one table of moves that are allowed between them."""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chiso_web.accounts.refusals import ActRefused


class RoundState(models.TextChoices):
    """Where a round stands."""

    DRAFT = "draft", gettext_lazy("being set up")
    OPEN = "open", pgettext_lazy("round", "running")
    PUBLISHED = "published", pgettext_lazy("round", "published")
    CORRECTING = "correcting", gettext_lazy("being corrected")


class FormState(models.TextChoices):
    """Where a unit's form stands."""

    FILLING = "filling", gettext_lazy("being filled in")
    WAITING = "waiting", gettext_lazy("waiting for the head’s signature")
    SIGNED = "signed", gettext_lazy("signed and submitted")
    RETURNED = "returned", gettext_lazy("returned to the unit")


class LineState(models.TextChoices):
    """How far a line is filled."""

    EMPTY = "empty", gettext_lazy("empty")
    FAULT = "fault", gettext_lazy("fault")
    ACCOUNT = "account", gettext_lazy("needs evidence or an account")
    DONE = "done", gettext_lazy("done")


class DecisionKind(models.TextChoices):
    """What an appraiser decided on a line."""

    ACCEPT = "accept", gettext_lazy("accepted")
    CHANGE = "change", gettext_lazy("changed")
    RETURN = "return", gettext_lazy("returned")


class Step(models.TextChoices):
    """The steps in the life of a line's points."""

    DECLARED = "declared", gettext_lazy("declared")
    SURVEYED = "surveyed", gettext_lazy("found by survey")
    SIGNED = "signed", gettext_lazy("signed")
    APPRAISED = "appraised", gettext_lazy("appraised")
    RETURNED = "returned", gettext_lazy("returned")
    TAKEN_BACK = "taken_back", gettext_lazy("decision taken back")
    PUBLISHED = "published", pgettext_lazy("round", "published")


class RoundAct(StrEnum):
    """What is done to a round."""

    OPEN = "open"
    PUBLISH = "publish"
    CORRECT = "correct"


class FormAct(StrEnum):
    """What is done to a form as a whole; ``TAKE_BACK_MENDED`` of one that was signed before."""

    SUBMIT = "submit"
    TAKE_BACK = "take back"
    TAKE_BACK_MENDED = "take back mended"
    SIGN = "sign"
    RETURN = "return"
    KEEP = "take the return back"
    REOPEN = "reopen"


ROUND_MOVES: Mapping[tuple[RoundState, RoundAct], RoundState] = {
    (RoundState.DRAFT, RoundAct.OPEN): RoundState.OPEN,
    (RoundState.OPEN, RoundAct.PUBLISH): RoundState.PUBLISHED,
    (RoundState.PUBLISHED, RoundAct.CORRECT): RoundState.CORRECTING,
    (RoundState.CORRECTING, RoundAct.PUBLISH): RoundState.PUBLISHED,
}

FORM_MOVES: Mapping[tuple[FormState, FormAct], FormState] = {
    (FormState.FILLING, FormAct.SUBMIT): FormState.WAITING,
    (FormState.RETURNED, FormAct.SUBMIT): FormState.WAITING,
    (FormState.WAITING, FormAct.TAKE_BACK): FormState.FILLING,
    (FormState.WAITING, FormAct.TAKE_BACK_MENDED): FormState.RETURNED,
    (FormState.WAITING, FormAct.SIGN): FormState.SIGNED,
    (FormState.SIGNED, FormAct.RETURN): FormState.RETURNED,
    (FormState.RETURNED, FormAct.RETURN): FormState.RETURNED,
    (FormState.RETURNED, FormAct.KEEP): FormState.SIGNED,
    (FormState.SIGNED, FormAct.REOPEN): FormState.RETURNED,
    (FormState.FILLING, FormAct.REOPEN): FormState.FILLING,
    (FormState.RETURNED, FormAct.REOPEN): FormState.RETURNED,
    (FormState.WAITING, FormAct.REOPEN): FormState.WAITING,
}


def round_moved(state: str, act: RoundAct) -> RoundState:
    """The state that an act leads a round to. Raises ActRefused for a move not in the table."""
    found = ROUND_MOVES.get((RoundState(state), act))
    if found is None:
        raise ActRefused(
            _("The round is %(state)s; that cannot be done now.")
            % {"state": RoundState(state).label}
        )
    return found


def form_moved(state: str, act: FormAct) -> FormState:
    """The state that an act leads a form to. Raises ActRefused for a move not in the table."""
    found = FORM_MOVES.get((FormState(state), act))
    if found is None:
        raise ActRefused(
            _("The form is %(state)s; that cannot be done now. Read the page again.")
            % {"state": FormState(state).label}
        )
    return found
