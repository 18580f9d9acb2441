"""The rules of an audit, in the order in which they are documented."""

from khuyenhoc_cli.audit.model import Rule
from khuyenhoc_cli.audit.rules.prose import PROSE_RULES
from khuyenhoc_cli.audit.rules.tables import TABLE_RULES

RULES: tuple[Rule, ...] = (*PROSE_RULES, *TABLE_RULES)
