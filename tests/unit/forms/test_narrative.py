from khuyenhoc_cli.forms.narrative import SECTIONS
from khuyenhoc_cli.text.names import fold


def test_sections_are_told_apart_by_key_and_by_title() -> None:
    assert len({section.key for section in SECTIONS}) == len({fold(section.title) for section in SECTIONS}) == 17
