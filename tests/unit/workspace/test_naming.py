"""Whose report it is."""

import pytest

from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Association, Config, Signature
from khuyenhoc_cli.workspace.naming import association_name, config_of

PROVINCE, DISTRICT = Unit("90", "Tỉnh Thử", "tinh"), Unit("901", "Thị xã Suối Thử", "huyen", "90")
CONFIG = Config(
    association=Association(
        name="Hội Khuyến học tỉnh Thử", parent_body="TW", unit="90", place="Thử", addressee=("TW",)
    ),
    signature=Signature(on_behalf="TM.", title="CHỦ TỊCH"),
    recipients=("- UBND tỉnh;",),
)


@pytest.mark.parametrize(
    ("unit", "name"),
    [(PROVINCE, "Hội Khuyến học tỉnh Thử"), (DISTRICT, "Hội Khuyến học thị xã Suối Thử")],
)
def test_the_name_of_an_association(unit: Unit, name: str) -> None:
    assert association_name(unit) == name


def test_the_workspaces_own_report_is_as_the_settings_have_it() -> None:
    assert config_of(PROVINCE, PROVINCE, CONFIG) is CONFIG


def test_a_unit_below_reports_to_the_workspaces_association() -> None:
    config = config_of(DISTRICT, PROVINCE, CONFIG)
    own = config.association
    assert (own.name, own.place, own.unit) == ("Hội Khuyến học thị xã Suối Thử", "Suối Thử", "901")
    assert (own.parent_body, own.addressee) == ("HỘI KHUYẾN HỌC TỈNH THỬ", ("Hội Khuyến học tỉnh Thử",))
    assert config.recipients == ()
    assert config.signature == CONFIG.signature
