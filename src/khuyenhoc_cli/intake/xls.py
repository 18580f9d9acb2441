"""Reads .xls, the format of before 2007, as a program: workbook on standard input, sheets on standard output.

The format is old, its damaged files are odd, and no reader of it promises an end; `apart` limits its time and memory.
"""

import io
from typing import Any

from khuyenhoc_cli.intake.apart import serve
from khuyenhoc_cli.intake.grid import ErrorCell, Sheet, damaged, password, too_large
from khuyenhoc_cli.intake.serials import from_serial, is_span_format

_TEXT, _NUMBER, _DATE, _BOOL, _ERROR = range(1, 6)


def read_xls(data: bytes) -> list[Sheet]:
    """The worksheets in the workbook's order; UnreadableWorkbookError where the file is broken or far too large."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        return [_sheet(book, book.sheet_by_index(number)) for number in range(book.nsheets)]
    except MemoryError as error:
        raise too_large() from error
    except Exception as error:  # xlrd raises whatever its unpacking raises
        raise password() if "encrypted" in str(error) else damaged() from error


def _sheet(book: Any, source: Any) -> Sheet:
    sheet = Sheet(source.name, is_hidden=source.visibility != 0)
    for row in range(source.nrows):
        for column, kind in enumerate(source.row_types(row)):
            if _TEXT <= kind <= _ERROR:
                value = _value(book, source.cell(row, column))
                if value != "":
                    sheet.cells[row, column] = value
    sheet.hidden_rows = [range(row, row + 1) for row, info in source.rowinfo_map.items() if info.hidden]
    sheet.hidden_columns = [range(column, column + 1) for column, info in source.colinfo_map.items() if info.hidden]
    return sheet


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
