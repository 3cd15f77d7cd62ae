"""Clean files of each kind pass; each hostile one is refused with its own sentence."""

import io
import struct

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Encryption, Name, ObjectStreamMode, String

from chiso_web.files.inspection.faults import SENTENCES
from chiso_web.files.inspection.found import Inspection
from chiso_web.files.inspection.inspecting import inspected
from chiso_web.files.inspection.kinds import KINDS
from tests.web.files import samples
from tests.web.files.samples import (
    action,
    annotation,
    document,
    office,
    old_document,
    old_slides,
    old_workbook,
    opendocument,
    pdf,
    picture,
    rels,
    workbook,
    zipped,
)

CLEAN = samples.clean()
MACRO_TYPE = "application/vnd.ms-office.vbaProject"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SCRIPT = String("app.alert(1)")


def look(raw: bytes, name: str) -> Inspection:
    return inspected(io.BytesIO(raw), name)


def codes(raw: bytes, name: str) -> set[str]:
    return {fault.code for fault in look(raw, name).faults}


@pytest.mark.parametrize("name", CLEAN)
def test_clean_file_passes(name: str) -> None:
    found = look(CLEAN[name], name)
    assert [str(fault) for fault in found.faults] == []
    assert found.kind is not None
    assert found.kind.id in {name.rpartition(".")[2].lower(), "jpeg"}


def test_every_kind_has_a_clean_sample() -> None:
    found = {look(raw, name).kind for name, raw in CLEAN.items()}
    assert found == set(KINDS.values())


def test_pages_of_a_pdf_are_counted() -> None:
    assert look(pdf(lambda one: one.add_blank_page()), "a.pdf").pages == 2


def test_signed_pdf_keeps_its_bytes() -> None:
    raw = pdf(samples.signed_pdf)
    file = io.BytesIO(raw)
    assert inspected(file, "a.pdf").is_taken
    assert file.getvalue() == raw


HOSTILE_PDF = {
    "opened": (pdf(action(S=Name.JavaScript, JS=SCRIPT)), "pdf_script"),
    "in an object stream": (
        pdf(
            action(S=Name.JavaScript, JS=SCRIPT),
            object_stream_mode=ObjectStreamMode.generate,
        ),
        "pdf_script",
    ),
    "with an escaped name": (
        pdf(action(S=Name.JavaScript, JS=SCRIPT))
        .replace(b"/JavaScript", b"/J#61vaScript")
        .replace(b"/JS ", b"/J#53 "),
        "pdf_script",
    ),
    "by name": (pdf(samples.names_script), "pdf_script"),
    "on the page": (pdf(samples.page_script), "pdf_script"),
    "deep": (pdf(samples.deep_script), "pdf_script"),
    "in a form field": (
        pdf(annotation(Subtype=Name.Widget, AA=Dictionary(K=Dictionary(JS=SCRIPT)))),
        "pdf_script",
    ),
    "launch": (pdf(action(S=Name.Launch, F=String("cmd.exe"))), "pdf_launch"),
    "launch behind a link": (
        pdf(annotation(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("a.bat")))),
        "pdf_launch",
    ),
    "share": (
        pdf(annotation(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("\\\\evil\\a.pdf")))),
        "pdf_launch",
    ),
    "sends by itself": (
        pdf(action(S=Name.URI, URI=String("https://evil.example"))),
        "pdf_automatic",
    ),
    "goes out after a turn": (
        pdf(action(S=Name.Named, N=Name.NextPage, Next=Dictionary(S=Name.URI, URI=String("a")))),
        "pdf_automatic",
    ),
    "70 kB behind": (pdf() + b"MZ" * 35_000, "damaged"),
    "attached": (pdf(samples.attached), "pdf_attachment"),
    "attached as annotation": (
        pdf(annotation(Subtype=Name.FileAttachment)),
        "pdf_attachment",
    ),
    "media": (pdf(annotation(Subtype=Name.RichMedia)), "pdf_media"),
    "xfa": (pdf(samples.xfa), "pdf_xfa"),
    "protected": (pdf(encryption=Encryption(user="a", owner="b")), "protected"),
    "zip behind": (pdf() + zipped({"a.html": "<script>"}), "two_kinds"),
    "web page behind": (pdf() + b"<script>alert(1)</script>", "pdf_tail"),
    "before its head": (b"MZ\x90" + pdf(), "pdf_head"),
    "cut": (pdf()[:200], "damaged"),
    "only a head": (b"%PDF-1.7\n", "damaged"),
}


