"""The totals of a submission as columns of rows: those whose every row is read and beyond doubt."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.total_model import Column, Part
from khuyenhoc_cli.intake.submission import Place, TotalCell

Line = tuple[str, str, tuple[int, int]]
"""What the totals of one row have in common: the sheet, the kind, the row (in a turned table the column)."""


@dataclass(frozen=True)
class TotalColumns:
    """The totals of one submission, column by column; a column is made when asked for."""

    context: CheckContext

    @cached_property
    def lines(self) -> dict[Line, list[TotalCell]]:
        """The known totals by the row they stand in, each row in the order of the sheet."""
        lines: dict[Line, list[TotalCell]] = {}
        known = (total for total in self.context.submission.totals if total.amount is not None)
        for total in sorted(known, key=lambda total: (total.at.sheet, total.at.position)):
            lines.setdefault(self._line(total), []).append(total)
        return lines

    @cached_property
    def by_code(self) -> dict[str, list[TotalCell]]:
        """The known totals by the indicator they are of."""
        totals: dict[str, list[TotalCell]] = {}
        for total in self.context.submission.totals:
            if total.amount is not None:
                totals.setdefault(total.code, []).append(total)
        return totals

    def differs(self, total: TotalCell) -> bool:
        """Whether the total is not the sum of its rows, as far as these are known."""
        values = self.context.submission.values
        amounts = [values[place].amount for place in total.parts if place in values]
        return bool(amounts) and sum(amounts) != total.amount

    def column(self, total: TotalCell) -> Column | None:
        """The total with its rows and sub-totals; None where one of its cells is unread, blank or already reported."""
        parts = tuple(self._parts(total))
        if total.amount is None or not parts or self._is_doubtful(total, parts):
            return None
        return Column(total, total.amount, parts, self._subtotals_of(total))

    def _line(self, total: TotalCell) -> Line:
        row, column = total.at.position
        first = next(self._parts(total), None)
        is_turned = first is not None and first.at.position[0] == row
        return total.at.sheet, total.kind, (0, column) if is_turned else (row, 0)

    def _parts(self, total: TotalCell) -> Iterator[Part]:
        """The rows of a total whose cells are known; a blank one adds nothing."""
        values, blank = self.context.submission.values, self.context.submission.blank
        for place in total.parts:
            value = values.get(place)
            if value is not None:
                yield Part(place[0], value.amount, value.at)
            elif place in blank:
                yield Part(place[0], 0, blank[place])

    def _is_doubtful(self, total: TotalCell, parts: tuple[Part, ...]) -> bool:
        """Whether one of the cells, or another one between the first and the last, is not to be relied on."""
        submission = self.context.submission
        if submission.unread and any(place in submission.unread for place in total.parts):
            return True
        if submission.blank and any(place in submission.blank and owes(place, self.context) for place in total.parts):
            return True
        if not self.context.doubted:
            return False
        if not self.context.doubted.isdisjoint(part.at for part in parts):
            return True
        (top, left), (bottom, right) = parts[0].at.position, parts[-1].at.position
        doubted = self._doubted.get(parts[0].at.sheet, set())
        return any(top <= row <= bottom and left <= column <= right for row, column in doubted)

    @cached_property
    def _doubted(self) -> dict[str, set[tuple[int, int]]]:
        """Where findings stand already, by sheet."""
        doubted: dict[str, set[tuple[int, int]]] = {}
        for at in self.context.doubted:
            doubted.setdefault(at.sheet, set()).add(at.position)
        return doubted

    def _subtotals_of(self, total: TotalCell) -> tuple[TotalCell, ...]:
        """The sub-totals over some of a total's rows, on its sheet."""
        if total.kind == "subtotal":
            return ()
        others = self.by_code.get(total.code, [])
        return tuple(o for o in others if o.kind == "subtotal" and o.at.sheet == total.at.sheet)


def owes(place: Place, context: CheckContext) -> bool:
    """Whether a blank of this unit has been asked about; an attached block may have nothing to say."""
    unit = place[0]
    return context.unit(unit).kind == "territorial" and unit not in context.units.no_association
