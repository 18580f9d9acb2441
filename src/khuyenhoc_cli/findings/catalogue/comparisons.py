"""Messages about values against other periods (KH5xx) and other units (KH6xx)."""

from khuyenhoc_cli.findings.catalogue.entry import MEANT, WARNING, entry

ENTRIES = (
    entry(
        "KH501",
        WARNING,
        "Khác xa cùng kỳ",
        (
            "{label} là {found}, cùng kỳ {compared_with} là {previous}: {change}.",
            "{label} is {found}; in {compared_with} it was {previous}: {change_en}.",
        ),
        (
            "Nếu đúng, ghi lý do ở cột Giải trình; nếu gõ thừa hay thiếu chữ số thì sửa.",
            "If it is right, say why in the column Giải trình; if a digit too many or too few was typed, correct it.",
        ),
        MEANT,
    ),
    entry(
        "KH502",
        WARNING,
        "Cả cột khác đơn vị tính",
        (
            "Cột {columns}: cả {count} ô đều {change} cùng kỳ {compared_with}, có lẽ đã ghi bằng {written} thay vì "
            "triệu đồng.",
            "Column {columns}: all {count} cells are {change_en} {compared_with}, as if written in {written_en} "
            "and not in triệu đồng.",
        ),
        (
            "Biểu tính bằng triệu đồng: đổi cả cột ra triệu đồng; nếu số đúng thì ghi lý do ở cột Giải trình.",
            "The form is in triệu đồng: convert the whole column; if the figures are right, say why in the "
            "column Giải trình.",
        ),
    ),
    entry(
        "KH601",
        WARNING,
        "Khác xa các dòng khác",
        (
            "{label} là {found}, trong khi theo các dòng khác của cột thì chỉ vào khoảng {usual}.",
            "{label} is {found}, while the other rows of the column point to about {usual}.",
        ),
        (
            "Nếu đúng, ghi lý do ở cột Giải trình; nếu nhầm đơn vị tính hay thừa, thiếu ba chữ số thì sửa.",
            "If it is right, say why in the column Giải trình; if a unit was mistaken or three digits "
            "slipped, correct it.",
        ),
        MEANT,
    ),
    entry(
        "KH602",
        WARNING,
        "Cả cột tiền quá lớn",
        (
            "Cột {columns}: cả {count} ô đều quá lớn nếu tính bằng triệu đồng (bình quân {per_person} đồng mỗi người "
            "dân); có lẽ đã ghi bằng đồng hay nghìn đồng.",
            "Column {columns}: all {count} cells are too large for triệu đồng ({per_person} đồng per person), as if "
            "written in đồng or thousand đồng.",
        ),
        (
            "Biểu tính bằng triệu đồng: đổi cả cột ra triệu đồng; nếu số đúng thì ghi lý do ở cột Giải trình.",
            "The form is in triệu đồng: convert the whole column; if the figures are right, say why in the "
            "column Giải trình.",
        ),
    ),
    entry(
        "KH603",
        WARNING,
        "Hai dòng giống hệt nhau",
        (
            "Số liệu của {unit} ở biểu này giống hệt dòng của {other}, từng ô một.",
            "The figures of {unit} on this sheet are the same as those of {other}, cell by cell.",
        ),
        (
            "Có thể đã chép nhầm dòng: đối chiếu với số liệu gốc; nếu đúng là trùng nhau, ghi lý do ở cột Giải trình.",
            "A row may have been copied by mistake: compare it; if both are right, say why in the column Giải trình.",
        ),
    ),
)
