"""Which cell of a row is wrong where its rules break: the one that mends everything, if there is only one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.digit_slips import swaps_of
from khuyenhoc_cli.checks.slips import UNIT_SLIPS
from khuyenhoc_cli.checks.total_columns import TotalColumns
from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.rules import Rule
from khuyenhoc_cli.intake.submission import Value

Because = Mapping[Language, str]


@dataclass(frozen=True)
class Suspect:
    """The cell of this indicator is wrong; `meant` is what it should be, where known. `also` says it too."""

    code: str
    meant: int | None
    because: Because
    also: tuple[CellRef, ...] = ()


@dataclass(frozen=True)
class Row:
    """One unit's values, the rules they break (a group that shares cells), and for each code all rules that read it."""

    unit: str
    values: Mapping[str, Value]
    broken: Sequence[Rule]
    rules_of: Mapping[str, Sequence[Rule]]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code a broken rule reads, once."""
        return tuple(dict.fromkeys(code for rule in self.broken for code in rule.codes))

    def is_mended_by(self, code: str, amount: int) -> bool:
        """Whether every rule holds with this one amount in place of what stands there."""
        amounts = {**self._amounts, code: amount}
        return (
            amount >= 0
            and all(code in rule.codes for rule in self.broken)
            and all(rule.holds(amounts) is not False for rule in self.rules_of[code])
        )

    @cached_property
    def _amounts(self) -> dict[str, int]:
        return {code: value.amount for code, value in self.values.items()}


@dataclass(frozen=True)
class Suspects:
    """Finds the suspect of a row; what the totals of the columns say is looked up once for all rows."""

    context: CheckContext
    _differences: dict[str, dict[str, list[tuple[int, CellRef]]]] = field(default_factory=dict)

    def of(self, row: Row) -> Suspect | None:
        """The suspect that the totals point at, else the cell all broken rules share, else the one with a slip."""
        searches: tuple[Callable[[Row], Iterator[Suspect]], ...] = (
            self._at_crossings,
            _shared,
            _swapped,
            _in_another_unit,
        )
        for search in searches:
            found = list(search(row))
            if len({(suspect.code, suspect.meant) for suspect in found}) == 1:
                return replace(found[0], also=tuple(at for suspect in found for at in suspect.also))
            if found:
                return None
        return None

    def _at_crossings(self, row: Row) -> Iterator[Suspect]:
        """Cells whose column's total is off by just what mends the row; an order alone is mended too easily by a 0."""
        least = 0 if any(rule.kind == "sum" for rule in row.broken) else 1
        for code in row.codes:
            for difference, total in self._totals_over(code).get(row.unit, ()):
                meant = row.values[code].amount + difference
                if meant >= least and row.is_mended_by(code, meant):
                    because: Because = {
                        "vi": f"tổng cộng ở ô {total.cell} cũng lệch đúng bấy nhiêu",
                        "en": f"the total in {total.cell} is off by just as much",
                    }
                    yield Suspect(code, meant, because, (total,))

    def _totals_over(self, code: str) -> dict[str, list[tuple[int, CellRef]]]:
        """For each unit the totals over its row that are off, and by how much."""
        if code not in self._differences:
            units: dict[str, list[tuple[int, CellRef]]] = {}
            totals = filter(self._columns.differs, self._columns.by_code.get(code, ()))
            for column in filter(None, map(self._columns.column, totals)):
                for part in column.parts:
                    units.setdefault(part.unit, []).append((column.difference, column.total.at))
            self._differences[code] = units
        return self._differences[code]

    @cached_property
    def _columns(self) -> TotalColumns:
        return TotalColumns(self.context)


def _shared(row: Row) -> Iterator[Suspect]:
    """The one cell that several broken rules of one sheet share: it is wrong, not all the others."""
    form_of = {code: value.at.sheet for code, value in row.values.items()}
    decisive = [rule for rule in row.broken if len({form_of[code] for code in rule.codes}) == 1]
    shared = set.intersection(*(set(rule.codes) for rule in decisive)) if len(decisive) > 1 else set()
    if len(shared) != 1:
        return
    code = shared.pop()
    implied = {_implied(rule, code, row) for rule in decisive if rule.kind == "sum"}
    meant = implied.pop() if len(implied) == 1 else None
    is_mended = meant is not None and row.is_mended_by(code, meant)
    because: Because = {"vi": "mọi phép so bị lệch đều có ô này", "en": "every rule that breaks reads this cell"}
    yield Suspect(code, meant if is_mended else None, because)


def _implied(rule: Rule, code: str, row: Row) -> int:
    """What a sum says the cell should be, the other cells being right."""
    amounts = {other: value.amount for other, value in row.values.items()}
    lacking = amounts[rule.left] - sum(amounts[part] for part in rule.right)
    return amounts[code] - lacking if code == rule.left else amounts[code] + lacking


def _swapped(row: Row) -> Iterator[Suspect]:
    """Cells in which two neighbouring digits, swapped back, make a broken sum come out."""
    because: Because = {
        "vi": "đảo lại hai chữ số liền nhau thì phép cộng khớp",
        "en": "with two neighbouring digits swapped back the sum comes out",
    }
    return _by_slip(row, swaps_of, because)


def _in_another_unit(row: Row) -> Iterator[Suspect]:
    """Cells that make a broken sum come out if they were written in another unit: đồng or tỷ for triệu đồng."""
    because: Because = {
        "vi": "đổi lại đơn vị tính thì phép cộng khớp",
        "en": "in another unit of measure the sum comes out",
    }
    return _by_slip(row, _in_other_units, because)


def _in_other_units(amount: int) -> Iterator[int]:
    """The whole amounts above zero that a slip of unit may have made this one of."""
    undone = (slip.undone(amount) for slip in UNIT_SLIPS)
    return (int(meant) for meant in undone if meant.denominator == 1 and meant)


def _by_slip(row: Row, meanings: Callable[[int], Iterable[int]], because: Because) -> Iterator[Suspect]:
    """Cells that make a broken sum come out with one of the amounts that a slip may have been made of."""
    if any(rule.kind == "sum" for rule in row.broken):
        for code in row.codes:
            for meant in meanings(row.values[code].amount):
                if row.is_mended_by(code, meant):
                    yield Suspect(code, meant, because)
