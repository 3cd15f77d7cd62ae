"""A copy of a fixture edition that a test may spoil, and the faults that are then found."""

import shutil
from pathlib import Path

from chiso.definition.load import load
from chiso.errors import EditionInvalid, Fault
from tests.builders_library import EDITIONS

LINEAR = "{kind: linear, measure: w.online, zero_at: 0, full_at: 50, points: 1, capped: true}"
SCALE = "{kind: scale, measure: w.rating, low: 1, high: 5, points_low: 0, points_high: 2}"


class Desk:
    """A copy of the fixture edition that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.top = shutil.copytree(EDITIONS, folder / "editions")
        self.folder = self.top / "ward" / "2024-01-01"

    def spoil(self, old: str, new: str, *, file: str = "index.yaml") -> None:
        path = (self.folder / file).resolve()
        whole = path.read_text(encoding="utf-8")
        assert whole.count(old) == 1, f"{old!r} stands {whole.count(old)} times in {file}"
        path.write_text(whole.replace(old, new), encoding="utf-8")

    def line(self, snippet: str, *, file: str = "index.yaml") -> str:
        path = (self.folder / file).resolve()
        lines = path.read_text(encoding="utf-8").splitlines()
        [number] = [place for place, one in enumerate(lines, start=1) if snippet in one]
        return f"{path.name}:{number}"

    def first(self, snippet: str) -> str:
        """The first line that has the snippet."""
        lines = (self.folder / "index.yaml").read_text(encoding="utf-8").splitlines()
        return f"index.yaml:{next(n for n, one in enumerate(lines, start=1) if snippet in one)}"

    def at(self, node: str) -> str:
        """Where a node begins."""
        return self.line(f'id: "{node}"')

    def faults(self) -> tuple[Fault, ...]:
        try:
            load(self.folder)
        except EditionInvalid as error:
            return error.faults
        return ()

    def told(self) -> list[str]:
        """The faults, each with its file's bare name."""
        return [str(fault).removeprefix(f"{_folder(fault)}/") for fault in self.faults()]


def _folder(fault: Fault) -> str:
    return str(Path(str(fault.where)).parent)


CONSEQUENCES = ("add up to", "combines children but has none")


def alone(told: list[str]) -> list[str]:
    """The faults without those that only follow from another, which was not read."""
    return [one for one in told if not any(part in one for part in CONSEQUENCES)]
