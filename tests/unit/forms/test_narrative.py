from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS, SECTIONS
from khuyenhoc_cli.text.names import fold


def test_sections_are_told_apart_by_key_and_by_title() -> None:
    assert len({section.key for section in SECTIONS}) == len({fold(section.title) for section in SECTIONS}) == 17


def test_reports_have_sections_that_no_return_asks_for() -> None:
    assert REPORT_SECTIONS[: len(SECTIONS)] == SECTIONS
    keys, titles = ({getattr(each, name) for each in REPORT_SECTIONS} for name in ("key", "title"))
    assert len(keys) == len(titles) == len(REPORT_SECTIONS)
    assert all(each.prompt.endswith(".") for each in REPORT_SECTIONS)
