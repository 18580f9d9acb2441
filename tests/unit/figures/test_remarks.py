"""What stands beside figures, sentence by sentence."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from khuyenhoc_cli.figures.model import Figures, Rebasing, State
from khuyenhoc_cli.figures.remarks import Remark, incomplete_remarks, remarks_of
from khuyenhoc_cli.periods import Period
from tests.unit.output.figure_cases import DISTRICT_LIST, DISTRICTS, PLAIN_EDITION, figures, random_book

WHOLE = figures(  # complete in both periods, but for a district without an association
    *(random_book(period, DISTRICT_LIST, PLAIN_EDITION, seed) for period, seed in (("2023H1", 1), ("2024H1", 2)))
)


def changed(*codes: str, of: Figures = WHOLE, **fields: Any) -> Figures:
    """The figures with these fields of these totals changed."""
    totals = {code: replace(total, **fields) if code in codes else total for code, total in of.totals.items()}
    return replace(of, totals=totals)


def periods(period: str, before: str, of: Figures) -> Figures:
    return replace(of, period=Period.parse(period), compared_with=Period.parse(before))


def in_states(**states: str) -> Figures:
    """The figures with units in other states, by code without its first digits: u1="rejected"."""
    units = tuple(
        replace(entry, state=State(states.get(f"u{entry.unit.code[-1]}", entry.state))) for entry in WHOLE.units
    )
    return replace(WHOLE, units=units)


def carried(
    period: str = "2026H1",
    before: str = "2025H1",
    split: tuple[str, ...] = (),
    leftover: tuple[str, ...] = (),
    unplaced: tuple[str, ...] = (),
    evenly: tuple[str, ...] = (),
) -> Figures:
    rebasing = Rebasing(split, leftover, unplaced, evenly)
    of = replace(changed("HV01", rebased=True, estimated=bool(split)), rebasing=rebasing)
    return periods(period, before, of)


def said(found: Figures) -> dict[str, str]:
    """The sentences by key, without the one on the district that has no association."""
    return {remark.key: remark.text for remark in remarks_of(found) if remark.key != "no_association"}


REBASED = (
    "Số cùng kỳ (6 tháng đầu năm 2025) thu thập theo các đơn vị hành chính trước ngày 01/7/2025, "
    "được quy về các đơn vị hiện nay."
)
CASES: tuple[tuple[str, Figures, dict[str, str]], ...] = (
    ("nothing to say", WHOLE, {}),
    (
        "closed, by the clock of Vietnam",
        replace(WHOLE, closed_at="2024-07-14T20:30:00+00:00"),
        {"closed": "Số liệu đã chốt ngày 15/07/2024; thay đổi sau ngày chốt không tính vào kỳ này."},
    ),
    (
        "a year from its halves",
        replace(periods("2025", "2024", WHOLE), sources=(Period.parse("2025H1"), Period.parse("2025H2"))),
        {
            "parts": "Số liệu năm 2025 cộng từ 6 tháng đầu năm 2025 và 6 tháng cuối năm 2025; "
            "riêng chỉ tiêu thời điểm lấy theo số của 6 tháng cuối năm 2025."
        },
    ),
    (
        "nine months from quarters",
        replace(periods("2025M9", "2024M9", WHOLE), sources=tuple(map(Period.parse, ("2025Q1", "2025Q2", "2025Q3")))),
        {
            "parts": "Số liệu 9 tháng đầu năm 2025 cộng từ quý I năm 2025, quý II năm 2025 và quý III năm 2025; "
            "riêng chỉ tiêu thời điểm lấy theo số của quý III năm 2025."
        },
    ),
    (
        "a year whose first half other units collected",
        replace(
            periods("2025", "2024", WHOLE),
            sources=(Period.parse("2025H1"), Period.parse("2025H2")),
            parts_rebased={Period.parse("2025H1"): Rebasing(("Xã Ea Tu",), ("Khối trực thuộc",), ("Xã Không Rõ",))},
        ),
        {
            "parts": "Số liệu năm 2025 cộng từ 6 tháng đầu năm 2025 và 6 tháng cuối năm 2025; "
            "riêng chỉ tiêu thời điểm lấy theo số của 6 tháng cuối năm 2025. "
            "Số 6 tháng đầu năm 2025 thu thập theo các đơn vị hành chính trước ngày 01/7/2025, "
            "được quy về các đơn vị hiện nay; số của xã Ea Tu được chia theo dân số, là số ước tính; "
            "không tính số của xã Không Rõ."
        },
    ),
    ("not received", in_states(u2="not_received"), {"not_received": "Chưa gửi báo cáo: thị xã Sông Thử."}),
    (
        "rejected",
        in_states(u1="rejected", u3="rejected"),
        {"rejected": "Báo cáo bị trả lại, chưa được tổng hợp: huyện Đồi Thử, huyện Ăn Thử."},
    ),
    (
        "over fewer units",
        changed("HV01", like_for_like=False),
        {
            "like_for_like": "Mức tăng, giảm so với 6 tháng đầu năm 2023 chỉ tính trên các đơn vị có số liệu "
            "ở cả hai kỳ."
        },
    ),
    ("not like for like, but no change is known", changed("HV01", like_for_like=False, previous=None), {}),
    ("carried over the reform", carried(), {"rebased": REBASED}),
    (
        "carried over another change of the list",
        carried("2028H1", "2027H1"),
        {
            "rebased": "Số cùng kỳ (6 tháng đầu năm 2027) thu thập theo các đơn vị của thời gian ấy, "
            "được quy về các đơn vị hiện nay."
        },
    ),
    (
        "split",
        carried(split=("Xã Ea Tu", "Phường Tự An")),
        {
            "rebased": REBASED,
            "estimated": "Số cùng kỳ của xã Ea Tu, phường Tự An được chia theo dân số cho các đơn vị hiện nay, "
            "nên là số ước tính.",
        },
    ),
    (
        "split evenly",
        carried(split=("Xã Ea Tu",), evenly=("Phường Tự An",)),
        {
            "rebased": REBASED,
            "estimated": "Số cùng kỳ của xã Ea Tu được chia theo dân số cho các đơn vị hiện nay; số của phường Tự An "
            "được chia đều cho các đơn vị hiện nay vì chưa biết dân số các phần, nên là số ước tính.",
        },
    ),
    (
        "left over",
        carried(leftover=("Huyện Lắk",)),
        {
            "rebased": REBASED,
            "leftover": "Số cùng kỳ của riêng huyện Lắk không tách được cho từng đơn vị hiện nay, "
            "nên chỉ tính vào tổng số.",
        },
    ),
    (
        "unplaced",
        carried(unplaced=("Xã Không Rõ",)),
        {
            "rebased": REBASED,
            "unplaced": "Số cùng kỳ của xã Không Rõ chưa xác định được thuộc đơn vị nào hiện nay, "
            "nên không đưa vào so sánh.",
        },
    ),
    (
        "many names",
        carried(unplaced=tuple(f"Xã {number}" for number in range(1, 15))),
        {
            "rebased": REBASED,
            "unplaced": "Số cùng kỳ của xã 1, xã 2, xã 3, xã 4, xã 5, xã 6, xã 7, xã 8, xã 9, xã 10, xã 11, xã 12 "
            "và 2 đơn vị khác chưa xác định được thuộc đơn vị nào hiện nay, nên không đưa vào so sánh.",
        },
    ),
    (
        "taken over",
        changed("Q30", apart=1_234_500_000),
        {
            "taken_over": "Mức tăng, giảm không tính khoản tiếp nhận từ quỹ cấp huyện đã giải thể: "
            "số dư quỹ cuối kỳ 1.234,5 triệu đồng."
        },
    ),
    ("taken over, but no change is known", changed("Q30", apart=1_234_500_000, previous=None), {}),
)


@pytest.mark.parametrize(("found", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_said(found: Figures, expected: dict[str, str]) -> None:
    assert said(found) == expected


def test_who_has_no_association() -> None:
    (remark,) = (remark for remark in remarks_of(WHOLE) if remark.key == "no_association")
    assert remark.text == "Chưa thành lập Hội Khuyến học: =1+1."


def test_a_remark_stands_beside_the_figures_it_is_about() -> None:
    of_members = Remark("like_for_like", "…", frozenset({"HV01", "HV01/DS01"}))
    assert of_members.is_about(["Q01", "HV01"])
    assert not of_members.is_about(["Q01"])
    assert Remark("closed", "…").is_about(["Q01"])


def lacking(*codes: str, names: Iterable[int] = (0,)) -> Figures:
    missing = tuple(DISTRICTS[number] for number in names)
    return changed(*codes, units=3 - len(missing), expected=3, missing=missing)


@pytest.mark.parametrize(
    ("found", "codes", "expected"),
    [
        (WHOLE, ["HV01"], []),
        (
            lacking("HV01"),
            ["HV01", "DS01"],
            ["Tổng số hội viên: chưa đủ đơn vị (2/3 đơn vị; thiếu huyện Đồi Thử)."],
        ),
        (
            lacking("HV01", "DS01"),
            ["HV01", "DS01", "TC10"],
            ["Tổng số hội viên; Dân số trung bình: chưa đủ đơn vị (2/3 đơn vị; thiếu huyện Đồi Thử)."],
        ),
        (
            lacking("HV01", "DS01", names=(0, 1)),
            ["HV01", "DS01"],
            ["Tất cả chỉ tiêu: chưa đủ đơn vị (1/3 đơn vị; thiếu huyện Đồi Thử, thị xã Sông Thử)."],
        ),
    ],
)
def test_which_totals_lack_units(found: Figures, codes: list[str], expected: list[str]) -> None:
    assert [remark.text for remark in incomplete_remarks(found, codes)] == expected
