"""What has to be said beside figures so that nobody misreads them: one wording, for tables, workbooks and pages."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc_cli.figures.model import Figures, RatioFigure, Rebasing, State, Total
from khuyenhoc_cli.figures.standing import vietnam_time
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import in_sentence
from khuyenhoc_cli.units.model import Unit

NAMED_AT_MOST = 12
_REFORM = date(2025, 7, 1)
_OF_BEFORE_REFORM = "các đơn vị hành chính trước ngày 01/7/2025"
_OF_THEN = "các đơn vị của thời gian ấy"


@dataclass(frozen=True)
class Remark:
    """One sentence on figures, in Vietnamese; `figures` are the codes it is about, none where it is about them all."""

    key: str
    text: str
    figures: frozenset[str] = frozenset()

    def is_about(self, codes: Collection[str]) -> bool:
        """Whether it has to stand beside any of these figures."""
        return not self.figures or not self.figures.isdisjoint(codes)


def remarks_of(figures: Figures) -> tuple[Remark, ...]:
    """All there is to say, in the order it is read in: what was counted, who is missing, what it is compared with."""
    found = ((key, remark(figures)) for key, remark in _REMARKS)
    return tuple(Remark(key, *said) for key, said in found if said is not None)


def incomplete_remarks(figures: Figures, codes: Iterable[str]) -> tuple[Remark, ...]:
    """Which of these figures lack units, and which units those are; figures that lack the same ones stand together."""
    lacking: dict[str, list[str]] = {}
    known = [code for code in dict.fromkeys(codes) if _figure(figures, code).value is not None]
    for code in known:
        if coverage := _figure(figures, code).coverage:
            lacking.setdefault(coverage, []).append(code)
    return tuple(
        Remark("incomplete", f"{_labels(figures, under, known)}: chưa đủ đơn vị {coverage}.", frozenset(under))
        for coverage, under in lacking.items()
    )


_Said = tuple[str, frozenset[str]] | None
"""A sentence and the codes it is about; None where there is nothing to say."""


def _closed(figures: Figures) -> _Said:
    if figures.closed_at is None:
        return None
    day = vietnam_time(figures.closed_at)
    return f"Số liệu đã chốt ngày {day:%d/%m/%Y}; thay đổi sau ngày chốt không tính vào kỳ này.", frozenset()


def _parts(figures: Figures) -> _Said:
    if not figures.sources:
        return None
    parts = " và ".join(filter(None, (", ".join(p.name for p in figures.sources[:-1]), figures.sources[-1].name)))
    added = (
        f"Số liệu {figures.period.name} cộng từ {parts}; "
        f"riêng chỉ tiêu thời điểm lấy theo số của {figures.sources[-1].name}."
    )
    return " ".join([added, *(_part_rebased(*each) for each in figures.parts_rebased.items())]), frozenset()


def _part_rebased(part: Period, rebasing: Rebasing) -> str:
    """That a part of the period was collected by other units than those at its end."""
    of_then = _OF_BEFORE_REFORM if part.last_day < _REFORM else _OF_THEN
    shared = "; ".join(["", *_shared(rebasing)]) + ", là số ước tính" if rebasing.split or rebasing.evenly else ""
    left_out = f"; không tính số của {_listed(rebasing.unplaced)}" if rebasing.unplaced else ""
    return f"Số {part.name} thu thập theo {of_then}, được quy về các đơn vị hiện nay{shared}{left_out}."


def _in_state(state: State, wording: str) -> Callable[[Figures], _Said]:
    def said(figures: Figures) -> _Said:
        names = [unit.unit for unit in figures.units if unit.state is state]
        return (f"{wording}: {_names(names)}.", frozenset()) if names else None

    return said


def _rebased(figures: Figures) -> _Said:
    codes = frozenset(code for code, figure in _both(figures) if figure.rebased)
    if figures.rebasing is None or not codes:
        return None
    compared = figures.compared_with
    crosses = compared.last_day < _REFORM <= figures.period.last_day
    of_then = _OF_BEFORE_REFORM if crosses else _OF_THEN
    return f"Số cùng kỳ ({compared.name}) thu thập theo {of_then}, được quy về các đơn vị hiện nay.", codes


def _estimated(figures: Figures) -> _Said:
    codes = frozenset(code for code, figure in _both(figures) if figure.estimated)
    codes |= frozenset(code for unit in figures.units for code in unit.estimated)
    if figures.rebasing is None or not (figures.rebasing.split or figures.rebasing.evenly):
        return None
    shared = "; ".join(_shared(figures.rebasing, to=" cho các đơn vị hiện nay"))
    return f"Số cùng kỳ{shared.removeprefix('số')}, nên là số ước tính.", codes


def _shared(rebasing: Rebasing, to: str = "") -> list[str]:
    """ "số của xã Ea Tu được chia theo dân số"; what was shared in equal parts is told apart."""
    kinds = (
        (rebasing.split, f"chia theo dân số{to}"),
        (rebasing.evenly, f"chia đều{to} vì chưa biết dân số các phần"),
    )
    return [f"số của {_listed(names)} được {how}" for names, how in kinds if names]


def _leftover(figures: Figures) -> _Said:
    if figures.rebasing is None or not figures.rebasing.leftover:
        return None
    return (
        f"Số cùng kỳ của riêng {_listed(figures.rebasing.leftover)} không tách được cho từng đơn vị hiện nay, "
        "nên chỉ tính vào tổng số.",
        frozenset(code for code, figure in _both(figures) if figure.rebased),
    )


def _unplaced(figures: Figures) -> _Said:
    if figures.rebasing is None or not figures.rebasing.unplaced:
        return None
    return (
        f"Số cùng kỳ của {_listed(figures.rebasing.unplaced)} chưa xác định được thuộc đơn vị nào hiện nay, "
        "nên không đưa vào so sánh.",
        frozenset(code for code, figure in _both(figures) if figure.rebased),
    )


def _like_for_like(figures: Figures) -> _Said:
    codes = frozenset(code for code, figure in _both(figures) if figure.delta is not None and _is_narrower(figure))
    wording = f"Mức tăng, giảm so với {figures.compared_with.name} chỉ tính trên các đơn vị có số liệu ở cả hai kỳ."
    return (wording, codes) if codes else None


def _is_narrower(figure: Total | RatioFigure) -> bool:
    """Whether the change is measured over fewer units than the figure."""
    return not figure.like_for_like if isinstance(figure, Total) else figure.comparable != figure.value


def _taken_over(figures: Figures) -> _Said:
    moved = {code: total for code, total in figures.totals.items() if total.apart and total.delta is not None}
    amounts = (
        f"{total.indicator.label} {total.indicator.printed(total.apart or 0)} {total.indicator.unit}"
        for total in moved.values()
    )
    listed = "; ".join(f"{text[:1].lower()}{text[1:]}" for text in amounts)
    wording = "Mức tăng, giảm không tính khoản tiếp nhận từ quỹ cấp huyện đã giải thể"
    return (f"{wording}: {listed}.", frozenset(moved)) if moved else None


_REMARKS: tuple[tuple[str, Callable[[Figures], _Said]], ...] = (
    ("closed", _closed),
    ("parts", _parts),
    ("not_received", _in_state(State.NOT_RECEIVED, "Chưa gửi báo cáo")),
    ("rejected", _in_state(State.REJECTED, "Báo cáo bị trả lại, chưa được tổng hợp")),
    ("no_association", _in_state(State.NO_ASSOCIATION, "Chưa thành lập Hội Khuyến học")),
    ("like_for_like", _like_for_like),
    ("rebased", _rebased),
    ("estimated", _estimated),
    ("leftover", _leftover),
    ("unplaced", _unplaced),
    ("taken_over", _taken_over),
)


def _both(figures: Figures) -> Iterator[tuple[str, Total | RatioFigure]]:
    yield from figures.totals.items()
    yield from figures.ratios.items()


def _figure(figures: Figures, code: str) -> Total | RatioFigure:
    return figures.totals.get(code) or figures.ratios[code]


def _labels(figures: Figures, codes: Sequence[str], among: Sequence[str]) -> str:
    """What the figures are called; all of them are not listed one by one."""
    if len(codes) == len(among) > 1:
        return "Tất cả chỉ tiêu"
    labels = [_label(_figure(figures, code)) for code in codes]
    others = len(labels) - NAMED_AT_MOST
    return "; ".join(labels[:NAMED_AT_MOST]) + (f" và {others} chỉ tiêu khác" if others > 0 else "")


def _label(figure: Total | RatioFigure) -> str:
    return figure.indicator.label if isinstance(figure, Total) else figure.ratio.label


def _names(units: Iterable[Unit]) -> str:
    return _listed([unit.name for unit in units])


def _listed(names: Collection[str]) -> str:
    """ "huyện Lắk, thị xã Buôn Hồ"; a long list is cut short and says by how much."""
    ordered = [in_sentence(name) for name in names]
    others = len(ordered) - NAMED_AT_MOST
    shown = ", ".join(ordered[:NAMED_AT_MOST])
    return f"{shown} và {others} đơn vị khác" if others > 0 else shown
