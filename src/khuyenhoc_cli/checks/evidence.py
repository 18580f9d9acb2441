"""What the rest of a return and the year before say of one cell: exact amounts, and which amounts cannot be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.forms.model import Indicator
from khuyenhoc_cli.forms.rules import Rule
from khuyenhoc_cli.intake.submission import Place, TotalCell

Because = Mapping[Language, str]


@dataclass(frozen=True)
class Exact:
    """The one amount with which a sum closes, and the sum as a reason."""

    amount: int
    because: Because


@dataclass(frozen=True)
class Witness:
    """One return with the amounts that may speak for others; `context` is what it was checked in."""

    context: CheckContext
    amounts: Mapping[Place, int]

    def by_rules(self, place: Place) -> Iterator[Exact]:
        """What the sum rules of the cell's own row ask for, where all their other cells are known.

        That the other parts already make up the whole says nothing: a total skips what is no number.
        """
        unit, code = place
        for rule in self.context.edition.rules:
            others = {c: self.amounts.get((unit, c)) for c in rule.codes if c != code}
            if rule.kind != "sum" or code not in rule.codes or None in others.values():
                continue
            amounts = {c: n for c, n in others.items() if n is not None}
            rest = sum(amounts[c] for c in rule.right if c != code)
            amount = rest if code == rule.left else amounts[rule.left] - rest
            if amount > 0 or (amount == 0 and code == rule.left):
                yield Exact(amount, self._sum_closes(rule, code, amount))

    def _sum_closes(self, rule: Rule, code: str, amount: int) -> Because:
        parts = [part for part in rule.right if part != code]
        written = " + ".join(parts) if code == rule.left else " − ".join([rule.left, *parts])
        closed = f"{written} = {self._indicator(code).printed(amount)}"
        return {"vi": f"vì {closed}", "en": f"because {closed}"}

    def by_totals(self, place: Place, *, typed_only: bool) -> Iterator[Exact]:
        """What is left of each total of the cell's column after all the other rows."""
        for total in self.context.submission.totals:
            if total.code != place[1] or total.amount is None or place not in total.parts:
                continue
            if typed_only and total.formula is not None:
                continue
            others = [self._part(other) for other in total.parts if other != place]
            if not others or None in others:
                continue
            amount = total.amount - sum(n for n in others if n is not None)
            if amount > 0:
                yield Exact(amount, self._total_leaves(total, total.amount))

    def _part(self, place: Place) -> int | None:
        """A row's share of a total: none where nothing had to be written; None where it is unknown."""
        submission = self.context.submission
        if place in self.amounts:
            return self.amounts[place]
        if place in submission.values or place in submission.unread:
            return None
        return None if place in submission.blank and self.context.owes(place) else 0

    def _total_leaves(self, total: TotalCell, amount: int) -> Because:
        printed = self._indicator(total.code).printed(amount)
        name, name_en = ("tổng cộng", "total") if total.kind == "total" else ("cộng nhóm", "sub-total")
        return {
            "vi": f"vì dòng {name} {printed} trừ các dòng khác còn đúng số này",
            "en": f"because the {name_en} {printed} less the other rows leaves exactly this",
        }

    def against(self, place: Place, amount: int) -> Because | None:
        """Why an amount cannot be: it breaks an order with a known cell of its row; None where nothing speaks so."""
        unit, code = place
        for rule in (rule for rule in self.context.edition.rules if rule.kind == "order" and code in rule.codes):
            other = rule.right[0] if code == rule.left else rule.left
            bound = self.amounts.get((unit, other))
            if bound is not None and (amount > bound if code == rule.left else amount < bound):
                indicator = self._indicator(other)
                said = f"{other} ({indicator.label}) là {indicator.printed(bound)}"
                said_en = f"{other} ({indicator.label}), {indicator.printed(bound)}"
                limit, limit_en = ("lớn hơn", "more") if code == rule.left else ("nhỏ hơn", "less")
                return {"vi": f"vì không thể {limit} {said}", "en": f"because it cannot be {limit_en} than {said_en}"}
        return None

    def last_year(self, place: Place, amount: int) -> Because | None:
        """That an amount is near the year before; None where it is not, or that year is unknown."""
        before = self.context.previous.get(place, 0)
        near = self.context.thresholds.history.near
        if before <= 0 or amount <= 0 or not (before <= amount * near and amount <= before * near):
            return None
        printed = self._indicator(place[1]).printed(before)
        return {"vi": f"vì cùng kỳ là {printed}", "en": f"because it was {printed} a year before"}

    def _indicator(self, code: str) -> Indicator:
        return self.context.edition.indicators[code]
