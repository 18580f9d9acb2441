"""Numbers that are not printed as numbers are: blanks within, points and commas mixed up."""

from collections.abc import Iterator

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule
from khuyenhoc_cli.audit.rules.prose.printing import amount
from khuyenhoc_cli.audit.rules.prose.reading import claim, lines_of


def _check(document: Document) -> Iterator[Claim]:
    for line in lines_of(document):
        for figure in line.figures:
            quantity = figure.quantity
            if quantity.malformed:
                computed = amount(quantity.value, quantity)
                message = f"{quantity.malformed}: {computed}, in: {quantity.text}"
                yield claim("cach-viet", "format", line, figure, computed, "format", message)


PRINTS = Rule(
    "cach-viet",
    "format",
    "Số viết hỏng: có dấu cách ở trong, lẫn dấu chấm với dấu phẩy, thiếu dấu chấm phân cách hàng nghìn trước "
    "phần lẻ, “điểm” thiếu "
    "“phần trăm”. Số vẫn được hiểu theo cách đọc hợp lý nhất để kiểm tra tiếp.",
    _check,
    (
        Example(
            "Kinh phí là 18.556, 91 triệu đồng; tài trợ 8.886.91 triệu đồng.",
            (("18.556, 91", "format"), ("8.886.91", "format")),
        ),
        Example("Nguồn vận động là 33937,965 triệu đồng.", (("33937,965", "format"),)),
        Example("Có 37. 041 hội viên, đạt 54.9%.", (("37. 041", "format"), ("54.9%", "format"))),
        Example("Tỷ lệ hội viên 26,35%, tăng 1,35 điểm so với cùng kỳ.", (("1,35", "format"),)),
        Example("Có 3313 chi hội, 533.903 hội viên, đạt 26,35 % dân số; số 49-KL/TW; Quyết định 387, 677.", ()),
    ),
)
