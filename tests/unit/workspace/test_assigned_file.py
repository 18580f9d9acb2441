"""The table of what units were assigned to achieve."""

from pathlib import Path

import pytest

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.workspace.assigned_file import parse_assigned
from khuyenhoc_cli.workspace.units_file import parse_units
from tests.unit.workspace.test_workspace import UNITS

EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
HEAD = "ma;chi_tieu;so_giao\n"


def test_numbers_by_unit_and_indicator_money_in_dong() -> None:
    text = "\ufeff" + HEAD + "901;HV01;1.200\n90;HV01;98765\n\n901;Q01;1.500,25\n901;GD03;0\n"
    assert parse_assigned(text, parse_units(UNITS), EDITION) == {
        ("901", "HV01"): 1200,
        ("90", "HV01"): 98765,
        ("901", "Q01"): 1_500_250_000,
        ("901", "GD03"): 0,
    }


WRONG = [
    ("ma,so_giao\n", "thiếu cột chi_tieu"),
    (HEAD + "902;HV01;5\n", "dòng 2, không có đơn vị nào mã “902”"),
    (HEAD + "901;HV99;5\n", "dòng 2, không giao số cho “HV99” được"),
    (HEAD + "901;VB01;1\n", "dòng 2, không giao số cho “VB01” được"),
    (HEAD + "901;HV01;5\n901;HV01;6\n", "dòng 3, “901” đã được giao HV01 ở dòng trên"),
    (HEAD + "901;HV01;\n", "dòng 2, “” không phải một số người"),
    (HEAD + "901;HV01;12,5\n", "dòng 2, “12,5” không phải một số người"),
    (HEAD + "901;HV01;-5\n", "dòng 2, “-5” không phải một số người"),
    (HEAD + "901;Q01;1200.5\n", "dòng 2, “1200.5” không phải một số triệu đồng"),
    (HEAD + "901;Q01;0,0000005\n", "không phải một số triệu đồng"),
]


@pytest.mark.parametrize(("text", "why"), WRONG, ids=[why for _, why in WRONG])
def test_a_mistake_names_its_row(text: str, why: str) -> None:
    with pytest.raises(UserError) as error:
        parse_assigned(text, parse_units(UNITS), EDITION)
    assert why in error.value.message
    assert (error.value.exit_code, bool(error.value.fix)) == (3, True)
