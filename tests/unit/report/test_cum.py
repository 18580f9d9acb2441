"""The report `cum`: a cluster over its provinces."""

from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.forms.narrative import SECTIONS
from khuyenhoc_cli.report.render import Report, render_report
from templates.build.__main__ import FOLDER
from tests.unit.report.edges import assert_clean
from tests.unit.report.levels import Office, cluster
from tests.unit.report.reading import body_paragraphs, controls, notes, numbers_outside_controls, paragraphs, rows

GOLDEN = Path(__file__).parents[2] / "golden" / "cum-2026H1.txt"
OFFICE = cluster()
HOSTILE = ("Tỉnh <b>Thử</b> & A", "Tỉnh {{ 7*7 }}", "=1+1")


def render(office: Office = OFFICE, prose: Mapping[str, str] | None = None, **choice: object) -> Report:
    figures = office.figures(**choice)  # type: ignore[arg-type]
    return render_report(FOLDER / "cum.docx", figures, office.config, prose or {})


def _all(amount: Callable[[int], int]) -> Mapping[str, Mapping[str, int]]:
    return {code: {c: amount(v) for c, v in own.items()} for code, own in OFFICE.before.items()}


EDGES: Mapping[str, Callable[[], Report]] = {
    "half a year": render,
    "a year": lambda: render(period="2026"),
    "first period": lambda: render(compared=False),
    "half missing": lambda: render(received=["38", "40"]),
    "nothing known": lambda: render(received=[], compared=False),
    "all zero": lambda: render(values=_all(lambda _: 0)),
    "all fell": lambda: render(values=_all(lambda value: value * 9 // 10)),
    "one province": lambda: render(Office(OFFICE.scope, OFFICE.units[:1], OFFICE.now, OFFICE.before, OFFICE.config)),
}


def test_golden_text() -> None:
    data = render().data
    text = "\n".join([*body_paragraphs(data), "", *notes(data)]) + "\n"
    golden = GOLDEN.read_text(encoding="utf-8")
    assert text == golden, "".join(unified_diff(golden.splitlines(True), text.splitlines(True)))


@pytest.mark.parametrize("edge", EDGES)
def test_text_is_clean_at_every_edge(edge: str) -> None:
    data = EDGES[edge]().data
    assert_clean(data)
    assert numbers_outside_controls(data) & set(controls(data).values()) == set()


def test_the_provinces_are_named_in_the_order_of_the_alphabet() -> None:
    text = "\n".join(body_paragraphs(render().data))
    assert "gồm các tỉnh Hà Tĩnh, Nghệ An, Quảng Trị, Thanh Hóa; thành phố Huế." in text


def test_what_each_province_has() -> None:
    text = "\n".join(body_paragraphs(render(values={"46": {"PH01": 0}}).data))
    assert (
        "Thanh Hóa (05 chương trình), Nghệ An (04 chương trình), Hà Tĩnh (03 chương trình), "
        "Quảng Trị (02 chương trình); chưa có: Huế." in text
    )
    assert "4/5 tỉnh, thành phố có số hội viên tăng" in text
    assert "nhiều nhất là Thanh Hóa (12.000 người); giảm ở Hà Tĩnh (1.200 người)." in text
    assert "cao nhất là Huế (28,00%) và Quảng Trị (27,00%); thấp nhất là Thanh Hóa (24,00%) và Nghệ An (25,00%)" in text


def test_registration_moves_in_points() -> None:
    table = {row[1]: row[2:] for row in rows(render().data) if len(row) == 7}
    assert table["Gia đình học tập"] == ["2.800.000", "1.999.000", "71,39%", "67,82%", "+3,57"]


def test_ranks_of_equal_provinces_are_equal() -> None:
    ranks = [row for row in rows(render().data) if len(row) == 14]
    by_name = {row[1]: row for row in ranks}
    assert [by_name[name][3] for name in ("Thành phố Huế", "Tỉnh Quảng Trị", "Tỉnh Thanh Hóa")] == ["1", "2", "5"]
    assert {row[5] for name, row in by_name.items() if name.startswith(("Tỉnh ", "Thành phố "))} == {"1"}
    assert by_name["TOÀN CỤM"][2:4] == ["25,39%", ""]


def test_hostile_names_lose_no_character() -> None:
    data = render(OFFICE.renamed("Cụm <i>&Thử", *HOSTILE), received=["42", "44", "46"]).data
    text = "\n".join([*paragraphs(data), *notes(data)])
    for shown in ("<b>Thử</b> & A", "{{ 7*7 }}", "=1+1"):
        assert shown in text


def test_its_head_signs_as_the_settings_say() -> None:
    text = "\n".join(paragraphs(render().data))
    assert "TM. CỤM THI ĐUA\nCỤM TRƯỞNG" in text


def test_whatever_the_officer_wrote_is_printed() -> None:
    prose = {section.key: f"Lời của cụm về mục {section.title}." for section in SECTIONS}
    data = render(prose=prose).data
    assert_clean(data)
    assert set(prose.values()) <= set(paragraphs(data))
    assert not [text for text in paragraphs(data) if "Đơn vị bổ sung" in text]


@pytest.mark.parametrize("edge", ["half a year", "half missing", "all zero"])
def test_the_file_is_valid(edge: str, tmp_path: Path) -> None:
    path = tmp_path / "cum.docx"
    path.write_bytes(EDGES[edge]().data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors
