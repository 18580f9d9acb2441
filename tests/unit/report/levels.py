"""Invented figures of a commune over its branches and of a cluster over its provinces, as the program computes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from khuyenhoc_cli.figures.collect import UnitReturn
from khuyenhoc_cli.figures.compute import compute
from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import Figures, State
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Kind, Unit
from khuyenhoc_cli.workspace.config import Config

NOTHING: Mapping[str, Mapping[str, int]] = MappingProxyType({})
RULES = {
    "leading": [
        {"figure": "HV01/DS01", "by": "target"},
        {"figure": "HV03", "by": "top", "count": 2},
        {"figure": "Q30", "by": "top", "count": 2},
    ],
    "lagging": [
        {"figure": "HV01/DS01", "by": "target"},
        {"figure": "HV01", "by": "change"},
        {"figure": "GD03/GD01", "by": "whole", "share": 0.8},
        {"figure": "VB01", "by": "flag"},
    ],
    "targets": {
        "HV01/DS01": {"value": 25, "source": "Nghị quyết Đại hội nhiệm kỳ 2026 - 2031"},
        "CD03/CD01": {"value": 40, "source": "Quyết định số 677/QĐ-TTg"},
        "GD03/GD01": {"value": 70, "source": "Quyết định số 387/QĐ-TTg"},
        "DV03/DV01": {"value": 80, "source": "Quyết định số 387/QĐ-TTg"},
    },
}


@dataclass(frozen=True)
class Office:
    """Whom a report is of, what its units said now and a year before, and its settings."""

    scope: Unit
    units: tuple[Unit, ...]
    now: Mapping[str, Mapping[str, int]]
    before: Mapping[str, Mapping[str, int]]
    config: Config

    def figures(
        self,
        *,
        period: str = "2026H1",
        received: Iterable[str] | None = None,
        values: Mapping[str, Mapping[str, int]] = NOTHING,
        compared: bool = True,
    ) -> Figures:
        """The figures of these returns (all, where none are named); `values` overrides them by unit."""
        came = set(self.now if received is None else received)
        now = tuple(
            UnitReturn(unit, State.RECEIVED, {**self.now[unit.code], **values.get(unit.code, {})})
            if unit.code in came
            else UnitReturn(unit, State.NOT_RECEIVED)
            for unit in self.units
        )
        before = tuple(
            UnitReturn(unit, State.RECEIVED, self.before[unit.code] if compared else {}) for unit in self.units
        )
        return compute(Period.parse(period), self.scope, edition(), Gathered(now), Gathered(before), self.config)

    def renamed(self, scope: str, *names: str) -> "Office":
        """The same office under another name, its first units under others."""
        units = (
            *(replace(u, name=name) for u, name in zip(self.units, names, strict=False)),
            *self.units[len(names) :],
        )
        association = self.config.association.model_copy(
            update={"name": f"Hội Khuyến học {scope[:1].lower()}{scope[1:]}"}
        )
        config = self.config.model_copy(update={"association": association})
        return replace(self, scope=replace(self.scope, name=scope), units=units, config=config)


def edition() -> Edition:
    """The forms of 2026."""
    return load_edition(data_root() / "schemas" / "2026")


def commune() -> Office:
    """A commune of four hamlets, a school and an office."""
    table: Sequence[tuple[str, str, Kind, int]] = (
        ("C1", "Chi hội thôn 1", "territorial", 1200),
        ("C2", "Chi hội thôn 2", "territorial", 900),
        ("C3", "Chi hội buôn Thử", "territorial", 640),
        ("C4", "Chi hội thôn 10", "territorial", 410),
        ("T1", "Chi hội Trường Tiểu học Kim Đồng", "attached", 0),
        ("T2", "Chi hội Công an xã", "attached", 0),
    )
    units = tuple(Unit(code, name, "chi-hoi", "24001", kind=kind) for code, name, kind, _ in table)
    now = {code: _branch(number, kind, people) for number, (code, _, kind, people) in enumerate(table)}
    moved = {"C1": 12, "C2": 5, "C3": -3, "C4": 0, "T1": 2, "T2": 0}
    before = {code: _year_before(own, moved[code]) for code, own in now.items()}
    answers = {"2026H1": {"VB01": "Có", "VB02": "Chưa", "VB03": "Có", "KT02": "Chưa"}}
    config = _config("Hội Khuyến học xã Ea Thử", "Hội Khuyến học tỉnh Đắk Thử", "24001", answers=answers)
    return Office(Unit("24001", "Xã Ea Thử", "xa"), units, now, before, config)


def cluster() -> Office:
    """A cluster of five provinces."""
    table = (
        ("38", "Tỉnh Thanh Hóa", 3_700_000),
        ("40", "Tỉnh Nghệ An", 3_400_000),
        ("42", "Tỉnh Hà Tĩnh", 1_300_000),
        ("44", "Tỉnh Quảng Trị", 1_600_000),
        ("46", "Thành phố Huế", 1_200_000),
    )
    units = tuple(Unit(code, name, "tinh", "CUM") for code, name, _ in table)
    now = {code: _province(number, people) for number, (code, _, people) in enumerate(table)}
    moved = {"38": 12_000, "40": 9_500, "42": -1_200, "44": 800, "46": 2_000}
    before = {code: _year_before(own, moved[code]) for code, own in now.items()}
    config = _config(
        "Cụm thi đua số Thử", "Hội Khuyến học Việt Nam", "CUM", on_behalf="TM. CỤM THI ĐUA", title="CỤM TRƯỞNG"
    )
    return Office(Unit("CUM", "Cụm thi đua số Thử", "cum"), units, now, before, config)


def _config(
    name: str,
    parent: str,
    unit: str,
    *,
    answers: object = None,
    on_behalf: str = "TM. BAN THƯỜNG VỤ",
    title: str = "CHỦ TỊCH",
) -> Config:
    association = {"name": name, "parent_body": parent, "unit": unit, "place": "Ea Thử", "date": "2026-06-05"}
    return Config.model_validate(
        {
            "association": {**association, "addressee": [parent]},
            "signature": {"on_behalf": on_behalf, "title": title},
            "recipients": ["Lưu: VT"],
            "answers": answers or {},
            **RULES,
        }
    )


def _branch(number: int, kind: str, people: int) -> dict[str, int]:
    """What a branch reports: a hamlet has people and households, a school or an office has none."""
    members = people * (22 + number * 3) // 100 if people else 38 - number
    learners = people * 6 // 10 if people else members
    values = {
        **_movement(number, members, learners),
        "TC10": 1,
        "TC11": int(kind == "territorial"),
        "TC12": int(kind == "attached" and number == 4),
        "TC13": int(kind == "attached" and number == 5),
        "TC14": 0,
        "DV01": int(kind == "attached"),
        "DV02": int(kind == "attached"),
        "DV03": int(number == 4),
    }
    if kind == "attached":
        return values
    households = people // 4
    return values | {
        "DS01": people,
        **dict.fromkeys(("TC01", "TC02", "TC30", "TT01", "XP01", "XP11", "XP12", "XP13", "XP14"), 0),
        "GD01": households,
        "GD02": households * (80 - number * 5) // 100,
        "GD03": households * (70 - number * 10) // 100,
        "CX01": 1,
        "CX02": 1,
        "CX03": int(number < 3),
        "TG00": int(number == 1),
        "TG01": int(number == 1),
        "TG02": 0,
        "TG03": 0,
        **dict.fromkeys(("VB01", "VB02", "VB03", "KT02"), 1),
    }


def _province(number: int, people: int) -> dict[str, int]:
    """What a province reports."""
    communes = people // 25_000
    members = people * (24 + number) // 100
    return {
        **_movement(number, members, people * 6 // 10),
        "DS01": people,
        "TC01": communes,
        "TC02": communes - (number == 2),
        "TC03": number,
        "TC10": communes * 18,
        "TC11": communes * 12,
        "TC12": communes * 4,
        "TC13": communes * 2,
        "TC14": 0,
        "TC30": 0,
        "GD01": people // 4,
        "GD02": people // 4 * (70 + number) // 100,
        "GD03": people // 4 * (60 + number) // 100,
        "CX01": communes * 12,
        "CX02": communes * (11 - number),
        "CX03": communes * (10 - number),
        "DV01": communes * 5,
        "DV02": communes * 4,
        "DV03": communes * 3,
        "TG00": 40,
        "TG01": 10,
        "TG02": 8,
        "TG03": 6,
        "TT01": communes,
        "PH01": 5 - number,
        **dict.fromkeys(("XP01", "XP11", "XP12", "XP13", "XP14"), 0),
        **dict.fromkeys(("VB02", "VB03", "KT02"), 1),
        "VB01": int(number != 3),
    }


def _movement(number: int, members: int, learners: int) -> dict[str, int]:
    """What every unit reports, small or large."""
    trieu = 1_000_000
    return {
        **dict.fromkeys(("TC20", "TC21"), number % 3),
        **dict.fromkeys(("TC03", "TC22", "TC23", "TC24"), 0),
        "HV01": members,
        "HV02": members // 10,
        "HV03": members // 20,
        "HV04": members // 5,
        "HV05": members // 8,
        "HV06": members // 2,
        "CD01": learners,
        "CD11": learners // 4,
        "CD12": learners // 4,
        "CD13": learners // 4,
        "CD14": learners - learners // 4 * 3,
        "CD02": learners // 2,
        "CD03": learners // 3,
        **dict.fromkeys(("DH01", "DH02", "DH03"), number % 3),
        "NS01": 10 * trieu,
        "NS02": 4 * trieu,
        "Q01": (members * 60_000) // 1000 * 1000,
        "Q11": (members * 60_000) // 1000 * 1000,
        **dict.fromkeys(("Q12", "Q13", "Q31"), 0),
        "Q21": 2 * trieu,
        "Q22": 3 * trieu,
        "Q23": 1_500_000,
        "Q30": (number + 1) * 2 * trieu,
        "HS01": number % 2,
        "HS02": 0,
        "HS03": 6 + number,
        "HS04": 9 - number,
        "TT02": 1,
        "TT03": members // 9,
        "TT04": members // 3,
        "TT05": 2,
        "KT01": 1,
        "PH01": number % 2,
        "TR01": 3,
        "TH01": int(number == 0),
        "TH02": 30 * int(number == 0),
        **dict.fromkeys(("TD01", "TD02"), 0),
        "TD03": 2,
    }


def _year_before(own: Mapping[str, int], moved: int) -> dict[str, int]:
    """The returns of a year before: other members and money, fewer registered, the rest the same."""
    earlier = {"HV01": own["HV01"] - moved, "Q01": own["Q01"] * 9 // 10, "Q11": own["Q11"] * 9 // 10}
    fewer = {code: own[code] * 19 // 20 for code in ("CD02", "GD02", "DH02", "CX02", "DV02") if code in own}
    return {**own, **earlier, **fewer, "TT04": own["TT04"] - 1}
