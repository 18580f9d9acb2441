"""The rules over tables: their own examples, and tables as other offices draw them."""

import pytest

from khuyenhoc_cli.audit.examine import examine
from khuyenhoc_cli.audit.examples import example_document, said_of
from khuyenhoc_cli.audit.model import Claim, Example, Rule
from khuyenhoc_cli.audit.rules.tables import TABLE_RULES

EXAMPLES = [(rule, example) for rule in TABLE_RULES for example in rule.examples]


def faults(text: str) -> list[tuple[str, str, str]]:
    """(printed, computed, verdict) of all that is not right."""
    claims: list[Claim] = [claim for rule in TABLE_RULES for claim in rule.check(example_document(text))]
    return [(claim.printed, claim.computed, claim.verdict) for claim in claims if claim.verdict != "ok"]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[rule.name for rule, _ in EXAMPLES])
def test_a_rule_says_what_its_examples_show(rule: Rule, example: Example) -> None:
    assert said_of(example.text, rule.check) == list(example.said)


def test_the_cell_that_explains_a_total_and_a_ratio_is_pointed_at() -> None:
    text = """
| TT | Đơn vị | Số hộ | Đạt | Tỷ lệ |
|---|---|---|---|---|
| 1 | Xã An Bình | 1.200 | 900 | 75,00% |
| 2 | Xã Hòa Lợi | 800 | 900 | 62,50% |
| 3 | Xã Tân Phú | 950 | 610 | 64,21% |
| 4 | Xã Vĩnh Hòa | 700 | 420 | 60,00% |
| | Tổng cộng | 3.650 | 2.430 | 66,58% |
"""
    assert faults(text) == [("900", "500", "wrong")]


def test_parts_of_a_total_are_learned_from_the_other_rows() -> None:
    text = """
| TT | Đơn vị | Tổng số chi hội | Thôn | Trường học | Cơ quan |
|---|---|---|---|---|---|
| 1 | Xã An Bình | 20 | 12 | 5 | 3 |
| 2 | Xã Hòa Lợi | 17 | 9 | 6 | 2 |
| 3 | Xã Tân Phú | 23 | 15 | 4 | 3 |
| 4 | Xã Vĩnh Hòa | 15 | 8 | 4 | 3 |
"""
    assert faults(text) == [("23", "22", "wrong")]


def test_groups_that_overlap_are_no_parts() -> None:
    text = """
| TT | Đơn vị | Tổng số hội viên | Đảng viên | Nữ |
|---|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 320 | 700 |
| 2 | Xã Hòa Lợi | 840 | 210 | 410 |
| 3 | Xã Tân Phú | 1.910 | 505 | 1.002 |
| | Cộng | 4.000 | 1.035 | 2.112 |
"""
    assert faults(text) == []


def test_a_total_with_an_unknown_part_is_only_wrong_where_the_parts_exceed_it() -> None:
    text = """
| Đơn vị | Chi hội | Ban | Hội viên |
|---|---|---|---|
| Xã An Bình | 12 | 3 | 1.250 |
| Xã Hòa Lợi | … | 2 | … |
| Xã Tân Phú | 15 | 4 | 1.910 |
| Xã Long Sơn | 7 | 1 | 400 |
| Toàn huyện | 30 | 10 | 3.700 |
"""
    assert faults(text) == [("30", "34", "wrong")]


def test_roman_rows_are_groups_of_those_below_them() -> None:
    text = """
| TT | Đơn vị | Chi hội | Hội viên |
|---|---|---|---|
| I | Khối xã | 36 | 4.000 |
| 1 | Xã An Bình | 12 | 1.250 |
| 2 | Xã Hòa Lợi | 24 | 2.750 |
| II | Khối trực thuộc | 5 | 300 |
| 1 | Trường Cao đẳng | 5 | 300 |
| | Tổng cộng | 41 | 4.300 |
"""
    assert faults(text) == []


