"""The licences of the packages that an installation runs on.

`licences.py check` compares each package that requirements/ locks for the platform with the list of
licences allowed here, and docs/licences.md with what was found; `licences.py write` writes it.
Apache-2.0 code may stand beside what ALLOWED lists without taking on other duties than to name it.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ("web.txt", "postgres.txt")
PAGE = ROOT / "docs" / "licences.md"
PIN = re.compile(r"^(?P<pin>[a-z0-9].*?) \\$", re.MULTILINE)
ALLOWED = {
    *("MIT", "MIT-0", "MIT-CMU", "HPND", "ISC", "PSF-2.0", "Zlib", "CC0-1.0"),
    *("BSD", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"),
    "MPL-2.0",  # duties for its own files only, which are not changed here
}
# A package whose licence is right for a reason of its own: what it declares, and the reason.
READ_BY_HAND = {
    "psycopg": ("LGPL-3.0-only", "a library that is used unchanged and can be exchanged"),
    "psycopg-binary": ("LGPL-3.0-only", "as psycopg"),
    "pypdfium2": (
        "BSD-3-Clause, Apache-2.0, dependency licenses",
        "PDFium and what is built into it: BSD, MIT, Apache, FreeType and others alike; its musl "
        "wheels hold GCC’s runtime under its exception",
    ),
    "qrcode": (
        "BSD",
        "its classifier “Other/Proprietary” stands for the MIT licence of the code it came from",
    ),
}
SPOKEN = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
LONGEST = 60  # a longer one is the text of a licence, not its name


def packages() -> Iterator[str]:
    """The names of what is locked for this machine, in order."""
    found: set[str] = set()
    for name in LOCKED:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        for match in PIN.finditer(text):
            needed = Requirement(match["pin"])
            if needed.marker is None or needed.marker.evaluate():
                found.add(needed.name)
    yield from sorted(found)


def declared(name: str) -> str:
    """The licence as the package declares it; "" if it does not. Raises PackageNotFoundError."""
    facts = metadata.metadata(name)
    spoken = (facts.get("License") or "").strip()
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in facts.get_all("Classifier") or ()
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    if facts.get("License-Expression"):
        return str(facts["License-Expression"])
    if spoken and len(spoken) <= LONGEST and "\n" not in spoken:
        return SPOKEN.get(spoken, spoken)
    return " AND ".join(SPOKEN.get(one, one) for one in classifiers)


def is_allowed(expression: str) -> bool:
    """Whether one of the alternatives asks for nothing but what is allowed."""
    plain = expression.replace("(", " ").replace(")", " ")
    return any(
        all(part.strip() in ALLOWED for part in re.split(r" AND |,", choice))
        for choice in plain.split(" OR ")
    )


def fault(name: str, expression: str) -> str:
    """What is wrong with a package's licence; "" if nothing is."""
    if name in READ_BY_HAND and READ_BY_HAND[name][0] == expression:
        return ""
    if not expression:
        return f"{name} declares no licence; read it, and add it to READ_BY_HAND with the reason."
    if is_allowed(expression):
        return ""
    return (
        f"{name} is under “{expression}”, which is not among the licences allowed here. Take "
        "another package, or add it to READ_BY_HAND with the reason."
    )


def page(found: dict[str, str]) -> str:
    """The page that names every package with its licence."""
    rows = "\n".join(f"| {name} | {licence} |" for name, licence in found.items())
    notes = "\n".join(
        f"- {name}: {reason}." for name, (_, reason) in READ_BY_HAND.items() if name in found
    )
    return (
        "# Licences of the packages that Chiso runs on\n\n"
        "Written by `make docs` from what the packages of `requirements/web.txt` and "
        "`requirements/postgres.txt` declare;\n`make check` refuses any other licence. They are "
        "installed beside Chiso and keep their own terms.\n\n"
        f"| package | licence |\n| --- | --- |\n{rows}\n\nRead by hand:\n\n{notes}\n"
    )


def main(arguments: list[str]) -> int:
    """Check, or write the page."""
    if arguments not in (["check"], ["write"]):
        print("Usage: licences.py check | write", file=sys.stderr)
        return 2
    found = {name: declared(name) for name in packages()}
    faults = [told for name, licence in found.items() if (told := fault(name, licence))]
    text = page(found)
    if arguments == ["write"]:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        faults.append("docs/licences.md is behind; write it anew: make docs")
    for told in faults:
        print(told, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
