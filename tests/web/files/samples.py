"""Files of each kind, clean ones and hostile ones, made here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pikepdf
import xlsxwriter
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from tests.web.files.ole_written import ole

CT = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Parts = Mapping[str, bytes | None]
MAIN = {
    "docx": ("wordprocessingml.document.main+xml", "word/document.xml"),
    "xlsx": ("spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
    "pptx": ("presentationml.presentation.main+xml", "ppt/presentation.xml"),
}


def pdf(change: Callable[[Pdf], None] | None = None, **saving: object) -> bytes:
    """A page, changed as told."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    if change:
        change(document)
    written = io.BytesIO()
    same = {} if "encryption" in saving else {"deterministic_id": True}
    document.save(written, **same, **saving)
    return written.getvalue()


def signed_pdf(document: Pdf) -> None:
    """The form of a signed document, as signing programs leave it."""
    signature = document.make_indirect(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=Array([0, 100, 8000, 400]),
            Contents=String("\0" * 4000),
        )
    )
    widget = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("Chữ ký 1"),
            V=signature,
            Rect=Array([0, 0, 0, 0]),
            F=132,
        )
    )
    document.pages[0].obj.Annots = document.make_indirect(Array([widget]))
    document.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=3)
    document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])


def action(**entries: object) -> Callable[[Pdf], None]:
    """A document that does an action when it is opened."""

    def change(document: Pdf) -> None:
        document.Root.OpenAction = document.make_indirect(Dictionary(**entries))

    return change


def annotation(**entries: object) -> Callable[[Pdf], None]:
    """A document with an annotation."""

    def change(document: Pdf) -> None:
        one = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)
        document.pages[0].obj.Annots = Array([document.make_indirect(one)])

    return change


def attached(document: Pdf) -> None:
    """A document with a file inside."""
    document.attachments["a.exe"] = b"MZ"


def names_script(document: Pdf) -> None:
    """A script that runs by its place in the tree of names."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def xfa(document: Pdf) -> None:
    """An XFA form."""
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp/>"))


def page_script(document: Pdf) -> None:
    """A script that runs when the page is turned."""
    document.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("x")))


def deep_script(document: Pdf) -> None:
    """A script far inside arrays of arrays."""
    inner: object = Dictionary(S=Name.JavaScript, JS=String("x"))
    for _ in range(40):
        inner = Array([inner])
    document.Root.Somewhere = inner


def zipped(parts: Mapping[str, bytes | str], *, stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP of parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), body, compress_type=method)
    return written.getvalue()


def types(kind: str, *more: str) -> str:
    """[Content_Types].xml of a kind."""
    main, part = MAIN[kind]
    others = "".join(
        f'<Override PartName="/x{n}" ContentType="{one}"/>' for n, one in enumerate(more)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{CT}">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{main}"/>{others}</Types>'
    )


def office(kind: str, more: Mapping[str, bytes | str] | None = None, *declared: str) -> bytes:
    """An Office file with further parts."""
    return zipped(
        {
            "[Content_Types].xml": types(kind, *declared),
            "_rels/.rels": rels(("officeDocument", MAIN[kind][1], "Internal")),
            MAIN[kind][1]: "<main/>",
            **(more or {}),
        }
    )


def rels(*links: tuple[str, str, str]) -> str:
    """A part of relationships: kind, target, mode."""
    inside = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target, mode) in enumerate(links)
    )
    return f'<Relationships xmlns="{RELS}">{inside}</Relationships>'


def document(body: str) -> Mapping[str, str]:
    """The main part of a Word file."""
    return {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}


def workbook() -> bytes:
    """A workbook with a chart, as XlsxWriter makes it."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet("Phụ lục")
    sheet.write_row(0, 0, ["Phường", "Số hồ sơ"])
    sheet.write_row(1, 0, ["Long Biên", 1500])
    sheet.write_formula(2, 1, "=SUM(B2:B2)")
    sheet.write_url(3, 0, "https://example.gov.vn/a?b=1")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Phụ lục'!$B$2:$B$2"})
    sheet.insert_chart("D2", chart)
    book.close()
    return written.getvalue()


