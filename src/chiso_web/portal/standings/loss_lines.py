"""What a group lost on each content, as the page shows it."""

from dataclasses import dataclass

from chiso_web.look.formats import language, number, share, short
from chiso_web.look.spread_strip import LossBar, loss_bar
from chiso_web.portal.lost_points import NOTHING
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.standings.table import Loss, Table


@dataclass(frozen=True, slots=True)
class LossLine:
    """One content over the group: what was lost, by how many, and who lost most."""

    code: str
    name: str
    address: str
    most: str
    median: str
    bar: LossBar
    losing: str
    of: str
    worst: str
    worst_address: str
    highest: str


def loss_lines(table: Table) -> tuple[LossLine, ...]:
    """What the group lost on each content; the bars share one axis."""
    full = max((loss.most for loss in table.losses), default=0.0)
    return tuple(_loss_line(table, loss, full) for loss in table.losses)


def _loss_line(table: Table, loss: Loss, full: float) -> LossLine:
    outcome = table.outcome
    return LossLine(
        code=loss.node.code,
        name=loss.node.name.in_language(language()),
        address=address_of(outcome, "part", loss.node.id),
        most=short(loss.most, 2),
        median=number(loss.median),
        bar=loss_bar(loss.median, loss.most, full=full),
        losing=share(loss.losing / loss.count, 0),
        of=f"{loss.losing}/{loss.count}",
        worst=loss.worst.unit.name(language()) if loss.highest > NOTHING else "",
        worst_address=address_of(outcome, loss.worst.unit.uid, loss.node.id),
        highest=number(loss.highest),
    )
