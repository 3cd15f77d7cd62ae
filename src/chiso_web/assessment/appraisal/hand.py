"""The line in hand: what is declared, how it is proven, and the decision on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.scoring.steps import Seen
from chiso_web.assessment.appraisal.flags import LineFlag
from chiso_web.assessment.appraisal.hanging import hanging_sentences
from chiso_web.assessment.appraisal.judging import (
    Choice,
    Judged,
    choices_of,
    points_allowed,
    range_text,
)
from chiso_web.assessment.appraisal.rows import Row
from chiso_web.assessment.appraisal.showing import decision_figure
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.library.chips import DocumentChip
from chiso_web.assessment.models import Line
from chiso_web.assessment.naming import node_name
from chiso_web.assessment.scale import ScaleShown, scale_of
from chiso_web.assessment.shown import outdated_text
from chiso_web.files.addresses import file_address, picture_address
from chiso_web.files.previews.drawing import page_count
from chiso_web.look.formats import day, language, number
from chiso_web.look.rules.amounts import amount_text
from chiso_web.look.rules.measured import measure_name

POINTS = 2


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is looked at: its first page as a picture, or where it is read."""

    place: int
    title: str
    abstract: str
    picture: str
    address: str
    is_away: bool
    pages: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One declared figure, with the platform's own and the reason why they differ."""

    name: str
    declared: str
    held: str
    agrees: bool
    difference: str


@dataclass(frozen=True, slots=True)
class Hand:
    """All that the panel shows of the line in hand."""

    row: Row
    unit: str
    node: str
    flags: Sequence[LineFlag]
    hanging: Sequence[str]
    chips: Sequence[DocumentChip]
    figures: Sequence[Figure]
    papers: Sequence[Paper]
    how: str
    counted: str
    outdated: str
    filled: str
    scale: ScaleShown
    own: str
    points: str
    decided: str
    reason: str
    choices: Sequence[Choice]
    range: str
    judged: Judged
    fault: str
    boxes: tuple[str, ...]

    @property
    def is_changed_by_choice(self) -> bool:
        """Whether points are chosen from a list."""
        return bool(points_allowed(self.row.leaf))


def hand_of(
    edition: Edition,
    row: Row,
    flags: Sequence[LineFlag],
    chips: Sequence[DocumentChip],
    *,
    document: int,
    judged: Judged,
    fault: str,
    boxes: tuple[str, ...],
) -> Hand:
    """The panel of a row; a query, and one where its points hang on others.

    ``document``: which is shown first, from 1.
    """
    line = _line(row)
    return Hand(
        row=row,
        unit=row.entrant.unit.full_name(language()),
        node=node_name(row.leaf),
        flags=flags,
        hanging=hanging_sentences(edition, row),
        chips=chips,
        figures=_figures(edition, row),
        papers=_papers(chips, document),
        how=line.how,
        counted=line.counted,
        outdated=outdated_text(line),
        filled=_filled(line),
        scale=scale_of(edition, row.leaf, _seen(row)),
        own=number(row.line.points, POINTS),
        points=number(row.line.appraised, POINTS),
        decided=decided_text(row),
        reason=row.line.reason,
        choices=choices_of(row.leaf, judged, row.line.points),
        range=range_text(row.leaf),
        judged=judged,
        fault=fault,
        boxes=boxes,
    )


def decided_text(row: Row) -> str:
    """What was decided, by whom and when; empty where nothing is."""
    line = row.line
    if not line.decision or line.decided_at is None:
        return ""
    shown = decision_figure(line)
    return _("%(what)s: %(name)s, %(time)s on %(day)s") % {
        "what": f"{shown.sub} {shown.main}".strip(),
        "name": line.decided_name,
        "time": localtime(line.decided_at).strftime("%H:%M"),
        "day": day(localtime(line.decided_at).date()),
    }


def _line(row: Row) -> Line:
    found = Line.objects.select_related("filled_by").only(
        *("how", "counted", "points", "account_points"),
        *("filled_at", "lead", "filled_by__full_name"),
    )
    return found.get(entrant=row.entrant.pk, node=row.leaf.id)


def _filled(line: Line) -> str:
    parts = [line.filled_by.full_name] if line.filled_by else []
    parts += [line.lead] if line.lead else []
    if line.filled_at and parts:
        at = localtime(line.filled_at)
        parts.append(f"{at.strftime('%H:%M')} {day(at.date())}")
    return ", ".join(parts)


def _seen(row: Row) -> Seen:
    values = {one.measure: one.value for one in row.declared.values() if one.value is not None}
    return Seen(values, {})


def _figures(edition: Edition, row: Row) -> list[Figure]:
    found = []
    for field in fields_of(edition, row.leaf):
        one = row.declared.get(field.measure)
        if one is None:
            continue
        value = "" if one.value is None else amount_text(one.value, field.unit)
        told = _("did not arise: %(ground)s") % {"ground": one.ground} if one.ground else value
        held = "" if one.held is None else amount_text(one.held, field.unit)
        name = measure_name(edition, field.measure)
        agrees = one.held is not None and one.held == one.value
        found.append(Figure(name, told, held, agrees, one.difference))
    return found


def _papers(chips: Sequence[DocumentChip], wanted: int) -> list[Paper]:
    """The documents of a line."""
    first = wanted if 1 <= wanted <= len(chips) else 1
    return [_paper(place, chip, shown=place == first) for place, chip in enumerate(chips, start=1)]


def _paper(place: int, chip: DocumentChip, *, shown: bool) -> Paper:
    version = None if chip.file is None or chip.file.is_withdrawn else chip.newest
    pages = page_count(version) if version else 0
    return Paper(
        place=place,
        title=chip.title,
        abstract=chip.abstract,
        picture=picture_address(version, 1) if version and pages else "",
        address=file_address(version.file) if version else chip.address,
        is_away=chip.is_away,
        pages=pages,
        shown=shown,
    )
