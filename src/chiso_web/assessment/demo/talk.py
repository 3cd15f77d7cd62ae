"""Guidance, questions with answers, and the phrases of appraisers."""

from collections.abc import Mapping

from django.utils import timezone

from chiso_web.accounts.models import User
from chiso_web.assessment.demo.cast import BO_DE, LONG_BIEN
from chiso_web.assessment.demo.forms import CHANGED, RETURNED
from chiso_web.assessment.models import Guidance, Phrase, Question, Round
from chiso_web.units.models import Unit

GUIDANCE: Mapping[str, tuple[str, str]] = {
    "1.1": (
        "Kế hoạch cải cách hành chính có số, ngày ban hành và chữ ký của người có thẩm quyền.",
        "Kế hoạch ban hành chậm 3 ngày so với thời hạn: 0,75 điểm.",
    ),
    "1.2": (
        "Báo cáo cải cách hành chính năm kèm phụ lục nhiệm vụ, sản phẩm hoàn thành.",
        "27 trên 27 nhiệm vụ hoàn thành: 100%, điểm tối đa.",
    ),
    "3.2": (
        "Số liệu trích từ Hệ thống thông tin giải quyết thủ tục hành chính; không cần bản giấy.",
        "8.602 trên 8.872 hồ sơ đúng hạn là 96,96%.",
    ),
    "6.1": (
        "Biên bản niêm yết hoặc đường dẫn công khai ngân sách từng quý, có ngày.",
        "Đủ bốn quý: điểm tối đa; thiếu một quý: trừ phần điểm của quý đó.",
    ),
    "7.1": (
        "Báo cáo thống kê văn bản đi từ hệ thống quản lý văn bản.",
        "2.881 trên 2.881 văn bản có ký số: 100%.",
    ),
}
"""What counts as evidence, and a worked example, by criterion."""
ANSWERED = (
    "Hồ sơ trả trước hạn trong tháng sau kỳ báo cáo có được tính không?",
    "Không. Chỉ tính hồ sơ có ngày trả kết quả trong kỳ báo cáo.",
)
OPEN = "Kế hoạch ban hành chung với kế hoạch công tác năm có được chấp nhận không?"


def talk_make(made: Round, people: Mapping[str, User]) -> None:
    """Guidance for all groups; a question that was answered, one that waits; phrases."""
    groups = list(made.groups.all())
    there = set(Guidance.objects.filter(group__in=groups).values_list("group", "node"))
    Guidance.objects.bulk_create(
        [
            Guidance(group=group, node=node, evidence=evidence, example=example)
            for group in groups
            for node, (evidence, example) in GUIDANCE.items()
            if (group.pk, node) not in there
        ]
    )
    _ask(made, LONG_BIEN, "3.2", ANSWERED[0], by=people["nhap-phieu"])
    answered = Question.objects.filter(group__round=made, node="3.2")
    told = {"answer": ANSWERED[1], "answered_by": people["quan-tri"]}
    answered.update(answered_at=timezone.now(), **told)
    _ask(made, BO_DE, "1.1", OPEN, by=people["nhap-phieu-bo-de"])
    for text in (*CHANGED, *RETURNED):
        Phrase.objects.get_or_create(user=people["tham-dinh"], text=text, defaults={"used": 1})


def _ask(made: Round, uid: str, node: str, text: str, *, by: User) -> None:
    unit = Unit.objects.get(uid=uid)
    group = made.groups.get(kind=unit.kind)
    Question.objects.create(group=group, node=node, unit=unit, text=text, asked_by=by)
