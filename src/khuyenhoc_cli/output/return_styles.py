"""How a return looks: its formats, and the height of wrapped text, which Excel does not work out for merged cells."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.forms.model import Measure

FONT = "Times New Roman"
_MOST_POINTS = 409.0  # Excel's tallest row
_CHARACTERS_PER_WIDTH = 1.15  # a width counts digits; letters are narrower on the average
_INK = "#1F2937"
_PALE_INK = "#6B7280"
_HEADING = "#DCE9F5"
_LOCKED = "#F3F6FA"
_NOT_ASKED = "#D5D8DC"
_WHOLE = "#,##0"
_TRIEU_DONG = "#,##0.######"  # six decimals are đồng


@dataclass(frozen=True)
class Styles:
    """The formats of one workbook. White cells are to be filled in; only they are unlocked."""

    title: Format
    subtitle: Format
    letterhead: Format
    note: Format
    section: Format
    instruction: Format
    heading: Format
    code: Format
    label: Format
    label_centered: Format
    key: Format
    mark: Format
    prompt: Format
    not_asked: Format
    inputs: Mapping[Measure, Format]
    text: Format
    name: Format
    date: Format
    totals: Mapping[Measure, Format]
    total_label: Format
    whole: Format


def make_styles(book: Workbook) -> Styles:
    """The formats, added to the workbook."""

    def style(**properties: object) -> Format:
        return book.add_format({"font_name": FONT, "font_size": 12, "valign": "vcenter", **properties})

    box: dict[str, object] = {"border": 1, "border_color": "#9AA5B1"}
    left = {"align": "left", "indent": 1}
    label = {**box, "bg_color": _LOCKED, "font_color": _INK}
    pale = {**label, "font_color": _PALE_INK}
    total = {**box, "bg_color": _HEADING, "bold": True}
    filled = {**box, "locked": False}
    return Styles(
        title=style(bold=True, font_size=16, align="center"),
        subtitle=style(italic=True, align="center"),
        letterhead=style(bold=True),
        note=style(italic=True, align="right"),
        section=style(bold=True, font_color=_INK),
        instruction=style(text_wrap=True),
        heading=style(**box, bg_color=_HEADING, bold=True, font_size=11, align="center", text_wrap=True),
        code=style(**pale, italic=True, font_size=8, align="center"),
        label=style(**label, text_wrap=True, **left),
        label_centered=style(**label, align="center"),
        key=style(**pale, font_size=8, valign="top", **left),
        mark=style(**label, bold=True, text_wrap=True, valign="top", **left),
        prompt=style(**label, italic=True, text_wrap=True, valign="top", **left),
        not_asked=style(**box, bg_color=_NOT_ASKED),
        inputs={
            Measure.COUNT: style(**filled, num_format=_WHOLE),
            Measure.MONEY: style(**filled, num_format=_TRIEU_DONG),
            Measure.FLAG: style(**filled, align="center"),
        },
        text=style(**filled, text_wrap=True, valign="top", **left),
        name=style(**filled, **left),
        date=style(**filled, num_format="dd/mm/yyyy", **left),
        totals={
            Measure.COUNT: style(**total, num_format=_WHOLE),
            Measure.MONEY: style(**total, num_format=_TRIEU_DONG),
        },
        total_label=style(**total, **left),
        whole=book.add_format({"num_format": _WHOLE}),
    )


def span(sheet: Worksheet, first: tuple[int, int], last: tuple[int, int], text: str, style: Format) -> None:
    """Nothing; the text stands in the cells from `first` to `last`, merged where they are several."""
    if first == last:
        sheet.write_string(*first, text, style)
    else:
        sheet.merge_range(*first, *last, text, style)


def text_height(text: str, width: float, line: float = 16.0) -> float:
    """The height in points of the text in a column of that width, wrapped; at most Excel's tallest row."""
    characters = int(width * _CHARACTERS_PER_WIDTH)
    lines = sum(max(1, len(textwrap.wrap(paragraph, characters))) for paragraph in text.split("\n"))
    return min(lines * line + 6, _MOST_POINTS)


def set_up_page(sheet: Worksheet, pages: int) -> None:
    """Nothing; the sheet prints on A4, all columns on one page, on so many pages (0: as many as it takes), and only
    its white cells can be changed.
    """
    sheet.set_paper(9)
    sheet.fit_to_pages(1, pages)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.protect("", {"format_columns": True, "format_rows": True})
