"""What may be wrong with a file, each a sentence that says what was found and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation.trans_null import gettext_noop  # asks for no settings

from chiso_web.files.inspection.kinds import KINDS

SENTENCES = {
    "busy": gettext_noop(
        "The server is busy and could not look at this file; nothing is wrong with it. Upload it "
        "again in a few minutes."
    ),
    "not_kept": gettext_noop(
        "The server could not keep this file: its disk is full or cannot be written to. Nothing "
        "was kept. Tell the operator of this site, and upload it again afterwards."
    ),
    "empty": gettext_noop("The file is empty. Choose the file that has the content."),
    "too_large": gettext_noop(
        "The file is larger than %(most)s MB. Make it smaller, for example by scanning at 200 dpi, "
        "or divide it."
    ),
    "nameless": gettext_noop("The file has no name. Give it one and upload it again."),
    "ending": gettext_noop(
        "The name ends in %(ending)s but the content is of the kind “%(content)s”. Give it a name "
        "that ends in %(expected)s, or choose the right file."
    ),
    "ending_none": gettext_noop(
        "The name has no ending; the content is of the kind “%(content)s”. Give it a name that "
        "ends in %(expected)s."
    ),
    "unknown": gettext_noop(
        "The content is of no kind that is taken: PDF, Word, Excel, PowerPoint, OpenDocument, PNG, "
        "JPEG, CSV or text. Save it as PDF."
    ),
    "damaged": gettext_noop(
        "The content (%(content)s) is damaged or incomplete and cannot be read. Open it in its "
        "program, save it anew and upload that."
    ),
    "too_complex": gettext_noop(
        "The content takes too much time or memory to look through. Save it anew, in parts if need "
        "be; it may have been made to do harm."
    ),
    "html": gettext_noop(
        "The content is a web page (HTML), which can carry scripts. Save it as PDF, or a table as "
        "an Excel workbook (.xlsx), and upload that."
    ),
    "svg": gettext_noop(
        "The content is an SVG drawing, which can carry scripts. Save it as PDF or PNG and upload "
        "that."
    ),
    "xml": gettext_noop("The content is XML, which is not taken. Save it as PDF and upload that."),
    "rtf": gettext_noop(
        "The content is rich text (RTF), which can carry objects. Save it as .docx or PDF and "
        "upload that."
    ),
    "archive": gettext_noop(
        "The content is an archive (%(found)s). Unpack it and upload the files themselves."
    ),
    "program": gettext_noop("The content is a program or a script. Programs are not taken."),
    "other_picture": gettext_noop(
        "The content is a picture of another kind (%(found)s). Save it as PNG or JPEG and upload "
        "that."
    ),
    "other_office": gettext_noop(
        "The content is an Office file of a kind that is not taken, such as a template, a show or "
        "a binary workbook. Save it as .docx, .xlsx, .pptx, .odt, .ods or .odp."
    ),
    "text_encoding": gettext_noop(
        "The content is text, but not in UTF-8. Save it as “CSV UTF-8”, or as text with the "
        "encoding UTF-8, and upload that."
    ),
    "two_kinds": gettext_noop(
        "The content can be read as two kinds of file at once: %(content)s, and %(found)s. Save it "
        "anew in its program and upload that."
    ),
    "trailing": gettext_noop(
        "Behind the end of the picture stand %(count)s bytes that do not belong to it. Open it, "
        "save it as a new picture and upload that."
    ),
    "pixels": gettext_noop(
        "The picture has %(width)s × %(height)s points; at most %(most)s million are taken. Make "
        "it smaller."
    ),
    "protected": gettext_noop(
        "The content is protected by a password, so it cannot be looked through. Save it without a "
        "password and upload that."
    ),
    "pdf_head": gettext_noop(
        "Before the beginning of the PDF stand bytes that do not belong to it. Print it to a new "
        "PDF and upload that."
    ),
    "pdf_tail": gettext_noop(
        "Behind the end of the PDF stand %(count)s bytes that do not belong to it. Print it to a "
        "new PDF and upload that."
    ),
    "pdf_script": gettext_noop(
        "The PDF carries a script (JavaScript). Print it to a new PDF and upload that."
    ),
    "pdf_automatic": gettext_noop(
        "The PDF does something by itself when it is opened or turned (%(found)s). Print it to a "
        "new PDF and upload that."
    ),
    "pdf_launch": gettext_noop(
        "The PDF starts a program or opens another file (%(found)s). Print it to a new PDF and "
        "upload that."
    ),
    "pdf_attachment": gettext_noop(
        "The PDF has files attached inside. Upload those on their own, and the PDF without them."
    ),
    "pdf_media": gettext_noop(
        "The PDF holds sound, film or a 3D model (%(found)s). Print it to a new PDF and upload "
        "that."
    ),
    "pdf_xfa": gettext_noop(
        "The PDF is an XFA form, which can carry scripts. Print it to a new PDF and upload that."
    ),
    "zip_structure": gettext_noop(
        "The inner list of parts does not agree with the parts themselves (%(found)s). Save it "
        "anew in its program and upload that."
    ),
    "zip_entries": gettext_noop(
        "The content has %(found)s parts; at most %(most)s are taken. It may have been made to do "
        "harm."
    ),
    "zip_total": gettext_noop(
        "Unpacked, the content would take %(found)s MB; at most %(most)s are taken. Divide it; it "
        "may have been made to do harm."
    ),
    "zip_ratio": gettext_noop(
        "The part “%(part)s” unpacks to %(found)s times its size; at most %(most)s times are "
        "taken. It may have been made to do harm."
    ),
    "zip_overlap": gettext_noop(
        "Two parts lie on the same bytes (“%(part)s”). It may have been made to do harm."
    ),
    "zip_size": gettext_noop(
        "The part “%(part)s” is not as long as it says, or its checksum is wrong. Save the file "
        "anew and upload that."
    ),
    "zip_path": gettext_noop(
        "The name of a part leads out of the file (“%(part)s”). It may have been made to do harm."
    ),
    "zip_twice": gettext_noop("The part “%(part)s” is there twice. Save the file anew."),
    "zip_nested": gettext_noop(
        "The part “%(part)s” is an archive of its own. Take it out and upload its files on their "
        "own."
    ),
    "macro": gettext_noop(
        "The content carries macros (%(part)s). Save it without macros, as .docx, .xlsx or .pptx, "
        "and upload that."
    ),
    "activex": gettext_noop(
        "The content has ActiveX controls (%(part)s). Remove them, or save it as PDF."
    ),
    "object": gettext_noop(
        "The content has an embedded object (%(part)s). Replace it by a picture, or save the file "
        "as PDF; upload what was embedded on its own."
    ),
    "external": gettext_noop(
        "The content fetches something from elsewhere when it is opened (%(found)s). Break the "
        "link in its program, or save it as PDF."
    ),
    "dde": gettext_noop(
        "The content asks other programs for data (DDE, in %(part)s). Replace the field by its "
        "value and upload that."
    ),
    "xml_declares": gettext_noop(
        "The part “%(part)s” declares a document type of its own, which no Office program does. It "
        "may have been made to do harm."
    ),
}


OURS = {"busy", "not_kept"}  # faults of the server: they say nothing of the file


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: a key of ``SENTENCES`` and what fills the sentence.

    The fact ``content`` is the id of a kind, said in the reader's language.
    """

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        facts = {name: _said(name, value) for name, value in self.facts.items()}
        return gettext(SENTENCES[self.code]) % facts


def _said(name: str, value: str | int) -> str:
    if name == "content" and value in KINDS:
        return gettext(KINDS[str(value)].name)
    return str(value)
