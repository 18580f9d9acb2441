"""A case: a workbook drawn as text, and the findings expected at its cells. HUONG-DAN.md says how to write one."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook

from khuyenhoc_cli.checks.submission import check_submission
from khuyenhoc_cli.findings.model import Finding, sorted_findings
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.forms.rules import Rule
from khuyenhoc_cli.intake.reader import Reading, read_return
from khuyenhoc_cli.intake.submission import Expected, Place
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.config import Checks
from khuyenhoc_cli.workspace.units_file import UnitList, parse_units

FOLDER = Path(__file__).parent
SCHEMA = FOLDER.parents[1] / "schemas" / "2024"
UNITS = (FOLDER / "units.csv").read_text(encoding="utf-8")
FINDINGS_SECTION = "Cần xem"
NO_CELL = "(cả tệp)"
_FINDING = re.compile(r"(KH\d{3}) (\(cả tệp\)|[^!]+![A-Z]+\d+)(?: → ([^|]*?))?(?: \| cùng (.+))?")
_HISTORY = re.compile(r"(.+) ([A-Z]{1,2}\d{2}) = (\d+)")

Seen = tuple[str, str, str | None]


@dataclass(frozen=True)
class Calculated:
    """A formula with the result that the file holds, right or not."""

    formula: str
    result: object


@dataclass
class Case:
    """One case: its settings, its sheets as cells by A1 address, the findings expected, the codes it shows silent."""

    name: str
    settings: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, dict[str, object]] = field(default_factory=dict)
    expected: list[tuple[Seen, tuple[str, ...] | None]] = field(default_factory=list)

    @property
    def units(self) -> UnitList:
        """The invented units; those the case says have no association are marked so."""
        text = UNITS
        for name in filter(None, self.settings.get("chưa có Hội", "").split(", ")):
            text = re.sub(rf"(,{name},.*lanh-tho),,", r"\1,chua-co-hoi,", text)
        return parse_units(text)

    @property
    def silent(self) -> set[str]:
        """The codes that this case shows not to be raised where somebody might fear it."""
        return set(self.settings.get("im lặng", "").split())


def read_case(path: Path) -> Case:
    """The case in a file."""
    case, section = Case(path.stem), ""
    columns: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if heading := re.fullmatch(r"\[(.+)\]", line.strip()):
            section, columns = heading[1], []
            if section != FINDINGS_SECTION:
                case.sheets[section] = {}
        elif not section:
            name, _, value = line.partition(":")
            assert name in SETTINGS, f"{path.name}: không có mục “{name}”"
            case.settings[name] = value.strip()
        elif section == FINDINGS_SECTION:
            case.expected.append(_expectation(line.strip(), path))
        else:
            number, *cells = (part.strip() for part in line.strip().removesuffix("|").split("|"))
            if not number:
                columns = cells
                continue
            values = {f"{column}{number}": cell_value(text) for column, text in zip(columns, cells, strict=True)}
            case.sheets[section] |= {at: value for at, value in values.items() if value is not None}
    return case


SETTINGS = {"đơn vị", "kỳ", "chỉ tiêu", "quy tắc", "tệp", "bìa", "chưa có Hội", "cùng kỳ", "im lặng"}


def cell_value(text: str) -> object:
    """What a cell of a case means: a number, a date, true or false, a formula, an error, or text; None is empty."""
    if text == "":
        return None
    if match := re.fullmatch(r"(=.+) → (.+)", text):
        return Calculated(match[1], cell_value(match[2]))
    if text.startswith("'"):
        return text[1:]
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+,\d+", text):
        return float(text.replace(",", "."))
    if match := re.fullmatch(r"ngày (\d+)/(\d+)/(\d+)", text):
        return datetime(int(match[3]), int(match[2]), int(match[1]))
    return {"ĐÚNG": True, "SAI": False}.get(text, text)


def _expectation(line: str, path: Path) -> tuple[Seen, tuple[str, ...] | None]:
    match = _FINDING.fullmatch(line)
    assert match, f"{path.name}: không hiểu dòng “{line}”"
    return (match[1], match[2], match[3]), tuple(match[4].split(", ")) if match[4] else None


def workbook(case: Case) -> bytes:
    """The drawn workbook; a cover stands in it unless the case draws its own or says "bìa: không"."""
    book = Workbook()
    book.remove(book.active)
    if "Bìa" not in case.sheets and case.settings.get("bìa") != "không":
        cover = book.create_sheet("Bìa")
        cover["A4"], cover["B4"] = "Đơn vị", case.settings["đơn vị"]
        cover["A5"], cover["B5"] = "Kỳ báo cáo", case.settings.get("kỳ", "2024H1")
    results: dict[str, dict[str, object]] = {}
    for name, cells in case.sheets.items():
        sheet = book.create_sheet(name)
        for at, value in cells.items():
            sheet[at] = value.formula if isinstance(value, Calculated) else value
            if isinstance(value, Calculated):
                results.setdefault(f"xl/worksheets/sheet{len(book.sheetnames)}.xml", {})[at] = value.result
    stream = BytesIO()
    book.save(stream)
    return _with_results(stream.getvalue(), results)


def _with_results(data: bytes, results: dict[str, dict[str, object]]) -> bytes:
    """The workbook with the results of its formulas, by part and cell; openpyxl writes none."""
    if not results:
        return data
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            for at, result in results.get(part, {}).items():
                found = rf'(<c r="{at}"[^>]*><f>[^<]*</f>)<v(?: ?/>|></v>)'.encode()
                text, times = re.subn(found, rf"\g<1><v>{result}</v>".encode(), text)
                assert times == 1, at
            new.writestr(part, text)
    return stream.getvalue()


def small_edition(codes: list[str], rules: list[str]) -> Edition:
    """The real edition with these indicators only, what ties them, and the added rules on their left's form."""
    raw = tomllib.loads((SCHEMA / "edition.toml").read_text(encoding="utf-8"))
    forms = [tomllib.loads((SCHEMA / name).read_text(encoding="utf-8")) for name in raw["forms"]]
    for form in forms:
        form["indicator"] = [indicator for indicator in form["indicator"] if indicator["code"] in codes]
        own = {indicator["code"] for indicator in form["indicator"]}
        form["rules"] = [text for text in form.get("rules", []) if set(Rule.parse(text).codes) <= set(codes)]
        form["rules"] += [text for text in rules if Rule.parse(text).left in own]
    ratios = tomllib.loads((SCHEMA / "ratios.toml").read_text(encoding="utf-8"))["ratio"]
    ratios = [ratio for ratio in ratios if {ratio["numerator"], ratio["denominator"]} <= set(codes)]
    small: dict[str, Any] = {**raw, "forms": [form for form in forms if form["indicator"]], "ratios": ratios}
    edition = Edition.model_validate(small)
    assert set(edition.indicators) == set(codes)
    return edition


