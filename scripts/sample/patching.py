"""Small changes to a finished workbook that no spreadsheet library writes, made in its XML; everything else stays."""

import re
from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element as Element

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"(?<![A-Z])(\$?[A-Z]{1,3}\$?)(\d+)\b")


def zip_bytes(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of the parts, the same bytes at any time of day."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


def zip_parts(content: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name, in their order."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class PatchedSheet:
    """One sheet of a workbook, open for changes; `bytes` is the whole workbook with them."""

    def __init__(self, workbook: bytes, sheet: str) -> None:
        self._parts = zip_parts(workbook)
        self._name = self._part_of(sheet)
        self._root = etree.fromstring(self._parts[self._name])
        strings = etree.fromstring(self._parts["xl/sharedStrings.xml"])
        self._strings = ["".join(item.itertext()) for item in strings.iter(f"{_MAIN}si")]

    def bytes(self) -> bytes:
        """The workbook as it is now."""
        xml = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return zip_bytes({**self._parts, self._name: xml})

    def find(self, text: str) -> str:
        """The address of the last cell that holds exactly this text: a unit's row, not the letterhead."""
        cells = reversed(list(self._root.iter(f"{_MAIN}c")))
        return next(self._address(cell) for cell in cells if self.text(self._address(cell)) == text)

    def at(self, code: str, name: str) -> str:
        """The address where the indicator's column meets the row of that name."""
        return column_of(self.find(code)) + str(row_of(self.find(name)))

    def text(self, address: str) -> str:
        """What the cell holds, strings looked up."""
        cell = self._cell(address)
        value = cell.findtext(f"{_MAIN}v") or ""
        return self._strings[int(value)] if cell.get("t") == "s" else value

    def style(self, address: str) -> str:
        """The number of the cell's style."""
        return self._cell(address).get("s") or "0"

    def set_number(self, address: str, value: str, style: str = "") -> None:
        """The cell holds this number."""
        self._set(address, "v", value, style=style)

    def set_text(self, address: str, text: str) -> None:
        """The cell holds this text, as a string of its own."""
        cell = self._emptied(address, "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = text

    def set_truth(self, address: str) -> None:
        """The cell holds TRUE."""
        self._set(address, "v", "1", kind="b")

    def set_error(self, address: str, error: str) -> None:
        """The cell holds an error value such as #REF!."""
        self._set(address, "v", error, kind="e")

    def set_formula_only(self, address: str, formula: str) -> None:
        """The cell holds a formula whose result was never stored."""
        self._set(address, "f", formula)

    def set_formula(self, address: str, formula: str, result: str) -> None:
        """The cell holds a formula and this result of it."""
        self._set(address, "f", formula)
        etree.SubElement(self._cell(address), f"{_MAIN}v").text = result

    def set_result(self, address: str, value: str, kind: str = "") -> None:
        """The formula's stored result changes; the formula stays."""
        cell = self._cell(address)
        cell.attrib.pop("t", None)
        if kind:
            cell.set("t", kind)
        result = cell.find(f"{_MAIN}v")
        if result is None:
            raise ValueError(f"{address} holds no result")
        result.text = value

    def append_copy_of_column(self, column: str) -> str:
        """The letter of a new last column of the table that holds what the column holds."""
        copy = _next_letter(column)
        for row in self._root.iter(f"{_MAIN}row"):
            source = next((cell for cell in row if column_of(self._address(cell)) == column), None)
            if source is not None and row_of(self._address(source)) >= row_of(self.find("TT")):
                new = deepcopy(source)
                new.set("r", f"{copy}{row.get('r')}")
                for formula in new.iter(f"{_MAIN}f"):
                    formula.text = (formula.text or "").replace(column, copy)
                row.append(new)
        return copy

    def delete_row(self, number: int) -> None:
        """The row is gone, those below move up."""
        data, row = self._row(number)
        data.remove(row)
        for validation in list(self._root.iter(f"{_MAIN}dataValidation")):
            if all(row_of(address) == number for address in (validation.get("sqref") or "").split()):
                self._drop_validation(validation)
        self._move_rows(number + 1, -1)

    def insert_copy(self, number: int, before: int) -> None:
        """A copy of the row's name, every number 0, stands before another row; those below move down."""
        data, row = self._row(number)
        copy = deepcopy(row)
        for cell in copy:
            value = cell.find(f"{_MAIN}v")
            if value is not None and cell.get("t") != "s":
                value.text = "0"
        self._move_rows(before, 1)
        copy.set("r", str(before))
        for cell in copy:
            cell.set("r", f"{column_of(self._address(cell))}{before}")
        data.insert(data.index(self._row(before + 1)[1]), copy)

    def _move_rows(self, first: int, by: int) -> None:
        """Every reference to the rows from `first` on moves; ranges that end there shrink or grow with them."""

        def moved(text: str) -> str:
            return _REFERENCE.sub(lambda m: f"{m[1]}{int(m[2]) + (by if int(m[2]) >= first else 0)}", text)

        for row in self._root.iter(f"{_MAIN}row"):
            number = int(row.get("r") or 0)
            if number >= first:
                row.set("r", str(number + by))
            for cell in row:
                cell.set("r", moved(self._address(cell)))
        for element in self._root.iter(f"{_MAIN}dataValidation", f"{_MAIN}conditionalFormatting"):
            element.set("sqref", moved(element.get("sqref") or ""))
        for formula in self._root.iter(f"{_MAIN}f"):
            formula.text = moved(formula.text or "")

    def _drop_validation(self, validation: Element) -> None:
        parent = validation.getparent()
        if parent is not None:
            parent.remove(validation)
            parent.set("count", str(len(parent)))

    def _set(self, address: str, tag: str, text: str, kind: str = "", style: str = "") -> None:
        cell = self._emptied(address, kind)
        etree.SubElement(cell, f"{_MAIN}{tag}").text = text
        if style:
            cell.set("s", style)

    def _emptied(self, address: str, kind: str) -> Element:
        cell = self._cell(address)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if kind:
            cell.set("t", kind)
        return cell

    def _row(self, number: int) -> tuple[Element, Element]:
        data = self._root.find(f"{_MAIN}sheetData")
        if data is None:
            raise ValueError("a sheet without data")
        return data, next(row for row in data if row.get("r") == str(number))

    def _cell(self, address: str) -> Element:
        return next(cell for cell in self._root.iter(f"{_MAIN}c") if cell.get("r") == address)

    def _address(self, cell: Element) -> str:
        return cell.get("r") or ""

    def _part_of(self, sheet: str) -> str:
        book = etree.fromstring(self._parts["xl/workbook.xml"])
        identity = next(s.get(_RELATION) for s in book.iter(f"{_MAIN}sheet") if s.get("name") == sheet)
        relations = etree.fromstring(self._parts["xl/_rels/workbook.xml.rels"])
        return "xl/" + next(r.get("Target") or "" for r in relations if r.get("Id") == identity)


def column_of(address: str) -> str:
    """The letters of an address."""
    return address.rstrip("0123456789")


def row_of(address: str) -> int:
    """The number of the row of an address; of a range, of its end."""
    return int(re.sub(r".*?(\d+)$", r"\1", address))


def _next_letter(column: str) -> str:
    if column[-1] != "Z":
        return column[:-1] + chr(ord(column[-1]) + 1)
    return (_next_letter(column[:-1]) if column[:-1] else "A") + "A"
