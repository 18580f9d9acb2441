"""The rules of the audit, in one visible tuple."""

from khuyenhoc_cli.audit.model import Rule

RULES: tuple[Rule, ...] = ()
