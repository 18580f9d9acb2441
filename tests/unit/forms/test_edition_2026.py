"""The edition of 2026, based on that of 2024: what it adds, what it words anew, and that old headings still hold."""

import shutil
from pathlib import Path

import pytest

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.editions import edition_for, load_edition
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.periods import Period

SCHEMAS = Path(__file__).parents[3] / "schemas"
OLD, NEW = load_edition(SCHEMAS / "2024"), load_edition(SCHEMAS / "2026")


def wording(edition: Edition) -> list[str]:
    """All that is printed: of indicators and of ratios."""
    indicators = edition.indicators.values()
    return [
        *(text for i in indicators for text in (i.label, i.short, i.group, i.definition)),
        *(text for ratio in edition.ratios for text in (ratio.label, ratio.of)),
    ]


@pytest.mark.parametrize(("period", "edition"), [("2025H1", "2024"), ("2025H2", "2026"), ("2026H1", "2026")])
def test_it_is_in_force_from_the_end_of_the_districts_on(period: str, edition: str) -> None:
    assert edition_for(Period.parse(period), SCHEMAS).id == edition


def test_it_asks_one_thing_more_right_after_the_balance() -> None:
    codes = list(NEW.indicators)
    assert [code for code in codes if code != "Q31"] == list(OLD.indicators)
    assert codes[codes.index("Q30") + 1] == "Q31"
    assert NEW.form_of["Q31"].sheet == "Biểu 4"
    assert NEW.indicators["Q31"].measure is Measure.MONEY
    assert NEW.indicators["Q31"].is_asked_of("attached")
    assert {code: i.taken_over for code, i in NEW.indicators.items() if i.taken_over} == {"Q30": "Q31"}
    assert all(i.taken_over is None for i in OLD.indicators.values())


def test_rules_ratios_and_what_is_asked_of_whom_stay() -> None:
    assert NEW.rules == OLD.rules
    assert [ratio.key for ratio in NEW.ratios] == [ratio.key for ratio in OLD.ratios]
    for code, indicator in OLD.indicators.items():
        now = NEW.indicators[code]
        assert (now.key, now.unit, now.measure, now.nature, now.asked_of) == (
            indicator.key,
            indicator.unit,
            indicator.measure,
            indicator.nature,
            indicator.asked_of,
        )


def test_it_speaks_of_no_towns_and_the_one_before_of_no_special_zones() -> None:
    assert not [text for text in wording(NEW) if "thị trấn" in text]
    assert not [text for text in wording(OLD) if "đặc khu" in text]
    of_towns = [text for text in wording(OLD) if "thị trấn" in text]
    assert {text.replace("thị trấn", "đặc khu") for text in of_towns} <= set(wording(NEW))


@pytest.mark.parametrize("edition", [OLD, NEW], ids=["2024", "2026"])
def test_headings_of_both_editions_are_understood(edition: Edition) -> None:
    for indicator in edition.indicators.values():
        for heading in (indicator.label, f"{indicator.group} {indicator.short}", *indicator.aliases):
            assert NEW.vocabulary.meaning(heading).code == indicator.code, heading


@pytest.mark.parametrize(
    "line",
    [
        "[changed.ZZ99]\nlabel = 'A'",
        "[changed.'HV01/ZZ99']\nof = 'a'",
        "[[added]]\nform = 4\nafter = 'ZZ99'\ncode = 'ZZ98'",
    ],
)
def test_what_it_changes_has_to_be_there(line: str, tmp_path: Path) -> None:
    shutil.copytree(SCHEMAS / "2024", tmp_path / "2024")
    (tmp_path / "2027").mkdir()
    head = 'based_on = "2024"\nid = "2027"\ntitle = "Bản 2027"\nvalid_from = "2027H1"\n'
    (tmp_path / "2027" / "edition.toml").write_text(head + line, encoding="utf-8")
    with pytest.raises(UserError, match="ZZ99"):
        load_edition(tmp_path / "2027")
    (tmp_path / "2028").mkdir()
    (tmp_path / "2028" / "edition.toml").write_text(head, encoding="utf-8")
    assert list(load_edition(tmp_path / "2028").indicators) == list(OLD.indicators)
