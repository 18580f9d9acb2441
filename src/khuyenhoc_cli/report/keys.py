"""Keys of generated values: what ties a piece of the draft to its figure, now and at every refresh.

    key     = figure ["#" year] [":" aspect] ["@" unit]  |  kind ":" name
    figure  = an indicator's or a ratio's code: "HV01", "HV01/DS01"
    year    = of a report over several years, one of them: "HV01#2021", "HV01#2019@643"; none is the report's own
    aspect  = what of it is printed; none is the figure itself:
                two_digits   "02" for 2
                previous     the year before
                delta        signed change, for tables: "+24.239"
                difference   change without sign and unit
                direction    "tăng", "giảm", "không thay đổi"
                change       the whole phrase; change_pct the same with its percentage
                target       the phrase against the target
                goal         the target itself, "25%"
                territorial, attached   the part of the total that is of the territories below, of what is attached
                growth       over several years, the phrase: "tăng 12.345 người (2,31%) so với năm 2019, …"
                gain, yearly   the same for tables: with its sign, on average a year
                sum          of a flow what all years come to, in words
                assigned     the number assigned; assigned_pct how much of it is achieved
                assigned_reach   the phrase against the number assigned
                coverage     which units the total or ratio lacks
                coverage_short   of how many units it is, where those have been named under the same heading
                leading, lagging   the units a rule chose, in words
                reach        how the target was met, shortly, for tables
                rank         a unit's place by a ratio, for tables
                highest, lowest   the units with the highest and the lowest values, in words
                by_unit      what each unit has of it, in words
    unit    = a unit's code, for a cell of an appendix: "HV01@643", "HV01:delta@643"
    kind    = note (a footnote), eval (a sentence of the assessment), chart, returns (whose came in, and who owes none),
              answer ("đã" or "chưa": what the office itself answers to a flag)

A note used again under the same heading has no second control: a field repeats its mark (see `word/repeats.py`), and
goes with the note. In the appendices `note:dong_…` stands beside units, `note:thieu_…` beside the whole of a table;
`note:quy_doi…` says that the year before was carried over to today's units, and how.

A key's text is the same wherever it stands. Keys are part of every draft written so far: never rename one.
"""

from typing import Literal

Aspect = Literal[
    "",
    "two_digits",
    "previous",
    "delta",
    "difference",
    "direction",
    "change",
    "change_pct",
    "target",
    "goal",
    "territorial",
    "attached",
    "growth",
    "gain",
    "yearly",
    "sum",
    "assigned",
    "assigned_pct",
    "assigned_reach",
    "coverage",
    "coverage_short",
    "reach",
    "rank",
    "highest",
    "lowest",
    "by_unit",
    "leading",
    "lagging",
]
Kind = Literal["note", "eval", "chart", "returns", "answer"]


def figure_key(figure: str, aspect: Aspect = "", unit: str = "", year: int | None = None) -> str:
    """The key of one aspect of a figure, over the scope or of one unit, in the report's own period or another year."""
    return (
        figure + ("" if year is None else f"#{year}") + (f":{aspect}" if aspect else "") + (f"@{unit}" if unit else "")
    )


def named_key(kind: Kind, name: str) -> str:
    """The key of a text that is not one figure's."""
    return f"{kind}:{name}"
