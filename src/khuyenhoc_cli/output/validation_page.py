"""What `validate --format html` writes: one page that filters its findings itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.findings.catalogue import CATALOGUE, Language, Severity
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.output.page import render_page
from khuyenhoc_cli.output.validation import MARKS, STATE_WORDS, STATUS_WORDS, Validation, reason_of, summary_line
from khuyenhoc_cli.text.names import sort_key
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.naming import unit_slug

_HEADINGS = ("Mức", "Mã", "Trang", "Ô", "Đơn vị", "Nội dung", "Cách sửa", "Đề nghị")
_UNKNOWN_UNIT, _UNKNOWN_KEY = "chưa rõ đơn vị", "chua-ro"

Option = tuple[str, str]
"""The value of a filter, and what a person reads."""


def validation_page(validation: Validation, language: Language) -> str:
    """The page as HTML."""
    return render_page("validation_page", _values(validation, language))


def _values(validation: Validation, language: Language) -> dict[str, Any]:
    faulty = [file for file in validation.files if file.findings]
    keys = _unit_keys(file.unit for file in faulty)
    return {
        "title": f"Kết quả kiểm tra báo cáo {validation.period.name if validation.period else ''}".strip(),
        "summary": summary_line(validation),
        "language": language,
        "total": sum(len(file.findings) for file in faulty),
        "headings": _HEADINGS,
        "filters": _filters(faulty, keys),
        "missing": [(unit.name, STATE_WORDS[state]) for unit, state in validation.missing],
        "files": [_file(file, keys, language) for file in faulty],
        "sound": [(file.path.as_posix(), _name(file.unit)) for file in validation.files if not file.findings],
    }


def _unit_keys(units: Iterable[Unit | None]) -> dict[str, str]:
    """By code, what a link calls the unit: "krong-nang", with its code where two units share that."""
    distinct = {unit.code: unit for unit in units if unit is not None}
    slugs = [unit_slug(unit) for unit in distinct.values()]
    return {
        code: slug if slugs.count(slug) == 1 else f"{slug}-{code}" for code, slug in zip(distinct, slugs, strict=True)
    }


def _filters(faulty: Sequence[FileCheck], keys: Mapping[str, str]) -> list[dict[str, Any]]:
    findings = [finding for file in faulty for finding in file.findings]
    severities = {finding.severity for finding in findings}
    units = {(_key(file.unit, keys), _name(file.unit)) for file in faulty}
    codes = {finding.code for finding in findings}
    sheets = {finding.at.sheet for finding in findings if finding.at}
    listed: tuple[tuple[str, str, list[Option]], ...] = (
        ("muc", "Mức", [(str(severity), MARKS[severity][0]) for severity in Severity if severity in severities]),
        ("don-vi", "Đơn vị gửi", sorted(units, key=lambda unit: sort_key(unit[1]))),
        ("ma", "Mã", [(code, f"{code} · {CATALOGUE[code].title}") for code in sorted(codes)]),
        ("trang", "Trang", [(sheet, sheet) for sheet in sorted(sheets, key=sort_key)]),
    )
    return [{"name": name, "label": label, "options": options} for name, label, options in listed]


def _file(file: FileCheck, keys: Mapping[str, str], language: Language) -> dict[str, Any]:
    return {
        "path": file.path.as_posix(),
        "unit": _name(file.unit),
        "key": _key(file.unit, keys),
        "status": str(file.status),
        "status_word": STATUS_WORDS[file.status][0],
        "findings": [_finding(finding, language) for finding in file.findings],
    }


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    own = finding.at.sheet if finding.at else ""
    return {
        "code": finding.code,
        "title": CATALOGUE[finding.code].title,
        "severity": str(finding.severity),
        "severity_word": MARKS[finding.severity][0],
        "sheet": own,
        "cell": finding.at.cell if finding.at else "",
        "also": ", ".join(ref.cell if ref.sheet == own else f"{ref.sheet}!{ref.cell}" for ref in finding.also),
        "unit": finding.unit or "",
        "message": finding.message(language),
        "fix": finding.fix(language),
        "skipped": "; ".join(finding.skipped),
        "proposed": finding.proposed or "",
        "because": reason_of(finding, language),
    }


def _name(unit: Unit | None) -> str:
    return unit.name if unit else _UNKNOWN_UNIT


def _key(unit: Unit | None, keys: Mapping[str, str]) -> str:
    return keys[unit.code] if unit else _UNKNOWN_KEY
