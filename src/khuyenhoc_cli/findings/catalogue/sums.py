"""Messages about cells together: on one sheet (KH3xx) and between sheets (KH4xx)."""

from khuyenhoc_cli.findings.catalogue.entry import ERROR, INFO, WARNING, entry

ENTRIES = (
    entry(
        "KH301",
        ERROR,
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
    entry(
        "KH302",
        ERROR,
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
    entry(
        "KH303",
        ERROR,
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
    entry(
        "KH304",
        INFO,
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
    entry(
        "KH401",
        WARNING,
        "Tổng khác các phần ở biểu khác",
        (
            "{indicator} ({label}) là {found}, các phần {parts} ở biểu khác cộng lại là {proposed} (lệch "
            "{difference}).",
            "{indicator} ({label}) is {found}, but {parts} on other sheets add up to {proposed} (difference "
            "{difference}).",
        ),
        ("Đối chiếu hai biểu của cùng đơn vị.", "Compare the two sheets of the same unit."),
    ),
    entry(
        "KH402",
        WARNING,
        "Lớn hơn số ở biểu khác",
        (
            "{indicator} ({label}) là {found}, lớn hơn {larger} ({larger_label}) ở {other_sheet} là {limit}.",
            "{indicator} ({label}) is {found}, more than {larger} ({larger_label}) on {other_sheet}, {limit}.",
        ),
        ("Đối chiếu hai biểu của cùng đơn vị.", "Compare the two sheets of the same unit."),
    ),
    entry(
        "KH403",
        ERROR,
        "Hai nơi ghi khác nhau",
        (
            "{label} ở đây là {found}, ở {other} lại là {there}.",
            "{label} is {found} here, but {there} at {other}.",
        ),
        (
            "Hai nơi là cùng một số liệu: sửa cho khớp.",
            "Both are the same figure: make them agree.",
        ),
    ),
)
