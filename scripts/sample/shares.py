"""What each indicator follows below its total, in the order of filling: bounds need what stands above them."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Share:
    """A total split over the rows in proportion to a column filled before (`of`; "": all communes nearly alike).

    `attached` is the weight of a district's attached row in percent of its own base, or of the district's mean commune
    where the base is not asked of it. `by` names a column of districts.csv that weighs whole districts. `cap` is the
    column a value stays within, less the columns after it, `cap_pct` the part of it; `floor` the columns it covers.
    `attached_equals`: in attached rows the value is that column's.
    """

    code: str
    of: str
    attached: int = 0
    spread: int = 10
    by: str = ""
    cap: tuple[str, ...] = ()
    cap_pct: int = 100
    at_most: int | None = None
    at_least: int = 0
    floor: tuple[str, ...] = ()
    attached_equals: str = ""


@dataclass(frozen=True)
class Sum:
    """A column that adds up others of the same row, less others."""

    code: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


@dataclass(frozen=True)
class One:
    """A column of ones: each commune has one."""

    code: str


@dataclass(frozen=True)
class Rural:
    """A column that equals another in rural communes and is 0 in wards, towns and attached rows."""

    code: str
    of: str


Step: TypeAlias = Share | Sum | One | Rural

PLAN: tuple[Step, ...] = (
    Share("DS01", "", spread=38),
    One("TC01"),
    One("TC02"),
    One("TT01"),
    Share("TC03", "DS01"),
    Share("TC30", "DS01", at_most=1),
    Share("CX01", "DS01", spread=25, at_least=4),
    Share("TC11", "CX01", spread=0),
    Share("TC12", "DS01", attached=90, spread=20, at_least=1),
    Share("TC13", "DS01", attached=1100, spread=30),
    Share("TC14", "DS01"),
    Sum("TC10", ("TC11", "TC12", "TC13", "TC14")),
    Share("TC21", "DS01", spread=60),
    Share("TC22", "DS01", spread=60),
    Share("TC23", "DS01", spread=60),
    Share("TC24", "DS01", attached=300, spread=50),
    Sum("TC20", ("TC21", "TC22", "TC23", "TC24")),
    Share("HV01", "DS01", attached=45, spread=14, cap=("DS01",), cap_pct=60),
    Share("HV02", "HV01", attached=300, spread=20, cap=("HV01",)),
    Share("HV03", "HV01", attached=60, spread=40, cap=("HV01",)),
    Share("HV04", "HV01", attached=350, spread=20, cap=("HV01",)),
    Share("HV05", "HV01", attached=550, spread=20, cap=("HV01",)),
    Rural("HV06", "HV01"),
    Share("CD01", "DS01", attached=9, spread=7, cap=("DS01",), cap_pct=75),
    Share("CD11", "CD01", spread=25, cap=("CD01",), attached_equals="CD01"),
    Share("CD12", "CD01", spread=15, cap=("CD01", "CD11")),
    Share("CD13", "CD01", spread=20, cap=("CD01", "CD11", "CD12")),
    Sum("CD14", ("CD01",), minus=("CD11", "CD12", "CD13")),
    Share("CD02", "CD01", attached=160, spread=9, by="CD02", cap=("CD01",)),
    Share("CD03", "CD01", attached=160, spread=9, by="CD03", cap=("CD02",)),
    Share("GD01", "DS01", spread=5),
    Share("GD02", "GD01", spread=12, cap=("GD01",)),
    Share("GD03", "GD02", spread=9, cap=("GD02",)),
    Share("DH01", "DS01", spread=50),
    Share("DH02", "DH01", spread=20, cap=("DH01",)),
    Share("DH03", "DH02", spread=15, cap=("DH02",)),
    Share("TG00", "DS01", spread=50),
    Share("TG01", "TG00", spread=30, cap=("TG00",)),
    Share("TG02", "TG01", spread=20, cap=("TG01",)),
    Share("TG03", "TG02", spread=20, cap=("TG02",)),
    Share("DV01", "DS01", attached=200, spread=15, floor=("TC12", "TC13")),
    Share("DV02", "DV01", attached=100, spread=8, cap=("DV01",)),
    Share("DV03", "DV02", attached=100, spread=8, cap=("DV02",)),
    Share("CX02", "CX01", spread=10, cap=("CX01",)),
    Share("CX03", "CX02", spread=10, cap=("CX02",)),
    Share("XP11", "DS01"),
    Share("XP12", "DS01"),
    Share("XP13", "DS01"),
    Share("XP14", "DS01"),
    Sum("XP01", ("XP11", "XP12", "XP13", "XP14")),
    Share("NS01", "DS01", attached=1600, spread=25),
    Share("NS02", "NS01", attached=100, spread=9, cap=("NS01",)),
    Share("Q11", "DS01", attached=250, spread=35, by="Q"),
    Share("Q12", "DS01", attached=350, spread=45, by="Q"),
    Share("Q13", "HV01", attached=150, spread=25, by="Q"),
    Sum("Q01", ("Q11", "Q12", "Q13")),
    Share("Q21", "Q01", attached=100, spread=25),
    Share("Q22", "Q01", attached=120, spread=25),
    Share("Q23", "Q01", attached=100, spread=20),
    Share("Q30", "Q01", attached=160, spread=35),
    Share("HS01", "DS01", spread=45),
    Share("HS02", "DS01", spread=45),
    Share("HS03", "Q22", attached=100, spread=15),
    Share("HS04", "Q23", attached=100, spread=15),
    Share("TT02", "", spread=15, at_least=2),
    Share("TT03", "HV01", spread=20, by="TT", cap=("HV01",)),
    Share("TT04", "DS01", spread=20, by="TT"),
    Share("TT05", "TT04", spread=15, at_least=1),
)
