"""Lists of people: read, checked, shown and entered; what could harm is refused."""

import io
import re
import zipfile
from time import perf_counter

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.look.sheets import MOST_BYTES, MOST_LETTERS, MOST_ROWS, SheetRefused, sheet_read
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_made, person_with, role_held, signed_in

pytestmark = pytest.mark.slow

HEADER = "Tên đăng nhập,Họ và tên,Thư điện tử,Vai trò,Đơn vị,Từ ngày,Ngày cuối,Tiêu chí"
BINH = ",Nguyễn Thị Bình,binh@example.vn,người báo cáo,Phường Long Biên,01/01/2026,,"
HUNG = "hungtv,Trần Văn Hùng,,head,00145@2025-07-01,2026-01-01,31/12/2026,"
ANH = ",Lê Minh Anh,,appraiser,01.noi-vu,2026-01-01,,ha-noi-communes:1.2"


@pytest.fixture
def browser(client: Client) -> Client:
    return signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI, name="quantri"))


def uploaded(client: Client, content: bytes, name: str = "ds.csv") -> HttpResponse:
    return client.post("/people/import", {"file": SimpleUploadedFile(name, content)})


def sent(client: Client, *rows: str, header: str = HEADER) -> HttpResponse:
    return uploaded(client, "\n".join((header, *rows)).encode())


def confirmed(client: Client, shown: HttpResponse) -> HttpResponse:
    found = re.search(r'name="list" value="([^"]*)"', shown.content.decode())
    assert found, shown.content.decode()
    return client.post("/people/import", {"list": found[1]})


def faults(shown: HttpResponse) -> list[tuple[str, str]]:
    page = shown.content.decode()
    return re.findall(r'<td [^>]*class="num"[^>]*>(.*?)</td><th [^>]*>(.*?)</th>', page)


def workbook(rows: list[list[object]], **formulas: str) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        for cell, formula in formulas.items():
            sheet.write_formula(cell, formula)
    return content.getvalue()


@pytest.mark.django_db
def test_list_is_shown_first_and_nothing_is_written(browser: Client) -> None:
    people, entries = User.objects.count(), Entry.objects.count()
    page = sent(browser, BINH, HUNG, ANH).content.decode()
    assert "<b>3 người mới</b>" in page
    assert "nguyenthibinh" in page
    assert (User.objects.count(), Entry.objects.count()) == (people, entries)


@pytest.mark.django_db
def test_confirmed_list_is_entered_with_its_entries(browser: Client) -> None:
    answer = confirmed(browser, sent(browser, BINH, HUNG, ANH))
    assert (answer.status_code, answer["Location"]) == (302, "/people/slips")
    binh = User.objects.get(username="nguyenthibinh")
    assert (binh.email, binh.has_usable_password()) == ("binh@example.vn", False)
    anh = Holding.objects.get(user__full_name="Lê Minh Anh")
    assert (anh.role, anh.criteria) == (Role.APPRAISER, ["ha-noi-communes:1.2"])
    actions = [one.action for one in Entry.objects.order_by("pk")]
    assert (actions.count("person.made"), actions.count("role.given")) == (3, 3)
    imported = Entry.objects.get(action="people.imported")
    assert re.search(r'"sha256":"[0-9a-f]{64}"', imported.after)
    assert "example.vn" not in "".join(one.after for one in Entry.objects.all())


@pytest.mark.django_db
def test_same_list_again_changes_nothing(browser: Client) -> None:
    confirmed(browser, sent(browser, BINH, HUNG, ANH))
    people, entries = User.objects.count(), Entry.objects.count()
    page = sent(browser, BINH, HUNG, ANH).content.decode()
    assert 'name="list"' not in page
    assert "Không cần làm gì thêm" in page
    assert (User.objects.count(), Entry.objects.count()) == (people, entries)


@pytest.mark.django_db
def test_known_person_gets_another_role(browser: Client) -> None:
    person = person_with(Role.REPORTER, BO_DE, name="hungtv")
    User.objects.filter(pk=person.pk).update(full_name="Trần Văn Hùng")
    confirmed(browser, sent(browser, HUNG))
    assert set(person.holdings.values_list("role", flat=True)) == {Role.REPORTER, Role.HEAD}


