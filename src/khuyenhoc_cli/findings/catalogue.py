"""Every message about the data, once: code, severity, what is wrong, what to do; Vietnamese and English.

Families: KH1xx the file, KH2xx a cell, KH3xx cells together, KH4xx between sheets, KH5xx against other periods,
KH7xx the unit or the period. Doubt is a warning, a note is info: refusing good data is worse than passing bad.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Language = Literal["vi", "en"]


class Severity(StrEnum):
    """ERROR keeps a return out of the totals, WARNING does not, INFO is only a note."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Entry:
    """One kind of finding. `title` names it; `message`, `fix` and `proposal` are filled in from the finding."""

    code: str
    severity: Severity
    title: str
    message: Mapping[Language, str]
    fix: Mapping[Language, str]
    proposal: Mapping[Language, str] | None = None


def _entry(
    code: str,
    severity: Severity,
    title: str,
    message: tuple[str, str],
    fix: tuple[str, str],
    proposal: tuple[str, str] | None = None,
) -> Entry:
    def both(texts: tuple[str, str]) -> Mapping[Language, str]:
        return {"vi": texts[0], "en": texts[1]}

    return Entry(code, severity, title, both(message), both(fix), both(proposal) if proposal else None)


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_MEANT = ("Có phải ý là {proposed}? ", "Was {proposed} meant? ")
_NAMED = ("Có phải ý là “{proposed}”? ", "Was “{proposed}” meant? ")

