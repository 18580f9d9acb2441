"""The year before over today's units: what the draft says of it, where, and in how many footnotes."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.figures.model import Figures, Rebasing
from khuyenhoc_cli.figures.remarks import remarks_of
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.context import report_context
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.notes import rebased_note
from khuyenhoc_cli.report.render import render_report
from khuyenhoc_cli.report.word.values import Note
from templates.build.__main__ import FOLDER
from tests.unit.report.daklak import CONFIG, PREVIOUS, daklak, first_period
from tests.unit.report.reading import notes, root

REBASED = (
    "Số cùng kỳ (6 tháng đầu năm 2023) thu thập theo các đơn vị của thời gian ấy, được quy về các đơn vị hiện nay."
)
ESTIMATED = "Số cùng kỳ của xã Ea BHốk được chia theo dân số cho các đơn vị hiện nay, nên là số ước tính."
TAKEN_OVER = 300_000_000


def carried_over(rebased: Iterable[str] = PREVIOUS, estimated: Iterable[str] = (), *, torn: bool = True) -> Figures:
    """The published figures as though the year before had been collected by other units.

    What is `estimated` is so of one unit, and where `torn` of the whole.
    """
    figures = daklak()
    shared = frozenset(estimated)

    def changed(code: str, figure: object) -> object:
        return replace(figure, rebased=code in rebased, estimated=torn and code in shared)  # type: ignore[type-var]

    units = tuple(replace(unit, estimated=shared) if unit.unit.code == "643" else unit for unit in figures.units)
    return replace(
        figures,
        totals={code: changed(code, total) for code, total in figures.totals.items()},
        ratios={code: changed(code, ratio) for code, ratio in figures.ratios.items()},
        units=units,
        rebasing=Rebasing(split=("Xã Ea BHốk",) if shared else ()),
    )


def texts(figures: Figures) -> list[str]:
    return notes(render_report(FOLDER / "soket.docx", figures, CONFIG, {}).data)


@pytest.mark.parametrize(
    ("figures", "asked", "key", "text"),
    [
        (carried_over(), ("HV01",), "note:quy_doi", REBASED),
        (carried_over(), ("HV01", "Q30"), "note:quy_doi", REBASED),
        (carried_over(), ("Q30",), "note:quy_doi", ""),
        (carried_over(estimated=("HV01",)), ("HV01",), "note:quy_doi_uoc_tinh", f"{REBASED} {ESTIMATED}"),
        (carried_over(estimated=("HV01",)), ("TC10",), "note:quy_doi", REBASED),
        (carried_over(estimated=("HV01",), torn=False), ("HV01",), "note:quy_doi", REBASED),
        (daklak(), ("HV01",), "note:quy_doi", ""),
    ],
)
def test_the_note_of_a_figure(figures: Figures, asked: tuple[str, ...], key: str, text: str) -> None:
    assert rebased_note(Facts(figures, CONFIG), asked) == Note(key, text)


def test_the_wording_is_that_of_the_other_outputs() -> None:
    figures = carried_over(estimated=("HV01",))
    said = {remark.key: remark.text for remark in remarks_of(figures)}
    assert (said["rebased"], said["estimated"]) == (REBASED, ESTIMATED)


def test_each_roman_section_has_the_note_once_and_marks_the_rest() -> None:
    """The opening, II, III, and the appendices I and IV, whose tables hold the figures of the year before."""
    data = render_report(FOLDER / "soket.docx", carried_over((*PREVIOUS, "HV01/DS01")), CONFIG, {}).data
    assert notes(data).count(REBASED) == 5
    body = root(data)
    fields = [
        f.get(qn("w:instr")).split()[1] for f in body.iter(qn("w:fldSimple")) if "NOTEREF" in f.get(qn("w:instr"))
    ]
    bookmarks = {s.get(qn("w:name")): s.getnext() for s in body.iter(qn("w:bookmarkStart"))}
    listed = notes(data)
    for name in fields:
        mark = bookmarks[name].find(qn("w:footnoteReference"))
        assert listed[int(mark.get(qn("w:id"))) - 1] == REBASED
    assert len(fields) >= 12


def _marked_phrases(figures: Figures) -> set[str]:
    """The keys of the controls that a note's mark, or its repetition, follows."""
    body = root(render_report(FOLDER / "soket.docx", figures, CONFIG, {}).data)
    found = set()
    for mark in body.iter(qn("w:footnoteReference"), qn("w:fldSimple")):
        element = mark if mark.tag == qn("w:fldSimple") else mark.getparent()
        while element is not None and element.tag != qn("w:sdt"):
            element = element.getprevious()
        if element is not None:
            found.add(element.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))
    return found


