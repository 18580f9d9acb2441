"""What checks over one submission may look at."""

from collections.abc import Mapping
from dataclasses import dataclass

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Place, Submission
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Checks
from khuyenhoc_cli.workspace.units_file import UnitList


@dataclass(frozen=True)
class CheckContext:
    """One submission and what it is held against.

    `previous` are the amounts of the same period a year before, empty where unknown. `doubted` are cells that a finding
    already stands on: what follows from them is not reported again.
    """

    submission: Submission
    edition: Edition
    units: UnitList
    thresholds: Checks
    previous: Mapping[Place, int]
    doubted: frozenset[CellRef] = frozenset()

    def unit(self, code: str) -> Unit:
        """The unit with this code."""
        return self.units.get(code) or self.submission.unit

    def owes(self, place: Place) -> bool:
        """Whether a blank of this unit has been asked about; an attached block may have nothing to say."""
        unit = place[0]
        return self.unit(unit).kind == "territorial" and unit not in self.units.no_association
