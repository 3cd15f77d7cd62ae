"""What a service refuses, told to the person in a sentence."""

from django.core.exceptions import PermissionDenied

from chiso_web.units.models import Unit


class UnitEnded(PermissionDenied):
    """What somebody asked for ended with their unit: ``unit``, in which they held a role."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit.uid)
        self.unit = unit


class ActRefused(Exception):
    """An act that is not allowed; ``sentence`` is translated and says what to do.

    ``kept``: whether the attempt goes into the trail, as an attack or a mistake worth seeing.
    """

    def __init__(self, sentence: str, *, kept: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kept = kept
