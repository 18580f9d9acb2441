"""Writes the sample workspaces' data: in sample_returns/ lists of units, four periods of returns, and faulty ones; in
sample_returns/khac/ the same of a commune, of a cluster, and of many years.

    python -m scripts.make_sample

The totals of 2023H1 and 2024H1 are those of a real report, as far as it printed them; everything below them and all of
2025H1 and 2026H1 is invented, by tables and weights in scripts/sample/ and without chance: the same files come out
every time. Old workbooks in the folders are replaced; settings, words and explanations beside them are written by hand.
"""

from collections.abc import Mapping
from pathlib import Path

from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.output.return_workbook import file_name
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.units_file import units_csv
from scripts.sample import plan
from scripts.sample.faulty import expected_csv, faulty_returns
from scripts.sample.figures import sample_figures
from scripts.sample.others import Main
from scripts.sample.two_tiers import around_the_reform
from scripts.sample.units import sample_units
from scripts.sample.workbooks import SampleReturn, sample_returns
from scripts.sample.workspaces import WORKSPACES

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS, OUTPUT = ROOT / "schemas", ROOT / "sample_returns"


def main() -> None:
    """Writes everything."""
    edition = edition_for(Period.parse(plan.PERIOD), SCHEMAS)
    units = sample_units(SCHEMAS)
    figures = sample_figures(edition, units)
    returns = sample_returns(edition, units, figures)
    OUTPUT.mkdir(exist_ok=True)
    (OUTPUT / "units.csv").write_text(units_csv(units.units), encoding="utf-8", newline="")
    around = around_the_reform(SCHEMAS, figures[plan.PERIOD])
    for name, text in around.tables.items():
        (OUTPUT / name).write_text(text, encoding="utf-8", newline="")
    for period, by_unit in (returns | around.returns).items():
        folder = emptied(OUTPUT / period)
        for name, one in named(by_unit).items():
            (folder / name).write_bytes(one.to_bytes())
    faulty = faulty_returns(returns[plan.PERIOD])
    folder = emptied(OUTPUT / "faulty")
    for bad in faulty:
        (folder / f"{bad.name}.xlsx").write_bytes(bad.content)
    (folder / "expected.csv").write_text(expected_csv(faulty), encoding="utf-8", newline="")
    write_others(Main.made(SCHEMAS))
    written = sum(map(len, (returns | around.returns).values()))
    print(f"{OUTPUT}: {written} returns, {len(faulty)} faulty ones")


def write_others(main: Main) -> None:
    """Writes the tables and workbooks of the workspaces beside the province's."""
    for name, make in WORKSPACES.items():
        folder, other = OUTPUT / "khac" / name, make(main)
        for old in folder.rglob("*.xlsx"):
            old.unlink()
        for path, text in other.tables.items():
            (folder / path).write_text(text, encoding="utf-8", newline="")
        for path, workbook in other.workbooks.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(workbook())
        print(f"{folder}: {len(other.workbooks)} workbooks")


def named(returns: Mapping[str, SampleReturn]) -> dict[str, SampleReturn]:
    """The returns by the names of their files; units that would share one get their code into it."""
    names = {code: file_name(one.cover.period, one.unit) for code, one in returns.items()}
    taken = list(names.values())
    return {
        name if taken.count(name) == 1 else name.replace(".xlsx", f"-{code}.xlsx"): returns[code]
        for code, name in names.items()
    }


def emptied(folder: Path) -> Path:
    """The folder, there and without workbooks."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.xlsx"):
        old.unlink()
    return folder


if __name__ == "__main__":
    main()
