"""What a file really is and whether it is safe to open, decided from its bytes before any reader sees them.

The fast reader ends the whole process on a cell in the far corner and shows neither error cells nor formulas that were
never calculated, so a pass over the raw sheets refuses the first and notes the second. The pass is made of cheap byte
patterns: it only decides whether somebody has to look more carefully.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Literal

from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.intake.xlsx_parts import without_empty_cells

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
# A cell or row beyond column ZZ or row 19.999.
_FAR = re.compile(rb' r="(?:[A-Za-z]{3}|[A-Za-z]{0,2}(?:[2-9]\d{4}|\d{6})|[^"]*&)')
# A cell or row that does not begin with its address, as it does wherever a spreadsheet program wrote it. The fast
# reader counts on from the last one and may so end in the far corner.
_ODD = re.compile(rb'<c(?:[>/\t\n\r]| (?!r="))')
_ODD_ROW = re.compile(rb'<row(?:[>/\t\n\r]| (?!r="))')
_CLAIM = re.compile(rb"""[cC]ount\s*=\s*["'](\d+)""")
_ERRORS = (b't="e"', b"t='e'")
_NEVER_CALCULATED = re.compile(rb"</f>\s*(?:</c>|<v></v>|<v ?/>)|<f[^>]*/>\s*(?:</c>|<v></v>|<v ?/>)")
_PREFIXED = re.compile(rb"<\w+:(?:worksheet|sst|sheetData)\b")
_DOCTYPE = b"<!DOCTYPE"
_HIDDEN = re.compile(rb"""hidden=["'](?:1|true)""")
_LINKED = re.compile(rb"<(?:\w+:)?f\b[^>]*>[^<]*\[\d+\]")
# Workbooks of before 2007 that some programs write without a container around them.
_BARE_XLS = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_OLE_NAMES = (
    "EncryptedPackage",
    "Workbook",
    "Book",
    "Root Entry",
    "_VBA_PROJECT",
    "WordDocument",
    "PowerPoint Document",
)
_ARCHIVES = (b"rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"mime-version:")

Kind = Literal["xlsx", "xls", "xlsb", "ods"]


@dataclass(frozen=True)
class Guarded:
    """A workbook that may be opened; `needs_diagnosis` where it holds what the fast reader would hide.

    `is_odd` where it is written as no spreadsheet program does it: then the fast reader is not to touch it.
    `suspects` are the parts of an .xlsx that hide rows or columns, or whose formulas point to another file.
    """

    data: bytes
    needs_diagnosis: bool
    kind: Kind = "xlsx"
    suspects: frozenset[str] = frozenset()
    has_macros: bool = False
    is_odd: bool = False


def guard(data: bytes) -> Guarded | Finding:
    """The workbook, or the one finding that says why it is not opened."""
    if len(data) > MAX_FILE:
        return _abnormal("tệp lớn hơn 32 MB", "it is larger than 32 MB")
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_BARE_XLS):
        return Guarded(data, needs_diagnosis=False, kind="xls")
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
    if "xl/workbook.xml" in names:
        return _inspect_xlsx(archive, data)
    if "xl/workbook.bin" not in names and not _is_ods(archive, names):
        return _other_package(names)
    for info in infos:
        part = _part(archive, info)
        if len(part) > MAX_PART:
            return _part_too_large()
        if info.filename == "META-INF/manifest.xml" and b"encryption-data" in part:
            return Finding("KH102")
    kind: Kind = "ods" if "content.xml" in names else "xlsb"
    return Guarded(data, needs_diagnosis=False, kind=kind, has_macros=_has_macros(names))


def _inspect_xlsx(archive: zipfile.ZipFile, data: bytes) -> Guarded | Finding:
    names = archive.namelist()
    has_links = any(name.startswith("xl/externalLinks/") for name in names)
    needs_diagnosis = is_odd = False
    suspects = set()
    for info in archive.infolist():
        part = _part(archive, info)
        cells = _cells(part)
        refusal = _refusal(part, cells)
        if refusal is not None:
            return refusal
        needs_diagnosis |= _hides_something(cells)
        is_odd |= _is_odd(part, cells)
        if cells and (_HIDDEN.search(part) or (has_links and _LINKED.search(part))):
            suspects.add(info.filename)
    return Guarded(data, needs_diagnosis, "xlsx", frozenset(suspects), _has_macros(set(names)), is_odd)


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A part, or as much of it as shows that it is too large; its checksum is compared on the way."""
    with archive.open(info) as stream:
        return stream.read(min(info.file_size, MAX_PART) + 1)


def _has_macros(names: set[str]) -> bool:
    """Whether a package brings programs along; they are not run."""
    return any(name.endswith("vbaProject.bin") or name.startswith(("xl/macrosheets/", "Basic/")) for name in names)


def _is_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether an OpenDocument package is a spreadsheet: it says so in a part of its own, else in its content."""
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            return b"spreadsheet" in stream.read(200)
    return "content.xml" in names and "META-INF/manifest.xml" in names