def test_changes_that_leave_units_out_are_not_held_against_the_total() -> None:
    text = """
Mức tăng, giảm chỉ tính trên các đơn vị có số liệu ở cả hai kỳ.
| TT | Đơn vị | Chi hội | Hội viên | Ban |
|---|---|---|---|---|
| 1 | Xã An Bình | 12 | 1.250 | 4 |
| 2 | Xã Hòa Lợi | 9 | 840 | 3 |
| | Tổng cộng | 21 | 2.090 | 7 |
| | Cùng kỳ năm 2023 | 20 | 1.100 | 6 |
| | Tăng (+), giảm (-) | +1 | +150 | +1 |
"""
    assert faults(text) == []


def test_columns_of_ranks_and_averages_are_not_added_up() -> None:
    text = """
| TT | Đơn vị | Hội viên | Chi hội | Xếp hạng | Bình quân |
|---|---|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 25 | 2 | 50 |
| 2 | Xã Hòa Lợi | 840 | 21 | 3 | 40 |
| 3 | Xã Tân Phú | 1.920 | 32 | 1 | 60 |
| | Tổng cộng | 4.010 | 78 | 0 | 51 |
"""
    assert faults(text) == []


def test_a_table_that_is_no_sum_says_nothing() -> None:
    text = """
| TT | Chỉ tiêu | Năm 2022 | Năm 2023 |
|---|---|---|---|
| 1 | Hội viên | 4.000 | 4.210 |
| 2 | Chi hội | 30 | 31 |
| 3 | Tổng quỹ | 820 | 905 |
"""
    assert faults(text) == []


def test_a_total_may_stand_behind_its_parts() -> None:
    text = """
| TT | Nội dung | Xã An Bình | Xã Hòa Lợi | Tổng |
|---|---|---|---|---|
| 1 | Hội viên | 1.250 | 840 | 2.090 |
| 2 | Chi hội | 12 | 9 | 21 |
| 3 | Học bổng | 40 | 25 | 66 |
| 4 | Khen thưởng | 130 | 90 | 220 |
"""
    assert faults(text) == [("66", "65", "wrong")]


def test_changes_of_indicators_that_stand_below_each_other_are_learned() -> None:
    text = """
| TT | Chỉ tiêu | Đơn vị tính | Năm 2023 | Năm 2024 | Tăng, giảm |
|---|---|---|---|---|---|
| 1 | Hội viên | người | 4.000 | 4.210 | 210 |
| 2 | Chi hội | chi hội | 30 | 31 | 1 |
| 3 | Học bổng | suất | 96 | 90 | -6 |
| 4 | Khen thưởng | lượt | 250 | 275 | 35 |
"""
    assert faults(text) == [("35", "25", "wrong")]


MEMBERS = """
| TT | Đơn vị | Hội viên | Học bổng |
|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 40 |
| 2 | Xã Hòa Lợi | 840 | 25 |
| 3 | Xã Tân Phú | 1.910 | 31 |
| | Tổng cộng | 4.000 | 96 |
| | Cùng kỳ năm 2023 | 3.780 | 90 |
| | Tăng (+), giảm (-) | +220 | +6 |
"""


@pytest.mark.parametrize(
    "line",
    [
        "Năm 2022 toàn xã có 4.100 hội viên.",
        "Phấn đấu đạt 4.100 hội viên.",
        "Toàn xã có 4.000 hội viên, tăng 900 hội viên so với năm 2019.",
        "Toàn xã có 4.000 hội viên, tăng 150 hội viên so với đầu nhiệm kỳ.",
        "Xã có 4.100 hộ gia đình.",
        "Toàn xã có 4.000 hội viên, tăng 220 hội viên so với cùng kỳ.",
    ],
)
def test_what_the_text_says_of_something_else_is_not_held_against_the_table(line: str) -> None:
    assert faults(line + MEMBERS) == []


YEARS = """
| Năm | Chi hội | Hội viên | Gia đình | Tỷ lệ |
|---|---|---|---|---|
| 2019 | 200 | 4.000 | 2.000 | 50,00% |
| 2020 | 209 | 4.200 | 2.226 | 53,00% |
| 2022 | 220 | 4.410 | 2.426 | 55,01% |
| Tăng (+), giảm (-) so với năm 2019 | +20 | +410 | +426 | +5,01 |
| Bình quân mỗi năm | +3,23% | +3,31% | +6,65% | – |
"""


