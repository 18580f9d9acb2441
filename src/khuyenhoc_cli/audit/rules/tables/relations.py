"""What figures of a table have to do with each other: sums and differences, quotients, differences of quotients.

A relation knows its cells; what it would make of them is `expected`. A figure may replace one of its values, which is
how a suspect is tried.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Kind
from khuyenhoc_cli.audit.rules.tables.grid import Number
from khuyenhoc_cli.text.numbers import round_half_up

Values = Mapping[Number, Fraction]
NOTHING: Values = {}


@dataclass(frozen=True, eq=False)
class Linear:
    """`target` is the sum of `plus` less the sum of `minus`.

    `slack` is by how much rounding alone may put it off; with gaps among the parts it may only be too small.
    """

    kind: Kind
    target: Number
    plus: tuple[Number, ...]
    minus: tuple[Number, ...] = ()
    slack: Fraction = Fraction(0)
    has_gaps: bool = False
    named: str = ""

    @property
    def cells(self) -> tuple[Number, ...]:
        """All figures in it."""
        return (self.target, *self.plus, *self.minus)

    def expected(self, values: Values = NOTHING) -> Fraction:
        """What the target would be."""
        return sum((_of(n, values) for n in self.plus), Fraction(0)) - sum(
            (_of(n, values) for n in self.minus), Fraction(0)
        )

    def holds(self, values: Values = NOTHING) -> bool:
        """Whether it is so, as far as what is printed can tell."""
        gap = _of(self.target, values) - self.expected(values)
        return abs(gap) <= self.slack or (self.has_gaps and gap > 0)

    def solved_for(self, number: Number) -> Fraction | None:
        """What one of its figures has to be for it to hold."""
        gap = self.target.value - self.expected()
        if number is self.target:
            return self.expected()
        if self.has_gaps:
            return None
        return number.value + gap if number in self.plus else number.value - gap

    def computation(self) -> str:
        """ "cộng 16 số = 533.904", "533.903 − 509.664 = +24.239"."""
        result = self.target.like_this(self.expected())
        if not self.minus and len(self.plus) > 5:
            return f"cộng {len(self.plus)} {self.named or 'số'} = {result}"
        terms = " + ".join(number.printed for number in self.plus)
        return f"{terms}{''.join(f' − {number.printed}' for number in self.minus)} = {result}"


@dataclass(frozen=True, eq=False)
class Quotient:
    """`target` is `scale` times numerator over denominator, less that of the year before where it tells a change.

    `rounded`: by how much rounding may have put off the figures that are divided. `is_named`: the heading says of what
    the share is ("Thu hội phí (%)"), so that 100% of another thing is not the same.
    """

    kind: Kind
    target: Number
    numerator: Number
    denominator: Number
    scale: int
    before: tuple[Number, Number] | None = None
    named: str = ""
    rounded: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))
    is_named: bool = False

    @property
    def cells(self) -> tuple[Number, ...]:
        """All figures in it."""
        return (self.target, self.numerator, self.denominator, *(self.before or ()))

    def expected(self, values: Values = NOTHING) -> Fraction | None:
        """What the target would be, unrounded; None where it cannot be divided."""
        now = _divided(self.numerator, self.denominator, self.scale, values)
        if self.before is None or now is None:
            return now
        then = _divided(*self.before, self.scale, values)
        return None if then is None else now - then

    def holds(self, values: Values = NOTHING) -> bool:
        """Whether it is so, rounded either way at the last printed digit."""
        expected, printed = self.expected(values), _of(self.target, values)
        if expected is None or rounds_to(expected, printed, self.target.step):
            return True
        return any(self.rounded) and self._may_be(printed, values)

    def _may_be(self, printed: Fraction, values: Values) -> bool:
        """Whether the quotient of what was rounded may be what is printed."""
        top, bottom = _of(self.numerator, values), _of(self.denominator, values)
        more, wider = self.rounded
        if self.before is not None or bottom <= wider or top < more:
            return False
        low, high = ((top - more) / (bottom + wider), (top + more) / (bottom - wider))
        return low * self.scale - self.target.step <= printed <= high * self.scale + self.target.step / 2

    def solved_for(self, number: Number) -> Fraction | None:
        """What the target has to be; nothing can be said of the others."""
        expected = self.expected()
        if number is not self.target or expected is None:
            return None
        return round_half_up(expected, max(self.target.places, 2 if self.target.is_percent else 0))

    def computation(self) -> str:
        """ "184/257 = 71,60%"; of a change "26,35% − 25,44% = +0,91"."""
        expected = self.expected()
        assert expected is not None
        result = self.target.like_this(round_half_up(expected, self.target.places))
        now = f"{self.numerator.printed}/{self.denominator.printed}"
        if self.before is None:
            return f"{now} = {result}"
        return f"{now} − {self.before[0].printed}/{self.before[1].printed} = {result}"


@dataclass(frozen=True, eq=False)
class Yearly:
    """`target` is by how many percent a figure grew in the mean of so many years, compounded or evenly."""

    kind: Kind
    target: Number
    last: Number
    first: Number
    years: int
    compounded: bool = True

    @property
    def cells(self) -> tuple[Number, ...]:
        """All figures in it."""
        return (self.target, self.last, self.first)

    def holds(self, values: Values = NOTHING) -> bool:
        """Whether it is so, rounded either way at the last printed digit."""
        first, last = _of(self.first, values), _of(self.last, values)
        if first <= 0 or last < 0:
            return True
        printed, step = _of(self.target, values), self.target.step
        if not self.compounded:
            return rounds_to((last / first - 1) * 100 / self.years, printed, step)
        low, high = (printed - step, printed + step / 2) if printed < 0 else (printed - step / 2, printed + step)
        if not printed:
            low = -step
        return all(1 + each / 100 > 0 for each in (low, high)) and (
            (1 + low / 100) ** self.years <= last / first <= (1 + high / 100) ** self.years
        )

    def expected(self, values: Values = NOTHING) -> Fraction | None:
        """What the target would be, exact enough to be printed; None where there is no growth to speak of."""
        first, last = _of(self.first, values), _of(self.last, values)
        if first <= 0 or last < 0:
            return None
        if not self.compounded:
            return (last / first - 1) * 100 / self.years
        return (Fraction(float(last / first) ** (1 / self.years)) - 1) * 100

    def solved_for(self, number: Number) -> Fraction | None:
        """What the target has to be; nothing can be said of the others."""
        expected = self.expected()
        return None if number is not self.target or expected is None else round_half_up(expected, self.target.places)

    def computation(self) -> str:
        """ "3.156 lên 3.243 trong 3 năm = +0,91%/năm"."""
        expected = self.expected()
        assert expected is not None
        result = self.target.like_this(round_half_up(expected, self.target.places))
        turn = "lên" if self.last.value >= self.first.value else "xuống"
        return f"{self.first.printed} {turn} {self.last.printed} trong {self.years} năm: bình quân {result}/năm"


@dataclass(frozen=True, eq=False)
class Same:
    """`target` and `other`, at `place`, are one figure printed twice."""

    kind: Kind
    target: Number
    other: Number
    place: str

    @property
    def cells(self) -> tuple[Number, ...]:
        """Both."""
        return (self.target, self.other)

    def holds(self, values: Values = NOTHING) -> bool:
        """Whether they are equal, one of them perhaps rounded to fewer decimals."""
        mine, other = _of(self.target, values), _of(self.other, values)
        return mine == other or rounds_to(mine, other, self.other.step) or rounds_to(other, mine, self.target.step)

    def expected(self, values: Values = NOTHING) -> Fraction:
        """What the target would be."""
        return _of(self.other, values)

    def solved_for(self, number: Number) -> Fraction | None:
        """What one of them has to be."""
        return (self.other if number is self.target else self.target).value

    def computation(self) -> str:
        """ "bảng 8, dòng 2019, cột “Chi hội”: 3.156"."""
        return f"{self.place}: {self.other.printed}"


Relation = Linear | Quotient | Yearly | Same


def rounds_to(exact: Fraction, printed: Fraction, step: Fraction) -> bool:
    """Whether a number is printed so, rounded half up or cut off."""
    gap = exact - printed
    if abs(gap) * 2 <= step:
        return True
    return 0 <= (gap if exact >= 0 else -gap) < step


def _of(number: Number, values: Values) -> Fraction:
    return values.get(number, number.value)


def _divided(numerator: Number, denominator: Number, scale: int, values: Values) -> Fraction | None:
    whole = _of(denominator, values)
    return _of(numerator, values) * scale / whole if whole else None
