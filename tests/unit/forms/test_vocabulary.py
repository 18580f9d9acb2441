"""Headings as offices write them, and what the edition makes of them."""

from pathlib import Path

import pytest

from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.vocabulary import dong_of
from khuyenhoc_cli.periods import Period

VOCABULARY = load_edition(Path(__file__).parents[3] / "schemas" / "2024").vocabulary
PERIOD = Period.parse("2024H1")


@pytest.mark.parametrize(
    ("heading", "above", "code"),
    [
        ("TỔNG SỐ HỘI VIÊN (người)", (), "HV01"),
        ("1.2. HV là đảng viên", (), "HV04"),
        ("Số hội viên nông thôn", (), "HV06"),
        ("Tổng số hội viên đến 30/6/2024", (), "HV01"),
        ("Tổng số hội viên năm 2024", (), "HV01"),
        ("6 tháng đầu năm 2024", ("Tổng số hội viên",), "HV01"),
        ("Kỳ này", ("Tổng số hội viên",), "HV01"),
        ("- Thôn, buôn, TDP", ("Chi hội KH",), "TC11"),
        ("Thôn, buôn, TDP", ("Cộng đồng học tập thôn, buôn, TDP",), "CX01"),
        ("Trong đó: Đảng viên", ("HV",), "HV04"),
        ("Đạt", ("Gia đình học tập", "Các mô hình học tập"), "GD03"),
        ("Tổng", ("Chi hội khuyến học",), "TC10"),
    ],
)
def test_a_heading_and_the_indicator_it_names(heading: str, above: tuple[str, ...], code: str) -> None:
    assert VOCABULARY.meaning(heading, above, PERIOD).code == code


@pytest.mark.parametrize(
    ("heading", "above", "role"),
    [
        ("STT", (), "ignored"),
        ("Tỷ lệ %", ("Tổng số hội viên",), "ignored"),
        ("Cùng kỳ", ("Tổng số hội viên",), "ignored"),
        ("Tổng số hội viên năm 2023", (), "ignored"),
        ("2023", ("Tổng số hội viên",), "ignored"),
        ("Tăng (+), giảm (-)", ("Tổng số hội viên",), "ignored"),
        ("Số liệu", (), "current"),
        ("Đăng ký", (), "unknown"),
        ("Hội viên là đoàn viên", (), "unknown"),
        ("Tổng số hội viênn", (), "unknown"),
        ("Câu lạc bộ", (), "unknown"),
    ],
)
def test_a_heading_that_names_none(heading: str, above: tuple[str, ...], role: str) -> None:
    meaning = VOCABULARY.meaning(heading, above, PERIOD)
    assert (meaning.role, meaning.code) == (role, None)


@pytest.mark.parametrize(
    ("heading", "code"), [("Tổng số hội viênn", "HV01"), ("Hội viên nông thốm", "HV06"), ("Câu lạc bộ", None)]
)
def test_what_a_misspelt_heading_may_mean(heading: str, code: str | None) -> None:
    assert VOCABULARY.close_to(heading) == code


@pytest.mark.parametrize(
    ("headings", "dong"),
    [
        (["Tổng thu (nghìn đồng)"], 1000),
        (["Tổng thu", "đồng"], 1),
        (["Đơn vị tính: triệu đồng"], 10**6),
        (["Tổng thu (tỷ đồng)"], 10**9),
        (["1.000 đồng"], 1000),
        (["Tổng thu", "người"], None),
    ],
)
def test_the_unit_of_money_a_heading_names(headings: list[str], dong: int | None) -> None:
    assert dong_of(headings) == dong