@pytest.mark.parametrize(
    ("right", "slip", "computed"),
    [
        ("+20 |", "-20 |", "+20"),
        ("4.410 |", "4.470 |", "4.410"),
        ("+6,65%", "-6,65%", "+6,65%"),
        ("53,00%", "35,00%", "53,00%"),
        ("+5,01 |", "+5,91 |", "+5,01"),
    ],
)
def test_a_table_over_years_is_worked_out(right: str, slip: str, computed: str) -> None:
    assert faults(YEARS) == []
    assert faults(YEARS.replace(right, slip)) == [(slip.strip(" |"), computed, "wrong")]


def test_changes_over_the_year_before_are_no_changes_since_the_first() -> None:
    text = """
| Năm | Chi hội | Hội viên | Học bổng |
|---|---|---|---|
| 2020 | 200 | 4.000 | 250 |
| 2021 | 209 | 4.200 | 246 |
| 2022 | 220 | 4.410 | 240 |
| Tăng (+), giảm (-) so với năm trước | +11 | +210 | -6 |
"""
    assert faults(text) == []


def test_a_mean_growth_worked_out_otherwise_is_left_alone() -> None:
    text = """
| Năm | Chi hội | Hội viên | Học bổng |
|---|---|---|---|
| 2020 | 200 | 4.000 | 250 |
| 2021 | 209 | 4.200 | 246 |
| 2022 | 220 | 4.410 | 240 |
| Bình quân mỗi năm | +4,90% | +4,80% | -1,90% |
"""
    assert faults(text) == []


def test_rows_of_models_are_no_totals() -> None:
    text = """
| Mô hình | Tổng số | Đạt | Tỷ lệ |
|---|---|---|---|
| Gia đình học tập | 1.200 | 900 | 75,00% |
| Cộng đồng học tập | 80 | 44 | 55,00% |
| Công dân học tập | 2.000 | 610 | 30,50% |
| Đơn vị học tập | 40 | 31 | 77,50% |
"""
    assert faults(text) == []


TWO_YEARS = """
Bảng 1. Số chi hội {first}
| TT | Đơn vị | Chi hội | Hội viên |
|---|---|---|---|
| 1 | Xã An Bình | 112 | 1.250 |
| 2 | Xã Hòa Lợi | 109 | 1.840 |
| 3 | Xã Tân Phú | 115 | 1.910 |
| 4 | Xã Long Sơn | 131 | 1.480 |
Bảng 2. Số chi hội {second}
| TT | Đơn vị | Chi hội | Hội viên |
|---|---|---|---|
| 1 | Xã An Bình | 112 | 1.250 |
| 2 | Xã Hòa Lợi | 109 | 1.840 |
| 3 | Xã Tân Phú | 115 | 1.910 |
| 4 | Xã Long Sơn | 137 | 1.480 |
"""


def test_tables_of_two_times_need_not_be_the_same() -> None:
    assert faults(TWO_YEARS.format(first="năm 2022", second="năm 2023")) == []
    assert faults(TWO_YEARS.format(first="năm 2022", second="")) == []
    assert faults(TWO_YEARS.format(first="", second="")) == [("131", "137", "wrong")]


def test_units_part_of_another_column_are_another_thing() -> None:
    text = TWO_YEARS.format(first="", second="")
    assert faults(text.replace("Chi hội |", "Chi hội nông thôn |", 1)) == []


OVERVIEW = """
Bảng 1. Kết quả chủ yếu
| TT | Chỉ tiêu | Năm 2022 | Năm 2023 | Tăng (+), giảm (-) |
|---|---|---|---|---|
| 1 | Hội viên | 3.780 | 4.000 | +220 |
| 2 | Học bổng | 90 | 96 | +6 |
| 3 | Số dư quỹ | 1.250 | 1.980 | +730 |
"""
FUND = """
| TT | Đơn vị | Hội viên | Số dư quỹ |
|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 900 |
| 2 | Xã Hòa Lợi | 840 | 480 |
| 3 | Xã Tân Phú | 1.910 | 600 |
| | Tổng cộng | 4.000 | 1.980 |
| | Năm 2022 | 3.780 | 1.250 |
| | Tăng (+), giảm (-) | +220 | {moved} |
"""


