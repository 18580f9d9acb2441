"""What a template may print. Figures are `Generated`, under keys of `keys.py`; the office's names and dates are text.

{{ hoi_vien.so }}              an indicator or a ratio by its key, see `_indicator_entry`, `_ratio_entry`
{{ co_cau.chi_hoi }}           the parts of a total, each (so, ten, pham_vi, ty_le)
{{ danh_sach.dan_dau.… }}      the units a rule chose, by the figure's key; also `danh_sach.han_che`
{{ chu_thich.… }}              footnotes, see `notes.py`
{{ danh_gia.uu_diem }}         sentences the figures bear out, see `assessment.py`; also `danh_gia.han_che`;
                               each has a note in `danh_gia.chu_thich_uu_diem`, `danh_gia.chu_thich_han_che`
{{ bieu_do.… }}                charts, "" where there is nothing to draw
{{ bang.… }}                   rows of the appendices, see `tables.py`
{{ nhieu_nam.… }} …            the same over several years, see `over_years.py`
{{ muc_luc }}                  the table of contents, alone in its paragraph
{{ tung_don_vi.… }}            each unit below, each model, each target, see `by_unit.py`
{{ tra_loi.… }}                "đã" or "chưa": what the office itself answers to a flag, see `answers.py`
{{ van_ban.… }}                the officer's own paragraphs by section
{{ ky.… }} {{ hoi.… }} {{ dia_ban.… }} {{ bao_cao.… }}    the period, the office, the territory, the returns
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from khuyenhoc_cli.figures.model import RatioFigure, State
from khuyenhoc_cli.forms.model import Indicator, Ratio
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from khuyenhoc_cli.report.answers import answer_entry, strengths, unanswered, weaknesses
from khuyenhoc_cli.report.assessment import make_sentences, sentence_notes
from khuyenhoc_cli.report.by_unit import by_unit_entry
from khuyenhoc_cli.report.charts import member_share_chart, models_chart
from khuyenhoc_cli.report.claims import LISTS, NAMED, Side
from khuyenhoc_cli.report.facts import NOT_APPLICABLE, UNKNOWN, Facts, difference, previous, signed
from khuyenhoc_cli.report.frame import office_entry, period_entry, territory_entry
from khuyenhoc_cli.report.keys import figure_key, named_key
from khuyenhoc_cli.report.levels import by_level
from khuyenhoc_cli.report.notes import make_notes, rebased_note
from khuyenhoc_cli.report.over_years import over_years, over_years_warnings
from khuyenhoc_cli.report.phrases import direction, print_target
from khuyenhoc_cli.report.tables import make_tables
from khuyenhoc_cli.report.unfitting import unfitting
from khuyenhoc_cli.report.word.values import Contents, Generated
from khuyenhoc_cli.text.numbers import print_count, print_small_count

NAMED_AT_MOST = 8
# total -> its parts, as a sentence names them; parts that are zero or unknown are left out
STRUCTURES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "TC10": (
        ("TC11", "chi hội thôn, buôn, tổ dân phố"),
        ("TC12", "chi hội trường học"),
        ("TC13", "chi hội cơ quan, đơn vị"),
        ("TC14", "chi hội doanh nghiệp"),
    ),
    "TC20": (
        ("TC21", "ban khuyến học dòng họ"),
        ("TC22", "ban khuyến học đồng hương"),
        ("TC23", "ban khuyến học cơ sở tôn giáo"),
        ("TC24", "ban khuyến học khác"),
    ),
    "HV01": (
        ("HV02", "người trong trường học"),
        ("HV04", "đảng viên"),
        ("HV05", "cán bộ, công chức, viên chức"),
        ("HV06", "người ở nông thôn"),
    ),
    "CD01": (
        ("CD11", "cán bộ, công nhân viên, doanh nhân"),
        ("CD12", "người học"),
        ("CD13", "người lao động"),
        ("CD14", "người dân trên địa bàn"),
    ),
    "Q01": (
        ("Q11", "triệu đồng vận động xã hội hỗ trợ"),
        ("Q12", "triệu đồng tài trợ theo địa chỉ của nhà tài trợ"),
        ("Q13", "triệu đồng hội phí, lãi tiền gửi và thu khác"),
    ),
    "XP01": (
        ("XP11", "đơn vị xếp loại Tốt"),
        ("XP12", "đơn vị xếp loại Khá"),
        ("XP13", "đơn vị xếp loại Trung bình"),
        ("XP14", "đơn vị xếp loại Yếu"),
    ),
}


@dataclass(frozen=True)
class Context:
    """A template's values, and what an officer should know of them."""

    values: dict[str, Any]
    warnings: tuple[str, ...]


