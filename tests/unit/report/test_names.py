"""The names a template may print: all of the context, each with a label."""

import pytest

from khuyenhoc_cli.report.checking.specimen import known_context
from khuyenhoc_cli.report.names import matching, names_of
from tests.unit.report.daklak import CONFIG, edition

KNOWN = known_context(edition(), CONFIG)
NAMES = names_of(KNOWN, KNOWN, edition())


@pytest.mark.parametrize("level", ["cum", "tinh", "huyen", "xa"])
def test_every_name_has_a_group_and_a_label(level: str) -> None:
    known = known_context(edition(), CONFIG, level)
    names = names_of(known, None, edition())
    assert [name.path for name in names if not name.label or not name.group] == [], "ghi vào report/labels.py"


def test_names_are_those_of_the_context() -> None:
    paths = {name.path for name in NAMES}
    assert {"hoi_vien.so", "ty_le_hoi_vien.chi_tieu", "chu_thich.hoi_vien_moi", "bang.to_chuc.don_vi"} <= paths
    assert {path.split(".")[0] for path in paths} == set(KNOWN)


def test_names_are_found_without_accents() -> None:
    found = [name.path for name in matching(NAMES, "Hội viên kết nạp mới so_02")]
    assert found == ["hoi_vien_moi.so_02"]


def test_what_a_name_is_and_how_it_is_written() -> None:
    by_path = {name.path: name for name in NAMES}
    assert (by_path["hoi_vien.so"].value, by_path["hoi_vien.so"].usage) == ("210", "{{ hoi_vien.so }}")
    assert by_path["hoi_vien.co"].usage == "{% if hoi_vien.co %}"
    rows = by_path["bang.to_chuc.don_vi"]
    assert (rows.kind, rows.value, rows.entries[:2]) == ("list", "2 mục", ("tt", "ten"))
    assert by_path["bieu_do.ty_le_hoi_vien"].kind == "chart"
    assert {name.value for name in names_of(KNOWN, None, edition())} == {None}