@pytest.mark.django_db
def test_every_fault_is_told_at_once_with_row_and_column(browser: Client) -> None:
    shown = sent(
        browser,
        "An B,Nguyễn An,,reporter,Phường Long Biên,,,",
        ",,,reporter,Phường Long Biên,,,",
        ",Nguyễn An,khong-phai,reporter,Phường Long Biên,,,",
        ",Nguyễn An,,người báo cao lắm,Phường Long Biên,,,",
        ",Nguyễn An,,reporter,Phường Long Bien Xa,,,",
        ",Nguyễn An,,reporter,Phường Long Biên,31/02/2026,,",
        ",Nguyễn An,,reporter,Phường Long Biên,2026-05-01,2026-04-01,",
        ",Nguyễn An,,appraiser,01.noi-vu,,,ha-noi-communes:99",
        ",Nguyễn An,,reporter,22@unknown,,,",
        ",=cmd(),,reporter,Phường Long Biên,,,",
    )
    assert faults(shown) == [
        ("2", "Tên đăng nhập"),
        ("3", "Họ và tên"),
        ("4", "Thư điện tử"),
        ("5", "Vai trò"),
        ("6", "Đơn vị"),
        ("7", "Từ ngày"),
        ("8", "Ngày cuối"),
        ("9", "Tiêu chí"),
        ("10", "Đơn vị"),
        ("11", "Họ và tên"),
    ]
    assert "ha-noi-communes:" in shown.content.decode()
    assert 'name="list"' not in shown.content.decode()


@pytest.mark.django_db
def test_columns_that_are_unknown_twice_or_missing_are_told(browser: Client) -> None:
    shown = sent(browser, "a,b,c", header="Họ tên,Họ và tên,Họ và tên")
    assert [row for row, _column in faults(shown)] == ["1"] * 4


@pytest.mark.django_db
def test_what_stands_against_known_people_is_told(browser: Client) -> None:
    auditor = person_with(Role.AUDITOR, LONG_BIEN, name="kiemtoan")
    User.objects.filter(pk=auditor.pk).update(full_name="Lê Kiểm")
    outside = person_with(Role.CLERK, "22@unknown", name="ngoai")
    User.objects.filter(pk=outside.pk).update(full_name="Vũ Ngoài")
    unit = "Phường Long Biên,,,"
    shown = sent(
        browser,
        f"kiemtoan,Lê Kiểm,,reporter,{unit}",
        f"kiemtoan,Lê Khác,,auditor,{unit}",
        f"ngoai,Vũ Ngoài,,reporter,{unit}",
        f"moi,Đỗ Mới,,reporter,{unit}",
        f"moi,Đỗ Mới,,reporter,{unit}",
        f"moi,Đỗ Mới,,administrator,{unit}",
        f"quantri,Người quantri,,editor,{unit}",
    )
    assert [row for row, _column in faults(shown)] == ["2", "4", "6", "7", "8"]


@pytest.mark.django_db
def test_list_carried_by_somebody_else_or_changed_is_refused(browser: Client) -> None:
    shown = sent(browser, BINH)
    other = signed_in(Client(HTTP_HOST="localhost"), person_with(Role.ADMINISTRATOR, BO_DE))
    found = re.search(r'name="list" value="([^"]*)"', shown.content.decode())
    assert found
    for text in (found[1], found[1][:-2] + "xx", ""):
        assert other.post("/people/import", {"list": text}).status_code == 400
    assert not User.objects.filter(username="nguyenthibinh").exists()


@pytest.mark.django_db
def test_what_changed_between_showing_and_confirming_is_told(browser: Client) -> None:
    shown = sent(browser, HUNG)
    person_with(Role.AUDITOR, BO_DE, name="hungtv")
    answer = confirmed(browser, shown)
    assert answer.status_code == 409
    assert faults(answer)
    assert not Entry.objects.filter(action="people.imported").exists()


@pytest.mark.django_db
def test_people_without_sign_in_name_are_told_apart_by_unit(browser: Client) -> None:
    same = ",Nguyễn Văn Hùng,,reporter,{},2026-01-01,,"
    rows = [same.format(unit) for unit in ("Phường Long Biên", "Phường Bồ Đề")]
    confirmed(browser, sent(browser, *rows))
    found = User.objects.filter(full_name="Nguyễn Văn Hùng").values_list("username", flat=True)
    assert set(found) == {"nguyenvanhung", "nguyenvanhung2"}
    assert "Không cần làm gì thêm" in sent(browser, *rows).content.decode()


