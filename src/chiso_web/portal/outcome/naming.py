"""What pages call a reform index's result: the index, its period, and whose it is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, listed
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.units.models import Unit


def outcome_name(outcome: Outcome) -> str:
    """Index, period and whose: "Chỉ số cải cách hành chính 2025: phường và xã, thành phố Hà
    Nội".
    """
    lang = language()
    return _named(outcome, listed((group.name(lang) for group in outcome.groups), _("and")))


def group_title(outcome: Outcome, group: Group) -> str:
    """The same of one group, with how many they are: "…: 51 phường, thành phố Hà Nội"."""
    return _named(outcome, counted(group))


def counted(group: Group) -> str:
    """How many units of which kind: "51 phường"."""
    return group.counted(len(group.units), language())


def ranked_among(outcome: Outcome, group: Group) -> str:
    """How many units of which kind have a total, and so a rank: "50 phường"."""
    return group.counted(len(outcome.points(group)), language())


def index_name(outcome: Outcome) -> str:
    """What the edition calls the whole: "Chỉ số cải cách hành chính"."""
    edition = outcome.edition
    return edition.level(edition.root.kind).name.in_language(language())


def level_name(outcome: Outcome) -> str:
    """What the edition calls the contents, within a sentence: "nội dung", "lĩnh vực"."""
    kind = outcome.contents[0].kind if outcome.contents else outcome.edition.root.kind
    return inside(outcome.edition.level(kind).name.in_language(language()))


def place_name(outcome: Outcome) -> str:
    """The unit that all scored units are under, within a sentence: "thành phố Hà Nội"; empty where
    there is no one such.
    """
    above = {unit.parent for unit in outcome.units.values()}
    one = above.pop() if len(above) == 1 else None
    return unit_within(one) if one else ""


def unit_within(unit: Unit) -> str:
    """A unit's official name within a sentence: "phường Long Biên"; "Long Bien Ward"."""
    name = unit.full_name(language())
    return inside(name) if language() == "vi" else name


def inside(name: str) -> str:
    """A name that opens with a common noun, within a sentence: "Sở" becomes "sở", "UBND" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def plural(name: str) -> str:
    """More than one of an English kind of unit: "wards", "cities", "departments of a province"."""
    head, of, rest = name.partition(" of ")
    ended = f"{head[:-1]}ies" if head.endswith("y") else f"{head}s"
    return f"{ended}{of}{rest}"


def singular(name: str) -> str:
    """One of what an edition calls a group in English: "department"; as it stands where the name
    has several words.
    """
    return name.removesuffix("s") if " " not in name else name


def _named(outcome: Outcome, group: str) -> str:
    facts = {"index": index_name(outcome), "period": outcome.period}
    return _("%(index)s %(period)s: %(whose)s") % {**facts, "whose": whose(outcome, group)}


def whose(outcome: Outcome, group: str) -> str:
    """Whose results these are, the ``group`` in words: "51 phường, thành phố Hà Nội"; a single unit
    by its name.
    """
    units: Sequence[Unit] = list(outcome.units.values())
    if len(units) == 1:
        return unit_within(units[0])
    return _joined(group, place_name(outcome))


def _joined(group: str, place: str) -> str:
    """A group with the place that its units are in; a kind of place is not said twice: "phòng, ban
    thuộc UBND quận" and "quận Long Biên".
    """
    kind, _blank, rest = place.partition(" ")
    if rest and group.endswith(f" {kind}"):
        return f"{group} {rest}"
    return ", ".join(filter(None, (group, place)))
