"""What an inspection found, and how it passes from the process that looked to its asker."""

import json
from dataclasses import dataclass

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.kinds import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found: the kind (None where it is none that is taken), faults, pages of a PDF."""

    kind: Kind | None
    faults: tuple[Fault, ...]
    pages: int | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the file may be kept."""
        return self.kind is not None and not self.faults


def written(found: Inspection) -> str:
    """What was found, as text."""
    faults = [[fault.code, dict(fault.facts)] for fault in found.faults]
    kind = found.kind.id if found.kind else ""
    return json.dumps({"kind": kind, "faults": faults, "pages": found.pages})


def read_back(text: bytes) -> Inspection:
    """The same again. Raises ValueError or KeyError where it is cut."""
    told = json.loads(text)
    faults = tuple(Fault(code, facts) for code, facts in told["faults"])
    return Inspection(KINDS.get(told["kind"]), faults, told["pages"])
