"""Where the data that travels with the program lies: schemas, templates, the sample."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_root() -> Path:
    """The folder holding `schemas/`, `templates/`, `sample_returns/`: inside the wheel, else the checkout."""
    inside_wheel = _PACKAGE / "_data"
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parents[1]
