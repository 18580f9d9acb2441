"""The tables of this folder, read: what is published, and what is invented to fill the gaps."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU

FOLDER = Path(__file__).parent
PERIOD, YEAR_BEFORE = "2024H1", "2023H1"


@dataclass(frozen=True)
class Reply:
    """What a unit's return says outside the tables of communes: its date, and its row of Biểu 6."""

    made_on: date
    values: Mapping[str, int]


def published_totals(edition: Edition, period: str) -> dict[str, int]:
    """The totals a real report printed, or that follow from it: counts, numbers of "Có", đồng."""
    rows = read_table(f"published_{period}.csv")
    return {row["code"]: amount(edition, row["code"], row["value"]) for row in rows}


def all_totals(edition: Edition, period: str) -> dict[str, int]:
    """The published totals, and invented ones for the indicators that have none."""
    rows = read_table("invented_totals.csv")
    invented = {row["code"]: amount(edition, row["code"], row[period]) for row in rows if row[period]}
    published = published_totals(edition, period)
    if both := invented.keys() & published.keys():
        raise ValueError(f"invented over a published total: {sorted(both)}")
    return invented | published


def member_shares() -> dict[str, Fraction]:
    """The published members per population of single districts, by the district's name."""
    rows = read_table("district_facts_2024H1.csv")
    return {row["district"]: _percent(row["value"]) for row in rows if row["fact"] == "HV01/DS01"}


def districts() -> dict[str, dict[str, str]]:
    """By the district's code: its population and other weights, and what is known of it."""
    return {row["code"]: row for row in read_table("districts.csv")}


def block_values(edition: Edition, period: str) -> dict[str, dict[str, int]]:
    """By indicator: the values of the rows of the block attached to the province."""
    return {
        row["code"]: {
            column.removeprefix(f"{period} "): amount(edition, row["code"], text)
            for column, text in row.items()
            if column.startswith(period)
        }
        for row in read_table("block.csv")
    }


def replies(edition: Edition, period: str) -> dict[str, Reply]:
    """By the unit's code: the dates and rows of Biểu 6 of a period."""
    return {
        row["code"]: Reply(
            date.fromisoformat(row["made_on"]),
            {code: int(text) for code, text in row.items() if code in edition.indicators and text},
        )
        for row in read_table("returns.csv")
        if row["period"] == period
    }


def narrative(period: str) -> dict[str, str]:
    """The province office's own words of a period, by section: paragraphs below "[section]"; {} where it wrote none."""
    path = FOLDER / f"thuyet-minh-{period}.txt"
    if not path.exists():
        return {}
    sections = (part.split("]\n", 1) for part in path.read_text(encoding="utf-8").split("\n[")[1:])
    return {key: "\n".join(line for line in body.splitlines() if line) for key, body in sections}


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of this folder's tables."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def amount(edition: Edition, code: str, text: str) -> int:
    """The number in a table as the program keeps it: money in đồng."""
    scale = DONG_PER_TRIEU if edition.indicators[code].measure is Measure.MONEY else 1
    value = Decimal(text) * scale
    if value != int(value):
        raise ValueError(f"{code}: {text} is not a whole amount")
    return int(value)


def _percent(text: str) -> Fraction:
    """37,24% as a fraction of one."""
    return Fraction(text.removesuffix("%").replace(",", ".")) / 100
