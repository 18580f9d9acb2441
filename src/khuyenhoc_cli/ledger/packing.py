"""The content of a return as one compressed text: its values with their cells, and its prose."""

import json
import zlib
from typing import Any

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import Place, Submission, Value


def packed(submission: Submission) -> bytes:
    """The values with their cells and the prose, as compressed JSON."""
    values: dict[str, dict[str, list[Any]]] = {}
    for (unit, code), value in submission.values.items():
        values.setdefault(unit, {})[code] = [value.amount, value.at.sheet, value.at.cell]
    content = {"values": values, "narrative": dict(submission.narrative)}
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(data: bytes) -> tuple[dict[Place, Value], dict[str, str]]:
    """The values and the prose."""
    content = json.loads(zlib.decompress(data))
    values = {
        (unit, code): Value(amount, CellRef(sheet, cell))
        for unit, codes in content["values"].items()
        for code, (amount, sheet, cell) in codes.items()
    }
    return values, content["narrative"]
