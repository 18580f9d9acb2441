"""`khuyenhoc.toml`, checked by Pydantic: a misspelt key is a mistake, never ignored."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, field_validator

from khuyenhoc_cli.periods import Period


class _Config(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _exact(value: Any) -> Any:
    """25 or 26.5 in the file means exactly that, not the nearest binary fraction."""
    return Fraction(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else value


Exact = Annotated[Fraction, BeforeValidator(_exact), PlainSerializer(str, when_used="json")]


def _period_code(text: str) -> str:
    """The code of a period as it is written everywhere: "2025H2"."""
    return str(Period.parse(text))


PeriodCode = Annotated[str, AfterValidator(_period_code)]


class Association(_Config):
    """Who reports: `unit` is the code in units.csv; the names are printed on the letterhead as they stand."""

    name: str
    parent_body: str
    unit: str
    place: str
    symbol: str = "BC-HKH"
    number: str = ""
    date: str = ""
    addressee: tuple[str, ...] = ()


class Signature(_Config):
    """The signature block: "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", and a name once it is decided who signs."""

    on_behalf: str
    title: str
    name: str = ""


class Target(_Config):
    """A target for a ratio, in percent, and the document that sets it (Vietnamese, printed in the report)."""

    value: Exact
    source: str


class Selection(_Config):
    """Which units a report names. `figure` is an indicator or a ratio; `by` says how they are chosen.

    flag: lagging answered "Chưa" · any: units with more than zero, largest first · top, bottom: the `count` highest or
    lowest, with all that tie with the last of them; the highest are never those with zero · target: lagging below,
    leading at or above the ratio's target · whole: lagging below, leading at or above `share` of the scope's own
    ratio · change: leading grew, lagging fell against the year before · missing (lagging only): those without a return,
    or without this figure in it. What is compared are exact values, never rounded ones.
    """

    figure: str
    by: Literal["flag", "any", "top", "bottom", "target", "whole", "change", "missing"]
    count: int = Field(default=5, ge=1)
    share: Exact = Fraction(1)


class OwnRatio(_Config):
    """A ratio beside those of the forms. `denominator` is any indicator, `of` its name after "so với".

    `key` is its name in templates; without one it is made from the label: "ty_le_chi_hoi".
    """

    numerator: str
    denominator: str
    label: str
    of: str
    key: str = ""
    scale: Literal["percent", "dong_per_person"] = "percent"


class HistoryCheck(_Config):
    """When a value is far from the year before: at least `times` as much or as little, and `minimum` apart.

    Money 500 times apart or more is probably a slip of unit: `minimum_trieu_dong_of_a_unit_slip` apart is then enough.
    A value is proposed in its place if it lies within `near` times the year before.
    """

    times: Exact = Fraction(8)
    minimum_count: int = 200
    minimum_trieu_dong: int = 500
    minimum_trieu_dong_of_a_unit_slip: int = 5
    near: Exact = Fraction(2)


class NeighboursCheck(_Config):
    """When a value is far from the other rows of its column: `times` their middle, and above `minimum`.

    It takes `least` other rows; a slip of unit explains it if that leads within `near` times their middle. A whole
    column of money is doubted from `least_in_column` cells on, if all are above `most_dong_per_person`. Two rows alike
    in every figure are doubted if `least_alike` different figures of two digits or more stand in them.
    """

    least: int = Field(default=4, ge=2)
    times: Exact = Fraction(50)
    near: Exact = Fraction(5)
    minimum_count: int = 10_000
    minimum_trieu_dong: int = 10_000
    least_in_column: int = Field(default=3, ge=2)
    most_dong_per_person: int = 5_000_000
    least_alike: int = Field(default=5, ge=1)


class Checks(_Config):
    """Thresholds of the checks that only warn."""

    history: HistoryCheck = HistoryCheck()
    neighbours: NeighboursCheck = NeighboursCheck()


class Outliers(_Config):
    """When a unit's growth in percent, or its ratio, is far from those of the other units of the same level.

    It is more than `times` the usual distance from the middle (the median of the distances), and at least
    `minimum_points` away, for đồng per person `times_middle` as much or as little; and in people, units or money at
    least `minimum` away from what the middle would make of it. Fewer than `least` units have no middle.
    """

    least: int = Field(default=5, ge=3)
    times: Exact = Fraction(5)
    minimum_points: Exact = Fraction(20)
    times_middle: Exact = Fraction(2)
    minimum_count: int = 20
    minimum_trieu_dong: int = 50


class Config(_Config):
    """The whole file. Paths are relative to its folder.

    `answers` are the association's own to questions of Có or Chưa, by period and code, for its own return.
    `units` is the list of units; from a period named in `units_from` on another one holds. `succession` is a table of
    which unit of an earlier list went into which of a later one, beside what the country's registry knows. `assigned`
    names by period the table of what each unit was assigned to achieve; that of a year serves its parts as well.
    `templates` is the folder of the association's own templates of reports.
    """

    association: Association
    signature: Signature
    returns: str = "returns"
    units: str = "units.csv"
    units_from: dict[PeriodCode, str] = {}
    succession: str = ""
    out: str = "out"
    templates: str = "templates"
    ledger: str = ".khuyenhoc/ledger.sqlite"
    narrative: str = "thuyet-minh.txt"
    recipients: tuple[str, ...] = ()
    deadlines: dict[str, date] = {}
    answers: dict[PeriodCode, dict[str, Literal["Có", "Chưa"]]] = {}
    targets: dict[str, Target] = {}
    leading: tuple[Selection, ...] = ()
    lagging: tuple[Selection, ...] = ()
    ratios: tuple[OwnRatio, ...] = ()
    assigned: dict[PeriodCode, str] = {}
    checks: Checks = Checks()
    outliers: Outliers = Outliers()

    @field_validator("leading", "lagging")
    @classmethod
    def _one_rule_a_figure(cls, rules: tuple[Selection, ...]) -> tuple[Selection, ...]:
        """A second rule for a figure would silently take the first one's place."""
        figures = [rule.figure for rule in rules]
        twice = sorted({figure for figure in figures if figures.count(figure) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)} có hai quy tắc; giữ một")
        return rules

    @field_validator("leading")
    @classmethod
    def _nobody_leads_by_what_is_missing(cls, rules: tuple[Selection, ...]) -> tuple[Selection, ...]:
        """A unit without a figure is never an example to others."""
        missing = [rule.figure for rule in rules if rule.by == "missing"]
        if missing:
            raise ValueError(f'{", ".join(missing)}: by = "missing" chỉ dùng ở [[lagging]]')
        return rules
