"""What the library says to people: sentences as message id and facts, rendered in Vietnamese or
English.
"""

from chiso.wording.catalogue import LANGUAGES, NO_LIMIT, Message, Text, say, tell
from chiso.wording.numbers import decimal, exact, percent, shortest
from chiso.wording.system import why_refused

__all__ = [
    "LANGUAGES",
    "NO_LIMIT",
    "Message",
    "Text",
    "decimal",
    "exact",
    "percent",
    "say",
    "shortest",
    "tell",
    "why_refused",
]
