"""A reform index's observations and scores of one period as a data package."""

from functools import lru_cache
from pathlib import Path

from django.utils.translation import override

import chiso
from chiso import tables
from chiso.definition.model import Edition
from chiso.synthesis import FILE_MARK, MARK
from chiso_web.look.saving import Columns
from chiso_web.portal.opendata.columns import MEASURES
from chiso_web.portal.opendata.outcome_columns import (
    OUTCOME_NODES,
    OUTCOME_OBSERVATIONS,
    OUTCOME_SCORES,
    OUTCOME_UNITS,
)
from chiso_web.portal.opendata.package import About, package_bytes
from chiso_web.portal.opendata.papi_package import measure_columns, nodes_columns, sources_of
from chiso_web.portal.outcome.naming import outcome_name
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.outcome.reading import outcome_of
from chiso_web.results.evaluated import evaluated_get
from chiso_web.results.models import Evaluation

BOTH = f"{MARK.vi} / {MARK.en}"
DRAWN = {
    "name": "Apache-2.0",
    "title": "Synthetic figures, drawn by Chiso",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
}
UNKNOWN = {"name": "notspecified", "title": "None found"}
README = """\
# {title}

{title_vi}

{mark}{prefix}observations.csv: what was observed.
{prefix}scores.csv: what Chiso computed from it by the edition in edition/index.yaml, every
criterion, with rank in its group and class.
{prefix}nodes.csv, {prefix}units.csv, {prefix}measures.csv: what the codes in them mean.
datapackage.json says what each column holds.

{prefix}observations.csv: số liệu ghi nhận.
{prefix}scores.csv: điểm Chiso tính từ số liệu đó theo bộ chỉ số trong edition/index.yaml, từng
tiêu chí, kèm thứ hạng trong nhóm và xếp loại.
{prefix}nodes.csv, {prefix}units.csv, {prefix}measures.csv: ý nghĩa của các mã.
datapackage.json mô tả từng cột.

A blank value is never 0: the column `missing` says why. Units of different `rank_group` are ranked
apart. Ids of units are text: 00145@2025-07-01.
Ô trống không bao giờ là 0: cột `missing` nêu lý do. Đơn vị khác `rank_group` được xếp hạng riêng.

To compute the scores again / Tính lại điểm:

    {command}

Files of Chiso {version}.
"""


@lru_cache(maxsize=16)
def outcome_package(evaluation: Evaluation) -> bytes:
    """The data package of a result; built once, for a result published anew is another row."""
    outcome = outcome_of(evaluation)
    edition = outcome.edition
    observed = observed_columns(outcome)
    return package_bytes(
        _about(outcome),
        [
            (OUTCOME_OBSERVATIONS, observed),
            (OUTCOME_SCORES, scored_columns(outcome)),
            (OUTCOME_NODES, _nodes(edition)),
            (OUTCOME_UNITS, _units(outcome)),
            (MEASURES, measure_columns(edition, observed["measure"])),
        ],
        prefix=prefix_of(evaluation),
        others=_edition_files(edition),
    )


def prefix_of(evaluation: Evaluation) -> str:
    """What the names of the files begin with: the mark of synthetic figures."""
    return FILE_MARK if evaluation.synthetic else ""


def observed_columns(outcome: Outcome) -> Columns:
    """Every observation, as the library writes it."""
    table = evaluated_get(outcome.evaluation).table
    found: Columns = tables.observation_columns(table)
    blank: list[object] = [None] * len(found["unit"])
    return {one.name: found.get(one.name, blank) for one in OUTCOME_OBSERVATIONS.columns}


def scored_columns(outcome: Outcome) -> Columns:
    """Every score with its rank, class and base."""
    edition = outcome.edition
    rows = [
        (unit, node, outcome.at(unit, node.id))
        for unit in outcome.units.values()
        for node in edition.nodes
    ]
    placed = [one for _unit, _node, one in rows]
    note = BOTH if outcome.evaluation.synthetic else ""
    return {
        "edition": [edition.name] * len(rows),
        "period": [outcome.period] * len(rows),
        "unit": [unit.uid for unit, _node, _one in rows],
        "node": [node.id for _unit, node, _one in rows],
        "code": [node.code for _unit, node, _one in rows],
        "kind": [node.kind for _unit, node, _one in rows],
        "score": [one.points for one in placed],
        "min": [one.minimum for one in placed],
        "max": [one.maximum for one in placed],
        "missing": [one.missing for one in placed],
        "rank_group": [one.group for one in placed],
        "rank": [one.rank for one in placed],
        "class": [one.class_id for one in placed],
        "reduced": ["true" if one.reduced else "false" for one in placed],
        "note": [note] * len(rows),
    }


def _nodes(edition: Edition) -> Columns:
    return {
        **nodes_columns([edition]),
        "rescale_to": [node.rescale_to for node in edition.nodes],
        "part": [node.part for node in edition.nodes],
    }


def _units(outcome: Outcome) -> Columns:
    units = list(outcome.units.values())
    return {
        "unit": [unit.uid for unit in units],
        "code": [unit.code for unit in units],
        "unit_kind": [unit.kind for unit in units],
        "name_vi": [unit.full_name_vi for unit in units],
        "name_en": [unit.full_name_en for unit in units],
        "parent": [unit.parent.uid if unit.parent else "" for unit in units],
    }


def _edition_files(edition: Edition) -> dict[str, bytes]:
    """The edition as it is."""
    folder = Path(edition.file).parent
    names = ("index.yaml", "sources.yaml")
    return {f"edition/{name}": (folder / name).read_bytes() for name in names}


def _about(outcome: Outcome) -> About:
    evaluation, edition = outcome.evaluation, outcome.edition
    mark = f"{BOTH}. " if evaluation.synthetic else ""
    title, title_vi = _title(outcome, "en"), _title(outcome, "vi")
    prefix = prefix_of(evaluation)
    return About(
        name=f"{prefix}{outcome.index}-{outcome.period}",
        title=title,
        title_vi=title_vi,
        description=f"{mark}What was observed, and what Chiso computed from it by the edition.",
        licence=DRAWN if evaluation.synthetic else UNKNOWN,
        sources=sources_of([edition]),
        contributors=[{"title": "Chiso", "role": "wrangler"}],
        facts={
            "synthetic": evaluation.synthetic,
            "illustrative": edition.illustrative,
            "editions": {edition.name: edition.sha256},
        },
        readme=README.format(
            title=title,
            title_vi=title_vi,
            mark=f"**{BOTH}.**\n\n" if evaluation.synthetic else "",
            command=_command(outcome),
            prefix=prefix,
            version=chiso.__version__,
        ),
        sources_text=_sources_text(edition, mark),
    )


def _command(outcome: Outcome) -> str:
    """What scores the package's observations again, with the same ranks."""
    apart = " --rank-by-kind" if len(outcome.groups) > 1 else ""
    observations = f"{prefix_of(outcome.evaluation)}observations.csv"
    return (
        f"chiso score {outcome.edition.name} --observations {observations}{apart} --out scores.csv"
    )


def _title(outcome: Outcome, lang: str) -> str:
    """The result's name in a language, whatever language asked for the file; the mark first."""
    with override(lang):
        name = outcome_name(outcome)
    mark = MARK.in_language(lang)
    return f"{mark}: {name}" if outcome.evaluation.synthetic else name


def _sources_text(edition: Edition, mark: str) -> str:
    """The sources of the edition, with what is known of their licences."""
    lines = [
        f"- {source.title.vi} / {source.title.en}. {source.publisher}. {source.address}\n"
        f"  Licence: {source.licence}. {source.note.en if source.note else ''}".rstrip()
        for source in edition.sources.values()
    ]
    return "\n".join(["# Sources", "", *([mark.strip(), ""] if mark else []), *lines, ""])
