"""`[[ratios]]` of `khuyenhoc.toml`: ratios that a workspace adds to those of the forms."""

from collections.abc import Sequence

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.model import Edition, Indicator, Measure, Ratio
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.workspace.config import OwnRatio


def with_own_ratios(edition: Edition, own: Sequence[OwnRatio]) -> Edition:
    """The edition with more ratios behind its own; UserError (exit 3) says which of them cannot be and why."""
    if not own:
        return edition
    codes = {ratio.code: ratio.label for ratio in edition.ratios}
    keys = {indicator.key for indicator in edition.indicators.values()} | {ratio.key for ratio in edition.ratios}
    added = []
    for settings in own:
        ratio = _ratio(settings, edition)
        if ratio.code in codes:
            raise _mistake(ratio.code, f"đã có tỷ lệ ấy: “{codes[ratio.code]}”", "Bỏ một trong hai.")
        if ratio.key in keys:
            raise _mistake(ratio.code, f"tên “{ratio.key}” đã dùng cho số liệu khác", "Đặt key khác, ví dụ thêm chữ.")
        codes[ratio.code] = ratio.label
        keys.add(ratio.key)
        added.append(ratio)
    fields = {name: getattr(edition, name) for name in Edition.model_fields}
    return Edition.model_validate({**fields, "ratios": (*edition.ratios, *added)})


def _ratio(settings: OwnRatio, edition: Edition) -> Ratio:
    code = f"{settings.numerator}/{settings.denominator}"
    parts = [_indicator(name, code, edition) for name in (settings.numerator, settings.denominator)]
    _check_measures(code, settings.scale, *parts)
    key = settings.key or fold(settings.label).replace(" ", "_")
    try:
        return Ratio(
            numerator=settings.numerator,
            denominator=settings.denominator,
            key=key,
            label=settings.label,
            of=settings.of,
            scale=settings.scale,
        )
    except ValueError as error:
        fix = "label và of không để trống; key gồm chữ thường không dấu, số và dấu gạch dưới, bắt đầu bằng chữ."
        raise _mistake(code, f"tên “{settings.label}” hoặc key “{key}” không hợp lệ", fix) from error


def _indicator(name: str, code: str, edition: Edition) -> Indicator:
    found = edition.indicators.get(name)
    if found is None:
        fix = "Ghi mã như trong kết quả của aggregate: HV01, DS01 …"
        raise _mistake(code, f"bộ biểu {edition.id} không có chỉ tiêu “{name}”", fix)
    return found


def _check_measures(code: str, scale: str, above: Indicator, below: Indicator) -> None:
    """A percentage is of like things, đồng per person of money and people; Có and Chưa are counted otherwise."""
    if above.code == below.code or Measure.FLAG in (above.measure, below.measure):
        raise _mistake(code, "hai vế phải là hai chỉ tiêu số khác nhau", "Chọn chỉ tiêu khác cho một vế.")
    if scale == "percent" and above.measure is not below.measure:
        fix = 'Tiền chia cho người thì thêm scale = "dong_per_person".'
        raise _mistake(code, "tỷ lệ phần trăm cần hai vế cùng là tiền hoặc cùng là số đếm", fix)
    is_money = above.measure is Measure.MONEY
    if scale == "dong_per_person" and not (is_money and fold(below.unit) == "nguoi"):
        fix = f"Tử số phải là tiền, mẫu số tính bằng người; {below.code} tính bằng {below.unit}."
        raise _mistake(code, "không tính bình quân đồng/người được", fix)


def _mistake(code: str, what: str, fix: str) -> UserError:
    return UserError(f"khuyenhoc.toml, [[ratios]] {code}: {what}.", fix=fix, exit_code=3)
