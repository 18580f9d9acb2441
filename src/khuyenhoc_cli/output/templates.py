"""Templates, their faults and their names, as JSON and as text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from khuyenhoc_cli.report.checking.faults import Fault
from khuyenhoc_cli.report.checking.outline import Entry
from khuyenhoc_cli.report.kinds import KINDS
from khuyenhoc_cli.report.layout.checks import Deviation
from khuyenhoc_cli.report.names import Name
from khuyenhoc_cli.workspace.templates import TemplateFile

_STANDINGS = {
    "shipped": "mẫu của chương trình",
    "unchanged": "bản chép của {origin}, chưa sửa",
    "edited": "bản chép của {origin}, đã sửa",
    "outdated": "bản chép của {origin}; mẫu gốc đã đổi từ khi chép",
    "own": "mẫu riêng của nơi làm việc",
}
_SHOWN = {"table": "bảng", "note": "chú thích", "chart": "biểu đồ"}


@dataclass(frozen=True)
class Checked:
    """A template with its faults, and where it differs from the layout that is asked for."""

    template: TemplateFile
    faults: tuple[Fault, ...]
    deviations: tuple[Deviation, ...]


def templates_json(templates: Iterable[TemplateFile]) -> dict[str, Any]:
    """`template list --format json`."""
    return {"schema": "khuyenhoc.templates/1", "templates": [_template(each) for each in templates]}


def _template(template: TemplateFile) -> dict[str, Any]:
    title, about = _titled(template)
    return {
        "name": template.name,
        "title": title,
        "about": about,
        "standing": template.standing,
        "origin": template.origin or None,
        "path": str(template.path),
    }


def templates_text(templates: Iterable[TemplateFile]) -> str:
    """One template after another: name, whose it is, title, what it is for."""
    blocks = []
    for template in templates:
        title, about = _titled(template)
        standing = _STANDINGS[template.standing].format(origin=template.origin)
        blocks.append(
            "\n".join([f"{template.name}  ({standing})", *(f"    {line}" for line in (title, about) if line)])
        )
    return "\n".join(blocks)


def _titled(template: TemplateFile) -> tuple[str, str]:
    kind = KINDS.get(template.origin or template.name)
    return (kind.title, kind.about) if kind else ("", "")


def outline_text(template: TemplateFile, entries: Iterable[Entry]) -> str:
    """The outline, entries set in below the heading they stand under."""
    lines = [f"Mẫu {template.name}: {_titled(template)[0]}".rstrip(": ")]
    for entry in entries:
        if entry.kind == "heading":
            lines.append(f"{'  ' * entry.level}{entry.text}")
        else:
            lines.append(f"{'  ' * (entry.level + 1)}[{_SHOWN[entry.kind]}] {entry.text}")
    return "\n".join(lines)


def check_json(checked: Iterable[Checked]) -> dict[str, Any]:
    """`template check --format json`."""
    return {"schema": "khuyenhoc.template_check/1", "templates": [_checked(each) for each in checked]}


def _checked(checked: Checked) -> dict[str, Any]:
    return {
        "name": checked.template.name,
        "path": str(checked.template.path),
        "faults": [_fault(fault) for fault in checked.faults],
        "layout": [
            {
                "rule": each.rule.id,
                "where": each.where,
                "found": each.found,
                "expects": each.rule.expects,
                "source": f"{each.document}, {each.rule.source}",
                "fix": each.rule.fix,
            }
            for each in checked.deviations
        ],
    }


def _fault(fault: Fault) -> dict[str, Any]:
    place = fault.place
    return {
        "kind": fault.kind,
        "where": place.text(),
        "part": place.story,
        "heading": place.heading or None,
        "paragraph": place.paragraph or None,
        "table": place.table or None,
        "row": place.row or None,
        "cell": place.cell or None,
        "quote": fault.quote,
        "message": fault.message,
        "fix": fault.fix,
    }


def check_text(checked: Checked) -> str:
    """What is wrong with one template, fault by fault."""
    name, count = checked.template.name, len(checked.faults)
    lines = [f"Mẫu {name}: {f'{count} chỗ sai' if count else 'không có chỗ sai'}."]
    for fault in checked.faults:
        said = f"{fault.quote}: {fault.message}" if fault.quote else fault.message
        lines += [f"- {fault.place.text()}", f"    {said}.", f"    → {fault.fix}"]
    if checked.deviations:
        lines.append(f"Thể thức: {len(checked.deviations)} điều nên xem (không phải lỗi).")
    for each in checked.deviations:
        lines += [f"- {each.text}", f"    → {each.rule.fix}"]
    return "\n".join(lines)


def names_json(names: Iterable[Name], period: str) -> dict[str, Any]:
    """`template names --format json`."""
    listed = [
        {
            "name": name.path,
            "group": name.group,
            "label": name.label,
            "kind": name.kind,
            "usage": name.usage,
            "entries": list(name.entries),
            "value": name.value,
        }
        for name in names
    ]
    return {"schema": "khuyenhoc.template_names/1", "period": period or None, "names": listed}


def names_text(names: Iterable[Name], period: str) -> str:
    """The names group by group: how each is written, what it is, what it prints now."""
    about = f"Giá trị của kỳ {period}." if period else "Chưa tổng hợp kỳ nào nên chưa có giá trị."
    return "\n".join([about, *_grouped(names)])


def _grouped(names: Iterable[Name]) -> Iterator[str]:
    for group, members in groupby(names, key=lambda name: name.group):
        yield f"\n{group}"
        for name in members:
            entries = f" (mỗi mục: {', '.join(f'muc.{entry}' for entry in name.entries)})" if name.entries else ""
            value = "" if name.value is None else f" = {' '.join(name.value.split()) or '(trống)'}"
            yield f"  {name.usage}  {name.label}{entries}{value}"
