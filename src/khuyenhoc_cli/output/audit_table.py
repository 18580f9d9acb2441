"""What `audit` prints on the terminal: what is to be looked at, grouped by verdict, each at its place."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from khuyenhoc_cli.audit.model import Claim, Verdict, sentence_around
from khuyenhoc_cli.output.audit import KINDS, VERDICTS, Audit, listed, place_of, summary_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

STYLES: dict[Verdict, str] = {"wrong": "bold red", "format": "magenta", "doubtful": "yellow", "ok": "green"}
_AROUND = 110


def audit_table(audit: Audit) -> Iterable["RenderableType"]:
    """One table for each verdict, then one line that sums up; right figures only where there is nothing else."""
    from rich.table import Table
    from rich.text import Text

    shown = listed(audit.claims) or list(audit.claims)
    for verdict, word in VERDICTS.items():
        claims = [claim for claim in shown if claim.verdict == verdict]
        if not claims:
            continue
        yield Text(f"{word} ({len(claims)})", style=STYLES[verdict])
        table = Table(show_edge=False, pad_edge=False, header_style="dim", show_lines=True)
        for heading in ("Chỗ", "Điều in trong báo cáo", "Phép tính"):
            table.add_column(heading, overflow="fold", ratio=(2 if heading == "Chỗ" else 5))
        for claim in claims:
            table.add_row(_place(claim), _quote(claim), Text(f"{claim.message}\n({KINDS[claim.kind]})"))
        yield table
        yield ""
    yield from (Text(f"Lưu ý: {warning}", style="yellow") for warning in audit.document.warnings)
    yield summary_line(audit)


def _place(claim: Claim) -> "Text":
    from rich.text import Text

    heading = claim.passage.headings[-1] if claim.passage.headings else ""
    return Text.assemble((place_of(claim.passage), "bold"), f"\n{heading}" if heading else "")


def _quote(claim: Claim) -> "Text":
    """The sentence, shortened to what is around the figure, which is marked."""
    from rich.text import Text

    text = claim.passage.text
    begin, end = sentence_around(text, claim.start, claim.end)
    first, last = max(begin, claim.start - _AROUND), min(end, claim.end + _AROUND)
    before = ("…" if first > begin else "") + text[first : claim.start]
    after = text[claim.end : last] + ("…" if last < end else "")
    return Text.assemble(before, (claim.printed, f"reverse {STYLES[claim.verdict]}"), after)
