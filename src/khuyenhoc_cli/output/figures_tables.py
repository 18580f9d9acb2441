"""The tables that the workbook and the page show: the appendices, what stands in none of them, the key figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from khuyenhoc_cli.forms.model import Edition, Indicator
from khuyenhoc_cli.report.appendices import APPENDICES, Appendix, Column, Group, Table

KEY_FIGURES = (
    *("DS01", "TC02", "TC10", "TC20", "HV01", "HV01/DS01", "HV03"),
    *("CD03/CD01", "GD03/GD01", "DH03/DH01", "CX03/CX01", "DV03/DV01"),
    *("Q01", "Q01/DS01", "Q30", "HS03", "TT01", "TT04"),
)
SHARE = "HV01/DS01"
MODELS = (
    ("Công dân học tập", "CD02/CD01", "CD03/CD01"),
    ("Gia đình học tập", "GD02/GD01", "GD03/GD01"),
    ("Dòng họ học tập", "DH02/DH01", "DH03/DH01"),
    ("Cộng đồng học tập", "CX02/CX01", "CX03/CX01"),
    ("Đơn vị học tập", "DV02/DV01", "DV03/DV01"),
)
"""A model's name, the ratios of who registered and of who achieved it."""
BARS_AT_MOST = 30
OTHERS = "Chỉ tiêu khác"
_COLUMNS_AT_MOST = 16


@dataclass(frozen=True)
class TableOf:
    """One table and where it belongs; `serial` is its number within the appendix, 0 where it is the only one."""

    appendix: Appendix
    serial: int
    table: Table

    @property
    def number(self) -> str:
        """ "I.2", "V"; "" for what stands in no appendix."""
        return self.appendix.number + (f".{self.serial}" if self.serial and self.appendix.number else "")


def tables_of(edition: Edition) -> tuple[TableOf, ...]:
    """The tables of the appendices, less what the edition does not ask for; then its indicators that stand in none."""
    return tuple(
        TableOf(appendix, serial, table)
        for appendix in (*_known(edition), *_others(edition))
        for serial, table in enumerate(appendix.tables, start=1 if len(appendix.tables) > 1 else 0)
    )


def _known(edition: Edition) -> Iterator[Appendix]:
    known = {*edition.indicators, *edition.ratio_of}
    for appendix in APPENDICES:
        tables = tuple(
            Table(table.key, table.title, table.measures, groups)
            for table in appendix.tables
            if (groups := tuple(_kept(table.groups, known)))
        )
        if tables:
            yield Appendix(appendix.number, appendix.title, tables)


def _kept(groups: tuple[Group, ...], known: set[str]) -> Iterator[Group]:
    for group in groups:
        if columns := tuple(column for column in group.columns if column.figure in known):
            yield Group(group.heading, columns)


def _others(edition: Edition) -> Iterator[Appendix]:
    """One more appendix, without a number: the indicators that stand in none, form by form."""
    shown = {column.figure for appendix in APPENDICES for table in appendix.tables for column in table.columns}
    tables: list[Table] = []
    for form in edition.forms:
        left = [indicator for indicator in form.indicators if indicator.code not in shown]
        for start in range(0, len(left), _COLUMNS_AT_MOST):
            tables.append(_table(form.title, left[start : start + _COLUMNS_AT_MOST], len(tables)))
    if tables:
        yield Appendix("", OTHERS, tuple(tables))


def _table(title: str, indicators: list[Indicator], number: int) -> Table:
    groups: dict[str, list[Column]] = {}
    for indicator in indicators:
        groups.setdefault(indicator.group, []).append(Column(indicator.code, indicator.short))
    measures = ", ".join(dict.fromkeys(indicator.unit for indicator in indicators))
    return Table(
        f"khac_{number}",
        title,
        f"Đơn vị tính: {measures}",
        tuple(Group(heading, tuple(columns)) for heading, columns in groups.items()),
    )
