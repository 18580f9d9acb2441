"""The samples beside the province's, unpacked by `demo` and run through as a person would."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.kinds import KINDS
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU
from khuyenhoc_cli.workspace.workspace import open_workspace
from tests.e2e.test_commands import ROOT, run, said
from tests.unit.report.reading import body_paragraphs
from tests.unit.test_sample_others import SIX, Rows, amount, read, rows_in, total

SAMPLES = {"xa": "2026H1", "cum": "2026H1", "nhieu-nam": "2024"}
# What `validate` says of each period; anything else is a mistake in the sample.
MEANT = {
    ("xa", "2025H1"): {},
    ("xa", "2026H1"): {},
    ("cum", "2025H1"): {},
    ("cum", "2026H1"): {"KH206": ["HV04", "HV05", "TG00", "TG01", "TG02", "TG03"]},
    ("nhieu-nam", "2019"): {"KH108": ["CD02", "CD03", "KT02", "VB03"]},
    ("nhieu-nam", "2020"): {"KH108": ["CD02", "CD03", "KT02", "VB03"]},
    ("nhieu-nam", "2021"): {"KH108": ["CD02", "CD03", "KT02", "VB03"]},
    ("nhieu-nam", "2022"): {"KH108": ["VB03"]},
    ("nhieu-nam", "2023"): {},
    ("nhieu-nam", "2024"): {},
}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each sample unpacked, its newest period and all before it taken in."""
    folder = tmp_path_factory.mktemp("demo")
    for name in SAMPLES:
        assert run("demo", name, "--sample", name, cwd=folder).returncode == 0
    for year in SIX[:-1:2]:  # each takes in the year before as well
        assert run("aggregate", "--period", year, cwd=folder / "nhieu-nam").returncode == 0
    return {name: folder / name for name in SAMPLES}


@pytest.fixture(scope="module")
def figures(offices: dict[str, Path]) -> dict[str, dict[str, Any]]:
    """What `aggregate` says of the newest period."""
    return {name: said("aggregate", "--period", period, cwd=offices[name]) for name, period in SAMPLES.items()}


