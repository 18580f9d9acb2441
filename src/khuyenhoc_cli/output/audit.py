"""What `audit` says of a report: its claims as JSON, and the words that table, page and comments share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from khuyenhoc_cli.audit.model import Claim, Document, Kind, Passage, Verdict, sentence_around

SCHEMA = "khuyenhoc.audit/1"
# In the order in which they are told.
VERDICTS: dict[Verdict, str] = {"wrong": "Sai", "format": "Cách viết", "doubtful": "Nghi vấn", "ok": "Đúng"}
KINDS: dict[Kind, str] = {
    "sum": "phép cộng",
    "ratio": "tỷ lệ",
    "difference": "tăng, giảm",
    "growth": "tốc độ tăng, giảm",
    "per_capita": "bình quân",
    "duplicate": "cùng một số liệu",
    "format": "cách viết số",
    "figure": "so với số liệu",
    "list": "số đếm",
    "direction": "từ chỉ chiều",
}


@dataclass(frozen=True)
class Audit:
    """A report and what was said of it, in reading order; `against` is the period whose figures it was held against."""

    document: Document
    claims: tuple[Claim, ...]
    against: str | None = None

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many claims have each verdict."""
        found = Counter(claim.verdict for claim in self.claims)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @property
    def is_wrong(self) -> bool:
        """Whether the exit code is 1: something is proven wrong, or written as it must not be."""
        return any(claim.verdict in ("wrong", "format") for claim in self.claims)


def audit_json(audit: Audit) -> dict[str, Any]:
    """The contract `khuyenhoc.audit/1`."""
    counts = audit.counts
    order: tuple[Verdict, ...] = ("ok", "wrong", "doubtful", "format")
    return {
        "schema": SCHEMA,
        "report": audit.document.name,
        "period": audit.against,
        "claims": [_claim_json(claim) for claim in audit.claims],
        "summary": {"claims": len(audit.claims), **{verdict: counts[verdict] for verdict in order}},
        "warnings": list(audit.document.warnings),
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    passage = claim.passage
    return {
        "kind": claim.kind,
        "rule": claim.rule,
        "part": passage.part,
        "paragraph": passage.paragraph,
        "quote": passage.verbatim(*sentence_around(passage.text, claim.start, claim.end)),
        "printed": passage.verbatim(claim.start, claim.end),
        "computed": claim.computed,
        "verdict": claim.verdict,
        "message": claim.message,
        "key": key_of(claim),
        "headings": list(passage.headings),
        "cell": _cell_json(passage),
    }


def _cell_json(passage: Passage) -> dict[str, int] | None:
    if passage.cell is None:
        return None
    table, row, column = passage.cell
    return {"table": table, "row": row + 1, "column": column + 1}


def key_of(claim: Claim) -> str | None:
    """The key of the content control that the figure stands in, in a draft of this tool."""
    around = (each for each in claim.passage.controls if each.start <= claim.start and claim.end <= each.end)
    inmost = min(around, key=lambda each: each.end - each.start, default=None)
    return inmost.key if inmost else None


def place_of(passage: Passage) -> str:
    """Where a passage stands, as one would tell a colleague: "Chú thích 6", "Bảng 2, dòng 5, cột 3", "Đoạn 42"."""
    if passage.part == "footnote":
        return f"Chú thích {passage.paragraph}"
    if passage.cell is not None:
        table, row, column = passage.cell
        return f"Bảng {table}, dòng {row + 1}, cột {column + 1}"
    return f"Đoạn {passage.paragraph}"


def summary_line(audit: Audit) -> str:
    """How many figures were checked and how it went."""
    counts = audit.counts
    parts = [f"{counts[verdict]} {word.lower()}" for verdict, word in VERDICTS.items() if counts[verdict]]
    if not audit.claims:
        return "Không có con số nào kiểm được bằng phép tính ngay trong báo cáo."
    against = f" với nhau và với số liệu kỳ {audit.against}" if audit.against else " với nhau"
    return f"Đã soát {len(audit.claims)} chỗ{against}: {', '.join(parts)}."


def listed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a person has to look at: those that are not "ok"."""
    return [claim for claim in claims if claim.verdict != "ok"]