_ENTRIES = (
    _entry(
        "KH101",
        _E,
        "Không phải tệp Excel",
        ("Tệp này không phải bảng tính Excel mà là {kind}.", "This file is not an Excel workbook but {kind_en}."),
        (
            "Mở tệp bằng đúng chương trình, chép số liệu vào biểu mẫu Excel rồi gửi lại.",
            "Open it with its own program, copy the figures into the Excel form and send that.",
        ),
    ),
    _entry(
        "KH102",
        _E,
        "Tệp đặt mật khẩu",
        ("Tệp đặt mật khẩu nên không đọc được.", "The file is protected by a password and cannot be read."),
        (
            "Mở bằng Excel, vào Tệp → Thông tin → Bảo vệ sổ làm việc → Mã hóa bằng mật khẩu, xóa mật khẩu rồi lưu lại.",
            "In Excel: File → Info → Protect Workbook → Encrypt with Password, clear it and save.",
        ),
    ),
    _entry(
        "KH103",
        _E,
        "Tệp hỏng",
        ("Tệp bị hỏng hoặc tải về chưa hết.", "The file is damaged or was cut off."),
        (
            "Tải lại từ thư hoặc Zalo, mở thử bằng Excel; nếu Excel cũng không mở được, xin đơn vị gửi lại.",
            "Download it again and try it in Excel; if Excel cannot open it either, ask the unit to send it again.",
        ),
    ),
    _entry(
        "KH104",
        _E,
        "Định dạng Excel cũ",
        (
            "Tệp ở định dạng {kind}, chưa đọc trực tiếp được.",
            "The file has the format {kind_en}, which is not read directly.",
        ),
        (
            "Mở bằng Excel, chọn Tệp → Lưu thành → “Sổ làm việc Excel (*.xlsx)” rồi dùng tệp mới.",
            "Open it in Excel, choose File → Save As → “Excel Workbook (*.xlsx)” and use the new file.",
        ),
    ),
    _entry(
        "KH105",
        _E,
        "Tệp bất thường",
        ("Tệp bất thường nên không mở: {reason}.", "The file is abnormal and was not opened: {reason_en}."),
        (
            "Chép riêng phần biểu số liệu sang một tệp mới từ biểu mẫu trống rồi gửi lại.",
            "Copy the tables alone into a fresh blank return and send that.",
        ),
    ),
    _entry(
        "KH106",
        _E,
        "Không tìm thấy bảng",
        (
            "Không tìm thấy bảng số liệu nào: không có dòng mã chỉ tiêu, cũng không nhận ra tiêu đề cột.",
            "No table was found: there is no row of codes, and no heading was recognised.",
        ),
        (
            "Dùng biểu mẫu do lệnh “khuyenhoc form” tạo, giữ nguyên dòng mã (HV01, HV02 …).",
            "Use the blank return made by “khuyenhoc form” and keep its row of codes (HV01, HV02 …).",
        ),
    ),
    _entry(
        "KH107",
        _E,
        "Thiếu biểu",
        ("Thiếu {sheet_name} ({title}).", "{sheet_name} ({title}) is missing."),
        (
            "Bổ sung biểu này, kể cả khi số liệu bằng 0; lấy biểu trống bằng lệnh “khuyenhoc form”.",
            "Add this sheet even where its figures are 0; “khuyenhoc form” makes a blank one.",
        ),
    ),
    _entry(
        "KH108",
        _W,
        "Thiếu cột",
        ("Biểu không có cột {indicator} ({label}).", "The table has no column {indicator} ({label})."),
        (
            "Bổ sung cột này; để thiếu thì chỉ tiêu coi như chưa có số liệu.",
            "Add it; without it the figure stays unknown.",
        ),
    ),
    _entry(
        "KH109",
        _E,
        "Trùng cột",
        ("Mã {indicator} đứng ở hai cột.", "The code {indicator} stands over two columns."),
        ("Giữ một cột, xóa mã của cột kia.", "Keep one column and clear the code over the other."),
    ),
    _entry(
        "KH110",
        _E,
        "Biểu chưa điền",
        ("Biểu chưa điền số liệu nào.", "The table holds no figures at all."),
        ("Điền số liệu, ghi 0 nơi bằng 0, rồi gửi lại.", "Fill it in, with 0 where it is 0, and send it again."),
    ),
    _entry(
        "KH111",
        _E,
        "Không mở được tệp",
        (
            "Không mở được tệp: tệp đang được chương trình khác giữ, hoặc không có quyền đọc.",
            "The file cannot be opened.",
        ),
        (
            "Đóng tệp trong Excel, chờ thư mục đồng bộ xong, rồi chạy lại.",
            "Close it in Excel, wait until the folder is synchronised, and run the command again.",
        ),
    ),
    _entry(
        "KH201",
        _E,
        "Số ghi dạng chữ",
        (
            "{label} phải là số, ô lại chứa chữ “{found}”.",
            "{label} must be a number, but the cell holds the text “{found}”.",
        ),
        (
            "Gõ lại bằng chữ số, không dấu chấm ngăn nghìn, không kèm đơn vị.",
            "Type digits only, without separators or units.",
        ),
        _MEANT,
    ),
    _entry(
        "KH202",
        _E,
        "Số đếm có phần lẻ",
        (
            "{label} phải là số nguyên, ô lại chứa {found}.",
            "{label} must be a whole number, but the cell holds {found}.",
        ),
        (
            "Kiểm tra dấu chấm, dấu phẩy: có thể Excel đã hiểu dấu ngăn nghìn thành dấu thập phân.",
            "Check dots and commas: Excel may have taken a thousands separator for a decimal point.",
        ),
        _MEANT,
    ),
    _entry(
        "KH203",
        _E,
        "Ngoài giới hạn",
        (
            "{label} là {found}, ngoài khoảng cho phép {minimum} đến {maximum}.",
            "{label} is {found}, outside {minimum} to {maximum}.",
        ),
        ("Xem lại số này với đơn vị.", "Check this figure with the unit."),
        _MEANT,
    ),
    _entry(
        "KH204",
        _E,
        "Ô báo lỗi",
        ("Ô đang báo lỗi {found} nên không có số.", "The cell shows the error {found} and has no number."),
        ("Sửa công thức hoặc gõ thẳng con số.", "Repair the formula or type the number."),
    ),
    _entry(
        "KH205",
        _E,
        "Công thức chưa tính",
        (
            "Ô chứa công thức {found} nhưng tệp không lưu kết quả.",
            "The cell holds the formula {found}, but the file has no result for it.",
        ),
        (
            "Mở tệp bằng Excel, nhấn Ctrl+Alt+F9 để tính lại, lưu rồi gửi lại; hoặc gõ thẳng con số.",
            "Open it in Excel, press Ctrl+Alt+F9, save and send it again; or type the number.",
        ),
    ),
    _entry(
        "KH206",
        _W,
        "Ô để trống",
        ("{label} để trống: chưa rõ là {unclear}.", "{label} is blank: {unclear_en}?"),
        (
            "Nếu bằng 0 thì ghi 0; câu hỏi Có/Chưa thì chọn một; chưa có số liệu thì ghi chú lý do.",
            "Write 0 if it is 0, choose Có or Chưa if that is asked; if it is not known, say why.",
        ),
    ),
    _entry(
        "KH207",
        _E,
        "Không phải Có hoặc Chưa",
        ("{label} chỉ nhận “Có” hoặc “Chưa”, ô lại chứa “{found}”.", "{label} takes “Có” or “Chưa”, not “{found}”."),
        ("Chọn “Có” hoặc “Chưa” trong danh sách của ô.", "Choose “Có” or “Chưa” from the cell's list."),
        _NAMED,
    ),
    _entry(
        "KH208",
        _E,
        "Ngày hoặc đúng/sai thay cho số",
        (
            "{label} phải là số, ô lại chứa {kind} ({found}).",
            "{label} must be a number, but the cell holds {kind_en} ({found}).",
        ),
        (
            "Đổi định dạng ô sang Số (Number) rồi gõ lại con số.",
            "Set the cell's format to Number and type the figure again.",
        ),
    ),
    _entry(
        "KH209",
        _W,
        "Số lưu dạng văn bản",
        (
            "Ô lưu số {found} ở dạng văn bản; đã đọc là {proposed}, nhưng công thức tổng trong Excel sẽ bỏ qua ô này.",
            "The number {found} is stored as text; it was read as {proposed}, but Excel's totals skip the cell.",
        ),
        (
            "Bấm dấu chấm than cạnh ô, chọn “Chuyển thành số”.",
            "Click the warning sign beside the cell and choose “Convert to Number”.",
        ),
    ),
    _entry(
        "KH210",
        _W,
        "Ô không phải ghi",
        (
            "{label} không hỏi ở đơn vị trực thuộc; số {found} không được tính.",
            "{label} is not asked of attached units; {found} is not counted.",
        ),
        (
            "Xóa số ở ô này, hoặc chuyển sang dòng của xã, phường.",
            "Clear the cell, or move the figure to a commune's row.",
        ),
    ),
    _entry(
        "KH211",
        _W,
        "Tiền lẻ dưới một đồng",
        (
            "{label} là {found} triệu đồng, lẻ dưới một đồng; đã làm tròn thành {proposed}.",
            "{label} is {found} triệu đồng, a fraction of a đồng; it was rounded to {proposed}.",
        ),
        (
            "Kiểm tra đơn vị tính: biểu ghi triệu đồng.",
            "Check the unit of measure: the form is in triệu đồng.",
        ),
    ),
    _entry(
        "KH212",
        _W,
        "Cả dòng để trống",
        ("Dòng của {unit} để trống.", "The row of {unit} is blank."),
        (
            "Bổ sung số liệu; nếu nơi đó chưa có Hội, ghi trạng thái chua-co-hoi trong danh sách đơn vị (units.csv).",
            "Fill it in; where there is no association yet, say chua-co-hoi in the list of units (units.csv).",
        ),
    ),
    _entry(
        "KH301",
        _E,
        "Tổng khác các phần",
        (
            "{indicator} ({label}) là {found}, các phần {parts} cộng lại là {proposed} (lệch {difference}).",
            "{indicator} ({label}) is {found}, but {parts} add up to {proposed} (difference {difference}).",
        ),
        (
            "Xem lại ô tổng và các ô thành phần trên cùng dòng.",
            "Check the total and its parts on the same row.",
        ),
    ),
    _entry(
        "KH302",
        _E,
        "Phần lớn hơn toàn thể",
        (
            "{indicator} ({label}) là {found}, lớn hơn {larger} ({larger_label}) là {limit}.",
            "{indicator} ({label}) is {found}, more than {larger} ({larger_label}), {limit}.",
        ),
        (
            "Xem lại cả hai ô: có thể ghi nhầm cột hoặc thừa chữ số.",
            "Check both cells: a wrong column, or a digit too many.",
        ),
    ),
    _entry(
        "KH303",
        _E,
        "Dòng tổng cộng lệch",
        (
            "Dòng tổng cộng ghi {found}, các dòng trên cộng lại là {proposed} (lệch {difference}).",
            "The total row says {found}, the rows add up to {proposed} (difference {difference}).",
        ),
        (
            "Đặt lại công thức SUM cho ô tổng, hoặc tìm dòng còn thiếu, dòng tính hai lần.",
            "Restore the SUM formula, or look for the row that is missing or counted twice.",
        ),
    ),
    _entry(
        "KH304",
        _I,
        "Tổng chưa được tính",
        (
            "Công thức ở dòng tổng cộng chưa được chương trình nào tính; đã tự cộng các dòng ({count} ô).",
            "The formulas of the total row were never calculated; the rows were added up instead ({count} cells).",
        ),
        (
            "Không phải làm gì; mở bằng Excel và lưu lại thì hết ghi chú này.",
            "Nothing to do; saving it in Excel ends this note.",
        ),
    ),
    _entry(
        "KH401",
        _W,
        "Tổng khác các phần ở biểu khác",
        (
            "{indicator} ({label}) là {found}, các phần {parts} ở biểu khác cộng lại là {proposed} (lệch "
            "{difference}).",
            "{indicator} ({label}) is {found}, but {parts} on other sheets add up to {proposed} (difference "
            "{difference}).",
        ),
        ("Đối chiếu hai biểu của cùng đơn vị.", "Compare the two sheets of the same unit."),
    ),
    _entry(
        "KH402",
        _W,
        "Lớn hơn số ở biểu khác",
        (
            "{indicator} ({label}) là {found}, lớn hơn {larger} ({larger_label}) ở {other_sheet} là {limit}.",
            "{indicator} ({label}) is {found}, more than {larger} ({larger_label}) on {other_sheet}, {limit}.",
        ),
        ("Đối chiếu hai biểu của cùng đơn vị.", "Compare the two sheets of the same unit."),
    ),
    _entry(
        "KH501",
        _W,
        "Khác xa cùng kỳ",
        (
            "{label} là {found}, cùng kỳ {compared_with} là {previous}: {change}.",
            "{label} is {found}; in {compared_with} it was {previous}: {change_en}.",
        ),
        (
            "Nếu đúng, ghi lý do trong Thuyết minh; nếu gõ thừa hay thiếu chữ số thì sửa.",
            "If it is right, say why under Thuyết minh; if a digit too many or too few was typed, correct it.",
        ),
        _MEANT,
    ),
    _entry(
        "KH701",
        _E,
        "Không rõ đơn vị gửi",
        (
            "Không nhận ra đơn vị gửi báo cáo từ “{found}”.",
            "The reporting unit is not recognised from “{found}”.",
        ),
        (
            "Ghi đúng tên đơn vị ở ô Đơn vị của trang Bìa, như trong danh sách đơn vị (units.csv).",
            "Write the unit's name on the sheet Bìa as it stands in the list of units (units.csv).",
        ),
        _NAMED,
    ),
    _entry(
        "KH702",
        _W,
        "Đã có bản mới hơn",
        (
            "{unit} đã có {what} trong tệp {other}; tệp này không được tính.",
            "{unit} has {what_en} in {other}; this file is not counted.",
        ),
        ("Chuyển tệp này sang thư mục lưu.", "Move the old version to an archive folder."),
    ),
    _entry(
        "KH703",
        _E,
        "Hai bản khác nhau",
        (
            "{unit} có hai tệp khác số liệu, cùng ngày lập: tệp này và {other}.",
            "{unit} has two files with different figures and the same date: this one and {other}.",
        ),
        (
            "Hỏi đơn vị bản nào đúng, rồi chuyển bản kia ra khỏi thư mục kỳ.",
            "Ask the unit which one is right and move the other out of the period's folder.",
        ),
    ),
    _entry(
        "KH704",
        _E,
        "Dòng không rõ đơn vị",
        (
            "{problem}.",
            "{problem_en}.",
        ),
        ("Ghi đúng tên như trong danh sách đơn vị.", "Write the name as it stands in the list of units."),
        _NAMED,
    ),
    _entry(
        "KH705",
        _E,
        "Đơn vị có hai dòng",
        (
            "{unit} có hai dòng trong cùng một biểu: dòng này và ô {other}.",
            "{unit} has two rows on one sheet: this one and {other}.",
        ),
        ("Giữ một dòng, hoặc sửa tên dòng ghi nhầm.", "Keep one row, or correct the name of the wrong one."),
    ),
    _entry(
        "KH706",
        _W,
        "Thiếu dòng của đơn vị",
        ("Biểu không có dòng của {unit}.", "The table has no row for {unit}."),
        (
            "Bổ sung dòng này; nếu nơi đó chưa có Hội, ghi trạng thái chua-co-hoi trong danh sách đơn vị (units.csv).",
            "Add the row; where there is no association yet, say chua-co-hoi in the list of units (units.csv).",
        ),
    ),
    _entry(
        "KH707",
        _E,
        "Sai kỳ báo cáo",
        (
            "Tệp ghi kỳ “{found}” nhưng đang được kiểm tra cho kỳ {expected}.",
            "The file says “{found}”, but it is being checked for {expected}.",
        ),
        (
            "Chuyển tệp sang thư mục của đúng kỳ, hoặc sửa ô Kỳ báo cáo ở trang Bìa.",
            "Move the file to the right period's folder, or correct the period on the sheet Bìa.",
        ),
    ),
    _entry(
        "KH708",
        _E,
        "Không rõ kỳ báo cáo",
        ("Không biết tệp này báo cáo cho kỳ nào.", "It is not known for which period this file reports."),
        (
            "Ghi kỳ ở ô Kỳ báo cáo của trang Bìa, hoặc đặt tệp vào thư mục của kỳ (ví dụ 2024H1).",
            "Write the period on the sheet Bìa, or put the file into the folder of its period (2024H1 for one).",
        ),
    ),
)

CATALOGUE: Mapping[str, Entry] = {entry.code: entry for entry in _ENTRIES}
