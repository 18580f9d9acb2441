"""What a figure lacks is said wherever the draft prints it: in prose, in the assessment, in the appendices."""

import re
from collections.abc import Iterator

import pytest
from docx.oxml.ns import qn

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.report.assessment import STRENGTHS, WEAKNESSES, make_sentences
from khuyenhoc_cli.report.charts import models_chart
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.notes import make_notes
from khuyenhoc_cli.report.render import render_report
from templates.build.__main__ import FOLDER
from tests.unit.report.daklak import CONFIG, UNITS, computed, daklak, edition, facts, first_period, with_totals
from tests.unit.report.reading import body_paragraphs, root

LAK = next(unit for unit in UNITS if unit.code == "656")
DISTRICTS = [unit for unit in UNITS if unit.kind == "territorial"]
# denominators that stand before "/" in front of no unit: their ratio, or the numerator, says what is lacking
WITH_ANOTHER = {("TC01", "TC02"), ("TG00", "TG01"), ("TC02", "TC30"), ("CX01", "CX02")}


def _without_lak() -> Figures:
    return computed([unit for unit in UNITS if unit != LAK])


def _each_lacks_another() -> Figures:
    """Each indicator is blank in a pair of returns of its own, so that no figure may speak for its neighbour."""
    codes = list(edition().indicators)
    pairs = [(a.code, b.code) for n, a in enumerate(DISTRICTS) for b in DISTRICTS[n + 1 :]]
    blank: dict[str, list[str]] = {unit.code: [] for unit in DISTRICTS}
    for code, pair in zip(codes, pairs, strict=False):
        for unit in pair:
            blank[unit].append(code)
    return computed(blank=blank)


def _controls(figures: Figures) -> Iterator[list[str]]:
    """The keys of the controls of each paragraph outside tables."""
    data = render_report(FOLDER / "soket.docx", figures, CONFIG, {}).data
    for paragraph in root(data).find(qn("w:body")).findall(qn("w:p")):
        yield [c.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) for c in paragraph.iter(qn("w:sdt"))]


def test_every_figure_in_the_prose_says_what_it_lacks() -> None:
    figures = _each_lacks_another()
    said = silent = 0
    for keys in _controls(figures):
        for key in keys:
            code, _, aspect = key.partition(":")
            figure = figures.totals.get(code) or figures.ratios.get(code)
            if figure is None or figure.value is None or aspect not in ("", "two_digits"):
                continue
            assert figure.missing, key
            told = {f"{code}:coverage", f"{code}:coverage_short"} & set(keys)
            if any(code == one and other in {k.split(":")[0] for k in keys} for one, other in WITH_ANOTHER):
                silent += not told
                continue
            assert told, key
            said += 1
    assert (said > 60, silent) == (True, 3)


def test_units_are_named_once_under_a_heading() -> None:
    text = "\n".join(body_paragraphs(render_report(FOLDER / "soket.docx", _without_lak(), CONFIG, {}).data))
    for section in re.split(r"\n(?=\d+\. |[IVX]+\. )", text):
        assert section.count("thiếu huyện Lắk") == ("(14/15 đơn vị" in section), section
    assert text.count("(14/15 đơn vị)") > 20


def test_sentences_of_the_assessment_name_the_units_once() -> None:
    for rules in (STRENGTHS, WEAKNESSES):
        texts = [sentence.text for sentence in make_sentences(rules, facts(_without_lak()))]
        assert ["; thiếu huyện Lắk)" in text for text in texts if "14/15 đơn vị" in text].count(True) == 1
    (members, *_) = make_sentences(STRENGTHS, facts(_without_lak()))
    assert members.text.startswith("Các đơn vị đã báo cáo có 501.985 hội viên (14/15 đơn vị; thiếu huyện Lắk), tăng ")


@pytest.mark.parametrize(
    ("figures", "name"),
    [(_without_lak, "Đơn vị học tập (14/15 đơn vị)"), (first_period, "Đơn vị học tập")],
)
def test_the_chart_says_it_under_each_model(figures: object, name: str) -> None:
    chart = models_chart(facts(figures()))  # type: ignore[operator]
    assert chart is not None
    assert chart.categories[-1] == name


def test_without_an_association_a_unit_is_not_lacking() -> None:
    figures = computed([unit for unit in UNITS if unit != LAK], without_association=["656"])
    assert figures.totals["HV01"].expected == 14
    assert Facts(figures, CONFIG).coverage("HV01") == ""


def test_what_the_scope_answered_itself_lacks_no_unit() -> None:
    """A district's own return has rows of its communes, but the form on its own work it answers for itself."""
    figures = with_totals(daklak(), KT01={"value": 3, "units": 0, "missing": tuple(DISTRICTS)})
    assert facts(figures).coverage("KT01") == ""
    assert make_notes(facts(figures))["thieu_so_lieu"].text == ""


def test_figures_that_lack_the_same_units_stand_together_in_the_note() -> None:
    figures = with_totals(daklak(), **{code: {"units": 14, "missing": (LAK,)} for code in ("HV02", "HV03")})
    assert make_notes(facts(figures))["thieu_so_lieu"].text == (
        "Chỉ tiêu chưa có số liệu của đủ các đơn vị: "
        "Hội viên trong trường học, Hội viên kết nạp mới trong kỳ (thiếu huyện Lắk)."
    )
