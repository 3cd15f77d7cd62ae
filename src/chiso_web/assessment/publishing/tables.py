"""A ranking group's result as the page's table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.assessment.models import Round
from chiso_web.assessment.naming import edition_text, group_name
from chiso_web.assessment.publishing.fields import Shape
from chiso_web.assessment.publishing.standings import GroupResult, Standing
from chiso_web.look.formats import DASH, language, number, short

BASE_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a field: its code, and its name for those who hover or listen."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the table of its group."""

    rank: str
    unit: str
    address: str
    points: str
    class_name: str
    fields: tuple[str, ...]
    bonus: str
    penalty: str
    base: str
    note: str
    is_reduced: bool


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A ranking group: its edition, columns, rows, and what is to be said of all of them."""

    kind: str
    name: str
    edition: str
    heads: tuple[Head, ...]
    bonus_head: str
    penalty_head: str
    rows: tuple[Row, ...]
    unranked: tuple[tuple[str, str, str], ...]
    base_note: str


def group_table(one: Round, found: GroupResult) -> GroupTable:
    """The table of a group; rows without a result apart, with the reason."""
    return GroupTable(
        kind=found.group.kind,
        name=group_name(found.group),
        edition=edition_text(found.shape.edition),
        heads=tuple(
            Head(node.code or node.id, node.name.in_language(language()))
            for node in found.shape.fields
        ),
        bonus_head=_cap(found.shape, bonus=True),
        penalty_head=_cap(found.shape, bonus=False),
        rows=tuple(_row(one, found, standing) for standing in found.ranked),
        unranked=tuple(
            (one_.unit.full_name(language()), unit_address(one, one_.unit.uid), one_.why)
            for one_ in found.unranked
        ),
        base_note=base_note(found),
    )


def unit_address(one: Round, uid: str) -> str:
    """The result of a unit in a round."""
    return reverse("assessment:unit-result", kwargs={"round": one.slug, "unit": uid})


def _cap(shape: Shape, *, bonus: bool) -> str:
    """How far bonus or penalty goes; empty where the edition has none."""
    leaves = shape.bonus if bonus else shape.penalty
    rules = [leaf.rule for leaf in leaves if leaf.rule is not None]
    if not rules:
        return ""
    ends = sum(rule.maximum if bonus else rule.minimum for rule in rules)
    return _("at most %(points)s") % {"points": f"+{short(ends)}" if bonus else short(ends)}


def _row(one: Round, found: GroupResult, standing: Standing) -> Row:
    notes = []
    if standing.ranked.rank in found.tied:
        notes.append(_("tied"))
    if standing.ranked.reduced:
        notes.append(_("on a smaller base"))
    return Row(
        rank=str(standing.ranked.rank or DASH),
        unit=standing.unit.name(language()),
        address=unit_address(one, standing.unit.uid),
        points=standing.points,
        class_name=standing.class_name,
        fields=tuple(number(points) for points in standing.fields),
        bonus=number(standing.bonus),
        penalty=number(standing.penalty),
        base=base_text(standing),
        note="; ".join(notes),
        is_reduced=standing.ranked.reduced,
    )


def base_text(standing: Standing) -> str:
    """The points that apply: 100,00, or 92,00 of 100,00 where some are left out."""
    if standing.whole - standing.most <= BASE_SLACK:
        return number(standing.most)
    facts = {"most": number(standing.most), "whole": number(standing.whole)}
    return _("%(most)s of %(whole)s") % facts


def base_note(found: GroupResult) -> str:
    """That units of the group were scored on another basis than others; empty where none was."""
    reduced = _named([one for one in found.ranked if one.ranked.reduced])
    count = sum(one.ranked.reduced for one in found.ranked)
    if not count:
        return ""
    if not found.is_mixed:
        return _("All units of the group stand on a smaller base alike.")
    text = ngettext(
        "%(count)s unit was scored on a smaller base than the others: %(units)s. Its rank "
        "compares only in part; it is marked in its row.",
        "%(count)s units were scored on a smaller base than the others: %(units)s. Their ranks "
        "compare only in part; they are marked in their rows.",
        count,
    )
    return text % {"count": count, "units": reduced}


def _named(standings: Sequence[Standing], most: int = 12) -> str:
    names = [one.unit.name(language()) for one in standings]
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
