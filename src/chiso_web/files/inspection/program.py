"""`python -m chiso_web.files.inspection.program`: looks at the file on standard input, in JSON."""

import os
import sys

import pikepdf

from chiso_web.files.confined import limits_take
from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.found import Inspection, written
from chiso_web.files.inspection.inspecting import inspected

UNPACKED_STREAM = 64_000_000


def main() -> None:
    """Print what was found; memory that does not suffice is a fault of the file."""
    (name,) = limits_take(sys.argv[1:])
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=UNPACKED_STREAM, run_length_max_memory=UNPACKED_STREAM
    )
    with os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as file:
        try:
            found = inspected(file, name)
        except (MemoryError, RecursionError):
            found = Inspection(None, (Fault("too_complex"),))
    sys.stdout.write(written(found))


if __name__ == "__main__":
    main()
