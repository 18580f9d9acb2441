"""What a report over several years rests on beside the figures of its last one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.figures.series import Series


@dataclass(frozen=True)
class Years:
    """The series up to the report's period, the earlier years' figures, and the numbers assigned by (unit, indicator).

    Empty for reports of one period.
    """

    series: Series | None = None
    earlier: Sequence[Figures] = ()
    assigned: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def figures_of(self, year: int) -> Figures | None:
        """The figures of an earlier year, as its own units reported them."""
        return next((each for each in self.earlier if each.period.year == year), None)


NO_YEARS = Years()
