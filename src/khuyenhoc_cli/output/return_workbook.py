"""Excel returns, blank or filled in.

XlsxWriter writes them because it can store the results of formulas: a total must be readable before any spreadsheet
program has calculated it.
"""

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.output.atomic import write_new
from khuyenhoc_cli.output.return_content import Cover, ReturnContent
from khuyenhoc_cli.output.return_form_sheet import write_form_sheet
from khuyenhoc_cli.output.return_styles import FONT, make_styles
from khuyenhoc_cli.output.return_text_sheets import write_cover, write_narrative_sheet
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.naming import unit_slug

__all__ = ["Cover", "ReturnContent", "file_name", "write_return"]

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": FONT, "font_size": 12},
}


def write_return(
    path: Path, edition: Edition, cover: Cover, unit: Unit, rows: Sequence[Unit], content: ReturnContent
) -> None:
    """Nothing; `path` is the unit's return, one row per unit in `rows`, attached ones last. The same input gives the
    same bytes. FileExistsError where the path exists, ValueError where there are no rows.
    """
    if not rows:
        raise ValueError("a return needs at least one row")
    write_new(path, _workbook(edition, cover, unit, rows, content))


def file_name(period: Period, unit: Unit) -> str:
    """The name a unit's return goes by: "2024H1_krong-nang.xlsx"."""
    return f"{period}_{unit_slug(unit)}.xlsx"


def _workbook(edition: Edition, cover: Cover, unit: Unit, rows: Sequence[Unit], content: ReturnContent) -> bytes:
    """The file's bytes; its date is the period's last day, never the clock's."""
    stream = BytesIO()
    attached_last = sorted(rows, key=lambda row: row.kind == "attached")
    with Workbook(stream, deepcopy(_OPTIONS)) as book:  # XlsxWriter writes into nested options
        created = datetime.combine(cover.period.last_day, time())
        book.set_properties({"title": f"{edition.title}: {unit.name}, {cover.period.name}", "created": created})
        styles = make_styles(book)
        write_cover(book, styles, edition, cover, unit)
        for form in edition.forms:
            write_form_sheet(book, styles, form, cover, unit, attached_last, content)
        write_narrative_sheet(book, styles, content.narrative)
    return stream.getvalue()
