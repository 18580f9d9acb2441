"""A careful reading of .xlsx: sees what the fast reader hides, in time and memory that grow with the file's content.

The fast reader reads error cells and formulas without a result as empty, gives up on whole files over a single odd
cell, and tells neither formulas nor hidden rows. This one goes over a sheet's XML once, when somebody asks.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from functools import cache, cached_property

from khuyenhoc_cli.intake.grid import Sheet, damaged
from khuyenhoc_cli.intake.serials import is_date_format, is_span_format
from khuyenhoc_cli.intake.xlsx_parts import (
    TRUE,
    Attributes,
    SheetReader,
    StringReader,
    StyleReader,
    bare,
    parse,
    without_empty_cells,
)

_WORKBOOK = "xl/workbook.xml"


class XlsxFile:
    """The parts of one workbook; each sheet is read when it is asked for. UnreadableWorkbookError over bad XML."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self.sheet = cache(self._sheet)

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The name of the part in which each sheet lies, in the workbook's order."""
        targets = {key: part for key, kind, part in self._relations if kind == "worksheet"}
        sheets = [(each.get("name", ""), _local(each).get("id", "")) for each in self._elements(_WORKBOOK, "sheet")]
        return {name: targets[key] for name, key in sheets if key in targets}

    @cached_property
    def _relations(self) -> list[tuple[str, str, str]]:
        """Key, kind and name of each part that belongs to the workbook."""
        folder, name = posixpath.split(_WORKBOOK)
        return [
            (
                each.get("Id", ""),
                posixpath.basename(each.get("Type", "")),
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in self._elements(f"{folder}/_rels/{name}.rels", "Relationship")
        ]

    def _part(self, kind: str) -> bytes | None:
        """The one part of a kind; None where there is none."""
        parts = [part for _, each, part in self._relations if each == kind and self._has(part)]
        return self._read(parts[0]) if parts else None

    @cached_property
    def hidden_sheets(self) -> frozenset[str]:
        """The names of the sheets that nobody sees."""
        sheets = self._elements(_WORKBOOK, "sheet")
        return frozenset(each.get("name", "") for each in sheets if each.get("state", "visible") != "visible")

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings, rich ones joined."""
        part = self._part("sharedStrings")
        if part is None:
            return []
        reader = StringReader()
        parse(part, reader.start, reader.end, reader.text)
        return reader.strings

    @cached_property
    def from_1904(self) -> bool:
        """Whether days are counted from 1904."""
        return any(each.get("date1904") in TRUE for each in self._elements(_WORKBOOK, "workbookPr"))

    @cached_property
    def date_styles(self) -> Mapping[int, bool]:
        """The cell styles that show dates; True for those that show spans of time."""
        part = self._part("styles")
        if part is None:
            return {}
        reader = StyleReader()
        parse(part, reader.start, reader.end, None)
        formats = [(number, reader.codes.get(number)) for number in reader.numbers]
        return {style: is_span_format(*each) for style, each in enumerate(formats) if is_date_format(*each)}

    def _sheet(self, name: str) -> Sheet | None:
        if name not in self.parts:
            return None
        reader = SheetReader(self, Sheet(name, name in self.hidden_sheets))
        parse(without_empty_cells(self._read(self.parts[name])), reader.start, reader.end, reader.text)
        return reader.sheet

    def _read(self, part: str) -> bytes:
        if not self._has(part):
            raise damaged()
        return self._archive.read(self._names[part.lower()])

    def _has(self, part: str) -> bool:
        return part.lower() in self._names

    def _elements(self, part: str, name: str) -> list[Attributes]:
        found: list[Attributes] = []

        def start(tag: str, attributes: Attributes) -> None:
            if bare(tag) == name:
                found.append(attributes)

        parse(self._read(part), start, None, None)
        return found


def _local(attributes: Attributes) -> Attributes:
    return {bare(name): value for name, value in attributes.items()}
