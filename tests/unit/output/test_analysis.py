"""The analysis as JSON and on the terminal: three districts and a block, two years, computed by hand."""

import io
import json
from fractions import Fraction

from jsonschema import Draft202012Validator
from rich.console import Console

from khuyenhoc_cli.figures.analysis import Analysis, Known, analyse, watched_figures
from khuyenhoc_cli.figures.model import Figures, RatioFigure, Total
from khuyenhoc_cli.ledger.records import Explained
from khuyenhoc_cli.output.analysis import analysis_json
from khuyenhoc_cli.output.analysis_table import analysis_table
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.workspace.config import Config
from tests.unit.figures.test_analysis import EDITION, SCOPE, of

CONFIG = Config.model_validate(
    {
        "association": {"name": "Hội", "parent_body": "Hội trên", "unit": "90", "place": "Thử"},
        "signature": {"on_behalf": "TM.", "title": "CHỦ TỊCH"},
        "targets": {"HV01/DS01": {"value": 25, "source": "Nghị quyết"}},
        "leading": [{"figure": "Q30", "by": "top"}],
        "lagging": [{"figure": "VB01", "by": "flag"}],
        "outliers": {"least": 3, "minimum_count": 5},
    }
)
UNITS = (
    of("A", {"HV01": 30, "DS01": 100, "Q30": 2_500_000}, {"HV01": 20, "DS01": 100, "Q30": 1_000_000}),
    of("B", {"HV01": 30, "DS01": 100, "Q30": 3_000_000}, {"HV01": 32, "DS01": 100, "Q30": 4_000_000}),
    of("C", {"HV01": 20, "DS01": 100, "Q30": 1_000_000}, {"HV01": 20, "DS01": 100, "Q30": 1_000_000}),
    of("K", {"HV01": 4}, {"HV01": 2}),
)
EXPLAINED = Explained("KH501", "A", "HV01", "30", "Biểu 1", "F9", "Kết nạp [đợt 1]", "a.xlsx", "0" * 64, "2024-06-01")
KNOWN = Known(
    assigned={("A", "HV01"): 40, ("C", "HV01"): 10},
    explained={"A": [EXPLAINED]},
)


def year(period: str, members: tuple[int | None, int | None], money: int) -> Figures:
    """HV01 with the year before, the ratio HV01/DS01 over 300 people, and the balance of the funds."""
    now = Period.parse(period)
    value, previous = members
    totals = {
        "HV01": Total(EDITION.indicators["HV01"], value, value, previous, 3, 3, (), True),
        "Q30": Total(EDITION.indicators["Q30"], money, money, 6_000_000, 3, 3, (), True),
        "VB01": Total(EDITION.indicators["VB01"], None, None, None, 0, 3, (), True),
    }
    before = None if previous is None else Fraction(previous * 100, 300)
    after = None if value is None else Fraction(value * 100, 300)
    ratio = RatioFigure(EDITION.ratio_of["HV01/DS01"], value, 300, before, after, Fraction(25))
    return Figures(now, now.year_before, SCOPE, EDITION, totals, {"HV01/DS01": ratio}, UNITS, {}, {})


def analysis() -> tuple[Analysis, Figures]:
    now = year("2024H1", (84, 74), 6_500_000)
    known = Known(KNOWN.assigned, KNOWN.explained, (year("2022H1", (60, None), 5_200_000),))
    return analyse(now, CONFIG, known), now


def test_what_the_settings_watch() -> None:
    ratio = {"numerator": "GD03", "denominator": "TC10", "label": "x", "of": "y"}
    config = Config.model_validate({**CONFIG.model_dump(), "ratios": [ratio]})
    assert watched_figures(CONFIG, EDITION) == ("HV01", "Q30", "HV01/DS01")
    assert watched_figures(config, EDITION) == ("HV01", "Q30", "HV01/DS01")  # the edition does not have it


