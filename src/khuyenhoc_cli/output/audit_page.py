"""What `audit --format html` writes: one page with the sentences and their figures marked, which filters itself."""

from typing import Any

from khuyenhoc_cli.audit.model import Claim, sentence_around
from khuyenhoc_cli.output.audit import KINDS, VERDICTS, Audit, key_of, listed, place_of, summary_line
from khuyenhoc_cli.output.page import render_page


def audit_page(audit: Audit) -> str:
    """The page as HTML."""
    told = sorted(audit.claims, key=lambda claim: list(VERDICTS).index(claim.verdict))
    kinds = {claim.kind: KINDS[claim.kind] for claim in audit.claims}
    verdicts = {claim.verdict: VERDICTS[claim.verdict] for claim in told}
    return render_page(
        "audit_page",
        {
            "title": f"Soát số: {audit.document.name}",
            "summary": summary_line(audit),
            "warnings": audit.document.warnings,
            "total": len(audit.claims),
            "all_right": not listed(audit.claims),
            "filters": [
                {"name": "ket-luan", "label": "Kết luận", "options": list(verdicts.items())},
                {"name": "loai", "label": "Loại", "options": sorted(kinds.items(), key=lambda kind: kind[1])},
            ],
            "claims": [_claim(claim) for claim in told],
        },
    )


def _claim(claim: Claim) -> dict[str, Any]:
    passage = claim.passage
    begin, end = sentence_around(passage.text, claim.start, claim.end)
    return {
        "verdict": claim.verdict,
        "verdict_word": VERDICTS[claim.verdict],
        "kind": claim.kind,
        "kind_word": KINDS[claim.kind],
        "place": place_of(passage),
        "heading": " › ".join(passage.headings[-2:]),
        "before": passage.text[begin : claim.start],
        "printed": claim.printed,
        "after": passage.text[claim.end : end],
        "message": claim.message,
        "computed": claim.computed,
        "key": key_of(claim) or "",
    }
