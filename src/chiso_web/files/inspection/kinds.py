"""The kinds of file that are taken, and what those that are not are called."""

from dataclasses import dataclass

from django.utils.translation.trans_null import gettext_noop  # asks for no settings

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that is taken: its first ending is the one that names offer."""

    id: str
    name: str
    media_type: str
    endings: tuple[str, ...]


KINDS = {
    kind.id: kind
    for kind in (
        Kind("pdf", gettext_noop("PDF document"), "application/pdf", (".pdf",)),
        Kind("png", gettext_noop("PNG picture"), "image/png", (".png",)),
        Kind("jpeg", gettext_noop("JPEG picture"), "image/jpeg", (".jpg", ".jpeg")),
        Kind(
            "docx",
            gettext_noop("Word document"),
            f"{OOXML}.wordprocessingml.document",
            (".docx",),
        ),
        Kind(
            "xlsx",
            gettext_noop("Excel workbook"),
            f"{OOXML}.spreadsheetml.sheet",
            (".xlsx",),
        ),
        Kind(
            "pptx",
            gettext_noop("PowerPoint presentation"),
            f"{OOXML}.presentationml.presentation",
            (".pptx",),
        ),
        Kind("odt", gettext_noop("OpenDocument text"), f"{ODF}.text", (".odt",)),
        Kind("ods", gettext_noop("OpenDocument spreadsheet"), f"{ODF}.spreadsheet", (".ods",)),
        Kind("odp", gettext_noop("OpenDocument presentation"), f"{ODF}.presentation", (".odp",)),
        Kind("doc", gettext_noop("Word 97–2003 document"), "application/msword", (".doc",)),
        Kind("xls", gettext_noop("Excel 97–2003 workbook"), "application/vnd.ms-excel", (".xls",)),
        Kind(
            "ppt",
            gettext_noop("PowerPoint 97–2003 presentation"),
            "application/vnd.ms-powerpoint",
            (".ppt",),
        ),
        Kind("csv", gettext_noop("table of plain text (CSV)"), "text/csv", (".csv",)),
        Kind("txt", gettext_noop("plain text"), "text/plain", (".txt",)),
    )
}
PREVIEWED = frozenset({"pdf", "png", "jpeg"})
PICTURES = frozenset({"png", "jpeg"})
TEXTS = ("csv", "txt")


def kind_of_text(name: str) -> Kind:
    """CSV and plain text have the same content; the name tells them apart."""
    return KINDS["csv"] if name.casefold().endswith(".csv") else KINDS["txt"]