def _refusal(part: bytes, cells: bytes) -> Finding | None:
    if len(part) > MAX_PART:
        return _part_too_large()
    if part.startswith(_UTF16_MARKS) or _DOCTYPE in part:
        return _abnormal("có khai báo lạ trong tệp", "it holds declarations no spreadsheet program writes")
    if _FAR.search(cells) and _FAR.search(without_empty_cells(cells)):
        return _abnormal("có ô nằm quá xa bảng", "it has cells far outside any table")
    return None


def _hides_something(cells: bytes) -> bool:
    """Whether a sheet holds what the fast reader reads as empty."""
    return any(mark in cells for mark in _ERRORS) or _NEVER_CALCULATED.search(cells) is not None


def _is_odd(part: bytes, cells: bytes) -> bool:
    """Whether the patterns cannot tell what the fast reader would make of a part."""
    head = part[:2048]
    if b"<sst" in head:
        # The fast reader sets room aside for as many strings as a file claims to have; the shortest has five bytes.
        return any(len(claim) > 9 or 5 * int(claim) > len(part) for claim in _CLAIM.findall(head)[:2])
    return bool(_PREFIXED.search(head) or _ODD.search(cells) or _ODD_ROW.search(cells))


def _cells(part: bytes) -> bytes:
    """The cells of a sheet, wherever in the package it lies; nothing of other parts."""
    start = part.find(b"<sheetData")
    if start < 0:
        return part if b":sheetData" in part else b""
    end = part.rfind(b"</sheetData>")
    return part[start:end] if end >= 0 else part[start:]


def _part_too_large() -> Finding:
    return _abnormal("một phần của tệp quá lớn", "a part of it is too large")


def _abnormal(reason: str, reason_en: str) -> Finding:
    return Finding("KH105", detail={"reason": reason, "reason_en": reason_en})


def _not(kind: str, kind_en: str) -> Finding:
    return Finding("KH101", detail={"kind": kind, "kind_en": kind_en})


def _unsupported(kind: str, kind_en: str) -> Finding:
    return Finding("KH104", detail={"kind": kind, "kind_en": kind_en})


def _ole(data: bytes) -> Guarded | Finding:
    """Password-protected workbooks and the formats of before 2007 share one container; its directory names them."""
    names = {name for name in _OLE_NAMES if name.encode("utf-16-le") in data}
    if "EncryptedPackage" in names:
        return Finding("KH102")
    if names & {"Workbook", "Book"} and "Root Entry" in names:
        return Guarded(data, needs_diagnosis=False, kind="xls", has_macros="_VBA_PROJECT" in names)
    if "WordDocument" in names:
        return _not("văn bản Word", "a Word document")
    if "PowerPoint Document" in names:
        return _not("bản trình chiếu PowerPoint", "a PowerPoint presentation")
    return _not("một tệp loại khác", "a file of another kind") if "Root Entry" in names else Finding("KH103")


def _other_package(names: set[str]) -> Finding:
    if "word/document.xml" in names:
        return _not("văn bản Word", "a Word document")
    if "ppt/presentation.xml" in names:
        return _not("bản trình chiếu PowerPoint", "a PowerPoint presentation")
    if "mimetype" in names and "content.xml" in names:
        return _not("văn bản OpenDocument", "an OpenDocument text")
    return _not("một tệp nén", "an archive")


def _not_a_zip(data: bytes) -> Finding:
    if not data.strip(b"\x00"):
        return Finding("KH103")
    head = _head(data)
    if head.startswith(b"%pdf"):
        return _not("tệp PDF", "a PDF")
    if head.startswith((b"\x89png", b"\xff\xd8\xff")):
        return _not("tệp ảnh", "a picture")
    if head.startswith(_ARCHIVES):
        return _not("một tệp nén", "an archive")
    if head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return _unsupported("Excel XML 2003", "Excel XML 2003")
    if head.startswith(b"<?xml") and b"opendocument" in head:
        return _unsupported("OpenDocument XML (.fods)", "OpenDocument XML (.fods)")
    if head.startswith(_WEB_PAGE) or (head.startswith(b"<") and b"<html" in head):
        return Finding("KH112")
    if _is_separated_text(head):
        return _unsupported("văn bản có dấu phân cách (CSV)", "separated text (CSV)")
    return _not("một tệp loại khác", "a file of another kind")


def _head(data: bytes) -> bytes:
    """The first bytes in lower case, as UTF-8 where they are UTF-16, without marks and blanks before them."""
    head = data[:2048]
    if head.startswith(_UTF16_MARKS):
        head = head.decode("utf-16", "ignore").encode()
    return head.removeprefix(_UTF8_MARK).lstrip().lower()


def _is_separated_text(head: bytes) -> bool:
    """Whether a file begins with lines of text that have the same separator."""
    lines = head.splitlines()[:-1][:5] or head.splitlines()
    return b"\x00" not in head and any(all(mark in line for line in lines) for mark in (b";", b",", b"\t"))
