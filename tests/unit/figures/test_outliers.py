"""Units far from the others: who is, who is not, and what is said of them."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc_cli.figures.model import UnitFigures
from khuyenhoc_cli.figures.outliers import Kind, find_outliers, median
from khuyenhoc_cli.ledger.records import Explained
from khuyenhoc_cli.workspace.config import Outliers
from tests.unit.figures.test_analysis import figures, of

LIMITS = Outliers()


def growing(**percent: int) -> list[UnitFigures]:
    """Districts of 1.000 members the year before."""
    return [of(letter, {"HV01": 1000 + 10 * growth}, {"HV01": 1000}) for letter, growth in percent.items()]


def explained(code: str, text: str) -> Explained:
    return Explained("KH501", "A", code, "4.120", "Biểu 1", "F9", text, "a.xlsx", "0" * 64, "2024-06-01")


@given(st.lists(st.fractions(), min_size=1))
def test_as_many_lie_above_the_median_as_below(values: list[Fraction]) -> None:
    middle = median(values)
    assert sum(v > middle for v in values) <= len(values) / 2
    assert sum(v < middle for v in values) <= len(values) / 2


CASES = [
    # growth in percent by district, who is far
    ({"A": 312, "B": 4, "C": 5, "D": 3, "E": 4}, ["A"]),
    ({"A": -80, "B": 4, "C": 5, "D": 3, "E": 4}, ["A"]),
    ({"A": 312, "B": 4, "C": 5, "D": 3}, []),  # too few to have a middle
    ({"A": 22, "B": 4, "C": 5, "D": 3, "E": 4}, []),  # less than 20 points away
    ({"A": 24, "B": 4, "C": 0, "D": 8, "E": 4}, []),  # no more than five times the usual distance of 4
    ({"A": 25, "B": 4, "C": 0, "D": 8, "E": 4}, ["A"]),
    ({"A": 24, "B": 4, "C": 5, "D": 3, "E": 4}, ["A"]),
    ({"A": 90, "B": 0, "C": 60, "D": 20, "E": 40}, []),  # the others lie as far apart
    ({"A": 50, "B": 0, "C": 0, "D": 0, "E": 0}, ["A"]),
    ({"A": 300, "B": 300, "C": 4, "D": 3, "E": 4, "F": 5, "G": 4}, ["A", "B"]),
]


@pytest.mark.parametrize(("percent", "far"), CASES)
def test_who_grew_far_from_the_others(percent: dict[str, int], far: list[str]) -> None:
    got = find_outliers(figures(growing(**percent)), LIMITS, {})
    assert [(each.unit.code, each.figure, each.kind) for each in got] == [(c, "HV01", Kind.CHANGE) for c in far]


def test_small_numbers_are_never_far() -> None:
    units = [of("A", {"TC03": 6}, {"TC03": 2}), *(of(c, {"TC03": 4}, {"TC03": 4}) for c in "BCDE")]
    assert find_outliers(figures(units), LIMITS, {}) == ()
    units[0] = of("A", {"TC03": 39}, {"TC03": 20})  # 19 more than the middle makes of 20
    assert find_outliers(figures(units), LIMITS, {}) == ()
    units[0] = of("A", {"TC03": 40}, {"TC03": 20})
    assert [each.unit.code for each in find_outliers(figures(units), LIMITS, {})] == ["A"]


def test_what_is_said_of_a_growth() -> None:
    units = growing(A=312, B=4, C=5, D=3, E=4)
    got = find_outliers(figures(units), LIMITS, {})
    assert got[0].sentence == (
        "Tổng số hội viên của huyện A tăng 312% (từ 1.000 lên 4.120 người), "
        "trong khi mức giữa của các đơn vị là tăng 4%."
    )
    assert (got[0].value, got[0].middle) == (312, 4)


def test_what_is_said_of_a_fall_among_units_that_stand_still() -> None:
    (got,) = find_outliers(figures(growing(A=-80, B=0, C=0, D=0, E=1)), LIMITS, {})
    assert got.sentence == (
        "Tổng số hội viên của huyện A giảm 80% (từ 1.000 còn 200 người), "
        "trong khi mức giữa của các đơn vị là không đổi."
    )


def test_what_began_from_nothing() -> None:
    units = [of("A", {"HV01": 500}, {"HV01": 0}), *growing(B=4, C=5, D=3, E=4, F=4)]
    (got,) = find_outliers(figures(units), LIMITS, {})
    assert got.value is None
    assert got.sentence == (
        "Tổng số hội viên của huyện A từ 0 lên 500 người, trong khi mức giữa của các đơn vị là tăng 4%."
    )


def test_what_is_known_of_the_reason() -> None:
    unit = of(
        "A",
        {"Q30": 900_000_000},
        {"Q30": 100_000_000},
        apart={"Q30": 300_000_000},
        estimated=frozenset({"Q30"}),
        predecessors=("Xã B", "Xã C", "Xã D", "Xã E"),
    )
    others = [of(c, {"Q30": 100_000_000}, {"Q30": 100_000_000}) for c in "BCDE"]
    said = {"A": [explained("Q30", "Nhận tài trợ"), explained("HV01", "Khác"), explained("Q30", "Nhận tài trợ")]}
    (got,) = find_outliers(figures([unit, *others]), LIMITS, said)
    # without what was taken over it grew from 100 to 600
    assert got.value == 500
    assert got.reasons == (
        "số cùng kỳ quy đổi từ 4 đơn vị cũ: Xã B, Xã C, Xã D và 1 đơn vị khác",
        "số cùng kỳ có phần ước tính theo dân số",
        "không kể 300 triệu đồng nhận từ đơn vị giải thể",
        "đơn vị giải trình: “Nhận tài trợ”",
    )
    assert got.sentence.endswith("là không đổi (" + "; ".join(got.reasons) + ").")


def test_a_level_far_from_the_others() -> None:
    units = [
        of("A", {"HV01": 700, "DS01": 1000}),
        *(of(c, {"HV01": 250 + n, "DS01": 1000}, {"HV01": 1, "DS01": 1}) for n, c in enumerate("BCDE")),
    ]
    (got,) = (each for each in find_outliers(figures(units), LIMITS, {}) if each.kind is Kind.LEVEL)
    # the middle of 70, 25, 25,1, 25,2, 25,3
    assert (got.figure, got.value, got.middle) == ("HV01/DS01", 70, Fraction("25.2"))
    assert got.sentence == (
        "Tỷ lệ hội viên trên dân số của huyện A là 70,00%, "
        "trong khi mức giữa của các đơn vị là 25,20% (không có số cùng kỳ để đối chiếu)."
    )


@pytest.mark.parametrize(("per_person", "is_far"), [(19_999, False), (20_000, True), (5_000, True), (5_001, False)])
def test_money_a_person_is_far_at_twice_or_half_the_middle(per_person: int, is_far: bool) -> None:
    people = 10_000
    levels = {"A": per_person, **dict.fromkeys("BCDE", 10_000)}
    units = [of(letter, {"Q01": level * people, "DS01": people}) for letter, level in levels.items()]
    assert [each.unit.code for each in find_outliers(figures(units), LIMITS, {})] == (["A"] if is_far else [])


def test_blocks_and_flags_are_left_alone() -> None:
    units = [*growing(B=4, C=5, D=3, E=4, F=4), of("K", {"HV01": 9000}, {"HV01": 1000})]
    assert find_outliers(figures(units), LIMITS, {}) == ()
    flags = [of("A", {"VB01": 1}, {"VB01": 0}), *(of(c, {"VB01": 1}, {"VB01": 1}) for c in "BCDEF")]
    assert find_outliers(figures(flags), Outliers(minimum_count=0), {}) == ()


def test_names_without_a_prefix_keep_their_capital() -> None:
    units = growing(A=312, B=4, C=5, D=3, E=4)
    units[0] = replace(units[0], unit=replace(units[0].unit, name="TP. Thử"))
    assert "của TP. Thử tăng" in find_outliers(figures(units), LIMITS, {})[0].sentence
