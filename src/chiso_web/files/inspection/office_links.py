"""What Word, Excel and PowerPoint fetch from elsewhere by themselves when they open a file."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.inspection.packages import Package, shown
from chiso_web.files.inspection.xml_parts import Attributes, Declares, elements_read, local

LINKS = re.compile(r"(?i)\.rels$")
ASKED_FOR = {"hyperlink", "externallinkpath", "externallinklong", "xlpathmissing", "xlstartup"}
PICTURES = {"image", "linkedimage"}
ON_THIS_MACHINE = re.compile(r"(?i)^(?:file:/{0,3})?[a-z]:[\\/]|^[^:/\\]+$")
ON_THE_WEB = re.compile(r"(?i)^https?://")
SCRIPTED = re.compile(r"(?i)^\s*(?:javascript|vbscript|data|ms-[a-z-]+|search-ms|script|mhtml):")


def fetched_faults(package: Package) -> Iterator[Fault]:
    """The links that lead out without anybody clicking, or that would run something."""
    for name in package.entries:
        if not LINKS.search(name):
            continue
        try:
            yield from _links_of(package, name)
        except Declares:
            yield Fault("xml_declares", {"part": shown(name)})
        except expat.ExpatError:
            yield Fault("zip_structure", {"found": shown(name)})


def _links_of(package: Package, name: str) -> list[Fault]:
    faults: list[Fault] = []

    def started(element: str, attributes: Attributes) -> None:
        if local(element) != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2].casefold()
        target = attributes.get("Target", "")
        if attributes.get("TargetMode", "").casefold() == "external":
            if not is_allowed(kind, target):
                faults.append(Fault("external", {"found": shown(f"{kind}: {target}")}))
        elif kind in {"vbaproject", "wordvbadata", "xlmacrosheet"}:
            faults.append(Fault("macro", {"part": shown(target)}))

    elements_read(package.chunks(name), started=started)
    return faults


def is_allowed(kind: str, target: str) -> bool:
    """Whether a link out may stand.

    Word notes the path of the template that a document was made from: on this machine it fetches
    nothing from strangers. A picture from the web is shown, and a link is followed, by choice.
    """
    if SCRIPTED.match(target):
        return False
    if kind in ASKED_FOR:
        return True
    if kind == "attachedtemplate":
        return bool(ON_THIS_MACHINE.match(target))
    return kind in PICTURES and bool(ON_THE_WEB.match(target))
