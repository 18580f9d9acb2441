"""Rules over running text and footnotes."""

from khuyenhoc_cli.audit.model import Rule
from khuyenhoc_cli.audit.rules.prose.change_rules import DIFFERENCES, GROWTH
from khuyenhoc_cli.audit.rules.prose.prints import PRINTS
from khuyenhoc_cli.audit.rules.prose.rates import RATES
from khuyenhoc_cli.audit.rules.prose.repeats import REPEATS
from khuyenhoc_cli.audit.rules.prose.sum_rule import SUMS

PROSE_RULES: tuple[Rule, ...] = (SUMS, RATES, GROWTH, DIFFERENCES, REPEATS, PRINTS)
