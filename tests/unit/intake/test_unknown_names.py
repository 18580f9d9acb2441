"""What a finding about an unknown name says."""

from datetime import date
from pathlib import Path

import pytest

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.unknown_names import unknown_row, unknown_sender
from khuyenhoc_cli.units.matching import NameIndex
from khuyenhoc_cli.units.registry import load_registry

REGISTRY = load_registry(Path(__file__).parents[3] / "schemas" / "units")
TODAY = date(2026, 6, 30)
PROVINCE = REGISTRY.get("66", TODAY)
COMMUNES = REGISTRY.children("66", TODAY)
AT = CellRef("Biểu 1", "B7")


@pytest.mark.parametrize(
    ("text", "proposed", "because"),
    [
        ("Xã Ea Hồ", "Xã Krông Năng", "Trước đây là Xã Ea Hồ; nay thuộc Xã Krông Năng."),
        (
            "Xã Hòa Thắng",
            "Xã Phú Hòa 1 hoặc Phường Tân Lập",
            "Trước đây có nhiều xã mang tên này; nay thuộc Xã Phú Hòa 1 hoặc Phường Tân Lập.",
        ),
        ("Krong Nawng", "Xã Krông Năng", "Dấu gõ kiểu Telex còn nguyên chữ cái vì bộ gõ chưa bật."),
        ("Xã Không Nơi Nào", None, None),
    ],
)
def test_a_row_of_nobody(text: str, proposed: str | None, because: str | None) -> None:
    assert PROVINCE is not None
    finding = unknown_row(text, NameIndex(COMMUNES).match(text).candidates, AT, PROVINCE, COMMUNES)
    assert (finding.code, finding.proposed, finding.because.get("vi")) == ("KH704", proposed, because)
    assert f"“{text}” không có trong danh sách đơn vị của Tỉnh Đắk Lắk" in finding.message()


def test_the_message_itself_says_what_a_former_commune_became() -> None:
    assert PROVINCE is not None
    finding = unknown_row("3. xã Ea Hồ", (), AT, PROVINCE, COMMUNES)
    assert finding.message().endswith("; trước đây là Xã Ea Hồ; nay thuộc Xã Krông Năng.")
    assert finding.message("en").endswith("; this was Xã Ea Hồ, now part of Xã Krông Năng.")


def test_a_sender_that_is_a_former_commune() -> None:
    finding = unknown_sender("Xã Ea Hồ", (), AT, COMMUNES)
    assert (finding.code, finding.proposed) == ("KH701", "Xã Krông Năng")
    assert finding.because["en"] == "This was Xã Ea Hồ, now part of Xã Krông Năng."
