"""What a file really is and whether it is safe to open, decided from its bytes before any reader sees them.

The fast reader ends the whole process on a cell in the far corner and shows neither error cells nor formulas that were
never calculated, so a pass over the raw sheets refuses the first and notes the second.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from khuyenhoc_cli.findings.model import Finding

MAX_FILE = 32 << 20
MAX_PART = 64 << 20
MAX_TOTAL = 128 << 20
MAX_PARTS = 2000

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# A cell or row beyond column ZZ or row 19.999; nobody writes entities here. The first pattern is fast for its literal
# beginning, the second one is for attributes that are quoted or spaced as no spreadsheet program does it.
_BEYOND = rb"""(?:[A-Za-z]{3}|[A-Za-z]{0,2}(?:[2-9]\d{4}|\d{6})|[^"']*&)"""
_FAR = re.compile(rb' r="' + _BEYOND)
_FAR_ODDLY = re.compile(rb"""\sr\s*=\s*["']""" + _BEYOND)
_ODDLY_WRITTEN = (b"='", b" =", b"= ", b"\tr=", b"\nr=", b"\rr=")
# LibreOffice writes an empty row at the very end of a sheet; it does no harm.
_EMPTY_ROW = re.compile(rb"<row\b[^>]*(?:/>|>\s*</row>)")
_ERRORS = (b't="e"', b"t='e'")
_NEVER_CALCULATED = re.compile(rb"</f>\s*(?:</c>|<v></v>|<v ?/>)|<f[^>]*/>\s*(?:</c>|<v></v>|<v ?/>)")
_PREFIXED = re.compile(rb"<\w+:(?:worksheet|sst)\b")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


@dataclass(frozen=True)
class Guarded:
    """A workbook that may be opened; `needs_diagnosis` where it holds what the fast reader would hide."""

    data: bytes
    needs_diagnosis: bool


def guard(data: bytes) -> Guarded | Finding:
    """The workbook, or the one finding that says why it is not opened."""
    if len(data) > MAX_FILE:
        return _abnormal("tệp lớn hơn 32 MB", "it is larger than 32 MB")
    if data.startswith(_OLE):
        return _ole_finding(data)
    if not data.startswith(b"PK"):
        return _not_a_zip(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect(archive, data)
    except _BROKEN:
        return Finding("KH103")


def _inspect(archive: zipfile.ZipFile, data: bytes) -> Guarded | Finding:
    infos = archive.infolist()
    names = {info.filename for info in infos}
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_TOTAL:
        return _abnormal("nội dung nén phình ra quá lớn", "its content inflates beyond the limit")
    if "xl/workbook.xml" not in names:
        return _other_package(names)
    needs_diagnosis = False
    for info in infos:
        with archive.open(info) as stream:
            part = stream.read(min(info.file_size, MAX_PART) + 1)
        refusal = _refusal(part)
        if refusal is not None:
            return refusal
        needs_diagnosis |= _hides_something(part)
    return Guarded(data, needs_diagnosis)


def _refusal(part: bytes) -> Finding | None:
    if len(part) > MAX_PART:
        return _abnormal("một phần của tệp quá lớn", "a part of it is too large")
    if part.startswith(_UTF16_MARKS) or _DOCTYPE.search(part[:4096]):
        return _abnormal("có khai báo lạ trong tệp", "it holds declarations no spreadsheet program writes")
    if _is_far(_cells(part)) and _is_far(_EMPTY_ROW.sub(b"", _cells(part))):
        return _abnormal("có ô nằm quá xa bảng", "it has cells far outside any table")
    return None


def _hides_something(part: bytes) -> bool:
    """Whether a sheet holds what the fast reader reads as empty, or is written so that it cannot be told."""
    cells = _cells(part)
    return any(mark in cells for mark in _ERRORS) or bool(
        _NEVER_CALCULATED.search(cells) or _PREFIXED.search(part[:2048])
    )


def _is_far(cells: bytes) -> bool:
    """Whether some cell or row lies where no table does."""
    oddly = any(mark in cells for mark in _ODDLY_WRITTEN)
    return (_FAR_ODDLY if oddly else _FAR).search(cells) is not None


def _cells(part: bytes) -> bytes:
    """The cells of a sheet, wherever in the package it lies; nothing of other parts."""
    if b"sheetData" not in part:
        return b""
    end = part.rfind(b"</sheetData>")
    return part[:end] if end >= 0 else part


def _abnormal(reason: str, reason_en: str) -> Finding:
    return Finding("KH105", detail={"reason": reason, "reason_en": reason_en})


def _not(kind: str, kind_en: str) -> Finding:
    return Finding("KH101", detail={"kind": kind, "kind_en": kind_en})


def _old(kind: str, kind_en: str) -> Finding:
    return Finding("KH104", detail={"kind": kind, "kind_en": kind_en})


def _ole_finding(data: bytes) -> Finding:
    """Password-protected workbooks and the formats of before 2007 share one container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Finding("KH102")
    if "WordDocument".encode("utf-16-le") in data:
        return _not("văn bản Word", "a Word document")
    return _old("Excel 97–2003 (.xls)", "Excel 97–2003 (.xls)")


def _other_package(names: set[str]) -> Finding:
    if "word/document.xml" in names:
        return _not("văn bản Word", "a Word document")
    if "ppt/presentation.xml" in names:
        return _not("bản trình chiếu PowerPoint", "a PowerPoint presentation")
    if "xl/workbook.bin" in names:
        return _old("Excel nhị phân (.xlsb)", "Excel binary (.xlsb)")
    if "content.xml" in names:
        return _old("OpenDocument (.ods)", "OpenDocument (.ods)")
    return _not("một tệp nén", "an archive")


def _not_a_zip(data: bytes) -> Finding:
    head = data[:1024].removeprefix(_UTF8_MARK).lstrip().lower()
    if not data.strip(b"\x00"):
        return Finding("KH103")
    if head.startswith(b"%pdf"):
        return _not("tệp PDF", "a PDF")
    if head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return _old("Excel XML 2003", "Excel XML 2003")
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml")):
        return _not("trang web (HTML)", "a web page (HTML)")
    if head.startswith((b"\x89png", b"\xff\xd8\xff")):
        return _not("tệp ảnh", "a picture")
    return _not("một tệp loại khác", "a file of another kind")
