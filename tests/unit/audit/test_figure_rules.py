"""A report against what a workspace knows: by key, and by what numbers are called."""

from dataclasses import replace
from fractions import Fraction

import pytest

from khuyenhoc_cli.audit.examples import example_document
from khuyenhoc_cli.audit.expected import Expected, Known, Labelled
from khuyenhoc_cli.audit.model import Claim, Control, Document, Passage
from khuyenhoc_cli.audit.rules.figures.wording import differences

LABELS = (
    Labelled("HV01", "Tổng số hội viên", ("Tổng số hội viên", "Hội viên"), "người"),
    Labelled("HV02", "Hội viên trong trường học", ("Hội viên trong trường học",), "người"),
    Labelled("TC10", "Tổng số chi hội", ("Tổng số chi hội", "Chi hội khuyến học"), "chi hội"),
    Labelled("TC20", "Tổng số ban khuyến học", ("Tổng số ban khuyến học",), "ban"),
)
KNOWN = (
    Known("HV01", "", "", Fraction(533903), "533.903", "Tổng số hội viên = 533.903"),
    Known("HV01", "previous", "", Fraction(509664), "509.664"),
    Known("HV02", "", "", Fraction(81739), "81.739"),
    Known("TC10", "", "", Fraction(3313), "3.313"),
    Known("TC10", "delta", "", Fraction(188), "188", "3.313 − 3.125 = +188"),
    Known("TC20", "", "", Fraction(712), "712"),
)
UNITS = ("Ea Kar", "Ea H'leo", "Lắk", "Krông Ana")
TEXTS = {
    "HV01": "533.903",
    "TC10:change": "tăng 188 chi hội so với cùng kỳ năm 2023",
    "note:thap": "Còn thấp: Lắk (20,82%), Ea Kar (21,42%), Ea H'leo (22,31%).",
}
EXPECTED = Expected("2024H1", "66", TEXTS, KNOWN, LABELS, UNITS, {"HV01": frozenset({Fraction(498000)})})
AGREEING = ("Tổng số chi hội: 3.313.", "Tổng số ban khuyến học: 712.", "Hội viên trong trường học: 81.739.")


def said(claims: list[Claim]) -> list[tuple[str, str, str, str]]:
    """(kind, printed, computed, verdict) of all that is not right."""
    return [(c.kind, c.printed, c.computed, c.verdict) for c in claims if c.verdict != "ok"]


def by_key(key: str, text: str, **origin: str) -> list[tuple[str, str, str, str]]:
    passage = Passage("body", 1, f"- {text}!", controls=(Control(2, 2 + len(text), key),))
    return said(list(EXPECTED.claims(Document("x", (passage,), origin=origin))))