@pytest.mark.django_db
def test_template_reads_back_once_filled_in(browser: Client) -> None:
    template = browser.get("/people/import/template.xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(template))
    header, *rows = book.get_sheet_by_name(book.sheet_names[1]).to_python()
    assert len(book.sheet_names) == 4
    page = uploaded(browser, workbook([header, *rows]), "ds.xlsx").content.decode()
    assert "<b>3 người mới</b>" in page, page


def test_workbook_days_and_codes_read_as_texts() -> None:
    sheet = sheet_read(workbook([["a", "b"], ["00145", 145.0], ["", ""], ["x", 1.5]]), "ds.xlsx")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("00145", "145")),
        (4, ("x", "1.5")),
    ]


def test_csv_with_semicolons_reads_too() -> None:
    sheet = sheet_read("\ufeffa;b\n'=x;2\n".encode(), "ds.csv")
    assert sheet.rows[0].cells == ("=x", "2")


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def far_cell() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "x")
    return content.getvalue()


def shared_text() -> bytes:
    """A workbook of a few kilobytes: 4,000 cells share one text of 32,000 letters."""
    return workbook([["a", "b"], *([["x" * 32_000] * 20] * 200)])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"x" * 100, id="old workbook"),
        pytest.param(b"PK\x03\x04 no workbook", id="broken archive"),
        pytest.param(b"\xff\xfe\x00a", id="no text"),
        pytest.param(b"a,b\n\0,\0\n", id="zero bytes"),
        pytest.param(b'a,b\n"x,1\n', id="open quotation"),
        pytest.param(b"a\n" + b"x\n" * (MOST_ROWS + 1), id="too many rows"),
        pytest.param(b"a\n" + b"," * 200 + b"x\n", id="too many columns"),
        pytest.param(b"a" * (MOST_BYTES + 1), id="too large"),
        pytest.param(zipped({"x": b"0" * 100_000_000}), id="zip bomb"),
        pytest.param(zipped({"xl/vbaProject.bin": b"x"}), id="macros"),
        pytest.param(zipped({"xl/a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>'}), id="entity"),
        pytest.param(workbook([["a"], ["b"]], B2="=1+1"), id="formula"),
        pytest.param(far_cell(), id="cell far off"),
        pytest.param(shared_text(), id="long text shared by many cells"),
        pytest.param(b"a,b\n" + b"x" * (MOST_LETTERS + 1) + b",1\n", id="too long a cell"),
    ],
)
def test_file_that_could_harm_is_refused_in_a_sentence(content: bytes) -> None:
    begin = perf_counter()
    with pytest.raises(SheetRefused) as refused:
        sheet_read(content, "ds.xlsx")
    assert len(refused.value.sentence) > 20
    assert perf_counter() - begin < 5


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{}, {"file": SimpleUploadedFile("x.csv", b"")}])
def test_nothing_chosen_is_told(browser: Client, facts: dict[str, object]) -> None:
    assert browser.post("/people/import", facts).status_code == 400


@pytest.mark.django_db
def test_five_thousand_rows_are_shown_and_entered_in_seconds(browser: Client) -> None:
    units = ["Phường Long Biên", "Phường Bồ Đề", "00136@2025-07-01"]
    rows = [
        f",Nguyễn Thị Hàng {at},p{at}@example.vn,reporter,{units[at % 3]},2026-01-01,,"
        for at in range(MOST_ROWS)
    ]
    begin = perf_counter()
    shown = sent(browser, *rows)
    seen = perf_counter()
    answer = confirmed(browser, shown)
    done = perf_counter()
    assert answer.status_code == 302
    assert Holding.objects.filter(role="reporter").count() >= MOST_ROWS
    assert seen - begin < 60  # some seconds on an idle machine
    assert done - seen < 600  # two entries of the trail a row, one after the other


@pytest.mark.django_db
def test_person_reached_only_in_part_is_known_by_the_list(client: Client) -> None:
    person = person_made("hungtv")
    User.objects.filter(pk=person.pk).update(full_name="Trần Văn Hùng")
    role_held(person, Role.REPORTER, BO_DE)
    signed_in(client, person_with(Role.ADMINISTRATOR, LONG_BIEN))
    assert [column for _row, column in faults(sent(client, HUNG))] == ["Tên đăng nhập"]


def test_preview_warns_of_ended_units_and_names_the_unit_above_departments(browser: Client) -> None:
    ended = ",Nguyễn Thị Bình,,người báo cáo,00133@unknown,01/01/2024,,"
    page = sent(browser, ended, ANH).content.decode()
    assert "đơn vị kết thúc ngày 30/06/2025; vai trò sẽ chờ chuyển" in page
    assert page.count("vai trò sẽ chờ chuyển") == 1
    assert "Sở Nội vụ, Thành phố Hà Nội" in page
