"""A Word file from its bytes, after a look at whether it is safe to open."""

import io
import struct
import zipfile
import zlib

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml.etree import XMLSyntaxError

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.intake.guard import MAX_FILE, MAX_PART, MAX_PARTS, MAX_TOTAL

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OpcError,
    XMLSyntaxError,
    KeyError,
    ValueError,
    AttributeError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    RecursionError,
)
"""What python-docx and the readers below it raise over a damaged package."""
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_RESAVE = "Mở tệp bằng Word, chọn Lưu thành (Save As) “Word Document (*.docx)”, rồi soát bản vừa lưu."


def open_word(data: bytes) -> Document:
    """The document; UserError (3) where it is none, is damaged, or inflates as no report does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _guard(archive, len(data))
        return docx.Document(io.BytesIO(data))
    except BROKEN as error:
        raise damaged() from error


def damaged() -> UserError:
    """What is said of a package that cannot be read."""
    return UserError("Tệp Word hỏng, không đọc được.", fix=_RESAVE, exit_code=3)


def _guard(archive: zipfile.ZipFile, size: int) -> None:
    infos = archive.infolist()
    sizes = [info.file_size for info in infos]
    if size > MAX_FILE or len(infos) > MAX_PARTS or sum(sizes) > MAX_TOTAL or max(sizes, default=0) > MAX_PART:
        raise UserError("Tệp Word lớn bất thường, không mở vì an toàn.", fix=_RESAVE, exit_code=3)
    names = {info.filename for info in infos}
    if "word/document.xml" not in names and any(name.startswith(("xl/", "ppt/", "content.xml")) for name in names):
        raise UserError("Tệp này không phải văn bản Word.", fix="Soát được tệp .docx, .pdf và .txt.", exit_code=3)
    for info in infos:
        if info.filename.endswith((".xml", ".rels")):
            with archive.open(info) as stream:
                part = stream.read()
            if any(mark in part for mark in _DOCTYPES):
                raise UserError("Tệp Word có khai báo lạ, không mở vì an toàn.", fix=_RESAVE, exit_code=3)
