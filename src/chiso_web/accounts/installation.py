"""For whom this installation is run: what concerns all of it is done from there only."""

from django.conf import settings

from chiso_web.units.models import Unit


def is_whole(unit: Unit) -> bool:
    """Whether a role held in a unit may concern the whole installation: the unit that CHISO_UNIT
    names, or, where it names none, a unit with none above it.
    """
    if settings.OFFICE_UNIT:
        return unit.uid == settings.OFFICE_UNIT
    return unit.parent_id is None
