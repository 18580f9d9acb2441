"""The general assessment: sentences that the figures themselves justify, what went well and what did not.

One rule per sentence; a rule answers "" where its figures do not bear it out, and then the report says nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.report.claims import BELOW_WHOLE, LACKING, UNEVEN, Claim
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.keys import named_key
from khuyenhoc_cli.report.notes import rebased_note
from khuyenhoc_cli.report.phrases import capitalized, join_and, print_target
from khuyenhoc_cli.report.word.values import Generated, Note
from khuyenhoc_cli.text.numbers import print_small_count, round_half_up

NAMED_AT_MOST = 6
_BRACKET = " ("
MODELS = (
    ("CD03/CD01", "Công dân học tập"),
    ("GD03/GD01", "Gia đình học tập"),
    ("DH03/DH01", "Dòng họ học tập"),
    ("CX03/CX01", "Cộng đồng học tập"),
    ("DV03/DV01", "Đơn vị học tập"),
)


@dataclass(frozen=True)
class Sentence:
    """One sentence of the assessment; `build` says it without its full stop, or "".

    `moved` are the figures whose change it tells.
    """

    name: str
    build: Callable[[Facts], str]
    moved: tuple[str, ...] = ()


def _all_issued(facts: Facts) -> str:
    issuers = [who for code, who in (("VB01", "cấp ủy"), ("VB02", "Ủy ban nhân dân")) if _all_yes(facts, code)]
    if not issuers:
        return ""
    return f"{join_and(issuers)} ở tất cả các {facts.kinds} đã ban hành kế hoạch thực hiện Kết luận số 49-KL/TW"


def _all_inspected(facts: Facts) -> str:
    if not _all_yes(facts, "KT02"):
        return ""
    return (
        f"tất cả các {facts.kinds} đã kiểm tra, khảo sát việc thực hiện Quyết định số 387/QĐ-TTg và "
        "Quyết định số 677/QĐ-TTg"
    )


def _members_grew(facts: Facts) -> str:
    grew = _moved(facts, "HV01") > 0
    reached = _gap(facts, "HV01/DS01")
    if not grew and (reached is None or reached < 0):
        return ""
    growth = f", {facts.change('HV01')}" if grew else ""
    share = _member_share(facts) if reached is not None and reached >= 0 else ""
    members = f"{facts.two_digits('HV01')} hội viên{facts.coverage('HV01')}"
    return f"{facts.reported} có {members}{growth}{share}"


def _member_share(facts: Facts) -> str:
    return f"; tỷ lệ hội viên trên dân số đạt {_share(facts)}, {facts.against_target('HV01/DS01')}"


def _share(facts: Facts) -> str:
    return f"{facts.printed('HV01/DS01')}{facts.coverage('HV01/DS01')}"


def _network_grew(facts: Facts) -> str:
    grown = [
        f"{facts.two_digits(code)} {what}{facts.coverage(code)}, {facts.change(code)}"
        for code, what in (("TC10", "chi hội"), ("TC20", "ban khuyến học"))
        if _moved(facts, code) > 0
    ]
    return f"mạng lưới tổ chức hội được mở rộng, hiện có {'; '.join(grown)}" if grown else ""


def _models_on_target(facts: Facts) -> str:
    reached = _models(facts, reached=True)
    return f"tỷ lệ {facts.achieved} danh hiệu bằng hoặc vượt chỉ tiêu: {reached}" if reached else ""


def _funds_grew(facts: Facts) -> str:
    if _moved(facts, "Q01") <= 0:
        return ""
    return (
        "nguồn lực dành cho khuyến học, khuyến tài được huy động nhiều hơn: Quỹ Khuyến học và nguồn vận động đạt "
        f"{_funds(facts)}"
    )


def _funds(facts: Facts) -> str:
    return f"{facts.amount('Q01')}{facts.coverage('Q01')}, {facts.change('Q01', with_pct=True)}"


def _learners_returned(facts: Facts) -> str:
    returned = [
        f"{facts.two_digits(code)} {what}{facts.coverage(code)}"
        for code, what in (
            ("HS01", "học sinh bỏ học trở lại trường"),
            ("HS02", "học viên ra lớp xóa mù chữ, phổ cập giáo dục"),
        )
        if facts.is_positive(code)
    ]
    who = "Hội và các chi hội" if facts.over_branches else "các cấp hội"
    return f"{who} đã phối hợp vận động được {join_and(returned)}" if returned else ""


def _centres_grew(facts: Facts) -> str:
    if _moved(facts, "TT04") <= 0:
        return ""
    learners = f"{facts.two_digits('TT04')} lượt người học{facts.coverage('TT04')}"
    centres = "trung tâm học tập cộng đồng" if facts.over_branches else "các trung tâm học tập cộng đồng"
    return f"{centres} thu hút {learners}, {facts.change('TT04')}"


def _not_issued_by_party(facts: Facts) -> str:
    return _not_yet(facts, "VB01", "chưa có kế hoạch của cấp ủy thực hiện Kết luận số 49-KL/TW")


def _not_issued_by_government(facts: Facts) -> str:
    return _not_yet(facts, "VB02", "chưa có kế hoạch của Ủy ban nhân dân thực hiện Kết luận số 49-KL/TW")


def _not_carried_out(facts: Facts) -> str:
    return _not_yet(facts, "VB03", "chưa triển khai đầy đủ Quyết định số 324/QĐ-KHVN đến cơ sở")


def _not_inspected(facts: Facts) -> str:
    what = "chưa kiểm tra, khảo sát việc thực hiện Quyết định số 387/QĐ-TTg và Quyết định số 677/QĐ-TTg"
    return _not_yet(facts, "KT02", what)


def _members_fell(facts: Facts) -> str:
    if _moved(facts, "HV01") >= 0:
        return ""
    return f"tổng số hội viên còn {facts.amount('HV01')}{facts.coverage('HV01')}, {facts.change('HV01')}"


def _members_below_target(facts: Facts) -> str:
    gap = _gap(facts, "HV01/DS01")
    if gap is None or gap >= 0:
        return ""
    return f"tỷ lệ hội viên trên dân số là {_share(facts)}, {facts.against_target('HV01/DS01')}"


def _members_uneven(facts: Facts) -> str:
    low = _named(facts, "HV01/DS01", UNEVEN)
    return f"phát triển hội viên chưa đồng đều, tỷ lệ hội viên trên dân số còn dưới chỉ tiêu ở {low}" if low else ""


def _models_below_target(facts: Facts) -> str:
    below = _models(facts, reached=False)
    return f"tỷ lệ {facts.achieved} danh hiệu còn thấp hơn chỉ tiêu: {below}" if below else ""


def _citizens_low(facts: Facts) -> str:
    low = _named(facts, "CD03/CD01", BELOW_WHOLE)
    return (
        f"tỷ lệ {facts.achieved} Công dân học tập còn thấp so với mức chung của {facts.reported} ở {low}" if low else ""
    )


def _families_low(facts: Facts) -> str:
    low = _named(facts, "GD03/GD01", BELOW_WHOLE)
    return (
        f"tỷ lệ {facts.achieved} Gia đình học tập còn thấp so với mức chung của {facts.reported} ở {low}" if low else ""
    )


def _funds_fell(facts: Facts) -> str:
    if _moved(facts, "Q01") >= 0:
        return ""
    return f"Quỹ Khuyến học và nguồn vận động chỉ đạt {_funds(facts)}"


def _returns_late(facts: Facts) -> str:
    kinds = (
        (sum(unit.late for unit in facts.figures.units), "gửi báo cáo sau thời hạn"),
        (len(facts.units_in(State.NOT_RECEIVED)), "chưa gửi báo cáo"),
        (len(facts.units_in(State.REJECTED)), "gửi báo cáo còn sai số liệu"),
    )
    listed = [f"{print_small_count(count)} {facts.each} {what}" for count, what in kinds if count]
    return f"việc chấp hành chế độ báo cáo chưa nghiêm: {join_and(listed)}" if listed else ""


STRENGTHS: tuple[Sentence, ...] = (
    Sentence("van_ban_day_du", _all_issued),
    Sentence("hoi_vien_tang", _members_grew, ("HV01",)),
    Sentence("to_chuc_tang", _network_grew, ("TC10", "TC20")),
    Sentence("mo_hinh_dat", _models_on_target),
    Sentence("nguon_luc_tang", _funds_grew, ("Q01",)),
    Sentence("nguoi_hoc_tro_lai", _learners_returned),
    Sentence("trung_tam_tang", _centres_grew, ("TT04",)),
    Sentence("kiem_tra_day_du", _all_inspected),
)
WEAKNESSES: tuple[Sentence, ...] = (
    Sentence("cap_uy_chua_ban_hanh", _not_issued_by_party),
    Sentence("uy_ban_chua_ban_hanh", _not_issued_by_government),
    Sentence("chua_trien_khai_324", _not_carried_out),
    Sentence("hoi_vien_giam", _members_fell, ("HV01",)),
    Sentence("hoi_vien_duoi_chi_tieu", _members_below_target),
    Sentence("hoi_vien_khong_deu", _members_uneven),
    Sentence("mo_hinh_chua_dat", _models_below_target),
    Sentence("cong_dan_dat_thap", _citizens_low),
    Sentence("gia_dinh_dat_thap", _families_low),
    Sentence("nguon_luc_giam", _funds_fell, ("Q01",)),
    Sentence("chua_kiem_tra", _not_inspected),
    Sentence("bao_cao_cham", _returns_late),
)


def make_sentences(rules: Iterable[Sentence], facts: Facts) -> list[Generated]:
    """The sentences that the figures bear out, each with its capital and full stop."""
    said = {rule.name: text for rule in rules if (text := rule.build(facts))}
    texts = _name_lacking_once(said.values(), facts)
    return [Generated(named_key("eval", name), f"{capitalized(text)}.") for name, text in zip(said, texts, strict=True)]


def sentence_notes(rules: Iterable[Sentence], facts: Facts) -> list[Note]:
    """For each of `make_sentences` the note that a change it tells is re-based; without text where none is."""
    said = ((rule.moved, text) for rule in rules if (text := rule.build(facts)))
    return [rebased_note(facts, moved if facts.compared in text else ()) for moved, text in said]


def _name_lacking_once(texts: Iterable[str], facts: Facts) -> Iterator[str]:
    """The texts; where they say once more what a figure lacks, the units are no longer named."""
    figures = (*facts.figures.totals, *facts.figures.ratios)
    shorter = {
        full: facts.coverage_short(figure).removeprefix(_BRACKET)
        for figure in figures
        if (full := facts.coverage(figure).removeprefix(_BRACKET))
    }
    said: set[str] = set()
    for text in texts:
        for full, short in shorter.items():
            if full in text:
                begin, *rest = text.split(full)
                text = begin + (short if full in said else full) + short.join(rest)
                said.add(full)
        yield text


def _moved(facts: Facts, code: str) -> int:
    """The change of a total; 0 where it is not known."""
    total = facts.total(code)
    return 0 if total is None or total.delta is None else total.delta


def _gap(facts: Facts, code: str) -> Fraction | None:
    """How far a ratio is above its target, as far as two decimals tell; None without either."""
    ratio = facts.ratio(code)
    if ratio is None or ratio.value is None or ratio.target is None:
        return None
    return round_half_up(ratio.value - ratio.target, 2)


def _all_yes(facts: Facts, code: str) -> bool:
    """Whether every territorial unit answered "Có"; one without an association did not."""
    total = facts.total(code)
    without = any(unit.kind == "territorial" for unit in facts.units_in(State.NO_ASSOCIATION))
    return not without and total is not None and 1 < total.expected == total.value


def _not_yet(facts: Facts, code: str, what: str) -> str:
    """ "còn 3/15 đơn vị chưa … (các huyện Buôn Đôn, Ea Súp và Krông Năng)"; many are left to the footnote."""
    total = facts.total(code)
    if total is None or total.value is None or total.value >= total.units:
        return ""
    lagging = facts.chosen(code, "lagging", LACKING)
    names = facts.names(selected.unit for selected in lagging) if len(lagging) <= NAMED_AT_MOST else ""
    counted = f"{total.units - total.value}/{total.units} đơn vị{facts.coverage(code)}"
    return f"còn {counted} {what}" + (f" ({names})" if names else "")


def _named(facts: Facts, figure: str, claim: Claim) -> str:
    return facts.chosen_names(figure, "lagging", claim, NAMED_AT_MOST)


def _models(facts: Facts, *, reached: bool) -> str:
    """ "Đơn vị học tập (80,82%, chỉ tiêu 80%)" for every model at or above its target, or for every one below."""
    listed = []
    for code, name in MODELS:
        ratio, gap = facts.ratio(code), _gap(facts, code)
        if ratio and ratio.target is not None and gap is not None and (gap >= 0) is reached:
            lacking = facts.coverage(code).removeprefix(_BRACKET).removesuffix(")")
            against = f"chỉ tiêu {print_target(ratio.target)}" + (f"; {lacking}" if lacking else "")
            listed.append(f"{name} ({ratio.printed}, {against})")
    return join_and(listed)