@pytest.mark.parametrize("case", HOSTILE_PDF)
def test_hostile_pdf_is_refused(case: str) -> None:
    raw, code = HOSTILE_PDF[case]
    assert code in codes(raw, "a.pdf")


def test_encrypted_pdf_that_opens_without_a_password_passes() -> None:
    assert look(pdf(encryption=Encryption(user="", owner="b")), "a.pdf").is_taken


def test_pdf_with_quiet_actions_passes() -> None:
    assert look(pdf(action(S=Name.Named, N=Name.FirstPage)), "a.pdf").is_taken


def test_all_faults_are_gathered() -> None:
    def change(one) -> None:
        samples.attached(one)
        samples.xfa(one)
        samples.page_script(one)

    assert codes(pdf(change), "a.docx") == {"ending", "pdf_attachment", "pdf_xfa", "pdf_script"}


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{0}</w:instrText></w:r>'
HOSTILE_OFFICE = {
    "macro": (office("docx", {"word/vbaProject.bin": OLE}, MACRO_TYPE), "macro"),
    "macro under another name": (
        office(
            "docx",
            {"word/_rels/document.xml.rels": rels(("vbaProject", "a.xml", "Internal"))},
        ),
        "macro",
    ),
    "macro declared only": (
        office("xlsx", {}, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "macro",
    ),
    "macro sheet": (office("xlsx", {"xl/macrosheets/sheet1.xml": "<a/>"}), "macro"),
    "activex": (office("docx", {"word/activeX/activeX1.xml": "<a/>"}), "activex"),
    "object": (office("docx", {"word/embeddings/oleObject1.bin": OLE}), "object"),
    "object elsewhere": (office("docx", {"word/media/image1.png": OLE}), "object"),
    "object in Word": (office("docx", {"word/embeddings/a.docx": office("docx")}), "object"),
    "workbook with a macro behind a chart": (
        office("pptx", {"ppt/embeddings/a.xlsx": office("xlsx", {"xl/vbaProject.bin": b"x"})}),
        "object",
    ),
    "remote template": (
        office(
            "docx",
            {
                "word/_rels/settings.xml.rels": rels(
                    ("attachedTemplate", "https://evil.example/a.dotm", "External")
                )
            },
        ),
        "external",
    ),
    "template on a share": (
        office(
            "docx",
            {
                "word/_rels/settings.xml.rels": rels(
                    ("attachedTemplate", "file://evil/a.dotm", "External")
                )
            },
        ),
        "external",
    ),
    "remote object": (
        office(
            "docx",
            {
                "word/_rels/document.xml.rels": rels(
                    ("oleObject", "mhtml:https://evil.example!x.html", "External")
                )
            },
        ),
        "external",
    ),
    "picture on a share": (
        office(
            "docx",
            {"word/_rels/document.xml.rels": rels(("image", "file://evil/a.png", "External"))},
        ),
        "external",
    ),
    "scripted link": (
        office(
            "docx",
            {"word/_rels/document.xml.rels": rels(("hyperlink", "javascript:a()", "External"))},
        ),
        "external",
    ),
    "dde field": (office("docx", document(FIELD.format("DDEAUTO c:\\\\a.exe"))), "dde"),
    "dde field in runs": (
        office(
            "docx",
            document(FIELD.format("DD") + "<w:r><w:instrText>E cmd</w:instrText></w:r>"),
        ),
        "dde",
    ),
    "dde simple": (office("docx", document('<w:fldSimple w:instr=" dde cmd "/>')), "dde"),
    "dde formula": (
        office("xlsx", {"xl/worksheets/sheet1.xml": "<a><f>cmd|'/c calc'!A0</f></a>"}),
        "dde",
    ),
    "dde field in a part elsewhere": (
        office("docx", {"x/y.bin": document(FIELD.format("DDE cmd"))["word/document.xml"]}),
        "dde",
    ),
    "two bytes a letter": (
        office("docx", {"word/footnotes.xml": "<a>DDE</a>".encode("utf-16")}),
        "zip_structure",
    ),
    "dde link": (
        office("xlsx", {"xl/externalLinks/externalLink1.xml": "<a><ddeLink/></a>"}),
        "dde",
    ),
    "document type": (
        office("docx", {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "xml_declares",
    ),
    "nested": (office("docx", {"word/media/a.bin": zipped({"a": "b"})}), "zip_nested"),
    "binary workbook": (
        zipped(
            {
                "[Content_Types].xml": samples.types("xlsx").replace(
                    "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    "ms-excel.sheet.binary.macroEnabled.main",
                )
            }
        ),
        "macro",
    ),
    "template": (
        zipped(
            {
                "[Content_Types].xml": samples.types("docx").replace(
                    "document.main+xml", "template.main+xml"
                )
            }
        ),
        "other_office",
    ),
}


@pytest.mark.parametrize("case", HOSTILE_OFFICE)
def test_hostile_office_file_is_refused(case: str) -> None:
    raw, code = HOSTILE_OFFICE[case]
    assert code in codes(raw, "a.docx")


@pytest.mark.parametrize(
    "formula",
    [
        'B2&"|"&Sheet2!A1',
        "\"a|b\"&'Sheet 2'!A1",
        "IF(A1=&quot;x|y&quot;,Sheet1!A1,1)",
        "SUM(A1:B2)",
    ],
)
def test_formula_with_a_bar_in_a_text_passes(formula: str) -> None:
    raw = office("xlsx", {"xl/worksheets/sheet1.xml": f"<a><f>{formula}</f></a>"})
    assert look(raw, "a.xlsx").is_taken


@pytest.mark.parametrize("cell", ["-5|3", "+84 24 | phường!", "a|b!", '=A1&"|"&B1'])
def test_cell_with_a_bar_passes(cell: str) -> None:
    assert look(f"x;{cell}\n".encode(), "a.csv").is_taken or "phường" in cell


HOSTILE_OPEN = {
    "macro": ({"Basic/Standard/Module1.xml": "<a/>"}, "macro"),
    "script": ({"Scripts/python/a.py": "import os"}, "macro"),
    "event": (
        {"content.xml": '<a xmlns:x="urn:x"><l x:href="vnd.sun.star.script:S.M.a"/></a>'},
        "macro",
    ),
    "object": ({"Object 1": OLE}, "object"),
    "remote": (
        {"content.xml": '<a xmlns:x="urn:x"><x:section-source x:href="https://evil.example"/></a>'},
        "external",
    ),
    "dde": ({"content.xml": "<a><dde-source/></a>"}, "dde"),
    "password": ({"META-INF/manifest.xml": "<a><encryption-data/></a>"}, "protected"),
    "nested": ({"Pictures/a.png": zipped({"a": "b"})}, "zip_nested"),
    "path": ({"../a.xml": "<a/>"}, "zip_path"),
}


@pytest.mark.parametrize("case", HOSTILE_OPEN)
def test_hostile_open_document_is_refused(case: str) -> None:
    parts, code = HOSTILE_OPEN[case]
    assert code in codes(opendocument("odt", parts), "a.odt")


OBJECT_STORAGES = {"ObjectPool": None, "ObjectPool/_1": None, "ObjectPool/_1/\x01Ole": b"x"}
VBA = {"Macros": None, "Macros/VBA": None, "Macros/VBA/dir": b"x"}
ENCRYPTED = {"EncryptionInfo": b"x", "EncryptedPackage": b"x"}
MBD = {"MBD0018D4CE": None, "MBD0018D4CE/\x01Ole": b"x"}
HOSTILE_OLD = {
    "word macro": (
        old_document(more=VBA),
        "macro",
    ),
    "word password": (old_document(flags=0x0100), "protected"),
    "word object": (old_document(more=OBJECT_STORAGES), "object"),
    "word dde": (old_document(text=b"\x13 DDEAUTO c:\\\\a.exe \x14"), "dde"),
    "word dde in UTF-16": (old_document(text="\x13 DDE cmd".encode("utf-16-le")), "dde"),
    "excel macro": (
        old_workbook(more={"_VBA_PROJECT_CUR": None, "_VBA_PROJECT_CUR/PROJECT": b"x"}),
        "macro",
    ),
    "excel 4 macro": (
        old_workbook((0x85, struct.pack("<L2B", 0, 0, 1) + b"\x05\0Macro")),
        "macro",
    ),
    "excel password": (old_workbook((0x2F, b"\0" * 6)), "protected"),
    "excel dde": (old_workbook((0x1AE, struct.pack("<2HB", 1, 6, 0) + b"cmd\x03/c")), "dde"),
    "excel object": (
        old_workbook(more=MBD),
        "object",
    ),
    "slides macro": (old_slides((0xF, 0x03FF, b"")), "macro"),
    "slides object": (old_slides((0xF, 0x0FCC, b"")), "object"),
    "slides password": (old_slides(user=b"\xdf\xc4\xd1\xf3"), "protected"),
    "new with a password": (
        samples.ole(ENCRYPTED),
        "protected",
    ),
    "mail": (samples.ole({"__properties_version1.0": b"x"}), "other_office"),
}


@pytest.mark.parametrize("case", HOSTILE_OLD)
def test_hostile_old_office_file_is_refused(case: str) -> None:
    raw, code = HOSTILE_OLD[case]
    assert code in codes(raw, "a.doc")


REFUSED = {
    "empty": (b"", "a.pdf", "empty"),
    "web page": (b"<!DOCTYPE html><p>a", "a.pdf", "html"),
    "web page as workbook": (b"\n <html><table><tr><td>1", "a.xls", "html"),
    "web archive": (
        b"From: <Blink>\r\nSubject: a\r\nMIME-Version: 1.0\r\n",
        "a.doc",
        "html",
    ),
    "script alone": (b"<script>alert(1)</script>", "a.txt", "html"),
    "drawing": (b'<?xml version="1.0"?>\n<svg onload="a()"/>', "a.png", "svg"),
    "xml": (b'<?xml version="1.0"?><a/>', "a.txt", "xml"),
    "rich text": (b"{\\rtf1 a}", "a.doc", "rtf"),
    "zip": (zipped({"a.pdf": pdf()}), "a.docx", "archive"),
    "empty zip": (zipped({}), "a.zip", "archive"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + b"\0" * 90, "a.rar", "archive"),
    "gzip": (b"\x1f\x8b\x08\x00", "a.pdf", "archive"),
    "tar": (b"a".ljust(257, b"\0") + b"ustar\x0000", "a.pdf", "archive"),
    "windows program": (b"MZ\x90\x00" + b"\0" * 90, "a.pdf", "program"),
    "linux program": (b"\x7fELF\x02", "a.pdf", "program"),
    "shell script": (b"#!/bin/sh\nrm -rf /\n", "a.txt", "program"),
    "gif": (b"GIF89a\x01\x00", "a.png", "other_picture"),
    "webp": (b"RIFF\0\0\0\0WEBPVP8 ", "a.jpg", "other_picture"),
    "heic": (b"\0\0\0\x18ftypheic\0\0", "a.jpg", "other_picture"),
    "tiff": (b"II*\0\x08\0\0\0", "a.jpg", "other_picture"),
    "utf-16": ("Phường".encode("utf-16"), "a.txt", "text_encoding"),
    "windows-1258": ("Phường".encode("cp1258", "replace") + b"\xff", "a.txt", "text_encoding"),
    "binary": (b"\x01\x02\x03", "a.txt", "unknown"),
    "cell that calls": (b"a;=cmd|'/C calc'!A0\n", "a.csv", "dde"),
    "quoted cell that calls": (b"a,\"=cmd|' /C calc'!A0\"\n", "a.csv", "dde"),
    "text and archive": (b"words\n" + zipped({"a": "b"}), "a.txt", "two_kinds"),
    "wide": (samples.wide_png(60_000, 60_000), "a.png", "pixels"),
    "a bit wide": (samples.wide_png(9_000, 9_000), "a.png", "pixels"),
    "cut picture": (picture("PNG", (400, 300))[:-30], "a.png", "damaged"),
    "cut photo": (picture("JPEG", (400, 300))[:-300], "a.jpg", "damaged"),
    "zip behind a photo": (picture("JPEG") + zipped({"a": "b"}), "a.jpg", "two_kinds"),
    "web page behind a photo": (picture("JPEG") + b"<html><script>", "a.jpg", "trailing"),
    "photo with a web page behind a further photo": (
        picture("JPEG") + picture("JPEG") + b"<script>a()",
        "a.jpg",
        "trailing",
    ),
    "bytes behind a picture": (picture("PNG") + b"MZ", "a.png", "trailing"),
    "wrong ending": (workbook(), "a.pdf", "ending"),
    "double ending": (pdf(), "a.pdf.exe", "ending"),
    "no ending": (pdf(), "báo cáo", "ending_none"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_content_is_refused_by_what_it_is(case: str) -> None:
    raw, name, code = REFUSED[case]
    assert code in codes(raw, name)


def test_photo_of_a_phone_with_a_second_picture_passes() -> None:
    assert look(picture("JPEG") + picture("JPEG", (9, 9)), "a.jpg").is_taken


def test_fault_says_what_was_found_in_both_languages() -> None:
    (fault,) = look(workbook(), "báo cáo.pdf").faults
    with override("en"):
        assert str(fault).startswith(
            "The name ends in .pdf but the content is of the kind “Excel workbook”."
        )
    with override("vi"):
        assert "Tên tệp" in str(fault)


EVERY_CASE = [raw for raw, *_ in [*HOSTILE_PDF.values(), *HOSTILE_OFFICE.values()]] + [
    raw for raw, *_ in [*HOSTILE_OLD.values(), *REFUSED.values()]
]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_refusal_is_a_whole_sentence(language: str) -> None:
    with override(language):
        for raw in EVERY_CASE:
            for fault in look(raw, "a.pdf").faults:
                assert "%(" not in str(fault)
                assert str(fault).endswith(".")


def test_every_sentence_but_those_of_the_upload_and_of_structure_is_met_here() -> None:
    met = {fault.code for raw in EVERY_CASE for fault in look(raw, "a.pdf").faults}
    met |= {fault.code for name in ("a", "a.exe") for fault in look(pdf(), name).faults}
    met |= {
        fault.code
        for parts, _ in HOSTILE_OPEN.values()
        for fault in look(opendocument("odt", parts), "a").faults
    }
    elsewhere = {"too_large", "nameless", "too_complex", "busy", "not_kept"} | {
        code for code in SENTENCES if code.startswith("zip_")
    }
    assert set(SENTENCES) - met <= elsewhere


MAGIC = [
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    OLE[:8],
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"",
    b"<",
    b"{",
]
NAMES = st.sampled_from(["a.pdf", "a", "", "a.csv", "x.docx", "ả.png", ".xls", "a.pdf/../b"])


@settings(max_examples=150, deadline=None)
@given(magic=st.sampled_from(MAGIC), rest=st.binary(max_size=3000), name=NAMES)
def test_any_bytes_are_taken_or_refused(magic: bytes, rest: bytes, name: str) -> None:
    found = look(magic + rest, name)
    assert found.is_taken or [str(fault) for fault in found.faults]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_clean_file_with_bytes_changed_is_taken_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(CLEAN)))
    raw = bytearray(CLEAN[name])
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)) | st.just(len(raw)))
    found = look(bytes(raw[:cut]), name)
    assert found.is_taken or [str(fault) for fault in found.faults]
