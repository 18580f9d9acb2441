"""Rules of the settings that no sentence of the report bears out are told, not passed over."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from khuyenhoc_cli.figures.model import Selected
from khuyenhoc_cli.report.assessment import STRENGTHS, WEAKNESSES, make_sentences
from khuyenhoc_cli.report.claims import Claim, Side
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.unfitting import ASSESSED, unfitting
from khuyenhoc_cli.workspace.config import Selection
from khuyenhoc_cli.workspace.workspace import open_workspace
from tests.unit.report.daklak import CONFIG, daklak, with_totals

ROOT = Path(__file__).parents[3]

NO_SENTENCE = "không câu nào của báo cáo đúng với đơn vị chọn theo cách này"
WARNED = [
    # side, rule, what is said; None: nothing
    ("lagging", {"figure": "HV01", "by": "change"}, None),
    ("lagging", {"figure": "HV01", "by": "bottom"}, NO_SENTENCE),
    ("lagging", {"figure": "VB01", "by": "missing"}, NO_SENTENCE),
    ("leading", {"figure": "HV03", "by": "any"}, NO_SENTENCE),
    ("leading", {"figure": "HV03", "by": "bottom"}, NO_SENTENCE),
    ("leading", {"figure": "HV03", "by": "top"}, None),
    ("lagging", {"figure": "HV01/DS01", "by": "whole"}, NO_SENTENCE),
    ("lagging", {"figure": "CD03/CD01", "by": "bottom"}, None),  # the footnote names them
    ("leading", {"figure": "TC10", "by": "bottom"}, None),  # no sentence speaks of it; a template may list it
    ("lagging", {"figure": "DH03/DH01", "by": "target"}, "mục [targets] chưa có chỉ tiêu"),
    ("lagging", {"figure": "GD03/GD01", "by": "target"}, None),
    ("lagging", {"figure": "TC10", "by": "target"}, "chỉ dùng cho tỷ lệ"),
    ("leading", {"figure": "TC10", "by": "whole"}, "chỉ dùng cho tỷ lệ"),
]


@pytest.mark.parametrize(("side", "rule", "said"), WARNED)
def test_what_is_said_of_a_rule(side: str, rule: dict[str, str], said: str | None) -> None:
    config = CONFIG.model_copy(update={"leading": (), "lagging": (), side: (Selection.model_validate(rule),)})
    warnings = unfitting(config)
    assert len(warnings) == (said is not None)
    if said:
        assert warnings[0].startswith(f"khuyenhoc.toml, [[{side}]] {rule['figure']}, by = “{rule['by']}”: ")
        assert said in warnings[0]


def test_the_ways_that_fit_are_offered() -> None:
    (warning,) = unfitting(
        CONFIG.model_copy(update={"leading": (), "lagging": (Selection(figure="CD03/CD01", by="change"),)})
    )
    assert warning.endswith("các câu về số liệu này nhận by = “bottom”, “target”, “whole”.")


def test_the_settings_that_ship_leave_no_rule_out() -> None:
    assert unfitting(CONFIG) == []
    assert unfitting(open_workspace(ROOT).config) == []


@dataclass(frozen=True)
class _Listening(Facts):
    """Facts that note down who asked for chosen units."""

    asked: list[tuple[Side, str, Claim]] = field(default_factory=list)

    def chosen(self, figure: str, side: Side, claim: Claim) -> tuple[Selected, ...]:
        self.asked.append((side, figure, claim))
        return super().chosen(figure, side, claim)


def test_all_that_the_assessment_claims_of_chosen_units_is_known() -> None:
    facts = _Listening(with_totals(daklak(), KT02={"value": 3}), CONFIG)
    make_sentences((*STRENGTHS, *WEAKNESSES), facts)
    assert {(side, figure): claim for side, figure, claim in facts.asked} == ASSESSED
