"""Reads .xls, the format of before 2007, as a program: workbook on standard input, sheets on standard output.

The format is old, its damaged files are odd, and no reader of it promises an end; `apart` limits its time and memory.
"""

import io
import struct
from collections.abc import Iterator
from typing import Any

from khuyenhoc_cli.intake.apart import serve
from khuyenhoc_cli.intake.grid import MAX_FILLED, ErrorCell, Sheet, damaged, password, too_large
from khuyenhoc_cli.intake.serials import from_serial, is_span_format

MAX_FORMULAS = 20_000
"""Formulas of a sheet that are put into words."""

_TEXT, _NUMBER, _DATE, _BOOL, _ERROR = range(1, 6)
# Records of [MS-XLS] and the two ways in which a cell holds a formula: its own, or one it shares with others.
_BEGIN, _END, _FORMULA, _SHARED_FORMULA = 0x0809, 0x000A, 0x0006, 0x04BC
_OWN, _SHARED = 1, 2
_FOLLOWS_ANOTHER = 0x01
_LATEST_VERSION = 80
# How xlrd calls a sheet of another file.
_OTHER_FILE = "<<external>>"


def read_xls(data: bytes) -> list[Sheet]:
    """The worksheets in the workbook's order; UnreadableWorkbookError where the file is broken or far too large."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
        )
        sheets = [_sheet(book, number) for number in range(book.nsheets)]
    except MemoryError as error:
        raise too_large() from error
    except Exception as error:  # xlrd raises whatever its unpacking raises
        raise password() if "encrypted" in str(error) else damaged() from error
    if sum(len(sheet.cells) for sheet in sheets) > MAX_FILLED:
        raise too_large()
    return sheets


def _sheet(book: Any, number: int) -> Sheet:
    source = book.sheet_by_index(number)
    sheet = Sheet(source.name, is_hidden=source.visibility != 0)
    for row in range(source.nrows):
        for column, kind in enumerate(source.row_types(row)):
            if _TEXT <= kind <= _ERROR:
                value = _value(book, source.cell(row, column))
                if value != "":
                    sheet.cells[row, column] = value
    sheet.hidden_rows = [range(row, row + 1) for row, info in source.rowinfo_map.items() if info.hidden]
    sheet.hidden_columns = [range(column, column + 1) for column, info in source.colinfo_map.items() if info.hidden]
    for at, formula in _formulas(book, number):
        sheet.formulas[at] = formula
        if _OTHER_FILE in formula:
            sheet.external.add(at)
    return sheet


def _formulas(book: Any, number: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The formulas of a sheet in words; what cannot be put into words is left out."""
    from xlrd.formula import decompile_formula

    for at, kind, tokens in _tokens(book, number):
        try:
            text = decompile_formula(book, tokens, len(tokens), kind, browx=at[0], bcolx=at[1])
        except Exception:  # xlrd raises whatever it meets; a formula only helps to explain
            continue
        if text:
            yield at, text


def _tokens(book: Any, number: int) -> Iterator[tuple[tuple[int, int], int, bytes]]:
    """The formulas of a sheet as they are stored: cell, kind and tokens."""
    if book.biff_version != _LATEST_VERSION:
        return
    at, count, shared, last = (0, 0), 0, {}, (0, 0)
    followers: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for kind, body in _records(book.mem, book._sh_abs_posn[number]):
        if kind == _FORMULA and count < MAX_FORMULAS:
            count, at = count + 1, struct.unpack_from("<HH", body)
            tokens = _counted(body, 20)
            if tokens[:1] == bytes([_FOLLOWS_ANOTHER]):
                followers.append((at, struct.unpack_from("<HH", tokens, 1)))
                last = at
            else:
                yield at, _OWN, tokens
        elif kind == _SHARED_FORMULA:
            shared[last] = _counted(body, 8)
    for at, first in followers:
        if first in shared:
            yield at, _SHARED, shared[first]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Number and body of each record from one beginning to its end; charts within the sheet are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _counted(body: bytes, at: int) -> bytes:
    """The bytes that begin with their number."""
    (count,) = struct.unpack_from("<H", body, at)
    return body[at + 2 : at + 2 + count]


def _value(book: Any, cell: Any) -> object:
    """What the other readers would give for the same cell."""
    if cell.ctype == _DATE:
        number_format = book.format_map[book.xf_list[cell.xf_index].format_key]
        is_span = is_span_format(number_format.format_key, number_format.format_str)
        return from_serial(cell.value, is_span=is_span, from_1904=book.datemode == 1)
    if cell.ctype == _ERROR:
        import xlrd

        return ErrorCell(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    return bool(cell.value) if cell.ctype == _BOOL else cell.value


if __name__ == "__main__":
    serve(read_xls)
