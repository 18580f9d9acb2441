"""The sheets of a return that hold text: the cover and the narrative."""

from collections.abc import Mapping
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms import cover as labels
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.forms.narrative import NARRATIVE_SHEET, SECTIONS
from khuyenhoc_cli.output.return_content import Cover
from khuyenhoc_cli.output.return_inputs import ERROR_TITLE
from khuyenhoc_cli.output.return_styles import Styles, set_up_page, span, text_height
from khuyenhoc_cli.units.model import Unit

_INSTRUCTIONS = (
    "Chỉ điền vào các ô màu trắng. Ô có màu đã được khóa, không phải điền; hàng Tổng cộng tự tính.",
    "Không có thì ghi số 0, không để trống: ô trống được hiểu là chưa báo cáo.",
    "Số người, số hội, số hộ… là số nguyên: gõ liền các chữ số, không dấu ngăn hàng nghìn, không kèm chữ.",
    "Tiền tính bằng triệu đồng; phần lẻ gõ sau dấu thập phân của Excel trên máy mình, thường là dấu phẩy: "
    "33,5 là ba mươi ba triệu năm trăm nghìn đồng.",
    "Không sửa, không xóa dòng mã chỉ tiêu (chữ nhỏ, nghiêng, dưới tiêu đề bảng); không đổi tên các trang.",
    f"Đưa chuột lên tiêu đề cột để xem cách tính chỉ tiêu; điều cần giải thích viết ở trang “{NARRATIVE_SHEET}”.",
)
_COVER_WIDTHS: Final = (24, 68)
_NARRATIVE_COLUMNS: Final = (("Mã", 11), ("Mục", 24), ("Nội dung cần nêu", 40), ("Thuyết minh", 80))
_LEAST_HEIGHT = 56.0  # room for three lines
_MOST_CHARACTERS = 32_767  # Excel's, in one cell


def write_cover(book: Workbook, styles: Styles, edition: Edition, cover: Cover, unit: Unit) -> None:
    """Nothing; the workbook has its cover: who reports what, how to fill it in, and the edition in a hidden row."""
    sheet = book.add_worksheet(labels.COVER_SHEET)
    for column, width in enumerate(_COVER_WIDTHS):
        sheet.set_column(column, column, width)
    span(sheet, (0, 0), (0, 1), "SỐ LIỆU BÁO CÁO CÔNG TÁC KHUYẾN HỌC", styles.title)
    span(sheet, (1, 0), (1, 1), cover.period.name, styles.subtitle)
    sheet.set_row(0, 42)
    known = (
        (labels.ASSOCIATION, cover.association),
        (labels.UNIT, unit.name),
        (labels.PERIOD, cover.period.name),
    )
    for row, (label, text) in enumerate(known, start=3):
        _write_label(sheet, styles, row, label)
        sheet.write_string(row, 1, text, styles.label)
    _write_label(sheet, styles, 6, labels.FILLED_BY)
    sheet.write_string(6, 1, cover.filled_by, styles.name)
    _write_date(sheet, styles, 7, cover)
    _write_instructions(sheet, styles, 9)
    last = 10 + len(_INSTRUCTIONS)
    sheet.write_string(last, 0, labels.EDITION)
    sheet.write_string(last, 1, edition.id)
    sheet.set_row(last, None, None, {"hidden": True})
    set_up_page(sheet, pages=1)


def _write_label(sheet: Worksheet, styles: Styles, row: int, label: str) -> None:
    sheet.write_string(row, 0, label, styles.label)
    sheet.set_row(row, 26)


def _write_date(sheet: Worksheet, styles: Styles, row: int, cover: Cover) -> None:
    """Nothing; the cell takes a real date, and says how to type one."""
    _write_label(sheet, styles, row, labels.MADE_ON)
    sheet.write(row, 1, cover.made_on, styles.date)
    rule = {
        "validate": "date",
        "criteria": ">=",
        "value": cover.period.first_day,
        "input_title": labels.MADE_ON,
        "input_message": "Gõ ngày/tháng/năm, ví dụ 05/7/2024, rồi xem ô có hiện đúng ngày ấy không. "
        "Nếu ngày và tháng bị đổi chỗ thì gõ lại theo thứ tự tháng/ngày/năm.",
        "error_title": ERROR_TITLE,
        "error_message": "Ô này nhận một ngày từ đầu kỳ báo cáo trở đi, gõ theo dạng ngày/tháng/năm.",
    }
    sheet.data_validation(row, 1, row, 1, rule)


def _write_instructions(sheet: Worksheet, styles: Styles, row: int) -> None:
    span(sheet, (row, 0), (row, 1), "Cách điền", styles.section)
    sheet.set_row(row, 26)
    for number, text in enumerate(_INSTRUCTIONS, start=1):
        numbered = f"{number}. {text}"
        span(sheet, (row + number, 0), (row + number, 1), numbered, styles.instruction)
        sheet.set_row(row + number, text_height(numbered, sum(_COVER_WIDTHS)))


def write_narrative_sheet(book: Workbook, styles: Styles, narrative: Mapping[str, str]) -> None:
    """Nothing; the workbook has the sheet of free text, one row per section; UserError where a text is too long."""
    sheet = book.add_worksheet(NARRATIVE_SHEET)
    span(sheet, (0, 0), (0, len(_NARRATIVE_COLUMNS) - 1), "THUYẾT MINH SỐ LIỆU VÀ CÔNG TÁC TRONG KỲ", styles.title)
    sheet.set_row(0, 30)
    for column, (heading, width) in enumerate(_NARRATIVE_COLUMNS):
        sheet.write_string(1, column, heading, styles.heading)
        sheet.set_column(column, column, width)
    prompt_width, text_width = (width for _, width in _NARRATIVE_COLUMNS[2:])
    for row, section in enumerate(SECTIONS, start=2):
        text = narrative.get(section.key, "")
        if len(text) > _MOST_CHARACTERS:
            raise UserError(
                f"Thuyết minh, mục “{section.title}”: dài quá {_MOST_CHARACTERS} ký tự, ô Excel không chứa hết.",
                fix="Rút gọn, hoặc chuyển một phần sang mục khác.",
            )
        sheet.write_string(row, 0, section.key, styles.key)
        sheet.write_string(row, 1, section.title, styles.mark)
        sheet.write_string(row, 2, section.prompt, styles.prompt)
        sheet.write_string(row, 3, text, styles.text)
        sheet.set_row(row, max(_LEAST_HEIGHT, text_height(section.prompt, prompt_width), text_height(text, text_width)))
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    set_up_page(sheet, pages=0)
