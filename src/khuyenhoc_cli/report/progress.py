"""The assessment of several years: sentences that growth, targets and assigned numbers bear out, good and bad."""

from collections.abc import Iterator
from fractions import Fraction

from khuyenhoc_cli.figures.assigned import assigned_standings
from khuyenhoc_cli.report.assessment import (
    STRENGTHS,
    WEAKNESSES,
    Sentence,
)
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.phrases import grown, join_and, print_achieved
from khuyenhoc_cli.report.series_tables import ASSIGNED

# figure, and as what a sentence speaks of it
_COUNTED = (
    ("TC10", "số chi hội"),
    ("TC20", "số ban khuyến học"),
    ("HV01", "số hội viên"),
    ("HV01/DS01", "tỷ lệ hội viên trên dân số"),
)
_FUNDS = (("Q01", "Quỹ Khuyến học và nguồn vận động"), ("Q01/DS01", "mức bình quân một người dân"))
_SHARES = tuple((ratio, name) for name, _, ratio in ASSIGNED)


def _network(facts: Facts) -> str:
    return _moved(facts, _COUNTED, up=True)


def _network_fell(facts: Facts) -> str:
    return _moved(facts, _COUNTED, up=False)


def _funds(facts: Facts) -> str:
    return _moved(facts, _FUNDS, up=True)


def _funds_fell(facts: Facts) -> str:
    return _moved(facts, _FUNDS, up=False)


def _models(facts: Facts) -> str:
    risen = _moved(facts, _SHARES, up=True)
    return f"tỷ lệ đạt các danh hiệu học tập trên tổng số tăng: {risen}" if risen else ""


def _models_fell(facts: Facts) -> str:
    fallen = _moved(facts, _SHARES, up=False)
    return f"tỷ lệ đạt danh hiệu học tập trên tổng số giảm: {fallen}" if fallen else ""


def _assigned_reached(facts: Facts) -> str:
    reached = join_and(list(_against_assigned(facts, reached=True)))
    return f"đạt hoặc vượt chỉ tiêu được giao: {reached}" if reached else ""


def _assigned_missed(facts: Facts) -> str:
    missed = join_and(list(_against_assigned(facts, reached=False)))
    return f"chưa đạt chỉ tiêu được giao: {missed}" if missed else ""


def _moved(facts: Facts, figures: tuple[tuple[str, str], ...], *, up: bool) -> str:
    """ "số hội viên tăng 24.239 người (4,76%) so với năm 2019, …; …" for those that rose, or those that fell."""
    said = []
    for code, name in figures:
        line = facts.series.lines.get(code)
        growth = line.growth if line else None
        if line and growth and Fraction(growth.absolute) != 0 and (growth.absolute > 0) is up:
            phrase = grown(growth, line.figure)
            said += [f"{name} {phrase}"] if phrase.startswith(("tăng", "giảm")) else []
    return "; ".join(said)


def _against_assigned(facts: Facts, *, reached: bool) -> Iterator[str]:
    """ "Gia đình học tập (104,00%)" for every model whose assigned number is reached, or for every other one."""
    found = {each.indicator.code: each.whole for each in assigned_standings(facts.figures, facts.years.assigned)}
    for name, code, _ in ASSIGNED:
        whole = found.get(code)
        if whole is not None and whole.percent is not None and (whole.lacking == 0) is reached:
            yield f"{name} ({print_achieved(whole.percent)})"


# what the assessment of one period says of the state at its end, and not of the year before
_OF_THE_STATE = ("van_ban_day_du", "mo_hinh_dat", "kiem_tra_day_du")
_STILL_OPEN = (
    "cap_uy_chua_ban_hanh",
    "uy_ban_chua_ban_hanh",
    "chua_trien_khai_324",
    "hoi_vien_duoi_chi_tieu",
    "hoi_vien_khong_deu",
    "mo_hinh_chua_dat",
    "chua_kiem_tra",
)
PROGRESS: tuple[Sentence, ...] = (
    *(each for each in STRENGTHS if each.name in _OF_THE_STATE),
    Sentence("nam_to_chuc_tang", _network),
    Sentence("nam_mo_hinh_tang", _models),
    Sentence("nam_giao_dat", _assigned_reached),
    Sentence("nam_nguon_luc_tang", _funds),
)
SHORTCOMINGS: tuple[Sentence, ...] = (
    *(each for each in WEAKNESSES if each.name in _STILL_OPEN),
    Sentence("nam_to_chuc_giam", _network_fell),
    Sentence("nam_mo_hinh_giam", _models_fell),
    Sentence("nam_giao_chua_dat", _assigned_missed),
    Sentence("nam_nguon_luc_giam", _funds_fell),
)
