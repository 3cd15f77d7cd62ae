"""Next year's edition for the 126 communes and wards of Hà Nội: scored, and compared in the shell.

It is a shipped edition with more leaves, written as an author writes it; what the units reported is
synthetic, and the same every time.
"""

import shutil
import sys
import tempfile
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import yaml
from measuring.figure import Figure
from measuring.memory import peak
from measuring.processes import child, environment
from measuring.timing import CPU, RUNS, medians

from chiso import tables, territory
from chiso.definition.editions import edition
from chiso.definition.load import INDICES, load
from chiso.evaluation import evaluate
from chiso.synthesis import synthetic
from chiso.values import ObservationTable
from measured.edition_files import write_yaml

BEFORE = "ha-noi-communes@2025-01-01"
_SEED = 7
_TOTALS = ("points", "rescale_to", "part")
"""What a node says of points that must add up, which they do not once leaves are added."""


def sixty_criteria() -> list[Figure]:
    """126 units on 60 criteria, from the built table."""
    with tempfile.TemporaryDirectory() as folder:
        after = load(_written(Path(folder), leaves=60))
    table = _observed()

    def work() -> object:
        return evaluate(after, table).points

    (ours,) = medians(work, clock=CPU)
    what = f"{len(table)} units × {len(after.leaves)} criteria, the shipped set of Hà Nội grown"
    return [
        Figure(name="evaluate-60", what=what, ours=ours, most=50.0, peak_ours=peak(work)),
    ]


def difference_in_the_shell() -> list[Figure]:
    """``chiso diff`` on an edition of 100 leaves with last year's observations, as a process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        after, file = _written(folder, leaves=100), folder / "gia-lap_communes.csv"
        file.write_bytes(tables.encoded(tables.observation_columns(_observed()), "csv"))
        chiso = str(Path(sys.executable).with_name("chiso"))
        command = [chiso, "diff", BEFORE, str(after), "--observations", str(file)]
        ours, bare = _alternating(
            command, [sys.executable, "-c", "import numpy, yaml"], folder=folder
        )
    what = "`chiso diff` of a new edition of 100 leaves, 126 units ranked under both; whole process"
    against = "`python -c 'import numpy, yaml'`"
    return [
        Figure(
            name="diff",
            what=f"{what}, clock on the wall",
            against=against,
            ours=ours["wall"],
            reference=bare["wall"],
            most=1000.0,
            peak_ours=ours["peak"],
            peak_reference=bare["peak"],
        ),
        Figure(
            name="diff-cpu",
            what=f"{what}, CPU time",
            against=against,
            ours=ours["cpu"],
            reference=bare["cpu"],
        ),
    ]


def _alternating(*commands: list[str], folder: Path) -> list[dict[str, float]]:
    """The medians of what each command took, run in turn, once the byte code of all was kept."""
    kept = environment(folder)
    rounds = [
        [child("measuring.spending", *command, env=kept) for command in commands]
        for _ in range(1 + RUNS)
    ]
    return [
        {name: median(one[name] for one in runs) for name in runs[0]}
        for runs in zip(*rounds[1:], strict=True)
    ]


def _observed() -> ObservationTable:
    """What the 126 units reported in 2026."""
    units = territory.units(date(2026, 12, 31), kind="commune", under="01@unknown")
    generator = np.random.default_rng(_SEED)
    ids = [unit.id for unit in units]
    return synthetic(edition(BEFORE), ids, period="2026", generator=generator)


def _written(folder: Path, *, leaves: int) -> Path:
    """The folder of an edition from 2027 with so many leaves: those shipped, then copies."""
    index, day = BEFORE.split("@")
    shipped, own = INDICES / index / day, folder / index / "2027-01-01"
    own.mkdir(parents=True)
    shutil.copy(shipped / "sources.yaml", own)
    write_yaml(own / "index.yaml", grown(shipped / "index.yaml", leaves))
    return own


def grown(file: Path, leaves: int) -> dict[str, Any]:
    """An edition from 2027 with so many leaves: those of the file, then copies of them."""
    tree: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    tree["in_force"]["from"] = date(2027, 1, 1)
    tree["adds_up"] = False
    del tree["parts"]
    nodes = [{key: of for key, of in node.items() if key not in _TOTALS} for node in tree["nodes"]]
    shipped = [node for node in nodes if "rule" in node]
    for number, leaf in zip(range(len(shipped), leaves), cycle(shipped), strict=False):
        nodes.append(leaf | {"id": f"{leaf['id']}.{number}"})
    return tree | {"nodes": nodes}
