"""The officer's own prose, read from a text file."""

from pathlib import Path

import pytest

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.report.narrative import parse_narrative, read_narrative


def test_sections_and_paragraphs() -> None:
    narrative = parse_narrative("[dac_diem]\nĐoạn một.\n\n  Đoạn   hai. \n[ kien_nghi ]\nMột việc.\n[dac_diem]\nBa.")
    assert narrative.sections == {"dac_diem": "Đoạn một.\nĐoạn hai.\nBa.", "kien_nghi": "Một việc."}
    assert narrative.warnings == ()


def test_an_empty_section_is_none() -> None:
    assert parse_narrative("[uu_diem]\n\n").sections == {}


def test_what_has_no_place_is_a_warning() -> None:
    narrative = parse_narrative("Lời đầu.\n[dacdiem]\nChữ.")
    assert narrative.sections == {}
    assert [warning.split(";")[0] for warning in narrative.warnings] == [
        "Thuyết minh: phần chữ đứng trước mục đầu tiên không được đưa vào báo cáo.",
        "Thuyết minh: không có mục [dacdiem]",
    ]


def test_reading_a_file(tmp_path: Path) -> None:
    path = tmp_path / "thuyet-minh.txt"
    assert read_narrative(path).sections == {}
    path.write_bytes("\ufeff[uu_diem]\r\nTốt.\r\n".encode())
    assert read_narrative(path).sections == {"uu_diem": "Tốt."}
    path.write_bytes("[uu_diem]\nTốt".encode("utf-16"))
    with pytest.raises(UserError, match=r"thuyet-minh\.txt"):
        read_narrative(path)
