"""The rules of an audit, in the order in which they are documented."""

from khuyenhoc_cli.audit.model import Rule
from khuyenhoc_cli.audit.rules.tables import TABLE_RULES

RULES: tuple[Rule, ...] = (*TABLE_RULES,)
