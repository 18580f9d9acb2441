"""Messages about the unit or the period (KH7xx)."""

from khuyenhoc_cli.findings.catalogue.entry import ERROR, NAMED, WARNING, entry

ENTRIES = (
    entry(
        "KH701",
        ERROR,
        "Không rõ đơn vị gửi",
        (
            "Không nhận ra đơn vị gửi báo cáo từ “{found}”.",
            "The reporting unit is not recognised from “{found}”.",
        ),
        (
            "Ghi đúng tên đơn vị ở ô Đơn vị của trang Bìa, như trong danh sách đơn vị (units.csv).",
            "Write the unit's name on the sheet Bìa as it stands in the list of units (units.csv).",
        ),
        NAMED,
    ),
    entry(
        "KH702",
        WARNING,
        "Đã có bản mới hơn",
        (
            "{unit} đã có {what} trong tệp {other}; tệp này không được tính.",
            "{unit} has {what_en} in {other}; this file is not counted.",
        ),
        ("Chuyển tệp này sang thư mục lưu.", "Move the old version to an archive folder."),
    ),
    entry(
        "KH703",
        ERROR,
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
    entry(
        "KH704",
        ERROR,
        "Dòng không rõ đơn vị",
        (
            "{problem}.",
            "{problem_en}.",
        ),
        ("Ghi đúng tên như trong danh sách đơn vị.", "Write the name as it stands in the list of units."),
        NAMED,
    ),
    entry(
        "KH705",
        ERROR,
        "Đơn vị có hai dòng",
        (
            "{unit} có hai dòng trong cùng một biểu: dòng này và ô {other}.",
            "{unit} has two rows on one sheet: this one and {other}.",
        ),
        ("Giữ một dòng, hoặc sửa tên dòng ghi nhầm.", "Keep one row, or correct the name of the wrong one."),
    ),
    entry(
        "KH706",
        WARNING,
        "Thiếu dòng của đơn vị",
        ("Biểu không có dòng của {unit}.", "The table has no row for {unit}."),
        (
            "Bổ sung dòng này; nếu nơi đó chưa có Hội, ghi trạng thái chua-co-hoi trong danh sách đơn vị (units.csv).",
            "Add the row; where there is no association yet, say chua-co-hoi in the list of units (units.csv).",
        ),
    ),
    entry(
        "KH707",
        ERROR,
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
    entry(
        "KH708",
        ERROR,
        "Không rõ kỳ báo cáo",
        ("Không biết tệp này báo cáo cho kỳ nào.", "It is not known for which period this file reports."),
        (
            "Ghi kỳ ở ô Kỳ báo cáo của trang Bìa, hoặc đặt tệp vào thư mục của kỳ (ví dụ 2024H1).",
            "Write the period on the sheet Bìa, or put the file into the folder of its period (2024H1 for one).",
        ),
    ),
    entry(
        "KH709",
        ERROR,
        "Các dòng là của đơn vị khác",
        (
            "Tệp ghi đơn vị gửi là {unit}, nhưng các dòng trong biểu là của {proposed}.",
            "The file names {unit} as the sender, but its rows are those of {proposed}.",
        ),
        (
            "Xem lại ô Đơn vị ở trang Bìa và tên tệp, hoặc thay bằng đúng tệp của đơn vị.",
            "Check the unit on the sheet Bìa and the file's name, or send the unit's own file.",
        ),
    ),
)
