"""What goes wrong on a page is told in a clear Vietnamese sentence, and nothing is lost by it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from chiso_web.accounts.models import Holding
from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Document, Proof, RankGroup, Value
from chiso_web.files import arriving, receiving
from chiso_web.files.models import File
from chiso_web.units.models import Unit
from tests.people import BO_DE, LONG_BIEN, person_made, role_held, signed_in
from tests.web.assessment.form_pages import Desk, desk_made, typed
from tests.web.assessment.rounds import appraised, signed
from tests.web.files.conftest import files_root
from tests.web.files.samples import office, page_script, pdf

pytestmark = pytest.mark.django_db
__all__ = ["files_root"]  # every test here has a folder of its own for files
ON_TIME = "hn.dossiers.on_time"
ABSTRACT = "Kết quả giải quyết thủ tục hành chính"
ENDED = "đã kết thúc hoạt động"
NO_ROLE = "không giữ vai trò nhập phiếu"
FIELDS = {"abstract": ABSTRACT, "signed": "on", "secrecy": "open", "link": ""}


@pytest.fixture
def desk(client: Client) -> Desk:
    return desk_made(client)


def told(answer: HttpResponse) -> str:
    """The page of an answer, in Vietnamese."""
    page = answer.content.decode()
    assert '<html lang="vi"' in page
    return page


def document_sent(desk: Desk, raw: bytes, name: str = "bao-cao.pdf") -> HttpResponse:
    boxes = {**FIELDS, "file": SimpleUploadedFile(name, raw)}
    return desk.client.post(f"{desk.address}/1.1/attach", boxes)


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (pdf(page_script), "bao-cao.pdf", "Tệp PDF chứa mã lệnh (JavaScript)"),
        (office("docx", {"word/vbaProject.bin": b"x"}), "bao-cao.docx", "Nội dung chứa macro"),
        (b"<html><script>1</script></html>", "bao-cao.pdf", "Nội dung là trang web (HTML)"),
        (b"MZ" + bytes(400), "bao-cao.pdf", "Nội dung là chương trình hoặc tập lệnh"),
        (pdf(), "bao-cao.docx", "Tên tệp có đuôi .docx nhưng nội dung thuộc loại"),
        (b"a" * 300_000, "bao-cao.txt", "Tệp lớn hơn"),
    ],
    ids=["script", "macro", "page", "program", "mislabelled", "oversize"],
)
def test_file_that_is_not_taken_says_why_and_what_was_typed_stays(
    desk: Desk, raw: bytes, name: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (receiving, arriving):
        monkeypatch.setattr(place, "MOST_BYTES", 250_000)
    answer = document_sent(desk, raw, name)
    assert answer.status_code == 400
    assert sentence in told(answer)
    assert ABSTRACT in told(answer)
    assert (Document.objects.count(), File.objects.count(), Proof.objects.count()) == (0, 0, 0)


def test_document_that_is_sent_twice_is_one_and_the_second_page_says_so(desk: Desk) -> None:
    assert document_sent(desk, pdf()).status_code == 302
    page = told(document_sent(desk, pdf()))
    assert "Thư viện đã có tài liệu này" in page
    assert (Document.objects.count(), File.objects.count(), Proof.objects.count()) == (1, 1, 1)


def test_form_that_is_handed_over_or_signed_twice_is_once_and_says_so(desk: Desk) -> None:
    filled = signed(desk.entrant, desk.cast, today=desk.today)
    page = told(desk.client.post(f"{desk.address}/submit", follow=True))
    assert "Phiếu đã ký" in page
    signed_in(desk.client, desk.cast.head)
    page = told(desk.client.post(f"{desk.address}/sign", {"turn": filled.turn - 1}, follow=True))
    assert "Phiếu đã thay đổi sau khi Ông/Bà mở trang" in page
    assert desk.entrant.events.filter(step="signed").count() == desk.entrant.lines.count()


def test_closed_window_says_the_day_on_the_page_and_to_the_script(desk: Desk) -> None:
    late = desk.today - timedelta(1)
    RankGroup.objects.update(self_until=late)
    sentence = f"Tự chấm điểm đã đóng ngày {late:%d/%m/%Y}"
    assert sentence in desk.save("3", typed(ON_TIME, "9"), script=True).json()["refused"]
    page = told(desk.save("3", typed(ON_TIME, "9")))
    assert sentence in page
    assert 'value="9"' in page


def test_window_of_appraisal_that_is_closed_is_told(desk: Desk) -> None:
    signed(desk.entrant, desk.cast, today=desk.today)
    late = desk.today - timedelta(1)
    RankGroup.objects.update(self_until=late, appraisal_until=late)
    signed_in(desk.client, desk.cast.appraiser)
    address = f"/rounds/{desk.entrant.round.slug}/appraise/of/{LONG_BIEN}/1.2"
    sent = {"kind": "return", "reason": "Thiếu văn bản", "seen": "0"}
    answer = desk.client.post(address, sent)
    assert answer.status_code == 400
    assert f"Thẩm định đã đóng ngày {late:%d/%m/%Y}" in told(answer)
    assert "Thiếu văn bản" in told(answer)


def test_two_browsers_on_one_form_are_told_of_each_other(client: Client) -> None:
    desk = desk_made(client)
    other = Desk(signed_in(Client(), desk.cast.head), desk.cast, desk.entrant)
    assert other.save("3", typed(ON_TIME, "7")).status_code == 302
    answer = desk.save("3", typed(ON_TIME, "9"))
    assert answer.status_code == 409
    assert desk.cast.head.full_name in told(answer)
    assert 'value="9"' in told(answer)
    assert Value.objects.get(entrant=desk.entrant, measure=ON_TIME).value == 7.0


def role_lost(desk: Desk) -> None:
    desk.cast.reporter.holdings.update(until=desk.today - timedelta(1))


def unit_merged(desk: Desk) -> None:
    Unit.objects.filter(uid=LONG_BIEN).update(valid_until=desk.today - timedelta(1))


def unit_merged_and_role_passed(desk: Desk) -> None:
    unit_merged(desk)
    role_lost(desk)  # as it ends where it passes on: with the last day of the unit
    role_held(desk.cast.reporter, Role.REPORTER, BO_DE, since=desk.today)


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (role_lost, NO_ROLE),
        (unit_merged, ENDED),
        (unit_merged_and_role_passed, ENDED),
    ],
)
def test_who_may_not_save_any_more_is_told_why_and_keeps_what_they_typed(
    desk: Desk, happens: Callable[[Desk], None], sentence: str
) -> None:
    assert desk.save("3", typed(ON_TIME, "7")).status_code == 302
    happens(desk)
    boxes = typed(ON_TIME, "12.466", seen=1) | {
        "account:3.2": "0",
        "how:3.2": "Đối chiếu <sổ>",
        "counted:3.2": "",
    }
    answer = desk.save("3", boxes, script=True)
    assert answer.status_code == 403
    assert sentence in answer.json()["refused"]
    answer = desk.save("3", boxes)
    page = told(answer)
    assert answer.status_code == 403
    assert sentence in page
    assert "<p>12.466</p>" in page
    assert "Đối chiếu &lt;sổ&gt;" in page
    assert Value.objects.get(entrant=desk.entrant, measure=ON_TIME).value == 7.0


@pytest.mark.parametrize(
    "act",
    ["submit", "take-back", "divide", "1.1/attach", "1.1/detach", "1.1/guidance/ask"],
)
def test_every_act_for_a_unit_that_merged_says_so(desk: Desk, act: str) -> None:
    unit_merged(desk)
    answer = desk.act(act, text="Tính cả tháng 11?")
    assert answer.status_code == 403
    assert f"Phường Long Biên {ENDED}" in told(answer)
    assert "đơn vị kế thừa đọc được" in told(answer)


def test_head_of_a_unit_that_merged_is_told_so_where_they_sign(desk: Desk) -> None:
    unit_merged(desk)
    signed_in(desk.client, desk.cast.head)
    for answer in (desk.act("sign", turn="0"), desk.client.get(f"{desk.address}/sign")):
        assert answer.status_code == 403
        assert ENDED in told(answer)


def test_who_held_no_role_in_the_unit_as_it_ended_is_not_told_of_its_end(desk: Desk) -> None:
    Holding.objects.filter(user=desk.cast.reporter).update(until=desk.today - timedelta(9))
    unit_merged(desk)
    page = told(desk.act("submit"))
    assert ENDED not in page
    assert "không giữ vai trò nào" in page
    stranger = signed_in(Client(), person_made("stranger"))
    assert ENDED not in told(stranger.post(f"{desk.address}/submit"))


def test_member_of_the_council_who_lost_the_role_publishes_nothing_and_is_told(desk: Desk) -> None:
    appraised(signed(desk.entrant, desk.cast, today=desk.today), desk.cast)
    desk.cast.chair.holdings.update(until=desk.today - timedelta(1))
    signed_in(desk.client, desk.cast.chair)
    answer = desk.client.post(f"/rounds/{desk.entrant.round.slug}/publish", {})
    assert answer.status_code == 403
    assert "không giữ vai trò nào" in told(answer)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/rounds/khong-co/of/00145@2025-07-01/3/save", "không tham gia kỳ đánh giá này"),
        ("/rounds/ha-noi-2026/of/99999@x/3/save", "không tham gia kỳ đánh giá này"),
        ("/rounds/ha-noi-2026/of/00145@2025-07-01/99/save", "không có nội dung"),
    ],
)
def test_forged_address_is_told_in_a_sentence(desk: Desk, address: str, sentence: str) -> None:
    answer = desk.client.post(address, typed(ON_TIME, "9"))
    assert answer.status_code == 404
    assert sentence in told(answer)
    assert not desk.entrant.values.exists()
