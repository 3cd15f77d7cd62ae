"""What a browser says of itself, in words that a person knows their device by."""

import re

from django.utils.translation import gettext as _

BROWSERS = (
    ("Cốc Cốc", re.compile(r"coc_coc_browser|CocCoc")),
    ("Edge", re.compile(r"Edg(e|A|iOS)?/")),
    ("Opera", re.compile(r"OPR/|Opera")),
    ("Firefox", re.compile(r"Firefox/|FxiOS/")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Chrome", re.compile(r"Chrome/|CriOS/|Chromium/")),
    ("Safari", re.compile(r"Safari/")),
)
SYSTEMS = (
    ("iPhone", re.compile(r"iPhone")),
    ("iPad", re.compile(r"iPad")),
    ("Android", re.compile(r"Android")),
    ("Windows 7", re.compile(r"Windows NT 6\.1")),
    ("Windows", re.compile(r"Windows")),
    ("macOS", re.compile(r"Mac OS X")),
    ("Linux", re.compile(r"Linux|X11")),
)


def device_of(user_agent: str) -> str:
    """The browser and the system: "Chrome on Windows"."""
    browser = next((name for name, sign in BROWSERS if sign.search(user_agent)), "")
    system = next((name for name, sign in SYSTEMS if sign.search(user_agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("an unknown device")
