"""Communes that went into others on 1 July 2025, named in a return of today."""

from datetime import date
from pathlib import Path

import pytest

from khuyenhoc_cli.units.former import former_unit
from khuyenhoc_cli.units.matching import NameIndex
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import load_registry

REGISTRY = load_registry(Path(__file__).parents[3] / "schemas" / "units")
TODAY = REGISTRY.children("66", date(2026, 6, 30))
BEFORE = REGISTRY.children("650", date(2024, 6, 30))


def said(text: str, among: tuple[Unit, ...]) -> list[tuple[str, list[str]]]:
    return [(former.name, [unit.name for unit in former.successors]) for former in former_unit(text, among)]


@pytest.mark.parametrize(
    ("text", "former"),
    [
        pytest.param("Xã Ea Hồ", [("Xã Ea Hồ", ["Xã Krông Năng"])], id="one successor"),
        pytest.param("3. ea ho", [("Xã Ea Hồ", ["Xã Krông Năng"])], id="spelled otherwise"),
        pytest.param("Xã Tân Lập", [("Xã Tân Lập", ["Xã Pơng Drang"])], id="the prefix decides"),
        pytest.param(
            "Xã Hòa Thắng",
            [("Xã Hòa Thắng", ["Xã Phú Hòa 1"]), ("Xã Hòa Thắng", ["Phường Tân Lập"])],
            id="two of one name",
        ),
        pytest.param("Xã Không Có", [], id="nobody's name"),
    ],
)
def test_the_successors_of_a_former_commune(text: str, former: list[tuple[str, list[str]]]) -> None:
    assert said(text, TODAY) == former


def test_a_former_name_is_never_matched_to_its_successor() -> None:
    index = NameIndex(TODAY)
    for text in ("Xã Ea Hồ", "Xã Hòa Thắng", "Xã Ea Tóh"):
        assert index.match(text).unit is None


def test_before_the_reform_nothing_is_former() -> None:
    assert said("Xã Krông Năng", BEFORE) == []
    assert said("Xã Ea Hồ", ()) == []