def opendocument(kind: str, more: Mapping[str, bytes | str] | None = None) -> bytes:
    """An OpenDocument file."""
    names = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{names[kind]}",
            "content.xml": "<office:document-content xmlns:office='urn:o'/>",
            "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest='urn:m'/>",
            "Basic/script-lc.xml": "<library/>",
            **(more or {}),
        },
        stored=("mimetype",),
    )


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture."""
    written = io.BytesIO()
    Image.new("RGB", size, (155, 28, 28)).save(written, kind)
    return written.getvalue()


def wide_png(width: int, height: int) -> bytes:
    """The head of a picture that would be enormous."""
    head = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def biff(*records: tuple[int, bytes]) -> bytes:
    """The stream of an old workbook: begin, records, end."""
    begin = (0x0809, struct.pack("<4H", 0x0600, 5, 0, 0) + b"\0" * 8)
    return b"".join(
        struct.pack("<2H", kind, len(body)) + body for kind, body in (begin, *records, (0x0A, b""))
    )


def old_workbook(
    *records: tuple[int, bytes], more: Mapping[str, bytes | None] | None = None
) -> bytes:
    """An Excel 97 file."""
    sheet = (0x85, struct.pack("<L2B", 0, 0, 0) + b"\x06\0Sheet1")
    return ole({"Workbook": biff(sheet, *records), **(more or {})})


def old_document(
    *, flags: int = 0, text: bytes = b"", more: Mapping[str, bytes | None] | None = None
) -> bytes:
    """A Word 97 file."""
    head = struct.pack("<5HH", 0xA5EC, 0xC1, 0, 0x42A, 0, flags).ljust(512, b"\0")
    return ole({"WordDocument": head + text, "1Table": b"t", **(more or {})})


def old_slides(*records: tuple[int, int, bytes], user: bytes = b"\x5f\xc0\x91\xe3") -> bytes:
    """A PowerPoint 97 file: records of version, kind, body inside a container."""
    inside = b"".join(struct.pack("<2HL", v, kind, len(body)) + body for v, kind, body in records)
    stream = struct.pack("<2HL", 0xF, 0x03E8, len(inside)) + inside
    head = struct.pack("<2HL", 0, 0x0FF6, 20) + struct.pack("<L", 20)
    return ole({"PowerPoint Document": stream, "Current User": head + user})


def clean() -> dict[str, bytes]:
    """A clean file of each kind, by name."""
    chart = {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": workbook()}
    template = rels(
        ("attachedTemplate", "file:///C:\\Users\\ha\\Normal.dotm", "External"),
        ("hyperlink", "https://example.gov.vn", "External"),
    )
    return {
        "Báo cáo.pdf": pdf(),
        "Đã ký.PDF": pdf(signed_pdf),
        "scan.png": picture("PNG"),
        "ảnh.jpg": picture("JPEG"),
        "ảnh.jpeg": picture("JPEG") + b"\0" * 64,
        "Công văn.docx": office("docx", {"word/_rels/settings.xml.rels": template, **chart}),
        "Biểu.xlsx": workbook(),
        "Trình chiếu.pptx": office("pptx"),
        "a.odt": opendocument("odt"),
        "a.ods": opendocument("ods", {"Object 1/content.xml": "<chart/>"}),
        "a.odp": opendocument("odp"),
        "a.doc": old_document(),
        "a.xls": old_workbook(),
        "a.ppt": old_slides((0, 1001, b"x")),
        "Số liệu.csv": "Phường;Số hồ sơ;Chênh lệch\nLong Biên;1500;-5,2%\n".encode("utf-8-sig"),
        "ghi chú.txt": "Đã họp ngày 05 tháng 3 năm 2018.\r\n".encode(),
    }
