"""Pages of files, as a person's browser sees them."""

import html
import io
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains

import chiso_web.files
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.files.models import File
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with, signed_in
from tests.web.files.rows import file_row
from tests.web.files.samples import clean, office, pdf, picture, workbook
from tests.web.files.uploads import sent

pytestmark = pytest.mark.django_db
INDEX = f"/files/of/{LONG_BIEN}"
ADD = f"{INDEX}/add"
PAGE_QUERIES = 9  # session, person, roles; the unit, for each permission; file, versions, use
LIST_QUERIES = 12  # the same; kinds, count, page, newest versions, withdrawn


@pytest.fixture
def reporter(client: Client) -> Client:
    """The browser of the ward's reporter."""
    return signed_in(client, person_with(Role.REPORTER, LONG_BIEN, name="ha"))


def other(role: Role, unit: str) -> Client:
    """The browser of somebody else."""
    return signed_in(Client(HTTP_HOST="localhost"), person_with(role, unit))


def words(answer) -> str:
    """The page without tags, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_several_files_are_uploaded_at_once_and_the_good_ones_kept(reporter: Client) -> None:
    files = {"Báo cáo.pdf": pdf(), "xấu.docx": office("docx", {"word/vbaProject.bin": b"x"})}
    told = words(sent(reporter, ADD, files))
    assert "Đã lưu: Báo cáo.pdf , phiên bản 1" in told
    assert "Không lưu: xấu.docx" in told
    assert "Nội dung chứa macro (word/vbaProject.bin)" in told
    assert [file.title for file in File.objects.all()] == ["Báo cáo"]


def test_outcome_is_told_once(reporter: Client) -> None:
    assert "Đã lưu" in words(sent(reporter, ADD, {"a.pdf": pdf()}))
    assert "Đã lưu" not in words(reporter.get(INDEX))


def test_outcome_is_told_in_the_language_of_the_page(reporter: Client) -> None:
    reporter.post(ADD, {"files": io.BytesIO(b"")})
    told = words(sent(reporter, f"/en{ADD}", {"a.pdf": workbook()}))
    assert "Not kept: a.pdf The name ends in .pdf but the content is of the kind “Excel" in told


def test_form_without_a_file_says_so(reporter: Client) -> None:
    assertContains(sent(reporter, ADD, {}), "Hãy chọn tệp trước.")


def test_more_files_than_go_at_once_are_named(reporter: Client) -> None:
    told = words(sent(reporter, ADD, {f"{n}.txt": b"a%d" % n for n in range(6)}))
    assert "Chỉ nhận 4 tệp đầu tiên." in told
    assert File.objects.count() == 4


def test_empty_list_says_what_will_be_here(reporter: Client) -> None:
    assertContains(reporter.get(INDEX), "Tài liệu kiểm chứng")


def test_reader_of_another_unit_has_no_form(reporter: Client) -> None:
    page = other(Role.LEADERSHIP, HA_NOI).get(INDEX)
    assertNotContains(page, "multipart/form-data")


@pytest.mark.parametrize("count", [1, 30])
def test_list_takes_a_fixed_number_of_queries(
    reporter: Client, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        file_row(LONG_BIEN, f"Tệp {number}")
    reporter.get(INDEX)  # the first request of a session is written down
    with django_assert_num_queries(LIST_QUERIES):
        answer = reporter.get(INDEX)
    assertContains(answer, "1,2 MB")


def test_file_page_takes_a_fixed_number_of_queries(
    reporter: Client, django_assert_num_queries
) -> None:
    address = reverse("files:file", kwargs={"file": file_row(LONG_BIEN).uuid})
    reporter.get(address)
    with django_assert_num_queries(PAGE_QUERIES):
        reporter.get(address)


def test_list_is_searched_without_marks_and_paged(reporter: Client) -> None:
    for number in range(30):
        file_row(LONG_BIEN, f"Quyết định {number:02}")
    assert "trang 1 / 2" in words(reporter.get(INDEX))
    found = words(reporter.get(f"{INDEX}?q=quyet+dinh+07"))
    assert "Quyết định 07" in found
    assert "Quyết định 08" not in found
    assert "Không có tệp nào" in words(reporter.get(f"{INDEX}?q=khong"))


@pytest.mark.parametrize(
    "odd", ["page=0", "page=x", "page=999999", "kind=exe", "q=%00", "withdrawn=2"]
)
def test_odd_questions_are_answered(reporter: Client, odd: str) -> None:
    file_row(LONG_BIEN)
    assert reporter.get(f"{INDEX}?{odd}").status_code == 200


def the_file(reporter: Client, raw: bytes | None = None, name: str = "Báo cáo “quý”.pdf") -> File:
    sent(reporter, ADD, {name: pdf() if raw is None else raw})
    return File.objects.latest("pk")


def at(file: File, what: str, **facts) -> str:
    return reverse(f"files:{what}", kwargs={"file": file.uuid, **facts})


def test_content_is_sent_as_a_download_that_no_browser_runs(reporter: Client) -> None:
    raw = clean()["Đã ký.PDF"]
    answer = reporter.get(at(the_file(reporter, raw), "content", number=1))
    assert b"".join(answer.streaming_content) == raw
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert "Content-Range" not in answer


def test_content_that_is_gone_is_told(reporter: Client, files_root: Path) -> None:
    file = the_file(reporter)
    (files_root / file.versions.get().place).unlink()
    answer = reporter.get(at(file, "content", number=1))
    assert answer.status_code == 404
    assert "bị thiếu" in words(answer)


@pytest.mark.parametrize("what", [{"number": 2}, {"number": 0}, {"number": 10**8}])
def test_version_that_does_not_exist_is_not_found(reporter: Client, what: dict[str, int]) -> None:
    assert reporter.get(at(the_file(reporter), "content", **what)).status_code == 404


def test_pdf_is_shown_page_by_page(reporter: Client) -> None:
    file = the_file(reporter, pdf(lambda one: one.add_blank_page()))
    page = reporter.get(at(file, "file"))
    assert "trang 1 / 2" in words(page)
    assertContains(page, at(file, "picture", number=1, page=1))
    answer = reporter.get(at(file, "picture", number=1, page=2))
    with Image.open(io.BytesIO(answer.content)) as drawn:
        assert drawn.format == "PNG"
        assert max(drawn.size) <= 1500
    assert reporter.get(at(file, "picture", number=1, page=3)).status_code == 404


def test_picture_of_a_photo_carries_its_points_only(reporter: Client) -> None:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (60, 40), "red").save(written, "JPEG", exif=exif)
    assert b"secret place" in written.getvalue()
    file = the_file(reporter, written.getvalue(), "ảnh.jpg")
    assert b"secret" not in reporter.get(at(file, "picture", number=1, page=1)).content


def test_preview_that_breaks_says_so_and_offers_the_download(
    reporter: Client, files_root: Path
) -> None:
    file = the_file(reporter)
    (files_root / file.versions.get().place).write_bytes(b"%PDF-1.7 nothing")
    page = reporter.get(at(file, "file"))
    assert "Không xem trước được." in words(page)
    assertContains(page, at(file, "content", number=1))


def test_workbook_is_offered_for_download_only(reporter: Client) -> None:
    page = words(reporter.get(at(the_file(reporter, workbook(), "a.xlsx"), "file")))
    assert "Tệp loại này không xem được trên trang." in page


def test_version_is_added_withdrawn_and_restored(reporter: Client) -> None:
    file = the_file(reporter)
    sent(reporter, at(file, "version-add"), {"Biểu.xlsx": workbook()}, note="đã ký")
    told = words(reporter.post(at(file, "withdraw"), {"reason": "Gửi nhầm"}, follow=True))
    assert "bởi Người ha: Gửi nhầm" in told
    told = words(reporter.post(at(file, "restore"), {"reason": "Đúng rồi"}, follow=True))
    assert "Tệp đã được dùng lại." in told
    acts = Entry.objects.filter(app="files").order_by("number").values_list("action", flat=True)
    assert list(acts) == ["file.uploaded", "file.version_added", "file.withdrawn", "file.restored"]


def test_withdrawal_without_reason_is_refused(reporter: Client) -> None:
    told = words(reporter.post(at(the_file(reporter), "withdraw"), {}, follow=True))
    assert "Hãy nêu lý do" in told


def test_withdrawn_file_is_closed_to_others(reporter: Client) -> None:
    file = the_file(reporter)
    leader = other(Role.LEADERSHIP, HA_NOI)
    reporter.post(at(file, "withdraw"), {"reason": "Gửi nhầm"})
    assert leader.get(at(file, "content", number=1)).status_code == 404
    assert leader.get(at(file, "picture", number=1, page=1)).status_code == 404
    assert reporter.get(at(file, "content", number=1)).status_code == 200
    assert other(Role.AUDITOR, HA_NOI).get(at(file, "content", number=1)).status_code == 200
    assertNotContains(leader.get(f"{INDEX}?withdrawn=1"), file.title)


def readings() -> list[str]:
    return list(Entry.objects.filter(action="file.read").values_list("actor_role", flat=True))


def test_reading_by_another_unit_is_in_the_trail(reporter: Client) -> None:
    address = at(the_file(reporter), "content", number=1)
    reporter.get(address)
    assert readings() == []
    other(Role.LEADERSHIP, HA_NOI).get(address)
    assert readings() == ["leadership"]


def test_ward_beside_gets_nothing(reporter: Client) -> None:
    file = the_file(reporter)
    neighbour = other(Role.REPORTER, BO_DE)
    for address in (INDEX, at(file, "file"), at(file, "content", number=1)):
        assert neighbour.get(address).status_code == 403
    assert neighbour.post(at(file, "withdraw"), {"reason": "x"}).status_code == 403
    assert neighbour.post(ADD, {}).status_code == 403


def test_first_page_leads_to_the_only_unit(reporter: Client) -> None:
    assert reporter.get("/files")["Location"] == INDEX
    assertContains(reporter.get(INDEX), '<a href="/files" aria-current="page">Tệp</a>')


def test_hostile_name_is_shown_harmlessly(reporter: Client) -> None:
    page = sent(reporter, ADD, {"<script>alert(1)<.txt": b"a"})
    assertNotContains(page, "<script>alert")
    assert File.objects.get().versions.get().name == "_script_alert(1)_.txt"


def test_picture_sample_passes_through_the_page(reporter: Client) -> None:
    assert the_file(reporter, picture("PNG"), "a.png").kind == "png"


def test_moment_is_written_as_the_language_writes_it(reporter: Client) -> None:
    file_row(LONG_BIEN)
    assert re.search(r"số 1, \d\d/\d\d/\d{4} \d\d:\d\d ", words(reporter.get(INDEX)))
    assert re.search(r"no\. 1, \d{4}-\d\d-\d\d \d\d:\d\d ", words(reporter.get(f"/en{INDEX}")))


def test_appraiser_finds_the_units_beside_that_have_files(reporter: Client) -> None:
    file_row(LONG_BIEN)
    page = words(other(Role.APPRAISER, "01.noi-vu@unknown").get("/files"))
    assert "Đơn vị có tệp mà Ông/Bà được đọc Đơn vị Tệp đang dùng Phường Long Biên 1" in page
    assert "Phường Bồ Đề" not in page


def test_leader_finds_the_units_below_that_have_files(reporter: Client) -> None:
    file_row(BO_DE)
    page = words(other(Role.LEADERSHIP, HA_NOI).get("/files"))
    assert "Thành phố Hà Nội 0" in page
    assert "Phường Bồ Đề 1" in page


def test_tables_that_a_phone_lays_out_as_blocks_state_their_roles() -> None:
    folder = Path(chiso_web.files.__file__).parent / "templates/files"
    text = "".join(path.read_text() for path in folder.glob("*.html"))
    assert 'role="table" class="stack' in text
    assert re.findall(r"<(?:table|thead|tbody|tr|td|th)(?=[ >{])(?![^>]*role=)[^>]*>", text) == []
