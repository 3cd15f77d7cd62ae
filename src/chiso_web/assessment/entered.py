"""Text as people enter it, as it can be stored: too long is refused, never cut."""

from django.utils.translation import gettext as _

from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.canonical import writable
from chiso_web.look.formats import number


def line_entered(text: str, *, most: int) -> str:
    """The text in one line, without what no database can hold. Raises ActRefused if too long."""
    return _short_enough(" ".join(writable(text).split()), most)


def text_entered(text: str, *, most: int) -> str:
    """The text with its lines, trimmed. Raises ActRefused for more than ``most`` letters."""
    return _short_enough(writable(text).replace("\r\n", "\n").strip(), most)


def _short_enough(text: str, most: int) -> str:
    if len(text) > most:
        raise ActRefused(
            _("The text has %(found)s letters; at most %(most)s can be kept. Shorten it.")
            % {"found": number(len(text), 0), "most": number(most, 0)}
        )
    return text