def report_context(facts: Facts, narrative: Mapping[str, str]) -> Context:
    """Everything a report's template may print."""
    edition = facts.figures.edition
    values: dict[str, Any] = {
        **{indicator.key: _indicator_entry(indicator, facts) for indicator in edition.indicators.values()},
        **{ratio.key: _ratio_entry(ratio, facts) for ratio in edition.ratios},
        "co_cau": {edition.indicators[code].key: _parts(code, facts) for code in STRUCTURES},
        "danh_sach": {"dan_dau": _lists("leading", facts), "han_che": _lists("lagging", facts)},
        "chu_thich": dict(make_notes(facts)),
        "danh_gia": {
            "uu_diem": make_sentences(strengths(facts), facts),
            "han_che": make_sentences(weaknesses(facts), facts),
            "chu_thich_uu_diem": sentence_notes(strengths(facts), facts),
            "chu_thich_han_che": sentence_notes(weaknesses(facts), facts),
        },
        "bieu_do": {"ty_le_hoi_vien": member_share_chart(facts) or "", "mo_hinh_hoc_tap": models_chart(facts) or ""},
        "bang": make_tables(facts, {facts.figures.scope.level, *facts.levels}),
        **over_years(facts),
        "muc_luc": Contents(),
        "van_ban": {section.key: narrative.get(section.key, "").splitlines() for section in REPORT_SECTIONS},
        "tung_don_vi": by_unit_entry(facts),
        "tra_loi": answer_entry(facts),
        "ky": period_entry(facts),
        "hoi": office_entry(facts.config, facts.figures.period),
        "dia_ban": territory_entry(facts),
        "bao_cao": {
            "da_nhan": Generated(named_key("returns", "received"), _received(facts)),
            "chua_co_hoi": Generated(named_key("returns", "no_association"), _without_association(facts)),
        },
    }
    return Context(values, tuple(_warnings(facts)))


def _indicator_entry(indicator: Indicator, facts: Facts) -> dict[str, Any]:
    """so, so_02 (two digits below ten), cung_ky, tang_giam, tang_giam_pct, chieu, chenh_lech, pham_vi, don_vi.

    `co_dau` is the change with its sign, for tables; `dia_phuong` and `truc_thuoc` see `levels.py`.
    `tiep_nhan`, `pham_vi_tiep_nhan`: what of it came over from dissolved units.
    `quy_doi` is the note beside whatever tells of the year before. And two to ask about: `co`, whether there is any,
    and `biet`, whether the total is known at all.
    """
    code, total = indicator.code, facts.total(indicator.code)
    return {
        "so": Generated(figure_key(code), facts.printed(code)),
        "so_02": Generated(figure_key(code, "two_digits"), facts.two_digits(code)),
        "cung_ky": Generated(figure_key(code, "previous"), previous(total) or UNKNOWN),
        "tang_giam": Generated(figure_key(code, "change"), facts.change(code)),
        "tang_giam_pct": Generated(figure_key(code, "change_pct"), facts.change(code, with_pct=True)),
        "chieu": Generated(figure_key(code, "direction"), _direction(total.delta if total else None)),
        "chenh_lech": Generated(figure_key(code, "difference"), difference(total)),
        "co_dau": Generated(figure_key(code, "delta"), signed(total) or NOT_APPLICABLE),
        **by_level(code, facts),
        "quy_doi": rebased_note(facts, (code,)),
        "pham_vi": _coverage(code, facts),
        "tiep_nhan": _taken_over(indicator, facts),
        "pham_vi_tiep_nhan": _coverage(indicator.taken_over, facts, beside=code) if indicator.taken_over else "",
        "don_vi": indicator.unit,
        "co": facts.is_positive(code),
        "biet": total is not None and total.value is not None,
    }


