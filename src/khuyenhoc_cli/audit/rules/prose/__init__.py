"""Rules over running text and footnotes."""

from khuyenhoc_cli.audit.model import Rule
from khuyenhoc_cli.audit.rules.prose.rates import RATES

PROSE_RULES: tuple[Rule, ...] = (RATES,)
