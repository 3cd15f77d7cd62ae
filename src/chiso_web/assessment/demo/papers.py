"""Small PDF files for the documents of the demonstration, each marked inside as synthetic.

The fonts that every reader has know no Vietnamese letters, so the page is written without marks;
the title of the file has them.
"""

from collections.abc import Sequence
from unicodedata import combining, normalize

from chiso.synthesis import MARK

WIDTH = 78


def paper(title: str, lines: Sequence[str]) -> bytes:
    """A page of A4 with the mark, a title and some lines."""
    told = [MARK.vi.upper(), MARK.en.upper(), "", *_wrapped(title), "", *lines]
    text = "".join(f"({_plain(one)}) Tj T*\n" for one in told)
    content = f"BT /F1 12 Tf 18 TL 60 770 Td\n{text}ET".encode("ascii")
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Title <%b> /Producer (Chiso) >>" % _utf16(f"{title} ({MARK.vi})"),
        ]
    )


def _plain(text: str) -> str:
    parted = normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    known = "".join(one for one in parted if not combining(one))
    known = known.encode("ascii", "replace").decode("ascii")
    return known.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _utf16(text: str) -> bytes:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode("ascii")


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects, with the table that says where each begins."""
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, len(objects), len(made))
    )
