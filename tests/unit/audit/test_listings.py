"""Lists of units in running text: who is named, where a list ends, and what is not said of it."""

import pytest

from khuyenhoc_cli.audit.examples import example_document
from khuyenhoc_cli.audit.rules.prose import PROSE_RULES
from khuyenhoc_cli.audit.rules.tables import TABLE_RULES
from khuyenhoc_cli.audit.rules.tables.listings import Listing, listings_in
from khuyenhoc_cli.audit.rules.tables.units import units_of

_DISTRICTS = """
| TT | Đơn vị | Hội viên | Tỷ lệ hội viên trên dân số | Giấy khen |
|---|---|---|---|---|
| 1 | Thành phố Buôn Ma Thuột | 8.120 | 21,30% | 9 |
| 2 | Thị xã Buôn Hồ | 3.640 | 34,50% | 4 |
| 3 | Huyện Ea H'leo | 2.790 | 20,40% | 6 |
| 4 | Huyện Krông Ana | 2.500 | 28,20% | 3 |
| 5 | Huyện Lắk | 1.440 | 19,10% | 2 |
| 6 | Huyện Cư Kuin | 2.620 | 23,70% | 5 |
| 7 | Khối trực thuộc | 960 | – | 8 |
"""
_HAMLETS = """
| TT | Chi hội | Hội viên |
|---|---|---|
| 1 | Thôn 1 | 250 |
| 2 | Thôn 10 | 140 |
| 3 | Buôn Hồ Sen | 191 |
| 4 | Tổ dân phố 3 | 85 |
| 5 | Thôn Tân Hòa | 120 |
| 6 | Trường Tiểu học Tân Hòa | 60 |
"""


def lists(text: str, table: str) -> list[Listing]:
    document = example_document(f"{text}\n{table}")
    return list(listings_in(document.passages[0], units_of(document)))


def wrongs(text: str, table: str = _DISTRICTS) -> list[tuple[str, str]]:
    """(printed, rule) of all that is called wrong."""
    document = example_document(f"{text}\n{table}")
    claims = [claim for rule in (*PROSE_RULES, *TABLE_RULES) for claim in rule.check(document)]
    return [(claim.printed, claim.rule) for claim in claims if claim.verdict == "wrong"]


def test_hamlets_are_named_as_they_are_printed() -> None:
    text = "Gồm thôn 10, TỔ DÂN PHỐ 3, buôn Hồ Sen, Tân Hoà và trường Tiểu học Tân Hòa."
    (found,) = lists(text, _HAMLETS)
    assert [item.unit.name for item in found.items] == ["10", "3", "Hồ Sen", "Tân Hòa", "Trường Tiểu học Tân Hòa"]


def test_another_kind_of_unit_of_the_same_name_is_another_unit() -> None:
    assert lists("Dự hội nghị có xã Lắk.", _DISTRICTS) == []
    assert [each.names for each in lists("Có hồ Lắk, huyện Ea H’Leo.", _DISTRICTS)] == ["Lắk, huyện Ea H’Leo"]


def test_a_town_whose_name_begins_like_a_hamlet_is_no_hamlet() -> None:
    table = _DISTRICTS.replace("Thành phố ", "").replace("Thị xã ", "").replace("Huyện ", "")
    (found,) = lists("Gồm thành phố Buôn Ma Thuột, thị xã Buôn Hồ và huyện Lắk.", table)
    assert [item.unit.key for item in found.items] == ["buôn ma thuột", "buôn hồ", "lắk"]


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Gồm các huyện Lắk, Cư Kuin và Krông Ana.", True),
        ("Gồm Lắk, Cư Kuin, Xuân Mai.", False),
        ("Gồm Xuân Mai, Lắk, Cư Kuin.", False),
        ("Gồm Lắk, Cư Kuin…", False),
        ("Các đơn vị tiêu biểu: Lắk, Cư Kuin.", False),
        ("Trong đó, Lắk, Cư Kuin còn ít.", True),
    ],
)
def test_a_list_is_closed_where_no_names_are_left_out(text: str, *, closed: bool) -> None:
    assert [each.is_closed for each in lists(text, _DISTRICTS)] == [closed]


