"""The targets of the settings against the figures: a row of a table each, and what is still to be done for it."""

from typing import Any

from khuyenhoc_cli.figures.model import RatioFigure
from khuyenhoc_cli.figures.targets import Standing, TargetStandings, target_standings
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.keys import figure_key, named_key
from khuyenhoc_cli.report.phrases import amount, capitalized, print_target, reach
from khuyenhoc_cli.report.word.values import Generated, Note

_UNKNOWN = "chưa có số liệu"


def target_rows(facts: Facts) -> list[dict[str, Any]]:
    """A row per target: tt, ten, giao ("25%"), dat, so_voi (how it was met), and the note can_cu (who set it)."""
    return [_row(number, each, facts) for number, each in enumerate(_standings(facts), 1)]


def aims(facts: Facts) -> list[Generated]:
    """A sentence per target whose ratio is known: what is lacking until it is reached, or that it is to be kept."""
    return [
        Generated(named_key("eval", f"phan_dau_{each.ratio.key}"), f"{capitalized(_aim(each, each.whole, facts))}.")
        for each in _standings(facts)
        if each.whole is not None
    ]


def _standings(facts: Facts) -> tuple[TargetStandings, ...]:
    sources = {code: target.source for code, target in facts.config.targets.items()}
    return target_standings(facts.figures, sources)


def _row(number: int, each: TargetStandings, facts: Facts) -> dict[str, Any]:
    code, figure = each.ratio.code, facts.figures.ratios[each.ratio.code]
    met = reach(each.whole.value, each.target) if each.whole else _UNKNOWN
    lacking = f"; còn thiếu {_lacking(each.whole, figure, facts)}" if each.whole and each.whole.lacking else ""
    return {
        "tt": number,
        "ten": f"{each.ratio.label} (so với {facts.denominator(each.ratio)})",
        "giao": Generated(figure_key(code, "goal"), print_target(each.target)),
        "dat": Generated(figure_key(code), facts.printed(code)),
        "pham_vi": Generated(figure_key(code, "coverage_short"), facts.coverage_short(code)),
        "so_voi": Generated(figure_key(code, "reach"), capitalized(met + lacking)),
        "can_cu": _source(each, facts),
    }


def _source(each: TargetStandings, facts: Facts) -> Note:
    """Who set a target; those that one document sets share a note."""
    first = next(code for code, target in facts.config.targets.items() if target.source == each.source)
    return Note(named_key("note", f"can_cu_{first}"), f"Chỉ tiêu theo {each.source}." if each.source else "")


def _lacking(whole: Standing, figure: RatioFigure, facts: Facts) -> str:
    return amount(facts.figures.edition.indicators[figure.ratio.numerator], whole.lacking)


def _aim(each: TargetStandings, whole: Standing, facts: Facts) -> str:
    goal, label = print_target(each.target), each.ratio.label[:1].lower() + each.ratio.label[1:]
    now = f"{facts.printed(each.ratio.code)}{facts.coverage_short(each.ratio.code)}"
    if not whole.lacking:
        return f"giữ vững {label} từ {goal} trở lên, hiện là {now}"
    lacking = _lacking(whole, facts.figures.ratios[each.ratio.code], facts)
    return f"phấn đấu đưa {label} từ {now} lên {goal}, tức là thêm ít nhất {lacking}"
