"""What was asked for in a comparison and is not shown."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from chiso_web.portal.compare.choice import MOST, Chosen, Unknown
from chiso_web.units.models import Unit


def left_out(
    chosen: Chosen,
    *,
    unknown: str,
    name: Callable[[Unit], str],
    names_of: Callable[[Sequence[Unit]], str],
) -> tuple[str, ...]:
    """In sentences; ``unknown`` is the one about what is no unit, with %(name)s for it."""
    found = [_unknown(one, unknown, name=name) for one in chosen.unknown]
    if chosen.repeated:
        facts = {"names": names_of(chosen.repeated)}
        found.append(_("Named more than once and shown once: %(names)s.") % facts)
    if chosen.beyond:
        facts = {"most": str(MOST), "names": names_of(chosen.beyond)}
        found.append(_("At most %(most)s are compared; left out: %(names)s.") % facts)
    return tuple(found)


def _unknown(one: Unknown, sentence: str, *, name: Callable[[Unit], str]) -> str:
    words = [sentence % {"name": one.typed}]
    if one.nearest:
        words += [_("Nearest:"), f"{', '.join(map(name, one.nearest))}."]
    return " ".join(words)
