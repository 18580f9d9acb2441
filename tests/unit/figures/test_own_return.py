"""What a level's own return says, and what it leaves blank and names."""

from khuyenhoc_cli.figures.collect import UnitReturn
from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.figures.own_return import own_return, without_figures
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Unit

EDITION = load_edition(data_root() / "schemas" / "2024")
PROVINCE = Unit("91", "Tỉnh Núi Thử", "tinh")
ONE, TWO = Unit("91001", "Xã Một", "xa", "91"), Unit("91002", "Xã Hai", "xa", "91")
BLOCK = Unit("91K", "Khối trực thuộc", "co-so", "91", kind="attached")
ROWS = [code for code, form in EDITION.form_of.items() if form.rows == "children"]
SELF = [code for code, form in EDITION.form_of.items() if form.rows == "self"]
FLAGS = [code for code in SELF if EDITION.indicators[code].measure is Measure.FLAG]
COUNTS = [code for code in SELF if code not in FLAGS]


def test_a_figure_nobody_gave_stays_blank_and_is_named_by_its_row() -> None:
    every = dict.fromkeys((*ROWS, *COUNTS), 2)
    asked = {code: 2 for code in every if EDITION.indicators[code].is_asked_of("attached")}
    lacking = {code: 2 for code in every if code != "HV01"}
    entries = (
        UnitReturn(ONE, State.RECEIVED, every),
        UnitReturn(TWO, State.RECEIVED, lacking),
        UnitReturn(BLOCK, State.RECEIVED, asked),
    )
    found = own_return(PROVINCE, Gathered(entries, {COUNTS[0]: 5}), EDITION, {FLAGS[0]: 0})
    assert found.blank == {TWO: ["HV01"]}
    assert ("91002", "HV01") not in found.values
    assert found.values["91001", "HV01"] == 2
    block_adds = 2 if COUNTS[0] in asked else 0
    assert found.values["91", COUNTS[0]] == 2 + 2 + block_adds + 5
    assert found.values["91", FLAGS[0]] == 0
    assert list(found.unanswered) == FLAGS[1:]


def test_a_row_without_any_figure_is_a_unit_that_is_missing() -> None:
    none_yet = UnitReturn(Unit("91003", "Xã Ba", "xa", "91"), State.NO_ASSOCIATION)
    entries = (UnitReturn(ONE, State.RECEIVED, dict.fromkeys(ROWS, 1)), UnitReturn(TWO, State.REJECTED), none_yet)
    gathered = Gathered(entries)
    assert without_figures(gathered) == [TWO]
    assert list(own_return(PROVINCE, gathered, EDITION, {}).blank) == [PROVINCE]  # nobody said its counts
