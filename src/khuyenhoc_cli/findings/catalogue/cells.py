"""Messages about one cell (KH2xx)."""

from khuyenhoc_cli.findings.catalogue.entry import ERROR, MEANT, NAMED, WARNING, entry

ENTRIES = (
    entry(
        "KH201",
        ERROR,
        "Số ghi dạng chữ",
        (
            "{label} phải là số, ô lại chứa chữ “{found}”.",
            "{label} must be a number, but the cell holds the text “{found}”.",
        ),
        (
            "Gõ lại bằng chữ số, không dấu chấm ngăn nghìn, không kèm đơn vị.",
            "Type digits only, without separators or units.",
        ),
        MEANT,
    ),
    entry(
        "KH202",
        ERROR,
        "Số đếm có phần lẻ",
        (
            "{label} phải là số nguyên, ô lại chứa {found}.",
            "{label} must be a whole number, but the cell holds {found}.",
        ),
        (
            "Kiểm tra dấu chấm, dấu phẩy: có thể Excel đã hiểu dấu ngăn nghìn thành dấu thập phân.",
            "Check dots and commas: Excel may have taken a thousands separator for a decimal point.",
        ),
        MEANT,
    ),
    entry(
        "KH203",
        ERROR,
        "Ngoài giới hạn",
        (
            "{label} là {found}, ngoài khoảng cho phép {minimum} đến {maximum}.",
            "{label} is {found}, outside {minimum} to {maximum}.",
        ),
        ("Xem lại số này với đơn vị.", "Check this figure with the unit."),
        MEANT,
    ),
    entry(
        "KH204",
        ERROR,
        "Ô báo lỗi",
        ("Ô đang báo lỗi {found} nên không có số.", "The cell shows the error {found} and has no number."),
        ("Sửa công thức hoặc gõ thẳng con số.", "Repair the formula or type the number."),
        MEANT,
    ),
    entry(
        "KH205",
        ERROR,
        "Công thức chưa tính",
        (
            "Ô chứa công thức {found} nhưng tệp không lưu kết quả.",
            "The cell holds the formula {found}, but the file has no result for it.",
        ),
        (
            "Mở tệp bằng Excel, nhấn Ctrl+Alt+F9 để tính lại, lưu rồi gửi lại; hoặc gõ thẳng con số.",
            "Open it in Excel, press Ctrl+Alt+F9, save and send it again; or type the number.",
        ),
        MEANT,
    ),
    entry(
        "KH206",
        WARNING,
        "Ô để trống",
        ("{label} để trống: chưa rõ là {unclear}.", "{label} is blank: {unclear_en}?"),
        (
            "Nếu bằng 0 thì ghi 0; câu hỏi Có/Chưa thì chọn một; chưa có số liệu thì ghi chú lý do.",
            "Write 0 if it is 0, choose Có or Chưa if that is asked; if it is not known, say why.",
        ),
        MEANT,
    ),
    entry(
        "KH207",
        ERROR,
        "Không phải Có hoặc Chưa",
        ("{label} chỉ nhận “Có” hoặc “Chưa”, ô lại chứa “{found}”.", "{label} takes “Có” or “Chưa”, not “{found}”."),
        ("Chọn “Có” hoặc “Chưa” trong danh sách của ô.", "Choose “Có” or “Chưa” from the cell's list."),
        NAMED,
    ),
    entry(
        "KH208",
        ERROR,
        "Ngày hoặc đúng/sai thay cho số",
        (
            "{label} phải là số, ô lại chứa {kind} ({found}).",
            "{label} must be a number, but the cell holds {kind_en} ({found}).",
        ),
        (
            "Đổi định dạng ô sang Số (Number) rồi gõ lại con số.",
            "Set the cell's format to Number and type the figure again.",
        ),
        MEANT,
    ),
    entry(
        "KH209",
        WARNING,
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
    entry(
        "KH210",
        WARNING,
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
    entry(
        "KH211",
        WARNING,
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
    entry(
        "KH212",
        WARNING,
        "Cả dòng để trống",
        ("Dòng của {unit} để trống.", "The row of {unit} is blank."),
        (
            "Bổ sung số liệu; nếu nơi đó chưa có Hội, ghi trạng thái chua-co-hoi trong danh sách đơn vị (units.csv).",
            "Fill it in; where there is no association yet, say chua-co-hoi in the list of units (units.csv).",
        ),
    ),
)
