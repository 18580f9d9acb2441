"""Files that are no workbook although their name says so: a Word document, and what a password makes of a workbook."""

import struct
from io import BytesIO

from docx import Document

from .patching import zip_bytes, zip_parts

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STREAM_SECTORS = 8  # 4.096 bytes: shorter streams would need a second allocation table
_EMPTY, _STREAM, _ROOT = 0, 2, 5


def word_document(*paragraphs: str) -> bytes:
    """A small Word document."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return zip_bytes(zip_parts(stream.getvalue()))


def encrypted_workbook() -> bytes:
    """The container of an encrypted workbook ([MS-CFB], [MS-OFFCRYPTO]); there is nothing in it to decrypt."""
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption/>'
    package = struct.pack("<Q", _STREAM_SECTORS * _SECTOR - 8)
    chains = [_FAT, _END, *_chain(2), *_chain(2 + _STREAM_SECTORS)]
    table = struct.pack("<128I", *chains, *[_FREE] * (128 - len(chains)))
    directory = b"".join(
        (
            _entry("Root Entry", _ROOT, child=1, start=_END, size=0),
            _entry("EncryptedPackage", _STREAM, left=2, start=2 + _STREAM_SECTORS, size=_STREAM_SECTORS * _SECTOR),
            _entry("EncryptionInfo", _STREAM, start=2, size=_STREAM_SECTORS * _SECTOR),
            _entry("", _EMPTY, start=0, size=0),
        )
    )
    return _header() + table + directory + _padded(info) + _padded(package)


def _header() -> bytes:
    """Version 3, one sector of allocation table (the first), the directory in the second."""
    fixed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    counts = struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    return fixed + counts + struct.pack("<109I", 0, *[_FREE] * 108)


def _chain(first: int) -> list[int]:
    """The allocation of one stream: each sector names the next."""
    return [*range(first + 1, first + _STREAM_SECTORS), _END]


def _entry(name: str, kind: int, *, left: int = _NONE, child: int = _NONE, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le") if name else b""
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    return head + struct.pack("<III", left, _NONE, child) + bytes(36) + struct.pack("<IQ", start, size)


def _padded(content: bytes) -> bytes:
    return content.ljust(_STREAM_SECTORS * _SECTOR, b"\0")
