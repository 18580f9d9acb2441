"""What a report says of each unit below and of each target: rows of its tables, and sentences.

{{ tung_don_vi.ten }}          the units themselves: "các tỉnh Thanh Hóa, Nghệ An; thành phố Huế"
{{ tung_don_vi.hoi_vien }}     in how many of them members grew and fell, and where most
{{ tung_don_vi.cao.… }}        units with the highest values of a ratio, by its key; also `thap`
{{ tung_don_vi.gom.… }}        what each of them has of an indicator, by its key
{{ tung_don_vi.chi_tieu }}     rows: a target each, see `target_rows.py`; `phan_dau` what is to be done for it
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from khuyenhoc_cli.figures.model import print_ratio
from khuyenhoc_cli.figures.ranking import Ranked, ranking
from khuyenhoc_cli.forms.model import Ratio
from khuyenhoc_cli.report.facts import VALUED_AT_MOST, Facts
from khuyenhoc_cli.report.keys import figure_key, named_key
from khuyenhoc_cli.report.phrases import (
    PER_PERSON,
    amount,
    enumerate_units,
    group_names,
    join_and,
    kind_of_each,
    parted,
)
from khuyenhoc_cli.report.target_rows import aims, target_rows
from khuyenhoc_cli.report.word.values import Generated
from khuyenhoc_cli.text.names import sort_key
from khuyenhoc_cli.units.model import Unit

NAMED_AT_MOST = 8
LEADING = 3  # at each end, and never more than half of them
_RANKED = ("HV01/DS01", "CD02/CD01", "GD02/GD01", "DH02/DH01", "CX02/CX01", "DV02/DV01", "Q01/DS01")
_BY_UNIT = ("PH01", "TH01", "KT01")


def by_unit_entry(facts: Facts) -> dict[str, Any]:
    """What templates print as `tung_don_vi`."""
    edition = facts.figures.edition
    ratios = [edition.ratio_of[code] for code in _RANKED if code in edition.ratio_of]
    ranked = {ratio.code: ranking(facts.figures, ratio.code) for ratio in ratios}
    return {
        "ten": Generated(named_key("returns", "units"), group_names(_territories(facts), VALUED_AT_MOST)),
        "hoi_vien": Generated(named_key("eval", "hoi_vien_tung_don_vi"), _members_moved(facts)),
        "cao": {
            r.key: Generated(figure_key(r.code, "highest"), _extreme(r, ranked[r.code], facts, highest=True))
            for r in ratios
        },
        "thap": {
            r.key: Generated(figure_key(r.code, "lowest"), _extreme(r, ranked[r.code], facts, highest=False))
            for r in ratios
        },
        "gom": {
            edition.indicators[code].key: Generated(figure_key(code, "by_unit"), _each(code, facts))
            for code in _BY_UNIT
            if code in edition.indicators
        },
        "chi_tieu": target_rows(facts),
        "phan_dau": aims(facts),
    }


def _territories(facts: Facts) -> list[Unit]:
    """The territorial units, their bare names in the order of the alphabet."""
    territorial = (unit.unit for unit in facts.figures.units if unit.unit.kind == "territorial")
    return sorted(territorial, key=lambda unit: sort_key(parted(unit)[1]))


def _members_moved(facts: Facts) -> str:
    """ "14/24 chi hội có số hội viên tăng so với cùng kỳ năm 2025, nhiều nhất là …; giảm ở thôn 3 (02 người)."

    "" with fewer than two to compare. Attached units count as well: they have members.
    """
    moved = {unit.unit: delta for unit in facts.figures.units if (delta := unit.delta("HV01")) is not None}
    if len(moved) < 2:
        return ""
    than = facts.compared_carried_over
    kinds = facts.each if any(unit.kind == "attached" for unit in moved) else facts.kinds
    grown = sorted((u for u, delta in moved.items() if delta > 0), key=lambda u: (-moved[u], sort_key(u.name)))
    fallen = sorted((u for u, delta in moved.items() if delta < 0), key=lambda u: (moved[u], sort_key(u.name)))
    if not grown and not fallen:
        return f"Số hội viên của từng {facts.each} không thay đổi so với {than}."
    who = f"{len(grown)}/{len(moved)} {kinds}" if grown else f"Không {facts.each} nào"
    most = [unit for unit in grown if moved[unit] == moved[grown[0]]]
    named = f", nhiều nhất là {_with_changes(most, moved, facts)}" if len(grown) > len(most) <= LEADING else ""
    fell = f"; giảm ở {_with_changes(fallen, moved, facts)}" if fallen else ""
    return f"{who} có số hội viên tăng so với {than}{named}{fell}."


def _with_changes(units: Sequence[Unit], moved: Mapping[Unit, int], facts: Facts) -> str:
    indicator = facts.figures.edition.indicators["HV01"]
    named = [f"{facts.short_names[u.code]} ({amount(indicator, abs(moved[u]))})" for u in units]
    return enumerate_units(named, NAMED_AT_MOST, kind_of_each(units))


def _extreme(ratio: Ratio, ranked: Sequence[Ranked], facts: Facts, *, highest: bool) -> str:
    """ "Thanh Hóa (28,10%) và Nghệ An (27,55%)": up to three at one end, with those that tie with the last of them.

    "" where that would be more than half of all: then nobody stands out.
    """
    ordered = ranked if highest else sorted(ranked, key=lambda each: (each.value, sort_key(each.unit.name)))
    count = min(LEADING, len(ordered) // 2)
    chosen = [each for each in ordered if count and _reaches(each, ordered[count - 1], highest=highest)]
    if not chosen or 2 * len(chosen) > len(ordered):
        return ""
    unit = "" if ratio.scale == "percent" else f" {PER_PERSON}"
    return join_and(
        [f"{facts.short_names[e.unit.code]} ({print_ratio(ratio, Fraction(e.value))}{unit})" for e in chosen]
    )


def _reaches(each: Ranked, last: Ranked, *, highest: bool) -> bool:
    return each.value >= last.value if highest else each.value <= last.value


def _each(code: str, facts: Facts) -> str:
    """ "Thanh Hóa (12 chương trình), Nghệ An (09 chương trình); chưa có: Hà Tĩnh"; "" where no unit has any."""
    ranked = ranking(facts.figures, code)
    having = [each for each in ranked if each.value]
    if not having:
        return ""
    indicator = facts.figures.edition.indicators[code]
    named = [f"{facts.short_names[e.unit.code]} ({amount(indicator, int(e.value))})" for e in having]
    listed = ", ".join(named) if len(named) <= VALUED_AT_MOST else enumerate_units(named, VALUED_AT_MOST, facts.each)
    without = [facts.short_names[each.unit.code] for each in ranked if not each.value]
    return listed + (f"; chưa có: {enumerate_units(without, NAMED_AT_MOST, facts.each)}" if without else "")