def test_the_whole_of_a_table_stands_in_an_overview() -> None:
    text = OVERVIEW.replace("4.000", "4.100") + FUND.format(moved="+730")
    assert faults(text) == [("4.100", "4.000", "wrong")]


@pytest.mark.parametrize(
    "line",
    [
        "Số dư quỹ tăng 130 triệu đồng so với cùng kỳ, không kể 600 triệu đồng tiếp nhận từ quỹ khác.",
        "Mức tăng, giảm chỉ tính trên các đơn vị có số liệu ở cả hai kỳ.",
    ],
)
def test_a_change_that_leaves_something_out_may_differ_between_tables(line: str) -> None:
    assert faults(f"{line}\n{OVERVIEW}{FUND.format(moved='+130')}") == []


def test_a_turned_sign_is_wrong_even_where_changes_leave_something_out() -> None:
    text = "Mức tăng, giảm chỉ tính trên các đơn vị có số liệu ở cả hai kỳ.\n"
    assert faults(text + FUND.format(moved="-730")) == [("-730", "+730", "wrong")]


def test_a_units_change_is_held_against_that_of_the_whole() -> None:
    text = """
| TT | Đơn vị | Hội viên | Tăng (+), giảm (-) | Học bổng |
|---|---|---|---|---|
| 1 | Xã An Bình | 1.250 | +70 | 40 |
| 2 | Xã Hòa Lợi | 840 | -60 | 25 |
| 3 | Xã Tân Phú | 1.910 | +90 | 31 |
| | Tổng cộng | 4.000 | +220 | 96 |
| | Cùng kỳ năm 2023 | 3.780 | – | 90 |
| | Tăng (+), giảm (-) | +220 | – | +6 |
"""
    assert [each[1:] for each in faults(text)] == [("+100", "wrong")]
    assert faults(text.replace("| -60 |", "| … |")) == []


def test_what_is_there_at_the_end_of_a_year_is_not_added_up_over_years() -> None:
    text = """
| Năm | Hội viên | Học bổng | Kinh phí |
|---|---|---|---|
| 2021 | 1.000 | 110 | 12,5 |
| 2022 | 1.200 | 125 | 14,2 |
| 2023 | 1.300 | 129 | 15,1 |
| Cộng | 1.300 | 364 | 41,8 |
"""
    assert faults(text) == []
    assert faults(text.replace("364", "346")) == [("346", "364", "wrong")]


def test_a_total_among_its_rows_is_an_average_a_rank_or_a_year() -> None:
    text = """
| TT | Đơn vị | Hội viên | Chi hội | Tuổi cán bộ | Hạng | Thành lập |
|---|---|---|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 12 | 61 | 1 | 1998 |
| 2 | Xã Hòa Lợi | 840 | 9 | 66 | 3 | 2003 |
| 3 | Xã Tân Phú | 1.910 | 15 | 59 | 2 | 2001 |
| | Tổng cộng | 4.000 | 36 | 62 | 2 | 1997 |
"""
    assert faults(text) == []
    assert faults(text.replace("4.000", "4.030")) == [("4.030", "4.000", "wrong")]


def test_a_total_may_leave_out_a_row_that_the_report_says_it_does_not_count() -> None:
    text = """
| TT | Đơn vị | Chi hội | Học viên |
|---|---|---|---|
| 1 | Xã An Bình | 12 | 1.250 |
| 2 | Xã Hòa Lợi | 9 | 840 |
| 3 | Xã Tân Phú | 15 | 1.910 |
| | Tổng cộng | 36 | 3.160 |
Ghi chú: tổng số học viên không kể xã Hòa Lợi.
"""
    assert faults(text) == []
    assert faults(text.replace("Ghi chú: tổng số học viên không kể xã Hòa Lợi.", ""))[0][:2] == ("3.160", "4.000")


def test_money_in_millions_is_rounded_and_what_is_divided_by_it_too() -> None:
    text = """
Đơn vị tính: triệu đồng
| TT | Đơn vị | Kế hoạch | Thực hiện | Đạt % |
|---|---|---|---|---|
| 1 | Xã An Bình | 66 | 352 | 534 |
| 2 | Xã Hòa Lợi | 46 | 105 | 227 |
| 3 | Xã Tân Phú | 115 | 353 | 307 |
| 4 | Xã Vĩnh Hòa | 232 | 280 | 121 |
| | Cộng | 460 | 1.091 | 237 |
"""
    assert faults(text) == []
    assert ("335", "307", "wrong") in faults(text.replace("| 307 |", "| 335 |"))


