"""The charts of the page, worked out as bars and marks; the template draws them."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from khuyenhoc_cli.figures.model import Figures, UnitFigures, print_ratio
from khuyenhoc_cli.output.figures_tables import BARS_AT_MOST, MODELS, SHARE
from khuyenhoc_cli.report.phrases import print_target
from khuyenhoc_cli.text.names import split_prefix
from khuyenhoc_cli.text.numbers import round_half_up

_WIDTH = 480
_NAMES, _VALUES = 150, 62  # room for the names at the left and for the values at the right
_TOP, _BAR, _GAP = 26, 16, 8

Chart = dict[str, Any]


def share_chart(figures: Figures) -> Chart | None:
    """Members per population: a bar per unit, highest first, against the target; of many the two ends."""
    ratio = figures.ratios.get(SHARE)
    known = [entry for entry in figures.units if SHARE in entry.ranks]
    if ratio is None or not known:
        return None
    known.sort(key=lambda entry: entry.ranks[SHARE])
    title = f"{ratio.ratio.label} theo đơn vị"
    if len(known) > BARS_AT_MOST:
        half = BARS_AT_MOST // 2
        known = known[:half] + known[-half:]
        title += f": {half} đơn vị cao nhất, {half} đơn vị thấp nhất"
    scale = _Scale([*(entry.ratios[SHARE] for entry in known), ratio.target])
    bars, y = [], _TOP
    for entry in known:
        value = entry.ratios[SHARE]
        kind = "thap" if ratio.target is not None and value < ratio.target else "dat"
        bars.append(_bar(_short(entry), entry.unit.name, y, scale.x(value), print_ratio(ratio.ratio, value), kind))
        y += _BAR + _GAP
    chart = _chart("ty-le-hoi-vien", title, bars, y)
    if ratio.target is not None:
        chart["lines"] = [{"x": scale.x(ratio.target), "y1": _TOP - 6, "y2": y - _GAP + 4}]
        chart["caption"] = f"Vạch đứng: chỉ tiêu {print_target(ratio.target)}."
    return chart


def models_chart(figures: Figures) -> Chart | None:
    """Each model: a bar for those that registered, one for those that achieved it, a mark at the target."""
    ratios = figures.ratios
    known = [
        (name, ratios[registered], ratios[achieved])
        for name, registered, achieved in MODELS
        if registered in ratios and achieved in ratios and ratios[achieved].value is not None
    ]
    if not known:
        return None
    scale = _Scale(value for _, *pair in known for ratio in pair for value in (ratio.value, ratio.target))
    bars, lines, y = [], [], _TOP - 10
    for name, registered, achieved in known:
        for said, ratio, kind in (("đăng ký", registered, "dang-ky"), ("đạt", achieved, "dat")):
            label = name if kind == "dang-ky" else ""
            if ratio.value is not None:
                bars.append(_bar(label, f"{name}, {said}", y, scale.x(ratio.value), ratio.printed, kind))
            y += _BAR
        if achieved.target is not None:
            lines.append({"x": scale.x(achieved.target), "y1": y - 2 * _BAR - 3, "y2": y + 3})
        y += _GAP + 6
    chart = _chart("mo-hinh", "Tỷ lệ đăng ký và đạt các mô hình học tập so với tổng số", bars, y)
    chart["lines"] = lines
    chart["caption"] = "Thanh nhạt: đăng ký; thanh đậm: đạt" + ("; vạch đứng: chỉ tiêu đạt." if lines else ".")
    return chart


class _Scale:
    """From a percentage to the place where its bar ends."""

    def __init__(self, values: Iterable[Fraction | None]) -> None:
        self._most = max([value for value in values if value is not None], default=Fraction(1)) or Fraction(1)

    def x(self, value: Fraction) -> str:
        """The place, in the chart's units, to a tenth."""
        width = _WIDTH - _NAMES - _VALUES
        return f"{float(round_half_up(_NAMES + max(value, Fraction(0)) / self._most * width, 1)):g}"


def _bar(label: str, name: str, y: int, end: str, value: str, kind: str) -> dict[str, Any]:
    return {
        "label": label,
        "name": name,
        "y": y,
        "x": _NAMES,
        "width": f"{float(end) - _NAMES:g}",
        "end": f"{float(end) + 4:g}",
        "value": value,
        "kind": kind,
    }


def _chart(key: str, title: str, bars: list[dict[str, Any]], height: int) -> Chart:
    return {
        "key": key,
        "title": title,
        "bars": bars,
        "width": _WIDTH,
        "height": height + 6,
        "bar": _BAR,
        "middle": _BAR - 4,
        "names_end": _NAMES - 6,
        "lines": [],
        "caption": "",
        "description": "; ".join(f"{bar['name']} {bar['value']}" for bar in bars) + ".",
    }


def _short(entry: UnitFigures) -> str:
    """The name without its prefix, cut to what fits; the full one stands in the bar's title."""
    name = split_prefix(entry.unit.name)[1] if entry.unit.kind == "territorial" else entry.unit.name
    return name if len(name) <= 22 else f"{name[:21]}…"