@pytest.mark.parametrize(("name", "period"), MEANT)
def test_validate_says_only_what_is_meant(name: str, period: str, offices: dict[str, Path]) -> None:
    warned = bool(MEANT[name, period])
    answer = said("validate", "--period", period, cwd=offices[name], code=1 if warned else 0)
    found: dict[str, list[str]] = {}
    for file in answer["files"]:
        for finding in file["findings"]:
            assert finding["severity"] == "warning"
            found.setdefault(finding["code"], []).append(finding["indicator"])
    assert {code: sorted(indicators) for code, indicators in found.items()} == MEANT[name, period]
    assert answer["missing"] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_totals_are_the_sums_of_what_stands_in_the_files(
    name: str, offices: dict[str, Path], figures: dict[str, dict[str, Any]]
) -> None:
    period = SAMPLES[name]
    rows, answer = read(offices[name] / "returns" / period), figures[name]
    assert (answer["period"], answer["missing"]) == (period, [])
    for code, indicator in edition_for(Period.parse(period), ROOT / "schemas").indicators.items():
        scale = DONG_PER_TRIEU if indicator.measure is Measure.MONEY else 1
        assert answer["totals"][code]["value"] == pytest.approx(total(rows, code) / scale, abs=0), code
    by_unit = {entry["unit"]: entry["values"]["HV01"] for entry in answer["units"]}
    assert by_unit == {unit: row["HV01"] for unit, row in rows.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_year_before_is_in_the_comparison(
    name: str, offices: dict[str, Path], figures: dict[str, dict[str, Any]]
) -> None:
    before = figures[name]["compared_with"]
    rows = read(offices[name] / "returns" / before)
    for code in ("DS01", "HV01", "CD03", "GD03", "HV03", "TT04"):
        assert figures[name]["totals"][code]["previous"] == total(rows, code), code


@pytest.mark.parametrize(("name", "template"), [("xa", "soket-xa-2"), ("cum", "cum"), ("nhieu-nam", "soket")])
def test_the_draft_reads_like_a_whole_report(
    name: str, template: str, offices: dict[str, Path], figures: dict[str, Any]
) -> None:
    assert name in figures
    done = run("render", "--template", template, "--format", "json", cwd=offices[name])
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["warnings"] == []
    paragraphs = body_paragraphs(Path(answer["path"]).read_bytes())
    assert not [text for text in paragraphs if "bổ sung nội dung" in text or text.startswith("[")]
    assert any("giả định" in text for text in paragraphs)


def test_the_commune_exports_what_the_province_has_of_it(offices: dict[str, Path], tmp_path: Path) -> None:
    said("aggregate", "--period", "2026H1", cwd=offices["xa"])
    done = run("export", "--period", "2026H1", "-o", tmp_path / "len.xlsx", cwd=offices["xa"])
    assert done.returncode == 0, done.stderr
    exported: Rows = {}
    for unit, code, cell in rows_in(tmp_path / "len.xlsx"):
        exported.setdefault(unit, {})[code] = amount(code, cell)
    assert len(exported) == 27  # the commune's own form, and a row for each branch
    in_province = ROOT / "sample_returns" / "2026H1" / "2026H1_cu-pui.xlsx"
    reported = {code: amount(code, cell) for _, code, cell in rows_in(in_province) if not code.startswith("VB")}
    assert {code: total(exported, code) for code in reported} == reported


def test_figures_of_seventeen_provinces_are_carried_over_to_nine(figures: dict[str, dict[str, Any]]) -> None:
    answer = figures["cum"]
    assert (answer["expected"], answer["received"], len(answer["units"])) == (9, 9, 9)
    assert answer["totals"]["HV01"]["like_for_like"] is True
    assert answer["totals"]["HV01"]["rebased"] is True
    assert answer["totals"]["TG03"]["units"] == 8
    assert answer["lagging"]["TG03"] == ["Tỉnh Quảng Trị"]


def test_six_years_make_a_series_with_numbers_to_reach(figures: dict[str, dict[str, Any]]) -> None:
    analysis = figures["nhieu-nam"]["analysis"]
    series = analysis["series"]
    assert series["periods"] == list(SIX)
    members, citizens = series["lines"]["HV01"], series["lines"]["CD03"]
    assert None not in members["values"]
    assert members["growth"]["years"] == 5
    assert citizens["values"][:3] == [None, None, None]
    assert None not in citizens["values"][3:]
    assert set(analysis["assigned"]) == {"HV01", "CD03", "GD03", "DH03", "DV03", "CX03"}
    assert {each["over"] for each in analysis["assigned"].values()} == {15}


def test_the_main_sample_comes_without_the_others(tmp_path: Path) -> None:
    done = run("demo", "tinh", cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "tinh").iterdir()) == ["khuyenhoc.toml", "sample_returns"]
    assert not (tmp_path / "tinh" / "sample_returns" / "khac").exists()


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_sample_was_used_for_is_not_handed_on(name: str, tmp_path: Path) -> None:
    """A checkout in which somebody has tried a sample; the command runs from a copy of it."""
    copy = tmp_path / "checkout"
    for folder in ("src", "schemas", "sample_returns/khac"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    used = copy / "sample_returns" / "khac" / name
    for made in (".khuyenhoc/ledger.sqlite", "out/soket.docx"):
        (used / made).parent.mkdir()
        (used / made).touch()
    done = run("demo", "thu", "--sample", name, cwd=tmp_path, PYTHONPATH=str(copy / "src"))
    assert done.returncode == 0, done.stderr
    here = {path.name for path in (tmp_path / "thu").iterdir()}
    assert {"khuyenhoc.toml", "README.md", "returns"} <= here
    assert not here & {".khuyenhoc", "out"}


@pytest.mark.parametrize("name", ["tinh", *SAMPLES])
def test_first_steps_name_periods_and_reports_there_are(name: str, tmp_path: Path) -> None:
    said_first = run("demo", "thu", "--sample", name, cwd=tmp_path).stdout
    steps = re.findall(r"^  khuyenhoc (\S+) ?(.*)$", said_first, re.MULTILINE)
    assert {command for command, _ in steps} >= {"aggregate", "render"}
    workspace = open_workspace(tmp_path / "thu")
    periods = {str(period) for period in workspace.periods()}
    for command, rest in steps:
        options = dict(zip(rest.split()[::2], rest.split()[1::2], strict=True))
        assert options.get("--period", min(periods)) in periods, (command, rest)
        if command == "render":
            assert workspace.root.level in KINDS[options["--template"]].levels
