"""The footnotes: one rule each, in one tuple. Where a rule finds nothing, there is neither note nor mark.

Rules of side "leading" and "lagging" list what `khuyenhoc.toml` chose for their figure, as long as it chose in a way
that bears their wording out; those of side "other" list what they find themselves. A template prints them as
`{{ chu_thich.<name> }}`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from khuyenhoc_cli.figures.model import Selected, State
from khuyenhoc_cli.report.claims import BELOW_TARGET, FALLEN, HIGH, LACKING, LOW, MOST, VALUED, Claim
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.keys import named_key
from khuyenhoc_cli.report.phrases import short_date
from khuyenhoc_cli.report.word.values import Note


@dataclass(frozen=True)
class NoteRule:
    """One kind of note. `wording` claims `units` of the units it names, or prints what `units` finds as {found}.

    For the units it holds {names} or {values}; it may hold {compared}. `of_communes` is the wording where the units are
    communes, of which there is nothing to count.
    """

    name: str
    figure: str
    side: Literal["leading", "lagging", "other"]
    wording: str
    units: Claim | Callable[[Facts], str]
    of_communes: str = ""

    def text(self, facts: Facts) -> str:
        """The note; "" where there is nothing to note."""
        if not isinstance(self.units, Claim):
            found = self.units(facts)
            return self.wording.format(found=found, compared=facts.compared) if found else ""
        chosen = () if self.side == "other" else facts.chosen(self.figure, self.side, self.units)
        if not chosen:
            return ""
        names, values = facts.names(selected.unit for selected in chosen), facts.with_values(self.figure, chosen)
        wording = self.of_communes if self.of_communes and facts.over_communes else self.wording
        return wording.format(names=names, values=values, compared=facts.compared_carried_over)


def _without_return(facts: Facts) -> str:
    return facts.names(facts.units_in(State.NOT_RECEIVED))


def _rejected(facts: Facts) -> str:
    return facts.names(facts.units_in(State.REJECTED))


def _without_association(facts: Facts) -> str:
    return facts.names(facts.units_in(State.NO_ASSOCIATION))


def _late(facts: Facts) -> str:
    """ "Lắk (ngày 12/6/2024); hạn gửi là ngày 05/6/2024"."""
    late = [unit for unit in facts.figures.units if unit.late]
    listed = ", ".join(
        facts.short_names[unit.unit.code] + (f" (ngày {short_date(unit.received_on)})" if unit.received_on else "")
        for unit in late
    )
    deadline = facts.config.deadlines.get(str(facts.figures.period))
    return f"{listed}; hạn gửi là ngày {short_date(deadline)}" if listed and deadline else listed


def _communes_without_association(facts: Facts) -> str:
    """How many communes of a unit have none: "…: Krông Bông (02 đơn vị)"; communes themselves by their names."""
    lacking = tuple(
        Selected(unit.unit, unit.values["TC01"] - unit.values["TC02"])
        for unit in facts.figures.units
        if "TC01" in unit.values and "TC02" in unit.values and unit.values["TC02"] < unit.values["TC01"]
    )
    if not lacking:
        return ""
    if facts.over_communes:
        return f"Chưa có Hội Khuyến học cấp xã: {facts.names(selected.unit for selected in lacking)}"
    return f"Số đơn vị hành chính cấp xã chưa có Hội Khuyến học: {facts.with_values('TC01', lacking)}"


def _incomplete_totals(facts: Facts) -> str:
    """ "Dân số trung bình (thiếu huyện Lắk)": indicators that a return left blank, but not those it never brought.

    Those that lack the same units stand together.
    """
    lacking: dict[str, list[str]] = {}
    for code, total in facts.figures.totals.items():
        if facts.is_told(code) and (gap := facts.gap(code)):
            lacking.setdefault(facts.names(gap), []).append(total.indicator.label)
    return "; ".join(f"{', '.join(labels)} (thiếu {names})" for names, labels in lacking.items())


def _unlike(facts: Facts) -> str:
    """Non-empty where a change is measured over fewer units than the total."""
    totals = facts.figures.totals.values()
    return facts.compared if any(t.delta is not None and not t.like_for_like for t in totals) else ""


def _population(facts: Facts) -> str:
    return f"{facts.amount('DS01')}{facts.coverage('DS01')}" if facts.is_positive("DS01") else ""


NOTES: tuple[NoteRule, ...] = (
    NoteRule("chua_gui_bao_cao", "", "other", "Chưa gửi báo cáo: {found}.", _without_return),
    NoteRule("bao_cao_chua_dat", "", "other", "Báo cáo còn sai số liệu, chưa được tổng hợp: {found}.", _rejected),
    NoteRule("chua_co_hoi", "", "other", "Chưa thành lập Hội Khuyến học: {found}.", _without_association),
    NoteRule("gui_muon", "", "other", "Gửi báo cáo sau thời hạn: {found}.", _late),
    NoteRule("thieu_so_lieu", "", "other", "Chỉ tiêu chưa có số liệu của đủ các đơn vị: {found}.", _incomplete_totals),
    NoteRule(
        "so_sanh",
        "",
        "other",
        "Mức tăng, giảm so với {found} chỉ tính trên các đơn vị có số liệu ở cả hai kỳ.",
        _unlike,
    ),
    NoteRule(
        "cap_uy_chua_ban_hanh",
        "VB01",
        "lagging",
        "Cấp ủy chưa ban hành kế hoạch thực hiện Kết luận số 49-KL/TW: {names}.",
        LACKING,
    ),
    NoteRule(
        "uy_ban_chua_ban_hanh",
        "VB02",
        "lagging",
        "Ủy ban nhân dân chưa ban hành kế hoạch thực hiện Kết luận số 49-KL/TW: {names}.",
        LACKING,
    ),
    NoteRule(
        "chua_trien_khai_324",
        "VB03",
        "lagging",
        "Hội Khuyến học chưa triển khai đầy đủ Quyết định số 324/QĐ-KHVN: {names}.",
        LACKING,
    ),
    NoteRule(
        "xa_chua_co_hoi",
        "TC02",
        "other",
        "{found}.",
        _communes_without_association,
    ),
    NoteRule(
        "da_dai_hoi",
        "TC30",
        "leading",
        "Số Hội cấp xã đã đại hội: {values}.",
        VALUED,
        of_communes="Đã tổ chức đại hội: {names}.",
    ),
    NoteRule("hoi_vien_moi", "HV03", "leading", "Kết nạp được nhiều hội viên mới: {values}.", MOST),
    NoteRule("hoi_vien_giam", "HV01", "lagging", "Số hội viên giảm so với {compared}: {names}.", FALLEN),
    NoteRule("dan_so", "DS01", "other", "Tính trên dân số trung bình của địa bàn: {found}.", _population),
    NoteRule("ty_le_hoi_vien_cao", "HV01/DS01", "leading", "Tỷ lệ hội viên trên dân số: {values}.", HIGH),
    NoteRule(
        "ty_le_hoi_vien_thap",
        "HV01/DS01",
        "lagging",
        "Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu: {values}.",
        BELOW_TARGET,
    ),
    NoteRule(
        "cong_dan_dat_thap",
        "CD03/CD01",
        "lagging",
        "Tỷ lệ đạt Công dân học tập so với tổng số công dân thuộc diện còn thấp: {values}.",
        LOW,
    ),
    NoteRule(
        "gia_dinh_dat_thap",
        "GD03/GD01",
        "lagging",
        "Tỷ lệ đạt Gia đình học tập so với tổng số hộ gia đình còn thấp: {values}.",
        LOW,
    ),
    NoteRule("hoc_sinh_tro_lai", "HS01", "leading", "Học sinh trở lại trường, theo địa phương: {values}.", VALUED),
    NoteRule("hoc_vien_ra_lop", "HS02", "leading", "Học viên ra lớp, theo địa phương: {values}.", VALUED),
    NoteRule("suat_hoc_bong", "HS03", "leading", "Trao được nhiều suất học bổng: {values}.", MOST),
    NoteRule("so_du_cao", "Q30", "leading", "Số dư quỹ cao: {values}.", MOST),
    NoteRule("da_kiem_tra", "KT01", "leading", "Số cuộc kiểm tra đã tổ chức: {values}.", VALUED),
    NoteRule(
        "chua_kiem_tra",
        "KT02",
        "lagging",
        "Chưa kiểm tra, khảo sát việc thực hiện Quyết định số 387/QĐ-TTg và Quyết định số 677/QĐ-TTg: {names}.",
        LACKING,
    ),
    NoteRule("luot_nguoi_hoc", "TT04", "leading", "Có nhiều lượt người học tại trung tâm: {values}.", MOST),
)


# a remark on the year before -> what it adds to the name of the note that says it
_CARRIED_OVER = {"rebased": "quy_doi", "estimated": "uoc_tinh", "leftover": "con_lai", "unplaced": "chua_ro"}


def rebased_note(facts: Facts, figures: Collection[str], more: Collection[str] = ()) -> Note:
    """Says that the year before of one of these figures was carried over to today's units; else without text.

    And that one is estimated, which a total is only where it holds some shares of a split unit and not all. `more` are
    further remarks to make: "estimated" (of units), "leftover", "unplaced".
    """
    torn = any(figure.estimated for code in figures if (figure := facts.total(code) or facts.ratio(code)))
    kinds = [kind for kind in _CARRIED_OVER if kind == "rebased" or kind in more or (torn and kind == "estimated")]
    about = [kind for kind in kinds if kind in facts.remarks and facts.remarks[kind].is_about(figures)]
    if "rebased" not in about:
        return Note(named_key("note", "quy_doi"), "")
    name = "_".join(_CARRIED_OVER[kind] for kind in about)
    return Note(named_key("note", name), " ".join(facts.remarks[kind].text for kind in about))


def remark_note(facts: Facts, kind: str, name: str, figures: Collection[str]) -> Note:
    """One remark as a note of this name; without text where there is none about these figures."""
    remark = facts.remarks.get(kind)
    return Note(named_key("note", name), remark.text if remark and remark.is_about(figures) else "")


def make_notes(facts: Facts) -> Mapping[str, Note]:
    """Every note by name; without text where its list is empty."""
    every = (*facts.figures.totals, *facts.figures.ratios)
    return {
        **{rule.name: Note(named_key("note", rule.name), rule.text(facts)) for rule in NOTES},
        "ghep_ky": remark_note(facts, "parts", "ghep_ky", every),
        "quy_doi": rebased_note(facts, every, _CARRIED_OVER),
    }