def _ratio_entry(ratio: Ratio, facts: Facts) -> dict[str, Any]:
    """so, cung_ky, tang_giam, chieu, chenh_lech, quy_doi, chi_tieu, pham_vi, so_voi (its denominator in words), co.

    `co_dau` is the change with its sign and `muc` the target itself, both for tables.
    `pham_vi_rieng` is for where the numerator stands just before: "" where that lacks the same units.
    """
    code, figure = ratio.code, facts.ratio(ratio.code)
    return {
        "so": Generated(figure_key(code), facts.printed(code)),
        "cung_ky": Generated(figure_key(code, "previous"), previous(figure) or UNKNOWN),
        "tang_giam": Generated(figure_key(code, "change"), facts.change(code)),
        "chieu": Generated(figure_key(code, "direction"), _direction(figure.delta if figure else None)),
        "chenh_lech": Generated(figure_key(code, "difference"), difference(figure)),
        "co_dau": Generated(figure_key(code, "delta"), signed(figure) or NOT_APPLICABLE),
        "muc": Generated(figure_key(code, "goal"), _goal(figure)),
        "quy_doi": rebased_note(facts, (code,)),
        "chi_tieu": Generated(figure_key(code, "target"), facts.against_target(code)),
        "pham_vi": _coverage(code, facts),
        "pham_vi_rieng": _coverage(code, facts, beside=ratio.numerator),
        "so_voi": facts.denominator(ratio),
        "co": figure is not None and figure.value is not None,
    }


def _goal(figure: RatioFigure | None) -> str:
    return NOT_APPLICABLE if figure is None or figure.target is None else print_target(figure.target)


def _coverage(figure: str, facts: Facts, beside: str = "") -> Generated:
    """What a figure lacks; nothing where the figure `beside`, which has just been said, lacks the same."""
    text = facts.coverage(figure)
    if beside and text == facts.coverage(beside):
        text = ""
    again = Generated(figure_key(figure, "coverage_short"), facts.coverage_short(figure))
    return Generated(figure_key(figure, "coverage"), text, again)


def _taken_over(indicator: Indicator, facts: Facts) -> Generated | str:
    """What came over from dissolved units until now, "" where the forms do not ask or nothing did."""
    code = indicator.taken_over
    return Generated(figure_key(code), facts.printed(code)) if code and facts.is_positive(code) else ""


def _direction(delta: Any) -> str:
    return "" if delta is None else direction(delta)


def _parts(code: str, facts: Facts) -> list[dict[str, Any]]:
    return [
        {
            "so": Generated(figure_key(part, "two_digits"), facts.two_digits(part)),
            "ten": name,
            "pham_vi": _coverage(part, facts, beside=code),
            "ty_le": _share_of(part, code, facts),
        }
        for part, name in STRUCTURES[code]
        if facts.is_positive(part)
    ]


def _share_of(part: str, whole: str, facts: Facts) -> Generated | str:
    """What share of the total a part is, "" where the forms have no such ratio or it has no value."""
    figure = facts.ratio(f"{part}/{whole}")
    return Generated(figure_key(figure.ratio.code), figure.printed) if figure and figure.value is not None else ""


def _lists(side: Side, facts: Facts) -> dict[str, Generated]:
    """By the key of every figure the units its rule chose, "Buôn Đôn, Ea Súp và Krông Năng".

    Empty without a rule, and where the rule does not choose what the template says of the list.
    """
    edition = facts.figures.edition
    keys = {**{i.code: i.key for i in edition.indicators.values()}, **{r.code: r.key for r in edition.ratios}}
    return {
        key: Generated(
            figure_key(code, side), facts.chosen_names(code, side, LISTS.get((side, code), NAMED), NAMED_AT_MOST)
        )
        for code, key in keys.items()
    }


def _received(facts: Facts) -> str:
    received, expected = len(facts.units_in(State.RECEIVED)), len(facts.figures.expected)
    return f"{print_count(received)}/{print_count(expected)}"


def _without_association(facts: Facts) -> str:
    """ "01 đơn vị chưa thành lập Hội"; "" where there is none."""
    count = len(facts.units_in(State.NO_ASSOCIATION))
    return f"{print_small_count(count)} {facts.each} chưa thành lập Hội Khuyến học" if count else ""


def _warnings(facts: Facts) -> list[str]:
    totals = facts.figures.totals.items()
    unknown = [total.indicator for code, total in totals if total.value is None and facts.is_told(code)]
    missing = [unit.unit.name for unit in facts.figures.missing]
    return [
        *(f"Chưa có số liệu {i.code} ({i.label}): báo cáo in “{UNKNOWN}”." for i in unknown),
        *([f"Số liệu chưa gồm {len(missing)} {facts.each}: {', '.join(missing)}."] if missing else []),
        *unanswered(facts),
        *over_years_warnings(facts),
        *unfitting(facts.config),
    ]
