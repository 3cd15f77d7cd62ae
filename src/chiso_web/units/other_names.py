"""What people call a province beside the name in the data; by its code.

Common usage, kept by hand; another name stands here only where it can mean one province.
"""

from collections.abc import Mapping

from chiso.wording import Text

PROVINCE = "province"
SHOWN: Mapping[str, Text] = {"79": Text("TP. Hồ Chí Minh", "Ho Chi Minh City")}
OTHERS: Mapping[str, tuple[str, ...]] = {
    "01": ("hn",),
    "06": ("bắc cạn",),
    "46": ("huế", "tt huế", "tth"),
    "62": ("con tum",),
    "66": ("đắc lắc", "dak lac", "dac lak", "darlac"),
    "67": ("đắc nông",),
    "77": ("br-vt", "vũng tàu", "bà rịa"),
    "79": ("hcm", "tphcm", "hcmc", "sài gòn"),
}


def usual_names(code: str, level: str) -> tuple[str, ...]:
    """What people also call a unit; empty for all but a few provinces."""
    return OTHERS.get(code, ()) if level == PROVINCE else ()
