"""What is generated is current, and what the README shows is what the commands print."""

from pathlib import Path

from scripts.build_handbook import PAGE, handbook_page

ROOT = Path(__file__).parents[2]


def test_the_page_of_codes_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == handbook_page(), "run: make docs"
