"""A province over communes directly: the draft names them by their time, and counts nothing of which each is one."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from khuyenhoc_cli.figures.model import Figures, Selected, State, UnitFigures
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.context import report_context
from khuyenhoc_cli.report.notes import make_notes
from khuyenhoc_cli.report.render import render_report
from khuyenhoc_cli.report.word.values import Generated
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Unit
from templates.build.__main__ import FOLDER
from tests.unit.report.daklak import CONFIG, daklak, facts, with_state, with_totals
from tests.unit.report.reading import body_paragraphs

NAMES = ("Phường Tuy Hòa", "Xã Ea Kar", "Xã Suối Trai", "Phường Buôn Hồ")


def communes(names: Iterable[str] = NAMES, *, year: int = 2026) -> Figures:
    """The published figures as though of communes, in order of their names; one without an association."""
    figures = daklak()
    units = tuple(
        replace(known, unit=Unit(known.unit.code, name, "xa", "66"), values={**known.values, "TC01": 1, "TC02": 1})
        for known, name in zip(figures.units, names, strict=False)
    )
    leading = {"TC30": tuple(Selected(unit.unit, 1) for unit in units[:2])}
    changed = replace(figures, units=units, leading=leading, lagging={}, period=Period(year, "H1"))
    changed = with_state(changed, State.NO_ASSOCIATION, ["645"])
    return with_totals(changed, **{code: {"expected": 14, "missing": ()} for code in changed.totals})


def text(figures: Figures) -> str:
    return "\n".join(body_paragraphs(render_report(FOLDER / "soket.docx", figures, CONFIG, {}).data))


@pytest.mark.parametrize(
    ("figures", "kinds"),
    [
        (daklak(), "xã, phường, thị trấn"),
        (replace(daklak(), period=Period(2025, "H2")), "xã, phường, đặc khu"),
        (replace(daklak(), period=Period(2025, "H1")), "xã, phường, thị trấn"),
        (communes(), "xã, phường"),
        (communes((*NAMES[:3], "Đặc khu Phú Quý")), "xã, phường, đặc khu"),
        (communes(("Xã Ea Tam", "Thị trấn Krông Năng"), year=2024), "xã, thị trấn"),
    ],
)
def test_kinds_of_communes_follow_the_units_and_the_time(figures: Figures, kinds: str) -> None:
    assert facts(figures).communes == kinds
    assert report_context(facts(figures), {}).values["ty_le_trung_tam"]["so_voi"] == f"số {kinds}"


def test_nothing_of_two_tiers_speaks_of_towns_and_districts() -> None:
    said = text(communes())
    assert "14/14 xã, phường đã ban hành kế hoạch" in said
    for gone in ("thị trấn", "huyện, thị xã"):
        assert gone not in said


def test_a_commune_that_held_its_congress_is_named_not_counted() -> None:
    assert make_notes(facts(communes()))["da_dai_hoi"].text == "Đã tổ chức đại hội: phường Tuy Hòa; xã Ea Kar."
    assert make_notes(facts())["da_dai_hoi"].text.startswith("Số Hội cấp xã đã đại hội: Ea Súp (10 hội)")


def test_a_commune_that_reports_no_association_of_its_own_is_named() -> None:
    def without(unit: UnitFigures) -> UnitFigures:
        return replace(unit, values={**unit.values, "TC02": 0}) if unit.unit.name == "Xã Ea Kar" else unit

    figures = communes()
    figures = replace(figures, units=tuple(map(without, figures.units)))
    assert make_notes(facts(figures))["xa_chua_co_hoi"].text == "Chưa có Hội Khuyến học cấp xã: xã Ea Kar."


def test_the_share_with_an_association_says_who_is_not_counted() -> None:
    assert "đạt 100,00%, không kể 01 đơn vị chưa thành lập Hội Khuyến học." in text(communes())
    assert "không kể" not in text(daklak())


def test_late_none_and_zero_are_three_things_in_a_table() -> None:
    figures = with_state(communes(), State.NOT_RECEIVED, ["646"])
    zero = replace(figures.units[1], values={**figures.units[1].values, "HV02": 0})
    figures = replace(figures, units=(figures.units[0], zero, *figures.units[2:]))
    table = report_context(facts(figures), {}).values["bang"]["hoi_vien"]["don_vi"]
    in_schools = [str(row["o"][5]) for row in table]
    assert in_schools[1:] == ["0", "–", "…"]
    assert [str(row["chu_thich"]) for row in table] == [
        "",
        "",
        "Chưa thành lập Hội Khuyến học nên không có số liệu.",
        "Chưa gửi báo cáo nên chưa có số liệu.",
    ]


def test_what_came_over_from_the_districts_stands_beside_the_balance() -> None:
    edition = load_edition(data_root() / "schemas" / "2026")
    figures = daklak()
    taken = replace(figures.totals["Q30"], indicator=edition.indicators["Q31"], value=300_000_000)
    figures = replace(figures, edition=edition, totals={**figures.totals, "Q31": taken})
    assert report_context(facts(figures), {}).values["so_du_quy"]["tiep_nhan"] == Generated("Q31", "300")
    assert "cộng dồn đến cuối kỳ, là 300 triệu đồng." in text(figures)
    assert "cấp huyện đã giải thể" not in text(daklak())
    assert "cấp huyện đã giải thể" not in text(with_totals(figures, Q31={"value": 0}))


def test_many_names_are_cut_in_prose() -> None:
    units = daklak().units
    many = tuple(replace(units[n % 15], unit=Unit(f"2{n}", f"Xã {n}", "xa", "66")) for n in range(100, 200))
    chosen = tuple(Selected(unit.unit, Fraction(30)) for unit in many[:30])
    figures = replace(daklak(), units=many, leading={"HV01/DS01": chosen}, lagging={})
    said = text(figures)
    assert "Đơn vị có tỷ lệ cao: xã 100, xã 101" in said
    assert "xã 107 và 22 đơn vị khác." in said
