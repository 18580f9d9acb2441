"""Messages about cells together: on one sheet (KH3xx) and between sheets (KH4xx)."""

from khuyenhoc_cli.findings.catalogue.entry import ERROR, INFO, MEANT, WARNING, entry

ENTRIES = (
    entry(
        "KH301",
        ERROR,
        "Tổng khác các phần",
        (
            "{indicator} ({label}) là {found}, các phần {parts} cộng lại là {sum} (lệch {difference}){cause}.",
            "{indicator} ({label}) is {found}, but {parts} add up to {sum} (difference {difference}){cause_en}.",
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
            "{indicator} ({label}) là {found}, lớn hơn {larger} ({larger_label}) là {limit}{cause}.",
            "{indicator} ({label}) is {found}, more than {larger} ({larger_label}), {limit}{cause_en}.",
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
            "{row} ghi {found}{as_is}, các dòng cộng lại là {proposed} (lệch {difference}){cause}{others}.",
            "{row_en} says {found}{as_is_en}, the rows add up to {proposed} (difference "
            "{difference}){cause_en}{others_en}.",
        ),
        (
            "Đối chiếu với bản giấy: số tổng đúng thì soát lại từng dòng trong cột; không thì bấm vào ô {cell}, gõ "
            "công thức {formula} rồi Enter.",
            "Compare with the paper copy: if the total is right, check every row of the column; if not, select {cell} "
            "and enter the formula {formula_en}.",
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
        "KH305",
        ERROR,
        "Tổng cộng bỏ sót dòng",
        (
            "{row} ghi {found}{as_is}, {likely}bỏ sót {rows}, thiếu đúng {difference}; cộng đủ là {proposed}{others}.",
            "{row_en} says {found}{as_is_en} and {likely_en}leaves out {rows_en}, short by exactly {difference}; "
            "all rows add up "
            "to {proposed}{others_en}.",
        ),
        (
            "Bấm vào ô {cell}, gõ công thức {formula} rồi Enter{copied}.",
            "Select {cell}, enter the formula {formula_en}{copied_en}.",
        ),
    ),
    entry(
        "KH306",
        ERROR,
        "Tổng cộng tính hai lần một dòng",
        (
            "{row} ghi {found}{as_is}, {likely}tính hai lần {rows}, thừa đúng {difference}; cộng đúng là "
            "{proposed}{others}.",
            "{row_en} says {found}{as_is_en} and {likely_en}counts {rows_en} twice, too much by exactly "
            "{difference}; the rows "
            "add up to {proposed}{others_en}.",
        ),
        (
            "Bấm vào ô {cell}, gõ công thức {formula} để mỗi dòng chỉ cộng một lần rồi Enter{copied}.",
            "Select {cell}, enter the formula {formula_en}, so that every row is added once{copied_en}.",
        ),
    ),
    entry(
        "KH307",
        ERROR,
        "Tổng cộng gồm cả dòng cộng nhóm",
        (
            "{row} ghi {found}{as_is}, {likely}cộng cả {subtotals} nên có đơn vị bị tính hai lần, thừa đúng "
            "{difference}; "
            "cộng đúng là {proposed}{others}.",
            "{row_en} says {found}{as_is_en} and {likely_en}adds {subtotals_en} too, so units are counted twice, "
            "too much by "
            "exactly {difference}; the rows add up to {proposed}{others_en}.",
        ),
        (
            "Bấm vào ô {cell}, gõ công thức {formula}: chỉ cộng các dòng đơn vị, bỏ các dòng cộng nhóm ra "
            "ngoài{copied}.",
            "Select {cell}, enter the formula {formula_en}: units only, no sub-totals{copied_en}.",
        ),
    ),
    entry(
        "KH308",
        ERROR,
        "Tổng cộng còn là số cũ",
        (
            "{row} ghi {found}, {stale}; các dòng kỳ này cộng lại là {proposed}{others}.",
            "{row_en} says {found}, {stale_en}; this period's rows add up to {proposed}{others_en}.",
        ),
        (
            "Bấm vào ô {cell}, thay số cũ bằng công thức {formula} để tổng luôn đi theo các dòng{copied}.",
            "Select {cell} and put the formula {formula_en} in place of the old figure, so that it follows the "
            "rows{copied_en}.",
        ),
    ),
    entry(
        "KH309",
        ERROR,
        "Gõ nhầm chữ số",
        (
            "Ô {cell} ({label}) ghi {found}, có lẽ {slip}: nếu là {proposed} thì tổng cộng của cột vừa khớp.",
            "{cell} ({label}) says {found}, probably {slip_en}: with {proposed} the total of the column closes.",
        ),
        (
            "Đối chiếu với bản giấy hay sổ theo dõi rồi sửa ô {cell}.",
            "Check it against the paper copy or your records, then correct {cell}.",
        ),
        MEANT,
    ),
    entry(
        "KH310",
        ERROR,
        "Tổng cộng của cột khác",
        (
            "{row} ghi {found}{as_is}, đúng bằng tổng của cột {other} ({other_label}); cột này cộng lại là {proposed}.",
            "{row_en} says {found}{as_is_en}, exactly that of column {other} ({other_label}); this column adds up to "
            "{proposed}.",
        ),
        (
            "Bấm vào ô {cell}, gõ công thức {formula} rồi Enter.",
            "Select {cell}, enter the formula {formula_en}.",
        ),
    ),
    entry(
        "KH311",
        ERROR,
        "Hai số cạnh nhau đổi chỗ",
        (
            "{unit}: ô {cell} ghi {found}, ô {other} ghi {proposed}; hai số này có lẽ đổi chỗ cho nhau, vì đổi lại thì "
            "tổng cộng của cả hai cột đều khớp.",
            "{unit}: {cell} says {found} and {other} says {proposed}; they have probably changed places, for the other "
            "way round the totals of both columns close.",
        ),
        (
            "Đối chiếu với bản giấy hay sổ theo dõi rồi đổi lại ô {cell} và ô {other}.",
            "Check it against the paper copy or your records, then exchange {cell} and {other}.",
        ),
    ),
    entry(
        "KH312",
        ERROR,
        "Tổng cộng ghi sai đơn vị tính",
        (
            "{row} ghi {found}, {times} tổng của các dòng là {proposed}{others}; có lẽ không cùng đơn vị tính.",
            "{row_en} says {found}, {times_en} the sum of the rows, {proposed}{others_en}; probably in another "
            "unit of measure.",
        ),
        (
            "Bấm vào ô {cell}, gõ công thức {formula}; cả cột ghi theo một đơn vị tính là {measure}.",
            "Select {cell}, enter the formula {formula_en}; the whole column is in one unit of measure, {measure}.",
        ),
    ),
    entry(
        "KH313",
        WARNING,
        "Công thức tổng chưa tính lại",
        (
            "{row} ghi {found}{as_is}; công thức đủ các dòng nhưng kết quả còn cũ, tính lại là {proposed}{others}.",
            "{row_en} says {found}{as_is_en}; the formula has all rows but its result is old, it comes to "
            "{proposed}{others_en}.",
        ),
        (
            "Mở tệp bằng Excel, bấm Ctrl+Alt+F9 để tính lại toàn bộ rồi lưu.",
            "Open the file in Excel, press Ctrl+Alt+F9 to calculate everything again, and save it.",
        ),
    ),
    entry(
        "KH314",
        WARNING,
        "Dòng tổng khác các dòng chi tiết",
        (
            "“{row}”, {indicator} ({label}) ghi {found}, các dòng trên cộng lại là {sum}; lấy số của dòng tổng.",
            "“{row}”, {indicator} ({label}) says {found}, the rows above add up to {sum}; the total row is taken.",
        ),
        (
            "Hỏi lại đơn vị: dòng tổng sai, hay thiếu, thừa một dòng chi tiết.",
            "Ask the unit: the total is wrong, or a row is missing or stands twice.",
        ),
    ),
    entry(
        "KH401",
        WARNING,
        "Tổng khác các phần ở biểu khác",
        (
            "{indicator} ({label}) là {found}, các phần {parts} ở biểu khác cộng lại là {sum} (lệch "
            "{difference}){cause}.",
            "{indicator} ({label}) is {found}, but {parts} on other sheets add up to {sum} (difference "
            "{difference}){cause_en}.",
        ),
        ("Đối chiếu hai biểu của cùng đơn vị.", "Compare the two sheets of the same unit."),
    ),
    entry(
        "KH402",
        WARNING,
        "Lớn hơn số ở biểu khác",
        (
            "{indicator} ({label}) là {found}, lớn hơn {larger} ({larger_label}) ở {other_sheet} là {limit}{cause}.",
            "{indicator} ({label}) is {found}, more than {larger} ({larger_label}) on {other_sheet}, "
            "{limit}{cause_en}.",
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
