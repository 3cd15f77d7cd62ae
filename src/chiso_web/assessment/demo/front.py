"""What is wrong, unfinished or different in the form of phường Long Biên, to be seen and mended."""

from collections.abc import Mapping
from dataclasses import replace

from chiso_web.assessment.demo.drawing import Form
from chiso_web.assessment.points import Declared

BARE = frozenset({"1.7", "2.4", "4.2", "5.2"})
"""Criteria that still need evidence or an account."""
REASON = "Hệ thống Thành phố chưa cập nhật hồ sơ trả kết quả trong tuần cuối của kỳ."


def typed_by_hand(form: Form) -> Form:
    """The form with a part larger than its whole, a text that is no number, a figure other than
    the platform's without a reason, and one with it.
    """
    changed: Mapping[str, Declared] = {
        "hn.papers.signed": _more(form, "hn.papers.all", 12),
        "hn.budget.disbursed": Declared("hn.budget.disbursed", typed="96,1o"),
        "hn.dossiers.on_time": _other(form["hn.dossiers.on_time"], -14),
        "hn.feedback.on_time": replace(_other(form["hn.feedback.on_time"], -1), difference=REASON),
    }
    return {**form, **changed}


def _more(form: Form, whole: str, by: int) -> Declared:
    return Declared("hn.papers.signed", value=(form[whole].value or 0) + by)


def _other(one: Declared, by: int) -> Declared:
    return replace(one, value=max((one.value or 0) + by, 0))
