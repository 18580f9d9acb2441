"""The sheet "Việc cần sửa": one row per finding, with a link to its cell and room for the unit's explanation."""

from collections.abc import Callable, Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.findings.catalogue import Language, Severity
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms import task_sheet as labels
from khuyenhoc_cli.output.annotation.tasks import FILLS, MESSAGE, Key, Task
from khuyenhoc_cli.output.return_styles import FONT, set_up_page, span, text_height

OPTIONS: Mapping[str, object] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": FONT, "font_size": 12},
}
_COLUMNS = (
    ("STT", 5),
    (labels.CODE, 8),
    ("Mức", 11),
    (labels.SHEET, 12),
    (labels.CELL, 8),
    ("Đơn vị", 20),
    (MESSAGE, 40),
    ("Cách sửa", 38),
    ("Đề nghị", 20),
    (labels.EXPLANATION, 38),
)
_CELL_COLUMN = 4
_CENTERED = range(_CELL_COLUMN + 1)
_COUNTED: Mapping[Language, Mapping[Severity, str]] = {
    "vi": {Severity.ERROR: "{} lỗi", Severity.WARNING: "{} cảnh báo", Severity.INFO: "{} ghi chú"},
    "en": {Severity.ERROR: "errors: {}", Severity.WARNING: "warnings: {}", Severity.INFO: "notes: {}"},
}
_HOW: Mapping[Language, str] = {
    "vi": " Bấm vào địa chỉ ở cột “Ô” để đến ô ấy; ô được tô màu theo mức, đưa chuột lên ô để xem cách sửa.",
    "en": " Click an address in the column “Ô” to go to the cell; hover over the cell to read what to do.",
}
_ERRORS: Mapping[Language, str] = {
    "vi": "Lỗi phải sửa thì số liệu mới được nhận (ô có lỗi mang viền đỏ).",
    "en": "Errors must be mended before the figures are taken in (cells with errors have a red border).",
}
_EXPLAIN: Mapping[Language, str] = {
    "vi": "Cảnh báo nào số liệu vẫn đúng, xin ghi lý do ở cột Giải trình rồi gửi lại cả tệp này; "
    "không cần xóa trang này.",
    "en": "Where the figure behind a warning is right, write the reason in the column Giải trình and send this "
    "file back; this sheet need not be deleted.",
}


def write_task_list(
    book: Workbook,
    tasks: Sequence[Task],
    explanations: Mapping[Key, str],
    link: Callable[[CellRef], str | None],
    note: Mapping[Language, str],
    language: Language,
) -> None:
    """Nothing; the workbook ends with the list and opens on it.

    `link` gives a cell's place in the workbook; `note` says what this copy is and where to mend it.
    """
    sheet = book.add_worksheet(labels.TASK_SHEET)
    how = _HOW[language] if any(task.at is not None and link(task.at) for task in tasks) else ""
    lines = [_counts(tasks, language) + how, note[language], *_hints(tasks, language)]
    header = _write_head(book, sheet, lines)
    cells = _Cells(book)
    for number, task in enumerate(tasks, start=1):
        cells.write(sheet, header + number, number, task, explanations.get(task.key, ""), link)
    sheet.autofilter(header, 0, header + len(tasks), len(_COLUMNS) - 1)
    sheet.freeze_panes(header + 1, 0)
    sheet.repeat_rows(header)
    sheet.set_landscape()
    sheet.set_footer(f"&L{labels.TASK_SHEET}&RTrang &P/&N")
    set_up_page(sheet, pages=0)
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    sheet.set_tab_color("#C00000")
    sheet.activate()


def _counts(tasks: Sequence[Task], language: Language) -> str:
    """How many there are of each severity."""
    counts = {severity: sum(task.severity is severity for task in tasks) for severity in Severity}
    named = [_COUNTED[language][severity].format(count) for severity, count in counts.items() if count]
    return f"{', '.join(named).capitalize()}."


def _hints(tasks: Sequence[Task], language: Language) -> list[str]:
    """What to do about the severities there are."""
    severities = {task.severity for task in tasks}
    said = ((Severity.ERROR, _ERRORS), (Severity.WARNING, _EXPLAIN))
    return [hint[language] for severity, hint in said if severity in severities]


def _write_head(book: Workbook, sheet: Worksheet, lines: Sequence[str]) -> int:
    """The row of the headings, below a title and the lines; the columns have their widths."""
    last = len(_COLUMNS) - 1
    title = book.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
    hint = book.add_format({"text_wrap": True, "valign": "vcenter"})
    for column, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
    span(sheet, (0, 0), (0, last), labels.TASK_SHEET.upper(), title)
    sheet.set_row(0, 30)
    for row, line in enumerate(lines, start=1):
        span(sheet, (row, 0), (row, last), line, hint)
        sheet.set_row(row, text_height(line, sum(width for _, width in _COLUMNS)))
    header = len(lines) + 2
    look = {"border": 1, "border_color": "#9AA5B1", "bg_color": "#DCE9F5", "bold": True, "text_wrap": True}
    style = book.add_format({**look, "align": "center", "valign": "vcenter"})
    for column, (heading, _) in enumerate(_COLUMNS):
        sheet.write_string(header, column, heading, style)
    sheet.set_row(header, 30)
    return header


class _Cells:
    """The rows of the list, and their formats."""

    def __init__(self, book: Workbook) -> None:
        box = {"border": 1, "border_color": "#9AA5B1", "valign": "top", "text_wrap": True}
        self._text: Format = book.add_format({**box, "align": "left", "indent": 1})
        self._centered: Format = book.add_format({**box, "align": "center"})
        self._link: Format = book.add_format({**box, "align": "center", "font_color": "#0563C1", "underline": 1})
        # Of the format "text", so that "- do sáp nhập" can be typed: elsewhere Excel takes it for a formula.
        self._open: Format = book.add_format({**box, "align": "left", "indent": 1, "locked": False, "num_format": 49})
        self._levels: Mapping[Severity, Format] = {
            severity: book.add_format({**box, "align": "center", "bg_color": f"#{colour}"})
            for severity, colour in FILLS.items()
        }

    def write(
        self,
        sheet: Worksheet,
        row: int,
        number: int,
        task: Task,
        explanation: str,
        link: Callable[[CellRef], str | None],
    ) -> None:
        """Nothing; the task has its row."""
        place = (task.at.sheet, task.at.cell) if task.at else ("", "")
        texts = ("", task.code, task.level, *place, task.unit, task.message, task.fix, task.proposal, explanation)
        formats = [self._centered if column in _CENTERED else self._text for column in range(len(_COLUMNS))]
        formats[2], formats[-1] = self._levels[task.severity], self._open
        for column, (text, style) in enumerate(zip(texts, formats, strict=True)):
            if text:
                sheet.write_string(row, column, text, style)
            else:
                sheet.write_blank(row, column, None, style)
        sheet.write_number(row, 0, number, self._centered)
        target = link(task.at) if task.at else None
        if target:
            sheet.write_url(row, _CELL_COLUMN, f"internal:{target}", self._link, place[1])
        heights = (text_height(text, width - 2) for text, (_, width) in zip(texts, _COLUMNS, strict=True) if text)
        sheet.set_row(row, max(heights))


def location(sheet: str, cell: str) -> str:
    """The address of a cell as a link names it: "'Biểu 1'!C8"."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"