def test_what_is_not_counted_may_look_like_a_slip() -> None:
    text = """
| TT | Đơn vị | Chi hội | Học viên |
|---|---|---|---|
| 1 | Xã An Bình | 12 | 2.000 |
| 2 | Xã Hòa Lợi | 9 | 2.231 |
| 3 | Xã Tân Phú | 15 | 3.945 |
| | Tổng cộng* | 36 | 6.176 |
"""
    assert faults(text) == []
    assert faults(text.replace("Tổng cộng*", "Tổng cộng")) == [("6.176", "8.176", "wrong")]


def test_a_row_of_money_is_rounded_in_a_table_of_other_things() -> None:
    text = """
| TT | Chỉ tiêu | ĐVT | Năm 2023 | Năm 2024 | Tỷ lệ % |
|---|---|---|---|---|---|
| 1 | Hội viên | người | 8.250 | 9.075 | 110,0 |
| 2 | Hộ đạt | hộ | 4.000 | 4.300 | 107,5 |
| 3 | Chi hội | chi hội | 120 | 123 | 102,5 |
| 4 | Quỹ khuyến học | triệu đồng | 1.219,4 | 1.207,8 | 99,1 |
"""
    assert faults(text) == []
    assert faults(text.replace("107,5", "105,7")) == [("105,7", "107,5", "wrong")]


def test_a_hundred_percent_may_be_of_another_thing() -> None:
    text = """
| TT | Đơn vị | Số thôn | Thôn có chi hội | Thu hội phí (%) |
|---|---|---|---|---|
| 1 | Xã An Bình | 12 | 12 | 100 |
| 2 | Xã Hòa Lợi | 9 | 9 | 100 |
| 3 | Xã Tân Phú | 15 | 15 | 98 |
| 4 | Xã Vĩnh Hòa | 8 | 8 | 100 |
| 5 | Xã Long Sơn | 7 | 7 | 100 |
"""
    assert faults(text) == []
    assert faults(text.replace("Thu hội phí (%)", "Tỷ lệ %")) == [("98", "100", "wrong")]


def test_thousands_may_be_parted_by_commas() -> None:
    text = """
| TT | Đơn vị | Chi hội | Hội viên |
|---|---|---|---|
| 1 | Xã An Bình | 12 | 1,250 |
| 2 | Xã Hòa Lợi | 9 | 840 |
| 3 | Xã Tân Phú | 15 | 1,910 |
| | Tổng cộng | 36 | 4,000 |
"""
    assert faults(text) == []


def test_columns_that_are_numbered_with_their_computation_are_no_row() -> None:
    text = """
| TT | Đơn vị | Số hộ | Đạt | Tỷ lệ % |
| (1) | (2) | (3) | (4) | (5)=(4)/(3) |
| 1 | Xã An Bình | 1.200 | 900 | 75,0 |
| 2 | Xã Hòa Lợi | 800 | 500 | 62,5 |
| 3 | Xã Tân Phú | 950 | 610 | 64,2 |
| | Tổng cộng | 2.950 | 2.010 | 68,1 |
"""
    assert faults(text) == []
    assert faults(text.replace("2.010", "2.100"))[0][:2] == ("2.100", "2.010")
    assert faults(text.replace("(5)=(4)/(3)", "5 = 4/3 x 100").replace("62,5", "65,2"))[0][:2] == ("65,2", "62,5")


def test_years_over_the_columns_of_units_name_nothing() -> None:
    text = """
Hội viên qua các năm
| TT | Đơn vị | 2022 | 2023 |
|---|---|---|---|
| 1 | Xã An Bình | 1.200 | 1.250 |
| 2 | Xã Hòa Lợi | 800 | 840 |
| | Tổng số | 2.000 | 2.090 |
Tỷ lệ hội viên trên dân số đạt 20,5%; toàn huyện có 2.090 hội viên.
"""
    assert [claim.verdict for claim in examine(example_document(text), None)] == ["ok", "ok"]
