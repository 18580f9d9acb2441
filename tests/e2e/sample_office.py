"""A workspace laid out from the sample: the settings, the lists of units, and the periods asked for."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_returns"


def lay_out(folder: Path, *periods: str) -> Path:
    """The folder, with these periods' returns in it."""
    returns = folder / "sample_returns"
    returns.mkdir(parents=True, exist_ok=True)
    for period in periods:
        shutil.copytree(SAMPLE / period, returns / period)
    for table in SAMPLE.glob("*.csv"):
        shutil.copy(table, returns)
    shutil.copy(ROOT / "khuyenhoc.toml", folder)
    return folder
