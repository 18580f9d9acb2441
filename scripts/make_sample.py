"""Writes the sample workspace's data: sample_returns/ with units.csv, two periods of returns, and faulty ones.

    python -m scripts.make_sample

The totals are those of a real report, as far as it printed them; everything below is invented, by tables and weights
in scripts/sample/ and without chance: the same files come out every time. Old workbooks in the folders are replaced.
"""

from pathlib import Path

from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.output.return_workbook import file_name
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.units_file import units_csv
from scripts.sample import plan
from scripts.sample.faulty import expected_csv, faulty_returns
from scripts.sample.figures import sample_figures
from scripts.sample.units import sample_units
from scripts.sample.workbooks import sample_returns

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS, OUTPUT = ROOT / "schemas", ROOT / "sample_returns"


def main() -> None:
    """Writes everything."""
    edition = edition_for(Period.parse(plan.PERIOD), SCHEMAS)
    units = sample_units(SCHEMAS)
    returns = sample_returns(edition, units, sample_figures(edition, units))
    OUTPUT.mkdir(exist_ok=True)
    (OUTPUT / "units.csv").write_text(units_csv(units.units), encoding="utf-8", newline="")
    for period, by_unit in returns.items():
        folder = emptied(OUTPUT / period)
        for one in by_unit.values():
            (folder / file_name(one.cover.period, one.unit)).write_bytes(one.to_bytes())
    faulty = faulty_returns(returns[plan.PERIOD])
    folder = emptied(OUTPUT / "faulty")
    for bad in faulty:
        (folder / f"{bad.name}.xlsx").write_bytes(bad.content)
    (folder / "expected.csv").write_text(expected_csv(faulty), encoding="utf-8", newline="")
    print(f"{OUTPUT}: {sum(map(len, returns.values()))} returns, {len(faulty)} faulty ones")


def emptied(folder: Path) -> Path:
    """The folder, there and without workbooks."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.xlsx"):
        old.unlink()
    return folder


if __name__ == "__main__":
    main()
