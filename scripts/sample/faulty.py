"""Faulty returns: each a clean one with a single typical fault, and the truth about where it was planted."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from khuyenhoc_cli.findings.catalogue import CATALOGUE
from khuyenhoc_cli.forms.cover import COVER_SHEET, PERIOD

from .containers import encrypted_workbook, word_document
from .patching import PatchedSheet, column_of, row_of
from .workbooks import SampleReturn

_TOTAL = "Tổng cộng"
_BLOCK = "Khối trực thuộc"


@dataclass(frozen=True)
class Faulty:
    """A faulty file. `sheet` and `cell` are where the fault was planted, "" where it is nowhere in particular."""

    name: str
    content: bytes
    sheet: str = ""
    cell: str = ""
    proposed: str = ""

    @property
    def code(self) -> str:
        """The code of its one finding."""
        return self.name.split("_")[0]


@dataclass(frozen=True)
class Planting:
    """A clean return and one place in it: where the indicator meets the row of that name."""

    clean: SampleReturn
    code: str
    row: str

    @property
    def sheet(self) -> str:
        """The name of the indicator's sheet."""
        return self.clean.edition.form_of[self.code].sheet

    @property
    def value(self) -> int:
        """What stands there."""
        return self.of(self.code)

    def of(self, code: str) -> int:
        """What stands in the same row in another column."""
        return self.clean.value(self._unit, code)

    @property
    def _unit(self) -> str:
        return next(unit.code for unit in (self.clean.unit, *self.clean.rows) if unit.name == self.row)

    def open(self) -> PatchedSheet:
        """The sheet, to be changed in its XML."""
        return PatchedSheet(self.clean.to_bytes(), self.sheet)

    def rewritten(self, name: str, values: Mapping[str, int | None], proposed: str = "") -> Faulty:
        """The return written anew with other values in the row: every total follows."""
        changed = self.clean
        for code, value in values.items():
            changed = changed.with_value(self._unit, code, value)
        return Faulty(name, changed.to_bytes(), self.sheet, self.open().at(self.code, self.row), proposed)

    def patched(
        self, name: str, change: Callable[[PatchedSheet, str], None], proposed: str = "", total: str | None = None
    ) -> Faulty:
        """The cell changed in the XML, and what Excel would then show as the column's total."""
        sheet = self.open()
        at = sheet.at(self.code, self.row)
        change(sheet, at)
        if total is not None:
            sheet.set_result(sheet.at(self.code, _TOTAL), total, kind="e" if total.startswith("#") else "")
        return Faulty(name, sheet.bytes(), self.sheet, at, proposed)

    def total_less(self, amount: float) -> str:
        """The column's total less an amount, as a cell holds it."""
        total = sum(value for (unit, code), value in self.clean.content.values.items() if code == self.code)
        return repr(total - amount)


def faulty_returns(clean: Mapping[str, SampleReturn]) -> tuple[Faulty, ...]:
    """All faulty files, by name; `clean` are the returns of the period by the unit's code."""
    makers = (_whole_files, _single_cells, _cells_together, _units_and_periods)
    return tuple(sorted((faulty for make in makers for faulty in make(clean)), key=lambda faulty: faulty.name))


