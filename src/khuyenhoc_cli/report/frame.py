"""What a report says of itself: its period, the office that sends it, the territory it is about."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.facts import UNKNOWN, Facts
from khuyenhoc_cli.report.keys import named_key
from khuyenhoc_cli.report.phrases import capitalized, decree_date, parted
from khuyenhoc_cli.report.word.values import Generated
from khuyenhoc_cli.text.numbers import print_small_count
from khuyenhoc_cli.workspace.config import Association, Config

_ON_BEHALF = re.compile(r"^\s*TM\.?\s*", re.IGNORECASE)
# part of a year -> the part the plans are for, and how many years on
_NEXT: Mapping[str, tuple[str, int]] = {
    "": ("", 1),
    "H1": ("H2", 0),
    "H2": ("H1", 1),
    "Q1": ("Q2", 0),
    "Q2": ("Q3", 0),
    "Q3": ("Q4", 0),
    "Q4": ("Q1", 1),
    "M9": ("Q4", 0),
}


def period_entry(facts: Facts) -> dict[str, Any]:
    """ten, nam, ky_sau (the period the tasks are for), cung_ky, co_so_sanh, dat ("ước đạt" before the year is over).

    And nam_sau, the year of ky_sau; viec, what the report does: "sơ kết" of a part, "tổng kết" of a year.
    """
    period = facts.figures.period
    part, years = _NEXT[period.part]
    return {
        "ten": period.name,
        "nam": period.year,
        "ky_sau": Period(period.year + years, part).name,
        "nam_sau": period.year + years,
        "cung_ky": facts.compared,
        "co_so_sanh": facts.has_comparison,
        "dat": facts.achieved,
        "viec": "sơ kết" if period.part else "tổng kết",
    }


def office_entry(config: Config, period: Period) -> dict[str, Any]:
    """ten, cap_tren, dia_danh, so, ky_hieu, ngay, kinh_gui, noi_nhan, thay_mat, chuc_vu, nguoi_ky.

    And as documents of the Party write them: so_dang ("05-BC/HKH"), thay_mat_dang ("T/M …"), noi_nhan_dang.
    """
    association, signature = config.association, config.signature
    number = _number(association)
    return {
        "ten": association.name,
        "cap_tren": association.parent_body,
        "dia_danh": association.place,
        "so": number,
        "ky_hieu": association.symbol,
        "ngay": _day_of_issue(association, period),
        "kinh_gui": list(association.addressee),
        "noi_nhan": _recipients(config),
        "thay_mat": signature.on_behalf,
        "chuc_vu": signature.title,
        "nguoi_ky": signature.name,
        "so_dang": _party_number(number, association.symbol),
        "noi_nhan_dang": _party_recipients(config),
        "thay_mat_dang": _ON_BEHALF.sub("T/M ", signature.on_behalf),
    }


def _number(association: Association) -> str:
    number = association.number.strip()
    return print_small_count(int(number)) if number.isdecimal() else number or UNKNOWN


def _party_number(number: str, symbol: str) -> str:
    """ "05-BC/HKH" of the symbol "BC-HKH"; a symbol without a dash stays whole."""
    kind, dash, issuer = symbol.partition("-")
    return f"{number}-{kind}/{issuer}" if dash else f"{number}-{symbol}"


def _party_recipients(config: Config) -> list[str]:
    """The recipients; whom a report of the decree addresses at its head stands first among them."""
    addressed = [f"- {name.strip()}," for name in config.association.addressee]
    others = [line for line in _recipients(config) if not line.startswith("- Như trên")]
    return [*addressed, *(f"{line[:-1]}," if line.endswith(";") else line for line in others)]


def _day_of_issue(association: Association, period: Period) -> str:
    """ "ngày 05 tháng 6 năm 2024"; dots until the day is known; what is no date stands as it was written."""
    if not association.date:
        return f"ngày {UNKNOWN} tháng {UNKNOWN} năm {period.last_day.year}"
    try:
        return decree_date(date.fromisoformat(association.date))
    except ValueError:
        return association.date


def _recipients(config: Config) -> list[str]:
    """The recipients as the decree lists them: "- Như trên;" first where addressed, "- Lưu: VT." last."""
    given = [name for name in (name.strip(" \t\n-.;") for name in config.recipients) if name]
    archive = [name for name in given if name.startswith("Lưu:")] or ["Lưu: VT"]
    others = [name for name in given if not name.startswith("Lưu:")]
    if config.association.addressee and "Như trên" not in others:
        others.insert(0, "Như trên")
    listed = [*others, *archive]
    return [f"- {name};" for name in listed[:-1]] + [f"- {listed[-1]}."]


def territory_entry(facts: Facts) -> dict[str, Any]:
    """ten ("tỉnh Đắk Lắk"), loai ("tỉnh"), Toan (whom the totals speak for), cac_don_vi ("huyện, thị xã"), don_vi."""
    prefix, bare = parted(facts.figures.scope)
    return {
        "ten": f"{prefix} {bare}".strip(),
        "Toan": Generated(named_key("returns", "reported"), capitalized(facts.reported)),
        "cac_don_vi": facts.kinds,
        "loai": facts.whole.removeprefix("toàn "),
        "don_vi": facts.each,
    }