def test_every_change_told_in_prose_is_marked() -> None:
    known = {"TC10", "TC20", "HV01", "Q01", "HV01/DS01", "Q01/DS01"}
    told = {f"{code}:change" for code in known - {"Q01"}} | {"Q01:change_pct", "eval:hoi_vien_tang"}
    told |= {"eval:to_chuc_tang", "eval:nguon_luc_tang"}
    marked = _marked_phrases(carried_over(known))
    assert told <= marked
    assert told & _marked_phrases(replace(daklak(), leading={}, lagging={})) == set()


def test_a_unit_whose_change_is_partly_estimated_is_marked_in_its_cell() -> None:
    tables = report_context(Facts(carried_over(estimated=("TC10",)), CONFIG), {}).values["bang"]
    marks = {row["ten"]: [str(mark) for mark in row["uoc_tinh"]] for row in tables["to_chuc"]["don_vi"]}
    assert marks["Thành phố Buôn Ma Thuột"] == ["", "", "", "", "", ESTIMATED, *[""] * 10]
    assert set(marks["Huyện Lắk"]) == {""}


def test_money_taken_over_is_told_apart_from_growth() -> None:
    figures = carried_over()
    balance = replace(
        figures.totals["Q30"], previous=2_000_000_000, comparable=2_833_587_000, apart=TAKEN_OVER, rebased=True
    )
    figures = replace(figures, totals={**figures.totals, "Q30": balance})
    said = Facts(figures, CONFIG).change("Q30")
    assert said == (
        "tăng 533,587 triệu đồng so với cùng kỳ năm 2023, "
        "không kể 300 triệu đồng tiếp nhận từ quỹ cấp huyện đã giải thể"
    )
    taken = report_context(Facts(figures, CONFIG), {}).values["bang"]["quy"]["tiep_nhan"]
    assert "số dư quỹ cuối kỳ 300 triệu đồng" in taken.text
    assert report_context(Facts(figures, CONFIG), {}).values["bang"]["hoi_vien"]["tiep_nhan"].text == ""


def test_a_unit_s_change_leaves_out_what_it_took_over() -> None:
    figures = daklak()
    units = tuple(replace(u, apart={"Q01": u.values["Q01"] - u.previous["Q01"]}) for u in figures.units)
    rows = report_context(Facts(replace(figures, units=units), CONFIG), {}).values["bang"]["quy"]["don_vi"]
    assert {row["o"][1].text for row in rows} == {"0"}


def test_a_period_put_together_says_from_what() -> None:
    figures = replace(
        daklak(),
        period=Period(2024, ""),
        compared_with=Period(2023, ""),
        sources=(Period(2024, "H1"), Period(2024, "H2")),
    )
    (said,) = [text for text in texts(figures) if text.startswith("Số liệu năm 2024")]
    assert "từ 6 tháng đầu năm 2024 và 6 tháng cuối năm 2024" in said


def test_units_that_left_no_trace_are_named_where_the_comparison_is_first_told() -> None:
    figures = replace(carried_over(), rebasing=Rebasing(leftover=("Huyện Lắk",), unplaced=("Huyện Ea Súp",)))
    first = next(text for text in texts(figures) if text.startswith("Số cùng kỳ"))
    assert "của riêng huyện Lắk" in first
    assert "của huyện Ea Súp" in first


def test_without_a_year_before_there_is_nothing_to_carry_over() -> None:
    assert not [text for text in texts(first_period()) if "quy về" in text]


def test_the_file_is_valid(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "soket.docx"
    path.write_bytes(render_report(FOLDER / "soket.docx", carried_over(estimated=("HV01", "TC10")), CONFIG, {}).data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors
