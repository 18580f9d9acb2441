"""The rules that hold a report against the figures of a workspace, in their order."""

from collections.abc import Callable, Iterator

from khuyenhoc_cli.audit.expected import Expected
from khuyenhoc_cli.audit.model import Claim, Document
from khuyenhoc_cli.audit.rules.figures.by_key import claims_by_key
from khuyenhoc_cli.audit.rules.figures.by_label import claims_by_label
from khuyenhoc_cli.audit.rules.figures.by_table import claims_by_table

FIGURE_RULES: tuple[Callable[[Document, Expected], Iterator[Claim]], ...] = (
    claims_by_key,
    claims_by_label,
    claims_by_table,
)