def expected_csv(faulty: Iterable[Faulty]) -> str:
    """The truth as a table: one finding per file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "code", "severity", "sheet", "cell", "proposed"))
    for one in faulty:
        severity = CATALOGUE[one.code].severity.value
        writer.writerow((f"{one.name}.xlsx", one.code, severity, one.sheet, one.cell, one.proposed))
    return out.getvalue()


def _whole_files(clean: Mapping[str, SampleReturn]) -> Iterable[Faulty]:
    yield Faulty("KH101_tep-word", word_document("Báo cáo số liệu khuyến học", "Số liệu gửi sau."))
    yield Faulty("KH102_dat-mat-khau", encrypted_workbook())
    whole = clean["645"].to_bytes()
    yield Faulty("KH103_tai-chua-het", whole[: len(whole) * 2 // 3])
    edition = clean["647"].edition
    four = edition.model_copy(update={"forms": tuple(form for form in edition.forms if form.number != 5)})
    yield Faulty("KH107_thieu-bieu-5", replace(clean["647"], edition=four).to_bytes())
    planting = Planting(clean["649"], "TT05", "Xã Cư Né")
    sheet = planting.open()
    column = sheet.append_copy_of_column(column_of(sheet.find("TT05")))
    cell = f"{column}{row_of(sheet.find('TT05'))}"
    yield Faulty("KH109_trung-cot", sheet.bytes(), planting.sheet, cell)


def _single_cells(clean: Mapping[str, SampleReturn]) -> Iterable[Faulty]:
    text = Planting(clean["650"], "HV01", "Xã Ea Hồ")
    grouped = f"{text.value:,}".replace(",", ".")
    yield text.patched(
        "KH201_so-ghi-dang-chu", lambda s, at: s.set_text(at, grouped), str(text.value), text.total_less(text.value)
    )
    fraction = Planting(clean["654"], "GD01", "Xã Ea Phê")
    yield fraction.patched(
        "KH202_dau-cham-ngan-nghin",
        lambda s, at: s.set_number(at, repr(fraction.value / 1000)),
        str(fraction.value),
        fraction.total_less(fraction.value - fraction.value / 1000),
    )
    yield Planting(clean["656"], "HS03", "Xã Bông Krang").rewritten("KH203_so-am", {"HS03": -15}, "15")
    error = Planting(clean["648"], "Q21", "Xã Ea Kiết")
    yield error.patched("KH204_o-bao-loi", lambda s, at: s.set_error(at, "#REF!"), total="#REF!")
    formula = Planting(clean["652"], "KT01", "Huyện M'Drắk")
    yield formula.patched("KH205_cong-thuc-chua-tinh", lambda s, at: s.set_formula_only(at, "1+2"), "3")
    yield Planting(clean["655"], "TT03", "Xã Dray Sáp").rewritten("KH206_o-trong", {"TT03": None})
    flag = Planting(clean["653"], "VB02", "Huyện Krông Bông")
    yield flag.patched("KH207_ghi-roi", lambda s, at: s.set_text(at, "Rồi"), "Có")
    yield _date_for_fraction(Planting(clean["646"], "TC12", "Xã Ea Lê"))
    truth = Planting(clean["657"], "DH01", "Xã Ea Tiêu")
    yield truth.patched("KH208_dung-sai-thay-so", lambda s, at: s.set_truth(at), total=truth.total_less(truth.value))
    digits = Planting(clean["643"], "TT05", "Phường Ea Tam")
    as_text = str(digits.value)
    yield digits.patched(
        "KH209_so-luu-dang-chu", lambda s, at: s.set_text(at, as_text), as_text, digits.total_less(digits.value)
    )


def _date_for_fraction(planting: Planting) -> Faulty:
    """Someone typed 3/4 for "three or four" and Excel took it for 3 April 2024."""
    third_of_april = 45385
    style = PatchedSheet(planting.clean.to_bytes(), COVER_SHEET).style("B8")
    return planting.patched(
        "KH208_ngay-thay-so",
        lambda s, at: s.set_number(at, str(third_of_april), style),
        str(planting.value),
        total=planting.total_less(planting.value - third_of_april),
    )


def _cells_together(clean: Mapping[str, SampleReturn]) -> Iterable[Faulty]:
    parts = Planting(clean["651"], "TC10", "Xã Ea Tih")
    yield parts.rewritten("KH301_tong-khac-cac-phan", {"TC10": parts.value + 2}, str(parts.value))
    order = Planting(clean["644"], "GD03", "Phường An Bình")
    yield order.rewritten("KH302_dat-nhieu-hon-dang-ky", {"GD03": order.of("GD02") + 12})
    total = Planting(clean["645"], "TC20", _TOTAL)
    stale = int(total.total_less(9))
    yield total.patched("KH303_tong-cong-cu", lambda s, at: s.set_number(at, str(stale)), str(stale + 9))
    yield _last_row_left_out(Planting(clean["647"], "HV02", _BLOCK))
    people = Planting(clean["653"], "CD01", "Xã Hòa Lễ")
    more = people.of("DS01") - people.value + 150
    yield people.rewritten(
        "KH402_cong-dan-nhieu-hon-dan-so", {"CD01": people.value + more, "CD14": people.of("CD14") + more}
    )
    tenfold = Planting(clean["648"], "HS04", "Xã Quảng Hiệp")
    yield tenfold.rewritten("KH501_gap-muoi-cung-ky", {"HS04": tenfold.value * 10}, str(tenfold.value))


def _last_row_left_out(planting: Planting) -> Faulty:
    """A row was added under the rows that the total adds up, and the formula was not drawn down to it."""
    sheet = planting.open()
    at = sheet.at(planting.code, _TOTAL)
    first, last = row_of(sheet.find(planting.code)) + 1, row_of(sheet.at(planting.code, planting.row)) - 1
    right = int(float(sheet.text(at)))
    column = column_of(at)
    sheet.set_formula(at, f"SUM({column}{first}:{column}{last})", str(right - planting.value))
    return Faulty("KH305_tong-bo-sot-dong", sheet.bytes(), planting.sheet, at, f"{right:,}".replace(",", "."))


def _units_and_periods(clean: Mapping[str, SampleReturn]) -> Iterable[Faulty]:
    stranger = replace(clean["656"].unit, name="Huyện Đắk Song")
    cover = replace(clean["656"].cover, association="Hội Khuyến học huyện Đắk Song")
    content = replace(clean["656"], unit=stranger, cover=cover).to_bytes()
    yield Faulty("KH701_don-vi-la", content, COVER_SHEET, PatchedSheet(content, COVER_SHEET).find(stranger.name))
    right = "Xã Khuê Ngọc Điền"
    yield _renamed(Planting(clean["653"], "CD01", right), "Xã Khê Ngọc Điền", right)
    yield _listed_twice(Planting(clean["644"], "TT01", "Xã Ea Siên"))
    yield _left_out(Planting(clean["655"], "TT01", "Xã Quảng Điền"))
    late = clean["657"]
    before = late.cover.period.year_before
    sheet = PatchedSheet(late.to_bytes(), COVER_SHEET)
    cell = f"B{row_of(sheet.find(PERIOD))}"
    sheet.set_text(cell, before.name)
    yield Faulty(f"KH707_sai-ky_{late.cover.period}", sheet.bytes(), COVER_SHEET, cell)


def _renamed(planting: Planting, wrong: str, right: str) -> Faulty:
    sheet = planting.open()
    cell = sheet.find(right)
    sheet.set_text(cell, wrong)
    return Faulty("KH704_ten-xa-sai", sheet.bytes(), planting.sheet, cell, right)


def _listed_twice(planting: Planting) -> Faulty:
    """The row stands a second time, with zeros, just above the attached block."""
    sheet = planting.open()
    number = row_of(sheet.find(_BLOCK))
    sheet.insert_copy(row_of(sheet.find(planting.row)), number)
    return Faulty("KH705_xa-hai-dong", sheet.bytes(), planting.sheet, f"B{number}")


def _left_out(planting: Planting) -> Faulty:
    """The row is gone, and its numbers out of the totals."""
    sheet = planting.open()
    for code in (indicator.code for indicator in planting.clean.edition.form_of[planting.code].indicators):
        part = replace(planting, code=code)
        sheet.set_result(sheet.at(code, _TOTAL), part.total_less(part.value))
    sheet.delete_row(row_of(sheet.find(planting.row)))
    return Faulty("KH706_thieu-mot-xa", sheet.bytes(), planting.sheet, sheet.find(_TOTAL))
