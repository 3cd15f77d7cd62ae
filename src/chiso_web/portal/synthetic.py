"""The mark that synthetic results carry on every page, in every picture, table and file."""

from chiso.synthesis import FILE_MARK, MARK
from chiso_web.look.formats import language
from chiso_web.results.models import Evaluation


def mark_of(evaluation: Evaluation) -> str:
    """The sentence in the page's language; empty for real results."""
    return MARK.in_language(language()) if evaluation.synthetic else ""


def file_name(evaluation: Evaluation, *rest: str) -> str:
    """A file's name without its ending: index, period and what else; synthetic ones say so first.

    A unit's id ("00145@2025-07-01") is a fit name of a file on every system.
    """
    name = "-".join((evaluation.index, evaluation.period, *rest))
    return f"{FILE_MARK}{name}" if evaluation.synthetic else name