def test_json() -> None:
    found, figures = analysis()
    got = analysis_json(found, figures.edition)
    schema = json.loads((data_root() / "schemas/output/figures.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema["properties"]["analysis"]).validate(got)
    assert got["rankings"]["Q30"] == [
        {"unit": "Huyện B", "value": 3, "rank": 1, "tied": False},
        {"unit": "Huyện A", "value": 2.5, "rank": 2, "tied": False},
        {"unit": "Huyện C", "value": 1, "rank": 3, "tied": False},
    ]
    assert [(r["rank"], r["tied"], r["value"]) for r in got["rankings"]["HV01/DS01"]] == [
        (1, True, 30.0),
        (1, True, 30.0),
        (3, False, 20.0),
    ]
    changes = got["rankings_by_change"]
    assert [(r["unit"], r["value"], r["rank"]) for r in changes["Q30"]] == [
        ("Huyện A", 1.5, 1),
        ("Huyện C", 0, 2),
        ("Huyện B", -1, 3),
    ]
    assert [(r["unit"], r["value"]) for r in changes["HV01/DS01"]] == [
        ("Huyện A", 10.0),
        ("Huyện C", 0.0),
        ("Huyện B", -2.0),
    ]
    assert got["contributions"]["Q30"]["delta"] == 0.5
    assert [(p["unit"], p["delta"], p["share_pct"], p["opposite"]) for p in got["contributions"]["Q30"]["parts"]] == [
        ("Huyện A", 1.5, 300.0, False),
        ("Huyện C", 0, 0.0, False),
        ("Huyện B", -1.0, -200.0, True),
    ]
    target = got["targets"]["HV01/DS01"]
    assert (target["target"], target["source"], target["counted_in"], target["reached"]) == (
        25,
        "Nghị quyết",
        "người",
        2,
    )
    assert (target["whole"]["value"], target["whole"]["gap_points"], target["whole"]["spare"]) == (28, 3, 9)
    assert (target["units"][2]["reach"], target["units"][2]["lacking"]) == ("below", 5)
    assert got["assigned"]["HV01"]["whole"] == {
        "unit": "Tỉnh Thử",
        "value": 50,
        "assigned": 50,
        "percent": 100.0,
        "lacking": 0,
    }
    assert [(o["unit"], o["kind"], o["value"], o["middle"]) for o in got["outliers"]] == [("Huyện A", "change", 50, 0)]
    members = got["series"]["lines"]["HV01"]
    assert got["series"]["periods"] == ["2022H1", "2023H1", "2024H1"]
    assert (members["values"], members["deltas"]) == ([60, None, 84], [None, None, 10])
    # 84/60 = 1,4; its root is 1,18321…
    assert members["growth"] == {"since": "2022H1", "years": 2, "absolute": 24, "percent": 40.0, "yearly_pct": 18.32}
    assert got["series"]["lines"]["Q30"]["values"] == [5.2, None, 6.5]


TABLE = """\
So với chỉ tiêu
Mã        ┃ Tỷ lệ                      ┃ Chỉ tiêu ┃    Đạt ┃ Cách (điểm) ┃ Còn thiếu ┃ Đơn vị đạt
━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━━━━━━╇━━━━━━━━━━━╇━━━━━━━━━━━
HV01/DS01 │ Tỷ lệ hội viên trên dân số │   25,00% │ 28,00% │       +3,00 │         – │        2/3
  HV01/DS01 dưới chỉ tiêu: Huyện C 20,00% (thiếu 5 người)

So với số giao
Mã   ┃ Chỉ tiêu         ┃ Đơn vị   ┃ Số giao ┃ Thực hiện ┃   Tỷ lệ ┃ Còn thiếu
━━━━━╇━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━
HV01 │ Tổng số hội viên │ Tỉnh Thử │      50 │        50 │ 100,00% │         –
HV01 │ Tổng số hội viên │ Huyện A  │      40 │        30 │  75,00% │        10
HV01 │ Tổng số hội viên │ Huyện C  │      10 │        20 │ 200,00% │         –

Đóng góp vào mức tăng, giảm so với 6 tháng đầu năm 2023
  HV01 Tổng số hội viên: tăng 10 người
    Huyện A +10 (100,00%); Huyện K +2 (20,00%)
    ngược chiều: Huyện B -2 (-20,00%)
  Q30 Số dư quỹ cuối kỳ: tăng 0,5 triệu đồng
    Huyện A +1,5 (300,00%)
    ngược chiều: Huyện B -1 (-200,00%)

Xếp hạng
  HV01/DS01 Tỷ lệ hội viên trên dân số: 1. Huyện A, Huyện B 30,00% (đồng hạng); 3. Huyện C 20,00%

Khác hẳn các đơn vị khác
  HV01 Tổng số hội viên của huyện A tăng 50% (từ 20 lên 30 người), trong khi mức giữa của các đơn vị là không đổi (đơn vị giải trình: “Kết nạp [đợt 1]”).

Qua các năm, 2022H1 – 2024H1
Mã        ┃ Số liệu                    ┃ 2022H1 ┃ 2023H1 ┃ 2024H1 ┃                              Tăng trưởng
━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━╇━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
HV01      │ Tổng số hội viên           │     60 │      … │     84 │ +40,00% từ 2022H1, bình quân +18,32%/năm
Q30       │ Số dư quỹ cuối kỳ          │    5,2 │      … │    6,5 │ +25,00% từ 2022H1, bình quân +11,80%/năm
HV01/DS01 │ Tỷ lệ hội viên trên dân số │ 20,00% │      … │ 28,00% │                     +8,00 điểm từ 2022H1

"""  # noqa: E501


def printed(found: Analysis, figures: Figures) -> str:
    out = io.StringIO()
    console = Console(file=out, width=170, highlight=False)
    for renderable in analysis_table(found, figures):
        console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def test_the_terminal() -> None:
    assert printed(*analysis()) == TABLE


def test_nothing_known_is_nothing_said() -> None:
    figures = Figures(**{**vars(year("2024H1", (None, None), 0)), "ratios": {}, "units": (), "totals": {}})
    assert printed(analyse(figures, CONFIG, Known()), figures) == ""


def test_a_unit_just_below_the_target_shows_on_which_side_it_is() -> None:
    units = (of("A", {"HV01": 24_999, "DS01": 100_000}), of("B", {"HV01": 25_001, "DS01": 100_000}))
    ratio = RatioFigure(EDITION.ratio_of["HV01/DS01"], 49_999, 200_000, None, None, Fraction(25))
    figures = Figures(**{**vars(year("2024H1", (None, None), 0)), "ratios": {"HV01/DS01": ratio}, "units": units})
    text = printed(analyse(figures, CONFIG, Known()), figures)
    assert "Huyện A 24,999% (thiếu 1 người)" in text
    assert "24,9995%" in text
