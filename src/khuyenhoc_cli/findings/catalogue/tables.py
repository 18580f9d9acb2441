"""Messages about tables and their columns (KH13x)."""

from khuyenhoc_cli.findings.catalogue.entry import ERROR, INFO, NAMED, WARNING, entry

ENTRIES = (
    entry(
        "KH130",
        WARNING,
        "Trang không nhận ra bảng",
        (
            "Trang “{sheet}” có số liệu nhưng không nhận ra bảng nào trên đó, nên chưa đọc.",
            "The sheet “{sheet}” holds figures, but no table was recognised on it; it was not read.",
        ),
        (
            "Nếu là số liệu báo cáo, ghi tiêu đề cột như ở biểu trống; nếu chỉ để tính nháp, không phải làm gì.",
            "If it belongs to the return, write the headings as on the blank form; a scratch sheet may stay.",
        ),
    ),
    entry(
        "KH131",
        WARNING,
        "Cột không rõ chỉ tiêu",
        (
            "Cột “{found}” có số liệu nhưng không rõ là chỉ tiêu nào, nên chưa đọc.",
            "The column “{found}” holds figures, but it is not known which indicator it is; it was not read.",
        ),
        (
            "Ghi tiêu đề cột như ở biểu trống, hoặc thêm cách gọi này vào aliases của chỉ tiêu trong bộ biểu.",
            "Write the heading as on the blank form, or add this name to the indicator's aliases in the schema.",
        ),
        NAMED,
    ),
    entry(
        "KH132",
        INFO,
        "Tiền ghi theo đơn vị khác",
        (
            "Cột “{label}” ghi bằng {money}; đã đổi sang triệu đồng ({count} cột).",
            "The column “{label}” is in {money}; it was converted to triệu đồng ({count} columns).",
        ),
        (
            "Không phải làm gì nếu tiêu đề ghi đúng đơn vị tiền.",
            "Nothing to do if the heading names the right unit of money.",
        ),
    ),
    entry(
        "KH133",
        ERROR,
        "Chỉ có số chung",
        (
            "Biểu chỉ có số chung của {unit}, không có dòng của từng đơn vị bên dưới.",
            "The table holds only the figures of {unit} as a whole, and no rows for the units below it.",
        ),
        (
            "Ghi số liệu của từng đơn vị, mỗi đơn vị một dòng, như ở biểu trống.",
            "Give the figures of each unit in a row of its own, as on the blank form.",
        ),
    ),
    entry(
        "KH134",
        WARNING,
        "Chỉ có số tổng của cả cấp",
        (
            "Tệp chỉ có số tổng, không có số của từng đơn vị; được dùng làm số tổng của kỳ.",
            "The file holds only totals, no single units; they are taken for the totals of the period.",
        ),
        (
            "Nếu là số lấy từ báo cáo cũ để so sánh, không phải làm gì; nếu không, ghi mỗi đơn vị bên dưới một dòng.",
            "Nothing to do if the figures are from an old report, to compare with; else give each unit below a row.",
        ),
    ),
)
