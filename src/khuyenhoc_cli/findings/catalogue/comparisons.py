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
            "Nếu đúng, ghi lý do trong Thuyết minh; nếu gõ thừa hay thiếu chữ số thì sửa.",
            "If it is right, say why under Thuyết minh; if a digit too many or too few was typed, correct it.",
        ),
        MEANT,
    ),
)
