"""The decision behind a result, as pages tell of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.assessment.models import Publication
from chiso_web.assessment.public import publication_list, unit_list_left_out
from chiso_web.look.formats import day, language
from chiso_web.results.models import Evaluation


@dataclass(frozen=True, slots=True)
class Edited:
    """One version of a result: its number, its decision in words, what it corrected."""

    number: int
    told: str
    note: str


@dataclass(frozen=True, slots=True)
class Official:
    """What made a result official: the decision in words, this version and the ``earlier`` ones,
    the units ``left_out`` with the reason.
    """

    told: str
    number: int
    note: str
    earlier: Sequence[Edited]
    left_out: Sequence[str]
    reason: str
    made: Publication


def official_of(evaluation: Evaluation) -> Official | None:
    """The decision; None of results that no round published. Queries nothing for those."""
    versions = publication_list(evaluation)
    if not versions:
        return None
    newest = versions[0]
    left = unit_list_left_out(newest, evaluation)
    return Official(
        told=decision_text(newest),
        number=newest.number,
        note=newest.note,
        earlier=[Edited(one.number, decision_text(one), one.note) for one in versions[1:]],
        left_out=[one.full_name(language()) for one in left],
        reason=newest.left_out if left else "",
        made=newest,
    )


def decision_text(made: Publication) -> str:
    """ "Quyết định số 412/QĐ-UBND ngày 27/01/2026, người ký: …"."""
    return _("Decision no. %(decision)s of %(day)s, signed by %(signer)s") % {
        "decision": made.decision,
        "day": day(made.decided_on),
        "signer": made.signer,
    }


def source_of(evaluation: Evaluation) -> str:
    """Where an official result is from, for a sentence to quote; empty for others."""
    if not evaluation.decision or evaluation.decided_on is None:
        return ""
    return _("Published by decision no. %(decision)s of %(day)s (version %(version)s)") % {
        "decision": evaluation.decision,
        "day": day(evaluation.decided_on),
        "version": evaluation.version,
    }
