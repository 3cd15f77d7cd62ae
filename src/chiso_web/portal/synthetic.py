"""The mark that synthetic results carry on every page, in every picture, table and file."""

from chiso.synthesis import FILE_MARK, MARK, ground_of
from chiso_web.look.formats import language
from chiso_web.results.models import Evaluation

BOTH = f"{MARK.vi} / {MARK.en}"


def mark_of(evaluation: Evaluation) -> str:
    """The sentence in the page's language; empty for real results."""
    return MARK.in_language(language()) if evaluation.synthetic else ""


def file_name(evaluation: Evaluation, *rest: str) -> str:
    """A file's name without its ending: index, period and what else; synthetic ones say so first.

    A unit's id ("00145@2025-07-01") is a fit name of a file on every system.
    """
    name = "-".join((evaluation.index, evaluation.period, *rest))
    return f"{FILE_MARK}{name}" if evaluation.synthetic else name


def ground_text(note: str) -> str:
    """What a note says beside the mark, in the page's language; empty where it is only the mark."""
    return ground_of(note).in_language(language())


def source_in_words(source: str) -> str:
    """The source of a cell in the page's language: a synthetic one has its mark in both."""
    if not source.startswith(BOTH):
        return source
    return f"{MARK.in_language(language())}{source.removeprefix(BOTH)}"
