"""Slips of the hand: a unit of measure or a digit too many or too few, and what the value would be without it."""

from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.forms.model import Indicator, Measure


@dataclass(frozen=True)
class Slip:
    """The written value is `factor` times the one meant. `money` and `money_en` say in what unit money was written."""

    factor: Fraction
    money: str = ""
    money_en: str = ""

    def undone(self, amount: int) -> Fraction:
        """The amount without the slip."""
        return amount / self.factor


UNIT_SLIPS = (
    Slip(Fraction(10**6), "đồng", "đồng"),
    Slip(Fraction(10**3), "nghìn đồng", "thousand đồng"),
    Slip(Fraction(1, 10**3), "tỷ đồng", "tỷ đồng (billions)"),
    Slip(Fraction(1, 10**6)),
)
DIGIT_SLIPS = (Slip(Fraction(100)), Slip(Fraction(10)), Slip(Fraction(1, 10)), Slip(Fraction(1, 100)))


def unit_because(slip: Slip, indicator: Indicator) -> dict[Language, str]:
    """Why the value without a slip of unit is proposed."""
    if indicator.measure is Measure.MONEY and slip.money:
        return {
            "vi": f"vì hình như số này ghi bằng {slip.money}, còn biểu tính bằng triệu đồng",
            "en": f"because it looks written in {slip.money_en}, while the form is in triệu đồng",
        }
    times = f"{int(max(slip.factor, 1 / slip.factor)):,}".replace(",", ".")
    if slip.factor > 1:
        return {"vi": f"vì hình như số này bị gấp lên {times} lần", "en": f"because it looks {times} times too much"}
    return {"vi": f"vì hình như số này bị nhỏ đi {times} lần", "en": f"because it looks {times} times too little"}
