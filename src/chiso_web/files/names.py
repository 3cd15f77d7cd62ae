"""Names of files as people gave them, made fit to be shown and to be saved again."""

import re
import unicodedata

from chiso.spelling import nfc

LONGEST = 150
LONGEST_ENDING = 12
SEPARATORS = re.compile(r"[/\\]")
UNSAVEABLE = re.compile(r'[<>:"|?*]')  # Windows takes none of them
FIRST_OF_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|\Z)")


def name_shown(given: str) -> str:
    """The last component of a name: composed letters, no control, direction or invisible marks.

    At most ``LONGEST`` letters, the ending kept; "" where nothing is left.

    >>> name_shown("C:\\\\Users\\\\ha\\\\Báo cáo\\u202efdp.exe")
    'Báo cáofdp.exe'
    """
    last = SEPARATORS.split(nfc(given))[-1]
    plain = "".join(_shown(sign) for sign in last)
    name = UNSAVEABLE.sub("_", " ".join(plain.split())).rstrip(" .")
    if FIRST_OF_DEVICES.match(name):
        name = f"_{name}"
    return _shortened(name)


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category[0] == "Z":
        return " "
    return "" if category[0] == "C" else sign


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if len(name) <= LONGEST:
        return name
    if not stem or len(ending) > LONGEST_ENDING:
        return name[:LONGEST].rstrip(" .")
    return f"{stem[: LONGEST - len(ending) - 1].rstrip(' .')}{dot}{ending}"


def title_of(name: str) -> str:
    """A title for a file that came under a name: the name without its ending."""
    stem, _dot, ending = name.rpartition(".")
    return (stem if stem and len(ending) <= LONGEST_ENDING else name).replace("_", " ").strip()
