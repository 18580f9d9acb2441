"""Rules over running text and footnotes."""

from khuyenhoc_cli.audit.model import Rule
from khuyenhoc_cli.audit.rules.prose.assigned_rule import ASSIGNED
from khuyenhoc_cli.audit.rules.prose.averages import AVERAGES
from khuyenhoc_cli.audit.rules.prose.balance import BALANCE
from khuyenhoc_cli.audit.rules.prose.change_rules import DIFFERENCES, GROWTH
from khuyenhoc_cli.audit.rules.prose.crosswise import CROSSWISE
from khuyenhoc_cli.audit.rules.prose.lists import LISTS
from khuyenhoc_cli.audit.rules.prose.named_rule import NAMED_RATES
from khuyenhoc_cli.audit.rules.prose.order import ORDER
from khuyenhoc_cli.audit.rules.prose.population import PER_PERSON
from khuyenhoc_cli.audit.rules.prose.prints import PRINTS
from khuyenhoc_cli.audit.rules.prose.rate_rule import RATES
from khuyenhoc_cli.audit.rules.prose.repeats import REPEATS
from khuyenhoc_cli.audit.rules.prose.sum_rule import SUMS
from khuyenhoc_cli.audit.rules.prose.tabled import TABLED
from khuyenhoc_cli.audit.rules.prose.tabled_rates import TABLED_RATES
from khuyenhoc_cli.audit.rules.prose.yearly import YEARLY

PROSE_RULES: tuple[Rule, ...] = (
    SUMS,
    BALANCE,
    RATES,
    GROWTH,
    YEARLY,
    DIFFERENCES,
    ASSIGNED,
    PER_PERSON,
    AVERAGES,
    REPEATS,
    TABLED,
    TABLED_RATES,
    NAMED_RATES,
    CROSSWISE,
    PRINTS,
    LISTS,
    ORDER,
)
