"""Which cells of a workbook are drawn in a font of an old Vietnamese encoding."""

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.text.legacy import Encoding


@dataclass(frozen=True)
class OldFont:
    """The encoding a font shows, and whether its small letters look like capitals."""

    encoding: Encoding
    capitals: bool = False


def old_font(name: str) -> OldFont | None:
    """What a font's name says: ".VnTimeH" is TCVN3 in capitals, "VNI-Times" is VNI, any other font None."""
    name = name.strip().lower()
    if name.startswith(".vn"):
        return OldFont("tcvn3", name.endswith("h"))
    return OldFont("vni") if name.startswith("vni") else None


def old_fonts(data: bytes) -> Mapping[CellRef, OldFont]:
    """The cells of an .xlsx whose font is an old one; empty where the file does not tell."""
    try:
        return dict(_old_fonts(data))
    except Exception:  # openpyxl raises whatever its parsers raise; without fonts the words alone decide
        return {}


def _old_fonts(data: bytes) -> Iterator[tuple[CellRef, OldFont]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True)
    names = [str(font.name or "") for font in book._fonts]
    known = {number: font for number, name in enumerate(names) if (font := old_font(name)) is not None}
    if not known:
        return
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "s"):
            font = known.get(cell.style_array.fontId)
            if font is not None:
                yield CellRef(sheet.title, cell.coordinate), font
