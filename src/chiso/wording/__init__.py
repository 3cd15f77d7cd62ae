"""What the library says to people: sentences as message id and facts, rendered in Vietnamese or
English.
"""

from chiso.wording.catalogue import LANGUAGES, Message, Text, say, tell
from chiso.wording.numbers import decimal, percent, shortest
from chiso.wording.system import why_refused

__all__ = [
    "LANGUAGES",
    "Message",
    "Text",
    "decimal",
    "percent",
    "say",
    "shortest",
    "tell",
    "why_refused",
]
