"""The mark of synthetic results, in both languages wherever a figure stands."""

from chiso.synthesis import FILE_MARK, MARK
from chiso_web.results.models import Evaluation


def mark_of(evaluation: Evaluation) -> str:
    """The sentence in both languages; empty for real results."""
    return f"{MARK.vi} / {MARK.en}" if evaluation.synthetic else ""


def file_name(evaluation: Evaluation, what: str) -> str:
    """The name of a file without its ending; synthetic ones say so first."""
    name = f"{evaluation.index}-{evaluation.period}-{what}"
    return f"{FILE_MARK}{name}" if evaluation.synthetic else name


def version_of(evaluation: Evaluation) -> str:
    """What changes when the results are published anew."""
    return f"{evaluation.pk} {evaluation.edition_sha256} {evaluation.package_version}"