@pytest.mark.parametrize(
    "text",
    [
        "Nhiều hội viên nhất là Buôn Ma Thuột (8.120), Buôn Hồ (3.640), Ea H'leo (2.790).",
        "Trong các huyện, nhiều hội viên nhất là Ea H'leo (2.790), Krông Ana (2.500).",
        "Số hội viên tăng nhiều nhất ở Buôn Ma Thuột, Ea H'leo, Krông Ana.",
        "Ngoài Buôn Hồ, Ea H'leo (2.790), Cư Kuin (2.620) và Krông Ana (2.500) có nhiều hội viên.",
        "Có nhiều hội viên: Buôn Ma Thuột (8.120), Cư Kuin, Krông Ana (mỗi nơi hơn 2.500).",
        "Khen thưởng: Lắk (2 bằng khen), Krông Ana (3 bằng khen), Cư Kuin (4 bằng khen).",
        "Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu 24% ở Lắk, Ea H'leo, Cư Kuin.",
        "Cùng kỳ năm trước, tỷ lệ hội viên trên dân số còn dưới chỉ tiêu 24% ở Lắk, Ea H'leo, Krông Ana, Cư Kuin.",
        "Chương trình phối hợp ở 4 huyện (thôn 1, 2, 3 và 4).",
    ],
)
def test_nothing_is_said_of_what_another_reading_explains(text: str) -> None:
    assert wrongs(text) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Nhiều hội viên nhất là Buôn Ma Thuột (8.120), Buôn Hồ (3.640), Cư Kuin (2.620).", "Buôn Ma"),
        ("Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu 24% ở Lắk, Ea H'leo, Cư Kuin và 02 đơn vị khác.", "Lắk"),
        ("Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu 24%: Lắk, Ea H'leo, Krông Ana, Cư Kuin.", "Krông Ana"),
        ("Giấy khen: Buôn Ma Thuột (9 giấy), Ea H'leo (6 giấy), Cư Kuin (8 giấy), Buôn Hồ (4 giấy).", "8"),
    ],
)
def test_all_names_but_one_tell_the_column(text: str, printed: str) -> None:
    assert [found[: len(printed)] for found, _ in wrongs(text)] == [printed]


def test_a_footnote_that_the_sentence_contradicts_proves_nothing_of_other_lists() -> None:
    text = """
Còn dưới chỉ tiêu: Lắk, Ea H'leo, Cư Kuin[1].
Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu ở Lắk, Ea H'leo, Cư Kuin.
[1] Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu: Lắk, Ea H'leo, Krông Ana."""
    assert [rule for _, rule in wrongs(text)] == ["danh-sach-chu-thich"]


def test_of_two_lists_the_one_out_of_order_is_pointed_at() -> None:
    text = """
Kế hoạch có ở 3/6 huyện.
Còn 3/6 đơn vị chưa ban hành kế hoạch thực hiện Kết luận số 49-KL/TW (các huyện Cư Kuin, Ea H'leo và Lắk)[2].
[1] Chưa ban hành kế hoạch thực hiện Kết luận số 49-KL/TW: các huyện Cư Kuin, Krông Ana, Ea H'leo.
[2] Cần đôn đốc."""
    assert wrongs(text) == [("Krông Ana", "danh-sach-lap-lai")]


def test_another_body_and_another_act_are_other_matters() -> None:
    text = """
Còn 3/6 đơn vị chưa ban hành kế hoạch của Ủy ban nhân dân thực hiện Kết luận số 49-KL/TW (Cư Kuin, Ea H'leo và Lắk).
Còn 3/6 đơn vị chưa ban hành kế hoạch của cấp ủy thực hiện Kết luận số 49-KL/TW (Cư Kuin, Ea H'leo và Krông Ana).
Còn 3/6 đơn vị chưa kiểm tra việc ban hành kế hoạch thực hiện Kết luận số 49-KL/TW (Cư Kuin, Lắk và Krông Ana)."""
    assert wrongs(text) == []
