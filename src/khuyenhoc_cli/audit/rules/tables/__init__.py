"""The rules over tables, in the order in which they are documented."""

from khuyenhoc_cli.audit.model import Example, Rule
from khuyenhoc_cli.audit.rules.tables.again import AGAIN_RULES
from khuyenhoc_cli.audit.rules.tables.analysis import says
from khuyenhoc_cli.audit.rules.tables.appendix import APPENDIX_RULES
from khuyenhoc_cli.audit.rules.tables.chosen import CHOSEN_RULES
from khuyenhoc_cli.audit.rules.tables.complete import COMPLETE_RULES
from khuyenhoc_cli.audit.rules.tables.listed import LISTED_RULES
from khuyenhoc_cli.audit.rules.tables.lists import LIST_RULES

_SUMS = Rule(
    "bang-tong",
    "sum",
    "Dòng cộng của bảng bằng tổng các dòng; cột tổng số bằng tổng các cột thành phần ở phần lớn các dòng.",
    says("bang-tong", "sum"),
    (
        Example(
            """
| TT | Đơn vị | Chi hội | Hội viên |
|---|---|---|---|
| 1 | Xã An Bình | 12 | 1.250 |
| 2 | Xã Hòa Lợi | 9 | 840 |
| 3 | Xã Tân Phú | 15 | 1.910 |
| | Tổng cộng | 36 | 4.100 |
""",
            (("36", "ok"), ("4.100", "wrong")),
        ),
        Example(
            """
| TT | Đơn vị | Chi hội | Hội viên |
|---|---|---|---|
| 1 | Xã An Bình | 12 | 1.250 |
| 2 | Xã Hòa Lợi | 9 | … |
| 3 | Xã Tân Phú | 15 | 1.910 |
| | Tổng cộng | 36 | 4.100 |
""",
            (("36", "ok"), ("4.100", "ok")),
        ),
        Example(
            """
| TT | Đơn vị | Số lớp | Số người/lớp | Kinh phí (triệu đồng) |
|---|---|---|---|---|
| 1 | Xã An Bình | 12 | 85 | 12 |
| 2 | Xã Hòa Lợi | 9 | 40 | 8 |
| 3 | Xã Tân Phú | 15 | 64 | 21 |
| | Tổng cộng | 36 | 65 | 42 |
""",
            (("36", "ok"), ("42", "ok")),
        ),
    ),
)
_RATIOS = Rule(
    "bang-ti-le",
    "ratio",
    "Cột tỷ lệ, bình quân khớp với hai cột mà nó chia ở phần lớn các dòng.",
    says("bang-ti-le", "ratio", "per_capita"),
    (
        Example(
            """
| TT | Đơn vị | Số hộ | Đạt | Tỷ lệ |
|---|---|---|---|---|
| 1 | Xã An Bình | 1.200 | 900 | 75,00% |
| 2 | Xã Hòa Lợi | 800 | 500 | 62,50% |
| 3 | Xã Tân Phú | 950 | 610 | 64,21% |
| 4 | Xã Vĩnh Hòa | 700 | 420 | 66,00% |
| 5 | Xã Long Sơn | 640 | 512 | 80,00% |
""",
            (("75,00%", "ok"), ("62,50%", "ok"), ("64,21%", "ok"), ("66,00%", "wrong"), ("80,00%", "ok")),
        ),
    ),
)
_CHANGES = Rule(
    "bang-tang-giam",
    "difference",
    "Dòng, cột tăng giảm bằng số kỳ này trừ số cùng kỳ, đúng cả dấu.",
    says("bang-tang-giam", "difference"),
    (
        Example(
            """
| TT | Đơn vị | Chi hội | Hội viên | Học bổng |
|---|---|---|---|---|
| 1 | Xã An Bình | 12 | 1.250 | 40 |
| 2 | Xã Hòa Lợi | 9 | 840 | 25 |
| | Tổng cộng | 21 | 2.090 | 65 |
| | Cùng kỳ năm 2023 | 20 | 2.110 | 50 |
| | Tăng (+), giảm (-) | +1 | +20 | +15 |
""",
            (("+1", "ok"), ("+20", "wrong"), ("+15", "ok")),
        ),
    ),
)
_GROWTH = Rule(
    "bang-binh-quan-nam",
    "growth",
    "Dòng tăng bình quân mỗi năm khớp với số năm đầu và số năm cuối, tính kép, hoặc chia đều nếu cả bảng như vậy.",
    says("bang-binh-quan-nam", "growth"),
    (
        Example(
            """
| Năm | Chi hội | Hội viên | Học bổng |
|---|---|---|---|
| 2019 | 200 | 4.000 | 250 |
| 2020 | 209 | 4.200 | 246 |
| 2021 | 220 | 4.410 | 240 |
| Tăng (+), giảm (-) so với năm 2019 | +20 | +410 | -10 |
| Bình quân mỗi năm | +4,88% | +5,50% | -2,02% |
""",
            (("+4,88%", "ok"), ("+5,50%", "wrong"), ("-2,02%", "ok")),
        ),
        Example(
            """
| Năm | Chi hội | Hội viên | Học bổng |
|---|---|---|---|
| 2019 | 200 | 4.000 | 250 |
| 2021 | 220 | 4.410 | 240 |
| Bình quân mỗi năm | +5,00% | +5,13% | -2,00% |
""",
            (("+5,00%", "ok"), ("+5,13%", "ok"), ("-2,00%", "ok")),
        ),
    ),
)
_REPEATED = Rule(
    "bang-trung-so",
    "duplicate",
    "Hai bảng có chung tên dòng, tên cột và chung số ở phần lớn các dòng thì giống nhau ở mọi dòng.",
    says("bang-trung-so", "duplicate"),
    (
        Example(
            """
Bảng 1. Hội viên
| Năm | Hội viên |
|---|---|
| 2020 | 4.050 |
| 2021 | 4.210 |
| 2022 | 4.480 |
Bảng 2. Số liệu các năm
| Năm | Chi hội | Hội viên |
|---|---|---|
| 2020 | 31 | 4.050 |
| 2021 | 33 | 4.210 |
| 2022 | 36 | 4.408 |
""",
            (
                ("4.050", "ok"),
                ("4.210", "ok"),
                ("4.480", "wrong"),
                ("4.050", "ok"),
                ("4.210", "ok"),
            ),
        ),
        Example(
            """
Bảng 1. Hội viên
| Năm | Hội viên |
|---|---|
| 2020 | 4.050 |
| 2021 | 4.210 |
| 2022 | 4.480 |
Bảng 2. Hội viên ở nông thôn
| Năm | Hội viên ở nông thôn |
|---|---|
| 2020 | 4.050 |
| 2021 | 4.210 |
| 2022 | 4.408 |
""",
            (),
        ),
    ),
)
TABLE_RULES: tuple[Rule, ...] = (
    _SUMS,
    _RATIOS,
    _CHANGES,
    _GROWTH,
    _REPEATED,
    *LISTED_RULES,
    *APPENDIX_RULES,
    *LIST_RULES,
    *AGAIN_RULES,
    *CHOSEN_RULES,
    *COMPLETE_RULES,
)
