"""Zip files with the same bytes whenever and on whatever system they are written."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a zip file knows


def zip_entry(name: str) -> ZipInfo:
    """An entry that names neither the time nor the system it was written on."""
    entry = ZipInfo(name, _FIRST_DAY)
    entry.create_system = 0
    entry.compress_type = ZIP_DEFLATED
    return entry


def repacked(data: bytes) -> bytes:
    """The zip file with the same parts in the same order, under such entries."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zip_entry(name), source.read(name))
    return packed.getvalue()
