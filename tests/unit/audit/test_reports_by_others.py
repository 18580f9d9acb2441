"""Reports as other hands word them (invented, and right in every figure): none is called wrong, and slips are found.

The bench measures drafts of this tool only; these hold the audit to prose and tables that it did not write.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from khuyenhoc_cli.audit.examine import examine
from khuyenhoc_cli.audit.examples import example_document

REPORTS = Path(__file__).parents[2] / "cases" / "audit"
SENTENCES = (REPORTS.parent / "audit_sentences" / "dung.txt").read_text(encoding="utf-8").strip().split("\n\n")
NAMES = sorted(path.stem for path in REPORTS.glob("*.txt"))

# report, what stands there, what is printed instead, the figures that are called wrong
SLIPS = [
    ("huyen", "cùng kỳ năm 2022: 9.539", "cùng kỳ năm 2022: 9.593", ["421"]),
    ("huyen", "(chuyển đi nơi khác 97, từ trần 45)", "(chuyển đi nơi khác 107, từ trần 45)", ["142"]),
    ("huyen", "7.651/7.961 hộ đăng ký, đạt 96,1%", "7.651/7.961 hộ đăng ký, đạt 91,6%", ["91,6%"]),
    ("huyen", "bằng 75,5% tổng số hộ", "bằng 75,1% tổng số hộ", ["75,1%"]),
    ("huyen", "đạt 84,5% so với đăng ký", "đạt 88,5% so với đăng ký", ["88,5%"]),
    ("huyen", "chia ra: cán bộ, công chức, viên chức 2.140", "chia ra: cán bộ, công chức, viên chức 2.410", ["21.840"]),
    ("huyen", "thu khác 188.000.000", "thu khác 180.800.000", ["1.286.450.000"]),
    ("huyen", "thấp nhất là xã Phú Nhuận (24,13%).\n- Đã", "thấp nhất là xã Phú Nhuận (21,43%).\n- Đã", ["21,43%"]),
    ("tinh", "khá 64 trung tâm (47,76%)", "khá 64 trung tâm (47,67%)", ["47,67%"]),
    ("tinh", "(báo in 96,", "(báo in 196,", ["412"]),
    ("tinh", "01 của Ban Chỉ đạo", "02 của Ban Chỉ đạo", ["06"]),
    ("tinh", "đạt 70,22% so với tổng số hộ", "đạt 72,20% so với tổng số hộ", ["72,20%"]),
    ("tinh", "công dân được công nhận, đạt 36,67%", "công dân được công nhận, đạt 36,87%", ["36,87%"]),
    ("tinh", "Đông Lĩnh (1.835,4 triệu", "Đông Lĩnh (1.385,4 triệu", ["1.385,4"]),
    ("tinh", "| 777 | 798 |", "| 777 | 789 |", ["789"]),
    ("nhiemky", "lên 452 (năm 2023), tăng 40 chi hội", "lên 452 (năm 2023), tăng 30 chi hội", ["30"]),
    ("nhiemky", "tăng 16.870 người (17,1%)", "tăng 16.870 người (14,7%)", ["14,7%"]),
    ("nhiemky", "| 19,8 | 20,5 | 21,3 |", "| 18,9 | 20,5 | 21,3 |", ["18,9"]),
    ("thanhpho", "số dư cuối năm 1,61 tỷ", "số dư cuối năm 1,16 tỷ", ["1,16"]),
    ("muoinam", "tốt 1.012, khá 640", "tốt 1.012, khá 604", ["1.845"]),
    # a weak spot: the two figures that rest on the wrong one are named, not that one
    ("huyen", "9.960 hội viên, chiếm 27,51%", "9.906 hội viên, chiếm 27,51%", ["27,51%", "421"]),
    ("huyen", "hỗ trợ học sinh khó khăn 183.000.000", "hỗ trợ học sinh khó khăn 138.000.000", ["1.094.200.000"]),
    ("huyen", "| 5.210 | 28,45% |", "| 5.210 | 24,85% |", ["24,85%"]),
    ("tinh", "| 26.300 | 27.640 | 1.340 |", "| 26.300 | 27.640 | 1.430 |", ["1.430"]),
    ("xa", "- Lãi tiền gửi: 1.240.000 đồng", "- Lãi tiền gửi: 1.420.000 đồng", ["207.570.000"]),
    ("xa", "bằng 86,0% số hộ đăng ký", "bằng 80,6% số hộ đăng ký", ["80,6%"]),
    ("xa", "(8 chi hội thôn, 3 chi hội trường học)", "(8 chi hội thôn, 4 chi hội trường học)", ["11"]),
]


def claims_on(text: str) -> Iterator[tuple[str, str, str]]:
    return ((c.verdict, c.printed, c.message) for c in examine(example_document(text), None) if c.verdict != "ok")


@pytest.mark.parametrize("name", NAMES)
def test_a_right_report_is_called_neither_wrong_nor_doubtful(name: str) -> None:
    text = (REPORTS / f"{name}.txt").read_text(encoding="utf-8")
    assert list(claims_on(text)) == []


@pytest.mark.parametrize("text", SENTENCES)
def test_a_right_sentence_that_was_once_accused_is_left_alone(text: str) -> None:
    assert list(claims_on(text)) == []


def test_much_is_checked_in_the_reports_all_the_same() -> None:
    texts = [(REPORTS / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES]
    assert sum(len(list(examine(example_document(text), None))) for text in texts) > 350


@pytest.mark.parametrize(("name", "right", "slip", "wrong"), SLIPS, ids=[f"{s[0]}-{s[2][:40]}" for s in SLIPS])
def test_a_slip_in_it_is_found_where_it_is(name: str, right: str, slip: str, wrong: list[str]) -> None:
    text = (REPORTS / f"{name}.txt").read_text(encoding="utf-8")
    assert text.count(right) == 1
    said = list(claims_on(text.replace(right, slip)))
    assert [printed for verdict, printed, _ in said if verdict == "wrong"] == wrong, said