def by_label(*lines: str, headings: tuple[str, ...] = ()) -> list[Claim]:
    passages = tuple(Passage("body", number, line, headings) for number, line in enumerate(lines, 1))
    return list(EXPECTED.claims(Document("x", passages)))


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("HV01", "533.903", []),
        ("HV01", "533903", [("figure", "533903", "533.903", "format")]),
        ("HV01", "533.930", [("figure", "533.930", "533.903", "wrong")]),
        ("TC10:change", "giảm 188 chi hội so với cùng kỳ năm 2023", [("direction", "giảm", "tăng", "wrong")]),
        ("TC10:change", "tăng 138 chi hội so với cùng kỳ năm 2023", [("figure", "138", "188", "wrong")]),
        ("TC10:change", "tăng thêm 188 chi hội so với cùng kỳ", []),
        (
            "note:thap",
            "Còn thấp: Lắk (20,82%), Ea Kar (21,42%).",
            [("list", "Lắk (20,82%), Ea Kar", "Lắk (20,82%), Ea Kar (21,42%), Ea H'leo", "wrong")],
        ),
        (
            "note:thap",
            "Còn thấp: Lắk (20,82%), Ea Kar (21,42%), Krông Ana (22,31%).",
            [("list", "Krông Ana", "Ea H'leo", "wrong")],
        ),
        (
            "note:thap",
            "Còn thấp: Ea Kar (20,82%), Lắk (21,42%), Ea H'leo (22,31%).",
            [("list", "Ea Kar", "Lắk", "wrong"), ("list", "Lắk", "Ea Kar", "wrong")],
        ),
        ("note:thap", "Còn thấp: Lắk (20,8%), Ea Kar (21,4%), Ea H'leo (22,3%).", []),
    ],
)
def test_generated_text_is_compared_by_its_key(key: str, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert by_key(key, text) == expected


def test_a_draft_of_another_period_is_not_compared() -> None:
    assert by_key("HV01", "509.664", period="2023H1") == []
    assert by_key("HV01", "509.664", period="2024H1") != []


def test_a_formula_is_told() -> None:
    passage = Passage("body", 1, "giảm 188 chi hội", controls=(Control(0, 16, "TC10:change"),))
    (claim,) = EXPECTED.claims(Document("x", (passage,)))
    assert claim.message == "theo số liệu: tăng (3.313 − 3.125 = +188), in: giảm"


def test_a_true_number_of_another_figure_is_found() -> None:
    claims = by_label(*AGREEING, "Toàn tỉnh có 533.903 chi hội.")
    assert said(claims) == [("figure", "533.903", "3.313", "wrong")]
    assert claims[-1].message.endswith("533.903 là Tổng số hội viên")


@pytest.mark.parametrize(
    "line",
    [
        "Tổng số hội viên: 533.903 người.",
        "Tổng số hội viên: 509.664 người.",  # the year before
        "Tổng số hội viên: 498.000 người.",  # another period of the ledger
        "Huyện Lắk: tổng số hội viên là 12.000 người.",
        "Hội viên nữ: 210.000 người.",
        "Trong đó có 210.000 hội viên trong lực lượng vũ trang.",
        "Hơn 500.000 hội viên, tăng 24.000 hội viên.",
        "Phấn đấu kết nạp 20.000 hội viên.",
    ],
)
def test_what_may_mean_something_else_is_left_alone(line: str) -> None:
    assert said(by_label(*AGREEING, line)) == []


def test_a_label_that_is_a_whole_name_is_sure() -> None:
    assert said(by_label(*AGREEING, "Tổng số hội viên: 533.913 người.")) == [("figure", "533.913", "533.903", "wrong")]


def test_plans_tell_no_figures_of_the_period() -> None:
    assert by_label("Tổng số hội viên: 600.000 người.", headings=("II. PHƯƠNG HƯỚNG, NHIỆM VỤ",)) == []


def test_a_report_that_agrees_in_nothing_is_of_another_office() -> None:
    assert said(by_label("Tổng số hội viên: 12.345 người.")) == [("figure", "12.345", "533.903", "doubtful")]


def test_the_order_of_names_without_figures_is_free() -> None:
    assert list(differences("Lắk, Ea Kar", "Ea Kar, Lắk", UNITS)) == []


def test_a_column_of_a_table_without_keys_is_known_by_its_units() -> None:
    places = {"1": "Ea Kar", "2": "Ea H'leo", "3": "Lắk", "4": "Krông Ana"}
    known = tuple(
        Known("HV01", "", code, Fraction(value), f"{value}", f"{places[code]}: {value}")
        for code, value in (("1", 410), ("2", 525), ("3", 333), ("4", 290))
    )
    expected = replace(EXPECTED, known=(*known, Known("HV01", "", "", Fraction(1558), "1.558", "")), places=places)
    document = example_document("""
| TT | Đơn vị | Số người |
|---|---|---|
| 1 | Huyện Ea Kar | 410 |
| 2 | H. Ea H’Leo | 525 |
| 3 | Huyện Lắk | 333 |
| 4 | Krông Ana | 209 |
| | Tổng cộng | 1.477 |
""")
    assert said(list(expected.claims(document))) == [
        ("figure", "209", "290", "wrong"),
        ("figure", "1.477", "1.558", "wrong"),
    ]
