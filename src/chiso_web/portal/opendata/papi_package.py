"""PAPI's observations and scores, a year or all years, as tables and as a data package."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import chiso
from chiso.datasets import papi
from chiso.definition.model import Edition
from chiso.evaluation.edition_words import node_in_words
from chiso.wording import say
from chiso_web.look.saving import Columns
from chiso_web.portal.opendata.columns import MEASURES, NODES, OBSERVATIONS, PROVINCES, SCORES
from chiso_web.portal.opendata.package import About, package_bytes
from chiso_web.portal.papi import INDEX
from chiso_web.results.models import Evaluation
from chiso_web.results.records import observation_columns, score_columns
from chiso_web.results.selectors import edition_named
from chiso_web.units.selectors import unit_list_provinces

SOURCES = Path(papi.__file__).parent / "SOURCES.md"
PUBLISHERS = "CECODES, VFF-CRT (to 2022), RTA, UNDP"
LICENCE = {
    "name": "notspecified",
    "title": 'None found: the PAPI reports carry the words "all rights reserved"',
}
README = """\
# {title}

{title_vi}

observations.csv: what PAPI published. scores.csv: what Chiso computed from it, every part, with
rank and class. nodes.csv, units.csv, measures.csv: what the codes in them mean. datapackage.json
says what each column holds.

observations.csv: số liệu PAPI đã công bố. scores.csv: điểm Chiso tính từ số liệu đó, từng nội
dung, kèm thứ hạng và xếp loại. nodes.csv, units.csv, measures.csv: ý nghĩa của các mã.
datapackage.json mô tả từng cột.

A blank value is never 0: the column `missing` says why. Codes of provinces are text: 01, not 1.
Ô trống không bao giờ là 0: cột `missing` nêu lý do. Mã tỉnh là chữ: 01, không phải 1.

    import pandas as pd
    observations = pd.read_csv("observations.csv", dtype={{"unit": str}})
    scores = pd.read_csv("scores.csv", dtype={{"unit": str, "node": str, "code": str}})

Licence of the figures: none found; the PAPI reports carry the words "all rights reserved". Chiso
quotes the published figures with their source. SOURCES.md names every copy.
Giấy phép của số liệu: chưa tìm thấy; các báo cáo PAPI ghi "all rights reserved". Chiso trích dẫn
kèm nguồn.

Cite / Trích dẫn: {publishers}, PAPI {years}, papi.org.vn; files of Chiso {version}.
"""


def nodes_columns(editions: Sequence[Edition]) -> Columns:
    """The parts of some editions."""
    rows = [(edition, node) for edition in editions for node in edition.nodes]
    return {
        "edition": [edition.name for edition, _ in rows],
        "node": [node.id for _, node in rows],
        "parent": [node.parent for _, node in rows],
        "kind": [node.kind for _, node in rows],
        "code": [node.code for _, node in rows],
        "name_vi": [node.name.vi for _, node in rows],
        "name_en": [node.name.en for _, node in rows],
        "offset": [node.offset if node.combine else None for _, node in rows],
        "weight": [node.weight for _, node in rows],
        "rule": [say(node_in_words(edition, node), "en") for edition, node in rows],
    }


def province_columns() -> Columns:
    """The provinces that PAPI surveyed."""
    units = unit_list_provinces()
    return {
        "unit": [unit.code for unit in units],
        "id": [unit.id_text for unit in units],
        "name_vi": [unit.name_in_data("vi") for unit in units],
        "name_en": [unit.name_in_data("en") for unit in units],
    }


def measure_columns(edition: Edition, used: Sequence[object]) -> Columns:
    """The measures that observations name, in the order of the catalogue."""
    names = set(used)
    measures = [one for one in edition.measures.values() if one.id in names]
    return {
        "measure": [one.id for one in measures],
        "unit": [one.unit for one in measures],
        "direction": [one.direction for one in measures],
        "name_vi": [one.name.vi for one in measures],
        "name_en": [one.name.en for one in measures],
    }


@lru_cache(maxsize=20)
def papi_package(evaluations: tuple[Evaluation, ...]) -> bytes:
    """The data package of some years; built once, for a year published anew is another row."""
    editions = [edition_named(name) for name in dict.fromkeys(one.edition for one in evaluations)]
    observed = _joined([observation_columns(INDEX, one.period) for one in evaluations])
    return package_bytes(
        _about([one.period for one in evaluations], editions),
        [
            (OBSERVATIONS, observed),
            (SCORES, _joined([score_columns(one) for one in evaluations])),
            (NODES, nodes_columns(editions)),
            (PROVINCES, province_columns()),
            (MEASURES, measure_columns(editions[-1], observed["measure"])),
        ],
    )


def _joined(parts: Sequence[Columns]) -> Columns:
    """Columns one below the other."""
    return {name: [cell for part in parts for cell in part[name]] for name in parts[0]}


def _about(periods: Sequence[str], editions: Sequence[Edition]) -> About:
    years = periods[0] if len(periods) == 1 else f"{periods[0]}–{periods[-1]}"
    title = f"PAPI {years}: observations and scores of 63 provinces of Viet Nam"
    title_vi = f"PAPI {years}: số liệu và điểm của 63 tỉnh, thành phố"
    readme = README.format(
        title=title,
        title_vi=title_vi,
        publishers=PUBLISHERS,
        years=years,
        version=chiso.__version__,
    )
    return About(
        name=f"{INDEX}-{years.replace('–', '-')}",
        title=title,
        title_vi=title_vi,
        description="What PAPI published, and what Chiso computed from it by cited rules.",
        licence=LICENCE,
        sources=sources_of(editions),
        contributors=[
            {"title": PUBLISHERS, "role": "publisher"},
            {"title": "Chiso", "role": "wrangler"},
        ],
        facts={"editions": {one.name: one.sha256 for one in editions}},
        readme=readme,
        sources_text=SOURCES.read_text(encoding="utf-8"),
    )


def sources_of(editions: Sequence[Edition]) -> list[dict[str, str]]:
    """What the editions cite, each once."""
    found = {
        source.id: {
            "title": f"{source.title.en}; {source.publisher}",
            **({"path": source.address} if source.address else {}),
        }
        for edition in editions
        for source in edition.sources.values()
    }
    return list(found.values())
