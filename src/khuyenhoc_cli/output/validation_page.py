"""What `validate --format html` writes: one page that asks the network for nothing, and filters its findings itself.

Every text from a file is escaped by the template engine. The policy in the page's head lets no script run but the one
that belongs to it, known by its digest, so that even a fault in escaping would not be one more program.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.findings.catalogue import CATALOGUE, Language, Severity
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.output.validation import MARKS, STATE_WORDS, STATUS_WORDS, Validation, reason_of, summary_line
from khuyenhoc_cli.text.names import sort_key
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.naming import unit_slug

_HEADINGS = ("Mức", "Mã", "Trang", "Ô", "Đơn vị", "Nội dung", "Cách sửa", "Đề nghị")
_UNKNOWN_UNIT, _UNKNOWN_KEY = "chưa rõ đơn vị", "chua-ro"
# Controls, lone surrogates, and marks that turn the direction of the text around them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

Option = tuple[str, str]
"""The value of a filter, and what a person reads."""


def validation_page(validation: Validation, language: Language) -> str:
    """The page as HTML."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    style, script = _own("css"), _own("js")
    template = environment.from_string(_own("html"))
    values = _cleaned(_values(validation, language))
    return template.render(values, style=Markup(style), script=Markup(script), policy=_policy(style, script))


def _own(ending: str) -> str:
    return (files(__package__) / f"validation_page.{ending}").read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded and nothing run but what stands in the page, byte for byte."""
    style_digest, script_digest = (
        base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in (style, script)
    )
    allowed = f"style-src 'sha256-{style_digest}'; script-src 'sha256-{script_digest}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


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


def _cleaned(value: Any) -> Any:
    """The value with all its texts rid of what no page can show."""
    match value:
        case str():
            return _UNPRINTABLE.sub("", value)
        case dict():
            return {name: _cleaned(entry) for name, entry in value.items()}
        case list() | tuple():
            return [_cleaned(entry) for entry in value]
        case _:
            return value