def run(case: Case) -> list[Finding]:
    """The findings of the drawn workbook, in the order a person sees them."""
    edition = small_edition(
        case.settings["chỉ tiêu"].split(), list(filter(None, case.settings.get("quy tắc", "").split("; ")))
    )
    reading = read(case, edition)
    found = list(reading.findings)
    if reading.submission is not None:
        previous = _previous(case, edition)
        _, found = check_submission(reading.submission, found, edition, case.units, Checks(), previous)
    return list(sorted_findings(found, reading.sheets))


def read(case: Case, edition: Edition) -> Reading:
    """The drawn workbook as the program reads it."""
    root = case.units.units[0]
    path = PurePath(case.settings.get("tệp", "bao-cao.xlsx"))
    return read_return(workbook(case), path, edition, Expected(root, case.units, Period.parse("2024H1")))


def _previous(case: Case, edition: Edition) -> dict[Place, int]:
    """The year before, written "Xã Bến Gió HV01 = 120; …" in the measure of the form."""
    codes = {unit.name: unit.code for unit in case.units.units}
    matches = [_HISTORY.fullmatch(part) for part in filter(None, case.settings.get("cùng kỳ", "").split("; "))]
    return {
        (codes[match[1]], match[2]): int(match[3])
        * (1_000_000 if edition.indicators[match[2]].measure is Measure.MONEY else 1)
        for match in matches
        if match
    }


def seen(finding: Finding) -> Seen:
    """A finding as a case writes it."""
    at = f"{finding.at.sheet}!{finding.at.cell}" if finding.at else NO_CELL
    return finding.code, at, finding.proposed


def beside(finding: Finding) -> tuple[str, ...]:
    """The other cells a finding names, as a case writes them: the sheet only where it is another one."""
    own = finding.at.sheet if finding.at else ""
    return tuple(ref.cell if ref.sheet == own else f"{ref.sheet}!{ref.cell}" for ref in finding.also)
