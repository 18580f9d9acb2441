"""Rules of `khuyenhoc.toml` whose units the report does not name, because no sentence is true of units so chosen."""

from collections.abc import Iterator, Mapping
from typing import get_args

from khuyenhoc_cli.report.claims import BELOW_WHOLE, LACKING, LISTS, UNEVEN, Claim, Side
from khuyenhoc_cli.report.notes import NOTES
from khuyenhoc_cli.workspace.config import Config, Selection

# what the general assessment says of the units that a rule chose
ASSESSED: Mapping[tuple[Side, str], Claim] = {
    **{("lagging", code): LACKING for code in ("VB01", "VB02", "VB03", "KT02")},
    ("lagging", "HV01/DS01"): UNEVEN,
    ("lagging", "CD03/CD01"): BELOW_WHOLE,
    ("lagging", "GD03/GD01"): BELOW_WHOLE,
}


def unfitting(config: Config) -> list[str]:
    """One Vietnamese sentence for each rule that leaves no trace in a report, in the order of the file."""
    sides: tuple[tuple[Side, tuple[Selection, ...]], ...] = (("leading", config.leading), ("lagging", config.lagging))
    return [
        f"khuyenhoc.toml, [[{side}]] {rule.figure}, by = “{rule.by}”: {why}"
        for side, rules in sides
        for rule in rules
        if (why := _chooses_nobody(rule, config) or _fits_no_sentence(side, rule))
    ]


def _chooses_nobody(rule: Selection, config: Config) -> str:
    is_ratio = "/" in rule.figure
    if rule.by in ("target", "whole") and not is_ratio:
        return "cách chọn này chỉ dùng cho tỷ lệ, nên không đơn vị nào được chọn."
    if rule.by == "target" and rule.figure not in config.targets:
        return "mục [targets] chưa có chỉ tiêu cho tỷ lệ này, nên không đơn vị nào được chọn."
    return ""


def _fits_no_sentence(side: Side, rule: Selection) -> str:
    """Says so where sentences of the report name units by this figure, but none of them those chosen in this way."""
    claims = list(_claims(side, rule.figure))
    if not claims or any(rule.by in claim.by for claim in claims):
        return ""
    fitting = [f"“{by}”" for by in get_args(Selection.model_fields["by"].annotation) if any(by in c.by for c in claims)]
    return (
        "không câu nào của báo cáo đúng với đơn vị chọn theo cách này, nên báo cáo không nêu tên; "
        f"các câu về số liệu này nhận by = {', '.join(fitting)}."
    )


def _claims(side: Side, figure: str) -> Iterator[Claim]:
    """All that the report may say of the units that a rule chose by this figure."""
    for note in NOTES:
        if isinstance(note.units, Claim) and (note.side, note.figure) == (side, figure):
            yield note.units
    for table in (LISTS, ASSESSED):
        if (side, figure) in table:
            yield table[side, figure]
